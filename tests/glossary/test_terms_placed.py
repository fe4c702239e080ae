"""The wanted English goes where the alignment says, and nowhere else; alignments here are made by hand."""

import pytest
from aligned import hypothesis
from hypothesis import given
from hypothesis import strategies as st

from mt.glossary import Entry, Glossary
from mt.glossary.place import Span, aligned, find, put


def replaced(source, english, pairs, *entry):
    """The text and the alignment after the only term of ``source`` was put in; the text alone where it was not."""
    made = hypothesis(source, english, pairs)
    [occurrence] = Glossary((Entry(*entry),)).find(source)
    span = aligned(made, occurrence)
    return put(made, occurrence, span) if span else made


def text_of(*arguments):
    return replaced(*arguments).text


def test_the_aligned_words_become_the_term():
    made = replaced(
        "وصلوا إلى رأس جدير أمس", "They reached Cape Jedir yesterday", "0-0 0-1 2-2 3-3 4-4", "رأس جدير", "Ras Ajdir"
    )
    assert made.text == "They reached Ras Ajdir yesterday"
    assert made.alignment == ((0, 0), (0, 1), (2, 2), (2, 3), (3, 2), (3, 3), (4, 4))


def test_the_words_behind_a_longer_term_move_with_their_alignment():
    made = replaced(
        "قال مجلس النواب نعم", "The parliament said yes", "0-2 1-1 2-1 3-3", "مجلس النواب", "House of Representatives"
    )
    assert made.text == "The House of Representatives said yes"
    assert made.alignment == ((0, 4), *((s, t) for s in (1, 2) for t in (1, 2, 3)), (3, 5))


def test_the_words_behind_a_shorter_term_move_as_well():
    made = replaced(
        "بدأ وقف إطلاق النار أمس",
        "A cease of fire began yesterday",
        "1-1 2-3 3-3 0-4 4-5",
        "وقف إطلاق النار",
        "ceasefire",
    )
    assert made.text == "A ceasefire began yesterday"
    assert (4, 3) in made.alignment and (0, 2) in made.alignment


def test_a_preposition_written_with_the_term_stays():
    assert (
        text_of("ولاءهم لداعش", "their loyalty to Daash", "0-0 0-1 1-2 1-3", "داعش", "ISIS") == "their loyalty to ISIS"
    )


def test_marks_around_the_words_stay():
    assert text_of("«داعش»، قال", '"Daash", he said', "0-0 1-1 1-2", "داعش", "ISIS") == '"ISIS", he said'
    assert text_of("قال (داعش)", "said (Daash).", "0-0 1-1", "داعش", "ISIS") == "said (ISIS)."


def test_a_possessive_stays():
    assert text_of("زعيم داعش", "Daash's leader", "0-1 1-0", "داعش", "ISIS") == "ISIS's leader"
    assert (
        text_of("زعيم الحوثيين", "Hothy’s leader", "0-1 1-0", "حوثي", "Houthi", False, "inflected") == "Houthis' leader"
    )


@pytest.mark.parametrize(
    ("english", "entry", "expected"),
    [
        ("the parlament met", ("البرلمان", "House of Representatives"), "the House of Representatives met"),
        ("the parlament met", ("البرلمان", "the House"), "the House met"),
        ("The parlament met", ("البرلمان", "the House"), "The House met"),
        ("the parlament met", ("البرلمان", "Knesset"), "Knesset met"),
        ("The parlament met", ("البرلمان", "the Knesset"), "The Knesset met"),
        ("a parlament met", ("البرلمان", "assembly"), "an assembly met"),
        ("A, parlament met", ("البرلمان", "assembly"), "A, assembly met"),
        ("An assembly met", ("البرلمان", "parliament"), "A parliament met"),
    ],
)
def test_an_article_fits_the_term_and_is_never_doubled(english, entry, expected):
    assert text_of("اجتمع البرلمان", english, "0-2 1-0 1-1", *entry) == expected


def test_a_capital_that_begins_a_sentence_stays_and_no_other_is_lost():
    assert text_of("لقاح جديد", "Serum is new", "0-0 1-2", "لقاح", "vaccine") == "Vaccine is new"
    assert text_of("لقاح جديد", "Serum is new", "0-0 1-2", "لقاح", "mRNA vaccine") == "mRNA vaccine is new"
    assert text_of("قال داعش", "Said daash", "0-0 1-1", "داعش", "ISIS") == "Said ISIS"


@pytest.mark.parametrize(
    ("word", "target", "expected"),
    [
        ("عبوات", "device", "devices"),
        ("مذكرات", "policy", "policies"),
        ("عبوات", "key", "keys"),
        ("عبوة", "device", "device"),
    ],
)
def test_a_plural_in_arabic_is_one_in_english(word, target, expected):
    source = "عبوة" if word.startswith("ع") else "مذكرة"
    assert (
        text_of(f"وجدوا {word}", "found things", "0-0 1-1", source, target, False, "inflected") == f"found {expected}"
    )


