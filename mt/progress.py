"""A progress bar on standard error, for people who wait: late, and only on a terminal."""

import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress

_DELAY = 1.0  # seconds; a bar that flashes by is noise


class Bar:
    """Shows how many sentences are done; called as ``progress(done, total)``. For other work see :meth:`show`.

    Nothing is shown unless ``wanted`` and standard error is a terminal, nor before the work took a second.
    Afterwards the bar is wiped away.

    >>> with Bar(wanted=False) as progress:
    ...     progress(1, 2)
    """

    def __init__(self, *, wanted: bool) -> None:
        terminal = sys.stderr is not None and sys.stderr.isatty()
        self.wanted = wanted and terminal
        self._timer = threading.Timer(_DELAY, self._start) if self.wanted else None
        self._lock = threading.Lock()
        self._state = ("working", 0, 0)
        self._bar: Progress | None = None
        self._over = False

    def __enter__(self) -> Self:
        if self._timer:
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Wipe the bar away, from whatever thread; a second time changes nothing."""
        with self._lock:
            self._over = True
        if self._timer:
            self._timer.cancel()
        if self._bar:
            self._bar.stop()

    def __call__(self, done: int, total: int) -> None:
        """Note that ``done`` of ``total`` sentences are translated."""
        self.show(f"sentence {done} of {total}" if done < total else "summing up" if total else "working", done, total)

    def show(self, words: str, done: int, total: int) -> None:
        """Note that ``done`` of ``total`` of anything is done, 0 for an unknown total, and what to write beside it."""
        with self._lock:
            self._state = words, done, total
            self._update()

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=24), TimeElapsedColumn()
        bar = Progress(
            *columns, console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False
        )
        with self._lock:
            # The work may have ended while rich was being imported.
            if self._over:
                return
            self._bar = bar
            bar.add_task("", total=None)
            self._update()
            bar.start()

    def _update(self) -> None:
        if self._bar:
            words, done, total = self._state
            self._bar.update(self._bar.task_ids[0], description=words, completed=done, total=total or None)
