"""Folding changes the spelling and keeps the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt.fold import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("مِئَة", "مئه"),
        ("إلى أحمد", "الي احمد"),
        ("١٢٫٥٪", "12.5%"),
        ("۱۲", "12"),
        ("قــال", "قال"),
        ("30،000 ، ثم", "30,000 ، ثم"),
        ("plain", "plain"),
    ],
)
def test_one_form_of_each_letter_and_digit_is_left(text: str, folded: str):
    assert fold(text).text == folded


def test_a_span_leads_back_to_the_marked_original():
    text = "قال: مِئَةٌ وواحد"
    folded = fold(text)
    at = folded.text.index("مئه")
    start, end = folded.span(at, at + 3)
    assert text[start:end] == "مِئَة"


@given(st.text(alphabet="أبة١٢ab \u064b\u0650\u0640\u200f", max_size=30))
def test_each_letter_leads_back_to_itself(text: str):
    folded = fold(text)
    for at, letter in enumerate(folded.text):
        start, end = folded.span(at, at + 1)
        assert fold(text[start:end]).text == letter
