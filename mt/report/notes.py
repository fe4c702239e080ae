"""What to distrust, numbered: the one order that every form of a digest shares.

:func:`annotate` gives each doubtful piece of a digest a number and says where it stands, so that the
text carries a mark like ``[?1]`` and a list below explains it. It also makes all text safe to show:
what a page hides in control characters must not reach a terminal, a browser or an editor.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..document import Digest, Flag, Summary, SummarySentence, TranslatedParagraph, Translation

# Escape sequences can rewrite a terminal and bidirectional controls can reorder a line, so neither
# is shown. The joiners U+200C and U+200D stay: they shape letters.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_BREAKS = re.compile("[\t\n\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")


BAD, REST = "Read these with care, the worst first", "Lesser doubts"


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
    ``confidence`` and ``score`` are those of the sentence, ``"high"`` and 0 where it is about something else.
    """

    number: int
    place: str
    quote: str
    source: str
    flags: tuple[Flag, ...]
    confidence: str = "high"
    score: float = 0.0

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
    """A stretch of shown text with the note that ends it, if any.

    ``places`` are the paragraphs that a sentence of the summary rests on, as people count them.
    """

    text: str
    note: Note | None = None
    places: tuple[str, ...] = ()

    @property
    def origin(self) -> str:
        """Its places as a mark: ``[¶ 2, 5]``; nothing without any."""
        return f"[¶\u00a0{', '.join(self.places)}]" if self.places else ""


@dataclass(frozen=True, slots=True)
class Block:
    """A headline, summary or paragraph ready to show: its pieces joined are its text.

    ``page`` is set on the first paragraph of each page of a joint digest.
    """

    pieces: tuple[Piece, ...]
    source: str = ""
    page: str = ""
    sentences: tuple[Translation, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """A digest with its notes; the notes of the whole page come first, the others in order of their numbers.

    ``written`` says that the headline is the model's own, for the page has none.
    """

    headline: Block | None
    summary: Block | None
    paragraphs: tuple[Block, ...]
    notes: tuple[Note, ...]
    written: bool = False
    bullets: bool = False

    @property
    def care(self) -> tuple[tuple[str, tuple[Note, ...]], ...]:
        """The notes in the order in which to read them, in groups with a heading: the worst sentences first.

        A group without notes is left out; without bad sentences all notes are one group, and no heading is needed.
        """
        page = tuple(note for note in self.notes if not note.number)
        bad = sorted((n for n in self.notes if n.number and n.confidence == "low"), key=lambda note: note.score)
        rest = tuple(note for note in self.notes if note.number and note.confidence != "low")
        if not bad:
            return (("", self.notes),) if self.notes else ()
        groups = ("", page), (BAD, tuple(bad)), (REST, rest)
        return tuple((heading, notes) for heading, notes in groups if notes)


def annotate(digest: Digest) -> View:
    """Return the blocks of ``digest`` in reading order, numbered notes at the sentences they are about."""
    counter = _Counter()
    if digest.flags:
        counter.notes.append(Note(0, "the whole page", "", "", digest.flags))
    headline = _block(digest.headline, "headline", counter) if digest.headline else None
    written = digest.written_headline if headline is None else None
    if written:
        headline = Block((Piece(visible(written.text), None, _places(digest, written)),))
    summary = _summary(digest, digest.summary, counter) if digest.summary else None
    paragraphs = tuple(_paragraphs(digest, counter))
    bullets = bool(digest.settings.get("bullets"))
    return View(headline, summary, paragraphs, tuple(counter.notes), written is not None, bullets)


class _Counter:
    """Hands out the numbers of one digest."""

    def __init__(self) -> None:
        self.notes: list[Note] = []
        self._last = 0

    def note(self, place: str, flags: tuple[Flag, ...], about: Translation | None = None) -> Note | None:
        if not flags:
            return None
        self._last += 1
        facts = (visible(about.text), visible(about.source)) if about else ("", "")
        note = Note(self._last, place, *facts, flags)
        self.notes.append(replace(note, confidence=about.confidence, score=about.score) if about else note)
        return self.notes[-1]


def _summary(digest: Digest, summary: Summary, counter: _Counter) -> Block:
    """The summary, a piece a sentence; its one note stands at the end."""
    note = counter.note("summary", summary.flags)
    if not summary.sentences:
        return Block((Piece(visible(summary.text), note),))
    pieces = [Piece(" " * bool(n) + visible(s.text), None, _places(digest, s)) for n, s in enumerate(summary.sentences)]
    return Block((*pieces[:-1], replace(pieces[-1], note=note)))


def _places(digest: Digest, sentence: SummarySentence) -> tuple[str, ...]:
    """The paragraphs that a sentence of the summary rests on, each once: ``"2"``, ``"headline"``, ``"b.txt 2"``."""
    starts = _starts(digest)
    found = []
    for number in dict.fromkeys(digest.paragraph_of(at) for at in sentence.sources):
        page = digest.paragraphs[number - 1].page if number else ""
        own = number - (starts[page] - 1 if page else 0)
        found.append(f"{visible(page)} {own}" if page else str(own) if number else "headline")
    return tuple(found)


def _starts(digest: Digest) -> dict[str, int]:
    """The number of the first paragraph of each page of a joint digest."""
    starts: dict[str, int] = {}
    for number, paragraph in enumerate(digest.paragraphs, 1):
        starts.setdefault(paragraph.page, number)
    return starts


def _paragraphs(digest: Digest, counter: _Counter) -> Iterator[Block]:
    starts = _starts(digest)
    for number, paragraph in enumerate(digest.paragraphs, 1):
        page, first = paragraph.page, starts[paragraph.page]
        place = f"{visible(page)}, paragraph {number - first + 1}" if page else f"paragraph {number}"
        block = _block(paragraph, place, counter)
        yield replace(block, page=visible(page)) if page and number == first else block


def _block(paragraph: TranslatedParagraph, place: str, counter: _Counter) -> Block:
    pieces = tuple(_pieces(paragraph, place, counter))
    return Block(pieces, visible(paragraph.source), sentences=paragraph.sentences)


def _pieces(paragraph: TranslatedParagraph, place: str, counter: _Counter) -> Iterator[Piece]:
    """Cut the translation after every sentence; what stands between sentences is kept."""
    text, start, lost = paragraph.translation, 0, []
    for sentence in paragraph.sentences:
        note = counter.note(place, sentence.flags, sentence)
        found = text.find(sentence.text, start)
        if found < 0:  # someone edited the translation: the mark goes to the paragraph's end
            lost.append(note)
            continue
        end = found + len(sentence.text)
        yield Piece(visible(text[start:end]), note)
        start = end
    yield Piece(visible(text[start:]))
    yield from (Piece("", note) for note in lost if note)
