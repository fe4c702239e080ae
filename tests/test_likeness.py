import pytest
from support_samples import OTHER_VALUES

from mt.support import Likeness

SOURCE = [
    "The Libyan army has taken control of more than 95 percent of the city, its spokesman said.",
    "One person was killed and at least three were wounded in an air strike on Saturday.",
    "Tunisia put its side of the Ras Jdir crossing on maximum alert.",
]


def holds(sentence, source):
    return Likeness(source).support(sentence).holds


@pytest.mark.parametrize(
    "sentence",
    [
        "The Libyan army controls more than 95 percent of the city.",
        "An air strike killed one person and wounded three on Saturday.",
        "One person was killed in an air strike and Tunisia put the Ras Jdir crossing on alert.",
        "He said so.",  # no content at all
    ],
)
def test_what_two_sentences_say_holds(sentence):
    assert holds(sentence, SOURCE)


@pytest.mark.parametrize(
    "sentence",
    [
        "The Libyan army has taken control of more than 90 percent of the city.",  # another number
        "The Syrian army has taken control of more than 95 percent of the city.",  # another name
        "The Libyan army killed 95 percent of the Ras Jdir crossing.",  # words from everywhere
        "Prices rose sharply as markets opened.",
        "The Libyan army put its crossing on alert.",  # first and last sentence are no neighbours
    ],
)
def test_invented_numbers_names_and_mixtures_are_not_supported(sentence):
    assert not holds(sentence, SOURCE)


def test_nothing_supports_a_statement_without_a_source():
    assert not holds("The army won.", [])


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Twenty people died.", "At least 20 people died."),
        ("The state paid 3.5 million dinars.", "The state paid 3,500,000 dinars."),
        ("The 200 soldiers left.", "Two hundred soldiers left."),
    ],
)
def test_a_number_is_its_value_however_it_is_written(sentence, source):
    assert holds(sentence, [source])


@pytest.mark.parametrize(("sentence", "source"), OTHER_VALUES)
def test_another_value_is_missing(sentence, source):
    assert not holds(sentence, [source])


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Forces of Libya left Sirte.", "Libyan forces left Sirte."),
        ("The US army left.", "The United States army left."),
        ("The United Nations asked for talks.", "The UN asked for talks."),
        ("The UGTT went on strike.", "The Union Generale Tunisienne Travail went on strike."),
    ],
)
def test_a_name_may_be_spelled_as_people_or_initials(sentence, source):
    assert holds(sentence, [source])


def test_a_name_of_the_text_beside_other_words_than_there_is_missing():
    source = Likeness(
        ["Health minister Ali Hamdi opened a hospital in Sfax.", "Lawmaker Omar Saidi resigned over taxes."]
    )
    assert source.support("Lawmaker Omar Saidi opened a hospital in Sfax.").fault == "not there: Lawmaker, Omar, Saidi"


def test_the_sources_of_a_sentence_are_few_and_in_order():
    source = Likeness(["Rain fell.", "The army took the city.", "Twelve men were killed."])
    assert source.support("Twelve men were killed as the army took the city.").sources == (1, 2)
    assert source.support("The army took the city.").sources == (1,)
    assert source.support("Snow lay on roads.").sources == ()


def test_words_of_distant_sentences_about_different_things_make_no_statement():
    source = ["The army took the city of Sirte.", "Rain fell.", "Wheat prices rose by ten dinars."]
    assert not holds("The army took ten dinars of wheat prices in the city of Sirte.", source)


def test_a_word_said_again_and_again_is_no_support():
    source = ["The authority elected a president and named sixteen members of civil society."]
    assert not holds("The authority authority elected a president and named sixteen members.", source)
