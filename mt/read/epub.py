"""Electronic books: every chapter, the table of contents and the title; pictures and fonts are copied."""

import html.entities
import posixpath
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import unquote

from mt.errors import InputError
from mt.read.html import html_stretches, put, turn, turn_css
from mt.read.markup import Slot, Stretch, mixed_note, parse_xml, write_xml
from mt.read.package import open_package
from mt.read.source import check_count, has_arabic, nothing_arabic
from mt.read.text import decode_text

MIMETYPE = b"application/epub+zip"

_CONTAINER = "META-INF/container.xml"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]*);")
_XML_NAMES = {b"amp", b"lt", b"gt", b"quot", b"apos"}


class EpubDocument:
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
        found = [stretch for part in self._chapters() for stretch in self._stretches_of(part)]
        found += list(_metadata(self._roots[self._opf]))
        if not found:
            raise nothing_arabic(name)
        self._stretches = found
        self.texts: Sequence[str] = [stretch.text for stretch in found]
        self.notes: Sequence[str] = mixed_note(sum(stretch.is_mixed for stretch in found))

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

    def _stretches_of(self, part: str) -> Iterator[Stretch]:
        root = self._roots[part] = parse_xml(_without_names(self.package.read(part)), f"{self.name}: {part}")
        if root.tag == f"{_NCX}ncx":
            for element in root.iter(f"{_NCX}text"):
                if has_arabic(element.text or ""):
                    yield Stretch([Slot(element, "text", element.text)])
        else:
            yield from html_stretches(root)

    def rebuild(self, translations: Sequence[str]) -> bytes:
        """The book in English, its pages turned from right to left."""
        check_count(self.name, self.texts, translations)
        for stretch, translation in zip(self._stretches, translations, strict=True):
            put(stretch, translation)
        opf = self._roots[self._opf]
        for language in opf.iter(f"{_DC}language"):
            language.text = "en"
        for spine in opf.iter(f"{_OPF}spine"):
            if spine.get("page-progression-direction") == "rtl":
                spine.set("page-progression-direction", "ltr")
        for part, root in self._roots.items():
            turn(root)
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


def _metadata(opf: Any) -> Iterator[Stretch]:
    for tag in ("title", "description", "subject"):
        for element in opf.iter(f"{_DC}{tag}"):
            if has_arabic(element.text or ""):
                yield Stretch([Slot(element, "text", element.text)])


def _without_names(data: bytes) -> bytes:
    """Chapters with ``&nbsp;`` and its like as numbers: XML alone does not know these names."""

    def number(found: re.Match[bytes]) -> bytes:
        point = html.entities.name2codepoint.get(found[1].decode("ascii"))
        return found[0] if point is None or found[1] in _XML_NAMES else f"&#{point};".encode("ascii")

    return _NAMED.sub(number, data)
