import numpy as np
import pytest
from fixtures_eval import SHARED
from sacrebleu.metrics import BLEU, CHRF
from sacrebleu.significance import PairedTest

from mt.errors import UsageError
from mt.evaluation.metrics import score
from mt.evaluation.sets import split_lines
from mt.evaluation.significance import Chance, compare_rows, interval, resampled_sums

PEERS = [SHARED / "peers" / f"flores200-devtest.{name}.en" for name in ("bergamot-base-memory", "bergamot-base")]
REFERENCE = SHARED / "eval_sets" / "flores200-devtest.en"


@pytest.mark.slow
@pytest.mark.skipif(not REFERENCE.exists(), reason="published outputs of other systems are not here")
@pytest.mark.parametrize("kind", ["bs", "ar"])
def test_p_values_and_intervals_are_sacrebleus_for_the_same_seed(kind, monkeypatch):
    monkeypatch.setenv("SACREBLEU_SEED", "12345")
    first, second, references = (split_lines(p.read_bytes()) for p in (*PEERS, REFERENCE))
    theirs = {"bleu": BLEU(references=[references]), "chrf": CHRF(references=[references])}
    trials = 500
    _, results = PairedTest([("a", first), ("b", second)], theirs, None, test_type=kind, n_samples=trials)()
    for metric, printed in (("bleu", "BLEU"), ("chrf", "chrF2")):
        rows = [score(metric, h, references, unescape=False).rows for h in (first, second)]
        ours = compare_rows(metric, *rows, Chance(12345, trials, shuffles=trials))
        expected = results[printed][1]
        assert (ours.p_bootstrap if kind == "bs" else ours.p_randomization) == expected.p_value
        if kind == "bs":
            low, high = interval(metric, rows[1], trials=trials, seed=12345)
            # sacrebleu keeps its statistics in 32-bit numbers.
            assert (high - low) / 2 == pytest.approx(float(expected.ci), abs=1e-3)


def rows_of(values):
    return [[float(v)] for v in values]


def test_seed_zero_is_a_seed():
    rows = rows_of(range(100))
    assert (resampled_sums(rows, trials=50, seed=0) == resampled_sums(rows, trials=50, seed=0)).all()
    assert (resampled_sums(rows, trials=50, seed=0) != resampled_sums(rows, trials=50, seed=1)).any()


def test_a_resample_has_as_many_segments_as_the_set():
    assert (resampled_sums(rows_of([1] * 30), trials=50, seed=3) == 30).all()


def test_equal_systems_do_not_differ():
    """Counting strictly larger differences alone would call them surely different."""
    found = compare_rows("rouge1", rows_of(range(50)), rows_of(range(50)))
    assert (found.value, found.p_bootstrap, found.p_randomization) == (0, 1, 1)


def test_a_better_score_in_every_segment_is_no_chance():
    found = compare_rows("rouge1", rows_of([10] * 60), rows_of([20] * 60))
    assert found.value == 10
    assert found.p_randomization == pytest.approx(1 / 2001)
    assert (found.low, found.high, found.wins) == (10, 10, 1)


def test_one_lucky_segment_in_many_may_be_chance():
    changed = rows_of([50] * 59 + [60])
    assert compare_rows("rouge1", rows_of([50] * 60), changed).p_randomization > 0.4


def test_two_systems_that_are_equally_good_are_called_different_about_as_often_as_alpha():
    """60 pairs from one distribution: of p < 0.05 some 3 are expected, 11 would be 4.7 deviations off."""
    draw = np.random.default_rng(7)
    pairs = [(rows_of(draw.normal(50, 10, 80)), rows_of(draw.normal(50, 10, 80))) for _ in range(60)]
    found = [compare_rows("rouge1", a, b, Chance(1, 200, 200)) for a, b in pairs]
    assert sum(f.p_randomization < 0.05 for f in found) < 11
    assert sum(f.p_bootstrap < 0.05 for f in found) < 11


def test_the_interval_of_a_mean_is_as_wide_as_its_standard_error_says():
    """Deviation 10 over 400 segments: 95 % within 1.96 * 10 / 20 = 0.98 points."""
    values = np.random.default_rng(5).normal(50, 10, 400)
    low, high = interval("rouge1", rows_of(values), trials=2000, seed=0)
    assert (high - low) / 2 == pytest.approx(1.96 * values.std() / 20, rel=0.1)


def test_a_single_pair_proves_nothing():
    """All resamples of one segment are that segment, so they always agree with the difference."""
    found = compare_rows("rouge1", rows_of([20]), rows_of([30]))
    assert (found.value, found.p_bootstrap, found.p_randomization) == (10, 1, 1)


def test_different_numbers_of_segments_are_refused():
    with pytest.raises(UsageError, match="same segments"):
        compare_rows("rouge1", rows_of([1]), rows_of([1, 2]))


def test_too_few_resamples_are_refused():
    with pytest.raises(UsageError, match="at least 40"):
        interval("rouge1", rows_of([1, 2]), trials=10)
