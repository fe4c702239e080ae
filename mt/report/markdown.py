"""A digest as CommonMark, for notes, issues and wikis: renders everywhere, hides nothing."""

import re
from collections.abc import Iterator
from html import escape as escape_html

from ..document import Digest, Removed
from .notes import Block, Note, View, annotate, visible
from .text import footer, place_of, summary_title

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
    parts = [*_body(digest, view, show_source), *_doubts(view.notes), *_left_out(digest.removed)]
    return "\n\n".join([*parts, "---", f"*{escape(footer(digest))}*"]) + "\n"


def _body(digest: Digest, view: View, show_source: bool) -> Iterator[str]:
    yield "# " + (_english(view.headline) if view.headline else escape(visible(digest.name)))
    if show_source and view.headline:
        yield _arabic(view.headline.source)
    if view.summary:
        yield f"## {escape(summary_title(digest))}"
        yield _english(view.summary)
    if view.paragraphs:
        yield "## Translation"
    for block in view.paragraphs:
        yield _english(block)
        if show_source:
            yield _arabic(block.source)


def _english(block: Block) -> str:
    shown: list[str] = []
    for piece in block.pieces:
        # The blank between two sentences must not end up inside a mark, nor be lost with it.
        gap = " " if shown and piece.text[:1].isspace() else ""
        shown.append(gap + escape(piece.text) + (f" {_mark(piece.note)}" if piece.note else ""))
    return "".join(shown).strip()


def _mark(note: Note) -> str:
    return f"**\\[?{note.number}\\]**" if note.number else ""


def _arabic(text: str) -> str:
    return f'<p dir="rtl" lang="ar">{escape_html(text)}</p>'


def _doubts(notes: tuple[Note, ...]) -> Iterator[str]:
    if notes:
        yield "## What to distrust"
        yield "\n".join(" ".join(filter(None, ("-", _mark(note), escape(_explained(note))))) for note in notes)


def _explained(note: Note) -> str:
    return f"{place_of(note)}: {note.reasons}"


def _left_out(removed: tuple[Removed, ...]) -> Iterator[str]:
    if removed:
        yield "## Left out"
        yield "\n".join(f"- line {r.line} ({escape(visible(r.reason))}): {escape(visible(r.text))}" for r in removed)
