"""Windows to records: in this process, or spread over several, each with its own engines and one thread.

However many there are, the results come in the order of the windows, so that the same input gives the same
parts; and no more windows are read ahead than keep every process busy.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from itertools import chain
from multiprocessing import get_context, parent_process

from ..errors import ModelError
from .inputs import Item
from .window import Begun, Engines, Planned, Record, Window, finish, plan, record, records, translate

Load = Callable[[], Engines]
"""Loads the engines; must be picklable where there is more than one process."""

Done = tuple[Window, list[Record]]
DIED = "the process that worked on this page died: out of memory, or a crash"
_AHEAD = 2  # windows for each process: one being worked on, one ready


def here(windows: Iterable[Window], engines: Engines) -> Iterator[Done]:
    """Work in this process.

    While one window is translated, a second thread reads the next: an engine's own threads need nothing of Python's, so
    that costs no time as long as a core is free. Each window is given out before the next is translated, so that
    whatever ends the run, only that one has to be done again.
    """
    with ThreadPoolExecutor(max_workers=1) as beside:
        begun: Future[Begun[Planned]] | None = None
        for window in chain(windows, (None,)):
            following = beside.submit(plan, window, engines) if window else None
            if begun:
                done = translate(begun.result(), engines)
                yield done.window, finish(done, engines)
            begun = following


class Pool:
    """``count`` processes; use it as a context, whose end leaves none of them behind.

    A window whose process dies (killed for its memory, a crash in an engine) is done again as it was, then page by
    page, and a page that a process dies of is recorded as failed.
    """

    def __init__(self, load: Load, count: int) -> None:
        self._load, self._count = load, count
        self._executor = self._start()

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def run(self, windows: Iterable[Window]) -> Iterator[Done]:
        """Yield every window with its records, in order. Raises :class:`~mt.errors.ModelError` from loading."""
        pending: deque[tuple[Window, Future[list[Record]]]] = deque()
        for window in windows:
            pending.append((window, self._submit(window)))
            if len(pending) >= self._count * _AHEAD:
                yield self._next(pending)
        while pending:
            yield self._next(pending)

    def processes(self) -> list[int]:
        """The ids of the processes that there are now."""
        return list(self._executor._processes or {})

    def _next(self, pending: deque[tuple[Window, "Future[list[Record]]"]]) -> Done:
        window, future = pending.popleft()
        try:
            return window, future.result()
        except BrokenProcessPool:
            # One death breaks the pool for all: whose fault it was shows when each window works alone.
            self._restart()
            done = self._again(window)
            again = [(other, future if _finished(future) else self._submit(other)) for other, future in pending]
            pending.clear()
            pending.extend(again)
            return window, done

    def _again(self, window: Window) -> list[Record]:
        """As it was, so that a process killed from outside changes no record; else page by page."""
        try:
            return self._submit(window).result()
        except BrokenProcessPool:
            self._restart()
            return [self._alone(item) for item in window]

    def _alone(self, item: Item) -> Record:
        try:
            return self._submit((item,)).result()[0]
        except BrokenProcessPool:
            self._restart()
            return record(item, ModelError(DIED))

    def _submit(self, window: Window) -> "Future[list[Record]]":
        with _undisturbed():  # here processes are started
            try:
                return self._executor.submit(_work, window)
            except BrokenProcessPool:
                self._restart()
                return self._executor.submit(_work, window)

    def _start(self) -> ProcessPoolExecutor:
        # Not forked: an engine's threads do not survive that. The engines are loaded once a process.
        return ProcessPoolExecutor(
            self._count, mp_context=get_context("spawn"), initializer=_begin, initargs=(self._load,)
        )

    def _restart(self) -> None:
        self._stop()
        self._executor = self._start()

    def _stop(self) -> None:
        # First the processes: the executor's own thread then sees a broken pool and closes its queues itself.
        # Shut down without waiting, it would go on writing to queues that are closed under it.
        for process in list((self._executor._processes or {}).values()):
            process.terminate()
        self._executor.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C is heard after the block; a process started within it never hears any, not even while it is starting.

    Ctrl-C is for the first process, which ends the others. They would print a traceback each.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _finished(future: "Future[list[Record]]") -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


_engines: list[Engines | Exception] = []


def _begin(load: Load) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where the first process could not keep it away
    threading.Thread(target=_outlive_nobody, daemon=True).start()
    try:
        _engines.append(load())
    except Exception as error:  # raised here it would only be a broken pool to the first process
        _engines.append(error)


def _outlive_nobody() -> None:
    """End with the first process, even when that was killed and could tell nobody."""
    parent = parent_process()
    if parent:
        with suppress(OSError):
            parent.join()
        os._exit(1)


def _work(window: Window) -> list[Record]:
    engines = _engines[0]
    if isinstance(engines, Exception):
        raise engines
    return records(window, engines)
