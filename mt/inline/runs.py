"""A source text as runs, and the spans of its marks."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Mark:
    """What words are set in or lead to. Equal keys are one mark; ``is_link`` says that it must not be lost.

    ``origin`` belongs to the format and is not compared.
    """

    key: Hashable
    is_link: bool = False
    origin: Any = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text with its marks, outermost first; or, with an ``atom``, something that is no text."""

    text: str
    marks: tuple[Mark, ...] = ()
    atom: Any = field(default=None, repr=False)


@dataclass(eq=False, slots=True)
class Span:
    """One occurrence of a mark: characters ``first`` to ``last`` of the source.

    ``opens`` and ``closes`` say whether stops and quotation marks at that end are inside.
    """

    mark: Mark
    first: int
    last: int = -1
    has_text: bool = False
    opens: bool = False
    closes: bool = False

    def holds(self, other: "Span") -> bool:
        """Whether ``other`` is inside, or the same characters."""
        return self.first <= other.first and other.last <= self.last


Style = tuple[Span, ...]
"""The spans around a character, outermost first."""


@dataclass(slots=True)
class Atom:
    """``at`` is where it stands in the source; the rest, whether a space is beside it there."""

    run: Run
    style: Style
    at: int
    after_space: bool
    before_space: bool


class Source:
    """The runs as one line of text, with the spans around each character."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self.spans: list[Span] = []
        self.styles: list[Style] = []
        self.atoms: list[Atom] = []
        chars: list[str] = []
        raw, at = "".join(run.text for run in runs), 0
        active: dict[Mark, Span] = {}
        for run in runs:
            active = {mark: active.get(mark) or self._span(mark, len(chars)) for mark in run.marks}
            style = tuple(active.values())
            if run.atom is not None:
                self.atoms.append(Atom(run, style, len(chars), raw[at - 1 : at].isspace(), raw[at : at + 1].isspace()))
            for char in run.text:
                if not char.isspace() or (chars and chars[-1] != " "):
                    chars.append(" " if char.isspace() else char)
                    self.styles.append(style)
            at += len(run.text)
        self.text = "".join(chars).rstrip()
        del self.styles[len(self.text) :]
        for i, (char, style) in enumerate(zip(self.text, self.styles, strict=True)):
            for span in style if char != " " else ():
                span.first, span.last = (span.first if span.has_text else i), i
                span.has_text = True

    def _span(self, mark: Mark, first: int) -> Span:
        self.spans.append(Span(mark, first))
        return self.spans[-1]

    def set_edges(self, sentences: Sequence[tuple[int, int]]) -> None:
        """Note which spans take the stops at their ends with them: those that did, or end with their sentence."""
        starts, ends = {start for start, _ in sentences}, {end for _, end in sentences}
        for span in self.spans:
            if span.has_text:
                span.opens = not self.text[span.first].isalnum() or span.first in starts
                span.closes = not self.text[span.last].isalnum() or span.last + 1 in ends

    def style(self, start: int, end: int) -> Style:
        """The style of most letters of a word."""
        letters = [i for i in range(start, end) if self.text[i].isalnum()] or range(start, end)
        return Counter(self.styles[i] for i in letters).most_common(1)[0][0]

    def shared(self, start: int, end: int, *, most: bool = False) -> Style:
        """The spans around all letters between two places, or around more than half of them."""
        styles = [self.styles[i] for i in range(start, end) if self.text[i].isalnum()]
        counts = Counter(span for style in styles for span in style)
        needed = len(styles) // 2 + 1 if most else len(styles)
        return tuple(span for span in self.spans if counts[span] and counts[span] >= needed)


def common(one: Style, other: Style) -> Style:
    """The spans that both have."""
    return tuple(span for span in one if span in other)
