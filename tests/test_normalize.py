"""What the model sees of a text, and what is promised about it."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt.normalize import LETTER_FOLDING, RULES, describe, normalize

SHARED = Path(__file__).resolve().parents[2] / "shared"

# Each pair was written from the Unicode names of its characters; the rule is the one that explains it.
EXAMPLES = (
    ("nfc", "\u0627\u0653\u062e\u0631", "\u0622\u062e\u0631"),  # alef + madda above -> alef with madda
    ("presentation-forms", "\ufefb\ufe8d", "\u0644\u0627\u0627"),  # lam-alef ligature, final alef
    ("invisible", "\u200fخبر\u200e \ufeffعا\u200cجل", "خبر عاجل"),
    ("tatweel", "الســـلام", "السلام"),
    ("diacritics", "مُحَمَّدٌ", "محمد"),
    ("digits", "٢٠١٧ و۱۴", "2017 و14"),
    ("decimal-mark", "3\u066b5", "3.5"),
    ("thousands-mark", "1\u066c250", "1,250"),
    ("fractions", "14½ و 7⅓", "14.5 و 7 ⅓"),
    ("percent", "5\u066a", "5%"),
    ("quotes", "«نعم» ”لا“ ‘ربما’", '"نعم" "لا" \'ربما\''),
    ("spaces", " خبر\u00a0\n\t عاجل ", "خبر عاجل"),
    ("ta-marbuta", "أعلنت الحكومه موقفها", "أعلنت الحكومة موقفها"),
)
FOLDED = (("alef", "أإآٱ", "اااا"), ("yeh", "مصطفى علی", "مصطفي علي"), ("kaf", "کتاب", "كتاب"))


@pytest.mark.parametrize(("rule", "before", "after"), EXAMPLES)
def test_each_rule_rewrites_its_example_and_is_named(rule: str, before: str, after: str):
    assert normalize(before) == after
    assert describe(before) == (rule,)


@pytest.mark.parametrize(("rule", "before", "after"), FOLDED)
def test_letters_are_folded_only_when_asked(rule: str, before: str, after: str):
    assert normalize(before) == before
    assert normalize(before, fold_letters=True) == after
    assert describe(before, fold_letters=True) == (rule,)


def test_every_rule_has_an_example():
    assert [rule.name for rule in RULES] == [name for name, _, _ in EXAMPLES]
    assert [rule.name for rule in LETTER_FOLDING] == [name for name, _, _ in FOLDED]


def test_plain_text_is_left_alone():
    text = "قال الوزير، أمس: إن 12.5% من الميزانية (3,000 دولار) أُنفقت؟".replace("ُ", "")
    assert normalize(text) == text
    assert describe(text) == ()


def test_arabic_punctuation_stays():
    assert normalize("متى؟ الآن، ثم؛ نعم") == "متى؟ الآن، ثم؛ نعم"


def test_separators_away_from_digits_stay():
    assert normalize("أ\u066bب \u066c") == "أ\u066bب \u066c"


def test_an_accent_behind_a_removed_mark_joins_its_letter():
    assert normalize("Beyonce\u200d\u0301") == "Beyoncé"


ODD = st.text(alphabet='اأإآىيکe\u0301\u0640\u064b\u0654\u200d\u200f٣3\u066b\u066c\u066a«" \n\ufefb\ufdfa', max_size=30)


@given(st.one_of(ODD, st.text(max_size=60)), st.booleans())
def test_a_second_pass_changes_nothing(text: str, fold: bool):
    once = normalize(text, fold_letters=fold)
    assert normalize(once, fold_letters=fold) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(max_size=60))
def test_every_rule_is_idempotent_by_itself(text: str):
    for rule in RULES + LETTER_FOLDING:
        once = rule.apply(text)
        assert rule.apply(once) == once, rule.name


def test_a_writer_without_dots_gets_all_known_ones_back():
    assert normalize("مدينه العقبه الساحليه") == "مدينة العقبة الساحلية"
    assert normalize("انتخابات محليه جديده في ايلول") == "انتخابات محلية جديدة في ايلول"


@pytest.mark.parametrize(
    "text",
    [
        "كتب الرجل كتابه في بيته مع والده",  # his book, his house, his father
        "إصابه 12 عاملا",  # one word alone may also be a verb with "him"
        "في القاهرة وصلت الحكومه",  # this writer does know the dots
        "تلوث المياه والتنبيه إلى الاتجاه",  # the letter is of the root
        "زاره الوزير وأصابه الحزن",
    ],
)
def test_a_final_heh_that_may_be_right_is_left_alone(text: str):
    assert normalize(text) == text


@pytest.mark.parametrize("name", ["news-dev", "ntrex128", "flores200-devtest"])
def test_no_line_of_edited_text_is_taken_for_a_careless_writers(name: str):
    place = SHARED / "eval_sets" / f"{name}.ar"
    if not place.exists():
        pytest.skip("public test sets are not here")
    rule = next(rule for rule in RULES if rule.name == "ta-marbuta")
    lines = place.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if rule.apply(line) != line] == []


@given(st.text() | st.text("ابةهىأآ،؟؛ \t\n–…abc12.,"), st.booleans())
def test_text_that_needs_few_rules_is_normalized_as_by_all_of_them(text: str, fold_letters: bool):
    expected = text
    for rule in RULES + (LETTER_FOLDING if fold_letters else ()):
        expected = rule.apply(expected)
    assert normalize(text, fold_letters=fold_letters) == unicodedata.normalize("NFC", expected)
