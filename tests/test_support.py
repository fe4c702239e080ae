from pathlib import Path

import pytest
from support_samples import OTHER_VALUES

from mt.support import Evidence, content, fault, names, numbers
from mt.support.tokens import tokens

SOURCE = [
    "The Libyan army, which was founded in 2014, has taken control of more than 95 percent of the city, its spokesman "
    "said.",
    "One person was killed and at least three were wounded in an air strike on Saturday.",
    "Tunisia put its side of the Ras Jdir crossing on maximum alert, while Libya closed its own.",
]


def pairs():
    for line in (Path(__file__).parent / "shortenings.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            verdict, shorter, longer = line.split("\t")
            yield pytest.param(verdict == "yes", shorter, longer, id=f"{verdict}: {shorter}")


@pytest.mark.parametrize(("is_true", "shorter", "longer"), list(pairs()))
def test_a_shortening_is_told_from_a_false_one(is_true, shorter, longer):
    assert (fault(shorter, longer) == "") is is_true


@pytest.mark.parametrize(
    "sentence",
    [
        "The Libyan army has taken control of more than 95 percent of the city, its spokesman said.",
        "One person was killed and at least three were wounded in an air strike.",
        "Tunisia put its side of the Ras Jdir crossing on maximum alert.",
        SOURCE[0],
    ],
)
def test_what_one_sentence_says_with_more_about_it_is_supported(sentence):
    assert Evidence(SOURCE).support(sentence).holds


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("The Libyan army has taken control of more than 90 percent of the city.", "not there: 90"),
        ("The Syrian army has taken control of the city.", "not there: Syrian"),
        ("The Libyan army killed one person and wounded three.", "not there: Libyan"),
        ("Libya put its side of the Ras Jdir crossing on maximum alert.", "leaves out: Tunisia"),
        ("The Libyan army has taken control of more than 95 percent of the city.", "its spokesman said"),
        ("Prices rose sharply as markets opened.", "nothing is like it"),
    ],
)
def test_what_no_sentence_says_is_refused_with_the_reason(sentence, why):
    found = Evidence(SOURCE).support(sentence)
    assert not found.holds
    assert why in found.fault


def test_nothing_supports_a_statement_without_a_source():
    assert not Evidence([]).support("The army won.").holds


def test_the_source_of_a_sentence_is_the_one_that_says_it():
    source = Evidence(["Rain fell on the fields.", "The army took the city on Friday.", "Twelve men were killed."])
    assert source.support("The army took the city.").sources == (1,)
    assert source.support("Snow lay on roads.").sources == ()


def test_two_sentences_together_carry_nothing():
    assert not Evidence(["The army took the city.", "Twelve men died."]).support("The army killed twelve men.").holds


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Twenty people died.", "Twenty people died in the storm."),
        ("20 people died.", "Twenty people died."),
        ("The state paid 3.5 million dinars.", "The state paid 3,500,000 dinars."),
        ("Two hundred soldiers left.", "200 soldiers left."),
    ],
)
def test_a_number_is_its_value_however_it_is_written(sentence, source):
    assert fault(sentence, source) == ""


@pytest.mark.parametrize(("sentence", "source"), OTHER_VALUES)
def test_another_value_is_missing(sentence, source):
    assert fault(sentence, source).startswith("not there")


def test_a_name_may_change_its_ending_and_a_noun_its_number():
    assert fault("Libyan armies left.", "Libya army left.") == ""
    assert fault("Iran left.", "Iraq left.") != ""


def test_a_word_said_again_and_again_is_no_support():
    source = "The authority elected a president and named sixteen members."
    assert fault("The authority authority elected a president.", source)


def test_who_says_it_may_stand_behind_what_is_said():
    assert fault("The road is open, the mayor said.", "The mayor said that the road is open.") == ""
    assert fault("The road is open, the mayor said.", "The union said that the road is open.")


def test_a_day_is_one_token_with_the_words_that_belong_to_it():
    assert [token.low for token in tokens("It rained yesterday, Monday, and on Friday.")] == [
        "it", "rained", "monday", ",", "and", "friday", ".",
    ]  # fmt: skip


# Invented numbers and names


def test_numbers_and_names_that_stand_nowhere_are_named():
    source = Evidence(["Lawmaker Omar Saidi resigned over taxes.", "The UN and the United States asked for talks."])
    assert source.lacks("Omar Saidi left Rome in 2015.") == ("2015", "Rome")
    assert source.lacks("The United Nations and the US asked for talks.") == ()


def test_names_are_capitalized_words_that_do_not_merely_begin_a_sentence():
    assert names("Police in Tunis and Al Kef met Mr Ali.") == ["Tunis", "Al", "Kef", "Ali"]
    assert names("Saudi Arabia left.") == ["Saudi", "Arabia"]


def test_one_and_first_count_nothing():
    assert [number.text for number in numbers("One of the first twelve men paid 30 dinars")] == ["twelve", "30"]


def test_content_words_meet_their_inflections():
    assert content("It attacked positions") == content("The attackers' position")
