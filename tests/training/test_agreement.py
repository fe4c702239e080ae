"""Agreement worked by hand from the rules of Arabic grammar; no expected value comes from the code."""

import pytest

from training import agreement
from training.agreement import Noun

SOLDIER = Noun("جندي", "جنود")
WOMAN = Noun("امرأة", "نساء", "f", dual="امرأتان")
CAR = Noun("سيارة", "سيارات", "f", human=False)
JUDGE = Noun("قاض", "قضاة", dual="قاضيان", accusative="قاضيا")
BUSINESSMAN = Noun("رجل أعمال", "رجال أعمال")
AMBULANCE = Noun("سيارة إسعاف", "سيارات إسعاف", "f", human=False)
HOSPITAL = Noun("مستشفى", "مستشفيات", human=False, dual="مستشفيان")


@pytest.mark.parametrize(
    ("noun", "number", "expected"),
    [
        (SOLDIER, 1, "جندي"),
        (SOLDIER, 2, "جنديان"),
        (SOLDIER, 3, "3 جنود"),
        (SOLDIER, 10, "10 جنود"),
        (SOLDIER, 11, "11 جنديا"),
        (SOLDIER, 99, "99 جنديا"),
        (SOLDIER, 100, "100 جندي"),
        (SOLDIER, 105, "105 جنود"),
        (SOLDIER, 120, "120 جنديا"),
        (SOLDIER, 1000, "ألف جندي"),
        (SOLDIER, 2000, "ألفا جندي"),
        (SOLDIER, 5000, "5 آلاف جندي"),
        (SOLDIER, 15_000, "15 ألف جندي"),
        (SOLDIER, 3_000_000, "3 ملايين جندي"),
        (WOMAN, 2, "امرأتان"),
        (WOMAN, 15, "15 امرأة"),
        (CAR, 2, "سيارتان"),
        (HOSPITAL, 12, "12 مستشفى"),
        (JUDGE, 11, "11 قاضيا"),
        (BUSINESSMAN, 2, "رجلا أعمال"),
        (BUSINESSMAN, 15, "15 رجل أعمال"),
        (AMBULANCE, 2, "سيارتا إسعاف"),
    ],
)
def test_a_number_decides_the_form_of_its_noun(noun: Noun, number: int, expected: str) -> None:
    assert agreement.counted(noun, number) == expected


@pytest.mark.parametrize(
    ("noun", "number", "case", "expected"),
    [
        (SOLDIER, 1, "gen", "جندي"),
        (SOLDIER, 1, "acc", "جنديا"),
        (CAR, 1, "acc", "سيارة"),
        (SOLDIER, 2, "gen", "جنديين"),
        (SOLDIER, 2, "acc", "جنديين"),
        (JUDGE, 2, "gen", "قاضيين"),
        (BUSINESSMAN, 2, "gen", "رجلي أعمال"),
        (BUSINESSMAN, 1, "acc", "رجل أعمال"),
        (SOLDIER, 2000, "gen", "ألفي جندي"),
    ],
)
def test_a_case_shows_in_one_in_two_and_in_two_thousand(noun: Noun, number: int, case: str, expected: str) -> None:
    assert agreement.counted(noun, number, case=case) == expected


@pytest.mark.parametrize(
    ("number", "gender", "case", "expected"),
    [
        (3, "m", "nom", "ثلاثة"),
        (3, "f", "nom", "ثلاث"),
        (8, "f", "nom", "ثماني"),
        (10, "m", "nom", "عشرة"),
        (11, "m", "nom", "أحد عشر"),
        (11, "f", "nom", "إحدى عشرة"),
        (12, "m", "nom", "اثنا عشر"),
        (12, "f", "gen", "اثنتي عشرة"),
        (13, "m", "gen", "ثلاثة عشر"),
        (18, "f", "nom", "ثماني عشرة"),
        (20, "f", "nom", "عشرون"),
        (21, "f", "nom", "إحدى وعشرون"),
        (22, "m", "gen", "اثنين وعشرين"),
        (35, "m", "nom", "خمسة وثلاثون"),
        (35, "f", "gen", "خمس وثلاثين"),
        (88, "m", "nom", "ثمانية وثمانون"),
        (100, "m", "nom", "مئة"),
        (200, "m", "gen", "مئتي"),
        (800, "m", "nom", "ثمانمئة"),
    ],
)
def test_a_spelled_number_takes_its_gender_and_case(number: int, gender: str, case: str, expected: str) -> None:
    assert agreement.number_words(number, gender, case) == expected


@pytest.mark.parametrize(
    ("noun", "number", "expected"),
    [
        (SOLDIER, 1, "جندي فرنسي"),
        (SOLDIER, 2, "جنديان فرنسيان"),
        (SOLDIER, 4, "4 جنود فرنسيين"),
        (SOLDIER, 15, "15 جنديا فرنسيا"),
        (SOLDIER, 100, "100 جندي فرنسي"),
        (WOMAN, 4, "4 نساء فرنسيات"),
        (WOMAN, 15, "15 امرأة فرنسية"),
        (CAR, 4, "4 سيارات فرنسية"),
        (CAR, 2, "سيارتان فرنسيتان"),
    ],
)
def test_an_adjective_agrees_with_the_counted_noun(noun: Noun, number: int, expected: str) -> None:
    assert agreement.counted(noun, number, adjective="فرنسي") == expected


@pytest.mark.parametrize(
    ("adjective", "form", "expected"),
    [
        ("تونسي", "f", "تونسية"),
        ("تونسي", "dm", "التونسي"),
        ("تونسي", "dp", "التونسيون"),
        ("تونسي", "dpg", "التونسيين"),
        ("تونسي", "dfd", "التونسيتان"),
        ("تركي|أتراك", "p", "أتراك"),
        ("تركي|أتراك", "dpg", "الأتراك"),
        ("كوري جنوبي", "df", "الكورية الجنوبية"),
        ("جنوب-أفريقي", "df", "الجنوب أفريقية"),
        ("جنوب-أفريقي", "p", "جنوب أفريقيون"),
    ],
)
def test_a_nationality_has_all_its_forms(adjective: str, form: str, expected: str) -> None:
    assert agreement.inflect(adjective, form) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a attack", "an attack"),
        ("a European city", "a European city"),
        ("a unit of a union", "a unit of a union"),
        ("a unknown man", "an unknown man"),
        ("a uninhabited island", "an uninhabited island"),
        ("a hour", "an hour"),
        ("a MP and a FIFA official", "an MP and a FIFA official"),
        ("a UN envoy", "a UN envoy"),
        ("a 8-story building", "an 8-story building"),
        ('a "old" car', 'an "old" car'),
    ],
)
def test_a_becomes_an_before_a_vowel_that_is_heard(text: str, expected: str) -> None:
    assert agreement.with_article(text) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("country", "countries"),
        ("boy", "boys"),
        ("bus", "buses"),
        ("coach", "coaches"),
        ("police officer", "police officers"),
    ],
)
def test_the_last_word_takes_the_english_plural(word: str, expected: str) -> None:
    assert agreement.plural_of(word) == expected


def test_prefixes_join_the_article_and_figures() -> None:
    filled = "ل\x01التونسي ول\x01الجزائر ل\x01الليبيين ل\x01محمد ب\x0115 قال \x01الرئيس"
    assert agreement.join_prefixes(filled, "\x01") == "للتونسي وللجزائر لليبيين لمحمد بـ15 قال الرئيس"


def test_ordinals_in_figures_follow_the_last_digit_except_in_the_teens() -> None:
    assert [agreement.english_ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 42, 90)] == (
        ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "42nd", "90th"]
    )
