"""How fast a system is beside a reference engine, in the same run and so on the same machine.

A time alone says as much of the machine as of the system; a ratio of two engines that took turns on
the same sentences says mostly what changed.
"""

import statistics
import time
from collections.abc import Sequence
from typing import Any

from mt.errors import UsageError
from mt.evaluation.run import System
from mt.evaluation.sets import EvalSet

SENTENCES = 64  # enough for an engine to batch, few enough to take seconds
ROUNDS = 3  # the median of three turns ignores one disturbance


def time_beside(system: System, reference: System, sets: Sequence[EvalSet]) -> dict[str, Any]:
    """Return seconds of both engines for the same sentences and ``ratio``: how many times as fast the system is.

    Raises :class:`UsageError` when the sets hold nothing to translate.
    """
    texts = [
        s.source for part in sets if part.card.kind in {"translation", "challenge"} for s in part.segments
        if s.item.get("kind") != "page"
    ][:SENTENCES]  # fmt: skip
    if not texts:
        raise UsageError("timing needs a translation or challenge set; add one with --set")
    turns: dict[str, list[float]] = {"system": [], "reference": []}
    for engine in (system, reference):
        engine.translator.translate(texts[:8])  # what is done once is no part of the speed
    for _ in range(ROUNDS):
        for role, engine in (("reference", reference), ("system", system)):
            begin = time.perf_counter()
            engine.translator.translate(texts)
            turns[role].append(time.perf_counter() - begin)
    own, other = statistics.median(turns["system"]), statistics.median(turns["reference"])
    return {
        "reference": reference.name,
        "reference_seconds": round(other, 4),
        "system_seconds": round(own, 4),
        "sentences": len(texts),
        "ratio": round(other / own, 4),
    }
