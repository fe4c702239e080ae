"""Word documents: every paragraph of body, tables, headers, footers, notes and text boxes; styles untouched.

The XML inside is edited in place rather than through an object model, so whatever is not text stays as
Word wrote it.
"""

import re
from collections.abc import Sequence
from typing import Any

from mt.errors import InputError
from mt.read.markup import Role, Stretch, mixed_note, parse_xml, stretches, strip_marks, write_xml
from mt.read.package import Package, open_package
from mt.read.source import check_count, nothing_arabic

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BODY = "word/document.xml"
# In reading order: the text first, so that a digest finds its headline there.
_ORDER = ("document", "footnotes", "endnotes", "comments", "header", "footer")
_TEXTS = re.compile(r"word/(document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml")
_STYLES = re.compile(r"word/(styles|numbering|stylesWithEffects)\.xml|word/glossary/(styles|numbering)\.xml")
_BREAKS = frozenset(("p", "br", "cr", "tab", "ptab"))
_OPAQUE = frozenset(("del", "moveFrom", "delText", "instrText", "pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr"))
# Right-to-left runs are formatted by properties of their own, which left-to-right runs do not look at.
_TWINS = {"bCs": "b", "iCs": "i", "szCs": "sz"}
# Word wants the properties of a run in this order; only those that precede or equal the ones added.
_RUN_PROPERTIES = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs"
)
_RUN_ORDER = _RUN_PROPERTIES.split()


def _tag(element: Any) -> str:
    tag = str(element.tag)
    return tag.removeprefix(_W) if tag.startswith(_W) else tag


class _Rules:
    def __init__(self, root: Any) -> None:
        self._computed = _computed(root)

    def role(self, element: Any) -> Role:
        tag = _tag(element)
        if tag == "fldSimple" and not _is_link(element.get(f"{_W}instr", "")):
            return Role.WALL
        if element in self._computed:
            return Role.BREAK
        if tag in _OPAQUE:
            return Role.OPAQUE
        if tag == "txbxContent":
            return Role.APART
        return Role.BREAK if tag in _BREAKS else Role.INLINE

    def has_text(self, element: Any) -> bool:
        return _tag(element) == "t"

    def constant(self, element: Any) -> str:
        return "-" if _tag(element) == "noBreakHyphen" else ""

    def style(self, element: Any) -> str:
        found = ""
        while element is not None and _tag(element) != "p":
            if _tag(element) == "hyperlink":
                found += " link"
            properties = element.find(f"{_W}rPr") if _tag(element) == "r" else None
            for one in properties if properties is not None else ():
                if isinstance(one.tag, str) and _tag(one) not in {"rtl", "cs", "lang", "rFonts"}:
                    found += f" {_tag(one)}={sorted(one.attrib.items())}"
            element = element.getparent()
        return found


def _is_link(instruction: str) -> bool:
    return instruction.split()[:1] == ["HYPERLINK"]


def _computed(root: Any) -> set[Any]:
    """The marks of fields that Word computes, such as page numbers: as words of a sentence they would come twice."""
    found: set[Any] = set()
    open_fields: list[tuple[list[Any], list[str]]] = []  # marks and instruction of each
    for element in root.iter(f"{_W}fldChar", f"{_W}instrText"):
        if _tag(element) == "instrText":
            if open_fields:
                open_fields[-1][1].append(element.text or "")
            continue
        if element.get(f"{_W}fldCharType") == "begin":
            open_fields.append(([], []))
        if open_fields:
            open_fields[-1][0].append(element)
        if element.get(f"{_W}fldCharType") == "end" and open_fields:
            marks, instruction = open_fields.pop()
            found.update([] if _is_link("".join(instruction)) else marks)
    return found


class DocxDocument:
    """A Word document whose texts can be replaced."""

    suffix = ".docx"

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.package = _open(data, name)
        parts = [part for part in self.package.names if _TEXTS.fullmatch(part)]
        parts.sort(key=lambda part: [part.startswith(f"word/{kind}") for kind in _ORDER], reverse=True)
        self._roots = {part: parse_xml(self.package.read(part), f"{name}: {part}") for part in parts}
        self._stretches = [s for root in self._roots.values() for s in stretches(root, _Rules(root))]
        if not self._stretches:
            raise nothing_arabic(name)
        self.texts: Sequence[str] = [stretch.text for stretch in self._stretches]
        self.notes: Sequence[str] = mixed_note(sum(stretch.is_mixed for stretch in self._stretches))

    def rebuild(self, translations: Sequence[str]) -> bytes:
        """The document with the same styles, from left to right."""
        check_count(self.name, self.texts, translations)
        for stretch, translation in zip(self._stretches, translations, strict=True):
            _put(stretch, translation)
        for part in self.package.names:
            if _STYLES.fullmatch(part):
                self._roots[part] = parse_xml(self.package.read(part), f"{self.name}: {part}")
        for part, root in self._roots.items():
            _turn(root)
            self.package.parts[part] = write_xml(root)
        return self.package.rebuild()


def _open(data: bytes, name: str) -> Package:
    package = open_package(data, name)
    if _BODY not in package:
        raise InputError(f"{name}: is no Word document; save it from the word processor again")
    if any(part.lower().endswith("vbaproject.bin") for part in package.names):
        raise InputError(f"{name}: holds macros; save it as .docx, which cannot hold any")
    return package


def _put(stretch: Stretch, translation: str) -> None:
    slot = stretch.put(translation)
    slot.element.set(_SPACE, "preserve")
    paragraph = next(slot.element.iterancestors(f"{_W}p"), None)
    properties = paragraph.find(f"{_W}pPr") if paragraph is not None else None
    if properties is None or properties.find(f"{_W}bidi") is not None:
        return  # in a right-to-left paragraph Word reads "right" as "the far side": it needs no change
    aligned = properties.find(f"{_W}jc")
    if aligned is not None and aligned.get(f"{_W}val") == "right":
        aligned.set(f"{_W}val", "left")


def _turn(root: Any) -> None:
    """Left to right: paragraphs, sections, tables and runs, in texts and in styles."""
    strip_marks(root)
    for properties in list(root.iter(f"{_W}rPr")):
        if any(_is_on(properties.find(f"{_W}{tag}")) for tag in ("rtl", "cs")) or _is_style(properties):
            _match_twins(properties)
    for tag in ("bidi", "rtl", "cs", "bidiVisual", "rtlGutter"):
        for element in list(root.iter(f"{_W}{tag}")):
            element.getparent().remove(element)


def _is_style(properties: Any) -> bool:
    parent = properties.getparent()
    return parent is not None and _tag(parent) == "style" and parent.find(f"{_W}pPr/{_W}bidi") is not None


def _is_on(element: Any) -> bool:
    return element is not None and element.get(f"{_W}val", "1") not in ("0", "false", "off")


def _match_twins(properties: Any) -> None:
    """Give a run that was formatted for right-to-left text the same look from left to right."""
    for theirs, ours in _TWINS.items():
        twin = properties.find(f"{_W}{theirs}")
        for old in properties.findall(f"{_W}{ours}"):
            properties.remove(old)
        if twin is None:
            continue
        fresh = properties.makeelement(f"{_W}{ours}", dict(twin.attrib))
        properties.insert(_place(properties, ours), fresh)


def _place(properties: Any, tag: str) -> int:
    """Where a property belongs among those that are there."""
    before = set(_RUN_ORDER[: _RUN_ORDER.index(tag)])
    return sum(1 for one in properties if isinstance(one.tag, str) and _tag(one) in before)
