"""Bold words, links and pictures, placed in a translation by its alignment."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mt.document import TranslatedParagraph, Translation
from mt.inline import Mark, Run, place, unaligned

# Notation of these tests: <b>…</b> sets marks, those named a… are links, [x] is an atom.
_TOKEN = re.compile(r"<(/?)(\w+)>|\[(\w+)\]|([^<\[]+)")


def runs_of(text: str) -> list[Run]:
    runs, marks = [], []
    for closing, name, atom, words in _TOKEN.findall(text):
        if name and closing:
            marks.pop()
        elif name:
            marks.append(Mark(name, is_link=name.startswith("a")))
        else:
            runs.append(Run(words, tuple(marks), atom or None))
    return runs


def text_of(runs) -> str:
    out, open_marks = "", []
    for run in [*runs, Run("")]:
        keys = [mark.key for mark in run.marks]
        while open_marks != keys[: len(open_marks)]:
            out += f"</{open_marks.pop()}>"
        for key in keys[len(open_marks) :]:
            open_marks.append(key)
            out += f"<{key}>"
        out += f"[{run.atom}]" if run.atom else run.text
    return out


def paragraph(*sentences: tuple[str, str, str]) -> TranslatedParagraph:
    """Sentences as source, English and pairs such as "0-1 1-0"."""
    made = []
    for source, english, pairs in sentences:
        alignment = tuple((int(i), int(j)) for i, j in (pair.split("-") for pair in pairs.split()))
        made.append(Translation(source, english, -0.1, alignment=alignment))
    return TranslatedParagraph(
        " ".join(t.source for t in made), " ".join(t.text for t in made if t.text), tuple(made), line=1
    )


def placed(source: str, english: str, pairs: str) -> str:
    plain = " ".join("".join(run.text for run in runs_of(source)).split())
    return text_of(place(runs_of(source), paragraph((plain, english, pairs))).runs)


@pytest.mark.parametrize(
    ("source", "english", "pairs", "expected"),
    [
        # The words change places, and the mark goes with its word.
        ("قال <b>الوزير</b> أمس", "the minister said yesterday", "0-2 1-1 2-3", "the <b>minister</b> said yesterday"),
        ("قال <b>الوزير</b> أمس", "the minister said today", "0-2 1-0 1-1 2-3", "<b>the minister</b> said today"),
        # A word of English that no word of Arabic stands for is inside when both its neighbours are.
        ("في <b>مدينة بنغازي</b>", "in the city of Benghazi", "0-0 1-2 2-4", "in the <b>city of Benghazi</b>"),
        # A small word aligned with a word outside does not cut a span in two.
        ("في <b>رئيس الوزراء</b>", "president of ministers", "1-0 0-1 2-2", "<b>president of ministers</b>"),
        # A content word does.
        ("قال <b>رئيس البلاد</b>", "president said country", "1-0 0-1 2-2", "<b>president</b> said <b>country</b>"),
        # A small word far away is no piece of the span.
        ("قال <b>الوزير</b> أمس", "the other day Ali said", "1-0 2-2 1-3 0-4", "the other day <b>Ali</b> said"),
        # Stops and quotation marks stay outside, unless the span had them, or its sentence ends with it.
        ("<b>بنغازي</b>، أمس", "Benghazi, yesterday", "0-0 1-1", "<b>Benghazi</b>, yesterday"),
        ("<b>بنغازي،</b> أمس", "Benghazi, yesterday", "0-0 1-1", "<b>Benghazi,</b> yesterday"),
        ("قال <b>نعم</b>", 'said "yes."', "0-0 1-1", 'said "<b>yes."</b>'),
        ("قال <b>نعم</b>.", "said yes.", "0-0 1-1", "said <b>yes</b>."),
        # A prefixed "and" outside of the span takes the English "and" with it.
        ("هنا و<b>بنغازي</b> معا", "here and Benghazi too", "0-0 1-1 1-2 2-3", "here and <b>Benghazi</b> too"),
        # Marks inside marks stay inside.
        ("<a>قال <b>علي</b></a> أمس", "yesterday Ali said", "0-2 1-1 2-0", "yesterday <a><b>Ali</b> said</a>"),
        # The whole stays the whole.
        ("<b>قال الوزير</b>", "The minister said so!", "", "<b>The minister said so!</b>"),
        ("<b>قال <i>الوزير</i></b>", "The minister said", "0-2 1-1", "<b>The <i>minister</i> said</b>"),
        # What stands in one word stays in it when the word is copied.
        ("من H<sub>2</sub>O فقط", "only H2O", "0-0 1-1 2-0", "only H<sub>2</sub>O"),
        # Emphasis without a word is dropped, a link goes to the nearest word.
        ("قال <b>الوزير</b> أمس", "said yesterday", "0-0 2-1", "said yesterday"),
        ("قال <a>هنا</a> أمس كل", "said yesterday all", "0-0 2-1 3-2", "<a>said</a> yesterday all"),
        ("قال <a>هنا</a> أمس كل", "said it all.", "", "said it <a>all</a>."),
        # The larger part decides where nothing is aligned.
        ("<b>قال الوزير السابق</b> أمس", "the minister said", "", "<b>the minister said</b>"),
    ],
)  # fmt: skip
def test_marks_go_with_their_words(source, english, pairs, expected):
    assert placed(source, english, pairs) == expected


@pytest.mark.parametrize(
    ("source", "english", "pairs", "expected"),
    [
        ("قال الوزير[1] أمس", "the minister said yesterday", "0-2 1-1 2-3", "the minister[1] said yesterday"),
        ("قال الوزير.[1]", "the minister said.", "0-2 1-1", "the minister said.[1]"),
        ("قال الوزير [img] أمس", "the minister said yesterday", "0-2 1-1 2-3", "the minister [img] said yesterday"),
        ("اكتب [code] الآن", "now write", "0-1 1-0", "now write [code]"),
        ("اكتب [code] الآن", "now, write.", "0-1 1-0", "now, write [code]."),
        ("قال [img]الوزير أمس", "yesterday the minister said", "0-3 1-2 2-0", "yesterday the [img]minister said"),
        ("[x]قال الوزير[y]", "he said", "0-1", "[x]he said[y]"),
        ("<b>قال[1] الوزير</b> أمس", "the minister said today", "0-2 1-1 2-3", "the <b>minister said[1]</b> today"),
        ("<a>[img]</a> قال الوزير", "the minister said", "0-2 1-1", "<a>[img]</a> the minister said"),
        ("قال[1] الوزير[2]", "minister said", "0-1 1-0", "minister said[1][2]"),
    ],
)
def test_atoms_stand_at_their_words_and_keep_their_order(source, english, pairs, expected):
    assert placed(source, english, pairs) == expected


def test_a_span_over_two_sentences_is_one_span():
    runs = runs_of("قال <b>نعم. ثم</b> مضى.")
    english = paragraph(("قال نعم.", "he said yes.", "0-1 1-2"), ("ثم مضى.", "then he left.", "0-0 1-2"))
    assert text_of(place(runs, english).runs) == "he said <b>yes. then</b> he left."


def test_an_empty_sentence_in_between_changes_nothing():
    runs = runs_of("نعم. *** <b>لا</b>.")
    english = paragraph(("نعم.", "yes.", "0-0"), ("***", "", ""), ("لا.", "no.", "0-0"))
    assert text_of(place(runs, english).runs) == "yes. <b>no</b>."


def test_a_link_goes_to_a_word_of_its_own_sentence():
    runs = runs_of("قال <a>نعم</a> أمس. ثم مضى.")
    english = paragraph(("قال نعم أمس.", "he said.", ""), ("ثم مضى.", "then he left.", "0-0 1-2"))
    assert text_of(place(runs, english).runs) == "he <a>said</a>. then he left."


def test_what_found_no_word_is_named():
    lost = place(
        runs_of("قال <b>الوزير</b> <a1>هنا</a1> <a2>هناك</a2>"), paragraph(("قال الوزير هنا هناك", "said", "0-0"))
    ).lost
    assert [mark.key for mark in lost] == ["b", "a2"]


def test_text_that_was_copied_keeps_its_marks_word_by_word():
    copied = Translation("٢٠٢٠ ABC", "2020 ABC", 0.0, origin="copied")
    english = TranslatedParagraph(copied.source, copied.text, (copied,), line=1)
    assert text_of(place(runs_of("٢٠٢٠ <b>ABC</b>"), english).runs) == "2020 <b>ABC</b>"


def test_a_paragraph_whose_sentences_do_not_fit_its_text_is_taken_as_a_whole():
    wrong = TranslatedParagraph("x", "he said", (Translation("غير ذلك", "he said", 0.0, alignment=((0, 0),)),), line=1)
    assert text_of(place(runs_of("قال <b>الوزير</b>"), wrong).runs) == "<b>he said</b>"
    assert text_of(place(runs_of("<b>قال</b> نعم"), unaligned("")).runs) == ""


def test_a_paragraph_of_absurdly_many_marks_loses_them_and_says_so(monkeypatch):
    monkeypatch.setattr("mt.inline.placing._MOST_SPANS", 1)
    result = place(runs_of("<b>قال</b> <i>نعم</i>[x]"), paragraph(("قال نعم", "he said", "0-1")))
    assert text_of(result.runs) == "he said[x]"
    assert [mark.key for mark in result.lost] == ["b", "i"]


def test_pairs_beyond_the_words_are_ignored():
    assert placed("قال <b>نعم</b>", "yes said", "0-1 1-0 7-0 0-9") == "<b>yes</b> said"


def test_a_stop_leaves_the_inner_mark_with_the_outer_one():
    english = paragraph(("قال", "he said,", ""), ("نعم ثم ذهب", "yes", ""))
    assert text_of(place(runs_of("<b><i>قال</i> نعم</b> ثم ذهب"), english).runs) == "<b><i>he said</i></b>, yes"


# --- What must hold of every text and every alignment --------------------------------------------------------


@st.composite
def marked(draw, depth: int = 2):
    """Source words with marks that are each used once, atoms among them."""
    names = iter(range(1000))
    words: list[str] = []

    def grow(marks: tuple[Mark, ...], depth: int) -> list[Run]:
        runs = []
        for _ in range(draw(st.integers(1, 3))):
            kind = draw(st.sampled_from(["words", "mark", "link", "atom"] if depth else ["words"]))
            if kind == "words":
                for _ in range(draw(st.integers(1, 2))):
                    words.append(f"ك{len(words)}" + draw(st.sampled_from(["", ".", "،"])))
                    runs.append(Run(words[-1] + " ", marks))
            elif kind == "atom":
                runs.append(Run("", marks, atom=f"x{next(names)}"))
            elif kind == "mark" or any(mark.is_link for mark in marks):
                runs += grow((*marks, Mark(f"m{next(names)}")), depth - 1)
            else:
                runs += grow((*marks, Mark(f"a{next(names)}", is_link=True)), depth - 1)
        return runs

    runs = grow((), depth)
    return runs, words


@st.composite
def cases(draw, most: int = 3):
    """Marked source words in sentences, English for each, and pairs of which each English word has at most ``most``."""
    runs, words = draw(marked())
    sentences, at = [], 0
    while at < len(words):
        own = words[at : at + draw(st.integers(1, 6))]
        at += len(own)
        english = draw(
            st.lists(st.sampled_from(["the", "of", "army", "city,", '"left"', "2020", "-"]), min_size=1, max_size=8)
        )
        pairs = [
            (i, j)
            for j in range(len(english))
            for i in draw(st.lists(st.integers(0, len(own) - 1), max_size=most, unique=True))
        ]
        sentences.append(Translation(" ".join(own), " ".join(english), -0.1, alignment=tuple(sorted(pairs))))
    texts = [" ".join(words), " ".join(t.text for t in sentences)]
    return runs, TranslatedParagraph(*texts, tuple(sentences), line=1)


def without_atoms(runs) -> list[Run]:
    return [run for run in runs if run.atom is None]


@settings(max_examples=150)
@given(cases())
def test_the_words_of_a_translation_never_change(case):
    runs, english = case
    text = "".join(run.text for run in place(runs, english).runs)
    assert "".join(text.split()) == "".join(english.translation.split())
    assert "".join(run.text for run in place(without_atoms(runs), english).runs) == english.translation


@settings(max_examples=150)
@given(cases())
def test_marks_nest_as_in_the_source_and_none_is_invented(case):
    runs, english = case
    chains = {run.marks for run in runs}
    allowed = {chain[:n] for chain in chains for n in range(len(chain) + 1)}
    assert {run.marks for run in place(runs, english).runs} <= allowed


@settings(max_examples=150)
@given(cases())
def test_every_atom_comes_once_and_in_order_inside_the_marks_it_had(case):
    runs, english = case
    before = [run for run in runs if run.atom]
    after = [run for run in place(runs, english).runs if run.atom]
    assert [run.atom for run in after] == [run.atom for run in before]
    assert all(set(one.marks) <= set(other.marks) for one, other in zip(before, after, strict=True))


@settings(max_examples=150)
@given(cases(most=1))
def test_every_mark_that_has_an_aligned_word_is_in_the_translation(case):
    runs, english = case
    aligned, at = set(), 0
    for sentence in english.sentences:
        aligned |= {at + i for i, _ in sentence.alignment}
        at += len(sentence.source.split())
    wanted = {mark for n, run in enumerate(without_atoms(runs)) if n in aligned for mark in run.marks}
    assert wanted <= {mark for run in place(runs, english).runs if run.text.strip() for mark in run.marks}


@settings(max_examples=150)
@given(cases())
def test_no_link_is_lost_where_there_are_words_enough(case):
    runs, english = case
    marks = {mark for run in without_atoms(runs) for mark in run.marks}
    result = place(runs, english)
    shown = {mark for run in result.runs if run.text.strip() for mark in run.marks}
    assert marks - shown == set(result.lost)
    if len(english.translation.split()) >= 2 * len(marks):
        assert not any(mark.is_link for mark in result.lost)


@settings(max_examples=100)
@given(cases())
def test_no_mark_begins_or_ends_with_a_space(case):
    runs, english = case
    result = place(without_atoms(runs), english).runs
    for mark in {mark for run in result for mark in run.marks}:
        pieces = "".join(run.text if mark in run.marks else "\0" for run in result).split("\0")
        assert all(piece == piece.strip() for piece in pieces)
