"""Admission: so many requests run, so many wait, the rest are told when to come back.

A request's work runs in a thread. It keeps its place until that thread is done, also when its client
went away or its time is over: otherwise abandoned work would pile up behind the limit.
"""

import asyncio
import math
import threading
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Generic, TypeVar

from .refusals import Refusal, Stopped

T = TypeVar("T")

_LOOK = 0.25  # seconds between two looks whether the client is still there


class Ticket:
    """Permission to work, until it is taken back or its time is over; given to the work itself."""

    def __init__(self, seconds: float) -> None:
        self.deadline = time.monotonic() + seconds
        self._stop = threading.Event()

    def stop(self) -> None:
        """Take the permission back."""
        self._stop.set()

    @property
    def over(self) -> bool:
        """Whether its time has run out."""
        return time.monotonic() > self.deadline

    def check(self) -> None:
        """Raise :class:`~mt.server.refusals.Stopped` unless work may go on."""
        if self._stop.is_set() or self.over:
            raise Stopped("the work was given up")

    def __call__(self, done: int, total: int) -> None:
        """A progress callback that reports nothing and stops the work in time."""
        self.check()


class Job(Generic[T]):
    """One admitted piece of work."""

    def __init__(self, future: "Future[T]", ticket: Ticket) -> None:
        self.future, self.ticket = future, ticket

    def stop(self) -> None:
        """Give the work up: at once when it has not begun, else at its next check."""
        self.ticket.stop()
        self.future.cancel()

    async def result(self, gone: Callable[[], Awaitable[bool]] | None = None) -> T:
        """Wait for the work. Raises what it raised, or Stopped when ``gone()`` or its time is over."""
        loop, ended = asyncio.get_running_loop(), asyncio.Event()

        def tell(_: object) -> None:
            with suppress(RuntimeError):  # the loop was closed meanwhile
                loop.call_soon_threadsafe(ended.set)

        self.future.add_done_callback(tell)
        try:
            while not self.future.done():
                with suppress(TimeoutError):
                    await asyncio.wait_for(ended.wait(), _LOOK)
                if self.ticket.over or (gone and await gone()):
                    break
        finally:
            self.stop()  # which changes nothing once it is done
        if not self.future.done() or self.future.cancelled():
            raise Stopped("the work was given up")
        return self.future.result()


class Gate:
    """Runs work in ``running`` threads, lets ``waiting`` more wait, gives each ``seconds`` from its admission.

    >>> gate = Gate(running=1, waiting=0, seconds=5)
    >>> gate.call(lambda ticket: 2 + 2)
    4
    """

    def __init__(self, *, running: int, waiting: int, seconds: float) -> None:
        self.places, self._threads, self._seconds = running + waiting, running, seconds
        self._pool = ThreadPoolExecutor(running, thread_name_prefix="mt-work")
        self._lock = threading.Lock()
        self._usual = 1.0  # seconds of one request, a running mean
        self.admitted = 0
        self.running = 0

    def start(self, work: Callable[[Ticket], T]) -> Job[T]:
        """Admit ``work``. Raises a 503 :class:`~mt.server.refusals.Refusal` when every place is taken."""
        with self._lock:
            if self.admitted >= self.places:
                wait = min(60, max(1, math.ceil(self._usual * self.admitted / self._threads)))
                raise Refusal(503, "The server is busy: try again in a moment", retry_after=wait)
            self.admitted += 1
        ticket = Ticket(self._seconds)
        try:
            future = self._pool.submit(self._run, work, ticket)
        except RuntimeError as error:  # the pool was shut down
            self._leave(None)
            raise Refusal(503, "The server is shutting down: try again in a moment", retry_after=5) from error
        future.add_done_callback(self._leave)
        return Job(future, ticket)

    async def run(self, work: Callable[[Ticket], T], *, gone: Callable[[], Awaitable[bool]] | None = None) -> T:
        """Admit ``work`` and wait for its result without blocking the event loop."""
        return await self.start(work).result(gone)

    def call(self, work: Callable[[Ticket], T]) -> T:
        """Admit ``work`` and block until its result; for callers that are threads themselves."""
        job = self.start(work)
        try:
            return job.future.result(timeout=self._seconds + 1)
        except (TimeoutError, CancelledError) as error:
            raise Stopped("the work was given up") from error
        finally:
            job.stop()

    def close(self) -> None:
        """Finish what is running, drop what waits, take nothing more."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _run(self, work: Callable[[Ticket], T], ticket: Ticket) -> T:
        start = time.monotonic()
        with self._lock:
            self.running += 1
        try:
            ticket.check()
            return work(ticket)
        finally:
            with self._lock:
                self.running -= 1
                self._usual += 0.1 * (time.monotonic() - start - self._usual)

    def _leave(self, _: object) -> None:
        with self._lock:
            self.admitted -= 1
