"""Files that lie elsewhere, by addresses such as ``s3://bucket/folder``: fsspec knows the protocols.

Keys and other settings of a store come from where fsspec and the store's own library look for them: the
environment and files in the user's home, never an option of ours.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from ..errors import InputError, MtError, OutputError, UsageError

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)  # one letter alone is a drive of Windows
_LIBRARIES = {"s3": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "az": "adlfs", "abfs": "adlfs", "hdfs": "pyarrow"}


def is_address(name: str) -> bool:
    """Whether ``name`` is an address and not a path.

    >>> is_address("s3://bucket/news"), is_address("news/2016")
    (True, False)
    """
    return _ADDRESS.match(name) is not None


def is_pattern(name: str) -> bool:
    """Whether ``name``, or a part of it, stands for several files.

    >>> is_pattern("news/**/*.txt"), is_pattern("news/2016")
    (True, False)
    """
    return not set("*?[").isdisjoint(name)


@dataclass(frozen=True)
class Remote:
    """A file or folder elsewhere; ``size`` in bytes, 0 for unknown. Can be pickled: only its name travels."""

    address: str
    size: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return self.address

    @property
    def suffixes(self) -> list[str]:
        """What follows the dots of its name, as :attr:`pathlib.Path.suffixes`."""
        return PurePosixPath(self.address).suffixes

    @property
    def suffix(self) -> str:
        """What follows the last dot of its name, with the dot."""
        return PurePosixPath(self.address).suffix

    def below(self, base: str) -> str:
        """Its path below the folder at the address ``base``."""
        return self.address.removeprefix(base).lstrip("/")

    def open(self, mode: str = "rb") -> BinaryIO:
        """Open it, to be read as bytes. Raises :class:`OSError`, :class:`~mt.errors.InputError`."""
        with _told(self.address):
            store, path = _store(self.address)
            opened: BinaryIO = store.open(path, mode)
            return opened

    def read(self, most: int) -> bytes:
        """Its bytes, at most one more than ``most``. Raises :class:`~mt.errors.InputError`."""
        with _told(self.address), self.open() as stream:
            return stream.read(most + 1)


def matches(name: str, wanted: Callable[[Remote], bool]) -> Iterator[Remote]:
    """Yield the file at an address, or those ``wanted`` of the folder there, or all files that a pattern matches.

    In the order of their names; what is hidden in a folder is passed over. Raises
    :class:`~mt.errors.InputError` when the store cannot be reached.
    """
    with _told(name):
        store, path = _store(name)
        if is_pattern(name):
            found = store.glob(path, detail=True)
            for each in sorted(found):
                if found[each]["type"] == "file":
                    yield _remote(store, each, found[each])
        elif store.isfile(path):
            yield _remote(store, path, store.info(path))
        else:
            yield from filter(wanted, _walk(store, path))


def root(name: str) -> Remote:
    """The folder that places are told from: the one named, that of the file named, or what of a pattern stands fast."""
    with _told(name):
        store, path = _store(name)
        if is_pattern(name):
            parts = path.split("/")
            fast = next(n for n, part in enumerate(parts) if is_pattern(part))
            path = "/".join(parts[:fast])
        elif not store.isdir(path):
            path = store._parent(path)
        return Remote(store.unstrip_protocol(path))


class Depot:
    """A folder elsewhere that finished parts are sent to.

    Every method raises :class:`~mt.errors.OutputError` when the store cannot be reached or refuses.
    """

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        with self._told("cannot be used"):
            self._store, self._folder = _store(self.address)
            self._store.makedirs(self._folder, exist_ok=True)

    def names(self) -> set[str]:
        """The names of the files there."""
        with self._told("cannot be listed"):
            self._store.invalidate_cache(self._folder)
            return {str(name).rpartition("/")[2] for name in self._store.ls(self._folder, detail=False)}

    def send(self, path: Path) -> None:
        """Copy a file there, over one of the same name."""
        with self._told(f"does not take {path.name}"):
            self._store.put_file(str(path), self._at(path.name))

    def fetch(self, name: str, path: Path) -> None:
        """Copy the file of that name to ``path``."""
        with self._told(f"does not give {name} back"):
            self._store.get_file(self._at(name), str(path))

    def remove(self, name: str) -> None:
        """Delete the file of that name."""
        with self._told(f"does not delete {name}"):
            self._store.rm_file(self._at(name))

    def _at(self, name: str) -> str:
        return f"{self._folder}/{name}"

    @contextmanager
    def _told(self, what: str) -> Iterator[None]:
        try:
            with _told(self.address):
                yield
        except (OSError, InputError) as error:
            why = error.__cause__ or error  # what the store's own library says, without the address once more
            raise OutputError(f"{self.address} {what}: {why}; give the same command again to go on") from error


def _walk(store: Any, path: str) -> Iterator[Remote]:
    for _, folders, files in store.walk(path, detail=True):
        # Changed in place: the store looks which of them it goes into, and in what order.
        kept = {name: folders[name] for name in sorted(folders) if not name.startswith(".")}
        folders.clear()
        folders.update(kept)
        for name in sorted(files):
            if not name.startswith("."):
                yield _remote(store, files[name]["name"], files[name])


def _remote(store: Any, path: str, facts: dict[str, Any]) -> Remote:
    return Remote(store.unstrip_protocol(path), int(facts.get("size") or 0))


def _store(address: str) -> tuple[Any, str]:
    """The store and the path in it."""
    from fsspec.core import url_to_fs  # type: ignore[import-untyped,unused-ignore]

    protocol = address.partition("://")[0]
    try:
        store, path = url_to_fs(address)
    except ImportError as error:
        library = _LIBRARIES.get(protocol, "the library that fsspec names for it")
        raise UsageError(f"to use {protocol}:// addresses, install {library}: pip install {library}") from error
    return store, path


@contextmanager
def _told(address: str) -> Iterator[None]:
    """Turn whatever a store's library raises, of many kinds, into an error of ours."""
    try:
        yield
    except MtError:
        raise
    except FileNotFoundError as error:
        raise InputError(f"{address}: is not there; check the spelling of the address") from error
    except Exception as error:
        reason = str(error) or type(error).__name__
        raise InputError(f"{address}: {reason}; is the address right, and may it be read?") from error
