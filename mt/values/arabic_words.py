"""Arabic number words, folded as :mod:`mt.values.fold` does (no hamza on alef, ه for ة)."""

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Word:
    """One number word. ``role`` says how it joins its neighbours, ``scale`` is its multiplier (else 1)."""

    role: str  # unit, ten, tens, hundred, scale, ordinal, fraction
    value: Fraction
    scale: int = 1
    plural: bool = False  # آلاف: without a number before it, "thousands"
    joined: bool = False  # written with و
    definite: bool = False
    dual: bool = False  # مليارا: "a billion" in the accusative, or "two billion" before a noun


_UNITS = {
    1: "واحد واحده احد احدي",
    2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي",
    3: "ثلاث ثلاثه",
    4: "اربع اربعه",
    5: "خمس خمسه",
    6: "ست سته",
    7: "سبع سبعه",
    8: "ثمان ثماني ثمانيه",
    9: "تسع تسعه",
}
_TENS = {20: "عشر", 30: "ثلاث", 40: "اربع", 50: "خمس", 60: "ست", 70: "سبع", 80: "ثمان", 90: "تسع"}
_ORDINALS = {
    1: "حادي حاديه",
    2: "ثاني ثانيه",
    3: "ثالث ثالثه ثالثا",
    4: "رابع رابعه رابعا",
    5: "خامس خامسه خامسا",
    6: "سادس سادسه سادسا",
    7: "سابع سابعه سابعا",
    8: "ثامن ثامنه ثامنا",
    9: "تاسع تاسعه تاسعا",
    10: "عاشر عاشره عاشرا",
}
_SCALES = {
    10**3: ("الف", "الاف", "الوف"),
    10**6: ("مليون", "ملايين"),
    10**9: ("مليار", "مليارات", "بليون", "بلايين", "ملايير"),
    10**12: ("تريليون", "تريليونات", "ترليون"),
}
_FRACTIONS = {
    Fraction(1, 2): "نصف",
    Fraction(1, 3): "ثلث",
    Fraction(2, 3): "ثلثا ثلثي ثلثين ثلثان",
    Fraction(1, 4): "ربع",
}
PARTS = {"انصاف": 2, "اثلاث": 3, "ارباع": 4, "اخماس": 5, "اسداس": 6, "اسباع": 7, "اثمان": 8, "اتساع": 9, "اعشار": 10}
"""What three of them are a fraction of: ثلاثة أرباع, three quarters."""

# Two of something said by the noun's ending. Only nouns that are counted: the same ending is also
# that of masculine plurals and of many names.
_COUNTED = "يوم اسبوع شهر عام سنت ساعت دقيقت مرت شخص قتيل طفل هدف نقطت سيارت طائرت مبارات دولت قذيفت صاروخ رصاصت شقيق"
PAIRS = frozenset(stem + end for end in ("ان", "ين") for stem in _COUNTED.split())
DECADES = {stem + end: tens for tens, word in _TENS.items() for stem in (word + "ين",) for end in ("ات", "يات")}
"""التسعينات, the nineties."""
SIDES = {"ثنائي": 2, "ثلاثي": 3, "رباعي": 4, "خماسي": 5, "سداسي": 6, "سباعي": 7, "ثماني": 8, "تساعي": 9, "عشاري": 10}
SIDES |= {"مثلث": 3, "مربع": 4, "مخمس": 5, "مسدس": 6, "دزين": 12, "ثمن": 16, "عقد": 10, "عقود": 10, "لست": 6}
SIDES |= {stem + "ي": tens for tens, word in _TENS.items() for stem in (word + "ين",)}  # سبعيني, in his seventies
SIDES |= {stem + "ات": value for value, stem in ((3, "ثلاث"), (4, "اربع"), (5, "خمس"), (6, "ست"), (7, "سبع"))}
SIDES |= {"ثلاثت": 3, "اربعت": 4, "خمست": 5, "ستت": 6, "سبعت": 7}  # ثلاثتهم, the three of them
"""Three-sided and the like, and nouns that English may write as a number (ثمن النهائي, the round of 16)."""
VAGUE = {"عشرات": 10, "مئات": 100, "مائات": 100}
_OPENINGS = ("وبال", "وال", "فال", "بال", "كال", "ولل", "وب", "ول", "لل", "ال", "و", "ف", "ب", "ل", "ك")
_FIRST_LETTERS = tuple({opening[0] for opening in _OPENINGS})
# Words of their own that a prefix and a number would make.
_OTHERS = "لست كست فست بست لستين بالمئه بالمائه وثاني وثانيه"
_OTHER_WORDS = frozenset(_OTHERS.split())


