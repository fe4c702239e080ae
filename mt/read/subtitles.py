r"""Subtitles (.srt, .vtt): the words of each cue; numbers, times, positions, notes and styles stay as they are.

>>> from mt.inline import unaligned
>>> cues = SubtitleDocument("1\n00:00:01,000 --> 00:00:02,000\n<i>مرحبا\nبكم</i>\n".encode(), "x.srt")
>>> cues.texts
['مرحبا بكم']
>>> print(cues.rebuild([unaligned("Welcome")]).decode(), end="")
1
00:00:01,000 --> 00:00:02,000
<i>Welcome</i>
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mt.document import TranslatedParagraph
from mt.errors import InputError
from mt.read.source import check_count, has_arabic, nothing_arabic, one_line, safe, without_marks
from mt.read.text import decode_text

LINE = 42
"""Characters of a line of subtitles that most players show whole, and most style guides ask for."""

_TIMES = re.compile(r"\s*(?:\d+:)?\d{1,2}:\d{2}[,.]\d{1,3}\s*-->\s*(?:\d+:)?\d{1,2}:\d{2}[,.]\d{1,3}")
_LINE_END = re.compile("\r\n|[\n\r]")
_TAG = re.compile(r"<[^<>]*>|\{[^{}]*\}")
_NAME = re.compile(r"<([A-Za-z]+)")
_LEADING = re.compile(rf"(?:{_TAG.pattern}|[\s\u200e\u200f\u202a-\u202e\u2066-\u2069])*")
_TRAILING = re.compile(r"(?:</[^<>]*>|\s)*$")
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&nbsp;": " ", "&lrm;": "", "&rlm;": ""}
_SPEAKER = re.compile(r"^[\s\u200e\u200f\u202b]*[-–—]\s*")
_SMALL = frozenset(("a", "an", "the", "of", "to", "in", "and", "or", "for", "on", "by"))  # no ends of lines
_GLUE = "\0"  # stands for a space inside a tag while words are counted
_LONGEST = 20_000  # characters of a cue: an hour's speech
_INNER_BREAK = re.compile(r"\\[Nn]|<br\s*/?>")


@dataclass(frozen=True, slots=True)
class _Piece:
    """One text: where its lines stood, and what goes around it."""

    first: int
    last: int
    before: str
    text: str
    after: str


class SubtitleDocument:
    """A subtitle file whose cues can be replaced."""

    def __init__(self, data: bytes, name: str) -> None:
        text, _ = decode_text(data, name=name)
        self.name = name
        self.is_vtt = text.startswith("WEBVTT")
        self.suffix = ".vtt" if self.is_vtt else ".srt"
        self._newline = found[0] if (found := _LINE_END.search(text)) else "\n"
        self._lines = _LINE_END.split(text)
        self._pieces = [piece for cue in self._cues() for piece in self._pieces_of(*cue)]
        if not any(_TIMES.match(line) for line in self._lines):
            raise InputError(f"{name}: has no times of subtitles (00:00:01,000 --> 00:00:02,000); check the file")
        if not self._pieces:
            raise nothing_arabic(name)
        self.texts: Sequence[str] = [piece.text for piece in self._pieces]
        mixed = sum(bool(_TAG.search(self._inner(piece))) for piece in self._pieces)
        self.notes: Sequence[str] = (
            (f"italics or colours on a part of a subtitle were not kept in {mixed} of them",) if mixed else ()
        )

    def _cues(self) -> list[tuple[int, int]]:
        """First line of text, and the line behind the last, of each cue."""
        starts = [i + 1 for i, line in enumerate(self._lines) if _TIMES.match(line)]
        cues = []
        for start in starts:
            end = start
            while end < len(self._lines) and self._lines[end].strip():
                end += 1
            cues.append((start, end))
        return cues

    def _pieces_of(self, start: int, end: int) -> list[_Piece]:
        """One text a cue; where two people speak in it, each on a line with a dash, one text each."""
        speaks = [i for i in range(start, end) if _SPEAKER.match(_TAG.sub("", self._lines[i]))]
        if len(speaks) > 1 and speaks[0] == start:
            bounds = [*speaks, end]
            groups = list(pairwise(bounds))
        else:
            groups = [(start, end)]
        return [piece for first, last in groups if first < last and (piece := self._piece(first, last))]

    def _piece(self, first: int, last: int) -> _Piece | None:
        raw = _INNER_BREAK.sub(" ", "\n".join(self._lines[first:last]))
        if len(raw) > _LONGEST:
            raise InputError(f"{self.name}: line {first + 1} begins a subtitle of more than {_LONGEST:,} characters")
        before = _LEADING.match(raw)[0]  # type: ignore[index]  # it matches the empty text too
        after = _TRAILING.search(raw, len(before))[0]  # type: ignore[index]
        inner_raw = raw[len(before) : len(raw) - len(after)]
        inner = _TAG.sub("", inner_raw)
        if dash := _SPEAKER.match(inner):
            inner = inner[dash.end() :]
        text = one_line(self._unescape(inner))
        if not has_arabic(text):
            return None
        opening, closing = _around(_TAG.findall(before), inner_raw, _TAG.findall(after))
        return _Piece(first, last, opening + ("- " if dash else ""), text, closing)

    def _inner(self, piece: _Piece) -> str:
        raw = "\n".join(self._lines[piece.first : piece.last])
        return _TRAILING.sub("", raw[_LEADING.match(raw).end() :])  # type: ignore[union-attr]

    def _unescape(self, text: str) -> str:
        if self.is_vtt:
            for entity, character in _ENTITIES.items():
                text = text.replace(entity, character)
        return text

    def rebuild(self, translations: Sequence[TranslatedParagraph]) -> bytes:
        """The file in UTF-8, its longer texts broken into lines of about equal length."""
        check_count(self.name, self.texts, translations)
        lines = list(self._lines)
        # From the end: replacing lines must not move the ones still to be replaced.
        for piece, english in reversed(list(zip(self._pieces, translations, strict=True))):
            text = one_line(safe(english.translation)).replace("-->", "→") or "…"  # an empty line would end the cue
            if self.is_vtt:
                text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            else:
                text = text.replace("<", "‹").replace(">", "›").replace("{", "(").replace("}", ")")
            lines[piece.first : piece.last] = break_lines(f"{piece.before}{text}{piece.after}")
        return without_marks(self._newline.join(lines)).encode("utf-8")


def _around(openers: list[str], inner: str, closers: list[str]) -> tuple[str, str]:
    """The tags that hold for a whole text: opened before it, and closed behind it or nowhere."""
    kept, closed = [], []
    for tag in reversed(openers):
        name = _NAME.match(tag)
        closer = f"</{name[1]}>" if name else ""
        if closer and closer in closers:
            closers.remove(closer)
            closed.append(closer)
        elif closer and closer in inner:
            continue
        kept.append(tag)
    return "".join(reversed(kept)), "".join(closed)


def break_lines(text: str, *, limit: int = LINE) -> list[str]:
    """Break a subtitle into as few lines as fit ``limit``, about equally long, rather behind a comma than not.

    Tags count nothing.

    >>> break_lines("The army said on Sunday that it had taken the city.")
    ['The army said on Sunday', 'that it had taken the city.']
    """
    words = _TAG.sub(lambda tag: tag[0].replace(" ", _GLUE), text).split(" ")
    lines: list[str] = []
    while (width := _width(" ".join(words))) > limit and len(words) > 1:
        cut = _cut(words, target=width / -(-width // limit), limit=limit)
        lines.append(" ".join(words[:cut]))
        words = words[cut:]
    return [line.replace(_GLUE, " ") for line in [*lines, " ".join(words)]]


def _width(text: str) -> int:
    return len(_TAG.sub("", text))


def _cut(words: list[str], *, target: float, limit: int) -> int:
    """How many words make the next line: about ``target`` characters, at most ``limit`` where one word allows."""
    best, least, width = 1, float("inf"), -1
    for count, word in enumerate(words[:-1], 1):
        width += 1 + _width(word)
        if width > limit:
            break
        comma = 6 if word[-1:] in ",;:.?!" else 0
        small = 3 if word.lower() in _SMALL else 0
        badness = abs(width - target) + small - comma
        if badness < least:
            best, least = count, badness
    return best
