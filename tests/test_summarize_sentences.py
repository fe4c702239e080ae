"""Which of a text's own sentences may stand in its summary, and where a long one may end."""

import pytest

from mt.summarize import Source, Wanted, own_summary
from mt.summarize.lead import hangs
from mt.summarize.trim import trimmed
from mt.support.shorten import Shortening
from mt.support.tokens import tokens


def texts(text):
    return [sentence.text for sentence in own_summary(Source.of(text), Wanted()).sentences]


@pytest.mark.parametrize(
    "verb", ["is", "are", "was", "were", "has been", "had been", "will be", "should be", "must be"]
)
def test_there_is_something_hangs_on_nothing(verb):
    assert not hangs(f"There {verb} a school in each of the three towns.")


def test_there_alone_is_a_place_that_was_named_before():
    assert hangs("There the army met a convoy of ten trucks.")
    assert hangs("There, he is safe.")


@pytest.mark.parametrize(
    "text",
    [
        "* The mayor opened a school in Sfax on Friday.",
        "• The mayor opened a school in Sfax on Friday.",
        "- The mayor opened a school in Sfax on Friday.",
        "The mayor of Sfax said to the press on Friday:",
        'The mayor of Sfax said to the press on Friday:"',
        "The mayor of Sfax said: – The school is open.",
        "The mayor opened a school in Sfax on Friday, but.",
        "The mayor opened a school in Sfax on Friday and.",
        "The mayor opened a school in Sfax on Friday or.",
    ],
)
def test_items_announcements_and_what_breaks_off_are_passed_over(text):
    body = "Rain fell on the fields of Kef during the night."
    assert texts(f"{text}\n{body}") == [body]
    kept = "The mayor - a farmer - opened a school in Fuor."
    assert texts(f"{kept}\n{body}") == [kept, body]


def test_a_headline_that_is_known_is_passed_over_though_it_ends_with_a_stop():
    text = "The army took the city.\nThe army of the north took the old city on Friday.\nRain fell on the fields."
    wanted = Wanted()
    assert own_summary(Source.of(text), wanted).sentences[0].sources == (0,)
    assert [s.sources for s in own_summary(Source.of(text, headline={0}), wanted).sentences] == [(1,), (2,)]
    assert own_summary(Source.of("The army took the city.", headline={0}), wanted).text == "The army took the city."


BOUGHT = (
    ", which the governor of the district and his two sons had bought from farmers of the south who had come from the "
    "hills and from the towns of the far west after the long war in the land."
)


@pytest.mark.parametrize("participle", ["stressing", "emphasizing", "pointing out"])
def test_shortening_leaves_no_participle_of_saying_without_what_was_said(participle):
    sentence = f"The mayor of Sfax said that the road to the north was open, {participle}{BOUGHT}"
    assert (
        trimmed(sentence, Shortening(tokens(sentence))) == "The mayor of Sfax said that the road to the north was open."
    )


def test_shortening_leaves_no_bare_noun_behind_a_comma():
    sentence = f"The mayor of Sfax sent flour and sugar to the schools of the north, blankets{BOUGHT}"
    assert trimmed(sentence, Shortening(tokens(sentence))) == sentence
