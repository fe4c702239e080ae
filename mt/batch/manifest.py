"""Which places are done, in which part, made with what: a small database beside the parts."""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from ..errors import OutputError
from .window import Record

NAME = "manifest.sqlite"
_RETRY = "retry"  # a failed page that is to be done again, and its old record to be taken out

_TABLES = """
CREATE TABLE IF NOT EXISTS run (settings TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS page (place TEXT PRIMARY KEY, status TEXT NOT NULL, part INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS page_part ON page (part, status);
CREATE INDEX IF NOT EXISTS page_status ON page (status);
"""


class Manifest:
    """The manifest in ``folder``, begun with ``settings`` when there is none.

    One of other settings is refused with what differs, by :class:`~mt.errors.OutputError`, which is also raised
    when the file cannot be used. Later trouble is :class:`sqlite3.Error`.
    """

    def __init__(self, folder: Path, settings: dict[str, Any]) -> None:
        path = folder / NAME
        try:
            with closing(sqlite3.connect(path)) as base, base:
                base.executescript(_TABLES)
                row = base.execute("SELECT settings FROM run").fetchone()
                if row is None:
                    base.execute("INSERT INTO run VALUES (?)", (json.dumps(settings, sort_keys=True),))
        except sqlite3.Error as error:
            raise OutputError(
                f"cannot use {path}: {error}; name another folder, or begin anew with --restart"
            ) from error
        if row is not None:
            _require_same(folder, json.loads(row[0]), settings)
        self._base = sqlite3.connect(path)

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def __contains__(self, place: str) -> bool:
        return self._base.execute("SELECT 1 FROM page WHERE place = ?", (place,)).fetchone() is not None

    def count(self, status: str) -> int:
        """Return how many pages have this status."""
        return self._number("SELECT count(*) FROM page WHERE status = ?", status)

    def size(self, part: int) -> int:
        """Return how many pages are in this part."""
        return self._number("SELECT count(*) FROM page WHERE part = ?", part)

    def parts(self) -> list[int]:
        """Return the numbers of all parts."""
        return [part for (part,) in self._base.execute("SELECT DISTINCT part FROM page ORDER BY part")]

    def note(self, records: Iterable[Record], part: int) -> None:
        """Note that records are in a part, for good once this returns."""
        with self._base:
            rows = [(record["place"], record["status"], part) for record in records]
            self._base.executemany("INSERT OR REPLACE INTO page VALUES (?, ?, ?)", rows)

    def forget(self, part: int) -> None:
        """Forget all pages of a part."""
        with self._base:
            self._base.execute("DELETE FROM page WHERE part = ?", (part,))

    def condemn_failed(self) -> int:
        """Mark the failed pages as to be done again; return how many there are."""
        with self._base:
            return self._base.execute("UPDATE page SET status = ? WHERE status = 'failed'", (_RETRY,)).rowcount

    def condemned(self) -> list[int]:
        """Return the numbers of the parts that hold pages to be done again."""
        return [part for (part,) in self._base.execute("SELECT DISTINCT part FROM page WHERE status = ?", (_RETRY,))]

    def forget_condemned(self, part: int) -> None:
        """Forget those pages of a part that are to be done again."""
        with self._base:
            self._base.execute("DELETE FROM page WHERE part = ? AND status = ?", (part, _RETRY))

    def _number(self, query: str, value: str | int) -> int:
        return int(self._base.execute(query, (value,)).fetchone()[0])


def settings_of(folder: Path) -> dict[str, Any]:
    """Return the settings that the manifest in ``folder`` was begun with, none when it cannot be read."""
    try:
        with closing(sqlite3.connect(folder / NAME)) as base:
            found: dict[str, Any] = json.loads(base.execute("SELECT settings FROM run").fetchone()[0])
            return found
    except (sqlite3.Error, TypeError):  # the second: no row
        return {}


def _require_same(folder: Path, before: dict[str, Any], now: dict[str, Any]) -> None:
    differing = [key for key in sorted(before | now) if before.get(key) != now.get(key)]
    if differing:
        changes = "; ".join(f"{key}: {before.get(key)} then, {now.get(key)} now" for key in differing)
        raise OutputError(
            f"{folder} was begun differently ({changes}); "
            "name another folder, ask for the same again, or begin anew with --restart"
        )
