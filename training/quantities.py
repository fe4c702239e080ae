"""Drawn quantities in both languages: counted nouns, sums of money, shares, dates, scores, hours."""

import calendar
import datetime
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from . import agreement

Columns = Mapping[str, str]
# Forms of a counted noun that hold the number; others (pl, dpl ...) are cells or plain plurals.
FORMS = frozenset({"", "nom", "gen", "acc", "head", "pl", "plnom", "dpl", "dplnom", "sg", "dsg"})

_GREGORIAN = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()
_LEVANT = (
    "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول".split("|")
)
_MAGHREB = "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر".split()
_MOROCCO = "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر".split()
_BOTH = [f"{east}/{west}" for east, west in zip(_LEVANT, _GREGORIAN, strict=True)]
# Twice the Maghreb and the international names: they are the commonest in the news we translate.
_CALENDARS = (_GREGORIAN, _GREGORIAN, _MAGHREB, _MAGHREB, _LEVANT, _MOROCCO, _BOTH)
_WEEKDAYS = "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد".split()
_HOURS = "الواحدة الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة الحادية-عشرة الثانية-عشرة".split()
_GOALS = agreement.Noun("هدف", "أهداف", human=False)


@dataclass(frozen=True)
class Value:
    """A drawn value: its forms by side and name."""

    forms: Mapping[tuple[str, str], str]

    def form(self, side: str, name: str) -> str:
        """Return one form; a form that only one language tells apart falls back to the plain one."""
        return self.forms.get((side, name)) or self.forms[(side, "")]


@dataclass(frozen=True)
class Count:
    """A number and its noun. ``words``: spelled out on both sides."""

    number: int
    words: bool
    columns: Columns

    @property
    def noun(self) -> agreement.Noun:
        """The Arabic noun."""
        c = self.columns
        human = c.get("h") == "h"
        return agreement.Noun(c["ar"], c["pl"], c.get("g") or "m", human, c.get("du", ""), c.get("acc", ""))

    def phrase(self, side: str, form: str, adjective: Columns) -> str:
        """Return the phrase in one form; ``adjective`` holds the columns of a nationality, or nothing."""
        if side == "en":
            return self._english(form, adjective.get("en.adj", ""))
        noun, arabic = self.noun, adjective.get("adj", "")
        if form in {"", "nom", "gen", "acc", "head"}:
            case = {"": "nom", "head": "gen"}.get(form, form)
            return agreement.counted(noun, self.number, case=case, words=self.words, adjective=arabic)
        inflected = ("g" if form.endswith("nom") is False else "")
        if form in {"sg", "dsg"}:
            text, feature = noun.singular, noun.gender
        else:
            text = agreement.nominative_plural(noun.plural) if form.endswith("nom") else noun.plural
            feature = "f" if not noun.human else "fp" if noun.gender == "f" else "p" + inflected
        definite = form.startswith("d")
        return (("ال" if definite else "") + text + (" " + agreement.inflect(arabic, ("d" if definite else "") + feature) if arabic else ""))

    def _english(self, form: str, adjective: str) -> str:
        one = self.columns["en"]
        many = self.columns.get("en.pl") or agreement.plural_of(one)
        if adjective:
            one, many = f"{adjective} {one}", f"{adjective} {many}"
        if form in {"sg", "dsg"}:
            return one
        if form in {"pl", "plnom", "dpl", "dplnom"}:
            return many
        if self.number == 1:
            return one if form == "head" else f"a {one}"
        return f"{_figure(self.number, words=self.words)} {many}"


def _figure(number: int, *, words: bool) -> str:
    if number == 2 or (words and number <= 100):
        return agreement.english_number(number)
    if number >= 1_000_000 and number % 1_000_000 == 0:
        return f"{number // 1_000_000} million"
    return f"{number:,d}" if number >= 1000 else str(number)


def draw_number(rng: random.Random, low: int, high: int) -> int:
    """Return a number between ``low`` and ``high``, small ones likelier.

    Above 99 only numbers whose noun is beyond doubt are drawn: none that ends in 01 or 02, and from
    a thousand up whole thousands or whole millions.
    """
    bands = [(1, 1, 2), (2, 2, 3), (3, 10, 8), (11, 99, 7), (100, 999, 4), (1000, 99_999, 3), (10**6, 40 * 10**6, 1)]
    open_bands = [(max(a, low), min(b, high), w) for a, b, w in bands if a <= high and b >= low]
    first, last, _ = rng.choices(open_bands, [w for *_, w in open_bands])[0]
    number = rng.randint(first, last)
    size = 10**6 if number >= 10**6 else 1000 if number >= 1000 else 50 if number >= 400 else 1
    number -= number % size
    return number + 5 if number >= 100 and number % 100 in {1, 2} else number


def count_of(columns: Columns, rng: random.Random) -> Count:
    """Draw how many there are of a counted noun: between its columns ``low`` and ``high``."""
    number = draw_number(rng, int(columns["low"] or 1), int(columns["high"] or 99))
    spelled = number <= 10 or (number <= 40 and rng.random() < 0.5)
    return Count(number, spelled and rng.random() < 0.55, columns)


