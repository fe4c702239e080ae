"""Translated files until they are fetched: in memory, few, not for long. No upload reaches a disk through it."""

import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

_SECONDS = 900
_BYTES = 64_000_000


@dataclass(frozen=True)
class _Item:
    data: bytes
    until: float


class Shelf:
    """Keeps files for a quarter of an hour, at most 64 MB of them: the oldest make room.

    >>> shelf = Shelf()
    >>> shelf.take(shelf.put(b"text", ".txt"))
    b'text'
    """

    def __init__(self, *, seconds: float = _SECONDS, size: int = _BYTES) -> None:
        self._seconds, self._size = seconds, size
        self._items: OrderedDict[str, _Item] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, data: bytes, suffix: str) -> str:
        """Keep ``data`` and return its name, which ends with ``suffix`` and which nobody can guess."""
        name = f"{secrets.token_urlsafe(24)}{suffix}"
        with self._lock:
            self._items[name] = _Item(data, time.monotonic() + self._seconds)
            while len(self._items) > 1 and sum(len(item.data) for item in self._items.values()) > self._size:
                self._items.popitem(last=False)
            self._drop_old()
        return name

    def take(self, name: str) -> bytes | None:
        """Return what was kept under ``name``, None when it is not or no longer there."""
        with self._lock:
            self._drop_old()
            item = self._items.get(name)
            return item.data if item else None

    def _drop_old(self) -> None:
        while self._items and next(iter(self._items.values())).until < time.monotonic():
            self._items.popitem(last=False)
