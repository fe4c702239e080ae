"""Trees of elements (HTML, XHTML, docx, odt): which texts belong together, and where a translation goes.

A *stretch* is the text of one paragraph, cell or heading between two line breaks, however many elements
it is spread over. Its translation goes to one of its *slots*: the first of the formatting that most
letters have. So a bold paragraph stays bold and a link stays a link; where only some words were bold,
they are not any more.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Protocol

from mt.errors import InputError
from mt.read.source import has_arabic, one_line, require, safe, without_marks


class Role(Enum):
    """What an element does to the text around it."""

    INLINE = "belongs to the sentence"
    BREAK = "ends the stretch before it and after it"
    APART = "has stretches of its own; the one around it goes on behind it (a footnote)"
    OPAQUE = "is not looked into; the stretch around it goes on behind it"
    WALL = "is not looked into, and ends the stretch"


class Rules(Protocol):
    """How one format is read. Tags that are no strings (comments) never reach it."""

    def role(self, element: Any) -> Role:
        """What the element does."""
        ...

    def has_text(self, element: Any) -> bool:
        """Whether the element's own text is words; its tail is when its parent's text is."""
        ...

    def constant(self, element: Any) -> str:
        """The text that an empty element stands for, such as a space; else nothing."""
        ...

    def style(self, element: Any) -> str:
        """The formatting of the element's text, to be compared only."""
        ...


@dataclass(slots=True)
class Slot:
    """A place for text. ``place``: "text", "tail", "element" (the element stands for ``value``), or ``@attribute``."""

    element: Any
    place: str
    value: str
    style: str = ""

    def put(self, text: str) -> None:
        """Replace what is there."""
        if self.place == "element":
            return
        if self.place.startswith("@"):
            self.element.set(self.place[1:], text)
        else:
            setattr(self.element, self.place, text or None)


@dataclass(slots=True)
class Stretch:
    """The slots of one text, in order."""

    slots: list[Slot] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text on one line, without markup."""
        return one_line("".join(slot.value for slot in self.slots))

    @property
    def is_mixed(self) -> bool:
        """Whether some of its words are formatted otherwise than the rest."""
        return len({slot.style for slot in self.slots if slot.value.strip()}) > 1

    def put(self, translation: str) -> Slot:
        """Write ``translation`` in the prevailing formatting, clear the other slots, return the one used."""
        letters: Counter[str] = Counter()
        for slot in self.slots:
            if slot.place != "element":
                letters[slot.style] += len(slot.value.strip())
        best = max(letters, key=lambda style: letters[style])
        chosen = next(s for s in self.slots if s.style == best and s.place != "element" and s.value.strip())
        # Between two inline neighbours that hold no text (pictures, fields) white space at the ends matters.
        first, last = self.slots[0].value, self.slots[-1].value
        before = " " if first[:1].isspace() else ""
        after = " " if last[-1:].isspace() else ""
        for slot in self.slots:
            slot.put("")
        chosen.put(f"{before}{safe(translation)}{after}")
        for slot in self.slots:
            if slot.place == "element":
                remove(slot.element)
        return chosen


def remove(element: Any) -> None:
    """Take an element out of its tree and leave its tail in place."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
        element.tail = None
    parent.remove(element)


def stretches(root: Any, rules: Rules) -> Iterator[Stretch]:
    """The stretches with Arabic in them, in the order in which they end."""
    etree = require("lxml.etree", what="reading documents")
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    levels = [Stretch()]  # one more for each element that stands apart

    def flush() -> Iterator[Stretch]:
        done, levels[-1] = levels[-1], Stretch()
        if has_arabic(done.text):
            yield done

    for event, element in walker:
        role = rules.role(element) if isinstance(element.tag, str) else Role.OPAQUE
        starts = event != "end"
        if role in (Role.BREAK, Role.WALL):
            yield from flush()
        elif role is Role.APART and starts:
            levels.append(Stretch())
        elif role is Role.APART:
            yield from flush()
            levels.pop()
        if event == "start" and role in (Role.OPAQUE, Role.WALL):
            walker.skip_subtree()
        elif event == "start":
            _open(levels[-1], element, rules)
        if event != "start" and element is not root:
            _close(levels[-1], element, rules)
    yield from flush()


def _open(stretch: Stretch, element: Any, rules: Rules) -> None:
    if constant := rules.constant(element):
        stretch.slots.append(Slot(element, "element", constant, rules.style(element)))
    elif element.text and rules.has_text(element):
        stretch.slots.append(Slot(element, "text", element.text, rules.style(element)))


def _close(stretch: Stretch, element: Any, rules: Rules) -> None:
    parent = element.getparent()
    if element.tail and parent is not None and rules.has_text(parent):
        stretch.slots.append(Slot(element, "tail", element.tail, rules.style(parent)))


def strip_marks(root: Any) -> None:
    """Take the marks that turn a text's direction out of all texts of a tree."""
    for element in root.iter():
        if isinstance(element.tag, str) and element.text:
            element.text = without_marks(element.text)
        if element.tail:
            element.tail = without_marks(element.tail)


def parse_xml(data: bytes, name: str) -> Any:
    """The root of an XML part. Entities of its own, external files and absurd sizes are refused, not followed.

    Raises :class:`~mt.errors.InputError`.
    """
    etree = require("lxml.etree", what="reading documents")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{name}: is damaged ({error}); save the document again and retry") from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise InputError(f"{name}: defines XML entities, which documents do not need and attacks do; refused")
    return root


def write_xml(root: Any) -> bytes:
    """The bytes of a tree, in UTF-8 with an XML declaration and the document type it had."""
    etree = require("lxml.etree", what="writing documents")
    tree = root.getroottree()
    written: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=tree.docinfo.standalone)
    return written


def mixed_note(count: int) -> tuple[str, ...]:
    """The note on paragraphs whose formatting could be kept for the whole only."""
    if not count:
        return ()
    return (f"bold, italics or links on a part of a paragraph were not kept in {count} of them",)
