"""OpenDocument texts (LibreOffice): every paragraph, heading, cell, note and text box; styles untouched."""

import re
from collections.abc import Sequence
from typing import Any

from mt.errors import InputError
from mt.read.markup import Role, mixed_note, parse_xml, remove, stretches, strip_marks, write_xml
from mt.read.package import open_package
from mt.read.source import check_count, nothing_arabic

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
_RIGHT = re.compile(r"\b(rl-tb|rl)\b")


class _Rules:
    def role(self, element: Any) -> Role:
        if element.tag in _OPAQUE:
            return Role.WALL
        if element.tag in _APART:
            return Role.APART
        return Role.BREAK if element.tag in _BREAKS else Role.INLINE

    def has_text(self, element: Any) -> bool:
        return element.tag in _WORDS

    def constant(self, element: Any) -> str:
        return " " if element.tag == f"{_TEXT}s" else ""

    def style(self, element: Any) -> str:
        found = []
        while element is not None and element.tag not in _BREAKS:
            found.append(element.get(f"{_TEXT}style-name", "") + ("link" if element.tag == f"{_TEXT}a" else ""))
            element = element.getparent()
        return " ".join(found)


class OdtDocument:
    """An OpenDocument text whose texts can be replaced."""

    suffix = ".odt"

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.package = open_package(data, name)
        if any(part.startswith(("Basic/", "Scripts/")) for part in self.package.names):
            raise InputError(f"{name}: holds macros; remove them and save it again")
        if b"encryption-data" in self.package.read("META-INF/manifest.xml"):
            raise InputError(f"{name}: is locked with a password; save a copy without one")
        parts = [part for part in _PARTS if part in self.package or part == "content.xml"]
        self._roots = {part: parse_xml(self.package.read(part), f"{name}: {part}") for part in parts}
        self._stretches = [s for root in self._roots.values() for s in stretches(root, _Rules())]
        if not self._stretches:
            raise nothing_arabic(name)
        self.texts: Sequence[str] = [stretch.text for stretch in self._stretches]
        self.notes: Sequence[str] = mixed_note(sum(stretch.is_mixed for stretch in self._stretches))

    def rebuild(self, translations: Sequence[str]) -> bytes:
        """The document with the same styles, from left to right."""
        check_count(self.name, self.texts, translations)
        for stretch, translation in zip(self._stretches, translations, strict=True):
            stretch.put(translation)
            for slot in stretch.slots:
                _drop_links(slot.element)
        for part, root in self._roots.items():
            _turn(root)
            self.package.parts[part] = write_xml(root)
        return self.package.rebuild()


def _drop_links(element: Any) -> None:
    """Take out the links around ``element`` that lost their words: they cannot be followed, only listed."""
    for link in [*element.iterancestors(f"{_TEXT}a"), *([element] if element.tag == f"{_TEXT}a" else [])]:
        if all(one.tag in (f"{_TEXT}a", f"{_TEXT}span") and not one.text for one in link.iter()):
            remove(link)


def _turn(root: Any) -> None:
    strip_marks(root)
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
