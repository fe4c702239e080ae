"""Drawn quantities in both languages: counted nouns, sums of money, shares, dates, scores, hours.

A drawer takes a random generator (and the currencies, which only money needs) and returns a
:class:`Value`: the same quantity in every form that a template may ask for, in both languages.
"""

import calendar
import datetime
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from . import agreement

Columns = Mapping[str, str]
# Forms of a counted noun that hold its number; "head" is headline English: no article.
FORMS = frozenset({"", "nom", "gen", "acc", "head"})

_GREGORIAN = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
]
_LEVANT = [
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
]
_MAGHREB = ["جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"]
_MOROCCO = ["يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"]
_BOTH = [f"{east}/{west}" for east, west in zip(_LEVANT, _GREGORIAN, strict=True)]
# Twice the Maghreb and the international names: they are the commonest in the news we translate.
_CALENDARS = (_GREGORIAN, _GREGORIAN, _MAGHREB, _MAGHREB, _LEVANT, _MOROCCO, _BOTH)
_WEEKDAYS = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]
_HOURS = [
    "الواحدة",
    "الثانية",
    "الثالثة",
    "الرابعة",
    "الخامسة",
    "السادسة",
    "السابعة",
    "الثامنة",
    "التاسعة",
    "العاشرة",
    "الحادية عشرة",
    "الثانية عشرة",
]
_GOALS = agreement.Noun("هدف", "أهداف", human=False)
_SCALES = {
    1000: ("ألف", "آلاف", "thousand"),
    10**6: ("مليون", "ملايين", "million"),
    10**9: ("مليار", "مليارات", "billion"),
}
_BANDS = ((1, 1, 2), (2, 2, 3), (3, 10, 8), (11, 99, 7), (100, 999, 4), (1000, 99_999, 3), (10**6, 40 * 10**6, 1))


@dataclass(frozen=True)
class Value:
    """A drawn value: its forms by side (``ar`` or ``en``) and name; the plain form is always there."""

    forms: Mapping[tuple[str, str], str]

    def form(self, side: str, name: str) -> str:
        """Return one form; a form that only one language tells apart falls back to the plain one."""
        return self.forms.get((side, name)) or self.forms[(side, "")]


@dataclass(frozen=True)
class Count:
    """A number and the lexicon line of its noun.

    ``style``: ``words`` (both sides spell it), ``figures`` (15, 3 آلاف) or ``digits`` (all digits:
    3000), which differs from figures only from a thousand up to a million.
    """

    number: int
    style: str
    columns: Columns

    @property
    def noun(self) -> agreement.Noun:
        """The Arabic noun."""
        c = self.columns
        return agreement.Noun(
            c["ar"], c["pl"], c.get("g") or "m", c.get("h") == "h", dual=c.get("du", ""), accusative=c.get("acc", "")
        )

    def phrase(self, side: str, form: str, adjective: Columns) -> str:
        """Return number and noun in one form; ``adjective`` holds the columns of a country, or nothing."""
        if side == "en":
            return self._english(form, adjective.get("en.adj", ""))
        case = {"": "nom", "head": "gen"}.get(form, form)
        return agreement.counted(
            self.noun, self.number, case=case, style=self.style, adjective=adjective.get("adj", "")
        )

    def _english(self, form: str, adjective: str) -> str:
        one = self.columns["en"]
        many = self.columns.get("en.pl") or agreement.plural_of(one)
        if adjective:
            one, many = f"{adjective} {one}", f"{adjective} {many}"
        if self.number == 1:
            return one if form == "head" else f"a {one}"
        # An Arabic dual has no figure, so English has none either.
        spelled = self.number == 2 or self.style == "words"
        return f"{agreement.english_number(self.number) if spelled else _figure(self.number)} {many}"


def _figure(number: int) -> str:
    millions = number // 10**6
    if millions and number % 10**6 == 0:
        # Arabic says one and two million without a figure.
        return f"{agreement.english_number(millions) if millions <= 2 else millions} million"
    return f"{number:,d}" if number >= 1000 else str(number)


def draw_number(rng: random.Random, low: int, high: int) -> int:
    """Return a number between ``low`` and ``high``, small ones likelier.

    None ends in 01 or 02, whose noun newspapers write in several ways; large ones are rounded.
    """
    bands = [(max(a, low), min(b, high), weight) for a, b, weight in _BANDS if a <= high and b >= low]
    first, last, _ = rng.choices(bands, [weight for *_, weight in bands])[0]
    number = rng.randint(first, last)
    size = 10**6 if number >= 10**6 else rng.choice((1000, 1000, 50)) if number >= 1000 else 50 if number >= 400 else 1
    number = max(number - number % size, first)
    return number + 5 if number >= 100 and number % 100 in {1, 2} else number


def count_of(columns: Columns, rng: random.Random) -> Count:
    """Draw how many there are of a counted noun: between its columns ``low`` and ``high``."""
    number = draw_number(rng, int(columns["low"] or 1), int(columns["high"] or 99))
    chance = 0.55 if number <= 10 else 0.28 if number <= 40 else 0.15
    if agreement.has_words(number) and rng.random() < chance:
        return Count(number, "words", columns)
    return Count(number, "digits" if 1000 <= number < 10**6 and rng.random() < 0.3 else "figures", columns)


