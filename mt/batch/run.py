"""The whole way of many pages: items in, those left to do into windows, records out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from .inputs import Item
from .output import Output
from .progress import Meter
from .window import Room, Window, windows
from .workers import Done

Work = Callable[[Iterable[Window]], Iterator[Done]]
"""Makes records of windows, in order, and reads no further ahead than it needs."""


@dataclass(frozen=True)
class Made:
    """How many records a run made, and the message of the first that failed, empty if none did."""

    pages: int
    failure: str = ""


def run(items: Iterable[Item], output: Output, work: Work, *, meter: Meter, room: Room = Room()) -> Made:
    """Make a record of every item that ``output`` does not have yet.

    May be stopped in any way at any moment and called again: nothing is lost, and nothing done twice but
    the windows that were in work. Raises :class:`~mt.errors.OutputError`, and what ``work`` raises.
    """
    made, first = 0, ""
    for window, records in work(_left(windows(items, room), output, meter)):
        output.add(records)
        made += len(records)
        failures = [record["error"]["message"] for record in records if record["status"] == "failed"]
        first = first or next(iter(failures), "")
        meter.done(len(records), len(failures), sum(item.weight for item in window))
    return Made(made, first)


def _left(all_windows: Iterable[Window], output: Output, meter: Meter) -> Iterator[Window]:
    """What is left of each window.

    Windows are cut from the whole input, as if nothing were done, and are kept whole or not at all: company in a
    batch changes the last digits of a score, so other windows would make a resumed run differ from one that
    was not stopped.
    """
    for window in all_windows:
        left = tuple(item for item in window if item.place not in output)
        meter.passed(sum(item.weight for item in window) - sum(item.weight for item in left))
        if left:
            yield left
