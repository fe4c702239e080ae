import pytest

from mt.support import is_supported

SOURCE = [
    "The Libyan army has taken control of more than 95 percent of the city, its spokesman said.",
    "One person was killed and at least three were wounded in an air strike on Saturday.",
    "Tunisia put its side of the Ras Jdir crossing on maximum alert.",
]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Libyan army controls more than 95 percent of the city.",
        "An air strike killed one person and wounded three on Saturday.",
        "One person was killed in an air strike and Tunisia put the Ras Jdir crossing on alert.",
        "He said so.",  # no content at all
    ],
)
def test_what_two_neighbouring_sentences_say_is_supported(sentence):
    assert is_supported(sentence, SOURCE)


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
    assert not is_supported(sentence, SOURCE)


def test_nothing_supports_a_statement_without_a_source():
    assert not is_supported("The army won.", [])
