"""Sentences that were translated before, kept in a file between runs and shared by worker processes.

News repeats itself word for word: captions, calls to subscribe, what an agency sent to all. A sentence is
found again only under the same models, settings and version, and only when it is the same to the letter.
"""

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from ..document import Flag, Term, Translation
from ..engine import Progress
from ..errors import OutputError
from ..wrapped import Wrapped

NAME = "sentences.sqlite"

# A write-ahead log: processes read while one writes, and nobody waits for the disk. What a power cut takes
# from it is translated again.
_OPEN = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS sentence (key BLOB PRIMARY KEY, translation TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tally (one INTEGER PRIMARY KEY CHECK (one = 1), asked INTEGER, found INTEGER);
INSERT OR IGNORE INTO tally VALUES (1, 0, 0);
"""
_WAIT = 30.0  # seconds for another process to end its writing, which takes it milliseconds
_VARIABLES = 500  # of one query; SQLite has bounds


class SentenceCache:
    """The file of sentences in ``folder``; ``made_with`` names whatever else decides a translation.

    Raises :class:`~mt.errors.OutputError` when it cannot be opened. Later trouble with the file, such as a
    full disk, costs the memory of some sentences and nothing else: they are translated again.
    """

    def __init__(self, folder: Path, made_with: Mapping[str, Any]) -> None:
        self._made_with = json.dumps(made_with, sort_keys=True, default=str).encode()
        self._lock = threading.Lock()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(folder / NAME, timeout=_WAIT, check_same_thread=False)
            self._base.executescript(_OPEN)
        except (OSError, sqlite3.Error) as error:
            raise OutputError(
                f"the sentence cache in {folder} cannot be used: {error}; name another folder with --cache"
            ) from error

    def close(self) -> None:
        """Close the file; whatever was put in stays."""
        with self._lock:
            self._base.close()

    def get(self, texts: Iterable[str]) -> dict[str, Translation]:
        """Return the translations of those of ``texts`` that are known."""
        keys = {self._key(text): text for text in texts}
        found: dict[str, Translation] = {}
        try:
            with self._lock:
                for some in _some_at_a_time(list(keys)):
                    marks = ",".join("?" * len(some))
                    rows = self._base.execute(f"SELECT key, translation FROM sentence WHERE key IN ({marks})", some)
                    found |= {keys[key]: _restored(keys[key], value) for key, value in rows}
        except (sqlite3.Error, ValueError, TypeError, AttributeError):  # the file was altered, or its disk fails
            return {}
        return found

    def put(self, translations: Iterable[Translation], *, asked: int, found: int) -> None:
        """Keep ``translations``, and count how many texts were asked for and found."""
        rows = [(self._key(t.source), _stored(t)) for t in translations]
        try:
            with self._lock, self._base:
                self._base.executemany("INSERT OR REPLACE INTO sentence VALUES (?, ?)", rows)
                self._base.execute("UPDATE tally SET asked = asked + ?, found = found + ?", (asked, found))
        except sqlite3.Error:
            return

    def tally(self) -> tuple[int, int]:
        """Return how many texts all runs asked for so far, and how many of them were found."""
        with self._lock, closing(self._base.execute("SELECT asked, found FROM tally")) as rows:
            asked, found = rows.fetchone()
        return asked, found

    def _key(self, text: str) -> bytes:
        # 128 bits: among a thousand million sentences two would meet by chance once in 10^21 caches.
        return blake2b(self._made_with + b"\0" + text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


@dataclass(frozen=True)
class CachedTranslator(Wrapped):
    """A :class:`~mt.translate.Translator` that asks another one for what the cache does not know.

    >>> from tempfile import TemporaryDirectory
    >>> from mt.testing import FakeTranslator
    >>> fake = FakeTranslator()
    >>> with TemporaryDirectory() as folder:
    ...     translator = CachedTranslator(fake, SentenceCache(Path(folder), {"model": "fake"}))
    ...     words = [translator.translate(["لا"])[0].text for _ in range(3)]
    >>> words, fake.asked
    (['la', 'la', 'la'], ['لا'])
    """

    cache: SentenceCache

    def translate(self, texts: Sequence[str], *, progress: Progress | None = None) -> list[Translation]:
        """Translate ``texts``, in order; ``progress`` counts what had to be translated."""
        distinct = list(dict.fromkeys(texts))
        done = self.cache.get(distinct)
        missing = [text for text in distinct if text not in done]
        fresh = self.translator.translate(missing, progress=progress) if missing else []
        self.cache.put(fresh, asked=len(distinct), found=len(done))
        done |= zip(missing, fresh, strict=True)
        return [done[text] for text in texts]


def _some_at_a_time(keys: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for start in range(0, len(keys), _VARIABLES):
        yield keys[start : start + _VARIABLES]


def _stored(translation: Translation) -> str:
    """All fields that are not empty, but for the source, which whoever asks has."""
    fields = {name: value for name, value in asdict(translation).items() if name != "source" and value != ()}
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def _restored(source: str, value: str) -> Translation:
    fields = json.loads(value)
    fields["flags"] = tuple(Flag(**flag) for flag in fields.get("flags", ()))
    fields["terms"] = tuple(Term(**term) for term in fields.get("terms", ()))
    fields["alignment"] = tuple(tuple(pair) for pair in fields.get("alignment", ()))
    fields["alternatives"] = tuple(fields.get("alternatives", ()))
    return Translation(source, **fields)