def _money(
    rng: random.Random, currencies: Sequence[Columns], sizes: Sequence[int] = (1, 1000, 1000, 10**6, 10**6, 10**9)
) -> Value:
    columns = rng.choice(currencies)
    size = rng.choice(sizes)
    many = columns.get("en.pl") or agreement.plural_of(columns["en"])
    if size == 1:
        count = Count(draw_number(rng, 3, 999), False, columns)
        amount = {case: count.phrase("ar", case, {}) for case in ("nom", "gen")}
        english = count.phrase("en", "nom", {})
    else:
        number = draw_number(rng, 1, 400)
        amount, english = _large(rng, number, size)
        amount = {case: f"{text} {columns['ar']}" for case, text in amount.items()}
        english = f"{english} {many}"
    forms = {("ar", ""): amount["nom"], ("ar", "gen"): amount["gen"], ("en", ""): english}
    return Value(forms)


def _large(rng: random.Random, number: int, size: int) -> tuple[dict[str, str], str]:
    one, few, english = {
        1000: ("ألف", "آلاف", "thousand"),
        10**6: ("مليون", "ملايين", "million"),
        10**9: ("مليار", "مليارات", "billion"),
    }[size]
    if number == 1:
        return {"nom": one, "gen": one}, f"one {english}"
    if number == 2:
        return {"nom": one + "ا", "gen": one + "ي"}, f"two {english}"
    if size > 1000 and number < 100 and rng.random() < 0.35:
        tenth = rng.randint(1, 9)
        mark = rng.choice(".,")
        text = f"{number}{mark}{tenth} {one}"
        return {"nom": text, "gen": text}, f"{number}.{tenth} {english}"
    text = f"{number} {few if 3 <= number % 100 <= 10 else one}"
    figure = f"{number},000" if size == 1000 else f"{number} {english}"
    return {"nom": text, "gen": text}, figure


def _millions(rng: random.Random, currencies: Sequence[Columns]) -> Value:
    return _money(rng, currencies, (10**6, 10**6, 10**9))


def _price(rng: random.Random, currencies: Sequence[Columns]) -> Value:
    return _money(rng, currencies, (1,))


def _rate(rng: random.Random, _: Sequence[Columns]) -> Value:
    return _percent(rng, (), high=14)


def _percent(rng: random.Random, _: Sequence[Columns], high: int = 99) -> Value:
    number = str(rng.randint(1, high))
    tenth = str(rng.randint(1, 9)) if rng.random() < 0.4 else ""
    arabic = number + (rng.choice(".,") + tenth if tenth else "")
    english = number + ("." + tenth if tenth else "")
    word = rng.choice(("في المئة", "في المائة", "بالمئة", "بالمائة", "%", "%"))
    if word == "%":
        return Value({("ar", ""): arabic + "%", ("en", ""): english + "%"})
    return Value({("ar", ""): f"{arabic} {word}", ("en", ""): f"{english} percent"})


def _date(rng: random.Random, _: Sequence[Columns]) -> Value:
    day = datetime.date(1990, 1, 1) + datetime.timedelta(rng.randrange(365 * 41))
    month = rng.choice(_CALENDARS)[day.month - 1]
    english = calendar.month_name[day.month]
    weekday = _WEEKDAYS[day.weekday()]
    names = {
        "": (f"{day.day} {month} {day.year}", f"{english} {day.day}, {day.year}"),
        "short": (f"{day.day} {month}", f"{english} {day.day}"),
        "month": (month, english),
        "monthyear": (f"{month} {day.year}", f"{english} {day.year}"),
        "year": (str(day.year), str(day.year)),
        "weekday": (weekday, calendar.day_name[day.weekday()]),
        "full": (f"{weekday} {day.day} {month} {day.year}", f"{calendar.day_name[day.weekday()]}, {english} {day.day}, {day.year}"),
    }
    return Value({(side, name): pair[i] for name, pair in names.items() for i, side in enumerate(("ar", "en"))})


def _score(rng: random.Random, _: Sequence[Columns]) -> Value:
    won = rng.choice((1, 2, 2, 3, 3, 4, 5))
    lost = rng.randrange(won)
    goals = agreement.counted(_GOALS, won, case="gen", words=True)
    english = f"{agreement.english_number(won)} goal" + "s" * (won > 1)
    if lost:
        goals = f"ب{goals} مقابل {agreement.counted(_GOALS, lost, case='gen', words=True)}"
        english = f"{agreement.english_number(won)} goals to {agreement.english_number(lost)}"
    else:
        goals = f"ب{goals} دون مقابل"
        english = f"{english} to nil"
    figures = f"{won}-{lost}"
    draw = f"{lost}-{lost}"
    return Value({
        ("ar", ""): figures, ("en", ""): figures, ("ar", "goals"): goals, ("en", "goals"): english,
        ("ar", "draw"): draw, ("en", "draw"): draw,
    })


def _hour(rng: random.Random, _: Sequence[Columns]) -> Value:
    hour = rng.randint(1, 12)
    names = [("صباحا", "a.m."), ("مساء", "p.m.")]
    arabic, english = rng.choice(names)
    if hour == 12:
        arabic, english = "ظهرا", "noon"
    half, minutes = rng.choice((("", ""), ("", ""), (" والنصف", ":30"), (" والربع", ":15")))
    if hour == 12:
        half, minutes = "", ""
    word = _HOURS[hour - 1].replace("-", " ")
    clock = f"{hour}{minutes}"
    return Value({
        ("ar", ""): f"الساعة {word}{half} {arabic}",
        ("en", ""): f"{clock} {english}" if hour != 12 else "12 noon",
    })


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
