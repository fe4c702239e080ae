"""How far many pages are: pages, failures, rate, time left."""

import time
from collections.abc import Callable

Show = Callable[[str, int, int], None]
"""Shows words, and how much of a total is done: :meth:`mt.progress.Bar.show`."""


class Meter:
    """Counts pages and gives ``show`` the words for it. ``total`` is the input's size in bytes, 0 for unknown.

    Pages are not counted beforehand, as that would mean to read every archive twice; the time left is
    reckoned from the bytes gone through.
    """

    def __init__(self, total: int = 0, *, show: Show = lambda *_: None) -> None:
        self._total, self._show = total, show
        self._pages = self._failed = self._bytes = self._passed = 0
        self._start = time.monotonic()

    def passed(self, weight: int) -> None:
        """Note an item that an earlier run did: it is gone through, but says nothing about the speed of this one."""
        self._passed += weight

    def done(self, pages: int, failed: int, weight: int) -> None:
        """Note pages that this run did."""
        self._pages += pages
        self._failed += failed
        self._bytes += weight
        words = describe(self._pages, self._failed, time.monotonic() - self._start, self._left())
        self._show(words, min(self._passed + self._bytes, self._total), self._total)

    def _left(self) -> float | None:
        """Seconds left, or None while nothing can be said."""
        if not (self._bytes and self._total):
            return None
        ahead = max(0, self._total - self._passed - self._bytes)
        return ahead * (time.monotonic() - self._start) / self._bytes


def describe(pages: int, failed: int, seconds: float, left: float | None) -> str:
    """Return the words beside the bar.

    >>> describe(1200, 3, 600.0, 5400.0)
    '1,200 pages, 3 failed, 2.0 a second, 1:30:00 left'
    """
    rate = pages / seconds if seconds > 0 else 0.0
    # Slow work is told by the minute: "0.0 a second" says nothing.
    speed = f"{rate:.1f} a second" if rate >= 1 else f"{rate * 60:.1f} a minute"
    parts = [f"{pages:,} pages", *([f"{failed:,} failed"] if failed else []), speed]
    if left is not None:
        minutes, rest = divmod(round(left), 60)
        hours, minutes = divmod(minutes, 60)
        parts.append(f"{hours}:{minutes:02}:{rest:02} left")
    return ", ".join(parts)
