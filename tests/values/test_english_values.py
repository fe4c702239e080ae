"""What an English text says in numbers and dates; expected values are worked by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spelled import english

from mt.values import read_english

NUMBERS = (
    ("One hundred and twenty-three died in 2017", [123, 2017]),
    ("two hundred and five thousand", [205_000]),
    ("three hundred fifty-six", [356]),
    ("3.2 million", [3_200_000]),
    ("$3.5bn", [3_500_000_000]),
    ("half a million", [500_000]),
    ("a quarter of a million", [250_000]),
    ("two and a half million", [2_500_000]),
    ("a million and a half", [1_500_000]),
    ("one million, two hundred thousand", [1_200_000]),
    ("2½ hours", [Fraction(5, 2)]),
    ("two dozen", [24]),
    ("10k", [10_000]),
    ("the twenty-first", [21]),
    ("two thirds", [Fraction(2, 3)]),
    ("one-third", [Fraction(1, 3)]),
    ("five and six", [5, 6]),
    ("10 to 16", [10, 16]),
    ("don&#39;t", []),
)


def numbers(text: str) -> list[Fraction]:
    return [value.value for value in read_english(text) if value.kind == "number"]


def readings(text: str) -> set[Fraction]:
    return {part for value in read_english(text) for way in value.ways for part in way}


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_numbers_are_read_in_words_and_digits(text: str, expected: list[Fraction]):
    assert numbers(text) == expected


@given(st.integers(3, 999_999_999_999), st.sampled_from([" and ", " "]))
def test_a_number_spelled_by_the_grammar_is_read_back(number: int, link: str):
    assert numbers(f"They counted {english(number, link=link)} there") == [number]


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("nineteen eighty-four", 1984),
        ("twenty twenty", 2020),
        ("in '86", 1986),
        ("from 1943-6", 1946),
        ("the 1990s", 90),
        ("the 1800s", 19),
        ("10 to 16 million", 10_000_000),
        ("3 million 500 thousand", 3_500_000),
        ("call 116 123", 116_123),
        ("Louis XVI", 16),
        ("subparagraph (iv)", 4),
        ("at noon", 12),
        ("twice", 2),
        ("the nineties", 1990),
        ("the semifinal", Fraction(1, 2)),
    ],
)
def test_other_readings_are_known_too(text: str, reading: Fraction):
    assert reading in readings(text)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("on May 12", "month", [5]),
        ("He may go", "month", []),
        ("They march on", "month", []),
        ("12 Sept. 2019", "month", [9]),
        ("on Saturdays and Monday", "weekday", [6, 1]),
        ("in the sun", "weekday", []),
        ("hundreds of thousands", "vague", [100, 1000]),
    ],
)
def test_months_days_and_vague_quantities_are_read(text: str, kind: str, expected: list[int]):
    assert [value.value for value in read_english(text) if value.kind == kind] == expected


@pytest.mark.parametrize("text", ["one of them", "a second later", "no one", "both", "a hundred", "I saw XXL"])
def test_words_that_often_count_nothing_are_unsure(text: str):
    assert not [value for value in read_english(text) if value.sure]


@given(st.text(alphabet="onetwfivhudradm 0123.,-'$%½&;ofandhl", max_size=50))
def test_any_text_is_read_without_an_error_and_within_itself(text: str):
    for value in read_english(text):
        assert text[value.start : value.end] == value.text
        assert value.ways
