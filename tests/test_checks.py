"""What is wrong in a hypothesis: found where it is wrong, silent where a person wrote it."""

import math
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt.checks import KINDS, LOW_SCORE, check, is_loop, lost_numbers

SHARED = Path(__file__).parents[1].parent / "shared"

# Source, English that a person may write for it.
SAME = (
    ("وصل ١٩ راكبا", "Nineteen passengers arrived"),
    ("يبلغ 21 عاما", "He is twenty-one years old"),
    ("مات 108 أشخاص", "One hundred and eight people died"),
    ("قتل 12 شخصا", "A dozen people were killed"),
    ("قتل 24 شخصا", "Two dozen people were killed"),
    ("عام 1984", "in nineteen eighty-four"),
    ("عام 2005", "in two thousand and five"),
    ("بقيمة 10 آلاف دولار", "worth $10,000"),
    ("بقيمة 10 آلاف دولار", "worth 10k dollars"),
    ("بقيمة 3,5 ملايين", "worth 3.5 million"),
    ("بقيمة 3.5 مليار", "worth $3.5bn"),
    ("بقيمة ٣٫٥ مليار", "worth 3,500,000,000"),
    ("3 ملايين و500 ألف نسمة", "3.5 million inhabitants"),
    ("55 ألف و167 سيارة", "55,167 cars"),
    ("من 10 إلى 16 مليون", "10 to 16 million"),
    ("من 2 إلى 4 ملايين", "from 2 million to 4 million"),
    ("10-16 مليون", "10-16 million"),
    ("نحو 7 مليارات ونصف المليار", "about 7.5 billion"),
    ("تجاوز 9 آلاف مليار", "exceeded 9,000 billion"),
    ("7 ونصف", "seven and a half"),
    ("500 ألف", "half a million"),
    ("1٬250٬000 نسمة", "1.25 million inhabitants"),
    ("1.250.000 نسمة", "1,250,000 inhabitants"),
    ("30،000 شخص", "30,000 people"),
    ("بنسبة 12,5٪", "by 12.5 percent"),
    ("بنسبة 1ر6 بالمئة", "by 6.1 percent"),
    ("387 م د", "387 million dinars"),
    ("000 627 شخص", "627,000 people"),
    ("627 000 شخص", "627,000 people"),
    ("الساعة 12:00", "at noon"),
    ("الساعة 12:00", "at 1200 hours"),
    ("الساعة 14:30", "at 2:30 p.m."),
    ("الساعة 7 مساء", "at 19:00"),
    ("الساعة 20/13", "at 1320 hours"),
    ("يوم 12/5/2023", "on 12 May 2023"),
    ("يوم 12/5/2023", "on May 12, 2023"),
    ("هجمات 11/9", "the 9/11 attacks"),
    ("موسم 2015-16", "the 2015-2016 season"),
    ("من 1943 إلى 1946", "from 1943-6"),
    ("عام 1986", "in '86"),
    ("3/2 المساحة", "two thirds of the area"),
    ("1/2 المساحة", "half the area"),
    ("لويس 16", "Louis XVI"),
    ("في القرن 19", "in the nineteenth century"),
    ("الدقيقة 29", "the 29th minute"),
    ("المركز 3", "third place"),
    ("فازوا 2-0", "they won two-nil"),
    ("هاتف 116123", "call 116 123"),
    ("مدة 20 عاما", "for two decades"),
    ("1 كيلوغرام", "a kilogram"),
    ("منذ 1.5 مليون سنة", "about 1.5 Ma"),
    ("المزيد على https://example.com/2024/1/27/a-99", "More here"),
    ("5 - الأمن", "Security"),
    ("لا أرقام هنا", "no numbers here"),
)
# Source, English, what is lost. The first seven are published errors of other systems.
LOST = (
    ("حتى مارس ٢٠١٧", "until March 2012", ("٢٠١٧",)),
    ("تم تقديم 108 طبقاً", "One hundred and eighty-eight reports were presented", ("108",)),
    ("إلى سنة ٥٠٠٠ قبل الميلاد", "to the year 500 BC", ("٥٠٠٠",)),
    ("من إجمالي 330000 شخص", "out of 33,000 people", ("330000",)),
    ("بين 2,500 ين و 130,000 ين", "between 2,500 yen and 30,000 yen", ("130,000",)),
    ("في الساعة ٠٧:١٩ صباحاً", "at 1907 a.m.", ("٠٧:١٩",)),
    ("التي دامت 60 عاماً", "the three-year period", ("60",)),
    ("بقيمة 11 مليون جنيه", "an £11 billion deal", ("11 مليون",)),
    ("بقيمة 300 ألف", "worth 300", ("300 ألف",)),
    ("وصل 16 شخصا", "16 thousand people arrived", ("16",)),
    ("بنسبة 2.5", "by 25", ("2.5",)),
    ("قتل 5 وجرح 8", "5 were killed", ("8",)),
    ("قتل 5 وجرح 8", "There were victims", ("5", "8")),
    ("يوم 12/5/2023", "on 12 June 2023", ("12/5/2023",)),
    ("الساعة 14:30", "at 3:30 p.m.", ("14:30",)),
)

