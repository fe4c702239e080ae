"""A lost negation is found, in every spelling; a human's way of saying no is not taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt.checks import check
from mt.negation import lost_negation

# Source, English that says the opposite, the Arabic words that were lost.
LOST = (
    ("لم يوقع الوزير الاتفاق", "The minister signed the agreement", "لم يوقع"),
    ("وقال إنه لن يستقيل", "He said that he would resign", "لن يستقيل"),
    ("وليس هذا صحيحا", "This is true", "وليس هذا"),
    ("الخطوة ليست كافية", "The step is enough", "ليست كافية"),
    ("عبر الحدود بطريقة غير قانونية", "He crossed the border legally", "غير قانونية"),
    ("بسبب عدم الاستقرار", "Because of stability", "عدم الاستقرار"),
    ("أطلق سراحه بدون شروط", "He was released on conditions", "بدون شروط"),
    ("غادر من دون تعليق", "He left with a comment", "دون تعليق"),
    ("ونفى المتحدث هذه الأنباء", "The spokesman confirmed this news", "ونفى"),
    ("نفت الشركة التهم", "The company admitted the charges", "نفت"),
    ("لا يعرف أحد السبب", "Everyone knows the reason", "لا يعرف"),
    ("فلا توجد مشكلة", "There is a problem", "فلا توجد"),
    ("لَمْ يُوَقِّع الوزير", "The minister signed", "لَمْ يُوَقِّع"),
    ("لم ياكل الطفل", "The child ate", "لم ياكل"),
    ("لم ينجح، إلا أن الفريق فاز", "He succeeded and the team won", "لم ينجح"),
)

# Source, English that a person may write for it.
KEPT = (
    ("لم يوقع الوزير الاتفاق", "The minister did not sign the agreement"),
    ("لم يوقع الوزير الاتفاق", "The minister didn’t sign the agreement"),
    ("لم يوقع الوزير الاتفاق", "The minister refused to sign the agreement"),
    ("لم يوقع الوزير الاتفاق", "The minister has yet to sign the agreement"),
    ("لم يوقع الوزير الاتفاق", "The agreement remains unsigned"),
    ("لن يعود", "He will never return"),
    ("بطريقة غير قانونية", "illegally"),
    ("بطريقة غير مباشرة", "indirectly"),
    ("بسبب عدم الاستقرار", "because of instability"),
    ("عدم وجود أدلة", "the absence of evidence"),
    ("بدون شروط", "with no conditions"),
    ("منطقة دون أسلحة", "a weapon-free zone"),
    ("ونفى المتحدث ذلك", "The spokesman denied it"),
    ("لا يوجد أمل", "It is hopeless"),
)

# Arabic in which the negator negates nothing, with English that has no negation.
NO_NEGATION = (
    ("لا يزال الوضع هادئا", "The situation is still calm"),
    ("ولا تزال المفاوضات مستمرة", "Negotiations continue"),
    ("لا بد من الحوار", "There must be dialogue"),
    ("لا شك أنه فاز", "Surely he won"),
    ("في المدن لا سيما القاهرة", "In the cities, especially Cairo"),
    ("لم ينج إلا طفل", "One child alone survived"),
    ("لم ينج سوى طفل", "One child alone survived"),
    ("ليس فقط في مصر", "In Egypt and elsewhere"),
    ("لا يقل عن 5 قتلى", "At least 5 dead"),
    ("غير أن الوزير رحب به", "However, the minister welcomed it"),
    ("مصر وغيرها من الدول", "Egypt and other countries"),
    ("غير مجرى النهر", "He changed the course of the river"),
    ("طائرة دون طيار", "a drone"),
    ("الأطفال دون سن الخامسة", "Children below the age of five"),
    ("لم الشمل", "family reunion"),
    ("ألم شديد", "severe pain"),
    ("نفي الملك إلى جزيرة", "The king was exiled to an island"),
    ("نفسي أعود", "I wish to return"),
)


@pytest.mark.parametrize(("source", "english", "words"), LOST)
def test_a_lost_negation_is_named_as_the_source_writes_it(source: str, english: str, words: str):
    assert lost_negation(source, english) == words


@pytest.mark.parametrize(("source", "english"), KEPT)
def test_any_way_to_say_no_keeps_it_silent(source: str, english: str):
    assert lost_negation(source, english) is None


@pytest.mark.parametrize(("source", "english"), NO_NEGATION)
def test_a_negator_that_negates_nothing_is_passed_over(source: str, english: str):
    assert lost_negation(source, english) is None


LOOKALIKES = (
    "under united unity uncle university union unique Note notice know information interest discussed district "
    "important image iron involved insects independent bless "
    "nevertheless missile mission Mississippi UN-backed UNICEF UNHCR Free exclusive"
)
TRACES = (
    "unclear un-Canadian unhappy underpaid undeclared unimportant inability insufficient impossible irregular "
    "disagree dislike non-stop nonviolent can't cannot useless "
    "UNKNOWN missing"
)


@pytest.mark.parametrize("word", LOOKALIKES.split())
def test_a_word_that_only_begins_like_a_negation_is_no_trace(word: str):
    assert lost_negation("لم يوقع الوزير", f"The minister signed, {word}") == "لم يوقع"


@pytest.mark.parametrize("word", TRACES.split())
def test_a_word_with_a_negative_beginning_or_end_is_a_trace(word: str):
    assert lost_negation("لم يوقع الوزير", f"The minister signed, {word}") is None


def test_the_flag_says_which_words_were_lost():
    flags = check("لم يوقع الوزير", "The minister signed", score=-0.3)
    assert [flag.kind for flag in flags] == ["negation"]
    assert "لم يوقع" in flags[0].message


@given(st.text(alphabet="لمنيسغرعدوفبا إ\u064e\u0640", max_size=60))
def test_the_words_named_stand_in_the_source(source: str):
    words = lost_negation(source, "He came")
    assert words is None or words in source
