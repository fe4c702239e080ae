"""A run to lines for people. The comparison of several runs is in :mod:`mt.evaluation.compare`."""

from collections import defaultdict

from mt.evaluation.runfile import Run, SetResult

_NUMBERS = ("with_digits", "number_errors")


def score_lines(run: Run) -> list[str]:
    """Return the scores of a run with their signatures, its faults, and its challenge passes."""
    lines = []
    for part in run.sets:
        speed = f", {len(part.results) / part.seconds:.1f} segments a second" if part.seconds else ""
        lines.append(f"{part.name}: {len(part.results)} segments{speed}")
        lines += [f"  {score}" for score in part.scores]
        faults = [f"{k.partition(':')[2]} {int(v)}" for k, v in part.counts.items() if k.startswith("fault:") and v]
        lines.append("  faults: " + (", ".join(faults) or "none found"))
        lines += _number_line(part)
        others = [f"{k} {v:g}" for k, v in part.counts.items() if not k.startswith("fault:") and k not in _NUMBERS]
        lines += [f"  {', '.join(others)}"] if others else []
        lines += [f"  {name:22} {passed:4} of {total}" for name, (passed, total) in pass_rates(part).items()]
    return lines


def _number_line(part: SetResult) -> list[str]:
    """The share of the segments with digits that lost a number; nothing where there are none."""
    of, wrong = (int(part.counts.get(name, 0)) for name in _NUMBERS)
    return [f"  numbers: {wrong} of {of} segments with digits lose one ({100 * wrong / of:.1f} %)"] if of else []


def pass_rates(part: SetResult) -> dict[str, tuple[int, int]]:
    """Return items passed and items asked in each category of a challenge set, by name."""
    counts: dict[str, list[bool]] = defaultdict(list)
    for result in part.results:
        if result.category:
            counts[result.category].append(not result.wrong)
    return {name: (sum(passes), len(passes)) for name, passes in sorted(counts.items())}
