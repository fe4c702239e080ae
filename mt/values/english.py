"""Numbers, months and days of an English text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, lru_cache

from mt.fold import fold

from .dates import DATE_WORDS_EN, english_months, english_weekdays, hijri_months
from .english_phrase import EnglishPhrase
from .english_words import (
    DECADES,
    NOUNS,
    ONES,
    ORDINALS,
    PARTS,
    PLURALS,
    SCALES,
    SHORT,
    TENS,
    roman,
)
from .numerals import FRACTION_SIGNS, NUMERAL, readings, without_addresses
from .value import Value, Way, distinct

_TOKEN = re.compile(rf"{NUMERAL}|[^\W\d_]+|\S")
_CURRENCIES = {
    "dollar": r"\$|\busd\b|dollar|bucks|cent\b|cents\b",
    "euro": r"€|\beur\b|euro",
    "pound": r"£|\bgbp\b|pound|sterling|\begp\b|quid",
    "dinar": r"dinar|\btnd\b|\bdt\b|\bjod\b|\bkwd\b|\blyd\b|\bmd\b",
    "dirham": r"dirham|\baed\b|\bdhs?\b",
    "riyal": r"ri?y?i?als?\b|\bsar\b|\bqar\b|\bsr\b|reais",
    "lira": r"\blira|\blire|pound|₺|\btry\b",
    "yen": r"¥|\byen|\bjpy\b",
    "yuan": r"yuan|renminbi|\brmb\b|¥|\bcny\b",
    "rupee": r"rupee|rupiah|₹|\brs\b|\binr\b",
    "ruble": r"rou?ble|₽",
    "franc": r"franc\b|francs|\bchf\b",
    "shekel": r"shekel|\bnis\b|₪|\bils\b",
    "won": r"\bwon\b|₩",
}
_CURRENCY = {name: re.compile(pattern) for name, pattern in _CURRENCIES.items()}
_PERCENT = re.compile(r"%|per\s?cent|\bpct\b|\bp\.?c\.?\b|percentage|percentile")
_VAGUE = {
    10: r"dozen|\btens\b|scores|several|many|numerous|\bnumber|multiple|various|\bmore\b|decade|teen|crowd|\d\d",
    100: r"hundred|\bcentur|\d{3}|thousand",
    1000: r"thousand|\bmillenni|\d,?\d{3}|\d\s?k\b|\dks\b",
    10**6: r"million|\d,?\d{3},?\d{3}|\d\s?m\b",
    10**9: r"billion|\d\s?bn?\b",
    10**12: r"trillion",
}
_MAGNITUDE = {size: re.compile(pattern) for size, pattern in _VAGUE.items()}
_HALF_AFTER = re.compile(r"\s+and\s+(?:a\s+)?(half|quarter|third)s?\b|\s*(½|¼|¾)|\s+(half)\b")
_SHORT_AFTER = re.compile(r"\s?(k|mn|mln|m|bn|b|tn|trn|ma|mya|ga|bya)\b(?!['’])")
_SCALE_AFTER = re.compile(rf"[\s-]*({'|'.join(sorted({*SCALES, *PLURALS}, key=len, reverse=True))})\b")
_RANGE = re.compile(r"\s*(?:-|–|—|to|or|and|,)\s*(?:[$€£¥]|about\s|around\s|nearly\s|even\s|up\sto\s)*")
_PREFIXES = {
    "semi": "half",
    "hemi": "half",
    "mid": "half",
    "quarterfinal": "quarter",
    "half": "half",
}  # semifinal, midnight
_WORDS = (*ONES, *TENS, *SCALES, *PLURALS, *ORDINALS, *NOUNS, *DECADES, *PARTS)
_ARTICLES = frozenset(("a", "an"))  # begin a number only with a word behind them that may begin one too
_STARTERS = frozenset((*_ARTICLES, *_WORDS, *FRACTION_SIGNS))
_PLUS = re.compile(r"[\s,]*(?:and\s+)?")
_HYPHEN = re.compile(r"\s?[-–/]\s?")
_DIGIT_GAP = re.compile(r"[\s.,/:'’–-]{1,2}")


def read_english(text: str) -> tuple[Value, ...]:
    """Return the values that an English text states, in order.

    >>> [(value.text, float(value.value)) for value in read_english("Half a million people in twenty-one towns")]
    [('Half a million', 500000.0), ('twenty-one', 21.0)]
    """
    return English(text).values


def vague_words(magnitude: Fraction) -> re.Pattern[str]:
    """Return what says at least so many in lower-case English: "dozens" for 10, "thousands" for 1000."""
    return _MAGNITUDE[min((size for size in _MAGNITUDE if size >= magnitude), default=10**12)]


class English:
    """One English text and all that it may be said to state."""

    def __init__(self, text: str) -> None:
        folded = fold(text)
        self.text = without_addresses(folded.text)
        self.lower = self.text.lower()
        if len(self.lower) != len(self.text):  # a few letters grow when they are made small
            self.lower = self.text
        words = set(_TOKEN.findall(self.lower))
        dated = not DATE_WORDS_EN.isdisjoint(words)
        if not dated and not any(map(_counts, words - _ARTICLES)):
            self.values: tuple[Value, ...] = ()  # as of most sentences
            return
        found = _related(self.lower, list(_Reader(self.text, self.lower).numbers()))
        if dated:
            found += [
                Value(kind, "", start, end, ((Fraction(number),),), sure=sure)
                for kind, dates in (("month", english_months(self.text)), ("weekday", english_weekdays(self.text)))
                for number, start, end, sure in dates
            ]
            found.sort(key=lambda value: (value.start, value.end))
        self.values = tuple(self._placed(value, folded.whole, *folded.span(value.start, value.end)) for value in found)

    @staticmethod
    def _placed(value: Value, whole: str, start: int, end: int) -> Value:
        return replace(value, text=whole[start:end], start=start, end=end)

    @cached_property
    def hijri(self) -> set[int]:
        """The months of the Islamic calendar named anywhere, 101 to 112."""
        return hijri_months(self.text)

    @cached_property
    def currencies(self) -> set[str]:
        """Every currency named anywhere."""
        return {name for name, pattern in _CURRENCY.items() if pattern.search(self.lower)}

    @cached_property
    def percent(self) -> bool:
        """Whether anything is said in percent."""
        return bool(_PERCENT.search(self.lower))


@dataclass
class _Reader:
    text: str
    lower: str

    def __post_init__(self) -> None:
        self.tokens = [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(self.lower)]

    def numbers(self) -> Iterator[Value]:
        """Yield each number that stands for itself; ranges and lists are several."""
        at = 0
        while at < len(self.tokens):
            token, start, end = self.tokens[at]
            if not _counts(token):
                at += 1
                continue
            value: Value | None = None
            if token[0].isdecimal():
                value = self._numeral(token, start, end)
            elif token in _ARTICLES and not self._scale_at(at + 1):
                at += 1
                continue
            elif token in FRACTION_SIGNS:
                value = Value("number", "", start, end, ((FRACTION_SIGNS[token],),), sure=False)
            else:
                value = self._words(at) or self._noun(token, start, end)
            at += 1
            if value:
                yield value
                while at < len(self.tokens) and self.tokens[at][1] < value.end:
                    at += 1

    def _scale_at(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at][0] in SCALES

    def _numeral(self, token: str, start: int, end: int) -> Value:
        ways: list[Way] = [tuple(way) for way in readings(token)]
        scale = 1
        if half := _HALF_AFTER.match(self.lower, end):
            extra = FRACTION_SIGNS.get(half[2] or "") or PARTS[half[1] or half[3] or "half"]
            ways, end = [(way[0] + extra,) for way in ways if len(way) == 1] + ways + [(extra,)], half.end()
        while match := _SCALE_AFTER.match(self.lower, end):
            factor = SCALES.get(match[1]) or PLURALS[match[1]]
            scale, end = scale * factor, match.end()
            scaled = [tuple(value * factor for value in way) for way in ways]
            ways = scaled + (ways if factor < 1000 else [])  # "2 decades" says 2 as well
        if scale == 1 and (match := _SHORT_AFTER.match(self.lower, end)):
            factor = SHORT[match[1]]
            # "100 m" are meters more often than millions.
            ways, end = [tuple(value * factor for value in way) for way in ways] + ways, match.end()
        if half := _HALF_AFTER.match(self.lower, end) if scale > 1 else None:
            extra = FRACTION_SIGNS.get(half[2] or "") or PARTS[half[1] or half[3] or "half"]
            ways, end = [(ways[0][0] + extra * scale,), *ways], half.end()
        if scale == 1 and (tail := re.match(r"['’]?s\b|st\b|nd\b|rd\b|th\b", self.lower[end:])):
            if token.endswith("00") and tail[0].endswith("s") and len(token) == 4:
                ways.append((Fraction(token) / 100 + 1,))  # the 1800s are the 19th century
            if tail[0].endswith("s") and len(token) == 4:
                ways.append((Fraction(token) % 100,))  # the 1990s are the nineties
            end += tail.end()
        if scale == 1 and re.search(r"['’]$", self.lower[:start]) and len(token) == 2:
            ways += [(Fraction(century + token),) for century in ("19", "20")]
        return Value("number", "", start, end, distinct(ways), scale=scale)

    def _words(self, at: int) -> Value | None:
        """The longest number that words from ``at`` on make, or None."""
        phrase, start, end = EnglishPhrase(), self.tokens[at][1], -1
        while at < len(self.tokens):
            token, place, stop = self.tokens[at]
            if end >= 0 and (token == "-" and place == end and at + 1 < len(self.tokens)):
                at += 1
                token, place, stop = self.tokens[at]
                if place != end + 1:
                    break
            elif end >= 0 and (token == "and" or (token == "," and phrase.open)) and at + 1 < len(self.tokens):
                following, stop_at = self.tokens[at + 1][0], at
                if not phrase.room and following not in ("a", "half"):
                    break
                at += 1
                token, place, stop = self.tokens[at]
                if token in ("a", "half", "quarter"):
                    if match := _HALF_AFTER.match(self.lower, self.tokens[stop_at][1] - 1):
                        phrase.part(PARTS[match[1] or match[3] or "half"])
                        end = match.end()
                        at += 1 + (token == "a")
                        continue
                    break
                if token not in ONES and token not in TENS and token not in ORDINALS and not token[0].isdecimal():
                    break
            if not phrase.take(token):
                break
            end = stop
            at += 1
        if not phrase.started:
            return None
        return Value("number", "", start, end, phrase.readings(), sure=phrase.sure, scale=phrase.last)

    def _noun(self, token: str, start: int, end: int) -> Value | None:
        token = next((part for prefix, part in _PREFIXES.items() if token.startswith(prefix)), token)
        if token in NOUNS or token in PARTS:
            ways = [(Fraction(NOUNS[token]),)] if token in NOUNS else []
            if part := PARTS.get(token):
                ways += [(part,), (100 * part,), (60 * part,), (12 * part,)]
                after = re.compile(r"[\s-]+(?:of\s+)?(?:an?\s+)?").match(self.lower, end)
                scale = _SCALE_AFTER.match(self.lower, after.end()) if after else None
                if scale and scale[1] in SCALES:
                    whole = part * SCALES[scale[1]]
                    return Value("number", "", start, scale.end(), distinct([(whole,), *ways]), scale=SCALES[scale[1]])
            return Value("number", "", start, end, distinct(ways), sure=False)
        if tens := DECADES.get(token):
            return Value(
                "number", "", start, end, tuple((Fraction(c + tens),) for c in (0, 1900, 1800, 2000)), sure=True
            )
        if token in PLURALS and PLURALS[token] not in (10, 20):
            return Value("vague", "", start, end, ((Fraction(PLURALS[token]),),), sure=False)
        numeral = self.text[start:end]
        if self.text[end : end + 1] == ")":
            numeral = numeral.upper()  # (iv)
        if re.fullmatch(r"[IVXL]+", numeral) and (value := roman(numeral)):
            return Value("number", "", start, end, ((Fraction(value),),), sure=False)
        return None


@lru_cache(maxsize=4096)
def _counts(token: str) -> bool:
    """Whether a number may begin with a token in lower case."""
    return token[0].isdecimal() or token in _STARTERS or token.startswith(tuple(_PREFIXES)) or not token.strip("ivxl")


def _related(text: str, numbers: list[Value]) -> list[Value]:
    """Add what neighbours say together: "10 to 16 million", "nineteen eighty-four", "1943-6", "116 123"."""
    for i in range(len(numbers) - 1):
        before, number = numbers[i], numbers[i + 1]
        if "vague" in (before.kind, number.kind):
            continue
        between = text[before.end : number.start]
        a, b = before.value, number.value
        if joint := _together(text[before.start : before.end], between, text[number.start : number.end], (a, b)):
            before, number = (replace(value, ways=(*value.ways, (joint,))) for value in (before, number))
        if _HYPHEN.fullmatch(between) and 1000 <= a < 3000 and b < 100:
            number = replace(number, ways=(*number.ways, (a - a % (10 if b < 10 else 100) + b,)))
        if before.scale > number.scale and b < before.scale and _PLUS.fullmatch(between):
            before, number = (replace(value, ways=(*value.ways, (a + b,))) for value in (before, number))
        if before.scale < number.scale and a < number.scale and _RANGE.fullmatch(between):
            before = replace(before, ways=(*before.ways, (a * number.scale,)))
        numbers[i : i + 2] = before, number
    return numbers


def _together(first: str, between: str, second: str, values: tuple[Fraction, Fraction]) -> Fraction | None:
    """Digits of one string in two groups, or a year in two words."""
    if first.isdecimal() and second.isdecimal():
        short = len(first + second) < 40 and _DIGIT_GAP.fullmatch(between)
        return Fraction(first + second) if short else None
    a, b = values
    words = first.replace("-", "").isalpha() and second not in NOUNS
    return 100 * a + b if words and between in (" ", "-") and 9 < a < 100 and b < 100 else None
