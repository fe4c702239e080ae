"""How scores move as noise is added to the sources: one curve a kind of noise."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace

from mt.errors import UsageError
from mt.evaluation import plots
from mt.evaluation.noise import NOISES, add_noise
from mt.evaluation.run import System
from mt.evaluation.run import measure as measure_run
from mt.evaluation.sets import EvalSet
from mt.evaluation.significance import interval

__all__ = ["LEVELS", "NOISES", "Curve", "Plan", "Point", "measure", "to_json", "to_lines", "to_page"]

LEVELS = (0.1, 0.3, 1.0)  # a typing slip, a careless writer, a tool that does it always


@dataclass(frozen=True, slots=True)
class Point:
    """chrF at one level of noise, its 95 % interval, and the signature with the noise in it."""

    level: float
    value: float
    low: float
    high: float
    signature: str


@dataclass(frozen=True, slots=True)
class Curve:
    """One set under one kind of noise; the first point is the clean text, at level 0."""

    system: str
    set: str
    noise: str
    points: tuple[Point, ...]

    @property
    def loss(self) -> float:
        """Return the points lost at the highest level."""
        return self.points[0].value - self.points[-1].value


@dataclass(frozen=True, slots=True)
class Plan:
    """Which noise is added, how much, and the seed of its places."""

    noises: tuple[str, ...] = tuple(NOISES)
    levels: tuple[float, ...] = LEVELS
    seed: int = 0


def measure(
    system: System,
    sets: Sequence[EvalSet],
    plan: Plan = Plan(),
    *,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Curve, ...]:
    """Translate each set clean, and with each noise at each level.

    Raises :class:`UsageError` for a set without references, an unknown noise or an impossible level.
    """
    if unfit := [s.card.name for s in sets if s.card.kind != "translation"]:
        raise UsageError(f"{', '.join(unfit)}: robustness needs translation sets")
    total, done, curves = len(sets) * (1 + len(plan.noises) * len(plan.levels)), 0, []

    def point(eval_set: EvalSet, noise: str, level: float) -> Point:
        nonlocal done
        segments = eval_set.segments
        if level:
            segments = tuple(
                replace(s, source=add_noise(s.source, noise, level=level, seed=plan.seed)) for s in segments
            )
        score = measure_run(system, [replace(eval_set, segments=segments)]).sets[0].scores[1]
        low, high = interval(score.metric, score.rows, seed=plan.seed)
        done += 1
        if progress:
            progress(done, total)
        return Point(level, score.value, low, high, f"{score.signature}|noise:{noise}:{level:g}|seed:{plan.seed}")

    for eval_set in sets:
        clean = point(eval_set, "none", 0.0)
        for noise in plan.noises:
            points = (clean, *(point(eval_set, noise, level) for level in sorted(plan.levels)))
            curves.append(Curve(system.name, eval_set.card.name, noise, points))
    return tuple(curves)


def to_lines(curves: Sequence[Curve]) -> list[str]:
    """Return a plain table: one line a curve, the most harmful noise first."""
    lines = []
    for name in dict.fromkeys(c.set for c in curves):
        own = sorted((c for c in curves if c.set == name), key=lambda c: -c.loss)
        heads = "".join(f"{p.level:>8.0%}" for p in own[0].points)
        lines.append(f"{name}: chrF by share of places hit\n{'noise':16}{heads}    lost")
        lines += [f"{c.noise:16}{''.join(f'{p.value:8.2f}' for p in c.points)}{c.loss:8.2f}" for c in own]
        lines.append(f"  [{own[0].points[0].signature}]")
    return lines


def to_json(curves: Sequence[Curve]) -> str:
    """Return every point as JSON."""
    return json.dumps({"schema": "mt.eval.robustness/1", "curves": [asdict(c) for c in curves]}, indent=1) + "\n"


def to_page(curves: Sequence[Curve]) -> str:
    """Return the curves as one HTML page that needs no other file."""
    from mt.evaluation.page import frame

    figures = []
    for name in dict.fromkeys(c.set for c in curves):
        own = [c for c in curves if c.set == name]
        labels = [f"{p.level:.0%}" for p in own[0].points]
        values = [[p.value for p in c.points] for c in own]
        figures.append(plots.lines(f"{name}: chrF by share of places hit", labels, [c.noise for c in own], values))
    return frame("Robustness to noise", "".join(figures))
