r"""Markdown: headings, paragraphs, list items and table cells, each in its place; code and HTML blocks untouched.

>>> from mt.inline import unaligned
>>> page = MarkdownDocument("# خبر\n\n- **عاجل**\n".encode(), "x.md")
>>> page.texts
['خبر', 'عاجل']
>>> print(page.rebuild([unaligned("News"), unaligned("Urgent")]).decode(), end="")
# News
<BLANKLINE>
- **Urgent**
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from mt.document import TranslatedParagraph
from mt.inline import Run, place
from mt.read.markdown_inline import Image, runs_of, written
from mt.read.placed import PlacedDocument, Text
from mt.read.source import has_arabic, one_line, safe, without_marks
from mt.read.text import decode_text

_LINE_END = re.compile("\r\n|\r")
_FRONT = re.compile(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|$)")


@dataclass(slots=True)
class _Place:
    """Where a text stands: from ``start`` in line ``first`` to ``end`` in line ``last``."""

    first: int
    start: int
    last: int
    end: int


@dataclass(slots=True)
class _Line:
    """A text between hard breaks."""

    block: "_Block"
    runs: Sequence[Run]

    @property
    def text(self) -> str:
        return one_line("".join(run.text for run in self.runs))

    def put(self, english: TranslatedParagraph) -> int:
        placed = place(self.runs, english)
        self.block.is_touched = True
        self.runs = placed.runs
        return len(set(placed.lost))


@dataclass(slots=True)
class _Alternative:
    """What stands for a picture that cannot be seen."""

    block: "_Block"
    image: Image

    @property
    def text(self) -> str:
        return one_line(self.image.alternative)

    def put(self, english: TranslatedParagraph) -> int:
        self.block.is_touched = True
        self.image.alternative = one_line(safe(english.translation))
        return 0


@dataclass(slots=True)
class _Block:
    """The inline content of one block."""

    place: _Place
    is_cell: bool
    lines: list[_Line] = field(default_factory=list)
    is_touched: bool = False

    def texts(self) -> Iterator[Text]:
        for line in self.lines:
            yield line
            for run in line.runs:
                if isinstance(run.atom, Image):
                    yield _Alternative(self, run.atom)


class MarkdownDocument(PlacedDocument):
    """A Markdown text (CommonMark with tables) whose words can be replaced."""

    suffix = ".md"

    def __init__(self, data: bytes, name: str) -> None:
        from markdown_it import MarkdownIt  # comes with rich

        text, _ = decode_text(data, name=name)
        text = _LINE_END.sub("\n", text)
        front = _FRONT.match(text)
        self._front = front[0] if front else ""
        body = text[len(self._front) :]
        self._lines = body.split("\n")
        # The parser reads a tab as up to four spaces; positions are looked for in the lines as they are.
        tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body)
        self._unplaced = 0
        self._blocks = list(self._find(tokens))
        super().__init__(name, [text for block in self._blocks for text in block.texts() if has_arabic(text.text)])

    def _find(self, tokens: Sequence[Any]) -> Iterator[_Block]:
        at: dict[int, int] = {}  # how far into a line its tokens have been found: a row has several
        for before, token in zip([None, *tokens], tokens, strict=False):
            if token.type != "inline" or not token.map or not token.content.strip():
                continue
            place = self._place(token, at)
            if place is not None:
                at[place.last] = place.end
                block = _Block(place, before is not None and before.type in ("th_open", "td_open"))
                block.lines = [_Line(block, runs) for runs in runs_of(token.children or [])]
                yield block
            elif has_arabic(token.content):
                self._unplaced += 1

    def _place(self, token: Any, at: dict[int, int]) -> _Place | None:
        wanted = token.content.split("\n")
        first = token.map[0]
        last = first + len(wanted) - 1
        if last >= len(self._lines):
            return None
        from_here = at.get(first, 0)
        for spelled in (wanted, [line.replace("|", "\\|") for line in wanted]):  # a bar in a cell is escaped
            start = self._lines[first].find(spelled[0], from_here)
            end = start if last == first else self._lines[last].rfind(spelled[-1])
            if start >= 0 and end >= 0:
                return _Place(first, start, last, end + len(spelled[-1]))
        return None

    def rebuild(self, translations: Sequence[TranslatedParagraph]) -> bytes:
        """The document with each translation in the place of its text. To be called once."""
        data = super().rebuild(translations)
        if self._unplaced:
            self.notes = (*self.notes, f"{self._unplaced} paragraphs were not recognized and stay in Arabic")
        return data

    def write(self) -> bytes:
        """The text in UTF-8; each paragraph on one line, marks that would read as Markdown escaped."""
        lines: list[str | None] = list(self._lines)
        # From the end of a line to its start, so that what was found stays where it was found.
        for block in reversed(self._blocks):
            if not block.is_touched:
                continue
            place = block.place
            opening, closing = str(lines[place.first])[: place.start], str(lines[place.last])[place.end :]
            indent = "".join(c if c in ">\t " else " " for c in opening)
            body = f"\\\n{indent}".join(
                filter(None, (written(line.runs, is_cell=block.is_cell) for line in block.lines))
            )
            lines[place.first : place.last + 1] = [
                f"{opening}{body}{closing}",
                *([None] * (place.last - place.first)),
            ]
        text = self._front + "\n".join(line for line in lines if line is not None)
        return without_marks(text).encode("utf-8")
