"""What a memory knows: the same sentence in any spelling, and the one that is nearly the same."""

import sys

import pytest

from mt.errors import UsageError
from mt.memory import Match, Memory
from mt.memory.store import adapted, numbers_differ

SOLDIERS = "قتل ثلاثة جنود في مدينة سرت"
MEMORY = Memory({SOLDIERS: "Three soldiers were killed in the city of Sirte", "نعم": "Yes"})


@pytest.mark.parametrize(
    "spelling", [SOLDIERS, " قُتِلَ ثلاثة  جنود في مدينة ســرت ", "قتل ثلاثة جنود في مدينة سرت\u200f"]
)
def test_the_same_sentence_is_found_however_it_is_spelled(spelling):
    assert MEMORY.exact(spelling) == "Three soldiers were killed in the city of Sirte"


def test_digits_of_either_kind_and_forms_of_alef_are_the_same():
    memory = Memory({"وصل ١٢ وزيرًا إلى أنقرة": "Twelve ministers arrived in Ankara"})
    assert memory.exact("وصل 12 وزيرا إلى انقرة") == "Twelve ministers arrived in Ankara"


def test_another_sentence_is_not_found():
    assert MEMORY.exact("قتل أربعة جنود في مدينة سرت") is None
    assert MEMORY.exact("") is None


def test_the_likeness_is_one_minus_the_edits_over_the_longer_length():
    # سرت -> درنة: 27 letters become 28, by two exchanges and one more letter: 1 - 3 / 28.
    match = MEMORY.closest("قتل ثلاثة جنود في مدينة درنة", 0.85)
    assert match.likeness == pytest.approx(1 - 3 / 28)
    assert match.target == "Three soldiers were killed in the city of Sirte"
    assert match.differences == (("درنة", "سرت"),)


def test_nothing_below_the_threshold_is_found():
    assert MEMORY.closest("قتل ثلاثة جنود في مدينة درنة", 0.9) is None
    assert MEMORY.closest("غادر الوزير", 0.5) is None
    assert MEMORY.closest("", 0.5) is None


def test_of_several_the_most_alike_is_found():
    memory = Memory({"قال الوزير أمس نعم": "one", "قال الوزير اليوم نعم": "two", "قال الرئيس اليوم لا": "three"})
    assert memory.closest("قال الوزير اليوم: نعم", 0.7).target == "two"


def test_words_that_came_or_went_are_differences_too():
    memory = Memory({"قال الوزير اليوم نعم": "The minister said yes today"})
    assert memory.closest("قال الوزير نعم", 0.6).differences == (("", "اليوم"),)
    assert memory.closest("قال الوزير اليوم لهم نعم", 0.6).differences == (("لهم", ""),)


@pytest.mark.parametrize(
    ("differences", "target", "expected"),
    [
        ((("25", "20"),), "It cost 20 dinars.", "It cost 25 dinars."),
        ((("25.5%", "20.1%"),), "It rose 20.1%.", "It rose 25.5%."),
        ((("1,250", "980"),), "In all 980 came", "In all 1,250 came"),
        ((("25", "20"),), "It cost twenty dinars.", None),  # not there in digits
        ((("25", "20"),), "From 20 to 20 dinars", None),  # which one?
        ((("25", "20"),), "It cost 200 dinars", None),  # another number
        ((("25", "20"), ("3", "4")), "20 and 4", None),  # two numbers
        ((("25 امرأة", "20 رجلا"),), "20 men", None),  # and a word
        ((("25", "20"), ("اليوم", "أمس")), "20 yesterday", None),  # and a word elsewhere
        ((("", "20"),), "It cost 20", None),
        ((("خمسة", "ستة"),), "six", None),  # number words are words
    ],
)
def test_a_number_is_exchanged_only_where_it_is_the_one_difference_and_stands_once(differences, target, expected):
    assert adapted(Match("", target, 0.9, differences)) == expected


def test_digits_among_the_differences_are_seen():
    assert numbers_differ(Match("", "", 0.9, (("a", "b"), ("", "20"))))
    assert not numbers_differ(Match("", "", 0.9, (("خمسة", "ستة"),)))


def test_without_rapidfuzz_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    with pytest.raises(UsageError, match=r"mt-digest\[memory\]"):
        MEMORY.closest("نعم", 0.9)
    assert MEMORY.exact("نعم") == "Yes"
