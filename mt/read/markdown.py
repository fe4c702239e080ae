r"""Markdown: headings, paragraphs, list items and table cells, each in its place; code and HTML blocks untouched.

>>> page = MarkdownDocument("# خبر\n\n- **عاجل**\n".encode(), "x.md")
>>> page.texts
['خبر', 'عاجل']
>>> print(page.rebuild(["News", "Urgent"]).decode(), end="")
# News
<BLANKLINE>
- **Urgent**
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mt.read.markup import mixed_note
from mt.read.source import check_count, has_arabic, nothing_arabic, one_line, safe, without_marks
from mt.read.text import decode_text

_LINE_END = re.compile("\r\n|\r")
_FRONT = re.compile(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|$)")
_SPECIAL = re.compile(r"[\\`*\[\]<>|~]|(?<!\w)_|_(?!\w)")
_OPENING = re.compile(r"^(?:[-+#=]|\d+(?=[.)]))")
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_WRAPS = frozenset(("strong_open", "em_open", "s_open", "link_open"))


@dataclass(slots=True)
class _Place:
    """Where a text stands: from ``start`` in line ``first`` to ``end`` in line ``last``."""

    first: int
    start: int
    last: int
    end: int


@dataclass(slots=True)
class _Block:
    """The inline content of one block: its texts between hard breaks, and what to put around all of them."""

    place: _Place
    texts: list[str]
    before: str
    after: str
    mixed: bool


class MarkdownDocument:
    """A Markdown text (CommonMark with tables) whose words can be replaced."""

    suffix = ".md"

    def __init__(self, data: bytes, name: str) -> None:
        from markdown_it import MarkdownIt  # comes with rich

        text, _ = decode_text(data, name=name)
        self.name = name
        text = _LINE_END.sub("\n", text)
        front = _FRONT.match(text)
        self._front = front[0] if front else ""
        body = text[len(self._front) :]
        self._lines = body.split("\n")
        # The parser reads a tab as up to four spaces; positions are looked for in the lines as they are.
        tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body)
        self._blocks = self._find([token for token in tokens if token.type == "inline" and token.map])
        self._where = [(b, i) for b in self._blocks for i, piece in enumerate(b.texts) if has_arabic(piece)]
        if not self._where:
            raise nothing_arabic(name)
        self.texts: Sequence[str] = [block.texts[i] for block, i in self._where]
        mixed = sum(block.mixed for block in self._blocks if has_arabic("".join(block.texts)))
        lost = (f"{self._unplaced} paragraphs were not recognized and stay in Arabic",) if self._unplaced else ()
        self.notes: Sequence[str] = (*mixed_note(mixed), *lost)

    def _find(self, tokens: list[Any]) -> list[_Block]:
        blocks = []
        self._unplaced = 0
        at: dict[int, int] = {}  # how far into a line its tokens have been found: a row has several
        for token in tokens:
            place = self._place(token, at)
            if place is not None and token.content.strip():
                at[place.last] = place.end
                blocks.append(_block(token, place))
            elif place is None and has_arabic(token.content):
                self._unplaced += 1
        return blocks

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

    def rebuild(self, translations: Sequence[str]) -> bytes:
        """The text in UTF-8; each paragraph on one line, marks that would read as Markdown escaped."""
        check_count(self.name, self.texts, translations)
        lines: list[str | None] = list(self._lines)
        for (block, i), translation in zip(self._where, translations, strict=True):
            block.texts[i] = _escape(one_line(safe(translation)))
        touched = {id(block) for block, _ in self._where}
        # From the end of a line to its start, so that what was found stays where it was found.
        for block in reversed(self._blocks):
            if id(block) not in touched:
                continue
            place = block.place
            opening, closing = str(lines[place.first])[: place.start], str(lines[place.last])[place.end :]
            indent = "".join(c if c in ">\t " else " " for c in opening)
            body = f"\\\n{indent}".join(text for text in block.texts if text)
            lines[place.first : place.last + 1] = [
                f"{opening}{block.before}{body}{block.after}{closing}",
                *([None] * (place.last - place.first)),
            ]
        text = self._front + "\n".join(line for line in lines if line is not None)
        return without_marks(text).encode("utf-8")


def _block(token: Any, place: _Place) -> _Block:
    children = [child for child in token.children or [] if child.type != "text" or child.content]
    before = after = ""
    while len(children) > 1 and children[0].type in _WRAPS and _closes(children):
        opening, closing = _marks(children[0])
        before, after = before + opening, closing + after
        children = children[1:-1]
    texts = [""]
    mixed = False
    for child in children:
        if child.type == "hardbreak" or (child.type == "html_inline" and _BREAK_TAG.fullmatch(child.content)):
            texts.append("")
        elif child.type == "softbreak":
            texts[-1] += " "
        elif child.type in ("text", "code_inline", "text_special", "image"):
            texts[-1] += child.content
            mixed = mixed or child.type in ("code_inline", "image")
        else:
            mixed = True
    return _Block(place, [one_line(text) for text in texts], before, after, mixed)


def _closes(children: list[Any]) -> bool:
    """Whether the last token closes what the first opens."""
    depth = 0
    for i, child in enumerate(children):
        depth += child.nesting
        if depth == 0:
            return i == len(children) - 1
    return False


def _marks(token: Any) -> tuple[str, str]:
    if token.type != "link_open":
        return token.markup, token.markup
    target, title = str(token.attrs["href"]), str(token.attrs.get("title") or "").replace('"', "'")
    target = f"<{target}>" if set(target) & set(" ()") else target
    return "[", f']({target} "{one_line(title)}")' if title else f"]({target})"


def _escape(text: str) -> str:
    """The text so that Markdown shows it as it stands."""
    text = _SPECIAL.sub(lambda found: "\\" + found[0], text)
    opening = _OPENING.match(text)
    if not opening:
        return text
    at = opening.end()
    return text[:at] + "\\" + text[at:] if text[0].isdigit() else "\\" + text
