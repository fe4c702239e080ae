"""Whether a Latin word can be the transliteration of an Arabic name, whoever spelled it.

Arabic names have no one spelling in English (Qaddafi, Gaddafi, Kadhafi), and foreign names lose their
vowels in Arabic. So consonants are compared, each with all that it is written as in English, French or
German transcriptions; vowels and weak letters are free.

>>> distance("القذافي", "Gaddafi"), distance("محمد", "Muhammad"), distance("حفتر", "Caliph")
(0.0, 0.0, 3.0)
"""

import re
import unicodedata
from functools import lru_cache

# What each letter is written as. "" may be left out at no cost.
_WRITTEN: dict[str, frozenset[str]] = {
    letter: frozenset(latin.split() + ([""] if letter in "اعويهةىءئؤح" else []))
    for letter, latin in {
        "ا": "a e i o u",
        "ى": "a e i y",
        "ء": "a e i o u",
        "ئ": "a e i y",
        "ؤ": "o u w",
        "ع": "a e i o u",
        "و": "w v u o ou oo f",
        "ي": "y i e j ee ll",
        "ة": "h t",
        "ه": "h",
        "ب": "b p v bb pp",
        "ت": "t th d tt",
        "ث": "th t s c",
        "ج": "j g dj dg ch zh s x c",
        "ح": "h kh",
        "خ": "kh k h ch x j g",
        "د": "d t dd",
        "ذ": "dh z d th",
        "ر": "r rr",
        "ز": "z s ts tz c x",
        "س": "s c z ss x sc ts",
        "ش": "sh ch s sch c sc sz x",
        "ص": "s z c ss",
        "ض": "d dh z th",
        "ط": "t th d tt",
        "ظ": "z dh d th",
        "غ": "gh g h r j",
        "ف": "f v ph w ff p",
        "ق": "q k g c gh ck",
        "ك": "k c q ck ch g cc qu x",
        "ل": "l ll",
        "م": "m n mm",
        "ن": "n m nn ng",
        "پ": "p b",
        "چ": "ch j",
        "ڤ": "v",
        "گ": "g",
    }.items()
}
# Two letters for one Latin sound: Charles, Zeitung, Max.
_PAIRS = {
    "تش": frozenset(("ch", "c", "tch", "cz", "tsch", "tj")),
    "دج": frozenset(("j", "dj", "g")),
    "تس": frozenset(("z", "ts", "tz", "c")),
    "كس": frozenset(("x", "ks", "cks", "cs")),
    "نغ": frozenset(("ng", "n")),
    "نج": frozenset(("ng", "n")),
    "نك": frozenset(("nk", "nc", "nc")),
    "غو": frozenset(("gu", "w")),
}
_FREE = frozenset("aeiouyhw")  # Latin letters that Arabic need not write
_NO_LETTER = re.compile("[^a-z]+")
_SILENT = re.compile("gh(?=t|s?$)")  # Wright, Kavanaugh
_ARTICLE = re.compile("^(?:ال|لل)(?=..)")
_FOLD = str.maketrans("أإآٱی", "ااااي", "-\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652")


def strong(name: str) -> int:
    """Return how many consonants of an Arabic name an English spelling must show."""
    return sum("" not in _WRITTEN.get(letter, {""}) for letter in _letters(_bare(name)))


def plain(latin: str) -> str:
    """Return the letters a to z of a Latin word, accents taken off.

    >>> plain("Müller-Lüdenscheidt")
    'mullerludenscheidt'
    """
    word = latin.lower()
    if not word.isascii():
        word = unicodedata.normalize("NFD", word.replace("ł", "l").replace("ø", "o").replace("ı", "i"))
    return _SILENT.sub("", _NO_LETTER.sub("", word))


@lru_cache(maxsize=65_536)
def distance(name: str, latin: str) -> float:
    """Return how many consonants of ``name`` and ``latin`` find no counterpart; 0 means "may well be the same"."""
    words = {name, _bare(name)}  # القاهرة has an article, ألفين (Alvin) has none
    return min(_distance(_letters(word), plain(latin)) for word in words)


@lru_cache(maxsize=65_536)
def is_near(name: str, latin: str, most: float = 0.0) -> bool:
    """Whether :func:`distance` is ``most`` at most; words that share few consonants are told apart without it.

    >>> is_near("حفتر", "Haftar"), is_near("حفتر", "Benghazi", 1)
    (True, False)
    """
    english = plain(latin)
    least = min(_unwritten(_letters(word), english) for word in (name, _bare(name)))
    return least <= most and distance(name, latin) <= most


def _unwritten(arabic: str, english: str) -> int:
    """How many consonants ``english`` nowhere has a spelling of: each costs 1 at least."""
    return sum(not any(map(english.__contains__, spellings)) for spellings in _spellings(arabic))


@lru_cache(maxsize=4096)
def _spellings(arabic: str) -> tuple[frozenset[str], ...]:
    """What each consonant that must be written can be written as, alone or with a neighbour."""
    pairs = [_PAIRS.get(arabic[i : i + 2], frozenset[str]()) for i in range(len(arabic))]
    written = [_WRITTEN.get(letter, frozenset({""})) for letter in arabic]
    return tuple(
        own | pairs[i] | (pairs[i - 1] if i else frozenset()) for i, own in enumerate(written) if "" not in own
    )


def _distance(arabic: str, english: str) -> float:
    # Rows are Latin positions. best[j]: least cost of english[:j] against the Arabic read so far.
    best = [0.0]
    for letter in english:
        best.append(best[-1] + _skipped(letter))
    rows = [best]
    for i, letter in enumerate(arabic):
        rows.append(_row(rows, arabic, english, i, letter))
    return rows[-1][-1]


def _row(rows: list[list[float]], arabic: str, english: str, i: int, letter: str) -> list[float]:
    written, before = _WRITTEN.get(letter, frozenset({""})), rows[i]
    missing = 0.0 if "" in written else 1.0
    pair = _PAIRS.get(arabic[i - 1 : i + 1]) if i else None
    row = [before[0] + missing]
    for j in range(1, len(english) + 1):
        cost = min(before[j] + missing, row[j - 1] + _skipped(english[j - 1], english[j - 2 : j - 1]))
        for size in (1, 2, 3):
            if size > j:
                break
            piece = english[j - size : j]
            if piece in written:
                cost = min(cost, before[j - size])
            if pair and piece in pair:
                cost = min(cost, rows[i - 1][j - size])
        # One consonant for another is one fault, not two.
        cost = min(cost, before[j - 1] + 1.0)
        row.append(cost)
    return row


def _skipped(letter: str, before: str = "") -> float:
    return 0.0 if letter in _FREE or letter == before else 1.0


def _bare(name: str) -> str:
    return " ".join(_ARTICLE.sub("", word) for word in name.split())


def _letters(name: str) -> str:
    return "".join(name.split()).translate(_FOLD)
