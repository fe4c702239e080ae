"""A digest on a terminal: its width, its colours, Arabic in it."""

import io
import re
from dataclasses import replace

import pytest
from report_samples import CLEAN, HOSTILE_PAGE, PAGE, doubtful, on_terminal, paragraph, without_ansi
from rich.cells import cell_len
from rich.console import Console

from mt.document import TranslatedParagraph
from mt.report import show


@pytest.mark.parametrize("width", [20, 40, 80, 200])
@pytest.mark.parametrize("show_source", [False, True])
def test_no_line_on_a_terminal_is_wider_than_it(width, show_source):
    shown = without_ansi(on_terminal(PAGE, width, show_source=show_source))
    assert max(cell_len(line) for line in shown.splitlines()) <= width


def test_lines_stay_readable_on_a_very_wide_terminal():
    long = replace(CLEAN, paragraphs=(paragraph(("كلمة " * 100, "word " * 200)),))
    assert max(cell_len(line) for line in without_ansi(on_terminal(long, 300)).splitlines()) <= 100


def test_arabic_on_a_terminal_is_isolated_line_by_line_and_right_aligned():
    long = replace(CLEAN, paragraphs=(paragraph(("كلمة " * 40, "word " * 40)),))
    lines = without_ansi(on_terminal(long, 80, show_source=True)).splitlines()
    arabic = [line.rstrip() for line in lines if "كلمة" in line]
    assert len(arabic) > 3
    assert all(line.count("\u2067") == 1 and line.endswith("\u2069") for line in arabic)
    assert all(cell_len(line) == 80 for line in arabic)


def test_english_that_was_left_out_is_not_set_right_to_left():
    shown = without_ansi(on_terminal(PAGE))
    assert "link" in shown
    assert "\u2067شارك الخبر\u2069" in shown
    assert "\u2067Read more" not in shown


def test_a_terminal_shows_marks_and_reasons():
    shown = without_ansi(on_terminal(PAGE))
    assert "Soldiers arrived. [?1]" in shown
    assert "[?2] paragraph 2" in shown


def test_no_color_leaves_no_colour_on_the_terminal(monkeypatch):
    colour = re.compile(r"\x1b\[[0-9;]*3[0-7]m")
    assert colour.search(on_terminal(PAGE))
    monkeypatch.setenv("NO_COLOR", "1")
    assert not colour.search(on_terminal(PAGE))


def test_a_hostile_page_sends_the_terminal_nothing_but_our_own_sequences():
    shown = without_ansi(on_terminal(HOSTILE_PAGE, show_source=True))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", shown)


def test_a_terminal_shows_alternatives_and_the_worst_doubts_first():
    sentences = (doubtful("Fair.", -0.6, "medium"), replace(doubtful("Bad.", -2.0, "low"), alternatives=("Other.",)))
    page = replace(CLEAN, paragraphs=(TranslatedParagraph("نص", "Fair. Bad.", sentences, 1),))
    console = Console(file=io.StringIO(), width=100)
    show(page, console)
    text = console.file.getvalue()
    assert "or “Bad.”: Other." in text
    assert text.index("unsure of Bad") < text.index("unsure of Fair")
