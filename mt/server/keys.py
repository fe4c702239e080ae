"""API keys: only their digests are kept, in a file that its owner alone can read.

A line of the file is ``NAME DIGEST``; blank lines and lines that begin with # are skipped.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import InputError, OutputError, UsageError

_NAME = re.compile(r"[\w.-]{1,64}", re.ASCII)
_LINE = re.compile(r"([\w.-]{1,64})\s+([0-9a-f]{64})", re.ASCII)


def digest_of(key: str) -> str:
    """Return the SHA-256 of ``key`` in hexadecimal.

    A key is 256 bits of chance, not a password: there is nothing to guess that a slow hash would protect.
    """
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Keys:
    """The keys that are let in: their digests and the names that stand in the log."""

    names: Mapping[str, str] = field(default_factory=dict)

    def name_of(self, key: str) -> str | None:
        """Return whose key it is, None for nobody's.

        Looking a digest up takes no time that tells anything about another key's digest.
        """
        return self.names.get(digest_of(key))


def read_keys(path: Path) -> Keys:
    """Read a file of keys. Raises :class:`~mt.errors.InputError` when it cannot be read or understood."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: the keys cannot be read; make some with `mt serve --new-key`") from error
    names = {}
    for number, line in enumerate(map(str.strip, lines), 1):
        if line and not line.startswith("#"):
            if not (match := _LINE.fullmatch(line)):
                raise InputError(
                    f"{path}, line {number}: is not a name and a digest; make it with `mt serve --new-key`"
                )
            names[match[2]] = match[1]
    if not names:
        raise InputError(f"{path}: holds no key; make one with `mt serve --new-key`")
    return Keys(names)


def add_key(path: Path, name: str) -> str:
    """Make a key, add its digest to the file at ``path`` and return the key, which is kept nowhere.

    Raises :class:`~mt.errors.UsageError` for an odd name, :class:`~mt.errors.OutputError` when it cannot be written.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r} cannot name a key: use letters, digits, dots and dashes, at most 64")
    key = secrets.token_urlsafe(32)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as file:
            file.write(f"{name} {digest_of(key)}\n")
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({(error.strerror or str(error)).lower()})") from error
    return key
