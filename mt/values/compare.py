"""Which values of an Arabic source its English hypothesis lost, changed or invented."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from mt.fold import Folded, fold
from mt.translit import is_near

from .arabic import read_folded
from .arabic_words import bare
from .dates import DAY_NAMES, DAYS, HIJRI, MONTHS
from .english import English, vague_words
from .value import Value

_CLOCK_EN = re.compile(r"\d\s*[ap]\.?m\b|o.clock|\d[:.]\d\d\b|\b(?:noon|midday|midnight|evening|afternoon)\b")
_AM = re.compile(r"\d\s?a\.?m\b|\bmorning\b|\bdawn\b|early")
_PM = re.compile(r"\d\s?p\.?m\b|\bevening\b|\bafternoon\b|\bnight\b|\bnoon\b|midday")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9 -]{2,}")
# What may group digits; a comma only before three of them: 2,5000 is no 25,000.
_BETWEEN_DIGITS = re.compile(r"(?<=\d)(?:[\s./:–-]|,(?=\s|\d{3}(?!\d)))+(?=\d)")
_ASCII = {base + i: str(i) for base in (0x0660, 0x06F0) for i in range(10)}


@dataclass(frozen=True, slots=True)
class Difference:
    """One value on which the two sides disagree; ``source`` is None when invented, ``hypothesis`` when lost.

    Both hold their spans. ``reason`` says what else differs when the number itself is the same.
    """

    source: Value | None
    hypothesis: Value | None
    reason: str = ""

    def __str__(self) -> str:
        instead = self.hypothesis.text if self.hypothesis else ""
        if self.source is None:
            return instead
        return f"{_shown(self.source)} {self.reason or (f'became {instead}' if instead else 'is missing')}"


def compare(source: str, hypothesis: str) -> tuple[Difference, ...]:
    """Return the differences in values between an Arabic ``source`` and its English ``hypothesis``.

    Lost and changed values come first, in the order of the source, then invented ones. The comparison is
    lenient, because a strict one is no alarm: translators write 12:00 as noon, عشرة آلاف as 10,000, half
    as 50 %. A value that is read in any usual way counts as found. Units of length and the like are not
    converted.

    >>> [str(difference) for difference in compare("حتى مارس ٢٠١٧", "until March 2012")]
    ['٢٠١٧ (2017) became 2012']
    """
    folded = fold(source)
    asked = read_folded(folded)
    english = English(hypothesis)
    if not asked and not english.values:
        return ()
    return tuple(_Comparison(folded, asked, english).differences())


def lost_numbers(source: str, hypothesis: str) -> tuple[str, ...]:
    """Return the values of ``source``, as they stand there, that ``hypothesis`` lost or changed.

    >>> lost_numbers("قتل 108 أشخاص", "One hundred and eighty-eight people died")
    ('108',)
    """
    return tuple(difference.source.text for difference in compare(source, hypothesis) if difference.source)


class _Comparison:
    def __init__(self, source: Folded, asked: tuple[Value, ...], english: English) -> None:
        self.source, self.folded, self.asked, self.english = source.whole, source.text, asked, english
        self.months = _numbers(english.values, "month")
        self.days = _numbers(english.values, "weekday")
        self.found = {
            value for said in english.values if said.kind in ("number", "vague") for way in said.ways for value in way
        }
        if "9/11" in english.lower:
            self.found |= {Fraction(2001)}  # nobody writes the year of these attacks

    @cached_property
    def clock(self) -> bool:
        """Whether the English tells a time of day."""
        return bool(_CLOCK_EN.search(self.english.lower))

    def differences(self) -> Iterator[Difference]:
        """Yield what differs: lost and changed, then invented."""
        lost = [v for v in self.asked if v.sure and not self._is_found(v) and not self._is_named(v)]
        invented = [v for v in self.english.values if v.sure and not self._is_explained(v) and not self._is_spelled(v)]
        pairs = dict(self._pairs(lost, invented))
        for value in self.asked:
            if value in lost:
                yield Difference(value, pairs.get(value))
            elif reason := self._other_unit(value):
                yield Difference(value, None, reason)
        used = set(pairs.values())
        yield from (Difference(None, value) for value in invented if value not in used)

    def _is_found(self, value: Value) -> bool:
        if value.kind == "month":
            if value.value > HIJRI:
                return value.value in self.english.hijri
            # 12/5 says May where no month is named.
            return value.value in self.months or (not self.months and value.value in self.found)
        if value.kind == "weekday":
            return value.value in self.days
        if value.kind == "vague":
            return bool(vague_words(value.value).search(self.english.lower))
        return any(all(self._has(part, value) for part in way) for way in value.ways)

    def _is_named(self, value: Value) -> bool:
        """Whether a number word is a name: إيما ستون is Emma Stone, not sixty."""
        if not value.text.isalpha():
            return False
        names = re.findall(r"\b[A-Z][a-z]+", self.english.text)
        return any(is_near(word, name) for word in (value.text, bare(value.text)) for name in names)

    def _is_spelled(self, said: Value) -> bool:
        """Whether the source spells an English number word: سيفن for Seven."""
        if not said.text.isalpha() or not said.text[0].isupper():
            return False
        return any(is_near(word, said.text) for word in re.findall("[\u0621-\u064a]{3,}", self.folded))

    def _has(self, part: Fraction, value: Value) -> bool:
        if part in self.found or part == 1 or (value.chain and part in self.months):
            return True
        # 14:30 is half past two, and 7 in the evening is 19:00.
        if self.clock and part < 25 and ({part - 12, part + 12} & self.found or (part == 0 and 12 in self.found)):
            return True
        # Long digit strings, such as telephone numbers, are grouped at will.
        return part > 9999 and str(part) in self.strings

    @cached_property
    def strings(self) -> set[str]:
        """Digits whatever groups them: 116 123, 116-123."""
        return set(re.findall(r"\d+", _BETWEEN_DIGITS.sub("", self.english.text)))

    def _is_explained(self, said: Value) -> bool:
        if said.kind == "month":
            return said.value in _numbers(self.asked, "month") or said.value in self.known
        if said.kind == "weekday":
            return bool(re.search(DAY_NAMES[int(said.value)], self.folded))
        return any(all(part in self.known for part in way) for way in said.ways)

    @cached_property
    def known(self) -> set[Fraction]:
        """Every number that the source may be said to hold, generously."""
        known = {part for value in self.asked if value.kind != "weekday" for way in value.ways for part in way}
        if latin := _LATIN.findall(self.source):
            known |= {part for value in English(" ".join(latin)).values for way in value.ways for part in way}
        clock = {part + turn for part in known if part < 25 for turn in (-12, 12)}
        return known | clock | set(map(Fraction, (0, 1, 2))) | {100 * part for part in known if part < 1}

    def _pairs(self, lost: list[Value], invented: list[Value]) -> Iterator[tuple[Value, Value]]:
        """Pair each lost value with the invented one of its kind that stands nearest in proportion."""
        free = list(invented)
        for value in lost:
            same = [other for other in free if other.kind == value.kind]
            if same:
                place = value.start / max(len(self.source), 1)
                nearest = min(same, key=lambda other: abs(other.start / max(len(self.english.text), 1) - place))
                free.remove(nearest)
                yield value, nearest

    def _other_unit(self, value: Value) -> str:
        """What is said instead of the unit of a found ``value``; empty when nothing tells against it."""
        if value.unit == "%":
            # 50 % may be "half"; only digits with nothing of a percentage in the whole sentence are wrong.
            plain = any(said.text.strip().isdecimal() and value.ways[0] in said.ways for said in self.english.values)
            return "is no percentage" if plain and not self.english.percent else ""
        if value.unit in ("am", "pm"):
            own, other = (_AM, _PM) if value.unit == "am" else (_PM, _AM)
            wrong = other.search(self.english.lower) and not own.search(self.english.lower)
            return f"became {'p.m.' if value.unit == 'am' else 'a.m.'}" if wrong else ""
        said = self.english.currencies if value.unit else set()
        if not said or value.unit in said:
            return ""
        return f"{value.unit} became {' or '.join(sorted(said))}"


def _numbers(values: Iterable[Value], kind: str) -> set[Fraction]:
    return {value.value for value in values if value.kind == kind}


def _shown(value: Value) -> str:
    """The words of the source and, unless they are plain digits already, what they say."""
    meaning = _meaning(value)
    return value.text if value.text == meaning or not meaning else f"{value.text} ({meaning})"


def _meaning(value: Value) -> str:
    if value.kind == "weekday":
        return DAYS[int(value.value) - 1].capitalize()
    if value.kind == "month":
        return MONTHS[int(value.value) - 1] if value.value < HIJRI else "a Hijri month"
    if value.kind == "vague":
        return "dozens" if value.value == 10 else f"{int(value.value):,}s"
    if value.chain and len(value.ways[0]) > 1:
        return value.text.translate(_ASCII)
    return _figure(value.value) + ("%" if value.unit == "%" else "")


def _figure(number: Fraction) -> str:
    """A number in digits: years without a comma, no more than four decimals."""
    if number.denominator == 1:
        return f"{int(number):,}" if number >= 10_000 else str(int(number))
    return f"{number.numerator}/{number.denominator}" if number < 1 else f"{float(number):,.4f}".rstrip("0")
