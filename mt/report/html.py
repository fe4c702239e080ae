"""A digest as one HTML file that needs nothing else: no script, no font, no address but its own.

Text of the page is only ever escaped text, and the file's own policy forbids scripts and requests, so
that even a hostile page stays harmless in the browser.
"""

from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.resources import files

from ..document import Digest, Removed
from .notes import Block, Note, View, annotate, visible
from .text import footer, place_of, summary_title

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def to_html(digest: Digest, *, show_source: bool = False) -> str:
    """Return the HTML form; with ``show_source`` each block's Arabic stands beside it, right to left."""
    view = annotate(digest)
    title = "".join(piece.text for piece in view.headline.pieces) if view.headline else visible(digest.name)
    parts = [
        "<!doctype html>",
        '<html lang="en" dir="ltr">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{escape(title)}</title>",
        f"<style>\n{_style()}</style>",
        "</head>",
        f'<body class="{"both" if show_source else "english"}">',
        "<main>",
        *_body(digest, view, title, show_source),
        *_doubts(view.notes),
        *_left_out(digest.removed),
        "</main>",
        f"<footer>{escape(footer(digest))}</footer>",
        "</body>",
        "</html>",
    ]
    return "\n".join(parts) + "\n"


@cache
def _style() -> str:
    return files(__package__).joinpath("page.css").read_text(encoding="utf-8")


def _body(digest: Digest, view: View, title: str, show_source: bool) -> Iterator[str]:
    if view.headline:
        yield from _block(view.headline, "h1", show_source)
    else:
        yield f"<h1>{escape(title)}</h1>"
    if view.summary:
        yield '<section class="summary" aria-labelledby="summary">'
        yield f'<h2 id="summary">{escape(summary_title(digest))}</h2>'
        yield from _block(view.summary, "p", False)
        yield "</section>"
    if view.paragraphs:
        yield '<section aria-labelledby="translation">'
        yield '<h2 id="translation">Translation</h2>'
        for paragraph in view.paragraphs:
            yield from _block(paragraph, "p", show_source)
        yield "</section>"


def _block(block: Block, tag: str, show_source: bool) -> Iterator[str]:
    english = f"<{tag}>{''.join(_piece(piece.text, piece.note) for piece in block.pieces)}</{tag}>"
    if show_source and block.source:
        arabic = f'<p class="source" lang="ar" dir="rtl">{escape(block.source)}</p>'
        yield f'<div class="pair">{english}{arabic}</div>'
    else:
        yield english


def _piece(text: str, note: Note | None) -> str:
    if note is None:
        return escape(text)
    stripped = text.lstrip()
    gap = text[: len(text) - len(stripped)]
    # A whole summary is no sentence to underline; its mark alone says enough.
    shown = f'<span class="doubt">{escape(stripped)}</span>' if note.quote else escape(stripped)
    return (
        f'{gap}{shown}<a class="mark" id="mark-{note.number}" href="#note-{note.number}"'
        f' title="{escape(note.reasons)}">⚠\u00a0{note.number}</a>'
    )


def _doubts(notes: tuple[Note, ...]) -> Iterator[str]:
    if not notes:
        return
    yield '<section class="doubts" aria-labelledby="doubts">'
    yield '<h2 id="doubts">What to distrust</h2>'
    yield "<ul>"
    for note in notes:
        label = f'<a class="mark" href="#mark-{note.number}">⚠\u00a0{note.number}</a>' if note.number else "⚠"
        anchor = f' id="note-{note.number}"' if note.number else ""
        source = f'<p class="source" lang="ar" dir="rtl">{escape(note.source)}</p>' if note.source else ""
        yield f"<li{anchor}>{label} {escape(place_of(note))}: <strong>{escape(note.reasons)}</strong>{source}</li>"
    yield "</ul>"
    yield "</section>"


def _left_out(removed: tuple[Removed, ...]) -> Iterator[str]:
    if not removed:
        return
    count = f"{len(removed)} line" + ("s" if len(removed) > 1 else "")
    yield f'<details class="removed"><summary>Left out: {count}</summary>'
    yield "<table><thead><tr><th>Line</th><th>Reason</th><th>Text</th></tr></thead><tbody>"
    for line in removed:
        reason, text = escape(visible(line.reason)), escape(visible(line.text))
        yield f'<tr><td>{line.line}</td><td>{reason}</td><td dir="auto">{text}</td></tr>'
    yield "</tbody></table></details>"
