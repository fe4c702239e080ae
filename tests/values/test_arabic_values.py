"""What an Arabic text says in numbers and dates; expected values are worked by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spelled import arabic

from mt.values import read_arabic

NUMBERS = (
    ("قتل مئة وثلاثة وعشرون شخصا", [123]),
    ("مائة وعشرين", [120]),
    ("ثلاث مئة وخمسة", [305]),
    ("ثلاثمائة وخمسين", [350]),
    ("مئتا جندي", [200]),
    ("ألفي جندي", [2000]),
    ("مئتي ألف", [200_000]),
    ("خمسة عشر ألفا", [15_000]),
    ("تسعمائة وتسعة وتسعون ألفا", [999_000]),
    ("ألف وتسعمئة وستة وثمانون", [1986]),
    ("مليونان ونصف المليون", [2_500_000]),
    ("مليون و نصف", [1_500_000]),
    ("نصف مليون", [500_000]),
    ("ألف مليون", [10**9]),
    ("تسعة ملايير", [9 * 10**9]),
    ("سبعة وأربعون ألفا وستمئة وواحد", [47_601]),
    ("مِئَةٌ وَخَمْسَةٌ", [105]),
    ("خمسة وستة", [5, 6]),
    ("عشرين وثلاثين", [20, 30]),
    ("الحادية عشرة", [11]),
    ("القرن التاسع عشر", [19]),
    ("الثالث والعشرين", [23]),
    ("مئة و خمسة", [105]),
    ("ثلاثة أرباع", [Fraction(3, 4)]),
    ("ثلثي الأصوات", [Fraction(2, 3)]),
    ("29¾ بوصة", [Fraction("29.75")]),
    ("٣٫٥ مليار", [3_500_000_000]),
    ("7ر92 بالمئة", [Fraction("92.7")]),
    ("١٢٥٬٠٠٠", [125_000]),
    ("بعد يومين", [2]),
    ("خمسينيات القرن التاسع عشر", [1850, 19]),
    ("لأكثر من عشرة آلاف", [10_000]),
)
NO_NUMBERS = (
    "لست موافقا",
    "أثناء الاجتماع",
    "في المئة",
    "مات الرجل",
    "كمية من الذهب",
    "ضد المدنيين",
    "https://example.com/2024/1/27/a-99",
)


def numbers(text: str) -> list[Fraction]:
    return [value.value for value in read_arabic(text) if value.kind == "number"]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_numbers_are_read_in_words_and_digits(text: str, expected: list[Fraction]):
    assert numbers(text) == expected


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_words_that_look_like_numbers_are_none(text: str):
    assert not [value for value in read_arabic(text) if value.sure]


@given(st.integers(3, 999_999_999_999))
def test_a_number_spelled_by_the_grammar_is_read_back(number: int):
    read = read_arabic(f"بلغ العدد {arabic(number)} في البلاد")
    assert [value.value for value in read] == [number]


@given(st.integers(2, 10**12), st.sampled_from(["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]))
def test_arabic_and_persian_digits_are_read_as_numbers(number: int, digits: str):
    assert numbers("عدد " + str(number).translate(str.maketrans("0123456789", digits))) == [number]


@pytest.mark.parametrize(
    "text",
    ["قتل مئة وثلاثة وعشرون عام ٢٠١٧", "مِئَةٌ وَخَمْسَةُ أَشْخَاصٍ يوم الخميس", "في 12 تشرين الثاني/نوفمبر", "عشرات الجرحى"],
)
def test_a_value_knows_where_it_stands(text: str):
    values = read_arabic(text)
    assert values
    assert all(value.text == text[value.start : value.end] and value.text.strip() for value in values)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("في 12 كانون الثاني", "month", [1]),
        ("في 12 جانفي/يناير 2020", "month", [1, 1]),
        ("يوم 3 غشت", "month", [8]),
        ("في 5 أوت", "month", [8]),
        ("21 من مايو", "month", [5]),
        ("2 ذي الحجة 1445", "month", [112]),
        ("أيلول الماضي", "month", [9]),
        ("شهر تشرين الأول", "month", [10]),
        ("شهر تشرين الثاني", "month", [11]),
        ("صباح يوم الاثنين", "weekday", [1]),
        ("الأحد", "weekday", [7]),
        ("مئات القتلى", "vague", [100]),
        ("آلاف المتظاهرين", "vague", [1000]),
        ("عشرات الآلاف", "vague", [10, 1000]),
    ],
)
def test_months_days_and_vague_quantities_are_read(text: str, kind: str, expected: list[int]):
    assert [value.value for value in read_arabic(text) if value.kind == kind] == expected


@pytest.mark.parametrize("text", ["مارس الرياضة", "قال أب لطفلين", "تيريزا ماي", "هذا محرم", "فاز بهدف لصفر"])
def test_a_month_that_is_another_word_is_unsure(text: str):
    assert not [value for value in read_arabic(text) if value.kind == "month" and value.sure]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("خمسة عشر بالمئة", "%"),
        ("١٥٪", "%"),
        ("عشرة في المائة", "%"),
        ("200 مليون دولار", "dollar"),
        ("ثلاثة آلاف ليرة", "lira"),
        ("الساعة السابعة مساء", "pm"),
        ("9 صباحا", "am"),
        ("تسعة جنود", ""),
    ],
)
def test_the_unit_of_a_number_is_read(text: str, unit: str):
    assert [value.unit for value in read_arabic(text) if value.kind == "number"] == [unit]


@given(st.text(alphabet="مئةألفونصربع٠١٢3456,./ -وبالثاين عشر%ً", max_size=40))
def test_any_text_is_read_without_an_error_and_within_itself(text: str):
    for value in read_arabic(text):
        assert text[value.start : value.end] == value.text
        assert value.ways
