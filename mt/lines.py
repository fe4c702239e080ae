"""One line of a page by itself: its comparable spelling, how it ends, which furniture rule it meets.

>>> line = Line(1, "شارك على فيسبوك")
>>> line.hit.reason, line.is_body
('share line', False)
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property

from mt import furniture
from mt.furniture import Pattern, Phrases

_INVISIBLE = re.compile(
    "[\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff\u00ad\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]+"
)
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_SPELLINGS = (
    *zip("أإآٱىیکة", "ااااييكه", strict=True),
    *((chr(base + i), str(i)) for base in (0x0660, 0x06F0) for i in range(10)),
)

_AFTER = "[\\s\"'”“’»)\\]\u200e\u200f]*$"
_STOP = re.compile(r"(?<![.…])[.۔]" + _AFTER)
_ASKS = re.compile("[؟?!]" + _AFTER)
_CUT_OFF = re.compile(r"(…|\.{2,}|\[ ?(…|\.{2,}) ?\])" + _AFTER)
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(م|ه|هـ|ص|ت|k|st|nd|rd|th|am|pm)?$")
_DATE = re.compile(r"^\W*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\W*[\d:\W]*$")
_PIECES = re.compile(r"\s*[|•·–—]\s*|\s+[-/]\s+")
_SEPARATED = re.compile(r"^\W*[:|»>–—-]")
_DATELINE = re.compile(r"^\W*\w+(?: \w+){0,2} ?[-–—/:|،,(] ?(.{2,40})$")
_GOES_ON = re.compile(furniture.GOES_ON)
_CREDITED = re.compile(r"^([^.؟!]{0,200}) ?[(\[]([^()\[\]]{2,40})[)\]][^\w.]*$")
_NAMES_AGENCY = re.compile(r"\b(ال|ل|ب|و)?وكال\w+( \w+){0,4}\W*$")  # "the Palestinian news agency (Wafa)" is a sentence

_LOOKED_UP = 600  # characters: eighty words, the widest pattern; longer lines are no furniture
_META = 160  # characters of a line of small print
_PHRASE_LINE = 14  # words of the longest line that may consist of phrases
_LONG = 25  # a line of more words is body even when its writer forgot the full stop
_EXCERPT = 80  # words; WordPress cuts its excerpts after 55
_SENTENCE = 5  # words: a full stop ends even a short sentence, but "م." ends labels too


@dataclass(frozen=True, slots=True)
class Hit:
    """The rule that a line meets; see :class:`mt.furniture.Pattern` for the other fields."""

    reason: str
    edge: bool = False
    swallows: int = 0
    below: bool = False


class Line:
    """A non-blank line. ``number`` counts from 1 in the page; ``raw`` is the line as it stood there."""

    def __init__(self, number: int, raw: str) -> None:
        self.number = number
        self.raw = raw
        self.text = raw.strip()

    @cached_property
    def key(self) -> str:
        """The text as :func:`fold` spells it."""
        return fold(self.text)

    @cached_property
    def words(self) -> list[str]:
        """The words of ``key``, without punctuation."""
        return _WORD.findall(self.key)

    @cached_property
    def size(self) -> int:
        """About how many words there are: exact for lines that may be furniture, from below otherwise."""
        return len(self.words) if len(self.text) <= _LOOKED_UP else len(self.text) // 20

    @cached_property
    def stops(self) -> bool:
        """It ends in one full stop, perhaps inside quotes."""
        return _STOP.search(self.text, max(0, len(self.text) - 8)) is not None

    @cached_property
    def asks(self) -> bool:
        """It ends in a question or exclamation mark."""
        return _ASKS.search(self.text, max(0, len(self.text) - 8)) is not None

    @cached_property
    def is_cut_off(self) -> bool:
        """It ends in an ellipsis, as excerpts do."""
        return _CUT_OFF.search(self.text, max(0, len(self.text) - 12)) is not None

    @cached_property
    def is_body(self) -> bool:
        """It reads like text rather than like a headline or a label: a sentence's end, or its length."""
        if self.is_cut_off:
            return self.size > _EXCERPT
        if self.size > _LONG:
            return True
        if self.size > _SENTENCE and _GOES_ON.match(self.key):
            return True
        introduces = self.text.endswith(":") and self.size >= _SENTENCE
        return introduces or (self.stops and self.size >= _SENTENCE) or (self.asks and self.size > 18)

    @property
    def is_text(self) -> bool:
        """It is body, or as long as one though its last sentence trails off."""
        return self.is_body or self.size > _LONG

    @cached_property
    def hit(self) -> Hit | None:
        """The furniture rule that the line meets, if any. Rules that hold anywhere go first."""
        if not any(map(str.isalpha, self.text[:_LOOKED_UP])) and not any(map(str.isalpha, self.text)):
            dated = _DATE.match(self.key) is not None
            return Hit("date line" if dated else "decoration", edge=any(map(str.isdigit, self.text)))
        if len(self.text) > _LOOKED_UP:
            return None
        return _match(self.key, self.words, edge=False) or _match(self.key, self.words, edge=True) or _meta(self.key)


def fold(text: str) -> str:
    """Return ``text`` in the spelling in which lines are compared: no marks, one form of each letter.

    It does what :func:`mt.normalize.normalize` does with letters folded, and more (ة is ه), by plain
    replacements: many times as fast, and nobody ever reads the result.

    >>> fold("إقــرأ أيضاً: ١٢ مشاهدة Share")
    'اقرا ايضا: 12 مشاهده share'
    """
    text = _INVISIBLE.sub("", text.replace(" ـ ", " - "))
    if _PRESENTATION.search(text):
        text = unicodedata.normalize("NFKC", text)
    for old, new in _SPELLINGS:
        text = text.replace(old, new)
    return " ".join(text.casefold().split())


