"""Scores that carry how they were measured, through our own ``evaluate`` modules and no network.

>>> print(score("chrf", ["the cat"], ["the cat"]))  # doctest: +SKIP
chrf 100.00 [nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:2.6.0|entities:unescaped]

HTML entities are unescaped on both sides before scoring, because some systems leave ``&apos;`` in
their output and a reader never sees the difference; the signature says so. Neural metrics are in
:mod:`mt.evaluation.neural`.
"""

import atexit
import functools
import html
import math
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mt.errors import InputError, UsageError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]

Rows = Sequence[Sequence[float]]
MODULES = Path(__file__).resolve().parent / "modules"


@dataclass(frozen=True, slots=True)
class Metric:
    """One way of scoring: the module that computes it, its settings, and which direction is good."""

    module: str
    settings: tuple[tuple[str, Any], ...] = ()
    higher_is_better: bool = True


METRICS: dict[str, Metric] = {
    "bleu": Metric("bleu"),
    "chrf": Metric("chrf"),
    "chrf++": Metric("chrf", (("word_order", 2),)),
    "ter": Metric("ter", higher_is_better=False),
    "rouge1": Metric("rouge", (("variant", "rouge1"),)),
    "rouge2": Metric("rouge", (("variant", "rouge2"),)),
    "rougeL": Metric("rouge", (("variant", "rougeL"),)),
    "rougeLsum": Metric("rouge", (("variant", "rougeLsum"),)),
}
# Computed elsewhere (mt.evaluation.neural), but aggregated and tested like the others: a mean of segments.
METRICS["comet"] = Metric("comet")
TRANSLATION_METRICS = ("bleu", "chrf", "chrf++", "ter")
SUMMARY_METRICS = ("rouge1", "rouge2", "rougeL", "rougeLsum")


@dataclass(frozen=True, slots=True)
class Score:
    """A value from 0 to 100 (TER may exceed it) and everything but the system that could move it.

    ``rows`` holds one row of sufficient statistics a segment, in order; it may be empty when a score
    was read back without them.
    """

    metric: str
    value: float
    signature: str
    rows: Rows = ()

    def __str__(self) -> str:
        return f"{self.metric} {self.value:.2f} [{self.signature}]"


def find_metric(name: str) -> Metric:
    """Return the metric called ``name``; raises :class:`UsageError` that lists the known ones."""
    if name not in METRICS:
        raise UsageError(f"no metric is called {name!r}; choose from {', '.join(METRICS)}")
    return METRICS[name]


def _import_evaluate() -> Any:  # the library carries no types
    try:
        import evaluate
        import evaluate.config
    except ImportError as error:
        raise UsageError('scoring needs the "eval" extra: pip install "mt-digest[eval]"') from error
    # Read from the environment at import, which is too early for a caller to decide: set here instead.
    evaluate.config.HF_EVALUATE_OFFLINE = True
    return evaluate


