"""Steps and bytes on standard error while a model is fetched."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

from mt.write import say

if TYPE_CHECKING:
    from rich.progress import Progress


class Show:
    """Called as ``show(step, done, total)`` in bytes: a bar on a terminal, else one line a step.

    >>> with Show(wanted=False) as show:
    ...     show("download", 1, 2)
    """

    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted
        self._step = ""
        self._bar: Progress | None = None

    def __enter__(self) -> Self:
        if self._wanted and sys.stderr is not None and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
            from rich.progress import TransferSpeedColumn as Speed

            columns = TextColumn("{task.description}"), BarColumn(), DownloadColumn(), Speed(), TimeRemainingColumn()
            self._bar = Progress(*columns, console=Console(stderr=True), redirect_stdout=False, redirect_stderr=False)
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def __call__(self, step: str, done: int, total: int) -> None:
        """Note that ``done`` of ``total`` bytes of ``step`` are there; total 0 when it has no count."""
        if step != self._step:
            self._step = step
            if self._bar:
                self._bar.add_task(step, total=total or None)
            elif self._wanted:
                say(f"mt: {step}{f', {total / 1e6:.1f} MB' if total else ''}")
        if self._bar:
            self._bar.update(self._bar.task_ids[-1], completed=done)
