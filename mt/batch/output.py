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
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Self

from filelock import FileLock, Timeout

from ..errors import OutputError
from .manifest import NAME as MANIFEST
from .manifest import Manifest, settings_of
from .parts import FORMS
from .remote import Depot
from .window import Record

TWINS = "twins.sqlite"  # with --dedup: what the pages so far say
SENT = "sent to"
"""The setting that names the depot."""

_LOCK = ".lock"


class Output:
    """The records made so far, in ``folder``; use it as a context, which finishes the open part.

    ``settings`` is whatever decides what a record says; a folder made with others is refused. With a ``depot``
    finished parts are sent there and leave the folder. Raises :class:`~mt.errors.OutputError` for that, for a
    folder that is something else, and when anything cannot be written.
    """

    def __init__(
        self,
        folder: Path,
        settings: dict[str, Any],
        *,
        form: str = "jsonl",
        pages: int = 1000,
        depot: Depot | None = None,
    ) -> None:
        self.folder, self._form, self._pages, self._depot = folder, FORMS[form], pages, depot
        self._stream: BinaryIO | None = None
        self._number = self._filled = 0
        self._lock = _locked(folder)
        try:
            sent = self._sent()
            address = {SENT: depot.address} if depot else {}
            self._manifest = Manifest(folder, {**settings, **address, "form": form})
            self._recover(sent)
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
        return place in self._manifest

    def count(self, status: str) -> int:
        """Return how many pages have this status, ``ok``, ``twin`` or ``failed``; those of earlier runs included."""
        return self._manifest.count(status)

    def add(self, records: Sequence[Record]) -> None:
        """Keep records, for good once this returns. Raises :class:`~mt.errors.OutputError`."""
        try:
            with _undisturbed():
                self._append(b"".join(map(line_of, records)))
                self._manifest.note(records, self._number)
                self._filled += len(records)
            if self._filled >= self._pages:
                self._finish_part()
        except (OSError, sqlite3.Error) as error:
            raise OutputError(
                f"cannot write {self.folder}: {error}; what is finished stays, give the same command again to go on"
            ) from error

    def forget_failed(self) -> int:
        """Take the records of failed pages out, so that the pages are done again; return how many there were."""
        count = self._manifest.condemn_failed()
        self._finish_part()
        self._take_out()
        return count

    def _append(self, lines: bytes) -> None:
        stream = self._stream or self._open(self._number + 1)
        left = memoryview(lines)
        while left:
            left = left[stream.write(left) :]
        os.fsync(stream.fileno())

    def _sent(self) -> set[str]:
        """The parts in the depot. To a new run it must be empty: those of another would be overwritten."""
        if self._depot is None:
            return set()
        sent = {name for name in self._depot.names() if name.startswith("part-")}
        if sent and not (self.folder / MANIFEST).exists():
            raise OutputError(
                f"{self._depot.address} holds {min(sent)} of another run: name a new or empty folder, "
                "or go on with the folder that this run was begun in"
            )
        return sent

    def _recover(self, sent: set[str]) -> None:
        """Make manifest and parts agree after whatever happened."""
        for path in self.folder.glob(".*.part"):  # a part that was being finished
            path.unlink()
        known = self._manifest.parts()
        there = sent | {path.name for path in self.folder.glob("part-*")}
        self._number = max([*known, *map(_number, there)], default=0)
        # A part that somebody deleted: its pages are done again.
        for part in known:
            if not {self._path(part).name, self._open_path(part).name} & there:
                self._manifest.forget(part)
        for path in sorted(self.folder.glob("part-*.open")):
            if self._path(_number(path.name)).name in there:  # finished, and killed before this was removed
                path.unlink()
            else:
                self._adopt(path)
        self._take_out()

    def _adopt(self, path: Path) -> None:
        self._number = _number(path.name)
        self._filled = self._trim(path)
        self._stream = path.open("ab", buffering=0)

    def _trim(self, path: Path) -> int:
        """Cut off the records of an open part that did not get into the manifest; return how many are left."""
        count = self._manifest.size(_number(path.name))
        with path.open("rb") as lines:
            good = sum(map(len, islice(lines, count)))
        os.truncate(path, good)
        return count

    def _take_out(self) -> None:
        """Rewrite the parts that hold records to be done again, then forget those pages: in this order, see above."""
        for part in self._manifest.condemned():
            path = self._path(part)
            if self._depot and not path.exists():
                self._fetch(self._depot, path)
            if path.exists():
                self._form.rewrite(path)
            self._manifest.forget_condemned(part)
        self._send()

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
        self._send()

    def _send(self) -> None:
        """Send every finished part away: one that a killed run was sending is sent again."""
        if self._depot:
            for path in sorted(self.folder.glob(f"part-*{self._form.suffix}")):
                self._depot.send(path)
                path.unlink()

    def _fetch(self, depot: Depot, path: Path) -> None:
        beside = path.with_name(f".{path.name}.part")
        depot.fetch(path.name, beside)
        beside.replace(path)

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


def clear(folder: Path, depot: Depot | None = None) -> None:
    """Delete an earlier output in ``folder``, and nothing else that lies there; its parts in ``depot`` too."""
    if not (folder / MANIFEST).exists():
        return
    with _locked(folder):
        if depot and settings_of(folder).get(SENT) == depot.address:
            for name in depot.names():
                if name.startswith("part-"):
                    depot.remove(name)
        # The manifest last: as long as it is there, so is the right to delete the parts.
        for path in [*folder.glob("part-*"), *folder.glob(f"{TWINS}*"), *folder.glob(f"{MANIFEST}*")]:
            path.unlink()


def _locked(folder: Path) -> FileLock:
    """Take the folder for this process alone, after making sure that it is new, empty, or one of ours."""
    try:
        if folder.is_file():
            raise OutputError(f"{folder} is a file: the last name is that of the folder of the records")
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


def _number(name: str) -> int:
    digits = name.removeprefix("part-").partition(".")[0]
    return int(digits) if digits.isdigit() else 0