@lru_cache(maxsize=1)
def _table() -> dict[str, Word]:
    words = {form: Word("unit", Fraction(value)) for value, forms in _UNITS.items() for form in forms.split()}
    words |= {form: Word("ten", Fraction(10)) for form in ("عشر", "عشره")}
    words |= {stem + end: Word("tens", Fraction(value)) for value, stem in _TENS.items() for end in ("ون", "ين")}
    words |= {form: Word("ordinal", Fraction(value)) for value, forms in _ORDINALS.items() for form in forms.split()}
    hundreds = ("مئه", "مائه")
    words |= {form: Word("hundred", Fraction(100)) for form in hundreds}
    stems = {3: "ثلاث", 4: "اربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثمان", 9: "تسع"}
    words |= {stem + form: Word("hundred", Fraction(100 * n)) for n, stem in stems.items() for form in hundreds}
    words |= {"ثماني" + form: Word("hundred", Fraction(800)) for form in hundreds}
    words |= {stem + end: Word("hundred", Fraction(200)) for stem in ("مئت", "مائت") for end in ("ان", "ين", "ا", "ي")}
    for scale, (single, *others) in _SCALES.items():
        for form in (single, *others):
            words[form] = Word("scale", Fraction(scale), scale, plural=form.endswith(("ات", "ين", "اف", "وف", "يير")))
        words[single + "ا"] = Word("scale", Fraction(scale), scale, dual=True)
        for end in ("ان", "ين", "ي"):
            words[single + end] = Word("scale", Fraction(2 * scale), scale)
    words |= {form: Word("fraction", value) for value, forms in _FRACTIONS.items() for form in forms.split()}
    words |= {
        form + whose: word
        for form, word in words.items()
        if word.role == "fraction"
        for whose in ("ها", "هم", "ه", "هن")
    }
    return words


@lru_cache(maxsize=1)
def _openings() -> dict[str, Word]:
    """Every number word under every form that و, ب, ل, ف, ك and the article give it."""
    words = _table()
    found = {
        opening + form: replace(word, joined=opening[0] == "و", definite=opening.endswith(("ال", "لل")))
        for opening in reversed(_OPENINGS)
        for form, word in words.items()
        if opening + form not in _OTHER_WORDS
    }
    return found | words


def look(token: str) -> Word | None:
    """Return the number word that a folded token is, with or without و, ب, ل, ف, ك and the article.

    >>> look("وعشرين").value
    Fraction(20, 1)
    """
    return _openings().get(token)


def opening(token: str) -> str | None:
    """Return what is written before the number word in a folded token, without its article; None for other words.

    >>> opening("وبالعشرين"), opening("عشرين"), opening("مدينه")
    ('وب', '', None)
    """
    words = _table()
    if token in words:
        return ""
    if look(token) is None:
        return None
    found = next(start for start in _OPENINGS if token.startswith(start) and token[len(start) :] in words)
    return found.removesuffix("ال").replace("لل", "ل")


def bare(token: str) -> str:
    """Return a folded token without و, a preposition and the article, when enough of it is left."""
    for opening in _OPENINGS if token.startswith(_FIRST_LETTERS) else ():
        if token.startswith(opening) and len(token) - len(opening) >= 3:
            return token[len(opening) :]
    return token
