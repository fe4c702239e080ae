"""How a format's trees are read and written: what each element does to the text around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from mt.inline import Mark


class Role(Enum):
    """What an element does to the text around it."""

    INLINE = "belongs to the sentence"
    BREAK = "ends the stretch before it and after it"
    APART = "has stretches of its own; the one around it goes on behind it (a footnote)"
    OPAQUE = "is not looked into; the stretch around it goes on behind it"
    WALL = "is not looked into, and ends the stretch"
    PROPERTY = "says something of its parent, or nothing; no part of the text"


class Rules:
    """How one format is read and written; the defaults are those of HTML.

    Tags that are no strings (comments) never reach it.
    """

    def role(self, element: Any) -> Role:
        """What the element does."""
        raise NotImplementedError

    def has_text(self, element: Any) -> bool:
        """Whether the element's own text is words; its tail is when its parent's text is."""
        return isinstance(element.tag, str)

    def constant(self, element: Any) -> str:
        """The text that an empty element stands for, such as a space; else nothing."""
        del element
        return ""

    def marks(self, element: Any) -> tuple[Mark, ...]:
        """What an inline element sets its words in; the ``origin`` of such a mark is the element."""
        attributes = tuple(sorted(element.attrib.items()))
        return (Mark((element.tag, attributes), self.is_link(element), element),)

    def is_link(self, element: Any) -> bool:
        """Whether the element must not be lost."""
        del element
        return False

    def wraps(self, mark: Mark) -> bool:
        """Whether a copy of the mark's origin goes around its words; else :meth:`leaf` sees to it."""
        del mark
        return True

    def holds_words(self, element: Any) -> bool:
        """Whether what :meth:`leaf` makes may stand in the element."""
        return self.has_text(element)

    def leaf(self, text: str, marks: Sequence[Mark]) -> Any:
        """Text as a string or an element."""
        del marks
        return text

    def atom(self, element: Any) -> Any:
        """What stands for an element that is no text when it is moved."""
        return element


@dataclass(frozen=True, slots=True)
class Slot:
    """A piece of a stretch: the "text" or "tail" of an element, or the element: a "constant" or an "atom"."""

    element: Any
    place: str
    value: str = ""

    @property
    def holder(self) -> Any:
        """The element that the piece stands in."""
        return self.element if self.place == "text" else self.element.getparent()
