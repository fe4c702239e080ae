"""A sentence as the tokens that a shortening is compared by: words, numbers as values, weekdays, marks."""

import re
from dataclasses import dataclass, field
from fractions import Fraction

from .grammar import ARTICLES, FREE, looks_like_verb
from .words import is_same_name, numbers

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}|[^\W_]+(?:[-'’][^\W_]+)*|[,;:()\[\]–—…]|[\"“”«»]|[.!?]+|%|-",
    re.UNICODE,
)
_DAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
_NOW = frozenset(("today", "yesterday", "tomorrow"))
QUOTES = frozenset('"“”«»')
BREAKS = frozenset((",", ";", "–", "—", "-", "(", ")", "[", "]"))
_ENDS = frozenset(".!?…")


@dataclass(frozen=True)
class Token:
    """A word, number, weekday or mark. ``low`` is its lower-case form; ``start`` and ``end`` its place in the text."""

    text: str
    low: str
    start: int
    end: int
    value: tuple[Fraction, ...] | None = None
    verb: bool = False  # with a subject, or perhaps
    kind: str = field(default="word")  # word, number, day, mark

    @property
    def named(self) -> bool:
        """Whether it is capitalized, as a name is."""
        return self.kind == "word" and self.text[0].isupper()

    @property
    def when(self) -> bool:
        """Whether it is a weekday, or today, yesterday or tomorrow."""
        return self.kind == "day" or self.low in _NOW

    @property
    def empty(self) -> bool:
        """Whether it may come or go anywhere: marks, articles, "that", times that are told by the day of the page."""
        return self.kind == "mark" or self.when or self.low in ARTICLES or self.low in FREE or self.low == "that"

    def same(self, other: "Token") -> bool:
        """Whether one may stand for the other: the same form, number, day or name, singular or plural.

        Tenses are not folded: "attacks" is not "attacked".
        """
        if self.kind != other.kind:
            return False
        if self.kind == "number":
            return self.value == other.value
        if self.low == other.low:
            return True
        if self.verb or other.verb or self.kind != "word":
            return False
        a, b = sorted((self.low, other.low), key=len)
        if len(a) > 2 and b in (a + "s", a + "es", a[:-1] + "ies"):
            return True
        return self.named and other.named and is_same_name(self.text, other.text)


def tokens(text: str) -> list[Token]:
    """Return the tokens of a sentence, in order.

    A weekday is one token with what stands around it: "on Friday", "yesterday, Saturday".

    >>> [token.low for token in tokens("The army said yesterday, Saturday, that 20 men fled.")]
    ['the', 'army', 'said', 'saturday', ',', 'that', '20', 'men', 'fled', '.']
    """
    spans = {value.start: value for value in numbers(text)}
    found: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        if match.start() < end:
            continue
        value = spans.get(match.start())
        if value:
            end = max(value.end, match.end()) if value.text else match.end()
            found.append(
                Token(text[match.start() : end], value.text.lower(), match.start(), end, value.ways[0], kind="number")
            )
            continue
        word, end = match[0], match.end()
        low = word.lower().replace("’", "'")
        low = low.replace(".", "") if word[0].isalpha() else low
        kind = "word" if word[0].isalnum() else "mark"
        low = "percent" if word == "%" else low
        kind = "word" if word == "%" else kind
        if low in _DAYS:
            found, begin = _with_time(found, match.start())
            found.append(Token(text[begin:end], low, begin, end, kind="day"))
            continue
        before = found[-1].low if found else ""
        # Behind a number a participle describes, as behind an article: "three wounded".
        before = "the" if found and found[-1].kind == "number" else before
        verb = kind == "word" and word != "%" and looks_like_verb(word, before)
        found.append(Token(word, low, match.start(), end, verb=verb, kind=kind))
    return found


def _with_time(found: list[Token], start: int) -> tuple[list[Token], int]:
    """What stands before a weekday without the words that belong to it, and where those begin."""
    kept = list(found)
    while kept and (kept[-1].low in ("on", *_NOW) or (kept[-1].low == "," and len(kept) > 1 and kept[-2].low in _NOW)):
        start = kept.pop().start
    return kept, start


def ends_properly(text: str) -> bool:
    """Whether a sentence ends with a stop, as whole ones do.

    >>> ends_properly("It rained."), ends_properly("Rain in the")
    (True, False)
    """
    bare = text.rstrip("\"'”’»)] ")
    return bare[-1:] in _ENDS