def test_a_plural_takes_no_indefinite_article():
    entry = ("مسلح", "fighter", False, "inflected")
    assert text_of("رأى مسلحين", "saw a gunman", "0-0 1-1 1-2", *entry) == "saw fighters"


def test_a_neighbour_that_is_part_of_the_term_is_not_doubled():
    entry = ("رأس جدير", "Ras Ajdir")
    assert text_of("معبر رأس جدير", "Ras Jedir crossing", "0-0 0-2 1-1 2-1", *entry) == "Ras Ajdir crossing"
    entry = ("مخيم الزعتري", "Zaatari camp")
    assert text_of("زار مخيم الزعتري", "visited the oil camp", "0-0 0-3 1-2 2-2", *entry) == "visited the Zaatari camp"


@pytest.mark.parametrize(
    ("why", "english", "pairs"),
    [
        ("nothing is aligned", "They arrived yesterday", ""),
        ("the term's words are aligned to nothing", "They arrived yesterday", "0-0 0-1 4-2"),
        ("only small words are aligned", "They went to it yesterday", "0-0 0-1 2-2 3-3 4-4"),
        ("every word says something else as well", "They reached Jedir yesterday", "0-0 0-1 1-2 2-2 4-3"),
        ("the words are scattered around another", "The Cape they reached is Jedir", "0-3 2-1 3-5"),
        ("another word stands between them", "Cape reached Jedir", "0-1 2-0 3-2"),
        ("a clause ends between them", "At the Cape, Jedir was reached", "2-2 3-3 0-5"),
        ("they are too many", "In a b c d e f g Jedir", "2-2 3-8"),
        ("a number is among them", "They reached 24 Jedir", "0-0 0-1 2-2 3-3"),
    ],
)
def test_a_sentence_is_left_alone_when(why, english, pairs):
    made = replaced("وصلوا إلى رأس جدير أمس", english, pairs, "رأس جدير", "Ras Ajdir")
    assert made.text == english, why


def test_a_word_that_holds_more_than_the_term_is_not_replaced():
    assert text_of("رحلة تونس/ليبيا", "trip Tuniss/Libya", "0-0 1-1", "تونس", "Tunis") == "trip Tuniss/Libya"


@pytest.mark.parametrize(
    ("english", "there"),
    [
        ("ISIS fled", True),
        ("isis fled", True),
        ("pro-ISIS men", True),
        ("ISIS's men", True),
        ("ISIS’ men", True),
        ("(ISIS).", True),
        ("crisis fled", False),
        ("ISISX fled", False),
        ("", False),
    ],
)
def test_the_english_is_found_with_its_endings_but_never_inside_a_word(english, there):
    [occurrence] = Glossary((Entry("داعش", "ISIS"),)).find("داعش")
    assert bool(find(hypothesis("داعش", english), occurrence)) is there


def test_capitals_count_only_where_the_entry_asks_for_them():
    [free], [strict] = (Glossary((Entry("داعش", "ISIS", case),)).find("داعش") for case in (False, True))
    assert find(hypothesis("داعش", "Isis fled"), free) == [Span(0, 0)]
    assert find(hypothesis("داعش", "Isis fled"), strict) == []


def test_a_term_may_stand_without_its_own_the():
    [occurrence] = Glossary((Entry("البنتاغون", "the Pentagon"),)).find("البنتاغون")
    assert find(hypothesis("", "a Pentagon official"), occurrence) == [Span(1, 1)]


WORDS = st.lists(
    st.sampled_from(["the", "a", "Cape", "Jedir,", "of", '"big', 'army"', "24", "Ras", "was."]), max_size=9
)
PAIRS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 8)), max_size=14)


@given(WORDS, PAIRS)
def test_whatever_the_alignment_one_stretch_changes_and_every_position_stays_valid(words, pairs):
    english = " ".join(words)
    kept = [(s, t) for s, t in pairs if t < len(words)]
    source = "وصلوا إلى رأس جدير أمس"
    made = replaced(source, english, " ".join(f"{s}-{t}" for s, t in kept), "رأس جدير", "Ras Ajdir")
    new = made.text.split()
    assert all(s < 5 and t < len(new) for s, t in made.alignment)
    if made.text != english:
        assert "Ras Ajdir" in made.text
        at = next(i for i in range(len(new)) if "Ras Ajdir" in " ".join(new[i : i + 2]))
        assert new[:at] == words[:at]
        behind = len(new) - at - 2
        assert new[at + 2 :] == words[len(words) - behind :]
