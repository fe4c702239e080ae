"""How far many pages are, on standard error and on a terminal only: pages, failures, rate, time left."""

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress


class Meter:
    """A line that is redrawn in place and wiped away at the end. ``total`` is the input's size in bytes.

    Pages are not counted beforehand, as that would mean to read every archive twice; the time left is
    reckoned from the bytes gone through.
    """

    def __init__(self, total: int, *, shown: bool) -> None:
        self._total, self._shown = total, shown
        self._pages = self._failed = self._bytes = self._passed = 0
        self._start = time.monotonic()
        self._bar: Progress | None = None

    def __enter__(self) -> Self:
        if not self._shown:
            return self
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

        columns = BarColumn(bar_width=24), TaskProgressColumn(), TextColumn("{task.description}")
        self._bar = Progress(
            *columns, console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False
        )
        self._bar.add_task("loading", total=self._total or None)
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Wipe the line away, from whatever thread."""
        if self._bar:
            self._bar.stop()

    def passed(self, weight: int) -> None:
        """Note an item that an earlier run did: it is gone through, but says nothing about the speed of this one."""
        self._passed += weight

    def done(self, pages: int, failed: int, weight: int) -> None:
        """Note pages that this run did."""
        self._pages += pages
        self._failed += failed
        self._bytes += weight
        if self._bar:
            words = describe(self._pages, self._failed, time.monotonic() - self._start, self._left())
            self._bar.update(self._bar.task_ids[0], description=words, completed=self._passed + self._bytes)

    def _left(self) -> float | None:
        """Seconds left, or None while nothing can be said."""
        if not self._bytes:
            return None
        ahead = max(0, self._total - self._passed - self._bytes)
        return ahead * (time.monotonic() - self._start) / self._bytes


def wanted() -> bool:
    """Whether standard error is a terminal."""
    return sys.stderr is not None and sys.stderr.isatty()


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