def _money(
    rng: random.Random, currencies: Sequence[Columns], sizes: Sequence[int] = (1, 1000, 1000, 10**6, 10**6, 10**9)
) -> Value:
    columns = rng.choice(currencies)
    size = rng.choice(sizes)
    if size == 1:
        count = Count(draw_number(rng, 3, 999), "figures", columns)
        amount = {case: count.phrase("ar", case, {}) for case in ("nom", "gen")}
        english = count.phrase("en", "nom", {})
    else:
        amount, english = _large(rng, draw_number(rng, 1, 400), size)
        amount = {case: f"{text} {columns['ar']}" for case, text in amount.items()}
        english += " " + (columns.get("en.pl") or agreement.plural_of(columns["en"]))
    return Value({("ar", ""): amount["nom"], ("ar", "gen"): amount["gen"], ("en", ""): english})


def _large(rng: random.Random, number: int, size: int) -> tuple[dict[str, str], str]:
    """Return ``number`` thousands, millions or billions: Arabic by case, and English."""
    one, few, english = _SCALES[size]
    if number == 1:
        return {"nom": one, "gen": one}, f"one {english}"
    if number == 2:
        return {"nom": one + "ا", "gen": one + "ي"}, f"two {english}"
    if size > 1000 and number < 100 and rng.random() < 0.35:
        # Newspapers of the Maghreb write the decimal comma, the others the point.
        tenth = rng.randint(1, 9)
        text = f"{number}{rng.choice('.,')}{tenth} {one}"
        return {"nom": text, "gen": text}, f"{number}.{tenth} {english}"
    text = f"{number} {few if 3 <= number % 100 <= 10 else one}"
    return {"nom": text, "gen": text}, f"{number},000" if size == 1000 else f"{number} {english}"


def _millions(rng: random.Random, currencies: Sequence[Columns]) -> Value:
    return _money(rng, currencies, (10**6, 10**6, 10**9))


def _price(rng: random.Random, currencies: Sequence[Columns]) -> Value:
    return _money(rng, currencies, (1,))


def _percent(rng: random.Random, _: Sequence[Columns], high: int = 99) -> Value:
    number = str(rng.randint(1, high))
    tenth = str(rng.randint(1, 9)) if rng.random() < 0.4 else ""
    arabic = number + (rng.choice(".,") + tenth if tenth else "")
    english = number + ("." + tenth if tenth else "")
    word = rng.choice(("في المئة", "في المائة", "بالمئة", "بالمائة", "%", "%"))
    if word == "%":
        return Value({("ar", ""): arabic + "%", ("en", ""): english + "%"})
    return Value({("ar", ""): f"{arabic} {word}", ("en", ""): f"{english} percent"})


def _rate(rng: random.Random, _: Sequence[Columns]) -> Value:
    return _percent(rng, (), high=14)


def _date(rng: random.Random, _: Sequence[Columns]) -> Value:
    day = datetime.date(1990, 1, 1) + datetime.timedelta(rng.randrange(365 * 41))
    month, english = rng.choice(_CALENDARS)[day.month - 1], calendar.month_name[day.month]
    weekday, english_weekday = _WEEKDAYS[day.weekday()], calendar.day_name[day.weekday()]
    names = {
        "": (f"{day.day} {month} {day.year}", f"{english} {day.day}, {day.year}"),
        "short": (f"{day.day} {month}", f"{english} {day.day}"),
        "month": (month, english),
        "monthyear": (f"{month} {day.year}", f"{english} {day.year}"),
        "year": (str(day.year), str(day.year)),
        "weekday": (weekday, english_weekday),
        "full": (f"{weekday} {day.day} {month} {day.year}", f"{english_weekday}, {english} {day.day}, {day.year}"),
    }
    return Value({(side, name): pair[i] for name, pair in names.items() for i, side in enumerate(("ar", "en"))})


def _score(rng: random.Random, _: Sequence[Columns]) -> Value:
    won = rng.choice((1, 2, 2, 3, 3, 4, 5))
    lost = rng.randrange(won)
    arabic = "ب" + agreement.counted(_GOALS, won, case="gen", style="words")
    english = f"{agreement.english_number(won)} goal{'s' if won > 1 else ''}"
    if lost:
        arabic += f" مقابل {agreement.counted(_GOALS, lost, case='gen', style='words')}"
        english += f" to {agreement.english_number(lost)}"
    else:
        arabic, english = f"{arabic} دون مقابل", f"{english} to nil"
    names = {
        "": (f"{won}-{lost}", f"{won}-{lost}"),
        "goals": (arabic, english),
        "draw": (f"{lost}-{lost}", f"{lost}-{lost}"),
    }
    return Value({(side, name): pair[i] for name, pair in names.items() for i, side in enumerate(("ar", "en"))})


def _hour(rng: random.Random, _: Sequence[Columns]) -> Value:
    hour = rng.randint(1, 12)
    if hour == 12:
        return Value({("ar", ""): "الساعة الثانية عشرة ظهرا", ("en", ""): "12 noon"})
    arabic, english = rng.choice((("صباحا", "a.m."), ("مساء", "p.m.")))
    half, minutes = rng.choice((("", ""), ("", ""), (" والنصف", ":30"), (" والربع", ":15")))
    return Value(
        {
            ("ar", ""): f"الساعة {_HOURS[hour - 1]}{half} {arabic}",
            ("en", ""): f"{hour}{minutes} {english}",
        }
    )


def _year(rng: random.Random, _: Sequence[Columns]) -> Value:
    year = str(rng.randint(1948, 2030))
    return Value({("ar", ""): year, ("en", ""): year})


VALUES: Mapping[str, Callable[[random.Random, Sequence[Columns]], Value]] = {
    "money": _money,
    "millions": _millions,
    "price": _price,
    "percent": _percent,
    "rate": _rate,
    "date": _date,
    "score": _score,
    "hour": _hour,
    "year": _year,
}
