"""The other tabs in a real browser, what the whole page owes everybody, and programs that call it."""

import re
import signal
from pathlib import Path

import pytest
from served import served

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.filterwarnings("ignore")]

SHORT = "أعلن الجيش الليبي سيطرته على المدينة.\n\nووصل ثلاثة وزراء إلى القاهرة أمس.\n\nاترك تعليقاً\n"
DOCS = Path(__file__).resolve().parents[2] / "docs" / "page.md"


@pytest.fixture
def axe():
    return pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python").Axe()


def violations(axe, page):
    found = axe.run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}).response
    assert len(found["passes"]) > 10  # it did look
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found["violations"]]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_labels_and_contrast_hold_what_wcag_asks_for(address, sheet, axe, dark):
    tab = sheet(address, dark=dark, reduced_motion="reduce")
    page = tab.digest(SHORT)
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
    tab = sheet(address)
    page = tab.page
    page.click("button[role=tab]:has-text('Evaluate')")
    for name in ("hypotheses", "references"):
        tab.choose(f"#mt-{name}", tmp_path / name)
        page.wait_for_selector(f"#mt-{name}-said:has-text('{name}')")
    page.click("#mt-score")
    page.wait_for_selector("#mt-scores svg")
    rows = page.locator("#mt-scores tbody").last.inner_text()
    assert rows.index("No dog came home.") < rows.index("A cat sat.")


def test_a_set_is_translated_and_scored_with_its_items(address, sheet):
    pytest.importorskip("sacrebleu", reason="needs the eval extra")
    tab = sheet(address)
    page = tab.page
    page.click("button[role=tab]:has-text('Evaluate')")
    assert page.locator("#mt-set input").input_value() == "challenge"  # the largest that is always here
    page.locator("#mt-segments input[type=number]").fill("10")
    page.click("#mt-measure")
    page.wait_for_selector("#mt-scores svg")
    card = page.locator("#mt-scores").inner_text()
    assert "news-ar-en" in card and "10 segments" in card and re.search(r"\d+ of 10 items pass", card)
    assert "nrefs:1" in card  # a score has its signature
    tab.shot("scores")


def test_the_models_are_listed_and_a_visitor_cannot_fetch_any(address, sheet):
    page = sheet(address).page
    page.click("button[role=tab]:has-text('Models')")
    row = page.locator("#mt-models tr", has=page.locator("th", has_text=re.compile("^news-ar-en-"))).inner_text()
    assert "part of this package" in row and "default" in row and "MIT" in row
    assert not page.locator("#mt-fetch-model").is_visible()


@pytest.mark.parametrize("name", ["Evaluate", "Compare", "Models"])
def test_no_tab_runs_over_the_edge_of_a_phone(address, sheet, name):
    tab = sheet(f"{address}?lang=ar", width=390, height=844, dark=True)
    page = tab.page
    page.wait_for_selector("#mt-run")
    place = ["Evaluate", "Compare", "Models"].index(name) + 1
    shown = page.locator("button[role=tab]").nth(place)
    if not shown.is_visible():
        page.locator(".overflow-menu > button").click()
        shown = page.locator(".overflow-dropdown button").last
    shown.click()
    page.wait_for_timeout(500)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    tab.shot(f"phone-arabic-{name.lower()}")


def test_a_server_with_an_open_page_ends_when_it_is_told_to(sheet, browser):
    with served("--threads", "1") as server:
        tab = sheet(server.address)
        tab.digest(SHORT)
        code, log = server.end(signal.SIGTERM)
    tab.context.close()
    tab.wrong.clear()  # it told that its server is gone
    assert code == 143
    assert "Traceback" not in log


def test_a_program_calls_the_page_as_the_documentation_says(address, capsys):
    pytest.importorskip("gradio_client")
    [example] = re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    exec(example.replace("http://127.0.0.1:8080/", address), found := {})
    found["client"].close()
    assert capsys.readouterr().out.splitlines()[-1] == found["answer"]["paragraphs"][0]["translation"]
    assert "army" in found["answer"]["paragraphs"][0]["translation"]
