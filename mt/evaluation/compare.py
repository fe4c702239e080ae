"""Several runs of the same sets side by side: scores, tests against the first, slices, examples.

Everything is computed from run files; a system whose output is only a text file joins through
:func:`mt.evaluation.run.from_text_file`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mt.errors import InputError, UsageError
from mt.evaluation.metrics import aggregate, sentence_scores
from mt.evaluation.ngrams import NgramDifference, ngram_differences
from mt.evaluation.runfile import Result, Run, SetResult
from mt.evaluation.significance import Chance, Difference, compare_rows, interval

if TYPE_CHECKING:
    from mt.evaluation.metrics import Array

SENTENCE_METRIC = "chrf"  # the one of ours that means something for a single sentence
_WORDS = (10, 20, 35)  # bounds of the length slices, in source words; each holds a good part of news text


@dataclass(frozen=True, slots=True)
class SystemScore:
    """One system's score: its 95 % interval, and its difference from the first system (None for the first)."""

    system: str
    metric: str
    value: float
    low: float
    high: float
    signature: str
    difference: Difference | None = None


@dataclass(frozen=True, slots=True)
class Slice:
    """A kind of segment (``name`` within ``group``) and each system's score on those alone."""

    group: str
    name: str
    segments: int
    scores: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A segment and all systems' hypotheses; ``gains`` are points of sentence chrF over the first system."""

    id: str
    source: str
    reference: str
    hypotheses: tuple[str, ...]
    scores: tuple[float, ...]
    gains: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """How well a system's own confidence orders its sentences: chrF in fifths from doubtful to sure.

    ``correlation`` is Spearman's, from -1 to 1.
    """

    system: str
    bounds: tuple[float, ...]
    scores: tuple[float, ...]
    correlation: float


@dataclass(frozen=True, slots=True)
class SetComparison:
    """One set, all systems, in the order they were given."""

    name: str
    kind: str
    segments: int
    systems: tuple[str, ...]
    scores: tuple[SystemScore, ...]
    counts: dict[str, tuple[float, ...]]
    slices: tuple[Slice, ...]
    calibrations: tuple[Calibration, ...]
    examples: tuple[Example, ...]
    ngrams: tuple[NgramDifference, ...]


def compare(runs: Sequence[Run], chance: Chance | None = None) -> tuple[SetComparison, ...]:
    """Compare ``runs`` on every set that all of them have; the first is what the others are held against.

    Raises :class:`UsageError` for fewer than two runs or two of the same name, :class:`InputError` when
    they have no set in common or not with the same signatures and segments.
    """
    names = tuple(run.system for run in runs)
    if len(runs) < 2 or len(set(names)) != len(names):
        raise UsageError(f"give two or more systems with different names, not {', '.join(names) or 'none'}")
    shared = [part.name for part in runs[0].sets if all(run.set(part.name) for run in runs)]
    if not shared:
        raise InputError("the runs have no set in common; run the same sets with each system")
    return tuple(
        _compare_set(names, [p for run in runs if (p := run.set(name))], chance or Chance()) for name in shared
    )


def _compare_set(names: tuple[str, ...], parts: Sequence[SetResult], chance: Chance) -> SetComparison:
    first = parts[0]
    for part in parts[1:]:
        if part.signature != first.signature or [r.id for r in part.results] != [r.id for r in first.results]:
            raise InputError(f"not comparable: {first.signature} / {part.signature}; run the same set with each system")
    metrics = [s.metric for s in first.scores if all(part.score(s.metric) for part in parts)]
    scores = [score for metric in metrics for score in _score_systems(metric, names, parts, chance)]
    examples = tuple(_examples(parts))
    return SetComparison(
        name=first.name, kind=first.kind, segments=len(first.results), systems=names, scores=tuple(scores),
        counts=_counts(parts),
        slices=tuple(_slices(names[0], parts)), calibrations=tuple(_calibrations(names, parts)), examples=examples,
        ngrams=tuple(_ngrams(names, parts)),
    )  # fmt: skip


def _counts(parts: Sequence[SetResult]) -> dict[str, tuple[float, ...]]:
    """Every count that is not 0 for all systems."""
    table = {name: tuple(part.counts.get(name, 0.0) for part in parts) for name in parts[0].counts}
    return {name: values for name, values in table.items() if any(values)}


def _ngrams(names: Sequence[str], parts: Sequence[SetResult]) -> list[NgramDifference]:
    references = [r.reference for r in parts[0].results]
    if not any(references):
        return []
    texts = [[r.hypothesis for r in part.results] for part in parts]
    return [ngram_differences(names[i], references, texts[0], texts[i]) for i in range(1, len(parts))]


