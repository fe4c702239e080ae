"""Months and days of the week by all the names that Arabic and English news give them."""

import re
from collections.abc import Iterator

HIJRI = 100
"""What is added to the number of a month of the Islamic calendar: 109 is Ramadan."""

# Egypt and the Gulf, the Maghreb, the Levant and Iraq; folded as mt.values.fold does.
_MONTHS_AR = {
    1: "يناير جانفي كانون_الثاني",
    2: "فبراير فيفري شباط",
    3: "مارس اذار",
    4: "ابريل افريل نيسان",
    5: "مايو ماي ايار",
    6: "يونيو يونيه جوان حزيران",
    7: "يوليو يوليه يوليوز جويليه تموز",
    8: "اغسطس غشت اوت اب",
    9: "سبتمبر شتنبر ايلول",
    10: "اكتوبر تشرين_الاول",
    11: "نوفمبر نونبر تشرين_الثاني",
    12: "ديسمبر دجنبر كانون_الاول",
    101: "محرم",
    102: "صفر",
    103: "ربيع_الاول",
    104: "ربيع_الثاني ربيع_الاخر",
    105: "جمادي_الاولي جمادي_الاول",
    106: "جمادي_الاخره جمادي_الثانيه جمادي_الثاني",
    107: "رجب",
    108: "شعبان",
    109: "رمضان",
    110: "شوال",
    111: "ذو_القعده ذي_القعده",
    112: "ذو_الحجه ذي_الحجه",
}
# Also a verb, a surname, "father", "forbidden", "zero": months for certain only beside a number or "month of".
_DOUBTFUL_NAMES = "مارس ماي جوان اوت اب نيسان مايو محرم صفر رجب شعبان رمضان شوال"
_DOUBTFUL = frozenset(_DOUBTFUL_NAMES.split())
_MONTH_AR = re.compile(
    r"(?<![\u0621-\u064a])(?P<opening>[وفبلك]?)(?P<name>"
    + "|".join(
        name.replace("_", r"\s+") for names in _MONTHS_AR.values() for name in sorted(names.split(), key=len)[::-1]
    )
    + r")(?![\u0621-\u064a])"
)
_NUMBER_OF = {name: number for number, names in _MONTHS_AR.items() for name in names.split()}
_BEFORE_MONTH = re.compile(r"(?:\d\s*[-/(]?|شهر|شهري|/)\s*$")
_AFTER_MONTH = re.compile(r"\s*(?:[-/(،]?\s*\d{2,4}|/|الماضي|المقبل|القادم|الجاري)")
_DAYS_AR = {1: "الاثنين الإثنين", 2: "الثلاثاء", 3: "الاربعاء", 4: "الخميس", 5: "الجمعه", 6: "السبت", 7: "الاحد"}
_DAY_AR = re.compile(r"(?<!\w)[وفبل]?(الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|السبت|الاحد)(?!\w)")
DATE_WORDS = frozenset(
    opening + word
    for opening in ("", "و", "ف", "ب", "ل", "ك")
    for words in (_NUMBER_OF, *map(str.split, _DAYS_AR.values()))
    for word in (name.partition("_")[0] for name in words)
)
"""The words that a month or a day of the week begins with, folded: where none stands there is no date."""
_DAY_NUMBER = {name: number for number, names in _DAYS_AR.items() for name in names.split()}
DAY_NAMES = {1: "اثنين|مونداي|مانداي", 2: "ثلاثاء|تيوزداي", 3: "اربعاء|وينزداي|ونزداي", 4: "خميس|ثيرزداي"}
DAY_NAMES |= {5: "جمعه|فرايداي", 6: "سبت|ساترداي", 7: "احد|صنداي|سانداي"}
"""What may stand for a day of the week anywhere in a folded text, run together with other words, or in a title."""
_DAY_BESIDE = re.compile(
    r"(?:يوم|يومي|يومه|صباح|مساء|ليله|فجر|ظهر|عصر|اليوم|امس|غد|غدا|عشيه|نهار|ايام|حتي|الي|من)\s+[\"«“(]?$"
)

