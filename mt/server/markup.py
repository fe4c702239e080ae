r"""HTML to its texts and back: tags, comments, scripts and attributes never reach the model.

Text is translated run by run between tags, so a sentence broken by a link is translated in parts.

>>> [(piece.text, piece.translatable) for piece in pieces("<b>نعم</b> &amp; <code>x</code>")]
[('<b>', False), ('نعم', True), ('</b>', False), (' & ', True), ('<code>', False), ('x', False), ('</code>', False)]
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape

_NAME = re.compile(r"</?([a-zA-Z][^\s/>]*)")
_KEPT = frozenset({"script", "style", "code", "pre", "textarea", "svg", "math"})
_RAW = frozenset({"script", "style", "textarea"})
_QUOTE_OR_END = re.compile("""=\\s*["']|>""")
_UNTRANSLATED = re.compile(r"""\stranslate\s*=\s*["']?no\b""", re.IGNORECASE)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905 - words


@dataclass(frozen=True, slots=True)
class Piece:
    """A tag or comment as it stood, or a text: unescaped when it is to be translated."""

    text: str
    translatable: bool


def pieces(html: str) -> Iterator[Piece]:
    """Cut ``html`` into its pieces, in time proportional to its length whatever is in it."""
    kept: list[str] = []  # the open element whose content stays, and those of its name within it
    position = 0
    while position < len(html):
        start, end = _markup(html, position, kept[0] if kept else "")
        if start > position:
            text = html[position:start]
            yield Piece(text if kept else unescape(text), not kept)
        if end > start:
            tag = html[start:end]
            yield Piece(tag, False)
            _follow(tag, kept)
        position = end


def joined(parts: Sequence[Piece], translations: Iterator[str]) -> str:
    """Put the next of ``translations`` in the place of each translatable piece, escaped."""
    return "".join(escape(next(translations), quote=False) if piece.translatable else piece.text for piece in parts)


def _markup(html: str, position: int, kept: str) -> tuple[int, int]:
    """Where the next markup begins and ends; both the end of ``html`` when there is none."""
    while (start := html.find("<", position)) >= 0:
        if kept in _RAW and html[start : start + 2 + len(kept)].lower() != f"</{kept}":
            position = start + 1  # nothing but its own end tag is markup there
        elif html.startswith("<!--", start):
            end = html.find("-->", start + 4)
            return start, end + 3 if end >= 0 else len(html)
        elif html[start + 1 : start + 2].isalpha() or html[start + 1 : start + 2] in {"/", "!", "?"}:
            return start, _tag_end(html, start)
        else:
            position = start + 1
    return len(html), len(html)


def _tag_end(html: str, start: int) -> int:
    """The place after the ``>`` that ends a tag; one in a quoted value does not. Unfinished, it takes all the rest."""
    position = start
    while match := _QUOTE_OR_END.search(html, position):
        if match[0] == ">":
            return match.end()
        position = html.find(match[0][-1], match.end()) + 1
        if position == 0:
            break
    return len(html)


def _follow(tag: str, kept: list[str]) -> None:
    """Note that ``tag`` opens or closes an element whose content stays as it is."""
    if not (match := _NAME.match(tag)):
        return
    name = match[1].lower()
    if kept:
        if name == kept[0]:
            kept.pop() if tag.startswith("</") else kept.append(name)
    elif not tag.startswith("</") and not tag.endswith("/>") and name not in _VOID:
        kept.extend([name] if name in _KEPT or _UNTRANSLATED.search(tag) else [])
