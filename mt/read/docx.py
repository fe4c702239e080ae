"""Word documents: every paragraph of body, tables, headers, footers, notes and text boxes; styles untouched.

The XML inside is edited in place rather than through an object model, so whatever is not text stays as
Word wrote it.
"""

import re
from collections.abc import Iterator, Sequence, Set
from copy import deepcopy
from typing import Any

from mt.errors import InputError
from mt.inline import Mark
from mt.read.markup import Stretch, stretches
from mt.read.package import Package, open_package
from mt.read.placed import PlacedDocument
from mt.read.rules import Role, Rules
from mt.read.tree import parse_xml, strip_marks, write_xml

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BODY = "word/document.xml"
# In reading order: the text first, so that a digest finds its headline there.
_ORDER = ("document", "footnotes", "endnotes", "comments", "header", "footer")
_TEXTS = re.compile(r"word/(document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml")
_STYLES = re.compile(r"word/(styles|numbering|stylesWithEffects)\.xml|word/glossary/(styles|numbering)\.xml")
_BREAKS = frozenset(("p", "br", "cr", "tab", "ptab"))
_PROPERTIES = frozenset(("pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr", "proofErr", "lastRenderedPageBreak"))
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_OPAQUE = frozenset(("del", "moveFrom", "delText", "instrText", f"{_MATH}oMath", f"{_MATH}oMathPara"))
# Pictures and text boxes, and boxes of a form: what is in them is no part of the sentence they stand in.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_APART = frozenset(("drawing", "pict", "object", "txbxContent", "sdt", _FALLBACK))
_WRAPPERS = frozenset(("hyperlink", "fldSimple", "ins", "moveTo"))
# Right-to-left runs are formatted by properties of their own, which left-to-right runs do not look at.
_TWINS = {"bCs": "b", "iCs": "i", "szCs": "sz"}
# Word wants the properties of a run in this order; others, of newer versions, come behind.
_RUN_PROPERTIES = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath"
)
_RUN_ORDER = _RUN_PROPERTIES.split()


def _tag(element: Any) -> str:
    tag = str(element.tag)
    return tag.removeprefix(_W) if tag.startswith(_W) else tag


class _Rules(Rules):
    def __init__(self, root: Any) -> None:
        self._computed = _computed(root)
        self._root = root

    def role(self, element: Any) -> Role:
        tag = _tag(element)
        if tag == "fldSimple" and not _is_link(element.get(f"{_W}instr", "")):
            return Role.WALL
        if element in self._computed or tag in _BREAKS:
            return Role.BREAK
        if tag in _OPAQUE or (tag == "r" and _is_reference(element)):
            return Role.OPAQUE
        if tag in _APART:
            return Role.APART
        return Role.PROPERTY if tag in _PROPERTIES or (tag == "t" and not element.text) else Role.INLINE

    def has_text(self, element: Any) -> bool:
        return _tag(element) == "t"

    def constant(self, element: Any) -> str:
        return "-" if _tag(element) == "noBreakHyphen" else ""

    def marks(self, element: Any) -> tuple[Mark, ...]:
        tag = _tag(element)
        if tag in _WRAPPERS:
            return super().marks(element)
        properties = element.find(f"{_W}rPr") if tag == "r" else None
        return tuple(
            Mark((one.tag, tuple(sorted(one.attrib.items())), len(one)), origin=one)
            for one in (properties if properties is not None else ())
            if isinstance(one.tag, str) and _tag(one) != "rPrChange"
        )

    def is_link(self, element: Any) -> bool:
        return _tag(element) in ("hyperlink", "fldSimple")

    def wraps(self, mark: Mark) -> bool:
        return _tag(mark.origin) in _WRAPPERS

    def holds_words(self, element: Any) -> bool:
        return _tag(element) not in ("r", "t")

    def leaf(self, text: str, marks: Sequence[Mark]) -> Any:
        run = self._run([mark.origin for mark in marks if not self.wraps(mark)])
        words = run.makeelement(f"{_W}t")
        words.text = text
        run.append(words)
        return run

    def atom(self, element: Any) -> Any:
        parent = element.getparent()
        if parent is None or _tag(parent) != "r":
            return element
        run = self._run(parent.find(f"{_W}rPr") if parent.find(f"{_W}rPr") is not None else ())
        run.append(element)
        return run

    def _run(self, properties: Sequence[Any]) -> Any:
        run = self._root.makeelement(f"{_W}r")
        if len(properties):
            own = run.makeelement(f"{_W}rPr")
            own.extend(sorted(map(deepcopy, properties), key=_rank))
            run.append(own)
        return run


def _rank(element: Any) -> int:
    return _RUN_ORDER.index(_tag(element)) if _tag(element) in _RUN_ORDER else len(_RUN_ORDER)


