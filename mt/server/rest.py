"""Engines that give their memory back when nobody uses them, and are loaded again for the next request.

A server that is asked a few times a day then takes some tens of megabytes instead of some hundreds; the first
request after a rest waits for the models, a second or so with those that come with the package.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from functools import partial
from typing import Any

from ..document import Summary, Translation
from ..load import trim
from ..summarize import Summarizer
from ..translate import Translator
from .texts import giving

Engines = tuple[Translator, Summarizer]


class Rest:
    """Holds what ``load()`` gives until nobody used it for ``seconds``; its two engines stand for the real ones.

    ``forget()`` is called on letting go, for whoever else holds the engines. Raises what ``load()`` raises,
    at once: a server that cannot work should not start.

    >>> from mt.testing import FakeSummarizer, FakeTranslator
    >>> rest = Rest(lambda: (FakeTranslator(), FakeSummarizer()), seconds=0)
    >>> rest.let_go(), rest.awake
    (True, False)
    >>> rest.translator.translate(["لا"])[0].text, rest.awake
    ('la', True)
    """

    def __init__(
        self,
        load: Callable[[], Engines],
        *,
        seconds: float,
        forget: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._load, self._seconds, self._forget, self._clock = load, seconds, forget, clock
        self._lock = threading.Lock()
        self._users, self._used = 0, clock()
        self._engines: Engines | None = load()
        self.translator: Translator = _RestingTranslator(self, self._engines[0])
        self.summarizer: Summarizer = _RestingSummarizer(self, self._engines[1])
        self._over = threading.Event()

    @property
    def awake(self) -> bool:
        """Whether the engines are loaded."""
        return self._engines is not None

    @contextmanager
    def engines(self) -> Iterator[Engines]:
        """The real engines, loaded again if need be, and not let go within the block."""
        with self._lock:
            self._engines = engines = self._engines or self._load()
            self._users += 1
        try:
            yield engines
        finally:
            del engines
            with self._lock:
                self._users -= 1
                self._used = self._clock()

    def let_go(self) -> bool:
        """Let the engines go if nobody used them for long enough; return whether they were let go now."""
        with self._lock:
            if self._engines is None or self._users or self._clock() - self._used < self._seconds:
                return False
            self._engines = None
            self._forget()
            trim()
            return True

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Let the engines go in time, in a thread of its own, as long as the block lasts."""
        thread = threading.Thread(target=self._watch, name="mt-rest", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()

    def _watch(self) -> None:
        while not self._over.wait(min(60.0, self._seconds / 4)):
            self.let_go()


class _Resting:
    """What stays of an engine while it rests: its name and how it decodes."""

    def __init__(self, rest: Rest, engine: object) -> None:
        self._rest = rest
        self.identity = getattr(engine, "identity", None)
        self.decoding = getattr(engine, "decoding", None)


class _RestingTranslator(_Resting):
    _alternatives = 0

    def translate(self, texts: Sequence[str], **options: Any) -> list[Translation]:
        with self._rest.engines() as (translator, _):
            able = giving(translator, self._alternatives) if self._alternatives else None
            return (able or translator).translate(texts, **options)

    def giving(self, count: int) -> "_RestingTranslator":
        other = copy(self)
        other._alternatives = count
        return other


class _RestingSummarizer(_Resting):
    def __init__(self, rest: Rest, engine: object) -> None:
        super().__init__(rest, engine)
        # Whatever else the real one can do: callers look whether it has the method.
        for name in dir(engine):
            if not name.startswith("_") and callable(getattr(engine, name)):
                setattr(self, name, partial(self._ask, name))

    def summarize(self, text: str, **options: Any) -> Summary:
        with self._rest.engines() as (_, summarizer):
            return summarizer.summarize(text, **options)

    def _ask(self, name: str, *args: Any, **options: Any) -> Any:
        with self._rest.engines() as (_, summarizer):
            return getattr(summarizer, name)(*args, **options)
