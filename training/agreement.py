"""Arabic and English agreement: what a number does to its noun, a noun to its adjective.

Everything is written without vowel marks, as newspapers do, so only the cases that letters show
are told apart: the dual (ان / ين), the sound masculine plural (ون / ين) and the alif of the
indefinite accusative.

>>> counted(Noun("جندي", "جنود"), 2, case="gen")
'جنديين'
>>> counted(Noun("جندي", "جنود"), 15)
'15 جنديا'
"""

import re
from dataclasses import dataclass

_UNITS = ("", "واحد", "", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر")
_TENS = ("", "", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")
_EN_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_EN_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
# What a regular adjective adds in each form; the plain forms are nominative, those in g are not.
_ENDINGS = {
    **{"m": "", "f": "ة", "acc": "ا", "fp": "ات"},
    **{"md": "ان", "mdg": "ين", "fd": "تان", "fdg": "تين", "p": "ون", "pg": "ين"},
}
# Spelled with a vowel but said with a consonant, or the other way round.
_SAID_WITH_CONSONANT = re.compile(r"(?:eu|uni(?!m|n)|use|usual|utop|one\b|once|u[nks]\b|u\.)", re.IGNORECASE)
_SAID_WITH_VOWEL = re.compile(r"(?:[aeiou]|hour|honest|honou?r|heir|8|11\b|18\b|11th|18th)", re.IGNORECASE)
# Initialisms are said letter by letter: F, H, L, M, N, R, S and X begin with a vowel.
_INITIALISM = re.compile(r"(?:[FHLMNRSX](?=[A-Z\d])[A-Z]{1,2}\b|MPs?\b|RPG|SMS|AFP)")


@dataclass(frozen=True)
class Noun:
    """A noun as a lexicon lists it: indefinite singular, plural as it stands after 3 to 10.

    ``dual`` and ``accusative`` are given only where the regular form would be wrong.
    """

    singular: str
    plural: str
    gender: str = "m"
    human: bool = True
    dual: str = ""
    accusative: str = ""

    @property
    def is_construct(self) -> bool:
        """True for a first word bound to a second one (سيارة إسعاف): it drops the dual's nun."""
        return " " in self.singular


def dual(noun: Noun, case: str = "nom") -> str:
    """Return the indefinite dual of ``noun`` in case ``nom`` or ``gen`` (which is also the accusative)."""
    head, _, rest = noun.singular.partition(" ")
    if noun.dual:
        head = noun.dual.partition(" ")[0]
        head = head.removesuffix("ن").removesuffix("ا")
    elif head.endswith("ة"):
        head = head[:-1] + "ت"
    ending = "ا" if case == "nom" else "ي"
    return f"{head}{ending} {rest}" if rest else f"{head}{ending}ن"


def accusative(word: str) -> str:
    """Return the indefinite accusative of a singular word: an alif, unless the ending takes none."""
    if word.endswith(("ة", "اء", "ى", "ا", "أ")):
        return word
    return word + "ا"


def nominative_plural(plural: str) -> str:
    """Return the nominative of a sound masculine plural listed in ين; other plurals are unchanged."""
    head, space, rest = plural.partition(" ")
    sound = head.endswith("ين") and head not in {"ملايين", "قوانين", "ميادين", "بساتين", "مساكين", "شرايين"}
    return (head[:-2] + "ون" if sound else head) + space + rest


def has_words(number: int) -> bool:
    """Tell whether both languages spell ``number`` here: 1 to 99 and whole hundreds below a thousand."""
    return 0 < number < 100 or (number < 1000 and number % 100 == 0)


def number_words(number: int, gender: str, case: str = "nom") -> str:
    """Spell a number as it stands before a counted noun of ``gender``: 3 to 10 take the opposite gender.

    ``number`` is one that :func:`has_words` accepts, other than 1 and 2, which a bare noun and its dual say.

    >>> number_words(3, "m"), number_words(3, "f"), number_words(12, "f", "gen")
    ('ثلاثة', 'ثلاث', 'اثنتي عشرة')
    """
    feminine = gender == "f"
    unit, ten = number % 10, number // 10
    if number >= 100:
        return _hundreds(number // 100, case)
    if number <= 10:
        return _UNITS[number] + ("" if feminine else "ة")
    if ten == 1:
        return _teen(unit, feminine=feminine, case=case)
    tens = _TENS[ten] + ("ون" if case == "nom" else "ين")
    if unit == 1:
        one = "إحدى" if feminine else "واحد"
    elif unit == 2:
        one = ("اثنت" if feminine else "اثن") + ("ان" if case == "nom" else "ين")
    else:
        one = _UNITS[unit] + ("" if feminine else "ة")
    return f"{one} و{tens}" if unit else tens


def _hundreds(many: int, case: str) -> str:
    if many <= 2:
        return "مئة" if many == 1 else "مئتا" if case == "nom" else "مئتي"
    return ("ثمان" if many == 8 else _UNITS[many]) + "مئة"


def _teen(unit: int, *, feminine: bool, case: str) -> str:
    ten = "عشرة" if feminine else "عشر"
    if unit == 1:
        return f"{'إحدى' if feminine else 'أحد'} {ten}"
    if unit == 2:
        return f"{'اثنت' if feminine else 'اثن'}{'ا' if case == 'nom' else 'ي'} {ten}"
    return f"{_UNITS[unit]}{'' if feminine else 'ة'} {ten}"


def noun_after(noun: Noun, number: int) -> str:
    """Return the form that ``noun`` takes after a written ``number`` of 3 or more.

    3 to 10: plural; 11 to 99: singular accusative; whole hundreds and up: singular. The last two
    digits decide: 103 to 110 count like 3 to 10.
    """
    last = number % 100
    if 3 <= last <= 10:
        return noun.plural
    if 11 <= last <= 99:
        if noun.accusative:
            return noun.accusative
        return noun.singular if noun.is_construct else accusative(noun.singular)
    return noun.singular


def counted(noun: Noun, number: int, *, case: str = "nom", style: str = "figures", adjective: str = "") -> str:
    """Return ``number`` with its noun and, if given, an agreeing indefinite adjective (masculine singular).

    ``case`` is nom, gen or acc; only one and two, and spelled numbers, show it. ``style`` is words,
    figures (whole thousands as figures with a word: 3 آلاف) or digits (3000).
    """
    last = number % 100
    if number == 1:
        one = noun_after(noun, 11) if case == "acc" else noun.singular
        form = "f" if noun.gender == "f" else "acc" if case == "acc" else "m"
        parts = ["", one, inflect(adjective, form)]
    elif number == 2:
        parts = ["", dual(noun, case), inflect(adjective, noun.gender + ("d" if case == "nom" else "dg"))]
    elif style == "words" and has_words(number):
        parts = [
            number_words(number, noun.gender, case),
            noun_after(noun, last),
            inflect(adjective, _after(noun, last)),
        ]
    else:
        figure = "" if style == "digits" else _scaled(number, case)
        last = 0 if figure else last
        parts = [figure or str(number), noun_after(noun, last), inflect(adjective, _after(noun, last))]
    return " ".join(part for part in parts if part)


def _after(noun: Noun, last: int) -> str:
    if 3 <= last <= 10:
        if not noun.human:
            return "f"
        return "fp" if noun.gender == "f" else "pg"
    if 11 <= last <= 99:
        return "f" if noun.gender == "f" else "acc"
    return noun.gender


def _scaled(number: int, case: str) -> str:
    """Return whole thousands or millions as a figure with a word, nothing for other numbers."""
    for size, one, few in ((1_000_000, "مليون", "ملايين"), (1_000, "ألف", "آلاف")):
        if number >= size and number % size == 0:
            many = number // size
            if many <= 2:
                return one if many == 1 else one + ("ا" if case == "nom" else "ي")
            return f"{many} {few if 3 <= many % 100 <= 10 else one}"
    return ""


def inflect(adjective: str, form: str) -> str:
    """Return a form of a regular adjective given in the masculine singular.

    Forms: m, f, acc (masculine accusative), md/mdg, fd/fdg (dual), p/pg (human plural), fp. A
    broken plural is given after a bar: ``"روسي|روس"``; a hyphen joins words that inflect as one
    (جنوب-سوداني). With ``d`` in front (dm, df, dp ...) each word is definite.

    >>> inflect("فرنسي", "pg"), inflect("روسي|روس", "p"), inflect("فرنسي", "df")
    ('فرنسيين', 'روس', 'الفرنسية')
    """
    if not adjective:
        return ""
    base, _, broken = adjective.partition("|")
    article = "ال" if form.startswith("d") and len(form) > 1 else ""
    form = form[1:] if article else form
    ending = _ENDINGS[form]
    whole = broken if broken and form in {"p", "pg"} else " ".join(word + ending for word in base.split(" "))
    return " ".join(article + word for word in whole.split(" ")).replace("-", " ")


def plural_of(word: str) -> str:
    """Return the regular English plural of the last word of ``word``."""
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    if re.search(r"(?:s|x|ch|sh)$", word):
        return word + "es"
    return word + "s"


def english_number(number: int) -> str:
    """Spell a number below 100, or whole hundreds below a thousand.

    >>> english_number(45)
    'forty-five'
    """
    if number < 20:
        return _EN_SMALL[number]
    if number >= 100:
        return f"{_EN_SMALL[number // 100]} hundred"
    tens = _EN_TENS[number // 10]
    return f"{tens}-{_EN_SMALL[number % 10]}" if number % 10 else tens


def english_ordinal(number: int) -> str:
    """Write an ordinal in figures.

    >>> english_ordinal(22), english_ordinal(13)
    ('22nd', '13th')
    """
    suffix = "th" if 11 <= number % 100 <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def with_article(text: str) -> str:
    """Turn each ``a`` before a vowel sound into ``an``.

    >>> with_article("a attack in a European city on a MP")
    'an attack in a European city on an MP'
    """
    return re.sub(r"\b([Aa])(?= (\W?[\w.]+))", lambda m: m[1] + "n" if _takes_an(m[2]) else m[1], text)


def _takes_an(word: str) -> bool:
    word = word.lstrip('"(')
    if _INITIALISM.match(word):
        return True
    return bool(_SAID_WITH_VOWEL.match(word)) and not _SAID_WITH_CONSONANT.match(word)


def join_prefixes(text: str, mark: str) -> str:
    """Join one-letter prefixes to what follows ``mark``: ل + ال is لل, and a digit takes a tatweel."""
    text = re.sub(f"(?<![^\\W\\d_])([وف]?)ل{mark}+الل?", r"\1لل", text)
    text = re.sub(f"(?<![^\\W\\d_])([وف]?[بلك]){mark}+(?=\\d)", "\\1\u0640", text)
    return text.replace(mark, "")
