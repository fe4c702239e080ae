"""What to distrust, numbered: the one order that every form of a digest shares.

:func:`annotate` gives each doubtful piece of a digest a number and says where it stands, so that the
text carries a mark like ``[?1]`` and a list below explains it. It also makes all text safe to show:
what a page hides in control characters must not reach a terminal, a browser or an editor.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..document import Digest, Flag, Summary, TranslatedParagraph

# Escape sequences can rewrite a terminal and bidirectional controls can reorder a line, so neither
# is shown. The joiners U+200C and U+200D stay: they shape letters.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_BREAKS = re.compile("[\t\n\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def visible(text: str) -> str:
    r"""Return ``text`` as one line that can be shown and encoded anywhere.

    >>> visible("a\x1b[31mb\nc")
    'a[31mb c'
    """
    return _SURROGATES.sub("\ufffd", _BREAKS.sub(" ", _CONTROLS.sub("", text)))


@dataclass(frozen=True, slots=True)
class Note:
    """A doubtful piece: its number in the text (0: the whole page), where it stands, and why.

    ``quote`` is the English it stands at and ``source`` the Arabic it came from; both may be empty.
    """

    number: int
    place: str
    quote: str
    source: str
    flags: tuple[Flag, ...]

    @property
    def mark(self) -> str:
        """The mark in the text, ``[?1]``; nothing for the whole page."""
        return f"[?{self.number}]" if self.number else ""

    @property
    def reasons(self) -> str:
        """All its messages in one line."""
        return "; ".join(visible(flag.message) for flag in self.flags)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of shown text with the note that ends it, if any."""

    text: str
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A headline, summary or paragraph ready to show: its pieces joined are its text."""

    pieces: tuple[Piece, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """A digest with its notes; the notes of the whole page come first, the others in order of their numbers."""

    headline: Block | None
    summary: Block | None
    paragraphs: tuple[Block, ...]
    notes: tuple[Note, ...]


def annotate(digest: Digest) -> View:
    """Return the blocks of ``digest`` in reading order, numbered notes at the sentences they are about."""
    counter = _Counter()
    if digest.flags:
        counter.notes.append(Note(0, "the whole page", "", "", digest.flags))
    headline = _block(digest.headline, "headline", counter) if digest.headline else None
    summary = _summary(digest.summary, counter) if digest.summary else None
    paragraphs = tuple(_block(p, f"paragraph {n}", counter) for n, p in enumerate(digest.paragraphs, 1))
    return View(headline, summary, paragraphs, tuple(counter.notes))


class _Counter:
    """Hands out the numbers of one digest."""

    def __init__(self) -> None:
        self.notes: list[Note] = []
        self._last = 0

    def note(self, place: str, quote: str, source: str, flags: tuple[Flag, ...]) -> Note | None:
        if not flags:
            return None
        self._last += 1
        self.notes.append(Note(self._last, place, visible(quote), visible(source), flags))
        return self.notes[-1]


def _summary(summary: Summary, counter: _Counter) -> Block:
    return Block((Piece(visible(summary.text), counter.note("summary", "", "", summary.flags)),))


def _block(paragraph: TranslatedParagraph, place: str, counter: _Counter) -> Block:
    return Block(tuple(_pieces(paragraph, place, counter)), visible(paragraph.source))


def _pieces(paragraph: TranslatedParagraph, place: str, counter: _Counter) -> Iterator[Piece]:
    """Cut the translation after every sentence; what stands between sentences is kept."""
    text, start, lost = paragraph.translation, 0, []
    for sentence in paragraph.sentences:
        note = counter.note(place, sentence.text, sentence.source, sentence.flags)
        found = text.find(sentence.text, start)
        if found < 0:  # someone edited the translation: the mark goes to the paragraph's end
            lost.append(note)
            continue
        end = found + len(sentence.text)
        yield Piece(visible(text[start:end]), note)
        start = end
    yield Piece(visible(text[start:]))
    yield from (Piece("", note) for note in lost if note)
