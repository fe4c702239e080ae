"""XML files of any length, one element at a time: translation memories and term bases.

The standard library's parser is enough for them. It never opens an external file by itself, and a file that
defines entities of its own, which such files do not need and attacks do, is refused.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from mt.errors import InputError

_CHUNK = 1 << 16


def elements(path: Path, tag: str) -> Iterator[Element]:
    """Yield every element called ``tag``, in whatever namespace, as soon as it is complete.

    Names inside it have no namespaces either. Memory is that of one such element. Raises
    :class:`~mt.errors.InputError` for a file that cannot be read, is no well-formed XML or defines entities.
    """
    try:
        with path.open("rb") as stream:
            yield from _elements(stream, tag, str(path))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"{path}: cannot be read ({reason}); check the path and its permissions") from error


def local(name: str) -> str:
    """Return a name without its namespace, in any of the spellings ``p:a`` and ``uri a``.

    >>> local("http://www.w3.org/XML/1998/namespace lang")
    'lang'
    """
    return name.rpartition(" ")[2].rpartition(":")[2]


def _elements(stream: BinaryIO, tag: str, name: str) -> Iterator[Element]:
    collector = _Collector(tag, name)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = collector.start
    parser.EndElementHandler = collector.end
    parser.CharacterDataHandler = collector.data
    parser.EntityDeclHandler = collector.refuse
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
            yield from collector.take()
        parser.Parse(b"", True)
        yield from collector.take()
    except (expat.ExpatError, ValueError, LookupError) as error:  # the last two: an encoding unknown to Python
        raise InputError(f"{name}: is no well-formed XML ({error}); export it again") from error


class _Collector:
    """Builds the wanted elements and passes over everything else."""

    def __init__(self, tag: str, name: str) -> None:
        self._tag, self._name = tag, name
        self._builder: TreeBuilder | None = None
        self._depth = 0
        self._done: list[Element] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._builder is None and local(name) == self._tag:
            self._builder, self._depth = TreeBuilder(), 0
        if self._builder is not None:
            self._builder.start(local(name), {local(key): value for key, value in attributes.items()})
            self._depth += 1

    def end(self, name: str) -> None:
        if self._builder is None:
            return
        self._builder.end(local(name))
        self._depth -= 1
        if not self._depth:
            self._done.append(self._builder.close())
            self._builder = None

    def data(self, text: str) -> None:
        if self._builder is not None:
            self._builder.data(text)

    def refuse(self, *_: object) -> None:
        raise InputError(f"{self._name}: defines XML entities, which such files do not need and attacks do; refused")

    def take(self) -> list[Element]:
        done, self._done = self._done, []
        return done
