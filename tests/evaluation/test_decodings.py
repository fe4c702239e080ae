import pytest

from mt.errors import UsageError
from mt.evaluation.decodings import name_suffix, parse_decodings


def test_nothing_asked_for_is_one_run_with_the_models_own_settings():
    assert parse_decodings([], []) == [{}]


def test_values_have_the_type_of_their_setting():
    found = parse_decodings([], ["length_penalty=1", "no_repeat_ngram_size=3"])
    assert found == [{"length_penalty": 1.0, "no_repeat_ngram_size": 3}]
    assert isinstance(found[0]["length_penalty"], float)
    assert isinstance(found[0]["no_repeat_ngram_size"], int)


def test_keys_given_twice_are_combined_with_all_others():
    found = parse_decodings([1, 4], ["length_penalty=0.8", "length_penalty=1.2"])
    assert [(s["beam_size"], s["length_penalty"]) for s in found] == [(1, 0.8), (1, 1.2), (4, 0.8), (4, 1.2)]


def test_the_same_value_twice_is_one_run():
    assert parse_decodings([], ["beam_size=2", "beam_size=2"]) == [{"beam_size": 2}]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("temperature=1", "choose from beam_size"),
        ("length_penalty", "a number from 0 up"),
        ("length_penalty=nan", "a number from 0 up"),
        ("length_penalty=-1", "a number from 0 up"),
        ("no_repeat_ngram_size=2.5", "a whole number"),
    ],
)
def test_what_is_no_setting_is_refused_with_what_to_write(text, message):
    with pytest.raises(UsageError, match=message):
        parse_decodings([], [text])


def test_a_beam_given_in_both_ways_is_refused():
    with pytest.raises(UsageError, match="once"):
        parse_decodings([2], ["beam_size=4"])


def test_a_run_is_named_by_what_was_asked_for():
    assert name_suffix({}) == ""
    assert name_suffix({"length_penalty": 0.8, "no_repeat_ngram_size": 3}) == "-length_penalty0.8-no_repeat_ngram_size3"
