"""Values written in digits: in Arabic for another search, in English for the reader."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from mt.fold import fold
from mt.rewritten import Rewritten

from .arabic_words import opening
from .dates import DAYS, HIJRI, MONTHS, month_name
from .english_words import ORDINALS
from .value import Value

_SIZES = (10**12, 10**9, 10**6)
_ARABIC = ("تريليون", "مليار", "مليون")
_ENGLISH = ("trillion", "billion", "million")
# Digits without commas that are no year and hardly a telephone number.
_BARE = re.compile(r"[1-9]\d{4,5}|[1-9]\d{3,14}000")
_NUMERAL = re.compile(r"\d(?:[\d.,:/–-]*\d)?")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d{1,2}(?!\d))")
_ORDINAL = re.compile(r"(?:\d(?:st|nd|rd|th)|\b(?:" + "|".join(ORDINALS) + r"))$", re.IGNORECASE)
_RA = re.compile(r"\d+ر\d")
_SUFFIXES = {1: "st", 2: "nd", 3: "rd"}


def in_figures(text: str, values: Iterable[Value]) -> Rewritten:
    """Return an Arabic ``text`` with its ``values`` in digits, where words or digits without commas say them.

    A model copies digits more surely than it translates number words. Ordinals become plain numbers, as news writes
    them too, thousands and what is added to them one number, and months get the name that most countries give them.
    What cannot be written so stays.

    >>> from mt.values import read_arabic
    >>> text = "في الجولة الحادية عشرة"
    >>> in_figures(text, read_arabic(text)).text
    'في الجولة 11'
    """
    new, at = "", 0
    spans = list[tuple[int, int]]()  # for each character of the new text, what it stands for in the old one
    for value in _added(text, values):
        figure = _in_arabic(value) if value.start >= at else ""
        if figure:
            new += text[at : value.start] + figure
            spans += [(i, i) for i in range(at, value.start)] + [(value.start, value.end - 1)] * len(figure)
            at = value.end
    new += text[at:]
    spans += [(i, i) for i in range(at, len(text))]
    word_at = [0] * len(text)
    for n, word in enumerate(re.finditer(r"\S+", text)):
        word_at[word.start() : word.end()] = [n] * len(word[0])
    words = (spans[word.start() : word.end()] for word in re.finditer(r"\S+", new))
    return Rewritten(new, tuple(range(word_at[own[0][0]], word_at[own[-1][1]] + 1) for own in words))


def _added(text: str, values: Iterable[Value]) -> list[Value]:
    """The values in order, 4 آلاف و700 as one."""
    found = list[Value]()
    for value in sorted(values, key=lambda value: value.start):
        before = found[-1] if found else None
        if before and before.ways[-1] == value.ways[-1] == (before.value + value.value,):
            whole = text[before.start : value.end]
            found[-1] = replace(before, text=whole, end=value.end, ways=before.ways[-1:])
        else:
            found.append(value)
    return found


def _in_arabic(value: Value) -> str:
    """The value in digits with what is written in one word with it, its article left out; empty for most kinds."""
    folded = fold(value.text).text
    if value.kind == "month":
        return month_name(int(value.value))
    if value.kind != "number":
        return ""
    if _BARE.fullmatch(folded):
        return _decimal(value.value)
    before = "" if folded[0].isdecimal() else opening(folded.split()[0])
    figure = _spelled(value, folded, _ARABIC)
    return before + figure if before is not None and figure else ""


def in_english(value: Value, instead: Value) -> str:
    """Return the English of ``value``, in digits, to stand where ``instead`` stands; empty where it is not certain.

    Digits are those of the source.

    >>> from mt.values import read_arabic, read_english
    >>> in_english(read_arabic("عيده الثالث والستين")[0], read_english("third")[0])
    '63rd'
    """
    if value.kind != instead.kind or value.kind == "vague":
        return ""
    if value.kind == "weekday":
        return DAYS[int(value.value) - 1].capitalize()
    if value.kind == "month":
        return MONTHS[int(value.value) - 1] if value.value < HIJRI else ""
    folded = fold(value.text).text
    copied = _NUMERAL.fullmatch(folded)
    figure = _DECIMAL_COMMA.sub(".", folded) if copied else _spelled(value, folded, _ENGLISH)
    return figure + _suffix(int(figure)) if figure.isdecimal() and _ORDINAL.search(instead.text) else figure


def _spelled(value: Value, folded: str, names: Sequence[str]) -> str:
    """The digits of what words say, alone or behind digits, or ر between digits; empty for parts of one."""
    plain = folded[0].isdecimal() and value.scale == 1 and not _RA.match(folded)
    if plain or len(value.ways[0]) != 1 or value.value < 1:
        return ""
    return _written(value.value, names)


def _suffix(number: int) -> str:
    return "th" if number // 10 % 10 == 1 else _SUFFIXES.get(number % 10, "th")


def _written(number: Fraction, names: Sequence[str]) -> str:
    """Digits, from a million on with the name of its size; empty for more than two decimals: three are thousands."""
    for size, name in zip(_SIZES, names, strict=True):
        if number >= size and (number * 100 / size).denominator == 1:
            return f"{_decimal(number / size)} {name}"
    return _decimal(number) if (number * 100).denominator == 1 else ""


def _decimal(number: Fraction) -> str:
    """Digits with commas from 10,000 on, as a year has none.

    >>> _decimal(Fraction(29, 2)), _decimal(Fraction(25000))
    ('14.5', '25,000')
    """
    whole = f"{int(number):,}" if number >= 10_000 else str(int(number))
    hundredths = int(number * 100 % 100)
    return f"{whole}.{hundredths:02}".rstrip("0") if hundredths else whole
