"""The quality gate: a pure function of two runs, the accepted baseline and the new one.

It reads no model and no clock. A large drop fails by itself, a smaller one when it is also unlikely
to be chance: "only if significant" would pass every regression on a small set.
"""

import math
from dataclasses import dataclass, field

from mt.errors import InputError
from mt.evaluation.metrics import METRICS, Rows
from mt.evaluation.runfile import Run, SetResult
from mt.evaluation.significance import Chance, compare_rows, format_p


@dataclass(frozen=True, slots=True)
class Limit:
    """Points that a score may lose: ``allowed`` when it may be chance too, ``fatal`` never."""

    allowed: float
    fatal: float

    def of_size(self, segments: int) -> "Limit":
        """Return the limit for a set of so many segments.

        ``fatal`` is meant for 400 and more; on a smaller set it is wider, as the interval of a mean is, or
        chance alone would fail a page of a dozen paragraphs.
        """
        return Limit(self.allowed, self.fatal * max(1.0, math.sqrt(400 / segments)))


@dataclass(frozen=True, slots=True)
class Policy:
    """What the gate asks for. The defaults suit a set of some hundred sentences.

    ``faults`` is how many more faults of a kind than the baseline are let pass. ``min_speed_ratio`` is the
    least speed relative to the reference engine timed in the same run; 0 asks for no timing.
    """

    limits: dict[str, Limit] = field(
        default_factory=lambda: {
            "chrf": Limit(0.5, 2.0),
            "bleu": Limit(1.0, 4.0),
            "rouge1": Limit(2.0, 10.0),
            "rougeLsum": Limit(2.0, 10.0),
            "passes": Limit(1.0, 5.0),
        }
    )
    faults: dict[str, int] = field(default_factory=lambda: {"loop": 0, "number": 0, "empty": 0, "arabic": 0})
    alpha: float = 0.05
    trials: int = 1000
    seed: int = 0
    min_speed_ratio: float = 0.0


@dataclass(frozen=True, slots=True)
class Check:
    """One line of a verdict. ``items`` names the segments or items that broke it."""

    set: str
    name: str
    passed: bool
    detail: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """All checks in order; it passes when each does."""

    baseline: str
    run: str
    checks: tuple[Check, ...]

    @property
    def passed(self) -> bool:
        """Say whether every check passed."""
        return all(check.passed for check in self.checks)


def judge_drop(drop: float, p_value: float, limit: Limit, *, alpha: float = 0.05) -> tuple[bool, str]:
    """Return whether a drop may pass, and why.

    >>> judge_drop(0.7, 0.30, Limit(allowed=0.5, fatal=2.0))
    (True, 'drop 0.70 (allowed 0.50), but it may be chance (p=0.300)')
    """
    if math.isnan(drop):
        return False, "the score is no number"
    if drop >= limit.fatal:
        return False, f"drop {drop:.2f} reaches {limit.fatal:.2f}, whatever the chance"
    if drop <= limit.allowed:
        return True, f"drop {drop:.2f} (allowed {limit.allowed:.2f})" if drop > 0 else f"gain {-drop:.2f}"
    if p_value < alpha:
        return False, f"drop {drop:.2f} exceeds {limit.allowed:.2f} and is no chance ({format_p(p_value)})"
    return True, f"drop {drop:.2f} (allowed {limit.allowed:.2f}), but it may be chance ({format_p(p_value)})"


def judge(baseline: Run, run: Run, policy: Policy = Policy()) -> Verdict:
    """Hold ``run`` against ``baseline``.

    Raises :class:`InputError` when the two are not comparable: other sets, segments or scorer settings.
    A set that only the new run has is not judged.
    """
    if not baseline.sets:
        raise InputError("the baseline has no sets: it would pass anything. Accept a run that has some")
    checks: list[Check] = []
    for old in baseline.sets:
        new = run.set(old.name)
        if new is None:
            raise InputError(f"the run has no set {old.name!r}, which the baseline has; run it with --set {old.name}")
        _require_comparable(old, new)
        checks += _judge_scores(old, new, policy)
        checks += _judge_items(old, new, policy)
        checks += _judge_faults(old, new, policy)
    checks += _judge_speed(run, policy)
    return Verdict(baseline.system, run.system, tuple(checks))


