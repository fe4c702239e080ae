import importlib.util
from pathlib import Path

import pytest

from mt.evaluation.sets import find_card, read_set, read_verified, split_lines

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location("alignment_benchmark", ROOT / "benchmarks" / "alignment.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_link_is_between_words_and_every_english_word_has_one(benchmark):
    pairs = benchmark.read()
    assert len(pairs) == 30
    for pair in pairs:
        sources, targets = len(pair.source.split()), len(pair.target.split())
        assert all(0 <= s < sources and 0 <= t < targets for s, t in pair.possible)
        assert {t for _, t in pair.possible} == set(range(targets))
        assert {s for s, _ in pair.possible} == set(range(sources))


def test_sure_and_possible_links_are_told_apart(benchmark):
    assert benchmark.links("0-1 2p3 10-12", "-") == {(0, 1), (10, 12)}
    assert benchmark.links("0-1 2p3 10-12", "-p") == {(0, 1), (2, 3), (10, 12)}


def test_the_error_rate_is_that_of_och_and_ney(benchmark):
    # |A| = 4, |S| = 3, |A & S| = 2, |A & P| = 3: precision 3/4, recall 2/3, AER = 1 - (2 + 3) / (4 + 3)
    pair = benchmark.Pair(
        "1", "a b c", "x y z w", frozenset({(0, 0), (1, 1), (2, 2)}), frozenset({(0, 0), (1, 1), (2, 2), (2, 3)})
    )
    found = [((0, 0), (1, 1), (2, 3), (0, 2))]
    assert benchmark.scores(found, [pair]) == pytest.approx((3 / 4, 2 / 3, 2 / 7))


def test_the_set_can_be_translated_like_any_other():
    card = find_card("alignment")
    assert len(read_set(card).segments) == len(split_lines(read_verified(card, "links"))) == 30
