"""One spelling for each letter and digit, with the way back to the original's positions."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

_UNWRITTEN = re.compile("[\u064b-\u0652\u0670\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff\u00ad]+")
_DIGITS = {chr(base + i): str(i) for base in (0x0660, 0x06F0) for i in range(10)}
_ONE_FORM = dict(zip("أإآٱىیةک٫٬٪", "ااااييهك.,%", strict=True)) | _DIGITS
_COMMA_AS_MARK = re.compile("(?<=\\d)،(?=\\d)")  # 30،000: the Arabic comma typed for a separator


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` has one form of alef, yeh and teh marbuta, ASCII digits, no vowel or direction marks."""

    text: str
    whole: str
    _cuts: tuple[tuple[int, int], ...] = ()  # position in text, how much was left out before it

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` stands in the original."""
        # Marks after the last letter belong to it, so the end is that of the letter before.
        return self._back(start), self._back(end - 1) + 1 if end > start else self._back(start)

    def _back(self, at: int) -> int:
        place = bisect_right(self._cuts, (at, len(self.whole)))
        return at + (self._cuts[place - 1][1] if place else 0)


@lru_cache(maxsize=8)  # the checks of one sentence fold it in turn; more would only keep texts alive
def fold(text: str) -> Folded:
    """Return ``text`` folded.

    >>> fold("مِئَة").text
    'مئه'
    """
    if text.isascii():
        return Folded(text, text)
    cuts, gone = list[tuple[int, int]](), 0
    for mark in _UNWRITTEN.finditer(text):
        cuts.append((mark.start() - gone, gone + len(mark[0])))
        gone += len(mark[0])
    short = _UNWRITTEN.sub("", text) if cuts else text
    for letter, form in _ONE_FORM.items():  # few of them occur: many times as fast as str.translate
        if letter in short:
            short = short.replace(letter, form)
    if "،" in short:
        short = _COMMA_AS_MARK.sub(",", short)
    return Folded(short, text, tuple(cuts))
