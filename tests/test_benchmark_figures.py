"""The arithmetic of the benchmark tables; the benchmarks themselves are run by hand."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.contenders import CONTENDERS, joined
from benchmarks.figures import same_share, spread, summarize, to_markdown

WORK = {"sentences": 100, "words": 1000, "tokens": 1500, "pages": 10, "page words": 2000}


def answer(seconds, outputs=("A b.", "C.")):
    times = {"sentences s": seconds, "pages s": 2 * seconds, "cold page s": 1.0, "warm page s": 0.5, "load s": 0.1}
    return {**times, "peak MiB": 100.0, "outputs": list(outputs)}


@pytest.fixture
def summary():
    """Twice as slow and four times as slow as ours in two rounds, of which the second is slow for all."""
    rounds = [
        {"raw": answer(1.0), "ours": answer(1.0), "peer": answer(2.0, ("A  b.", "D.")), "none": {"skip": "not here"}},
        {"raw": answer(9.0), "ours": answer(10.0), "peer": answer(40.0), "none": {"skip": "not here"}},
    ]
    return summarize(rounds, WORK, threads=1, beam=4)


def test_a_ratio_is_taken_within_a_round(summary):
    assert summary["rows"]["peer"]["ratios"]["sentences s"] == {"median": 3.0, "low": 2.0, "high": 4.0}
    assert summary["rows"]["ours"]["ratios"]["sentences s"] == {"median": 1.0, "low": 1.0, "high": 1.0}
    assert summary["rows"]["raw"]["ratios"]["sentences s"]["low"] == 0.9


def test_rates_are_work_over_time(summary):
    assert summary["rows"]["ours"]["words/s"]["high"] == 1000
    assert summary["rows"]["ours"]["pages/s"]["high"] == 5


def test_a_peer_that_is_not_there_is_left_out_with_the_reason(summary):
    assert summary["skipped"] == {"none": "not here"}
    assert "- none: left out, not here" in to_markdown({"machine": {"cpu": "x"}, "results": [summary]})


def test_outputs_are_compared_with_the_raw_engines_but_for_spaces(summary):
    assert summary["rows"]["peer"]["same as raw"] == 0.5
    assert same_share(["a"], ["a", "b"]) == 0


def test_without_ours_there_are_rates_and_no_ratios():
    found = summarize([{"raw": answer(2.0)}], WORK, threads=2, beam=1)
    assert found["rows"]["raw"]["ratios"] == {}
    assert "| raw | 50 | 500 | 2.5 |" in to_markdown({"machine": {}, "results": [found]})


def test_a_spread_is_median_and_extremes():
    assert spread([3.0, 1.0, 2.0]) == {"median": 2.0, "low": 1.0, "high": 3.0}


def test_pieces_join_to_text():
    assert joined(["▁The", "▁min", "ister", "."]) == "The minister."


def test_the_raw_engine_and_ours_are_among_the_contenders():
    assert {"ours", "raw", "argos", "transformers"} <= set(CONTENDERS)