@functools.cache
def _scratch() -> Path:
    """A folder for the copies that ``evaluate`` insists on making, gone when the process ends.

    Its default is below the user's home, which may be read-only or on a file system without locks.
    """
    folder = Path(tempfile.mkdtemp(prefix="mt-evaluate-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@functools.cache
def load_module(name: str) -> Any:  # the library carries no types
    """Load one of the shipped ``evaluate`` modules by absolute path.

    The path matters: a bare name would first be looked for in the working directory, so whoever
    controls that folder would run code here, and next on the network.
    """
    evaluate = _import_evaluate()
    evaluate.config.HF_MODULES_CACHE = _scratch() / "modules"
    script = MODULES / name / f"{name}.py"
    return evaluate.load(str(script), module_type="metric", cache_dir=str(_scratch() / "cache"), keep_in_memory=True)


def score(metric: str, hypotheses: Sequence[str], references: Sequence[str], *, unescape: bool = True) -> Score:
    """Score ``hypotheses`` against one reference each.

    ``unescape=False`` leaves HTML entities as they are, which is what sacrebleu's command line does
    with a file. Raises :class:`InputError` for no segments or unequal numbers of them.
    """
    found = find_metric(metric)
    if found.module == "comet":
        raise UsageError("COMET also needs the sources and a checkpoint: mt eval run --comet FILE")
    if len(hypotheses) != len(references):
        raise InputError(
            f"{len(hypotheses)} hypotheses but {len(references)} references; give one line for each segment"
        )
    if not hypotheses:
        raise InputError("nothing to score: the set has no segments")
    if unescape:
        hypotheses, references = [html.unescape(t) for t in hypotheses], [html.unescape(t) for t in references]
    result = load_module(found.module).compute(
        predictions=list(hypotheses), references=list(references), **dict(found.settings)
    )
    signature = f"{result['signature']}|entities:{'unescaped' if unescape else 'kept'}"
    return Score(metric, float(result["score"]), signature, tuple(map(tuple, result["statistics"])))


def score_all(
    metrics: Sequence[str], hypotheses: Sequence[str], references: Sequence[str], *, unescape: bool = True
) -> list[Score]:
    """Score by several metrics, in their order: what :func:`score` gives for each.

    chrF costs nothing where chrF++ is asked for too.
    """
    found = {name: score(name, hypotheses, references, unescape=unescape) for name in metrics if name != "chrf"}
    if "chrf" in metrics:
        longer = found.get("chrf++")
        found["chrf"] = _without_words(longer) if longer else score("chrf", hypotheses, references, unescape=unescape)
    return [found[name] for name in metrics]


def _without_words(longer: Score) -> Score:
    """The chrF in a chrF++: its statistics begin with those of the six character orders."""
    import numpy as np

    rows = tuple(tuple(row[:18]) for row in longer.rows)
    value = aggregate("chrf", np.asarray(rows, dtype=np.float64).sum(axis=0)[None], [len(rows)])[0]
    return Score("chrf", float(value), longer.signature.replace("|nw:2|", "|nw:0|"), rows)


def aggregate(metric: str, sums: "Array", counts: "npt.ArrayLike") -> "Array":
    """Return the scores of many selections of segments at once, without scoring again.

    ``sums`` is an array of (selections, statistics): each row the added statistics of the segments
    in a selection. ``counts`` is how many segments each selection has. Gives one score a selection,
    the same as sacrebleu gives for those segments.
    """
    import numpy as np

    sums = np.asarray(sums, dtype=np.float64)
    module = find_metric(metric).module
    if module == "bleu":
        return _bleu(sums)
    if module == "chrf":
        return _chrf(sums)
    if module == "ter":
        edits, length = sums[:, 0], sums[:, 1]
        return 100 * np.where(length > 0, edits / np.maximum(length, 1e-300), (edits > 0).astype(float))
    return sums[:, 0] / np.asarray(counts, dtype=np.float64)


def _bleu(sums: "Array") -> "Array":
    """BLEU with exponential smoothing, for every row of ``sums``."""
    import numpy as np

    system, reference = sums[:, 0], sums[:, 1]
    matches, totals = sums[:, 2:6], sums[:, 6:10]
    missing = (matches == 0) & (totals > 0)
    # Each order without a match halves the substitute precision once more, counted from the first order.
    halvings = np.cumsum(missing, axis=1)
    safe = np.maximum(totals, 1)
    precision = np.where(missing, 100 / (2.0**halvings * safe), 100 * matches / safe)
    # An order with no n-grams at all ends the loop in sacrebleu; what follows stays at precision 0.
    precision[np.cumsum(totals == 0, axis=1) > 0] = 0.0
    # sacrebleu's logarithm of 0 is -9999999999: the score vanishes instead of being undefined.
    logs = np.where(precision > 0, np.log(np.maximum(precision, 1e-300)), -9999999999.0)
    shortfall = np.where(system < reference, 1 - reference / np.maximum(system, 1e-300), 0.0)
    penalty = np.where(system > 0, np.exp(np.maximum(shortfall, -700)), np.where(reference > 0, 0.0, 1.0))
    score = penalty * np.exp(logs.mean(axis=1))
    return np.where(matches.any(axis=1), score, 0.0)


def _chrf(sums: "Array") -> "Array":
    """ChrF with beta 2 and effective order, for every row of ``sums``."""
    import numpy as np

    triples = sums.reshape(len(sums), -1, 3)
    hypothesis, reference, match = triples[:, :, 0], triples[:, :, 1], triples[:, :, 2]
    usable = (hypothesis > 0) & (reference > 0)
    orders = np.maximum(usable.sum(axis=1), 1)
    precision = (np.where(usable, match / np.maximum(hypothesis, 1), 0.0)).sum(axis=1) / orders
    recall = (np.where(usable, match / np.maximum(reference, 1), 0.0)).sum(axis=1) / orders
    factor = 4.0  # beta squared
    denominator = factor * precision + recall
    score = 100 * (1 + factor) * precision * recall / np.maximum(denominator, 1e-300)
    return np.where(denominator > 0, score, 0.0)


def sentence_scores(metric: str, rows: Rows) -> list[float]:
    """Return the score of each segment alone, from its row. Sentence BLEU is crude: prefer chrF."""
    import numpy as np

    if not len(rows):
        return []
    values = aggregate(metric, np.asarray(rows, dtype=np.float64), np.ones(len(rows)))
    return [0.0 if math.isnan(value) else float(value) for value in values]
