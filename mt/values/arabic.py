"""Numbers, months and days of an Arabic text."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from mt.fold import Folded, fold

from .arabic_phrase import ArabicPhrase
from .arabic_words import DECADES, PAIRS, PARTS, SIDES, VAGUE, Word, bare, look
from .dates import DATE_WORDS, HIJRI, arabic_months, arabic_weekdays
from .numerals import CHAIN, FRACTION_SIGNS, GROUPED, NUMERAL, chain_readings, grouped_readings, without_addresses
from .value import Value, Way, distinct

# Agencies write ر for the decimal mark, and right to left: 7ر92 is 92.7 (so 74 of 75 in news with its English).
_RA = re.compile(r"(\d{1,15})ر(\d{1,15})")
_TOKEN = re.compile(rf"[\u0621-\u064a]+|{_RA.pattern}|{GROUPED.pattern}|{CHAIN.pattern}|\S")
_WORD_OR_DIGIT = re.compile(r"[\u0621-\u064a]+|\d")
_LIST_MARK = re.compile(r"\s*(\d{1,3})\s?[-–.)]\s?(?!\d)")  # translators drop it or write "(a)"
_MILLION_DINARS = re.compile(r"\s*م\.?\s?د(?!\w)")
_RANGE = frozenset(("و", "الي", "او", "حتي", "-", "–"))
_GAP = re.compile(r"[\s\"()]*")
_PERCENT = re.compile(
    r"\s*\)?\s*(?:%|(?:نقطه\s+)?(?:ب|في\s+)ال(?:مئه|مائه|ميه)(?!\w)|ب\s+ال(?:مئه|مائه)|بالـ?مئه)|\s*في\s+المئ?[هة]"
)
_CURRENCIES = {
    "dollar": "دولار دولارا دولارات دولارين",
    "euro": "يورو اورو",
    "pound": "جنيه جنيها جنيهات استرليني",
    "dinar": "دينار دينارا دنانير دينارات",
    "dirham": "درهم درهما دراهم",
    "riyal": "ريال ريالا ريالات",
    "lira": "ليره ليرات",
    "yen": "ين",
    "yuan": "يوان",
    "rupee": "روبيه روبيات",
    "ruble": "روبل روبلا",
    "franc": "فرنك فرنكا فرنكات",
    "shekel": "شيكل شيكلا شيقل شواكل",
    "won": "وون",
}
_CURRENCY = {form: name for name, forms in _CURRENCIES.items() for form in forms.split()}
_CLOCK = {"صباحا": "am", "مساء": "pm", "عصرا": "pm", "بالمساء": "pm", "المساء": "pm", "الصباح": "am"}
_NEXT = re.compile(r"\s*([\u0621-\u064a]+)")
_BEHIND_A_WORD = re.compile(r"[\u0621-\u064a]\s+$")
_GROUP = re.compile(r"(?:المجموعه|القناه|قناه)\s+[\"«“]?$")  # the tenth group is Group J
_DECADE_OF_LIFE = re.compile(r"عقد\w{0,3}\s+$")
_SIDED = re.compile(rf"({'|'.join(sorted(SIDES, key=len, reverse=True))})\w{{0,3}}")
_CENTURY = re.compile(r"\s+(?:من\s+)?القرن\s+")


def read_arabic(text: str) -> tuple[Value, ...]:
    """Return the values that an Arabic text states, in order.

    Read are digits of all kinds, number words in every case and spelling, ordinals, fractions, counted
    duals, decades, vague quantities, months and days of the week.

    >>> [(value.text, str(value.value)) for value in read_arabic("قتل مئة وثلاثة وعشرون عام ٢٠١٧")]
    [('مئة وثلاثة وعشرون', '123'), ('٢٠١٧', '2017')]
    """
    return read_folded(fold(text))


def read_folded(folded: Folded) -> tuple[Value, ...]:
    """Do what :func:`read_arabic` does for a text that is folded already."""
    return _Arabic(folded).values()


class _Token(NamedTuple):
    text: str
    start: int
    end: int


class _Arabic:
    """One text being read. Positions are those of the folded text until :meth:`values` gives them back."""

    def __init__(self, folded: Folded) -> None:
        self.folded = folded
        self.text = without_addresses(folded.text)

    @cached_property
    def tokens(self) -> list[_Token]:
        """Words, numerals and marks."""
        return [_Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(self.text)]

    def values(self) -> tuple[Value, ...]:
        if not any(map(_counts, _WORD_OR_DIGIT.findall(self.text))):
            return ()  # as of most sentences
        months = [*arabic_months(self.text)]
        self._drop({at for _, start, end, _ in months if " " in self.text[start:end] for at in range(start, end)})
        numbers = self._decades(self._related(list(self._numbers())))
        # 21 مايو, 21 من مايو
        days = {end for value in numbers if 2 < value.value < 32 for end in range(value.end, value.end + 5)}
        dates = [
            Value(kind, "", start, end, ((Fraction(number),),), sure=sure or (number < HIJRI and start in days))
            for kind, found in (("month", months), ("weekday", arabic_weekdays(self.text)))
            for number, start, end, sure in found
        ]
        return tuple(self._placed(value) for value in sorted([*numbers, *dates], key=lambda v: (v.start, v.end)))

    def _drop(self, taken: set[int]) -> None:
        """Take out the words of a month's name, which may be numbers: كانون الثاني."""
        if taken:
            self.tokens = [token for token in self.tokens if token.start not in taken]

    def _placed(self, value: Value) -> Value:
        start, end = self.folded.span(value.start, value.end)
        return replace(value, text=self.folded.whole[start:end], start=start, end=end)

    def _numbers(self) -> Iterator[Value]:
        mark = _LIST_MARK.match(self.text)
        at, tokens = 0, self.tokens
        while at < len(tokens):
            token = tokens[at]
            value: Value | None = None
            if mark and token.end <= mark.end():
                at += 1
                value = Value("number", "", 0, token.end, ((Fraction(mark[1]),),), sure=False) if at == 1 else None
            elif not _counts(token.text) and token.text != "و":
                at += 1
            elif token.text[0].isdecimal():
                at, value = self._numeral(at)
            elif word := self._word(at):
                at, value = self._words(at, word)
            else:
                at, value = at + 1, _single(token)
            if value:
                yield self._with_unit(value)

    def _numeral(self, at: int) -> tuple[int, Value]:
        token = self.tokens[at]
        chain = not token.text.isdecimal()
        ways = _numeral_ways(token.text)
        if mark := FRACTION_SIGNS.get(self.text[token.end : token.end + 1]):
            end = token.end + 1
            value = Value("number", "", token.start, end, distinct([[way[-1] + mark] for way in ways] + ways[:1]))
            return at + 2, value
        after, scale, extra, end = self._scale(at + 1, token.end)
        half = extra * scale
        if million := _MILLION_DINARS.match(self.text, token.end):
            # م د may be something else than million dinars.
            ways, end, scale = [*([way[-1] * 10**6] for way in ways), *ways], million.end(), 10**6
        elif scale > 1 or half:
            scaled = [[*way[:-1], way[-1] * scale + half] for way in ways]
            # A range shares its multiplier, or not: 10-16 مليون.
            scaled += [[value * scale for value in way] for way in ways if len(way) > 1]
            ways = scaled + (ways if scale == 1 else [])
        return after, Value("number", "", token.start, end, distinct(ways), scale=scale, chain=chain)

    def _scale(self, at: int, end: int) -> tuple[int, int, Fraction, int]:
        """The multiplier words from ``at`` on (else 1) and the fraction added to it (else 0), with where they end."""
        scale, extra = 1, Fraction(0)
        while word := self._adjacent(at, end):
            if word.role == "scale" and not word.joined and word.value == word.scale:
                scale *= 1 if extra and word.definite else word.scale  # ونصف المليون names the scale again
            elif word.role == "fraction" and word.joined and not extra:
                extra = word.value
            else:
                break
            at, end = self._after(at)
        return at, scale, extra, end

    def _word(self, at: int) -> Word | None:
        """The number word at ``at``; و apart from its word (مئة و خمسة) joins all the same."""
        if self.tokens[at].text == "و" and at + 1 < len(self.tokens):
            word = look(self.tokens[at + 1].text)
            return replace(word, joined=True) if word else None
        return look(self.tokens[at].text)

    def _adjacent(self, at: int, end: int) -> Word | None:
        """The number word at ``at`` when nothing but spaces, quotes and brackets stands between it and ``end``."""
        if at >= len(self.tokens) or not _GAP.fullmatch(self.text, end, self.tokens[at].start):
            return None
        return self._word(at)

    def _after(self, at: int) -> tuple[int, int]:
        """What follows the word at ``at``, and where the word ends."""
        at += self.tokens[at].text == "و"
        return at + 1, self.tokens[at].end

    def _words(self, at: int, word: Word) -> tuple[int, Value | None]:
        first = self.tokens[at]
        if first.text in ("المئه", "المائه") and self.text[: first.start].rstrip().endswith("في"):
            return at + 1, None  # in the hundred: per cent
        phrase = ArabicPhrase(word)
        at, end = self._after(at)
        while (following := self._adjacent(at, end)) and phrase.take(following):
            at, end = self._after(at)
        start = first.start
        if at < len(self.tokens) and (parts := PARTS.get(self.tokens[at].text)) and not phrase.total:
            share = phrase.whole / parts
            ways = distinct([(share,), (100 * share,), *phrase.readings()])
            return at + 1, Value("number", "", start, self.tokens[at].end, ways)
        if phrase.vague:
            return at, Value("vague", "", start, end, ((phrase.whole,),))
        readings, sure = phrase.readings(), phrase.sure
        if phrase.role == "ordinal":
            before = self.text[max(0, start - 20) : start]
            sure = sure and not _GROUP.search(before)
            if _DECADE_OF_LIFE.search(before):
                readings += [(10 * phrase.whole - 10,), (10 * phrase.whole,)]  # the fourth decade: in his thirties
        if first.text == "الست":
            # The six stand behind what they count (الدول الست); elsewhere folding has made them of ألست, "are you not".
            sure = sure and _BEHIND_A_WORD.search(self.text, max(0, start - 3), start) is not None
        return at, Value("number", "", start, end, distinct(readings), sure=sure, scale=phrase.last)

    def _with_unit(self, value: Value) -> Value:
        if _PERCENT.match(self.text, value.end):
            return replace(value, unit="%")
        place = value.end
        for _ in range(3):
            match = _NEXT.match(self.text, place)
            if not match:
                break
            unit = _CURRENCY.get(match[1]) or _CURRENCY.get(bare(match[1])) or _CLOCK.get(match[1])
            if unit:
                return replace(value, unit=unit)
            place = match.end()
        return value

    def _decades(self, numbers: list[Value]) -> list[Value]:
        """Put the fifties of the 19th century where they belong; English says the 1850s alone."""
        for i, (decade, century) in enumerate(pairwise(numbers)):
            if len(decade.ways) == 5 and _CENTURY.fullmatch(self.text, decade.end, century.start):
                year = 100 * (century.value - 1) + decade.value % 100
                numbers[i : i + 2] = replace(decade, ways=((year,), *decade.ways)), replace(century, sure=False)
        return numbers

    def _related(self, numbers: list[Value]) -> list[Value]:
        """Add what neighbours say together: "3 ملايين و500 ألف" (3.5 million), "2 إلى 4 ملايين" (2 million to 4)."""
        for i in range(len(numbers) - 1):
            before, number = numbers[i : i + 2]
            if "vague" in (before.kind, number.kind):
                continue
            between = self.text[before.end : number.start].strip()
            joined = between == "و" or (between == "" and self.text[number.start] == "و")
            if joined and before.scale > max(number.scale, 1) and number.value < before.scale:
                total = ((before.value + number.value,),)
                numbers[i] = replace(before, ways=before.ways + total)
                numbers[i + 1] = replace(number, ways=number.ways + total)
            elif (between in _RANGE or joined) and before.scale < number.scale and before.value < number.scale:
                scaled = ((before.value * number.scale,),)
                numbers[i] = replace(before, ways=before.ways + scaled)
        return numbers


