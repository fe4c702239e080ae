"""Is a difference more than chance? Paired tests on the statistics of sentences.

Both tests and the interval draw as sacrebleu 2.6 does and give its numbers for the same seed, but
add up all draws in one matrix product, and take 0 as the seed it is.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mt.errors import UsageError
from mt.evaluation.metrics import Rows, aggregate

if TYPE_CHECKING:
    from mt.evaluation.metrics import Array

# Bytes of a block of drawn positions; keeps memory small whatever the number of trials.
_BLOCK = 64 * 1024 * 1024
# With five segments or fewer no swapping test can come below p = 1/16: there is nothing to test.
FEWEST = 6


@dataclass(frozen=True, slots=True)
class Chance:
    """What is drawn: bootstrap resamples, swaps of approximate randomization (0: none), and the seed of both."""

    seed: int = 0
    trials: int = 1000
    shuffles: int = 2000


@dataclass(frozen=True, slots=True)
class Difference:
    """Two systems on the same segments.

    ``value`` is the second's score less the first's. ``low`` and ``high`` bound the middle 95 % of the
    resampled differences; ``p_bootstrap`` and ``p_randomization`` are two-sided. ``wins`` is the share
    of resamples in which the second scores higher.
    """

    metric: str
    first: float
    second: float
    value: float
    low: float
    high: float
    p_bootstrap: float
    p_randomization: float
    wins: float
    seed: int
    trials: int


def resampled_sums(rows: "Rows | Array", *, trials: int, seed: int) -> "Array":
    """Return the added statistics of ``trials`` samples, each as many segments as there are, drawn with replacement."""
    import numpy as np

    table = np.asarray(rows, dtype=np.float64)
    rng = np.random.default_rng(seed)
    size = len(table)
    step = max(1, _BLOCK // (8 * size))
    sums = np.empty((trials, table.shape[1]))
    for start in range(0, trials, step):
        drawn = rng.choice(size, size=(min(step, trials - start), size), replace=True)
        # How often each segment was drawn; then every sum of the block is one matrix product.
        offsets = drawn + size * np.arange(len(drawn))[:, None]
        counts = np.bincount(offsets.ravel(), minlength=size * len(drawn)).reshape(len(drawn), size)
        sums[start : start + step] = counts @ table
    return sums


def interval(metric: str, rows: Rows, *, trials: int = 1000, seed: int = 0) -> tuple[float, float]:
    """Return the bounds of the middle 95 % of the scores of resamples."""
    import numpy as np

    _check(rows, rows, trials)
    scores = np.sort(aggregate(metric, resampled_sums(rows, trials=trials, seed=seed), np.full(trials, len(rows))))
    return float(scores[trials // 40]), float(scores[trials - trials // 40 - 1])


def compare_rows(metric: str, first: Rows, second: Rows, chance: Chance = Chance()) -> Difference:
    """Test the difference of two systems on the same segments by bootstrap and by approximate randomization.

    Without shuffles the second p is nan; of fewer than :data:`FEWEST` segments both are 1.
    Raises :class:`UsageError` for unequal or empty rows and for fewer than 40 trials, which give no
    95 % bound.
    """
    import numpy as np

    trials, seed = chance.trials, chance.seed
    _check(first, second, trials)
    counts = np.full(trials, len(first))
    a, b = (np.asarray(rows, dtype=np.float64) for rows in (first, second))
    one, two = (float(aggregate(metric, t.sum(axis=0)[None], [len(t)])[0]) for t in (a, b))
    # The same seed for both: the draws are paired.
    scores = [aggregate(metric, resampled_sums(t, trials=trials, seed=seed), counts) for t in (a, b)]
    differences = np.sort(scores[1] - scores[0])
    return Difference(
        metric=metric, first=one, second=two, value=two - one,
        low=float(differences[trials // 40]), high=float(differences[trials - trials // 40 - 1]),
        p_bootstrap=_bootstrap(differences, abs(two - one), len(a)),
        p_randomization=_randomization(metric, (a, b), chance) if chance.shuffles else math.nan,
        wins=float((differences > 0).mean()), seed=seed, trials=trials,
    )  # fmt: skip


def _check(first: Rows, second: Rows, trials: int) -> None:
    if len(first) != len(second) or not len(first):
        raise UsageError(f"a paired test needs the same segments of both systems, not {len(first)} and {len(second)}")
    if trials < 40:
        raise UsageError(f"{trials} resamples give no 95 % interval; ask for at least 40")


def _bootstrap(differences: "Array", observed: float, size: int) -> float:
    import numpy as np

    if size < FEWEST:
        return 1.0
    sizes = np.abs(differences)
    return _p_value(sizes - sizes.mean(), observed)


def _p_value(statistics: "Array", difference: float) -> float:
    # Strictly greater, and one added on both sides: see multeval, whose counting sacrebleu follows. There
    # two equal systems come out as surely different (nothing exceeds 0); here they are surely not.
    if difference == 0:
        return 1.0
    return float((statistics > difference).sum() + 1) / (len(statistics) + 1)


def _randomization(metric: str, tables: "tuple[Array, Array]", chance: Chance) -> float:
    """Two-sided p: how often swapping systems at random, segment by segment, gives as large a difference."""
    import numpy as np

    first, second = tables
    if len(first) < FEWEST:
        return 1.0
    rng = np.random.default_rng(chance.seed)
    size, shuffles = len(first), chance.shuffles
    # All of the first system's sums, and what each swap adds to them.
    total, change = first.sum(axis=0), second - first
    both = total + second.sum(axis=0)
    step = max(1, _BLOCK // (8 * size))
    found = []
    for start in range(0, shuffles, step):
        swapped = rng.integers(2, size=(min(step, shuffles - start), size), dtype=bool).astype(np.float64) @ change
        ones = total + swapped
        counts = np.full(len(ones), size)
        found.append(aggregate(metric, ones, counts) - aggregate(metric, both - ones, counts))
    observed = abs(
        float(aggregate(metric, total[None], [size])[0] - aggregate(metric, (both - total)[None], [size])[0])
    )
    # As large counts too, as the test is defined: on a set where few segments differ, most swaps give just
    # the observed difference, and one changed segment must not look like proof. The slack is for rounding.
    return _p_value(np.abs(np.concatenate(found)), observed - 1e-9 if observed else 0.0)


def format_p(p: float) -> str:
    """Return ``p`` as people write it: ``"p<0.001"``, ``"p=0.043"``."""
    return "p<0.001" if p < 0.001 else f"p={p:.3f}"