_MONTH_NAMES = "January February March April May June July August September October November December"
MONTHS = tuple(_MONTH_NAMES.split())
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_STARTS = [name[:3].lower() for name in MONTHS]
_MONTH_EN = re.compile(
    r"\b(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?",
    re.IGNORECASE,
)
# Spellings vary in vowels, doubled letters and marks only.
_HIJRI_EN = (
    r"m[ou]harr?am",
    r"safar",
    r"rabi\W{0,2}\s?(?:al|el|ul)?\W?\s?(?:awwal|i\b|1)",
    r"rabi\W{0,2}\s?(?:al|el|ul|ath|as)?\W?\s?(?:than[iy]|akhir|ii\b|2)",
    r"[jg][uo]mad[aáā]?\W?\s?(?:al|el|ul)?\W?\s?(?:ul[aā]|awwal|oula|i\b|1)",
    r"[jg][uo]mad[aáā]?\W?\s?(?:al|el|ath|ul)?\W?\s?(?:akhi|than[iy]|ii\b|2)",
    r"raj[ae]b",
    r"sh?a\W?\W?a?b[aā]n",
    r"ramad[aā]h?n|ramzan",
    r"shaw+[aā]l",
    r"(?:dh|z|d)[uh]+\W?\s?l?\W?\s?(?:al|el|ul)?\W?\s?[qk]a?e?i?\W?d",
    r"(?:dh|z|d)[uh]+\W?\s?l?\W?\s?(?:al|el|ul)?\W?\s?h[ie]j",
)
_HIJRI = re.compile("|".join(f"(?P<m{n}>\\b(?:{pattern}))" for n, pattern in enumerate(_HIJRI_EN, 1)), re.IGNORECASE)
_SHORT_NAMES = "sept sabbath mon tues wed weds thur thurs thu fri sun"
DATE_WORDS_EN = frozenset(
    (*_STARTS, *map(str.lower, MONTHS), *DAYS, *(day + "s" for day in DAYS), *_SHORT_NAMES.split())
)
"""The words of an English date in lower case."""
_DAY_EN = re.compile(rf"\b(?:{'|'.join(DAYS)}|sabbath|(?:mon|tues|weds?|thurs?|fri|sun)\b)", re.IGNORECASE)

Found = tuple[int, int, int, bool]
"""Number, start, end, and whether the word can mean nothing else where it stands."""


def arabic_months(text: str) -> Iterator[Found]:
    """Yield the months of a folded Arabic text.

    >>> [number for number, *_ in arabic_months("من 3 اذار الي 5 غشت")]
    [3, 8]
    """
    for match in _MONTH_AR.finditer(text):
        name = "_".join(match["name"].split())
        number = _NUMBER_OF[name]
        sure = name not in _DOUBTFUL
        if not sure and number < HIJRI:
            before = text[max(0, match.start() - 12) : match.start()]
            sure = bool(_BEFORE_MONTH.search(before) or _AFTER_MONTH.match(text, match.end()))
        yield number, match.start("name"), match.end(), sure


def month_name(number: int) -> str:
    """Return the commonest Arabic name of a month, folded; empty for one of the Islamic calendar.

    >>> month_name(8)
    'اغسطس'
    """
    return _MONTHS_AR[number].split()[0] if number < HIJRI else ""


def arabic_weekdays(text: str) -> Iterator[Found]:
    """Yield the days of the week, Monday 1, of a folded Arabic text; الاثنين, "the two", is sure after "day"."""
    for match in _DAY_AR.finditer(text):
        before = text[max(0, match.start() - 10) : match.start()]
        sure = match[1] not in ("الاثنين", "الخميس", "الجمعه") or bool(_DAY_BESIDE.search(before))
        yield _DAY_NUMBER[match[1]], match.start(1), match.end(), sure


def english_months(text: str) -> Iterator[Found]:
    """Yield the months of an English text; "may", "march", "mar" and "sun" are sure only as names beside a number."""
    for match in _MONTH_EN.finditer(text):
        name = match["name"]
        beside = re.search(r"\d(?:st|nd|rd|th)?(?:\s+of)?\s*$", text[: match.start()]) or re.match(
            r"\s*,?\s*\d", text[match.end() :]
        )
        if name.islower() and name in ("may", "mar", "march", "dec", "sep", "jan", "oct", "nov") and not beside:
            continue
        sure = (bool(beside) or (len(name) > 3 and name not in ("March", "August", "April", "June"))) and (
            not name.islower() or name not in ("may", "march")
        )
        yield _STARTS.index(name[:3].lower()) + 1, match.start(), match.end(), sure


def hijri_months(text: str) -> set[int]:
    """Return the months of the Islamic calendar that an English text names, 101 to 112."""
    return {HIJRI + int((match.lastgroup or "m0")[1:]) for match in _HIJRI.finditer(text)}


def english_weekdays(text: str) -> Iterator[Found]:
    """Yield the days of the week, Monday 1, of an English text."""
    for match in _DAY_EN.finditer(text):
        name = match[0].lower()
        if match[0][0].isupper() or len(name) > 5:
            name = "saturday" if name == "sabbath" else name
            number = next(i for i, day in enumerate(DAYS, 1) if day.startswith(name[:3]))
            yield number, match.start(), match.end(), len(name) > 5