def _is_reference(run: Any) -> bool:
    """Whether a run is a number or sign set high or low behind a word, which is no part of the word."""
    place = run.find(f"{_W}rPr/{_W}vertAlign")
    text = "".join(one.text or "" for one in run.findall(f"{_W}t"))
    if place is None or not text.strip() or any(map(str.isalpha, text)):
        return False
    following = run.getnext()
    return following is None or not (following.findtext(f"{_W}t") or "")[:1].isalpha()  # H2O


def _is_link(instruction: str) -> bool:
    return instruction.split()[:1] == ["HYPERLINK"]


def _fields(root: Any) -> Iterator[tuple[list[Any], str]]:
    """The marks and the instruction of each field that is spread over runs; inner fields first."""
    open_fields: list[tuple[list[Any], list[str]]] = []
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
            yield marks, "".join(instruction)


def _computed(root: Any) -> set[Any]:
    """The marks of fields that Word computes, such as page numbers: as words of a sentence they would come twice."""
    return {mark for marks, instruction in _fields(root) if not _is_link(instruction) for mark in marks}


def _gather_links(root: Any) -> None:
    """Write links that are spread over runs as one element around their words, which can be moved."""
    for marks, instruction in list(_fields(root)):
        runs = [mark.getparent() for mark in marks]
        if not _is_link(instruction) or len(runs) != 3 or len({run.getparent() for run in runs}) != 1:
            continue
        begin, middle, end = runs
        between = list(begin.itersiblings())
        words = between[between.index(middle) + 1 : between.index(end)]
        if any(True for run in words for _ in run.iter(f"{_W}fldChar")):
            continue
        link = begin.makeelement(f"{_W}fldSimple", {f"{_W}instr": instruction})
        begin.addprevious(link)
        for run in [begin, *between[: between.index(end) + 1]]:
            run.getparent().remove(run)
        link.extend(words)


class DocxDocument(PlacedDocument):
    """A Word document whose texts can be replaced."""

    suffix = ".docx"

    def __init__(self, data: bytes, name: str) -> None:
        self.package = _open(data, name)
        parts = [part for part in self.package.names if _TEXTS.fullmatch(part)]
        parts.sort(key=lambda part: [part.startswith(f"word/{kind}") for kind in _ORDER], reverse=True)
        self._roots = {part: parse_xml(self.package.read(part), f"{name}: {part}") for part in parts}
        for root in self._roots.values():
            _gather_links(root)
        self._stretches = [text for root in self._roots.values() for text in stretches(root, _Rules(root))]
        super().__init__(name, self._stretches)

    def write(self) -> bytes:
        """The document with the same styles, from left to right."""
        for stretch in self._stretches:
            _align(stretch)
        kept = {_paragraph(text.slots[0].holder) for text in self.untouched if isinstance(text, Stretch)}
        for part in self.package.names:
            if _STYLES.fullmatch(part):
                self._roots[part] = parse_xml(self.package.read(part), f"{self.name}: {part}")
        for part, root in self._roots.items():
            _turn(root, kept)
            self.package.parts[part] = write_xml(root)
        return self.package.rebuild()


def _open(data: bytes, name: str) -> Package:
    package = open_package(data, name)
    if _BODY not in package:
        raise InputError(f"{name}: is no Word document; save it from the word processor again")
    if any(part.lower().endswith("vbaproject.bin") for part in package.names):
        raise InputError(f"{name}: holds macros; save it as .docx, which cannot hold any")
    return package


def _align(stretch: Stretch) -> None:
    """A translated paragraph that was set to the right is set to the left."""
    paragraph = next(stretch.host.iterancestors(f"{_W}p"), stretch.host) if stretch.host is not None else None
    properties = paragraph.find(f"{_W}pPr") if paragraph is not None else None
    if properties is None or properties.find(f"{_W}bidi") is not None:
        return  # in a right-to-left paragraph Word reads "right" as "the far side": it needs no change
    aligned = properties.find(f"{_W}jc")
    if aligned is not None and aligned.get(f"{_W}val") == "right":
        aligned.set(f"{_W}val", "left")


def _paragraph(element: Any) -> Any:
    return next(element.iterancestors(f"{_W}p"), None)


def _turn(root: Any, kept: Set[Any]) -> None:
    """Left to right: paragraphs, sections, tables and runs, in texts and in styles; not the paragraphs in ``kept``."""
    strip_marks(root)
    for words in root.iter(f"{_W}t"):
        if words.text != (words.text or "").strip():
            words.set(_SPACE, "preserve")
    for properties in list(root.iter(f"{_W}rPr")):
        if any(_is_on(properties.find(f"{_W}{tag}")) for tag in ("rtl", "cs")) or _is_style(properties):
            _match_twins(properties)
    for tag in ("bidi", "rtl", "cs", "bidiVisual", "rtlGutter"):
        for element in list(root.iter(f"{_W}{tag}")):
            if not kept or _paragraph(element) not in kept:
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
        properties.insert(sum(_rank(one) < _rank(fresh) for one in properties if isinstance(one.tag, str)), fresh)
