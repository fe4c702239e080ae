"""What every call of the API uses: the engines, the gate, the limits, the keys, the counters."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from .. import pipeline
from ..document import Digest, Summary
from ..summarize import Summarizer, Wanted
from ..translate import Translator
from . import files
from .batching import Batcher
from .gate import Gate, Ticket
from .growing import Stoppable, Tell, grow
from .keys import Keys
from .limits import Limits
from .meters import Meters
from .refusals import Refusal
from .shelf import Shelf
from .texts import variants

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.strategies import RateLimiter


@dataclass(frozen=True)
class Caller:
    """Who asks: the name of the key, or the address."""

    name: str
    known: bool


class Service:
    """One loaded engine and its rules. Close it when no request can come any more.

    ``keys`` None lets everybody in.
    """

    def __init__(
        self, translator: Translator, summarizer: Summarizer, *, limits: Limits = Limits(), keys: Keys | None = None
    ) -> None:
        self.limits, self.keys, self.summarizer = limits, keys, summarizer
        self.gate = Gate(running=limits.running, waiting=limits.waiting, seconds=limits.seconds)
        self.file_gate = Gate(running=limits.files, waiting=4 * limits.files, seconds=limits.seconds)
        self.meters = Meters(self.gate, self.file_gate)
        self.translator = Batcher(translator, workers=limits.workers, seen=self.meters.batched)
        self.shelf = Shelf()
        self._rate = _rate(limits.rate)

    @property
    def busy(self) -> bool:
        """Whether a request is being worked on or waits."""
        return self.gate.admitted + self.file_gate.admitted > 0

    def admit(self, key: str, address: str) -> Caller:
        """Return who calls. Raises a 403 or 429 :class:`~mt.server.refusals.Refusal`."""
        name = self.keys.name_of(key) if self.keys and key else None
        if self.keys and name is None:
            raise Refusal(403, "Invalid API key" if key else "An API key is needed: ask the server's operator for one")
        caller = Caller(name or address, name is not None)
        if self._rate:
            limiter, item = self._rate
            if not limiter.hit(item, caller.name):
                reset = limiter.get_window_stats(item, caller.name).reset_time
                wait = max(1, round(reset - time.time()))
                raise Refusal(429, "Slowdown: too many requests, try again later", retry_after=wait)
        return caller

    def measure(self, texts: Sequence[str]) -> None:
        """Count the characters of a request. Raises a 413 :class:`~mt.server.refusals.Refusal` for too many."""
        size = sum(map(len, texts))
        if size > self.limits.characters:
            limit = self.limits.characters
            raise Refusal(413, f"Invalid request: {size} characters exceed the limit of {limit}; split the text")
        if len(texts) > self.limits.texts:
            raise Refusal(413, f"Invalid request: {len(texts)} texts exceed the limit of {self.limits.texts}")
        self.meters.admitted(size)

    def variants(self, texts: Sequence[str], count: int, ticket: Ticket) -> list[list[str]]:
        """Translate texts, and ``count`` times in other words, where the translator has other words."""
        able = self.translator.giving(count) if count else None
        return list(variants(texts, translator=able or self.translator, count=count, progress=ticket))

    def translate_file(self, data: bytes, kind: str, ticket: Ticket) -> bytes:
        """Translate a document of the format ``kind`` into one of the same."""
        return files.translate_file(data, kind, self.translator, ticket, self.limits)

    def digest(self, text: str, ticket: Ticket, *, settings: pipeline.Settings, tell: Tell | None = None) -> Digest:
        """Make a digest, unless the ticket stops it; ``tell`` hears of its parts as they are done."""
        make = partial(grow, tell=tell) if tell else pipeline.digest
        translator = Stoppable(self.translator, ticket)
        digest = make(text, translator=translator, summarizer=self.summarizer, settings=settings)
        self.meters.digested(digest)
        return digest

    def summarize(self, text: str, ticket: Ticket, *, wanted: Wanted) -> Summary:
        """Summarize an English text."""
        ticket.check()
        return self.summarizer.summarize(text, wanted=wanted)

    def close(self) -> None:
        """Finish what runs and end all threads."""
        self.gate.close()
        self.file_gate.close()
        self.translator.close()


def _rate(per_minute: int) -> "tuple[RateLimiter, RateLimitItem] | None":
    if not per_minute:
        return None
    from limits import RateLimitItemPerMinute
    from limits.storage import MemoryStorage
    from limits.strategies import MovingWindowRateLimiter

    return MovingWindowRateLimiter(MemoryStorage()), RateLimitItemPerMinute(per_minute)
