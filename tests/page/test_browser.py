"""The page in a real browser, on the real page and the embedded models."""

import json

import pytest

from mt.evaluation.sets import DEFAULT_CARDS

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.filterwarnings("ignore")]

PAGE = (DEFAULT_CARDS / "libya_benghazi" / "page.ar.txt").read_text(encoding="utf-8")
PARAGRAPHS = 12  # of the article, counted by hand
FIRST = "أعلن الجيش الليبي سيطرته على المدينة."
SHORT = f"{FIRST}\n\nووصل ثلاثة وزراء إلى القاهرة أمس.\n\nاترك تعليقاً\n"


def saved(page, form):
    with page.expect_download() as download:
        page.click(f"#mt-save-{form}")
    return download.value.suggested_filename, download.value.path().read_text(encoding="utf-8")


def test_the_real_page_is_read_side_by_side_lights_up_and_can_be_taken_away(address, sheet):
    tab = sheet(address)
    page = tab.digest(PAGE)
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


def test_words_light_up_with_the_words_they_came_from(address, sheet):
    page = sheet(address).digest(SHORT)
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
    page = sheet(address).digest(PAGE)
    links = page.locator("#mt-result .summary a.from")
    assert links.count()
    links.first.click()
    numbers = links.first.get_attribute("data-from").split()
    marked = page.locator("#mt-result .basis").evaluate_all("all => all.map(e => e.dataset.s)")
    assert set(marked) == set(numbers)
    page.keyboard.press("Escape")
    assert not page.locator("#mt-result .basis").count()


def test_the_keyboard_alone_walks_through_the_sentences(address, sheet):
    page = sheet(address).digest(SHORT)
    page.locator("#mt-result [data-s='0'][tabindex='0']").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.s") == "1"
    assert page.locator("#mt-result .lit").count() == 2
    page.keyboard.press("Enter")
    assert page.locator("#mt-result .pinned").count() == 2


def test_a_line_that_was_left_out_can_be_kept_and_then_all_of_them(address, sheet):
    page = sheet(address).digest(f"{SHORT}\nشارك\n\nتابعنا\n")
    page.click("#mt-result details.removed summary")
    assert "comment form" in page.locator("#mt-result details.removed").inner_text()
    assert page.locator("#mt-result details.removed tbody tr").count() == 3
    page.click("#mt-result button.keep[data-line='5']")
    page.wait_for_function("document.querySelectorAll('#mt-result .translation .pair').length === 3")
    page.wait_for_selector("#mt-save-json")
    assert "اترك تعليقا" in page.locator("#mt-result .translation").inner_text()
    page.click("#mt-result details.removed summary")
    assert page.locator("#mt-result details.removed tbody tr").count() == 2
    page.click("#mt-result button.keep:not(.one)")
    page.wait_for_function("document.querySelectorAll('#mt-result .translation .pair').length === 5")
    page.wait_for_selector("#mt-save-json")
    assert not page.locator("#mt-result details.removed").count()


@pytest.mark.parametrize("way", ["chosen", "dropped"])
def test_a_file_is_read_into_the_box_and_names_the_result(address, sheet, tmp_path, way):
    path = tmp_path / "خبر 1.html"
    # Longer than a text may be: most of a document is no text.
    weight = f"<!--{'x' * 2_000_000}-->" if way == "chosen" else ""
    path.write_text(f"<!doctype html>{weight}<p>{FIRST}</p>", encoding="utf-8")
    tab = sheet(address)
    page = tab.page
    page.wait_for_selector("#mt-run")
    if way == "chosen":
        tab.choose("#mt-file", path)
    else:
        page.evaluate(
            """([name, text]) => {
                const dataTransfer = new DataTransfer();
                dataTransfer.items.add(new File([text], name, { type: "text/html" }));
                const box = document.querySelector("#mt-source textarea");
                for (const kind of ["dragover", "drop"])
                    box.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
            }""",
            [path.name, path.read_text(encoding="utf-8")],
        )
    page.wait_for_function("document.querySelector('#mt-source textarea').value.includes('الجيش الليبي')")
    page.click("#mt-run")
    page.wait_for_selector("#mt-save-json")
    assert path.name in page.locator("#mt-result footer").inner_text()


def test_the_text_of_a_digest_is_copied(address, sheet):
    tab = sheet(address, permissions=["clipboard-read", "clipboard-write"])
    page = tab.digest(SHORT)
    page.click("#mt-copy")
    page.wait_for_selector("#mt-copy.mt-did")
    copied = page.evaluate("navigator.clipboard.readText()")
    english = page.locator("#mt-result .translation p[lang=en]").first.inner_text()
    assert english.split()[:3] == copied.partition("TRANSLATION")[2].split()[:3]


def test_a_long_page_grows_before_ones_eyes_and_can_be_stopped(address, sheet):
    page = sheet(address).page
    page.wait_for_selector("#mt-run")
    page.fill("#mt-source textarea", "\n\n".join(f"{FIRST.rstrip('.')} رقم {n} أمس." for n in range(600)))
    page.click("#mt-run")
    # The Arabic is there at once; some of the English has come, and some has not.
    page.wait_for_function(
        "document.querySelector('#mt-result .translation .pair p[lang=en]:not(.waiting)')"
        " && document.querySelector('#mt-result .waiting')"
    )
    assert page.locator("#mt-status progress").count() == 1
    assert page.locator("#mt-run").is_disabled()
    page.click("#mt-stop")
    page.wait_for_selector("#mt-status:has-text('Stopped:')")
    page.wait_for_selector("#mt-run:not([disabled])")
    assert page.locator("#mt-result .translation .source").count() == 600
    assert page.locator("#mt-result .undone").count() > 0
    assert not page.locator("#mt-result .waiting").count()
    assert not page.locator("#mt-save-json").is_visible()


def test_a_glossary_is_used_until_it_is_taken_away(address, sheet, tmp_path):
    (tmp_path / "terms.tsv").write_text("الجيش الليبي\tLibyan National Army\n", encoding="utf-8")
    tab = sheet(address)
    page = tab.page
    page.click("#mt-options button")
    tab.choose("#mt-glossary", tmp_path / "terms.tsv")
    page.wait_for_selector("#mt-glossary-said:has-text('terms.tsv')")
    assert "Libyan National Army" in tab.digest(SHORT).locator("#mt-result .translation").inner_text()
    page.click("#mt-glossary-off")
    page.wait_for_selector("#mt-glossary-said:has-text('terms.tsv')", state="hidden")
    page.click("#mt-run")
    page.wait_for_selector("#mt-save-json", state="hidden")
    page.wait_for_selector("#mt-save-json")
    assert "National" not in page.locator("#mt-result .translation").inner_text()


def test_an_empty_box_and_a_page_without_arabic_are_answered_in_the_page(address, sheet):
    tab = sheet(address)
    tab.page.wait_for_selector("#mt-run")
    tab.page.click("#mt-run")
    tab.page.wait_for_selector("#mt-status [role=alert]")
    tab.page.fill("#mt-source textarea", "<script>alert(1)</script>")
    tab.page.click("#mt-run")
    tab.page.wait_for_function("document.querySelector('#mt-status').innerText.includes('no Arabic text')")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_phone_shows_one_column_and_nothing_runs_over_its_edge(address, sheet, dark):
    tab = sheet(address, width=390, height=844, dark=dark, has_touch=True)
    page = tab.digest(SHORT)
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
    page = tab.digest(SHORT)
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
