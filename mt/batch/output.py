"""A folder of records that survives being killed at any moment.

::

    part-00001.jsonl     finished: took its name in one step
    part-00002.open      being written; what was on its way when a run was killed is cut off
    manifest.sqlite      which places are done, with which models and settings

Records are on the disk before the manifest names them, so the manifest never knows too much, and what it
does not know is cut off when the folder is opened again. Memory does not grow with the number of pages.
"""

import json
import os
import signal
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Self

from filelock import FileLock, Timeout

from ..errors import OutputError
from .parts import FORMS
from .window import Record

MANIFEST = "manifest.sqlite"
TWINS = "twins.sqlite"  # with --dedup: what the pages so far say
_LOCK = ".lock"
_RETRY = "retry"  # a failed page that is to be done again, and its old record to be taken out

_TABLES = """
CREATE TABLE IF NOT EXISTS run (settings TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS page (place TEXT PRIMARY KEY, status TEXT NOT NULL, part INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS page_part ON page (part, status);
CREATE INDEX IF NOT EXISTS page_status ON page (status);
"""


class Output:
    """The records made so far, in ``folder``; use it as a context, which finishes the open part.

    ``settings`` is whatever decides what a record says; a folder made with others is refused. Raises
    :class:`~mt.errors.OutputError` for that, for a folder that is something else, and when it cannot be written.
    """

    def __init__(self, folder: Path, settings: dict[str, Any], *, form: str = "jsonl", pages: int = 1000) -> None:
        self.folder, self._form, self._pages = folder, FORMS[form], pages
        self._stream: BinaryIO | None = None
        self._number = self._filled = 0
        self._lock = _locked(folder)
        try:
            self._manifest = _manifest(folder / MANIFEST, {**settings, "form": form})
            self._recover()
        except BaseException:
            self._lock.release()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._finish_part()
        finally:
            self._manifest.close()
            self._lock.release()

    def __contains__(self, place: str) -> bool:
        return self._manifest.execute("SELECT 1 FROM page WHERE place = ?", (place,)).fetchone() is not None

    def count(self, status: str) -> int:
        """Return how many pages have this status, ``ok``, ``twin`` or ``failed``; those of earlier runs included."""
        return int(self._manifest.execute("SELECT count(*) FROM page WHERE status = ?", (status,)).fetchone()[0])

    def add(self, records: Sequence[Record]) -> None:
        """Keep records, for good once this returns. Raises :class:`~mt.errors.OutputError`."""
        try:
            with _undisturbed():
                self._append(b"".join(map(line_of, records)))
                self._note(records)
                self._filled += len(records)
            if self._filled >= self._pages:
                self._finish_part()
        except (OSError, sqlite3.Error) as error:
            raise OutputError(
                f"cannot write {self.folder}: {error}; what is finished stays, give the same command again to go on"
            ) from error

    def forget_failed(self) -> int:
        """Take the records of failed pages out, so that the pages are done again; return how many there were."""
        with self._manifest:
            count = self._manifest.execute("UPDATE page SET status = ? WHERE status = 'failed'", (_RETRY,)).rowcount
        self._finish_part()
        self._take_out()
        return count

    def parts(self) -> Iterator[Path]:
        """The finished parts, in order."""
        yield from sorted(self.folder.glob(f"part-*{self._form.suffix}"))

    def _append(self, lines: bytes) -> None:
        stream = self._stream or self._open(self._number + 1)
        left = memoryview(lines)
        while left:
            left = left[stream.write(left) :]
        os.fsync(stream.fileno())

    def _note(self, records: Sequence[Record]) -> None:
        with self._manifest:
            self._manifest.executemany(
                "INSERT OR REPLACE INTO page VALUES (?, ?, ?)",
                [(r["place"], r["status"], self._number) for r in records],
            )

    def _recover(self) -> None:
        """Make manifest and parts agree after whatever happened."""
        self._number = max((_number(path) for path in self.folder.glob("part-*")), default=0)
        for path in self.folder.glob(".*.part"):  # a part that was being finished
            path.unlink()
        # A part that somebody deleted: its pages are done again.
        for (part,) in self._manifest.execute("SELECT DISTINCT part FROM page").fetchall():
            if not (self._path(part).exists() or self._open_path(part).exists()):
                with self._manifest:
                    self._manifest.execute("DELETE FROM page WHERE part = ?", (part,))
        for path in sorted(self.folder.glob("part-*.open")):
            if self._path(_number(path)).exists():  # finished, and killed before this was removed
                path.unlink()
            else:
                self._adopt(path)
        self._take_out()

    def _adopt(self, path: Path) -> None:
        self._number = _number(path)
        self._filled = self._trim(path)
        self._stream = path.open("ab", buffering=0)

    def _trim(self, path: Path) -> int:
        """Cut off the records of an open part that did not get into the manifest; return how many are left."""
        query = "SELECT count(*) FROM page WHERE part = ?"
        count = int(self._manifest.execute(query, (_number(path),)).fetchone()[0])
        with path.open("rb") as lines:
            good = sum(map(len, islice(lines, count)))
        os.truncate(path, good)
        return count

    def _take_out(self) -> None:
        """Rewrite the parts that hold records to be retried, then forget those pages: in this order, see above."""
        query = "SELECT DISTINCT part FROM page WHERE status = ?"
        for (part,) in self._manifest.execute(query, (_RETRY,)).fetchall():
            if self._path(part).exists():
                self._form.rewrite(self._path(part))
            with self._manifest:
                self._manifest.execute("DELETE FROM page WHERE part = ? AND status = ?", (part, _RETRY))

    def _open(self, number: int) -> BinaryIO:
        self._number, self._filled = number, 0
        self._stream = self._open_path(number).open("ab", buffering=0)
        return self._stream

    def _finish_part(self) -> None:
        if self._stream is None:
            return
        self._stream.close()
        self._stream = None
        path = self._open_path(self._number)
        if self._trim(path):  # there is more when Ctrl-C or a full disk came between lines and manifest
            self._form.finish(path, self._path(self._number))
        else:
            path.unlink()

    def _path(self, number: int) -> Path:
        return self.folder / f"part-{number:05}{self._form.suffix}"

    def _open_path(self, number: int) -> Path:
        return self.folder / f"part-{number:05}.open"


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hear Ctrl-C after the block, not within: finished pages are worth the moment it takes to keep them."""
    main = threading.current_thread() is threading.main_thread()
    if not main or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    heard: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if heard:
        raise KeyboardInterrupt


def line_of(record: Record) -> bytes:
    r"""Return a record as one line of JSON, names in a fixed order, Arabic letters as they are.

    >>> line_of({"place": "a.txt:1", "status": "ok"})
    b'{"place":"a.txt:1","status":"ok"}\n'
    """
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace") + b"\n"


def clear(folder: Path) -> None:
    """Delete an earlier output in ``folder``, and nothing else that lies there."""
    if not (folder / MANIFEST).exists():
        return
    with _locked(folder):
        # The manifest last: as long as it is there, so is the right to delete the parts.
        for path in [*folder.glob("part-*"), *folder.glob(f"{TWINS}*"), *folder.glob(f"{MANIFEST}*")]:
            path.unlink()


def _locked(folder: Path) -> FileLock:
    """Take the folder for this process alone, after making sure that it is new, empty, or one of ours."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        foreign = [path.name for path in folder.iterdir() if path.name != _LOCK]
        if foreign and not (folder / MANIFEST).exists():
            raise OutputError(f"{folder} is no output of mt batch but holds {foreign[0]}: name a new or empty folder")
        lock = FileLock(folder / _LOCK)
        lock.acquire(timeout=0)
        return lock
    except Timeout as error:
        raise OutputError(f"{folder} is being written by another run: wait for its end, or name another") from error
    except OSError as error:
        raise OutputError(f"cannot write {folder}: {(error.strerror or str(error)).lower()}") from error


def _manifest(path: Path, settings: dict[str, Any]) -> sqlite3.Connection:
    """Open or begin the manifest; one of other settings is refused with what differs."""
    try:
        with closing(sqlite3.connect(path)) as base, base:
            base.executescript(_TABLES)
            row = base.execute("SELECT settings FROM run").fetchone()
            if row is None:
                base.execute("INSERT INTO run VALUES (?)", (json.dumps(settings, sort_keys=True),))
    except sqlite3.Error as error:
        raise OutputError(f"cannot use {path}: {error}; name another folder, or begin anew with --restart") from error
    before = settings if row is None else json.loads(row[0])
    differing = [key for key in sorted(before | settings) if before.get(key) != settings.get(key)]
    if differing:
        changes = "; ".join(f"{key}: {before.get(key)} then, {settings.get(key)} now" for key in differing)
        raise OutputError(
            f"{path.parent} was begun differently ({changes}); "
            "name another folder, ask for the same again, or begin anew with --restart"
        )
    return sqlite3.connect(path)


def _number(path: Path) -> int:
    digits = path.name.removeprefix("part-").partition(".")[0]
    return int(digits) if digits.isdigit() else 0
