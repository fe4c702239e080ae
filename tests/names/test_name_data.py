"""The shipped lists are those that our corpus gives, and small."""

from pathlib import Path

from mt.names.lexicon import base, is_ordinary, known
from training import names

DATA = Path(names.OUT)


def test_the_lists_match_their_origin():
    for name, text in names.texts().items():
        held = (DATA / name).read_text(encoding="utf-8")
        assert held == text, f"{name} is not what the corpus gives: run python -m training.names"


def test_the_lists_stay_small_beside_a_model_of_fifteen_megabytes():
    assert sum((DATA / name).stat().st_size for name in ("names.tsv", "words.txt")) < 600_000


def test_the_longest_known_name_wins():
    entry = known(["وجنوب", "السودان"], 0)
    assert entry and entry.forms[0] == "South Sudan"


def test_ordinary_words_are_known_under_their_prefixes():
    assert is_ordinary("والمدينه")
    assert base("وبالمدينه") == "مدينه"
    assert not is_ordinary("زوغبرغ")
