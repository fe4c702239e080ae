"""A result to its place: a file in one step, or standard output, or an error that says why not. Talk beside it."""

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from .errors import OutputError


def write(content: str | bytes, path: Path | None) -> None:
    """Write ``content`` (text as UTF-8) to ``path``, or to standard output when that is None.

    A file appears whole or not at all: the content goes into a new file beside it, which then takes its name.
    Devices and pipes are written to directly, links are followed, an existing file keeps its permissions.
    Raises :class:`~mt.errors.OutputError`; a closed pipe stays :class:`BrokenPipeError`.
    """
    if path is None:
        _write_stream(content, sys.stdout)
        return
    check(path)
    try:
        _write_file(content.encode("utf-8") if isinstance(content, str) else content, path.resolve())
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"cannot write {path}: {_reason(error)}") from error


def check(path: Path) -> None:
    """Raise :class:`~mt.errors.OutputError` when ``path`` can be seen not to be writable, before work goes into it."""
    folder = path.resolve().parent
    if path.is_dir():
        raise OutputError(f"cannot write {path}: it is a folder; name a file in it")
    if not folder.is_dir():
        raise OutputError(f"cannot write {path}: there is no folder {folder}; create it first")
    special = path.exists() and not path.is_file()
    if not os.access(path if special else folder, os.W_OK):
        raise OutputError(f"cannot write {path}: no permission; choose another place")


def say(text: str) -> None:
    """Print ``text`` on standard error; that it is closed or full is no reason to fail."""
    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            sys.stderr.write(text + "\n")
            sys.stderr.flush()


def _write_file(data: bytes, target: Path) -> None:
    mode = target.stat().st_mode if target.exists() else None
    if mode is not None and not stat.S_ISREG(mode):
        # Taking the name of a device such as /dev/null would destroy it.
        with target.open("wb") as stream:
            stream.write(data)
        return
    beside = target.with_name(f".{target.name[:200]}.{os.urandom(4).hex()}.part")
    try:
        with beside.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            beside.chmod(stat.S_IMODE(mode))
        beside.replace(target)
    except BaseException:  # Ctrl-C too must leave nothing behind
        with suppress(OSError):
            beside.unlink()
        raise


def _write_stream(content: str | bytes, stream: TextIO | None) -> None:
    if stream is None:
        raise OutputError("cannot write: standard output is closed")
    try:
        stream.flush()
        data = content.encode(stream.encoding, stream.errors or "replace") if isinstance(content, str) else content
        left = memoryview(data)
        # An unbuffered stream (python -u) may take a part only, and the text layer would not notice.
        while left:
            left = left[stream.buffer.write(left) :]
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"cannot write to standard output: {_reason(error)}") from error


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
