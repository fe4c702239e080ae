import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from io import StringIO

import pytest
from fixtures_eval import make_run, make_set
from rich.console import Console

from mt.errors import InputError, UsageError
from mt.evaluation.compare import compare, has_name, length_slice
from mt.evaluation.ngrams import ngram_differences
from mt.evaluation.page import highlight, render
from mt.evaluation.runfile import Result
from mt.evaluation.significance import Chance
from mt.evaluation.tables import show, to_json, to_markdown

FEW = Chance(0, 100, 100)


@pytest.fixture(scope="module")
def comparison():
    """The second system is right everywhere; the first says "arrives" for "arrived" and loses a name."""
    first = make_run("first", lambda i, t: t.replace("arrived", "arrives").replace("Geneva", "Zurich"))
    return compare([first, make_run("second")], FEW)


def test_the_better_system_is_called_better_on_every_metric(comparison):
    differences = {s.metric: s.difference for s in comparison[0].scores if s.system == "second"}
    assert set(differences) == {"bleu", "chrf", "chrf++", "ter"}
    assert all(d.p_randomization < 0.05 for d in differences.values())
    assert differences["chrf"].value > 0 > differences["ter"].value


def test_intervals_hold_their_score(comparison):
    assert all(s.low <= s.value <= s.high for s in comparison[0].scores)


def test_segments_on_which_the_systems_differ_most_come_first(comparison):
    gains = [max(map(abs, e.gains)) for e in comparison[0].examples]
    assert gains == sorted(gains, reverse=True)
    assert "arrived" in comparison[0].examples[0].reference or "Geneva" in comparison[0].examples[0].reference
    assert gains[-1] == 0


def test_every_segment_is_in_exactly_one_slice_of_each_group(comparison):
    for group in {s.group for s in comparison[0].slices}:
        assert sum(s.segments for s in comparison[0].slices if s.group == group) == 60


def test_slices_by_domain_and_by_the_first_systems_confidence_hold_the_segments_that_say_so():
    """Every second of 60 is about sport; of the first system's the first 10 are doubtful, and worse."""
    runs = [make_run("first", lambda i, t: t if i >= 10 else t[:6]), make_run("second")]
    marked = []
    for run, doubtful in zip(runs, (10, 30), strict=True):
        results = [
            replace(r, domain="sport" if i % 2 else "politics", confidence="low" if i < doubtful else "high")
            for i, r in enumerate(run.sets[0].results)
        ]
        marked.append(replace(run, sets=(replace(run.sets[0], results=tuple(results)),)))
    slices = {(s.group, s.name): s for s in compare(marked, FEW)[0].slices}
    assert slices["domain", "sport"].segments == slices["domain", "politics"].segments == 30
    names = [name for group, name in slices if group == "confidence of first"]
    assert names == ["low", "high"]
    assert slices["confidence of first", "low"].segments == 10
    assert slices["confidence of first", "low"].scores[0] < slices["confidence of first", "low"].scores[1] == 100
    assert slices["confidence of first", "high"].scores == (100, 100)


def test_systems_without_confidence_and_sets_without_domains_have_no_such_slices(comparison):
    assert {s.group for s in comparison[0].slices} == {"length", "numbers", "names"}


def test_phrases_that_only_one_system_gets_right_are_found(comparison):
    better = {phrase: (a, b) for phrase, a, b in comparison[0].ngrams[0].better}
    assert better["Geneva"] == (0, 10)
    assert "The" not in better


def test_ngrams_are_clipped_to_the_reference():
    found = ngram_differences("b", ["the cat"], ["dog"], ["the the the cat"])
    assert ("the", 0, 1) in found.better


def test_confidence_that_orders_sentences_by_quality_has_rank_correlation_one():
    """Fixture scores fall with the index; hypotheses lose ever more letters with the index."""
    eval_set = make_set()
    run = make_run("a", lambda i, t: t[: max(3, len(t) - i // 2)])
    other = make_run("b")
    found = compare([run, other], FEW)[0].calibrations
    assert [c.system for c in found] == ["a", "b"]
    assert found[0].correlation > 0.7
    assert found[0].scores[-1] > found[0].scores[0]
    assert len(eval_set.segments) == 60


@pytest.mark.parametrize(
    ("words", "name"), [(1, "1-10 words"), (10, "1-10 words"), (11, "11-20 words"), (36, "36 words and more")]
)
def test_lengths_have_their_slice(words, name):
    assert length_slice(Result("1", "كلمة " * words, "")) == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [("He met Ahmed.", True), ("The minister spoke.", False), ("He left. She stayed.", False), ("All is well", False)],
)
def test_a_name_is_a_capital_inside_a_sentence(text, expected):
    assert has_name(text) == expected


def test_one_system_cannot_be_compared():
    with pytest.raises(UsageError, match="two or more"):
        compare([make_run("a")])


def test_two_systems_of_one_name_are_refused():
    with pytest.raises(UsageError, match="different names"):
        compare([make_run("a"), make_run("a")])


def test_runs_of_other_segments_are_refused():
    with pytest.raises(InputError, match="not comparable"):
        compare([make_run("a"), make_run("b", eval_set=make_set(9))])


class Checker(HTMLParser):
    """Collects what would be loaded from elsewhere, and whether every element that needs it is closed."""

    def __init__(self):
        super().__init__()
        self.loads, self.open, self.rtl, self.tags = [], [], 0, set()

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags.add(tag)
        self.loads += [v for k, v in values.items() if k in {"src", "href", "action"} and not v.startswith("#")]
        self.rtl += values.get("dir") == "rtl" and values.get("lang") == "ar"
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.add(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_web_page_is_whole_needs_nothing_else_and_shows_arabic_right_to_left(comparison):
    page = render(comparison, title="a <b>", rows=20)
    checker = Checker()
    checker.feed(page)
    assert checker.open == []
    assert checker.loads == []
    assert not re.search(r"url\(|@import|https?://", page)
    assert checker.rtl == 20
    assert {"svg", "table", "mark"} <= checker.tags
    assert "<title>a &lt;b&gt;</title>" in page


def test_a_hypothesis_cannot_bring_its_own_markup_into_the_page():
    evil = make_run("evil", lambda i, t: "<script>alert(1)</script>" + t)
    assert "<script>alert" not in render(compare([make_run("good"), evil], FEW))


def test_words_that_are_not_in_the_reference_are_marked():
    assert highlight("a red cat", "a cat") == "a <mark>red </mark>cat"
    assert highlight("<b>", "<b>") == "&lt;b&gt;"


def test_json_has_every_figure_and_no_nan():
    found = compare([make_run("a"), make_run("b")], Chance(0, 100, 0))
    body = json.loads(to_json(found), parse_constant=pytest.fail)
    assert body["sets"][0]["scores"][1]["difference"]["p_randomization"] is None


def test_markdown_has_a_table_row_for_each_system_and_metric(comparison):
    rows = [line for line in to_markdown(comparison).splitlines() if line.startswith(("| first | ", "| second | "))]
    assert len(rows) == 8


def test_the_terminal_table_names_both_systems(comparison):
    out = StringIO()
    show(comparison, Console(file=out, width=160))
    assert "first" in out.getvalue() and "second" in out.getvalue()


def test_a_narrow_terminal_breaks_names_and_figures_and_cuts_none_off(comparison):
    out = StringIO()
    show(comparison, Console(file=out, width=80))
    assert "…" not in out.getvalue()
