"""Controlled noise in Arabic sources: each kind hits a stated share of the places it could hit.

All kinds draw from a generator of their own (seed 0 is a seed), so that a level is the same text for
every system.
"""

import random
import re
from collections.abc import Callable

from mt.errors import UsageError

# What an OCR engine takes for one another: letters with one skeleton that dots tell apart.
_LOOKALIKES = ("بتثن", "جحخ", "دذ", "رز", "سش", "صض", "طظ", "عغ", "فق", "كل", "هة", "يى")
_CONFUSIONS = {letter: group.replace(letter, "") for group in _LOOKALIKES for letter in group}
_MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"

_Chance = Callable[[], bool]


def _map_letters(text: str, hit: _Chance, change: Callable[[str], str]) -> str:
    return "".join(new if (new := change(c)) != c and hit() else c for c in text)


def _hamza(text: str, hit: _Chance, _: random.Random) -> str:
    return _map_letters(text, hit, lambda c: "ا" if c in "أإآ" else c)


def _final_letters(text: str, hit: _Chance, _: random.Random) -> str:
    swap = {"ي": "ى", "ى": "ي", "ة": "ه"}
    return re.sub(r"[يىة]\b", lambda m: swap[m[0]] if hit() else m[0], text)


def _diacritics(text: str, hit: _Chance, draw: random.Random) -> str:
    """Add a vowel mark after a letter; where it stands says nothing about the word, as in bad OCR."""
    return re.sub(r"[\u0621-\u063a\u0641-\u064a]", lambda m: m[0] + draw.choice(_MARKS) if hit() else m[0], text)


def _tatweel(text: str, hit: _Chance, _: random.Random) -> str:
    return re.sub(r"[بتثجحخسشصضطظعغفقكلمنهي](?=[\u0621-\u064a])", lambda m: m[0] + "ـ" if hit() else m[0], text)


def _ocr(text: str, hit: _Chance, draw: random.Random) -> str:
    return "".join(draw.choice(_CONFUSIONS[c]) if c in _CONFUSIONS and hit() else c for c in text)


def _stops(text: str, hit: _Chance, _: random.Random) -> str:
    return re.sub(r"[.،؛؟!,;?]", lambda m: "" if hit() else m[0], text)


def _joined(text: str, hit: _Chance, _: random.Random) -> str:
    return re.sub(r" ", lambda m: "" if hit() else m[0], text)


def _doubled(text: str, hit: _Chance, _: random.Random) -> str:
    return re.sub(r"(?<=\w)\w(?=\w)", lambda m: m[0] * 2 if hit() else m[0], text)


NOISES: dict[str, Callable[[str, _Chance, random.Random], str]] = {
    "hamza": _hamza,
    "final-letters": _final_letters,
    "diacritics": _diacritics,
    "tatweel": _tatweel,
    "ocr": _ocr,
    "stops": _stops,
    "joined": _joined,
    "doubled": _doubled,
}


def add_noise(text: str, kind: str, *, level: float, seed: int) -> str:
    """Return ``text`` with ``level`` (0 to 1) of the places hit that noise of this kind can hit.

    >>> add_noise("أعلن أحمد", "hamza", level=1.0, seed=0)
    'اعلن احمد'
    """
    if kind not in NOISES:
        raise UsageError(f"no noise is called {kind!r}; choose from {', '.join(NOISES)}")
    if not 0 <= level <= 1:
        raise UsageError(f"a share of {level} cannot be hit: choose 0 to 1")
    # The text takes part in the seed, or every sentence would be hit at the same places.
    draw = random.Random(f"{seed}/{kind}/{text}")
    return NOISES[kind](text, lambda: draw.random() < level, draw)
