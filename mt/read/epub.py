"""Electronic books: every chapter, the table of contents and the title; pictures and fonts are copied."""

import html.entities
import posixpath
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from mt.errors import InputError
from mt.read.html import html_texts, keep_direction, turn, turn_css
from mt.read.markup import Value
from mt.read.package import open_package
from mt.read.placed import PlacedDocument, Text
from mt.read.source import has_arabic
from mt.read.text import decode_text
from mt.read.tree import parse_xml, write_xml

MIMETYPE = b"application/epub+zip"

_CONTAINER = "META-INF/container.xml"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]*);")
_XML_NAMES = {b"amp", b"lt", b"gt", b"quot", b"apos"}


class EpubDocument(PlacedDocument):
    """A book whose texts can be replaced."""

    suffix = ".epub"

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.package = open_package(data, name)
        if "META-INF/rights.xml" in self.package:
            raise InputError(f"{name}: is protected against copying; its chapters cannot be read")
        self._opf = _opf_path(parse_xml(self.package.read(_CONTAINER), name), name)
        self._roots = {self._opf: parse_xml(self.package.read(self._opf), f"{name}: {self._opf}")}
        self._css: list[str] = []
        found = [text for part in self._chapters() for text in self._texts_of(part)]
        super().__init__(name, [*found, *_metadata(self._roots[self._opf])])

    def _chapters(self) -> list[str]:
        """The texts of the book: those of the spine in their order, then the others (navigation)."""
        opf = self._roots[self._opf]
        items: dict[str, str] = {}
        for item in opf.iter(f"{_OPF}item"):
            part = posixpath.normpath(posixpath.join(posixpath.dirname(self._opf), unquote(item.get("href", ""))))
            kind = item.get("media-type", "")
            if part in self.package and kind in ("application/xhtml+xml", "application/x-dtbncx+xml"):
                items[item.get("id", part)] = part
            elif part in self.package and kind == "text/css":
                self._css.append(part)
        spine = [items[ref.get("idref")] for ref in opf.iter(f"{_OPF}itemref") if ref.get("idref") in items]
        return list(dict.fromkeys([*spine, *items.values()]))

    def _texts_of(self, part: str) -> Iterator[Text]:
        root = self._roots[part] = parse_xml(_without_names(self.package.read(part)), f"{self.name}: {part}")
        if root.tag == f"{_NCX}ncx":
            for element in root.iter(f"{_NCX}text"):
                if has_arabic(element.text or ""):
                    yield Value(element)
        else:
            yield from html_texts(root)

    def write(self) -> bytes:
        """The book in English, its pages turned from right to left."""
        opf = self._roots[self._opf]
        for language in opf.iter(f"{_DC}language"):
            language.text = "en"
        for spine in opf.iter(f"{_OPF}spine"):
            if spine.get("page-progression-direction") == "rtl":
                spine.set("page-progression-direction", "ltr")
        for root in self._roots.values():
            turn(root)
        keep_direction(self.untouched)
        for part, root in self._roots.items():
            self.package.parts[part] = write_xml(root)
        for part in self._css:
            css, _ = decode_text(self.package.read(part), name=f"{self.name}: {part}")
            self.package.parts[part] = turn_css(css).encode("utf-8")
        return self.package.rebuild()


def _opf_path(container: Any, name: str) -> str:
    for root in container.iter("{*}rootfile"):
        if path := root.get("full-path"):
            return str(path)
    raise InputError(f"{name}: names no book in {_CONTAINER}; it is damaged")


def _metadata(opf: Any) -> Iterator[Text]:
    for tag in ("title", "description", "subject"):
        for element in opf.iter(f"{_DC}{tag}"):
            if has_arabic(element.text or ""):
                yield Value(element)


def _without_names(data: bytes) -> bytes:
    """Chapters with ``&nbsp;`` and its like as numbers: XML alone does not know these names."""

    def number(found: re.Match[bytes]) -> bytes:
        point = html.entities.name2codepoint.get(found[1].decode("ascii"))
        return found[0] if point is None or found[1] in _XML_NAMES else f"&#{point};".encode("ascii")

    return _NAMED.sub(number, data)
