"""Ctrl-C that is heard at once, even while an engine calculates, and SIGTERM that leaves nothing behind.

Python runs a signal's handler between two of its own instructions, but decoding one batch is a single
instruction that can take many seconds. So the bare signal also wakes a thread, which ends the process
when the ordinary :class:`KeyboardInterrupt` does not come through.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from .write import say

STOPPED = 130  # the exit code; 128 + SIGINT, as shells report it
TERMINATED = 143  # 128 + SIGTERM
_GRACE = 0.5  # seconds for the ordinary way, which closes files and pools properly


@contextmanager
def stoppable(clean_up: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Within the block, Ctrl-C ends the process with :data:`STOPPED` at the latest half a second later.

    ``clean_up`` is called before that happens. Use it around calculations only, never while a file is
    being written: it does not unwind the stack. Elsewhere than in the main thread of a POSIX system it does nothing.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    over = threading.Event()
    reader, wake = os.pipe()
    os.set_blocking(wake, False)
    before = signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    watcher = threading.Thread(target=_watch, args=(reader, over, clean_up), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        signal.set_wakeup_fd(before)
        os.close(wake)
        watcher.join()
        os.close(reader)


@contextmanager
def unwinding() -> Iterator[None]:
    """Within the block, SIGTERM ends the process with :data:`TERMINATED` as an exception would.

    By itself it ends a process on the spot: no ``finally`` runs, and temporary folders stay behind. Elsewhere than
    in the main thread this does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(*_: object) -> None:
        raise SystemExit(TERMINATED)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _watch(reader: int, over: threading.Event, clean_up: Callable[[], None]) -> None:
    while heard := os.read(reader, 1):
        # A handler of its own means that someone else decides what Ctrl-C does.
        ordinary = signal.getsignal(signal.SIGINT) is signal.default_int_handler
        if heard[0] == signal.SIGINT and ordinary and not over.wait(_GRACE):
            with suppress(Exception):
                clean_up()
            say("mt: stopped")
            os._exit(STOPPED)
