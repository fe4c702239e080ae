"""Where pages come from: folders, patterns, files, addresses -> a stream of items, in an order that does not change.

An item's *place* says where in the input it stands, whatever way the input was named on the command line:
the path below the common folder of all inputs, and within a collection the line, row or record.
"""

import glob
import os
import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError, MtError, UsageError
from . import remote
from .formats import COLLECTIONS, Content, Fields, File, size_of, suffix_of
from .remote import Remote, is_address, is_pattern

# Formats of one page. JSON is not among them: what it holds is seldom text.
_PAGES = frozenset(
    (".txt", ".text", ".html", ".htm", ".xhtml", ".md", ".srt", ".vtt", ".docx", ".odt", ".epub", ".pdf")
)


@dataclass(frozen=True)
class Twin:
    """That a page says what the page at ``of`` says; ``similarity`` from 0 to 1."""

    of: str
    similarity: float


@dataclass(frozen=True)
class Item:
    """One page of the input, not yet read. ``weight`` is its share of the input in bytes, for progress only.

    ``content`` is a file to read, a document already read, a text, the error met instead of a page, or that it
    is the twin of another.
    """

    place: str
    id: str
    content: File | Content | Twin
    weight: int


@dataclass(frozen=True)
class Source:
    """The inputs of a run: ``base`` is the folder that all places are relative to.

    Iterating twice gives the same items in the same order as long as the files stay as they are. Memory does
    not grow with the number of pages, only with the number of names in one folder.
    """

    names: tuple[str, ...]
    base: File
    fields: Fields = Fields()
    leave_out: Path | None = None  # the output folder: it may lie inside the input

    def __iter__(self) -> Iterator[Item]:
        for path in self.files():
            place = _place(path, self.base)
            reader = COLLECTIONS.get(suffix_of(path))
            if reader is None:
                yield Item(place, place, path, size_of(path))
                continue
            try:
                for part, identity, content, weight in reader(path, self.fields):
                    yield Item(f"{place}:{part}", identity or f"{place}:{part}", content, weight)
            except UsageError:  # an extra that is not installed is no fault of the page
                raise
            except MtError as error:
                yield Item(place, place, error, 0)
            except Exception as error:  # a file that was cut or altered, a network that broke: of many kinds
                yield Item(place, place, InputError(f"{path}: cannot be read to its end: {error}"), 0)

    def files(self) -> Iterator[File]:
        """Every file of the input once, folders gone through in the order of their names."""
        seen: set[File] | None = set() if len(self.names) > 1 else None
        for name in self.names:
            for path in self._below(name):
                if seen is not None:
                    if path in seen:
                        continue
                    seen.add(path)
                yield path

    def size(self) -> int:
        """Bytes of all files, what the weights of all items about add up to."""
        return sum(map(size_of, self.files()))

    def _below(self, name: str) -> Iterator[File]:
        if is_address(name):
            yield from remote.matches(name, _is_known)
            return
        for path in _matches(name):
            if path.is_dir():
                yield from self._walk(path)
            else:
                yield path

    def _walk(self, folder: Path) -> Iterator[Path]:
        for here, folders, names in os.walk(folder):
            # Hidden folders are those of editors and version control. Changed in place: os.walk looks.
            folders[:] = sorted(f for f in folders if not f.startswith(".") and Path(here, f) != self.leave_out)
            for name in sorted(names):
                path = Path(here, name)
                if not name.startswith(".") and _is_known(path):
                    yield path


def find(names: Sequence[str], *, fields: Fields = Fields(), leave_out: Path | None = None) -> Source:
    """Return the source of ``names``: files, folders (with all below them) and patterns such as ``in/**/*.txt``.

    All of them are paths, or all are addresses in one store, such as ``s3://bucket/in``. In a folder, files with
    other suffixes than those known are passed over; a file that is named is read in any case. Raises
    :class:`~mt.errors.InputError` when a name is neither there nor matches anything,
    :class:`~mt.errors.UsageError` when paths and addresses are mixed.

    >>> [item.place for item in find(["news"])]  # doctest: +SKIP
    ['2016/benghazi.txt', 'archive.jsonl:1', 'archive.jsonl:2']
    """
    base = _common(names)
    source = Source(tuple(names), base, fields, leave_out.resolve() if leave_out else None)
    for name in names:
        found = remote.matches(name, lambda _: True) if is_address(name) else _matches(name)
        if next(iter(found), None) is None:
            raise InputError(f"{name}: no such file or folder, and no file has a name of this pattern")
    return source


def _common(names: Sequence[str]) -> File:
    """The folder that all inputs have in common."""
    stores = {name.partition("://")[0] if is_address(name) else "" for name in names}
    if len(stores) > 1:
        raise UsageError("inputs are either all paths or all addresses in one store: give each kind a run of its own")
    if stores == {""}:
        return Path(os.path.commonpath([_root(name) for name in names]))
    paths = [remote.root(name).address.partition("://")[2] for name in names]
    return Remote(f"{stores.pop()}://{posixpath.commonpath(paths)}")


def _place(path: File, base: File) -> str:
    if isinstance(path, Remote):
        return path.below(str(base))
    # A file name may hold bytes that are no text; a place is text.
    return path.relative_to(str(base)).as_posix().encode("utf-8", "backslashreplace").decode()


def _is_known(path: File) -> bool:
    return suffix_of(path) in COLLECTIONS or suffix_of(path) in _PAGES


def _matches(name: str) -> Iterator[Path]:
    if os.path.lexists(name):
        yield _absolute(name)
    elif is_pattern(name):
        yield from (_absolute(found) for found in sorted(glob.iglob(name, recursive=True)))  # noqa: PTH207 - Path.glob takes no absolute pattern


def _root(name: str) -> Path:
    """The folder named, or that of the file named, or the part of a pattern that stands fast."""
    if os.path.lexists(name):
        path = _absolute(name)
        return path if path.is_dir() else path.parent
    fast = []
    for part in Path(name).parts[:-1]:
        if is_pattern(part):
            break
        fast.append(part)
    return _absolute(Path(*fast))


def _absolute(name: str | Path) -> Path:
    # Links are kept: a page is known by the name that its reader sees.
    return Path(os.path.realpath(Path(name).parent)) / Path(name).name if Path(name).name else Path(name).resolve()
