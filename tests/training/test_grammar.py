"""The generator and the corpus: agreement in whole sentences worked by hand, and properties of everything written."""

import itertools
import random
import re
from pathlib import Path

import pytest

from training import grammar
from training.grammar import CORPUS, Grammar, Template

PEOPLE = "ar\tpl\tg\th\ten\ten.pl\tlow\thigh\n"


@pytest.fixture(scope="module")
def corpus() -> Grammar:
    return Grammar()


@pytest.fixture
def small(tmp_path: Path) -> Grammar:
    """One entry for each slot, so that a template has one filling, which can be worked by hand."""
    lexicon = {
        "country": "ar\ten\tadj\ten.adj\nتونس\tTunisia\tتونسي\tTunisian\n",
        "man": "ar\ten\tg\nسمير\tSamir\tm\n",
        "woman": "ar\ten\tg\nليلى\tLeila\tf\n",
        "org": "ar\ten\tg\nالأمم المتحدة\tthe United Nations\tf\n",
        "say": "ar\tar.m\tar.f\ten\nقال\tقال\tقالت\tsaid\n",
        "five": PEOPLE + "جندي\tجنود\tm\th\tsoldier\t\t5\t5\n",
        "two": PEOPLE + "امرأة\tنساء\tf\th\twoman\twomen\t2\t2\n",
        "one": PEOPLE + "ضابط\tضباط\tm\th\tofficer\t\t1\t1\n",
        "source": "ar\ten\tg\nوكالة {country}\tthe {country.adj} agency\tf\n",
        "currency": PEOPLE + "دينار\tدنانير\tm\t\tdinar\t\t3\t9\n",
    }
    for folder in ("lexicon", "templates"):
        (tmp_path / folder).mkdir()
    for name, text in lexicon.items():
        (tmp_path / "lexicon" / f"{name}.tsv").write_text(text, encoding="utf-8")
    (tmp_path / "templates" / "a.tsv").write_text("نعم\tYes\n", encoding="utf-8")
    (tmp_path / "subsets.tsv").write_text("name\tlexicon\tcolumn\tvalues\nher\twoman\tg\tf\n", encoding="utf-8")
    return Grammar(tmp_path)


@pytest.mark.parametrize(
    ("arabic", "english", "expected"),
    [
        ("{say@woman} {woman}.", "{woman} {say}.", ("قالت ليلى.", "Leila said.")),
        ("{say@man} {man}.", "{man} {say}.", ("قال سمير.", "Samir said.")),
        ("<وصل/وصلت:her> {her}.", "{her} arrived.", ("وصلت ليلى.", "Leila arrived.")),
        (
            "<طلب/طلبت:org> {org} ل{org}",
            "{org} and <his/its:org> call to {org.bare}",
            ("طلبت الأمم المتحدة للأمم المتحدة", "The United Nations and its call to United Nations"),
        ),
        (
            "<قتلت/قتلت:two> {two+country}.",
            "{two+country} <was/were:two.n> killed.",
            ("قتلت امرأتان تونسيتان.", "Two Tunisian women were killed."),
        ),
        (
            "اعتقلوا {one.acc+country}",
            "{one.acc+country} <was/were:one.n> arrested",
            ("اعتقلوا ضابطا تونسيا", "A Tunisian officer was arrested"),
        ),
        ("مقتل {one.gen}", "{one.head} killed", ("مقتل ضابط", "Officer killed")),
        ("حسب {source}", "according to {source}", ("حسب وكالة تونس", "According to the Tunisian agency")),
        (
            "الجيش {country.dm} ب{num:7-7}",
            "the {country.adj} army, {num:7-7}",
            ("الجيش التونسي بـ7", "The Tunisian army, 7"),
        ),
        ("قال : نعم", "Samir: yes", ("قال : نعم", "Samir: Yes")),
        ("في الدقيقة {num:22-22}.", "in the {num:22-22}th minute.", ("في الدقيقة 22.", "In the 22nd minute.")),
    ],
)
def test_a_template_is_filled_with_agreement(
    small: Grammar, arabic: str, english: str, expected: tuple[str, str]
) -> None:
    assert small.fill(Template(arabic, english, "here:1"), random.Random(0)) == expected


def test_a_counted_noun_is_spelled_or_in_figures_on_both_sides_alike(small: Grammar) -> None:
    template = Template("قتل {five}", "{five.head} killed", "here:1")
    made = {small.fill(template, random.Random(seed)) for seed in range(40)}
    assert made == {("قتل خمسة جنود", "Five soldiers killed"), ("قتل 5 جنود", "5 soldiers killed")}


