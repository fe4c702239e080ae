"""Values written in digits, for a model and for a reader; expected texts are written by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spelled import arabic

from mt.values import read_arabic, read_english
from mt.values.figures import in_english, in_figures

ARABIC = (
    ("قتل عشرة جنود", "قتل 10 جنود"),
    ("الجولة الحادية عشرة من البطولة", "الجولة 11 من البطولة"),
    ("عيد ميلاده الثالث والستين", "عيد ميلاده 63"),
    ("وبعد سبع دقائق وثماني ثوان", "وبعد 7 دقائق و8 ثوان"),
    ("بثمانية تغييرات", "ب8 تغييرات"),
    ("بالعشرين لاعبا", "ب20 لاعبا"),
    ("للعشرة الأوائل", "ل10 الأوائل"),
    ("ستة و عشرين ولاية", "26 ولاية"),
    ("قبل مليوني سنة", "قبل 2 مليون سنة"),
    ("مليون ونصف المليون دينار", "1.5 مليون دينار"),
    ("مئة وخمسة وعشرون ألفا", "125,000"),
    ("نصف مليون", "500,000"),
    ("30 ألف غزال", "30,000 غزال"),
    ("نسبة 3ر5 بالمئة", "نسبة 5.3 بالمئة"),
    ("5ر11 مليون ملف", "11.5 مليون ملف"),
    ("البالغ عدده 25000 شخص", "البالغ عدده 25,000 شخص"),
    ("٣٣٠٠٠٠ شخص", "330,000 شخص"),
    ("أكثر من 10 آلاف و200 فلسطيني", "أكثر من 10,200 فلسطيني"),
    ("4 آلاف و700 ملاحظ", "4700 ملاحظ"),
    ("3 ملايين و500 ألف دينار", "3.5 مليون دينار"),
    ("إلى غاية 31 غشت 2019", "إلى غاية 31 اغسطس 2019"),
    ("بين 3 آلاف و5000", "بين 3000 و5000"),
    ("في 5 كانون الثاني", "في 5 يناير"),
)
NOT_WRITTEN = (
    "عام 2011",
    "الرقم 111 555 0800",
    "الهاتف 0800123456",
    "الهاتف 71234567",
    "أم لطفلين",
    "في الثمانينيات",
    "نصف السكان",
    "ثلاثة أرباع السكان",
    "عشرات القتلى",
    "يوم السبت في مارس",
    "شهر رمضان",
    "نتيجة 20-19",
    "",
)


@pytest.mark.parametrize(("text", "expected"), ARABIC)
def test_number_words_and_long_digits_are_written_as_news_writes_them(text, expected):
    assert in_figures(text, read_arabic(text)).text == expected


@pytest.mark.parametrize("text", NOT_WRITTEN)
def test_years_telephone_numbers_parts_and_dates_stay_as_they_are(text):
    assert in_figures(text, read_arabic(text)).text == text


def test_only_the_values_given_are_written():
    text = "ثلاثة وزراء وخمسة نواب"
    assert in_figures(text, read_arabic(text)[1:]).text == "ثلاثة وزراء و5 نواب"


def test_each_word_knows_the_words_it_stands_for():
    text = "قال إن الذكرى الخامسة والعشرين غدا"
    rewritten = in_figures(text, read_arabic(text))
    assert rewritten.text == "قال إن الذكرى 25 غدا"
    assert list(map(list, rewritten.words)) == [[0], [1], [2], [3, 4], [5]]


def test_a_number_of_two_words_for_one_stands_twice_for_it():
    assert list(map(list, in_figures("مليوني سنة", read_arabic("مليوني سنة")).words)) == [[0], [0], [1]]


@given(st.integers(3, 999_999_999_999))
def test_what_is_written_in_digits_reads_as_the_same_number(number):
    text = f"بلغ {arabic(number)}"
    again = in_figures(text, read_arabic(text)).text
    assert [value.value for value in read_arabic(again)] == [number]


@pytest.mark.parametrize(
    ("source", "instead", "expected"),
    [
        ("في 2011", "in 20111", "2011"),
        ("سنة ٥٠٠٠", "year 500", "5000"),
        ("نحو 226,000 قتيل", "2226.00 dead", "226,000"),
        ("الدقيقة 13:10", "the 13rd", "13:10"),
        ("نسبة 15,5", "155", "15.5"),
        ("نسبة 1ر66", "661", "66.1"),
        ("ثماني عشرة ولاية", "ten states", "18"),
        ("القرن الحادي والعشرين", "22th century", "21st"),
        ("المركز الحادي عشر", "twelfth place", "11th"),
        ("المركز الثالث عشر", "third", "13th"),
        ("الذكرى 22", "the second", "22nd"),
        ("مليوني دولار", "1 million", "2 million"),
        ("30 ألف غزال", "3,000 deer", "30,000"),
        ("يوم الثلاثاء", "on Thursday", "Tuesday"),
        ("10 أبريل", "May 10", "April"),
    ],
)
def test_the_english_is_in_digits_an_ordinal_for_an_ordinal_and_a_name_for_a_name(source, instead, expected):
    [wrong] = [value for value in read_english(instead) if value.text in instead][:1]
    [right] = [value for value in read_arabic(source) if value.kind == wrong.kind][:1]
    assert in_english(right, wrong) == expected


@pytest.mark.parametrize(
    ("source", "instead"),
    [("يوم الثلاثاء", "three"), ("نصف السكان", "a third"), ("عشرات القتلى", "hundreds")],
)
def test_what_is_of_another_kind_or_reads_in_two_ways_is_not_written(source, instead):
    assert in_english(read_arabic(source)[0], read_english(instead)[0]) == ""
