"""Trees of elements (HTML, XHTML, docx, odt): which texts belong together, and where a translation goes.

A *stretch* is the text of one paragraph, cell or heading between two line breaks, however many elements
it is spread over. Its translation takes its place, with the same inline elements around those words that
:mod:`mt.inline` finds for them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from mt.document import TranslatedParagraph
from mt.inline import Mark, Run, place
from mt.read.rules import Role, Rules, Slot
from mt.read.source import has_arabic, one_line, require, safe
from mt.read.splice import replace


@dataclass(frozen=True, slots=True)
class Value:
    """The text of an element without others inside, or of one of its attributes."""

    element: Any
    attribute: str = ""

    @property
    def text(self) -> str:
        """The text on one line."""
        return one_line(self.element.get(self.attribute) if self.attribute else self.element.text)

    def put(self, english: TranslatedParagraph) -> int:
        """Write a translation in its place."""
        if self.attribute:
            self.element.set(self.attribute, safe(english.translation))
        else:
            self.element.text = safe(english.translation)
        return 0


@dataclass(slots=True)
class Stretch:
    """The pieces of one text, in order. ``host`` is the element that its translation was put in."""

    rules: Rules
    slots: list[Slot] = field(default_factory=list)
    host: Any = None

    @property
    def text(self) -> str:
        """The text on one line, without markup."""
        return one_line("".join(slot.value for slot in self.slots))

    def put(self, english: TranslatedParagraph) -> int:
        """Write a translation in its place; return how many marks found no words in it.

        Of the stretches of a tree the last must be put first: what stands behind one is moved to copies.
        """
        written = [i for i, slot in enumerate(self.slots) if slot.value.strip()]
        slots = self.slots[written[0] : written[-1] + 1]
        before = slots[0].value[: len(slots[0].value) - len(slots[0].value.lstrip())]
        after = slots[-1].value[len(slots[-1].value.rstrip()) :]
        self.host = _host(slots, self.rules)
        if len(slots) == 1 and slots[0].place != "constant":
            setattr(slots[0].element, slots[0].place, f"{before}{safe(english.translation)}{after}")
            return 0
        placed = place([self._run(slot) for slot in slots], english)
        replace(slots, [Run(before), *placed.runs, Run(after)], self.host, self.rules)
        return len(set(placed.lost))

    def _run(self, slot: Slot) -> Run:
        marks: list[Mark] = []
        element = slot.holder
        while element is not self.host:
            marks[:0] = self.rules.marks(element)
            element = element.getparent()
        return Run(slot.value, tuple(marks), slot.element if slot.place == "atom" else None)


def stretches(root: Any, rules: Rules, *, arabic: bool = True) -> Iterator[Stretch]:
    """The stretches with Arabic in them, without ``arabic`` all that hold text, in the order in which they end."""
    etree = require("lxml.etree", what="reading documents")
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    levels = [Stretch(rules)]  # one more for each element that stands apart

    def flush() -> Iterator[Stretch]:
        done, levels[-1] = levels[-1], Stretch(rules)
        if has_arabic(done.text) if arabic else done.text:
            yield done

    for event, element in walker:
        role = rules.role(element) if isinstance(element.tag, str) else Role.OPAQUE
        starts = event != "end"
        if role in (Role.BREAK, Role.WALL):
            yield from flush()
        elif role is Role.APART and starts:
            levels.append(Stretch(rules))
        elif role is Role.APART:
            yield from flush()
            levels.pop()
        if event == "start" and role in (Role.OPAQUE, Role.WALL, Role.PROPERTY):
            walker.skip_subtree()
        elif event == "start":
            _open(levels[-1], element, role)
        if event != "start" and element is not root:
            _close(levels[-1], element, role)
    yield from flush()


def _open(stretch: Stretch, element: Any, role: Role) -> None:
    if constant := stretch.rules.constant(element):
        stretch.slots.append(Slot(element, "constant", constant))
    elif element.text and stretch.rules.has_text(element):
        stretch.slots.append(Slot(element, "text", element.text))
    elif role is Role.INLINE and not len(element):  # an anchor, or a picture made by a style sheet
        stretch.slots.append(Slot(element, "atom"))


def _close(stretch: Stretch, element: Any, role: Role) -> None:
    parent = element.getparent()
    if role in (Role.OPAQUE, Role.APART):
        stretch.slots.append(Slot(element, "atom"))
    if element.tail and parent is not None and stretch.rules.has_text(parent):
        stretch.slots.append(Slot(element, "tail", element.tail))


def _host(slots: Sequence[Slot], rules: Rules) -> Any:
    """The innermost element around all slots that words may be put in."""
    paths = [[slot.holder, *slot.holder.iterancestors()][::-1] for slot in slots]
    shared = [elements[0] for elements in zip(*paths, strict=False) if all(one is elements[0] for one in elements)]
    while shared and not rules.holds_words(shared[-1]):
        shared.pop()
    return shared[-1] if shared else slots[0].holder
