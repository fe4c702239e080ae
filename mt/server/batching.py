"""Requests that arrive together are translated together: one engine call for the sentences of many.

Nothing waits for company. While the engine decodes one batch, the next one gathers by itself.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
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
    """The texts of one caller and what is done of them, in order; guarded by the batcher's lock."""

    texts: Sequence[str]
    taken: int = 0
    done: list[Translation] = field(default_factory=list)
    early: dict[int, list[Translation]] = field(default_factory=dict)  # by their place; those before are not done yet
    error: Exception | None = None

    @property
    def over(self) -> bool:
        return self.error is not None or len(self.done) == len(self.texts)

    def beyond(self, count: int) -> bool:
        """Whether more than ``count`` texts are done, or there is nothing to wait for."""
        return self.over or len(self.done) > count

    def take(self, budget: int) -> "_Part":
        """The next texts of about ``budget`` characters, at least one."""
        start, size = self.taken, 0
        while self.taken < len(self.texts) and (self.taken == start or size < budget):
            size += len(self.texts[self.taken])
            self.taken += 1
        return _Part(self, start, self.texts[start : self.taken])

    def deliver(self, start: int, translations: list[Translation]) -> None:
        """Note what became of the texts from place ``start`` on."""
        self.early[start] = translations
        while part := self.early.pop(len(self.done), None):
            self.done += part


@dataclass(frozen=True)
class _Part:
    """Some texts of an order, from place ``start`` on, that are translated in one batch."""

    order: _Order
    start: int
    texts: Sequence[str]

    @property
    def size(self) -> int:
        return sum(map(len, self.texts))


class Batcher:
    """A :class:`~mt.translate.Translator` that many threads share; ``seen(texts)`` hears each batch's size.

    Callers get fair turns. ``workers`` batches are in work at once: while the engine decodes one, the next is
    cut into pieces and the last one checked. When a batch fails, each caller's part is tried by itself, so that
    one caller's text cannot fail another's request.

    >>> from mt.testing import FakeTranslator
    >>> batcher = Batcher(FakeTranslator())
    >>> batcher.translate(["لا"])[0].text
    'la'
    >>> batcher.close()
    """

    def __init__(
        self,
        translator: Translator,
        *,
        characters: int = 0,
        workers: int = 1,
        seen: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._translator, self._seen = translator, seen
        self._characters = characters or _SHARE * available_cores()
        self._changed = threading.Condition()
        self._orders: list[_Order] = []
        self._closed = False
        self._threads = [threading.Thread(target=self._work, name="mt-batch", daemon=True) for _ in range(workers)]
        for thread in self._threads:
            thread.start()

    @property
    def identity(self) -> Mapping[str, str] | None:
        """Name and digest of the model behind it."""
        return getattr(self._translator, "identity", None)

    @property
    def decoding(self) -> Any:
        """How hypotheses are searched, or None where the translator does not say."""
        return getattr(self._translator, "decoding", None)

    @property
    def settings(self) -> Mapping[str, Any]:
        """What stands between the model and its users, for the record: a glossary, a memory."""
        return getattr(self._translator, "settings", {})

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
        """Finish what was asked for, then end the threads."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._orders or self._closed)
                if not self._orders:
                    return
                batch = self._take()
            self._translate(batch)

    def _take(self) -> list[_Part]:
        """A fair share of every order, oldest first, and the rest of the room to whoever has more."""
        batch: list[_Part] = []
        room, share = self._characters, self._characters // len(self._orders)
        for budget in (share, self._characters):
            for order in self._orders:
                if room > 0 and order.taken < len(order.texts):
                    batch.append(order.take(min(budget, room)))
                    room -= batch[-1].size
        # The oldest goes to the end of the line, so that nobody is always last.
        self._orders = [order for order in self._orders if order.taken < len(order.texts)]
        self._orders = self._orders[1:] + self._orders[:1]
        return batch

    def _translate(self, batch: list[_Part]) -> None:
        flat = [text for part in batch for text in part.texts]
        self._seen(len(flat))
        try:
            done = iter(self._translator.translate(flat))
            translations = [list(islice(done, len(part.texts))) for part in batch]
        except Exception as error:
            if len(batch) > 1:
                for part in batch:
                    self._translate([part])
            else:
                self._fail(batch[0].order, error)
        else:
            with self._changed:
                for part, own in zip(batch, translations, strict=True):
                    part.order.deliver(part.start, own)
                self._changed.notify_all()

    def _fail(self, order: _Order, error: Exception) -> None:
        with self._changed:
            order.error = error
            if order in self._orders:
                self._orders.remove(order)
            self._changed.notify_all()
