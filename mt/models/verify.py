"""No model is loaded before every byte of it was hashed and compared with the lock."""

import hashlib
import json
import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from mt.errors import IntegrityError
from mt.models.lock import File

_CHUNK = 1 << 20
_seen: set[tuple[Path, str]] = set()
_guard = threading.Lock()


def sha256(path: Path, *, progress: Callable[[int], None] | None = None) -> str:
    """Return the SHA-256 of a file in hex; ``progress`` hears the bytes of each block read."""
    found = hashlib.sha256()
    buffer = memoryview(bytearray(_CHUNK))
    with path.open("rb", buffering=0) as data:
        while n := data.readinto(buffer):
            found.update(buffer[:n])
            if progress:
                progress(n)
    return found.hexdigest()


def measure(folder: Path, paths: Iterable[str]) -> tuple[File, ...]:
    """Return size and hash of the named files of ``folder``, sorted by path."""
    return tuple(File(path, (folder / path).stat().st_size, sha256(folder / path)) for path in sorted(paths))


def digest(files: Iterable[File]) -> str:
    """Return one SHA-256 for a set of files: that of its ``hash, two spaces, path`` lines in order of path.

    The same as ``sha256sum $(ls) | sha256sum`` for files whose names sort alike.

    >>> digest([File("a", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")])[:16]
    'fba1930570cf2d33'
    """
    lines = (f"{file.sha256}  {file.path}\n" for file in sorted(files, key=lambda file: file.path))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def differences(
    folder: Path, files: Iterable[File], *, progress: Callable[[int], None] | None = None
) -> tuple[str, ...]:
    """Hash all ``files`` in ``folder`` and return one line for each that is missing or differs."""
    found = []
    for file in files:
        path = folder / file.path
        try:
            size = path.stat().st_size
            if size != file.size:
                found.append(f"{file.path}: {size} bytes, the lock says {file.size}")
            elif (actual := sha256(path, progress=progress)) != file.sha256:
                found.append(f"{file.path}: SHA-256 {actual[:16]}..., the lock says {file.sha256[:16]}...")
        except OSError as e:
            found.append(f"{file.path}: {e.strerror or e}")
    return tuple(found)


def verify(
    folder: Path, files: tuple[File, ...], *, remedy: str, state: Path | None = None, force: bool = False
) -> None:
    """Check ``files`` in ``folder``, once in a process; raise IntegrityError with the first that differs.

    ``remedy`` ends the message: what to do. ``state`` is a file that remembers size, time and inode of
    each file after a check; while they are unchanged the next process does not hash again. ``force``
    hashes whatever was seen before.
    """
    seen = (folder, digest(files))
    with _guard:
        if seen in _seen and not force:
            return
        stamps = _stamps(folder, files)
        if force or not (state and stamps and _remembered(state) == {"digest": seen[1], "files": stamps}):
            if wrong := differences(folder, files):
                raise IntegrityError(f"{folder / wrong[0]}. {remedy}")
            if state:
                _remember(state, {"digest": seen[1], "files": stamps})
        _seen.add(seen)


def _stamps(folder: Path, files: Iterable[File]) -> dict[str, list[int]]:
    try:
        found = {file.path: (folder / file.path).stat() for file in files}
    except OSError:
        return {}  # a file is missing: hash and say which
    return {path: [s.st_size, s.st_mtime_ns, s.st_ino] for path, s in found.items()}


def _remembered(state: Path) -> object:
    try:
        return json.loads(state.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _remember(state: Path, value: object) -> None:
    beside = state.with_suffix(f".{os.getpid()}.tmp")
    try:
        beside.write_text(json.dumps(value), encoding="utf-8")
        beside.replace(state)
    except OSError:
        return  # a read-only store: hashing again next time is correct, only slower
