import pytest

from mt.evaluation.lead import ExtractiveSummarizer, LeadSummarizer
from mt.evaluation.summaries import novelty, obeyed, qualities
from mt.summarize import Wanted

DOCUMENT = "The army took the city of Sirte.\nTwenty men died.\nThe rest fled on Friday."


@pytest.mark.parametrize(
    ("summary", "share"),
    [
        ("Twenty men died.", 0.0),
        ("twenty MEN died", 0.0),
        ("Men twenty died.", 1.0),
        ("The army took Sirte.", 1 / 3),  # the army, army took | took Sirte
        ("", 0.0),
        ("Twenty men died.\nThe army took the city.", 0.0),  # no bigram across lines
    ],
)
def test_novelty_is_the_share_of_word_pairs_that_the_text_does_not_have(summary, share):
    assert novelty(DOCUMENT, summary) == pytest.approx(share)


def test_invented_numbers_and_names_are_counted_by_summary():
    summaries = ["20 men died in Sirte.", "Thirty men died in Sirte.", "Men died in Rome.", "Ten men died in Rome."]
    found = qualities([DOCUMENT] * 4, summaries)
    assert (found.invented_numbers, found.invented_names) == (0.5, 0.5)
    assert found.words == 4.75


def test_a_length_is_kept_within_a_quarter():
    assert obeyed([45, 75, 44, 76], 60) == 0.5


def test_the_lead_is_three_sentences_and_the_extractive_summary_as_long_as_asked():
    text = " ".join(f"Colonel Wa{i} took the town of Xo{i} on Friday." for i in range(20))
    assert len(LeadSummarizer().summarize(text, wanted=Wanted("long")).sentences) == 3
    made = ExtractiveSummarizer().summarize(text, wanted=Wanted("27"))
    assert made.method == "extractive"
    assert 20 <= len(made.text.split()) <= 30
