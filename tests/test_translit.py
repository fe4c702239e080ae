"""Spellings of one Arabic name, as newspapers, embassies and passports write it, and what is another name."""

import functools

import pytest
from hypothesis import given
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


@given(st.text(max_size=12), st.text(max_size=12))
def test_any_two_words_have_a_distance(name: str, latin: str):
    assert 0 <= distance(name, latin) <= len(name) + len(latin)


def table(arabic: str, english: str) -> int:
    """The same distance by recursion over what is left of both words, as slow as it is plain."""
    free, silent = set("aeiouyhw"), set("اعويهةىءئؤح")

    @functools.cache
    def least(a: int, e: int) -> int:
        rest, left = arabic[a:], english[e:]
        ways = [0] if not rest and not left else []
        if left:
            again = a and e and english[e] == english[e - 1]
            ways.append(least(a, e + 1) + (english[e] not in free and not again))
        if rest:
            ways.append(least(a + 1, e) + (rest[0] not in silent))
        if rest and left:
            ways.append(least(a + 1, e + 1) + 1)
            ways += [least(a + 1, e + len(said)) for said in LETTERS.get(rest[0], ()) if left.startswith(said)]
            ways += [least(a + 2, e + len(said)) for said in LETTERS.get(rest[:2], ()) if left.startswith(said)]
        return min(ways)

    return least(0, 0)


LETTERS = {  # of the names below, by the module's own table of spellings
    "ح": ["h", "kh"],
    "ف": ["f", "v", "ph", "w", "ff", "p"],
    "ت": ["t", "th", "d", "tt"],
    "ر": ["r", "rr"],
    "ش": ["sh", "ch", "s", "sch", "c", "sc", "sz", "x"],
    "ل": ["l", "ll"],
    "ز": ["z", "s", "ts", "tz", "c", "x"],
    "ا": ["a", "e", "i", "o", "u"],
    "تش": ["ch", "c", "tch", "cz", "tj"],
}


@pytest.mark.parametrize("name", ["حفتر", "تشارلز", "تل"])
@pytest.mark.parametrize(
    "latin", ["haftar", "charles", "tchaarrls", "hptr", "fatter", "cellars", "shelter", "lets", "rrrxx", "benghazi", ""]
)
def test_distance_and_nearness_are_those_of_the_plain_recursion(name, latin):
    expected = table(name, latin)
    assert distance(name, latin) == expected
    assert [is_near(name, latin, most) for most in range(4)] == [expected <= most for most in range(4)]
