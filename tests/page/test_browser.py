"""The page in a real browser, on the real page and the embedded models."""

import json
import re
from urllib.parse import urlsplit

import pytest

from mt.evaluation.sets import DEFAULT_CARDS

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.filterwarnings("ignore")]

PAGE = (DEFAULT_CARDS / "libya_benghazi" / "page.ar.txt").read_text(encoding="utf-8")
PARAGRAPHS = 12  # of the article, counted by hand
SHORT = "أعلن الجيش الليبي سيطرته على المدينة.\n\nووصل ثلاثة وزراء إلى القاهرة أمس.\n\nاترك تعليقاً\n"


def digest(sheet, text):
    page = sheet.page
    page.wait_for_selector("#mt-run")
    page.fill("#mt-source textarea", text)
    page.click("#mt-run")
    page.wait_for_selector("#mt-save-json")
    page.wait_for_function("!document.querySelector('#mt-result .waiting')")
    return page


def saved(page, form):
    with page.expect_download() as download:
        page.click(f"#mt-save-{form}")
    return download.value.suggested_filename, download.value.path().read_text(encoding="utf-8")


@pytest.fixture
def axe():
    return pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python").Axe()


def violations(axe, page):
    found = axe.run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}).response
    assert len(found["passes"]) > 10  # it did look
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found["violations"]]


def test_the_real_page_is_read_side_by_side_lights_up_and_can_be_taken_away(address, sheet):
    tab = sheet(address)
    page = digest(tab, PAGE)
    assert page.locator("#mt-result .translation .pair").count() == PARAGRAPHS
    assert page.locator("#mt-result .summary p").inner_text().strip()
    arabic = page.locator("#mt-result .translation .source").first
    assert page.evaluate("e => getComputedStyle(e).direction", arabic.element_handle()) == "rtl"
    english, source = (box.bounding_box() for box in (page.locator("#mt-result .translation .pair > p").first, arabic))
    assert english["x"] + english["width"] <= source["x"] and abs(english["y"] - source["y"]) < 10
    assert "news-ar-en" in page.locator("#mt-result footer").inner_text()

    page.locator("#mt-result .translation p[lang=en] [data-s]").nth(2).hover()
    lit = page.locator("#mt-result .lit")
    assert lit.count() == 2
    assert len({lit.nth(n).get_attribute("data-s") for n in range(2)}) == 1
    assert lit.nth(1).evaluate("e => e.closest('.source') !== null")
    tab.shot("desktop")

    name, body = saved(page, "json")
    assert name == "pasted-text.en.json"
    assert len(json.loads(body)["paragraphs"]) == PARAGRAPHS
    assert saved(page, "md")[1].startswith("# ")
    assert "Content-Security-Policy" in saved(page, "html")[1]
    assert not tab.wrong
    assert {urlsplit(url).netloc for url in tab.asked if url.startswith("http")} == {urlsplit(address).netloc}


def test_words_light_up_with_the_words_they_came_from(address, sheet):
    page = digest(sheet(address), SHORT)
    words = page.locator("#mt-result .translation p[lang=en] [data-a] [data-w]")
    if not words.count():
        pytest.skip("the model gives no alignment")
    for n in range(words.count()):
        words.nth(n).hover()
        if page.locator("#mt-result .word").count() > 1:
            break
    sides = page.locator("#mt-result .word").evaluate_all("all => all.map(e => e.closest('.source') !== null)")
    assert set(sides) == {True, False}


def test_a_sentence_of_the_summary_shows_what_it_rests_on(address, sheet):
    page = digest(sheet(address), PAGE)
    links = page.locator("#mt-result .summary a.from")
    assert links.count()
    links.first.click()
    numbers = links.first.get_attribute("data-from").split()
    marked = page.locator("#mt-result .basis").evaluate_all("all => all.map(e => e.dataset.s)")
    assert set(marked) == set(numbers)
    page.keyboard.press("Escape")
    assert not page.locator("#mt-result .basis").count()


def test_the_keyboard_alone_walks_through_the_sentences(address, sheet):
    page = digest(sheet(address), SHORT)
    page.locator("#mt-result [data-s='0'][tabindex='0']").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.s") == "1"
    assert page.locator("#mt-result .lit").count() == 2
    page.keyboard.press("Enter")
    assert page.locator("#mt-result .pinned").count() == 2


def test_what_was_left_out_can_be_kept_by_one_button(address, sheet):
    page = digest(sheet(address), SHORT)
    page.click("#mt-result details.removed summary")
    assert "comment form" in page.locator("#mt-result details.removed").inner_text()
    page.click("#mt-result button.keep")
    page.wait_for_function("document.querySelectorAll('#mt-result .translation .pair').length === 3")
    assert not page.locator("#mt-result details.removed").count()


def test_a_file_is_read_into_the_box_and_names_the_result(address, sheet, tmp_path):
    path = tmp_path / "خبر 1.html"
    path.write_text("<!doctype html><p>" + SHORT.split("\n", maxsplit=1)[0] + "</p>", encoding="utf-8")
    page = sheet(address).page
    page.wait_for_selector("#mt-run")
    with page.expect_file_chooser() as chooser:
        page.click("#mt-file")
    chooser.value.set_files(path)
    page.wait_for_function("document.querySelector('#mt-source textarea').value.includes('الجيش الليبي')")
    page.click("#mt-run")
    page.wait_for_selector("#mt-save-json")
    assert "خبر 1.html" in page.locator("#mt-result footer").inner_text()