LEGITIMATE = (
    "It was a very, very good day.",
    "He said that that was wrong, and he had had enough.",
    "New York, New York is a wonderful town, a wonderful town.",
    "The ministers of Health, of Education, of Defence, of Trade, of Culture and of Finance met.",
    '"No, no, no, no, no," he said.',
    "Trump! Trump! Trump! the crowd shouted.",
    "government of the people, by the people, for the people",
    "The results: 2 2 2 2 2 2 2 2 2 and 1 1 1 1 1 1 1.",
    "I'm trying to keep calm but this is very hard, this is very hard because this is a tragedy.",
    "Low to high concentrations in Lee County, low to high concentrations in Collier County, "
    "background to high concentrations in Manatee County, background to high concentrations in Sarasota County.",
    "",
)
LOOPS = (
    "The the the the the the the the",
    "He said he said he said he went.",
    "the president said the president said the president said the president said",
    "The agency added that the agency added that the agency added that it was over.",
    "It is important to note that " * 5,
    "Ahahahahahahahahahahahahahahahahahahahahahah",
    "One . . . . . . . . . . . . . . . . . . . . . .",
    "The minister, the minister, the minister, the minister spoke.",
)


def kinds(source: str, hypothesis: str, *, score: float = -0.5) -> list[str]:
    flags = check(source, hypothesis, score=score)
    assert all(flag.message for flag in flags)
    return [flag.kind for flag in flags]


@pytest.mark.parametrize(("source", "english"), SAME)
def test_a_number_written_another_way_is_not_lost(source: str, english: str):
    assert lost_numbers(source, english) == ()


@pytest.mark.parametrize(("source", "english", "lost"), LOST)
def test_a_changed_or_dropped_number_is_lost(source: str, english: str, lost: tuple[str, ...]):
    assert lost_numbers(source, english) == lost


@pytest.mark.parametrize("text", LEGITIMATE)
def test_repetition_that_people_write_is_no_loop(text: str):
    assert not is_loop(text)


@pytest.mark.parametrize("text", LOOPS)
def test_what_a_stuck_decoder_writes_is_a_loop(text: str):
    assert is_loop(text)


def test_a_good_translation_has_no_flags():
    assert kinds("وصل ثلاثة وزراء", "Three ministers arrived") == []


def test_an_empty_hypothesis_is_flagged_once():
    assert kinds("وصل 3 وزراء", " ", score=-9) == ["empty"]


def test_nothing_for_a_source_of_marks_only_is_right():
    assert kinds("***", "") == []


def test_a_short_loop_is_flagged_when_the_source_repeats_nothing():
    assert kinds("قال الوزير ذلك", "He went to the old city to the old city") == ["loop"]
    assert kinds("قال: هذا صعب جدا، هذا صعب جدا", "He said that this is hard, that this is hard") == []


def test_a_loop_of_the_source_itself_is_not_the_models_fault():
    assert kinds("لا لا لا لا لا لا لا لا", "No no no no no no no no") == []


def test_a_changed_number_is_told_with_both_sides():
    flags = check("عام ٢٠١٧", "in 2012", score=-0.1)
    assert [(flag.kind, flag.message) for flag in flags] == [("numbers", "٢٠١٧ (2017) became 2012")]


def test_an_invented_number_is_told_apart_from_a_lost_one():
    flags = check("قتل ٥ جنود", "40 died, 7 of them soldiers", score=-0.1)
    assert [flag.kind for flag in flags] == ["numbers", "invented-number"]
    assert [flag.message for flag in flags] == ["٥ (5) became 7", "not in the Arabic: 40"]


def test_a_missing_name_is_told_with_its_usual_english():
    flags = check("الأهرامات في الجيزة", "the pyramids in the geese", score=-0.1)
    assert [(flag.kind, flag.message) for flag in flags] == [("names", "not found in the English: الجيزة (Giza)")]


