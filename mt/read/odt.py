"""OpenDocument texts (LibreOffice): every paragraph, heading, cell, note and text box; styles untouched."""

import re
from typing import Any

from mt.errors import InputError
from mt.read.markup import stretches
from mt.read.package import open_package
from mt.read.placed import PlacedDocument
from mt.read.rules import Role, Rules
from mt.read.tree import parse_xml, strip_marks, write_xml

MIMETYPES = (b"application/vnd.oasis.opendocument.text", b"application/vnd.oasis.opendocument.text-template")

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _STYLE, _FO, _OFFICE = (_NS % name for name in ("text", "style", "xsl-fo-compatible", "office"))
_PARTS = ("content.xml", "styles.xml")  # the second has headers and footers
_BREAKS = frozenset(f"{_TEXT}{tag}" for tag in ("p", "h", "line-break", "tab"))
_APART = frozenset((f"{_TEXT}note", f"{_OFFICE}annotation", f"{_NS % 'drawing'}frame"))
_FIELDS = (
    "page-number page-count date time chapter sequence sequence-ref note-ref bookmark-ref reference-ref file-name "
    "author-name author-initials title subject creator modification-date creation-date word-count"
)
_OPAQUE = frozenset(f"{_TEXT}{tag}" for tag in ("tracked-changes", "sequence-decls", *_FIELDS.split()))
# Elements whose text is words: paragraphs and what stands inside a line.
_WORDS = frozenset(f"{_TEXT}{tag}" for tag in ("p", "h", "span", "a", "meta", "ruby-base"))
# Arabic letters are formatted by properties of their own, which Latin letters do not look at.
_TWINS = {
    f"{_STYLE}font-weight-complex": f"{_FO}font-weight",
    f"{_STYLE}font-style-complex": f"{_FO}font-style",
    f"{_STYLE}font-size-complex": f"{_FO}font-size",
}
_RIGHT = re.compile(r"\b(rl-tb|rl)\b")


class _Rules(Rules):
    def role(self, element: Any) -> Role:
        if element.tag in _OPAQUE:
            return Role.WALL
        if element.tag in _APART:
            return Role.APART
        if element.tag == f"{_TEXT}soft-page-break":
            return Role.PROPERTY
        return Role.BREAK if element.tag in _BREAKS else Role.INLINE

    def has_text(self, element: Any) -> bool:
        return element.tag in _WORDS

    def constant(self, element: Any) -> str:
        return " " if element.tag == f"{_TEXT}s" else ""

    def is_link(self, element: Any) -> bool:
        return bool(element.tag == f"{_TEXT}a")


class OdtDocument(PlacedDocument):
    """An OpenDocument text whose texts can be replaced."""

    suffix = ".odt"

    def __init__(self, data: bytes, name: str) -> None:
        self.package = open_package(data, name)
        if any(part.startswith(("Basic/", "Scripts/")) for part in self.package.names):
            raise InputError(f"{name}: holds macros; remove them and save it again")
        if b"encryption-data" in self.package.read("META-INF/manifest.xml"):
            raise InputError(f"{name}: is locked with a password; save a copy without one")
        parts = [part for part in _PARTS if part in self.package or part == "content.xml"]
        self._roots = {part: parse_xml(self.package.read(part), f"{name}: {part}") for part in parts}
        super().__init__(name, [text for root in self._roots.values() for text in stretches(root, _Rules())])

    def write(self) -> bytes:
        """The document with the same styles, from left to right."""
        for part, root in self._roots.items():
            _turn(root)
            self.package.parts[part] = write_xml(root)
        return self.package.rebuild()


def _turn(root: Any) -> None:
    strip_marks(root)
    for properties in root.iter(f"{_STYLE}text-properties"):
        for theirs, ours in _TWINS.items():
            if theirs in properties.attrib:
                properties.set(ours, properties.get(theirs))
    for properties in root.iter(
        f"{_STYLE}paragraph-properties",
        f"{_STYLE}page-layout-properties",
        f"{_STYLE}table-properties",
        f"{_STYLE}section-properties",
    ):
        mode = f"{_STYLE}writing-mode"
        if properties.get(mode):
            was = properties.get(mode)
            properties.set(mode, _RIGHT.sub(lambda found: found[0].replace("rl", "lr"), was))
        # "start" and "end" follow the direction by themselves.
        if properties.get(f"{_FO}text-align") == "right":
            properties.set(f"{_FO}text-align", "left")
