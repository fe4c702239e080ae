"""Requests that arrive together are translated together: one engine call for the sentences of many.

Nothing waits for company. While the engine decodes one batch, the next one gathers by itself.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from ..document import Translation
from ..engine import Progress, available_cores
from ..translate import Translator
from .texts import giving

# Characters of a batch, for each core: some 40 sentences, enough for full matrices. A long page
# is thereby decoded in turns with the short requests beside it.
_SHARE = 6_000
_LOOK = 0.25  # seconds after which a waiting caller is asked whether it still wants to wait


@dataclass(eq=False)  # two callers may ask for the same
class _Order:
    """The texts of one caller and what is done of them; guarded by the batcher's lock."""

    texts: Sequence[str]
    taken: int = 0
    done: list[Translation] = field(default_factory=list)
    error: Exception | None = None

    @property
    def over(self) -> bool:
        return self.error is not None or len(self.done) == len(self.texts)

    def beyond(self, count: int) -> bool:
        """Whether more than ``count`` texts are done, or there is nothing to wait for."""
        return self.over or len(self.done) > count

    def take(self, budget: int) -> tuple[Sequence[str], int]:
        """The next texts of about ``budget`` characters, at least one, and their characters."""
        start, size = self.taken, 0
        while self.taken < len(self.texts) and (self.taken == start or size < budget):
            size += len(self.texts[self.taken])
            self.taken += 1
        return self.texts[start : self.taken], size


class Batcher:
    """A :class:`~mt.translate.Translator` that many threads share; ``seen(texts)`` hears each batch's size.

    Callers get fair turns. When a batch fails, each caller's part is tried by itself, so that one caller's
    text cannot fail another's request.

    >>> from mt.testing import FakeTranslator
    >>> batcher = Batcher(FakeTranslator())
    >>> batcher.translate(["لا"])[0].text
    'la'
    >>> batcher.close()
    """

    def __init__(
        self, translator: Translator, *, characters: int = 0, seen: Callable[[int], None] = lambda _: None
    ) -> None:
        self._translator, self._seen = translator, seen
        self._characters = characters or _SHARE * available_cores()
        self._changed = threading.Condition()
        self._orders: list[_Order] = []
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="mt-batch", daemon=True)
        self._thread.start()

    @property
    def identity(self) -> Mapping[str, str] | None:
        """Name and digest of the model behind it."""
        return getattr(self._translator, "identity", None)

    @property
    def decoding(self) -> Any:
        """How hypotheses are searched, or None where the translator does not say."""
        return getattr(self._translator, "decoding", None)

    def translate(self, texts: Sequence[str], *, progress: Progress | None = None) -> list[Translation]:
        """Translate ``texts``, in order. ``progress`` is called in this thread, and also while waiting.

        An exception that it raises takes the texts out of the line, and goes on to the caller.
        """
        order = _Order(list(texts))
        with self._changed:
            if self._closed:
                raise RuntimeError("the batcher is closed")
            self._orders.append(order)
            self._changed.notify_all()
        try:
            return self._await(order, progress)
        finally:
            with self._changed:
                if order in self._orders:
                    self._orders.remove(order)

    def _await(self, order: _Order, progress: Progress | None) -> list[Translation]:
        over, count = order.over, 0
        while not over:
            with self._changed:
                self._changed.wait_for(partial(order.beyond, count), timeout=_LOOK)
                over, count = order.over, len(order.done)
            if progress:
                progress(count, len(order.texts))
        if order.error:
            raise order.error
        return order.done

    def giving(self, count: int) -> Translator | None:
        """Return the translator behind it, giving ``count`` alternatives; it makes no batches with others."""
        return giving(self._translator, count)

    def close(self) -> None:
        """Finish what was asked for, then end the thread."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._thread.join()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._orders or self._closed)
                if not self._orders:
                    return
                batch = self._take()
            self._translate(batch)

    def _take(self) -> list[tuple[_Order, Sequence[str]]]:
        """A fair share of every order, oldest first, and the rest of the room to whoever has more."""
        batch: list[tuple[_Order, Sequence[str]]] = []
        room, share = self._characters, self._characters // len(self._orders)
        for budget in (share, self._characters):
            for order in self._orders:
                if room > 0 and order.taken < len(order.texts):
                    texts, size = order.take(min(budget, room))
                    batch.append((order, texts))
                    room -= size
        # The oldest goes to the end of the line, so that nobody is always last.
        self._orders = [order for order in self._orders if order.taken < len(order.texts)]
        self._orders = self._orders[1:] + self._orders[:1]
        return batch

    def _translate(self, batch: list[tuple[_Order, Sequence[str]]]) -> None:
        flat = [text for _, texts in batch for text in texts]
        self._seen(len(flat))
        try:
            done = iter(self._translator.translate(flat))
            self._deliver([(order, [next(done) for _ in texts]) for order, texts in batch])
        except Exception as error:
            if len(batch) > 1:
                for part in batch:
                    self._translate([part])
            else:
                with self._changed:
                    batch[0][0].error = error
                    if batch[0][0] in self._orders:
                        self._orders.remove(batch[0][0])
                    self._changed.notify_all()

    def _deliver(self, results: list[tuple[_Order, list[Translation]]]) -> None:
        with self._changed:
            for order, translations in results:
                order.done += translations
            self._changed.notify_all()