def _require_comparable(old: SetResult, new: SetResult) -> None:
    if old.signature != new.signature:
        raise InputError(
            f"not comparable: {old.signature} / {new.signature}. Accept a new baseline with `mt eval accept`"
        )
    if [r.id for r in old.results] != [r.id for r in new.results]:
        raise InputError(f"{old.name}: the two runs do not hold the same segments; run the set anew")
    for score in old.scores:
        other = new.score(score.metric)
        if other is None:
            raise InputError(f"{old.name}: the run has no {score.metric}, which the baseline has")
        if other.signature != score.signature:
            raise InputError(
                f"not comparable: {score.signature} / {other.signature}. Use the same tools, or accept a new baseline"
            )


def _judge_scores(old: SetResult, new: SetResult, policy: Policy) -> list[Check]:
    checks = []
    for score in old.scores:
        if score.metric in policy.limits:
            rows = next(s.rows for s in new.scores if s.metric == score.metric)
            checks.append(_judge_rows(old.name, score.metric, (score.rows, rows), policy))
    return checks


def _judge_rows(name: str, metric: str, rows: tuple[Rows, Rows], policy: Policy, *, of: str = "") -> Check:
    found = compare_rows(of or metric, *rows, Chance(policy.seed, policy.trials, shuffles=0))
    drop = -found.value if METRICS[of or metric].higher_is_better else found.value
    passed, reason = judge_drop(
        drop, found.p_bootstrap, policy.limits[metric].of_size(len(rows[0])), alpha=policy.alpha
    )
    return Check(name, metric, passed, f"{found.first:.2f} -> {found.second:.2f}: {reason}")


def _judge_items(old: SetResult, new: SetResult, policy: Policy) -> list[Check]:
    """Protected categories lose nothing; all together may not lose much."""
    if not any(r.category for r in old.results):
        return []
    checks = []
    for category in old.protected:
        pairs = [(a, b) for a, b in zip(old.results, new.results, strict=True) if a.category == category]
        lost = tuple(b.id for a, b in pairs if b.wrong and not a.wrong)
        now = f"{sum(not b.wrong for _, b in pairs)} of {len(pairs)} pass"
        detail = f"{now}, {len(lost)} no longer" if lost else now
        checks.append(Check(old.name, f"items: {category}", not lost, detail, lost))
    if "passes" in policy.limits:
        # A pass is a score of 0 or 100 a segment, which is what a rouge row is.
        rows = tuple([[0.0 if r.wrong else 100.0] for r in part.results] for part in (old, new))
        checks.append(_judge_rows(old.name, "passes", (rows[0], rows[1]), policy, of="rouge1"))
    return checks


def _judge_faults(old: SetResult, new: SetResult, policy: Policy) -> list[Check]:
    checks = []
    for kind, allowance in policy.faults.items():
        before, after = (sum(kind in r.faults for r in part.results) for part in (old, new))
        gained = tuple(
            b.id for a, b in zip(old.results, new.results, strict=True) if kind in b.faults and kind not in a.faults
        )
        passed = after <= before + allowance
        detail = f"{before} -> {after}" + (f" (allowed {before + allowance})" if not passed else "")
        checks.append(Check(old.name, f"fault: {kind}", passed, detail, () if passed else gained))
    return checks


def _judge_speed(run: Run, policy: Policy) -> list[Check]:
    if not policy.min_speed_ratio:
        return []
    ratio = run.speed.get("ratio")
    if ratio is None:
        raise InputError("the run was not timed beside a reference engine; run it with --reference-engine NAME")
    reference = run.speed.get("reference", "the reference")
    detail = f"{ratio:.2f} times the speed of {reference} (at least {policy.min_speed_ratio:.2f})"
    return [Check("all", "speed", ratio >= policy.min_speed_ratio, detail)]
