from collections import Counter

from training.gaps import count, gaps


def test_words_are_counted_in_lower_case_without_numbers():
    assert count(["The court heard 12 pleas.", "the Court"], str.lower) == Counter(
        {"the": 2, "court": 2, "heard": 1, "pleas": 1}
    )


def test_what_news_often_says_and_pairs_hardly_hold_is_a_gap_the_commonest_first():
    news = Counter({"minister": 90, "senator": 60, "levee": 30, "ox": 30, "hinge": 4})
    pairs = Counter({"minister": 400, "senator": 21, "levee": 2})
    # "ox" is too short to be told from a fragment, "hinge" too rare in the news to be worth a sentence.
    assert gaps(news, pairs, common=20, known=20) == [("levee", 30, 2)]
    assert gaps(news, pairs, common=20, known=21) == [("senator", 60, 21), ("levee", 30, 2)]
