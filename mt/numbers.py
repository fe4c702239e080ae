"""Numbers of an Arabic source that have no counterpart in an English hypothesis.

The matcher is lenient, because a strict one is no alarm: translators write 12:00 as noon, 10 آلاف as
10,000, ١٩ as nineteen. A number that is read in any usual way counts as found.

>>> lost_numbers("قتل 108 أشخاص عام ٢٠١٧", "One hundred and eighty-eight people died in 2017")
('108',)
"""

import re
from dataclasses import dataclass, field
from fractions import Fraction

_DIGITS = {base + i: str(i) for base in (0x0660, 0x06F0) for i in range(10)} | {0x066B: ".", 0x066C: ","}
_COMMA_AS_MARK = re.compile("(?<=\\d)،(?=\\d)")  # 30،000: the Arabic comma typed for a separator
_UNWRITTEN = re.compile("[\u064b-\u0652\u0670\u0640\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_ADDRESS = re.compile(r"(?:https?:)?//\S+|www\.\S+|\b\w+\.(?:com|org|net|io)\S*", re.ASCII)  # copied or left out whole

# Bounded, because Python refuses to make a number of thousands of digits.
_NUMERAL = r"\d{1,30}(?:[.,]\d{1,30}){0,5}"
# Tunisian agencies write ر for the decimal mark, and right to left: 7ر92 is 92.7.
_RA = re.compile(r"(\d{1,15})ر(\d{1,15})")
_CHAIN = re.compile(rf"{_RA.pattern}|{_NUMERAL}(?:\s?[:/\-–]\s?{_NUMERAL}){{0,5}}")
# 627 000 and, in documents of the United Nations, 000 627 for the same number.
_GROUPED = re.compile(
    r"(?<![\d.,])(?:\d{1,3}(?:[ \u00a0]\d{3}){1,4}|\d{3}(?:[ \u00a0]\d{3}){0,3}[ \u00a0]\d{1,3})(?![\d.,])"
)
_SCALE_AR = (
    (re.compile("\\s*(?:ال)?(?:[أاآ]لفا?|[أآا]لاف)(?!\\w)"), 10**3),
    (re.compile("\\s*(?:ال)?(?:مليونا?|ملايين)(?!\\w)"), 10**6),
    (re.compile("\\s*(?:ال)?(?:مليارا?|مليارات|بليونا?|بلايين)(?!\\w)"), 10**9),
    (re.compile("\\s*(?:ال)?(?:تريليونا?|تريليونات|ترليون)(?!\\w)"), 10**12),
    (re.compile("\\s*م\\.?\\s?د(?!\\w)"), 10**6),  # مليون دينار
)
_HALF_AR = re.compile("\\s*ونصف(?:\\s+ال(?:[أا]لف|مليون|مليار|بليون|تريليون))?(?!\\w)")
_RANGE_AR = frozenset(("و", "إلى", "الى", "أو", "حتى"))
_LIST_MARK = re.compile(r"\s*\d{1,3}\s?[-–.)]\s?(?!\d)")  # translators drop it or write "(a)"

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: value for value, word in enumerate([*_ONES.split(), "seventeen", "eighteen", "nineteen"])}
_SMALL |= {word: 10 * value for value, word in enumerate(_TENS.split(), 2)}
_ORDINAL = {word + "th": value for word, value in _SMALL.items()}
_ORDINAL |= {word[:-1] + "ieth": value for word, value in _SMALL.items() if word.endswith("y")}
_ORDINAL |= {"third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12}
_ORDINAL |= {word + "s": value for word, value in _ORDINAL.items()} | {"first": 1, "second": 2}  # two thirds
# Nouns that say a number; "a" and "the" may stand for 1, so a lost 1 is never reported.
_NOUNS = {"once": 1, "twice": 2, "double": 2, "doubled": 2, "pair": 2, "couple": 2, "both": 2, "duo": 2, "twin": 2}
_NOUNS |= {"triple": 3, "tripled": 3, "trio": 3, "thrice": 3, "quarter": 4, "quarters": 4, "fortnight": 14}
_NOUNS |= {"noon": 12, "midday": 12, "midnight": 12, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70}
_NOUNS |= {"twenties": 20, "thirties": 30, "eighties": 80, "nineties": 90, "nil": 0, "no": 0, "none": 0, "goalless": 0}
_SCALE = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "lakh": 10**5}
_SCALE |= {"crore": 10**7, "dozen": 12, "decade": 10, "century": 100, "centurie": 100}
_SHORT = {"k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "b": 10**9, "bn": 10**9, "tn": 10**12, "trn": 10**12}
_SHORT |= {"ma": 10**6, "mya": 10**6, "ga": 10**9, "bya": 10**9}  # years ago
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*\b", re.IGNORECASE)
_ROMAN = re.compile(r"\b[IVXL]+\b")
_ROMAN_VALUE = {"I": 1, "V": 5, "X": 10, "L": 50}
_PART = re.compile(
    r"\b(half|quarter)(?:[\s-]+(?:of\s+)?an?)?[\s-]+(dozen|hundred|thousand|million|billion|trillion|century|decade)\b"
)
_SCALED = re.compile(r"[\s-]*(?:thousand|million|billion|trillion)", re.IGNORECASE)
_CLOCK = re.compile(r"\d\s*[ap]\.?m\b|o.clock|\d[:.]\d\d\b|\b(?:noon|midday|midnight)\b", re.IGNORECASE)
_TOKEN = re.compile(rf"{_NUMERAL}|[a-z]+|½|[-–]|[^\s\w]")


def lost_numbers(source: str, hypothesis: str) -> tuple[str, ...]:
    """Return the numbers written in digits in ``source`` that no number of ``hypothesis`` can stand for.

    They come as they stand in the source, in order. Arabic number words are not looked for, except as
    multipliers after digits (3,5 ملايين). Units are not converted.
    """
    asked = _asked(_ADDRESS.sub(" ", _UNWRITTEN.sub("", source)))
    if not asked:
        return ()
    found = _Found(hypothesis)
    return tuple(number.shown for number in asked if not any(found.has(number, way) for way in number.ways))


@dataclass
class _Asked:
    """A number of the source; ``ways`` are readings of it, each a list of values all of which must be found."""

    shown: str
    end: int
    ways: list[list[Fraction]]
    scale: int = 1  # of the multiplier word after it
    date: bool = False  # parts may be months or hours

    @property
    def value(self) -> Fraction:
        """The likeliest value of its last part."""
        return self.ways[0][-1]


def _asked(source: str) -> list[_Asked]:
    text = _COMMA_AS_MARK.sub(",", source.translate(_DIGITS))
    mark = _LIST_MARK.match(text)
    place, asked = mark.end() if mark else 0, list[_Asked]()
    while match := _CHAIN.search(text, place):
        number = _grouped(source, text, match) or _number(source, text, match)
        if asked:
            _relate(asked[-1], text[asked[-1].end : match.start()].strip(), number)
        asked.append(number)
        place = number.end
    return asked


def _grouped(source: str, text: str, match: re.Match[str]) -> _Asked | None:
    group = _GROUPED.match(text, match.start())
    if not group or group.end() <= match.end():
        return None
    parts = group[0].split()
    ways = [[Fraction("".join(order))] for order in (parts, parts[::-1])] + [[Fraction(part) for part in parts]]
    return _Asked(source[group.start() : group.end()], group.end(), ways)


def _number(source: str, text: str, match: re.Match[str]) -> _Asked:
    parts = re.findall(_NUMERAL, match[0])
    ways = (
        [[Fraction(f"{a}.{b}")] for a, b in (parts, parts[::-1])]
        if "ر" in match[0]
        else _chain_ways(parts, slash="/" in match[0])
    )
    scale, half, end = _scale_after(text, match.end())
    if scale > 1 or half:
        scaled = [[*way[:-1], way[-1] * scale + half] for way in ways if len(way) in (1, len(parts))]
        # A range shares its multiplier, or not: 10-16 مليون.
        scaled += [[value * scale for value in way] for way in ways if len(way) > 1]
        # م د may be something else than million dinars, and "7 ساعات" may come between a number and its half.
        ways = scaled + (ways if scale == 1 or "د" in text[match.end() : end] else [])
    return _Asked(source[match.start() : end].strip(), end, ways, scale, date=not match[0].isdecimal())


def _relate(before: _Asked, between: str, number: _Asked) -> None:
    """Add what two neighbours say together: "3 ملايين و500 ألف" (3.5 million), "2 إلى 4 ملايين" (2 million to 4)."""
    if between == "و" and before.scale > number.scale:
        total = before.value + number.value
        before.ways.append([total])
        number.ways.append([total])
    if between in _RANGE_AR and before.scale < number.scale:
        before.ways.append([before.value * number.scale])


def _scale_after(text: str, end: int) -> tuple[int, Fraction, int]:
    """The multiplier words after a number (else 1), what a half beside them adds (else 0), and where they end."""
    scale, half, last = 1, Fraction(0), 0
    while last != end:
        last = end
        if match := _HALF_AR.match(text, end):
            half, end = Fraction(1, 2), match.end()
        for pattern, factor in _SCALE_AR:
            if match := pattern.match(text, end):
                scale, end = scale * factor, match.end()
    return scale, half * scale, end


def _chain_ways(parts: list[str], *, slash: bool) -> list[list[Fraction]]:
    """Readings of 12:00, 3/2, 2015-16: each part for itself, all digits as one, a fraction."""
    if len(parts) == 1:
        return _readings(parts[0])
    values = [_readings(part)[0][0] for part in parts]
    # Only a slash turns round: 20/13 is 13:20 written from right to left, while 07:19 is never 1907.
    orders = (parts, parts[::-1]) if slash else (parts,)
    ways = [values, *([Fraction(re.sub(r"\D", "", "".join(order)))] for order in orders)]
    if len(parts) == 2 and not values[1]:
        ways.append(values[:1])  # 12:00 is twelve o'clock
    elif len(parts) == 2:
        ways.append([values[0] / values[1]])
        if len(parts[0]) == 4 and len(parts[1]) < 3:
            ways.append([values[0], Fraction(parts[0][: -len(parts[1])] + parts[1])])
    return ways


def _readings(numeral: str) -> list[list[Fraction]]:
    """What digits with points and commas may mean, likeliest first: 1.250 is a thousand or a little over one."""
    groups = re.split("[.,]", numeral)
    joined = [Fraction("".join(groups))]
    if len(groups) == 1:
        return [joined]
    thousands = all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3
    mark = numeral[-len(groups[-1]) - 1]
    # The last mark can be a decimal one only when it differs from those before it.
    decimal = [Fraction("".join(groups[:-1]) + "." + groups[-1])]
    single = numeral.count(mark) == 1
    if thousands:
        return [joined, decimal] if single else [joined]
    parts = [Fraction(group) for group in groups]
    return [decimal, parts] if single else [parts, joined]


class _Found:
    """All numbers that an English text may be said to hold."""

    def __init__(self, text: str) -> None:
        text = text.translate(_DIGITS)
        self.values: set[Fraction] = set()
        self.months = {Fraction(_MONTHS.index(name.lower()) + 1) for name in _MONTH.findall(text)}
        # 116 123, 116-123: one string of digits, whatever groups it.
        self.strings = set(re.findall(r"\d+", re.sub(r"(?<=\d)[\s.,/:–-]+(?=\d)", "", text)))
        self.clock = bool(_CLOCK.search(text))
        self._numerals(text)
        self._words(text.lower())
        self.values |= {Fraction(value) for value in map(_roman, _ROMAN.findall(text)) if value}

    def has(self, number: _Asked, way: list[Fraction]) -> bool:
        """Whether every value of ``way`` is found."""
        return all(self._has(value, number.date) for value in way)

    def _has(self, value: Fraction, date: bool) -> bool:
        if value in self.values or value == 1 or (date and value in self.months):
            return True
        # 14:30 is half past two, and 7 in the evening is 19:00.
        if self.clock and value < 25 and ({value - 12, value + 12} & self.values or (value == 0 and 12 in self.values)):
            return True
        # Long digit strings, such as telephone numbers, are grouped at will.
        return value > 9999 and str(value) in self.strings

    def _numerals(self, text: str) -> None:
        for match in re.finditer(_NUMERAL, text):
            if _SCALED.match(text, match.end()):
                continue  # "16 thousand" does not say 16
            for way in _readings(match[0]):
                self.values.update(way)
        for year, short in re.findall(r"\b(\d{4})\s?[-–/]\s?(\d\d?)\b", text):
            self.values.add(Fraction(year[: -len(short)] + short))
        for group in re.findall(r"(?<!\d)\d{1,3}(?:[\s'’]\d{3}){1,4}(?!\d)", text):
            self.values.add(Fraction(re.sub(r"\D", "", group)))
        for short in re.findall(r"['’](\d\d)\b", text):
            self.values |= {Fraction("19" + short), Fraction("20" + short)}
        self.values |= {Fraction(hours + minutes) for hours, minutes in re.findall(r"\b(\d\d?)[:.](\d\d)\b", text)}

    def _words(self, text: str) -> None:
        for part, noun in _PART.findall(text):
            self.values.add(Fraction(1, 2 if part == "half" else 4) * _SCALE[noun])
        if "half" in text:
            self.values |= {Fraction(1, 2), Fraction(50)}
        phrase = _Phrase()
        for token in _TOKEN.findall(text):
            if not phrase.take(token):
                self.values.update(phrase.values())
                phrase = _Phrase()
                phrase.take(token)
        self.values.update(phrase.values())


@dataclass
class _Phrase:
    """A run of number words, read from left to right: "two hundred and five thousand", "3.5 million"."""

    total: Fraction = Fraction(0)
    current: Fraction | None = None
    room: int = 0  # words below this can still be added to the current value
    extra: list[Fraction] = field(default_factory=list)  # other values that the words may have meant
    before: tuple[Fraction, ...] = ()  # numbers just read: the multiplier of "10 to 16 million" is theirs too

    def values(self) -> list[Fraction]:
        """The number, and others that its words may have meant."""
        whole = [] if self.current is None and not self.total else [self.total + (self.current or 0)]
        return whole + self.extra

    def take(self, token: str) -> bool:
        """Take one more word; False when it does not continue this number."""
        scale = _SCALE.get(token) or _SCALE.get(token.removesuffix("s")) or _SHORT.get(token, 0)
        if scale:
            return self._multiply(scale, token)
        if token in ("-", "–", "and", "to", "or", "a", "an", "of"):
            return self.current is not None or bool(self.total) or token in ("a", "an")
        if token in ("half", "½"):
            if self.current is not None:
                self.extra.append(self.current)
                self.current += Fraction(1, 2)
                self.room = 0
            return True
        if token[0].isdigit():
            return self._add(_readings(token)[0][0], numeral=True)
        for table in (_SMALL, _ORDINAL, _NOUNS):
            if token in table:
                return self._add(Fraction(table[token]), numeral=False)
        return False

    def _add(self, value: Fraction, *, numeral: bool) -> bool:
        if self.current is None:
            self.current = value
        elif not numeral and value < self.room:
            self.current += value
        else:
            self.extra += [self.current, self.total + self.current]
            # "nineteen eighty-four" is a year; the first half waits for the rest of the second.
            century = (100 * self.current,) if 9 < self.current < 100 and value < 100 else ()
            self.before = (self.current, *century)
            self.current = value
        tens = not numeral and 20 <= value < 100 and value % 10 == 0
        self.room = 10 if tens else 0
        self.extra += [earlier + self.current for earlier in self.before if earlier >= 1000]
        return True

    def _multiply(self, scale: int, token: str) -> bool:
        if self.current is None and token in _SHORT:
            return False  # a lone "m" is no million
        number = Fraction(1) if self.current is None else self.current
        self.extra += [earlier * scale for earlier in self.before]
        if scale < 1000:
            self.extra.append(number)
            self.current, self.room = number * scale, 100 if scale == 100 else 0
        else:
            self.extra.append(number * scale)
            self.total += number * scale
            self.current, self.room = None, 0
        return True


def _roman(numeral: str) -> int:
    """The value of a Roman numeral up to 89, 0 for letters in an order that makes none; "I" alone is a word."""
    if len(numeral) == 1 and numeral in "IL":
        return 0
    values = [_ROMAN_VALUE[letter] for letter in numeral]
    return sum(-v if later > v else v for v, later in zip(values, [*values[1:], 0], strict=True))