def test_a_linked_choice_is_the_same_on_both_sides(small: Grammar) -> None:
    template = Template("[1:أمس|غدا|اليوم]", "[1:yesterday|tomorrow|today]", "here:1")
    made = {small.fill(template, random.Random(seed)) for seed in range(60)}
    assert made == {("أمس", "Yesterday"), ("غدا", "Tomorrow"), ("اليوم", "Today")}


def test_an_unknown_slot_names_the_template_it_stands_in(small: Grammar) -> None:
    with pytest.raises(ValueError, match="here:7"):
        small.fill(Template("{nothing}", "x", "here:7"), random.Random(0))


def test_a_line_with_too_many_cells_is_refused_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "man.tsv").write_text("ar\ten\nسمير\tSamir\tm\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"man\.tsv:2"):
        Grammar(tmp_path)


def test_the_corpus_is_as_large_as_promised(corpus: Grammar) -> None:
    lines = {
        (path.name, line)
        for path in (CORPUS / "lexicon").glob("*.tsv")
        for line in path.read_text(encoding="utf-8").splitlines()[1:]
    }
    assert len(corpus.templates) >= 600
    assert len(lines) >= 3000


def test_both_sides_of_every_line_hold_the_same_slots(corpus: Grammar) -> None:
    cells = [(t.place, t.arabic, t.english) for t in corpus.templates]
    cells += [(name, e.columns["ar"], e.columns["en"]) for name, entries in corpus.lexicon.items() for e in entries]
    slot = re.compile(r"\{([a-z_]+\d*)[^{}+]*(\+[a-z_]+)?[^{}]*\}")
    unequal = [(place, ar, en) for place, ar, en in cells if set(slot.findall(ar)) != set(slot.findall(en))]
    assert unequal == []


def test_linked_choices_have_as_many_options_on_both_sides(corpus: Grammar) -> None:
    def options(pattern: str) -> dict[str, int]:
        found = {}
        while match := re.search(r"\[(?:(\d+):)?([^\[\]]*)\]", pattern):
            if match[1]:
                found[match[1]] = match[2].count("|")
            pattern = pattern.replace(match[0], "")
        return found

    cells = [(t.arabic, t.english) for t in corpus.templates]
    cells += [(e.columns["ar"], e.columns["en"]) for entries in corpus.lexicon.values() for e in entries]
    assert [pair for pair in cells if options(pair[0]) != options(pair[1])] == []


def test_every_template_can_be_filled_and_leaves_nothing_unfilled(corpus: Grammar) -> None:
    for seed in range(5):
        for template in corpus.templates:
            arabic, english = corpus.fill(template, random.Random(seed))
            assert not re.search(r"[{}<>\[\]|\x01\t]|  ", arabic + english), (template.place, arabic, english)
            assert re.search(r"[\u0621-\u064a]", arabic), template.place
            assert not re.search(r"[A-Za-z]", arabic), (template.place, arabic)
            assert not re.search(r"[\u0600-\u06ff]", english), (template.place, english)


def test_the_first_round_uses_every_template_once(corpus: Grammar) -> None:
    first = itertools.islice(corpus.pairs(3), len(corpus.templates))
    assert sorted(template.place for template, _ in first) == sorted(t.place for t in corpus.templates)


def test_pairs_are_distinct(corpus: Grammar) -> None:
    pairs = [pair for _, pair in itertools.islice(corpus.pairs(5), 4000)]
    assert len(set(pairs)) == 4000


def test_a_seed_gives_the_same_pairs_again_and_another_seed_others(corpus: Grammar) -> None:
    def first(seed: int) -> list[grammar.Pair]:
        return [pair for _, pair in itertools.islice(corpus.pairs(seed), 300)]

    assert first(0) == first(0)
    assert first(0) != first(1)


def test_small_figures_are_the_same_on_both_sides(corpus: Grammar) -> None:
    """Sums, hours and thousands may be written in words on one side only; 5G is a generation in Arabic."""
    plain = [t for t in corpus.templates if not re.search(r"hour|money|millions|price", t.english)]
    for seed in range(3):
        for template in plain:
            arabic, english = corpus.fill(template, random.Random(seed))
            figures = set(re.findall(r"(?<![\d.,])\d{1,3}(?![\dG,.])", english))
            assert figures <= set(re.findall(r"\d+", arabic)), (arabic, english)


def test_a_slot_that_is_not_in_the_notation_is_refused(small: Grammar) -> None:
    with pytest.raises(ValueError, match="here:3"):
        small.fill(Template("{man!}", "{man}", "here:3"), random.Random(0))


def test_the_command_writes_the_number_of_lines_it_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "pairs.tsv"
    monkeypatch.setattr("sys.argv", ["grammar", "--count", "50", "--seed", "2", "--out", str(out)])
    grammar.main()
    lines = out.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 50
    assert all(line.count("\t") == 1 for line in lines)
    assert capsys.readouterr().out.startswith("50 pairs")