def _numeral_ways(numeral: str) -> list[list[Fraction]]:
    if ra := _RA.fullmatch(numeral):
        return [[Fraction(f"{a}.{b}")] for a, b in (ra.groups()[::-1], ra.groups())]
    if GROUPED.fullmatch(numeral) and not re.fullmatch(NUMERAL, numeral):
        return grouped_readings(numeral)
    return chain_readings(numeral)


@lru_cache(maxsize=4096)
def _counts(text: str) -> bool:
    """Whether a token may say a number or a date."""
    return text[0].isdecimal() or text in DATE_WORDS or look(text) is not None or _alone(text) is not None


def _single(token: _Token) -> Value | None:
    """The value of a word that joins no other."""
    alone = _alone(token.text)
    return Value(alone[0], "", token.start, token.end, alone[1], sure=alone[2]) if alone else None


def _alone(text: str) -> tuple[str, tuple[Way, ...], bool] | None:
    """Kind, readings and certainty of a dual, a decade, dozens; None for any other word."""
    word = text if text in PAIRS or text in DECADES or text in VAGUE else bare(text)
    if word in PAIRS:
        # "the two countries" are "the countries" in English.
        return "number", ((Fraction(2),),), not text.endswith("ال" + word)
    if tens := DECADES.get(word):
        return "number", tuple((Fraction(century + tens),) for century in (1900, 0, 1800, 1700, 2000)), True
    if side := _SIDED.fullmatch(word):
        return "number", ((Fraction(SIDES[side[1]]),),), False
    if parts := PARTS.get(word):
        return "number", ((Fraction(parts),),), False
    if size := VAGUE.get(word):
        return "vague", ((Fraction(size),),), True
    return None