def test_an_empty_box_and_a_page_without_arabic_are_answered_in_the_page(address, sheet):
    tab = sheet(address)
    tab.page.wait_for_selector("#mt-run")
    tab.page.click("#mt-run")
    tab.page.wait_for_selector("#mt-status [role=alert]")
    tab.page.fill("#mt-source textarea", "<script>alert(1)</script>")
    tab.page.click("#mt-run")
    tab.page.wait_for_function("document.querySelector('#mt-status').innerText.includes('no Arabic text')")
    assert not tab.wrong


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_phone_shows_one_column_and_nothing_runs_over_its_edge(address, sheet, dark):
    tab = sheet(address, width=390, height=844, dark=dark, has_touch=True)
    page = digest(tab, SHORT)
    bottom, top = page.evaluate(  # at one moment: the page may still move
        """[document.querySelector("#mt-result .translation .pair > p").getBoundingClientRect().bottom,
            document.querySelector("#mt-result .translation .source").getBoundingClientRect().top]"""
    )
    assert bottom <= top
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("#mt-result .translation p[lang=en] [data-s]").first.tap()
    assert page.locator("#mt-result .pinned").count() == 2
    tab.shot(f"phone-{'dark' if dark else 'light'}")


def test_the_arabic_interface_runs_from_right_to_left_and_comes_back(address, sheet):
    tab = sheet(address)
    page = digest(tab, SHORT)
    page.click("#mt-language label:has-text('العربية')")
    page.wait_for_selector("#mt-run:has-text('ترجم')")
    page.wait_for_selector("#mt-result .mt-digest[lang=ar]")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    assert page.locator("#mt-result .summary h2").inner_text().startswith("الملخص")
    assert page.locator("#mt-status").inner_text().startswith("تم")
    fold = page.locator("#mt-options button span").first.bounding_box()
    assert fold["x"] > 640
    run, tabs = page.locator("#mt-run").bounding_box(), page.locator("button[role=tab]").first.bounding_box()
    assert run["x"] > 640 and tabs["x"] > 640
    assert page.locator("#mt-source textarea").input_value() == SHORT  # what was typed stays
    tab.shot("arabic")
    page.reload()
    page.wait_for_selector("#mt-run:has-text('ترجم')")
    page.click("#mt-language label:has-text('English')")
    page.wait_for_selector("#mt-run:has-text('Translate')")
    assert page.evaluate("document.documentElement.dir") == "ltr"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_labels_and_contrast_hold_what_wcag_asks_for(address, sheet, axe, dark):
    tab = sheet(address, dark=dark, reduced_motion="reduce")
    page = digest(tab, SHORT)
    page.click("#mt-options button")
    page.wait_for_selector("#mt-length")
    assert not violations(axe, page)
    for name in ("Evaluate", "Compare", "Models"):
        page.click(f"button[role=tab]:has-text('{name}')")
        page.wait_for_timeout(500)
        assert not violations(axe, page)
        tab.shot(f"{name.lower()}-{'dark' if dark else 'light'}")


def test_two_beams_are_compared_blind_and_named_after_the_vote(address, sheet):
    page = sheet(address).page
    page.click("button[role=tab]:has-text('Compare')")
    page.fill("#mt-compare-source textarea", SHORT)
    page.check("#mt-blind input")
    page.click("#mt-compare")
    page.wait_for_selector("#mt-vote-same")
    heads = page.locator("#mt-beside thead").inner_text()
    assert "beam" not in heads and re.search(r"\bA\b.*\bB\b", heads, re.DOTALL)
    page.click("#mt-vote-same")
    page.wait_for_function("document.querySelector('#mt-beside thead').innerText.includes('beam 1')")


def test_lines_of_ones_own_are_scored_with_intervals_and_the_worst_first(address, sheet, tmp_path):
    pytest.importorskip("sacrebleu", reason="needs the eval extra")
    for name, text in (
        ("hypotheses", "A cat sat.\nNo dog came home.\n"),
        ("references", "A cat sat.\nThe dog left.\n"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    page = sheet(address).page
    page.click("button[role=tab]:has-text('Evaluate')")
    for name in ("hypotheses", "references"):
        with page.expect_file_chooser() as chooser:
            page.click(f"#mt-{name}")
        chooser.value.set_files(tmp_path / name)
        page.wait_for_selector(f"#mt-{name}-said:has-text('{name}')")
    page.click("#mt-score")
    page.wait_for_selector("#mt-scores svg")
    rows = page.locator("#mt-scores tbody").last.inner_text()
    assert rows.index("No dog came home.") < rows.index("A cat sat.")


def test_the_static_report_lights_up_without_a_server(browser, sheet, tmp_path):
    from mt.document import Digest, TranslatedParagraph, Translation
    from mt.report import render

    pair = Translation("وصل الوزير.", "The minister arrived.", -0.1, alignment=((0, 2), (1, 0), (1, 1)))
    made = Digest("page", None, (TranslatedParagraph(pair.source, pair.text, (pair,), 1),), None, ())
    path = tmp_path / "report.html"
    path.write_text(render(made, "html", show_source=True), encoding="utf-8")
    tab = sheet(path.as_uri())
    tab.page.locator("[data-w]", has_text="arrived.").hover()
    assert sorted(tab.page.locator(".word").all_inner_texts()) == sorted(["arrived.", "وصل"])
    assert not tab.wrong
    assert tab.asked == [path.as_uri()]


def test_a_program_calls_the_page_as_the_documentation_says(address):
    gradio_client = pytest.importorskip("gradio_client")
    client = gradio_client.Client(address, verbose=False)
    try:
        answer = client.predict(text=SHORT, length="none", api_name="/digest")
    finally:
        client.close()
    assert answer["summary"] is None
    assert [p["source"] for p in answer["paragraphs"]] == SHORT.split("\n\n")[:2]