def _split(phrases: str, mark: str | None = "|") -> list[str]:
    return [" ".join(_WORD.findall(fold(phrase))) for phrase in phrases.split(mark)]


@cache
def _phrases() -> dict[str, Phrases]:
    table: dict[str, Phrases] = {}
    for rule in furniture.PHRASES:
        for phrase in _split(rule.text):
            table.setdefault(phrase, rule)
    return table


@cache
def _patterns(edge: bool) -> tuple[tuple[Pattern, re.Pattern[str]], ...]:
    return tuple((rule, re.compile(rule.regex)) for rule in furniture.PATTERNS if rule.edge == edge)


@cache
def _vocabulary(name: str) -> frozenset[str]:
    """Return the words (or the phrases, where bars part them) of one of the lists of ``furniture``."""
    text: str = getattr(furniture, name)
    return frozenset(_split(text, "|" if "|" in text else None))


def _match(key: str, words: list[str], *, edge: bool) -> Hit | None:
    """Return the first rule with this ``edge`` that the folded line meets."""
    if len(words) <= _PHRASE_LINE:
        hit = _consists(words)
        if hit and hit.edge == edge:
            return hit
    hit = (_small_print(key, words) if edge else _leads(key, words) or _credits(key, words)) or None
    if hit:
        return hit
    for rule, regex in _patterns(edge):
        if len(words) <= rule.words and regex.search(key):
            return Hit(rule.reason, rule.edge, rule.swallows, rule.below)
    return None


def _consists(words: list[str]) -> Hit | None:
    """A line of nothing but phrases, longest first: "شارك على فيسبوك تويتر 12"."""
    table = _phrases()
    found: list[Phrases] = []
    numbers = joined = 0
    at = 0
    while at < len(words):
        for n in range(min(6, len(words) - at), 0, -1):
            rule = table.get(" ".join(words[at : at + n]))
            if rule:
                found.append(rule)
                at += n
                break
        else:
            numbers += words[at].isdigit()
            joined += words[at] in furniture.JOINING
            if not (words[at].isdigit() or words[at] in furniture.JOINING):
                return None
            at += 1
    if not found or (joined and not all(rule.joins for rule in found)):
        return None
    if numbers and not all(rule.reason in ("comment form", "share line") for rule in found):
        return None
    same = len({rule.reason for rule in found}) == 1
    return Hit(found[0].reason, any(rule.edge for rule in found), found[0].swallows if same else 0)


def _leads(key: str, words: list[str]) -> Hit | None:
    """A phrase with a colon or a dash and the other headline behind it, on one line."""
    for n in range(min(5, len(words) - 1), 0, -1):
        phrase = " ".join(words[:n])
        rule = _phrases().get(phrase)
        if rule and rule.lead:
            _, found, rest = key.partition(phrase)
            if found and _SEPARATED.match(rest) and len(words) <= furniture.BLOCK_WORDS["read-also block"]:
                return Hit(rule.reason)
    return None


def _names(words: list[str], *vocabularies: str) -> bool:
    """Whether the words are nothing but names of these lists, and words that join them."""
    at = 0
    while at < len(words):
        for n in range(min(5, len(words) - at), 0, -1):
            if any(" ".join(words[at : at + n]) in _vocabulary(v) for v in vocabularies):
                at += n
                break
        else:
            if words[at] not in ("و", "عن", "and", "via"):
                return False
            at += 1
    return bool(words)


def _credits(key: str, words: list[str]) -> Hit | None:
    """A picture's agency in brackets: alone, or behind a caption that has no full stop."""
    found = _CREDITED.match(key) if len(words) <= 30 else None
    if not found or not _names(_WORD.findall(found[2]), "AGENCIES") or _NAMES_AGENCY.search(found[1]):
        return None
    return Hit("photo caption" if found[1].strip() else "photo credit")


def _small_print(key: str, words: list[str]) -> Hit | None:
    """Dates, counters, agencies and datelines: what stands alone above or below a body."""
    if len(words) > 16:
        return None
    numbers = sum(1 for word in words if _NUMBER.match(word))
    for reason, name, alone in (("counter", "COUNTER_WORDS", "اقل"), ("date line", "DATE_WORDS", "منذ")):
        known = sum(1 for word in words if word in _vocabulary(name) and not _NUMBER.match(word))
        if known and known + numbers == len(words) and (numbers or (alone in words and len(words) > 1)):
            return Hit(reason, edge=True)
    if _names(words, "AGENCIES", "OUTLETS"):
        return Hit("source line", edge=True)
    rest = [word for word in words if word not in _vocabulary("DATE_WORDS") and not _NUMBER.match(word)]
    if numbers > 1 and 2 * len(rest) <= len(words) and _names(words[-1:], "AGENCIES"):
        return Hit("date line", edge=True)  # place, date in two calendars, agency
    place = _DATELINE.match(key)
    if place and _names(_WORD.findall(place[1]), "AGENCIES", "OUTLETS"):
        return Hit("byline", edge=True)
    return None


def _meta(key: str) -> Hit | None:
    """Small print between bars or dashes, every piece of which is furniture: "3 مايو 2020 | 12 مشاهدة"."""
    if len(key) > _META:
        return None
    pieces = [piece for piece in _PIECES.split(key) if piece]
    if not 2 <= len(pieces) <= 8:
        return None
    hits = []
    for piece in pieces:
        words = _WORD.findall(piece)
        hit = _match(piece, words, edge=False) or _match(piece, words, edge=True) if words else None
        if hit is None and not piece.isdigit() and not _DATE.match(piece):
            return None
        hits.append(hit or Hit("date line", edge=True))
    return Hit(hits[0].reason, edge=any(hit.edge for hit in hits))