@pytest.mark.parametrize("source", ["الأهرامات بالجيزة أمس", "الأهرامات الجيزة أمس"])
def test_an_alignment_tells_what_a_missing_name_became(source: str):
    pairs = ((0, 1), (1, 4), (1, 5), (2, 6))
    english = "the pyramids in the grey geese yesterday"
    flags = check(source, english, score=-0.1, alignment=pairs)
    assert flags[0].message == "not found in the English: الجيزة (perhaps 'grey geese')"


ARABIC = "بدأت الشرطة تفتيش المنازل والمحال القريبة من السوق القديمة"
ENGLISH = (
    "The police began to search houses and shops near the old market, where neighbours heard shouting late on a "
    "windy night before help came"
)


@pytest.mark.parametrize(
    ("letters", "flagged"),
    [((40, 19), True), ((40, 20), False), ((40, 108), False), ((40, 109), True), ((34, 1), False), ((3, 26), False)],
)
def test_length_is_flagged_below_half_and_beyond_double_and_more(letters: tuple[int, int], flagged: bool):
    # Marks, vowel signs and spaces are no letters.
    source, hypothesis = (upto(text, n) for text, n in zip((ARABIC, ENGLISH), letters, strict=True))
    assert kinds(source + "َ،", hypothesis + ".") == (["length"] if flagged else [])


def upto(text: str, count: int) -> str:
    """The beginning of ``text`` that has ``count`` letters."""
    return text[: [at for at, letter in enumerate(text) if letter.isalpha()][count - 1] + 1]


@pytest.mark.parametrize("left", ["The وزير said", "He lives in ﻻ street"])
def test_arabic_letters_left_over_are_flagged(left: str):
    assert kinds("نص", left) == ["untranslated"]


@pytest.mark.parametrize("mark", ["a ⁇ b", "a <unk> b"])
def test_a_mark_for_an_unknown_character_is_flagged(mark: str):
    assert kinds("نص", mark) == ["unknown"]


def test_a_low_score_is_flagged_and_the_threshold_itself_is_not():
    assert kinds("نص", "text", score=LOW_SCORE - 0.01) == ["low-confidence"]
    assert kinds("نص", "text", score=LOW_SCORE) == []


def test_a_score_just_below_the_threshold_is_not_told_as_the_threshold():
    [flag] = check("نص", "text", score=LOW_SCORE - 0.001)
    assert flag.message.endswith(f"log-probability {LOW_SCORE - 0.01:.2f}, below {LOW_SCORE:.2f}")


def test_several_faults_come_in_the_order_of_their_weight():
    source = "وصل 3 وزراء إلى المدينة بعد رحلة طويلة في القطار السريع"
    found = kinds(source, "go go go go go ⁇ وزراء", score=-7.0)
    assert found == ["loop", "numbers", "length", "untranslated", "unknown", "low-confidence"]
    assert set(found) <= set(KINDS)


TEXT = st.one_of(st.text(max_size=80), st.text(alphabet="123٤٥.,/:-–،ر ٫ونصفألمليfivetyhundrdaIVX½'", max_size=60))


@given(TEXT, TEXT)
def test_any_two_texts_are_checked_without_an_error(source: str, hypothesis: str):
    for flag in check(source, hypothesis, score=math.nan):
        assert flag.kind in KINDS


@given(st.lists(st.integers(0, 10**12), max_size=5))
def test_numbers_copied_as_they_stand_are_never_lost(numbers: list[int]):
    text = " س ".join(map(str, numbers))
    assert lost_numbers(text, text) == ()


@given(st.integers(2, 10**9), st.integers(2, 10**9))
def test_a_number_replaced_by_another_is_lost(number: int, other: int):
    # 12 may be "2 p.m."-like only beside a clock, and digits are compared as whole numbers.
    assert (lost_numbers(f"عدد {number}", f"number {other}") == ()) == (number == other)


@pytest.mark.parametrize("make", [lambda: "1" * 30_000, lambda: "1,2/3:4 " * 1_500, lambda: "one hundred " * 2_000])
def test_a_hostile_text_ends_at_once(make: Callable[[], str]):
    text = make()
    assert isinstance(lost_numbers(text, text), tuple)
    assert isinstance(is_loop(text), bool)


@pytest.mark.parametrize("name", ["flores200-devtest", "news-dev", "ntrex128"])
def test_no_human_translation_is_a_loop(name: str):
    file = SHARED / "eval_sets" / f"{name}.en"
    if not file.is_file():
        pytest.skip("the shared evaluation sets are not beside this checkout")
    assert not [text for text in file.read_text(encoding="utf-8").split("\n") if is_loop(text)]
