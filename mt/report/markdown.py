"""A digest as CommonMark, for notes, issues and wikis: renders everywhere, hides nothing."""

import re
from collections.abc import Iterator
from html import escape as escape_html

from ..document import Digest, Removed
from .notes import Block, Note, View, annotate, visible
from .text import WRITTEN, alternatives, footer, line_of, place_of, summary_title

# Anything with a meaning inside a line, tables and the dollar of some dialects' formulas included.
_INLINE = re.compile(r"([\\`*_\[\]<>|~&$])")
# What makes a list, heading, quotation or rule only at the beginning of a line.
_OPENING = re.compile(r"^(\s*)([#>+=-]|\d+(?=[.)]))")
# Sites and programs turn bare addresses into links; that is fine, so "://" and "@" are left alone.


def escape(text: str) -> str:
    r"""Return Markdown that shows ``text`` as it stands.

    >>> escape("1. *now* costs $5")
    '1\\. \\*now\\* costs \\$5'
    """
    return _OPENING.sub(_escape_opening, _INLINE.sub(r"\\\1", text.strip()))


def _escape_opening(match: re.Match[str]) -> str:
    space, mark = match.groups()
    # A digit cannot be escaped, the stop after it can.
    return f"{space}{mark}\\" if mark.isdigit() else f"{space}\\{mark}"


def to_markdown(digest: Digest, *, show_source: bool = False) -> str:
    """Return the Markdown form; with ``show_source`` the Arabic follows each block, set right to left."""
    view = annotate(digest)
    parts = [*_body(digest, view, show_source), *_doubts(view), *_left_out(digest.removed)]
    return "\n\n".join([*parts, "---", f"*{escape(footer(digest))}*"]) + "\n"


def _body(digest: Digest, view: View, show_source: bool) -> Iterator[str]:
    yield "# " + (_english(view.headline) if view.headline else escape(visible(digest.name)))
    if view.written:
        yield f"*{WRITTEN}*"
    if show_source and view.headline and view.headline.source:
        yield _arabic(view.headline.source)
    if view.headline:
        yield from _alternatives(view.headline)
    if view.summary:
        yield f"## {escape(summary_title(digest))}"
        points = [f"- {_english(Block((piece,)))}" for piece in view.summary.pieces] if view.bullets else []
        yield "\n".join(points) or _english(view.summary)
    if view.paragraphs:
        yield "## Translation"
    for block in view.paragraphs:
        if block.page:
            yield f"### {escape(block.page)}"
        yield _english(block)
        if show_source:
            yield _arabic(block.source)
        yield from _alternatives(block)


def _english(block: Block) -> str:
    shown: list[str] = []
    for piece in block.pieces:
        # The blank between two sentences must not end up inside a mark, nor be lost with it.
        gap = " " if shown and piece.text[:1].isspace() else ""
        origin = f" {escape(piece.origin)}" if piece.origin else ""
        shown.append(gap + escape(piece.text) + origin + (f" {_mark(piece.note)}" if piece.note else ""))
    return "".join(shown).strip()


def _alternatives(block: Block) -> Iterator[str]:
    if lines := [f"- *{escape(line)}*" for line in alternatives(block.sentences)]:
        yield "\n".join(lines)


def _mark(note: Note) -> str:
    return f"**\\[?{note.number}\\]**" if note.number else ""


def _arabic(text: str) -> str:
    return f'<p dir="rtl" lang="ar">{escape_html(text)}</p>'


def _doubts(view: View) -> Iterator[str]:
    if view.notes:
        yield "## What to distrust"
    for heading, notes in view.care:
        if heading:
            yield f"### {heading}"
        yield "\n".join(" ".join(filter(None, ("-", _mark(note), escape(_explained(note))))) for note in notes)


def _explained(note: Note) -> str:
    return f"{place_of(note)}: {note.reasons}"


def _left_out(removed: tuple[Removed, ...]) -> Iterator[str]:
    if removed:
        yield "## Left out"
        rows = ((escape(line_of(r)), escape(visible(r.reason)), escape(visible(r.text))) for r in removed)
        yield "\n".join(f"- {line} ({reason}): {text}" for line, reason, text in rows)
