"""Pages that say what an earlier page says, found while the input streams by: MinHash and bands on disk.

Each page's article is seen as the set of its runs of five words; the share of such runs that two pages have in
common (their Jaccard similarity) is estimated from 128 minima of hashes, as Broder showed ("On the resemblance
and containment of documents", 1997). Pages that agree in one of 32 bands of four minima are compared: of pairs
that are alike by half, 87 in 100 meet in a band, by 0.7 and more practically all (1 - (1 - s^4)^32).

The estimate's standard error is sqrt(s (1 - s) / 128), 0.035 at a similarity of 0.8.
"""

import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Self

from ..clean import clean
from ..errors import OutputError, UsageError
from ..normalize import normalize
from .inputs import Item, Twin
from .window import Window, page_of

LEAST = 0.5
"""The lowest similarity that can be asked for: below it bands would miss too many pairs."""

_MINIMA, _BAND, _RUN, _SEED = 128, 4, 5, 1
_OPEN = """
CREATE TABLE IF NOT EXISTS page (number INTEGER PRIMARY KEY, place TEXT NOT NULL UNIQUE, minima BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS band (hash BLOB NOT NULL, page INTEGER NOT NULL, PRIMARY KEY (hash, page)) WITHOUT ROWID;
"""


class Twins:
    """Marks the pages of a stream that are at least ``similarity`` (0.5 to 1) like an earlier one.

    ``path`` holds what is known of the pages so far, about 1.5 kB each; memory does not grow. What it knows is
    on the disk before the pages go on, so a run that is killed and resumed judges every page as before: a page
    never meets itself, and of several pages like it the first one counts.

    Use it as a context. Raises :class:`~mt.errors.UsageError` without rensa, :class:`~mt.errors.OutputError`
    when ``path`` cannot be used.
    """

    def __init__(self, path: Path, similarity: float, *, keep_furniture: bool = False) -> None:
        need()
        self._least, self._keep_furniture = similarity, keep_furniture
        try:
            self._base = sqlite3.connect(path)
            self._base.executescript(_OPEN)
        except sqlite3.Error as error:
            raise OutputError(f"cannot use {path}: {error}; begin anew with --restart") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()

    def mark(self, window: Window) -> Window:
        """Return ``window`` with a :class:`~mt.batch.inputs.Twin` as the content of each page that has one."""
        try:
            with self._base:
                return tuple(self._marked(item) for item in window)
        except sqlite3.Error as error:
            raise OutputError(f"the pages seen so far cannot be kept: {error}; give the same command again") from error

    def _marked(self, item: Item) -> Item:
        minima = self._minima(item)
        if minima is None:
            return item
        number, likeness = self._most_like(item.place, minima)
        if number is None:
            self._remember(item.place, minima)
            return item
        place = self._base.execute("SELECT place FROM page WHERE number = ?", (number,)).fetchone()[0]
        return replace(item, content=Twin(place, round(likeness, 2)))

    def _minima(self, item: Item) -> "array[int] | None":
        """None for a page that cannot be read: whoever translates it says why."""
        with suppress(Exception):
            page, _ = page_of(item)
            article = clean(page, keep_furniture=self._keep_furniture)
            blocks = [*([article.headline] if article.headline else []), *article.paragraphs]
            words = normalize(" ".join(block.text for block in blocks), fold_letters=True).split()
            return minima_of(words) if words else None
        return None

    def _most_like(self, place: str, minima: "array[int]") -> tuple[int | None, float]:
        """The first page, other than the one at ``place``, that is alike enough, and how much."""
        marks = ",".join("?" * (_MINIMA // _BAND))
        rows = self._base.execute(
            "SELECT number, minima FROM page WHERE place != ? AND number IN "
            f"(SELECT DISTINCT page FROM band WHERE hash IN ({marks})) ORDER BY number",
            (place, *_bands(minima)),
        )
        for number, other in rows:
            likeness = likeness_of(minima, array("I", other))
            if likeness >= self._least:
                return number, likeness
        return None, 0.0

    def _remember(self, place: str, minima: "array[int]") -> None:
        row = self._base.execute("INSERT OR IGNORE INTO page (place, minima) VALUES (?, ?)", (place, minima.tobytes()))
        if row.rowcount:
            bands = [(band, row.lastrowid) for band in set(_bands(minima))]
            self._base.executemany("INSERT OR IGNORE INTO band VALUES (?, ?)", bands)


def minima_of(words: Sequence[str]) -> "array[int]":
    """Return the least hash, under each of 128 hash functions, of the runs of five words; 32 bits each."""
    from rensa import RMinHash  # type: ignore[import-untyped,unused-ignore]

    sketch = RMinHash(num_perm=_MINIMA, seed=_SEED)
    sketch.update([" ".join(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1))])
    return array("I", sketch.digest())


def likeness_of(one: "array[int]", other: "array[int]") -> float:
    """Return the share of equal minima, which estimates the Jaccard similarity of the two sets."""
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)


def _bands(minima: "array[int]") -> Iterator[bytes]:
    """Which band, in one byte, and its minima."""
    for number, start in enumerate(range(0, _MINIMA, _BAND)):
        yield bytes([number]) + minima[start : start + _BAND].tobytes()


def need() -> str:
    """Return the version of rensa, which decides the hashes. Raises :class:`~mt.errors.UsageError` without it."""
    try:
        import rensa  # noqa: F401 - only to see that it can be imported
    except ImportError as error:
        raise UsageError("to find doubled pages, install rensa: pip install rensa") from error
    return version("rensa")
