"""A run that was accepted, with the reason: what the gate holds later runs against."""

import time
from dataclasses import replace
from pathlib import Path

from mt.errors import UsageError
from mt.evaluation.runfile import Run, write_run


def accept(run: Run, path: Path, *, reason: str) -> Run:
    """Write ``run`` as the baseline ``path`` and return it as written.

    The file is meant to be reviewed like code: the gate itself never writes one. Raises
    :class:`UsageError` without a reason, :class:`~mt.errors.OutputError` when it cannot be written.
    """
    if len(reason.split()) < 2:
        raise UsageError("say in a few words why this run is the new baseline: --reason '...'")
    # Timing belongs to one machine and one hour; a baseline is compared on other machines.
    accepted = replace(
        run,
        speed={},
        sets=tuple(replace(part, seconds=0.0) for part in run.sets),
        accepted={"reason": reason, "date": time.strftime("%Y-%m-%d", time.gmtime()), "digest": run.digest},
    )
    write_run(accepted, path)
    return accepted
