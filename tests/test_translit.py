"""Spellings of one Arabic name, as newspapers, embassies and passports write it, and what is another name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mt.translit import distance, is_near, plain, strong

SAME = {
    "القذافي": "Gaddafi Qaddafi Kadhafi Gadhafi Qadhafi",
    "محمد": "Mohammed Muhammad Mohamed Mohammad Mehmed",
    "حفتر": "Haftar Hafter Hiftar",
    "الغنوشي": "Ghannouchi Ghannushi Ganouchi",
    "أويحيى": "Ouyahia Uyahia",
    "الصيد": "Essid",
    "عبد الله": "Abdullah Abdallah",
    "ألفين": "Alvin",
    "تشارلز": "Charles",
    "واشنطن": "Washington",
    "شوارزنيغر": "Schwarzenegger",
    "كافانو": "Kavanaugh",
    "خوان": "Juan",
    "ماكس": "Max",
    "بوتفليقة": "Bouteflika",
    "ستولتنبرغ": "Stoltenberg",
    "رجب": "Recep Rajab",
    "غوتيريش": "Guterres",
    "بنغازي": "Benghazi",
}
OTHER = {
    "حفتر": "Sarraj Tripoli Caliph",
    "محمد": "Ahmed Mahdi",
    "بنغازي": "Beirut Bengal",
    "ميركل": "Macron Hollande",
    "واشنطن": "London",
}


@pytest.mark.parametrize(("name", "latin"), [(name, word) for name, words in SAME.items() for word in words.split()])
def test_usual_spellings_of_a_name_are_no_distance_from_it(name: str, latin: str):
    assert distance(name, latin) <= (1 if name == "غوتيريش" else 0)


@pytest.mark.parametrize(("name", "latin"), [(name, word) for name, words in OTHER.items() for word in words.split()])
def test_another_name_is_at_a_distance(name: str, latin: str):
    assert distance(name, latin) >= 1


def test_an_ordinary_word_is_further_away_than_a_misspelling():
    assert distance("رودريغيز", "Rodriz") < distance("رودريغيز", "soldiers")


@pytest.mark.parametrize(("name", "consonants"), [("علي", 1), ("حفتر", 3), ("محمد", 3), ("القاهرة", 2), ("أوباما", 2)])
def test_only_consonants_that_must_be_written_count(name: str, consonants: int):
    assert strong(name) == consonants


@pytest.mark.parametrize(
    ("word", "expected"), [("Müller", "muller"), ("Łódź", "lodz"), ("Wright", "writ"), ("O'Neil", "oneil")]
)
def test_a_latin_word_is_compared_without_accents_and_silent_letters(word: str, expected: str):
    assert plain(word) == expected


@settings(deadline=None)
@given(st.text(max_size=12), st.text(max_size=12))
def test_any_two_words_have_a_distance(name: str, latin: str):
    assert 0 <= distance(name, latin) <= len(name) + len(latin)


@pytest.mark.parametrize("name", ["القذافي", "حفتر", "تشارلز", "زايتونغ", "ماكس", "غوتيريش", "عمر"])
@pytest.mark.parametrize(
    "latin", ["Gaddafi", "Haftar", "Charles", "Zeitung", "Max", "Guterres", "Omar", "Benghazi", ""]
)
@pytest.mark.parametrize("most", [0, 1, 2])
def test_nearness_is_told_as_by_the_whole_distance(name, latin, most):
    assert is_near(name, latin, most) == (distance(name, latin) <= most)
