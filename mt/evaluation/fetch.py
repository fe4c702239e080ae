"""Public sets by address: fetched once, counted before they get their name, never fetched unasked."""

import hashlib
import os
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

from mt.errors import InputError, IntegrityError, OutputError, UsageError, cause_of
from mt.evaluation.sets import Card, DataFile

TIMEOUT = 30.0  # seconds without a byte
LARGEST = 64 * 1024 * 1024  # bytes; the largest set we name has half a megabyte
_SCHEMES = ("https://", "http://127.0.0.1:")  # the second so that the code can be tried without a network


def default_folder() -> Path:
    """Return the user's cache folder for sets; it need not exist."""
    return Path.home() / ".cache" / "mt-digest" / "eval_sets"


def fetch(card: Card, folder: Path) -> list[Path]:
    """Download the files of ``card`` into ``folder`` and return where they lie.

    A file that is there and good is left alone. Raises :class:`IntegrityError` when the bytes are not
    those of the card (nothing is kept), :class:`InputError` when they cannot be had, and
    :class:`UsageError` for a set that has no public address.
    """
    if not all(file.url for file in card.files.values()):
        raise UsageError(f"{card.name} has no public address; give the folder that holds it with --sets-dir")
    return [_fetch_file(card, file, folder) for file in card.files.values()]


def _fetch_file(card: Card, file: DataFile, folder: Path) -> Path:
    target = folder / file.path
    if target.is_file() and file.matches(hashlib.sha256(target.read_bytes()).hexdigest()):
        return target
    if not file.url.startswith(_SCHEMES):
        raise UsageError(f"{card.name}: {file.url} is not an https address; mend its card")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=folder, prefix=f".{file.path}.")
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror}); choose another with --sets-dir") from error
    try:
        with os.fdopen(handle, "wb") as out:
            found = _copy(file.url, out.write)
        if not file.matches(found):
            raise IntegrityError(
                f"{file.url} has sha256 {found}, the card of {card.name} says {file.sha256}; nothing kept"
            )
        Path(beside).chmod(0o644)
        Path(beside).replace(target)
    finally:
        Path(beside).unlink(missing_ok=True)
    return target


def _copy(url: str, write: "object") -> str:
    """Send the bytes at ``url`` to ``write`` and return their sha256."""
    digest, size = hashlib.sha256(), 0
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT) as answer:  # the scheme was checked
            while part := answer.read(1 << 16):
                size += len(part)
                if size > LARGEST:
                    raise InputError(f"{url} is larger than {LARGEST} bytes, which no set is; nothing kept")
                digest.update(part)
                write(part)  # type: ignore[operator]
    except (urllib.error.URLError, OSError) as error:
        raise InputError(
            f"{url} cannot be fetched ({cause_of(error)}); try again, or give local files with --sets-dir"
        ) from error
    return digest.hexdigest()