def _score_systems(metric: str, names: Sequence[str], parts: Sequence[SetResult], chance: Chance) -> list[SystemScore]:
    found = [score for part in parts if (score := part.score(metric))]
    signatures = {score.signature for score in found}
    if len(signatures) > 1:
        raise InputError(f"not comparable: {' / '.join(sorted(signatures))}; score all systems with the same tools")
    made = []
    for i, (name, score) in enumerate(zip(names, found, strict=True)):
        low, high = interval(metric, score.rows, trials=chance.trials, seed=chance.seed)
        difference = compare_rows(metric, found[0].rows, score.rows, chance) if i else None
        made.append(SystemScore(name, metric, score.value, low, high, score.signature, difference))
    return made


def _examples(parts: Sequence[SetResult]) -> list[Example]:
    """All segments, those first on which the systems differ most."""
    rows = [score.rows for part in parts if (score := part.score(SENTENCE_METRIC))]
    if len(rows) == len(parts):
        table = [sentence_scores(SENTENCE_METRIC, r) for r in rows]
    else:  # challenge items: passed or not
        table = [[0.0 if r.wrong else 100.0 for r in part.results] for part in parts]
    made = []
    for i, result in enumerate(parts[0].results):
        scores = tuple(column[i] for column in table)
        hypotheses = tuple(part.results[i].hypothesis for part in parts)
        made.append(
            Example(
                result.id, result.source, result.reference, hypotheses, scores, tuple(s - scores[0] for s in scores)
            )
        )
    return sorted(made, key=lambda e: -max(map(abs, e.gains)))


def length_slice(result: Result) -> str:
    """Return the slice of source length that a segment belongs to, such as ``"11-20 words"``."""
    words = len(result.source.split())
    low = 1
    for high in _WORDS:
        if words <= high:
            return f"{low}-{high} words"
        low = high + 1
    return f"{low} words and more"


_PASSED = "passed (percent)"


def _slices(system: str, parts: Sequence[SetResult]) -> list[Slice]:
    """Kinds of segments; those by confidence follow ``system``, the first, so that all are scored on the same."""
    groups: dict[str, Callable[[Result], str]] = {
        "length": length_slice,
        "numbers": lambda r: "with numbers" if any(c.isdigit() for c in r.source) else "without numbers",
        "names": lambda r: r.reference and ("with names" if has_name(r.reference) else "without names"),
        "domain": lambda r: r.domain,
        f"confidence of {system}": lambda r: r.confidence,
        _PASSED: lambda r: r.category,
    }
    found = []
    for group, name_of in groups.items():
        names = [name_of(r) for r in parts[0].results]
        for name in sorted(set(names) - {""}, key=_slice_order):
            chosen = [i for i, own in enumerate(names) if own == name]
            scores = tuple(_score_of(part, chosen, passes=group == _PASSED) for part in parts)
            found.append(Slice(group, name, len(chosen), scores))
    return found


def _slice_order(name: str) -> tuple[int, str, str]:
    """Lengths by their first figure, confidence from low to high, everything else by the alphabet."""
    confidences = ("low", "medium", "high")
    return confidences.index(name) if name in confidences else 0, name.partition("-")[0].zfill(4), name


def has_name(reference: str) -> bool:
    """Say whether an English text has a capitalized word that does not begin a sentence."""
    words = reference.split()
    return any(w[:1].isupper() and len(w) > 1 and words[i][-1:] not in ".!?:\"'" for i, w in enumerate(words[1:]))


def _score_of(part: SetResult, chosen: Sequence[int], *, passes: bool = False) -> float:
    import numpy as np

    score = part.score(SENTENCE_METRIC)
    if score is None or passes:
        return 100.0 * sum(not part.results[i].wrong for i in chosen) / len(chosen)
    rows = np.asarray([score.rows[i] for i in chosen], dtype=np.float64)
    return float(aggregate(SENTENCE_METRIC, rows.sum(axis=0)[None], [len(rows)])[0])


def _calibrations(names: Sequence[str], parts: Sequence[SetResult]) -> list[Calibration]:
    import numpy as np

    found = []
    for name, part in zip(names, parts, strict=True):
        score, confidence = part.score(SENTENCE_METRIC), [r.score for r in part.results]
        if score is None or len(confidence) < 50 or any(c is None for c in confidence):
            continue
        order = np.argsort(np.asarray(confidence, dtype=np.float64), kind="stable")
        values = np.asarray(sentence_scores(SENTENCE_METRIC, score.rows))
        fifths = np.array_split(order, 5)
        found.append(
            Calibration(
                name,
                tuple(float(np.asarray(confidence, dtype=np.float64)[f].mean()) for f in fifths),
                tuple(_score_of(part, [int(i) for i in f]) for f in fifths),
                _spearman(np.asarray(confidence, dtype=np.float64), values),
            )
        )
    return found


def _spearman(first: "Array", second: "Array") -> float:
    import numpy as np

    ranks = [np.argsort(np.argsort(np.asarray(v), kind="stable"), kind="stable") for v in (first, second)]
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])
