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
from itertools import count
from typing import NamedTuple

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


class _Spelling(NamedTuple):
    """What a letter or a pair is written as, by the number of Latin letters; ``silent``: or not at all."""

    silent: bool
    one: tuple[str, ...]
    two: tuple[tuple[str, ...], ...]
    three: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, written: frozenset[str]) -> "_Spelling":
        two, three = (tuple(sorted(tuple(each) for each in written if len(each) == size)) for size in (2, 3))
        return cls("" in written, tuple(sorted(each for each in written if len(each) == 1)), two, three)


_SPELLINGS = {arabic: _Spelling.of(written) for arabic, written in (_WRITTEN | _PAIRS).items()}
_UNKNOWN = _Spelling.of(frozenset({""}))
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


def distance(name: str, latin: str) -> float:
    """Return how many consonants of ``name`` and ``latin`` find no counterpart; 0 means "may well be the same"."""
    return float(next(most for most in count() if is_near(name, latin, most)))


def is_near(name: str, latin: str, most: int = 0) -> bool:
    """Whether :func:`distance` is ``most`` at most.

    >>> is_near("حفتر", "Haftar"), is_near("حفتر", "Benghazi", 1)
    (True, False)
    """
    word = _word(latin)
    return any(_meet(letters, word, most) for letters in _forms(name))


class _Word(NamedTuple):
    """A Latin word as sets of positions, each a whole number with a bit for each member.

    ``at`` has for each letter the positions where it stands; ``free`` those of letters that Arabic need not
    write, ``skipped`` these and every letter that stands behind its like.
    """

    size: int
    at: dict[str, int]
    free: int
    skipped: int


@lru_cache(maxsize=512)  # the names of a page or two
def _word(latin: str) -> _Word:
    english, at, doubled, before = plain(latin), dict[str, int](), 0, ""
    for i, letter in enumerate(english):
        at[letter] = at.get(letter, 0) | 1 << i
        doubled |= (letter == before) << i
        before = letter
    free = sum(bits for letter, bits in at.items() if letter in _FREE)
    return _Word(len(english), at, free, free | doubled)


@lru_cache(maxsize=512)
def _forms(name: str) -> tuple[str, ...]:
    """The letters of a name as it stands and without its article: القاهرة has one, ألفين (Alvin) has none."""
    return tuple(dict.fromkeys((_letters(name), _letters(_bare(name)))))


def _meet(arabic: str, word: _Word, most: int) -> bool:
    """Whether both can be read side by side to their ends with ``most`` faults.

    A fault is a consonant left out on either side, or one for another. This is the table of an edit distance, a row
    for each Arabic letter, but of a row only the sets of its columns are kept: reached without a fault, with one...
    """
    row = _spread([1] * (most + 1), [0] * most, word.free)
    above: list[int] = []  # the row before, from where a pair of letters is read
    for i, letter in enumerate(arabic):
        spelling = _SPELLINGS.get(letter, _UNKNOWN)
        read = [_read(columns, spelling, word.at) for columns in row]
        if above and (pair := _SPELLINGS.get(arabic[i - 1 : i + 1])):
            read = [own | _read(columns, pair, word.at) for own, columns in zip(read, above, strict=True)]
        row, above = _spread(read, [columns | columns << 1 for columns in row[:-1]], word.skipped), row
        if not (row[-1] or above[-1]):
            return False
    return bool(row[-1] >> word.size & 1)


def _read(columns: int, spelling: _Spelling, at: dict[str, int]) -> int:
    """The columns behind one of the spellings that begin in ``columns``."""
    found = columns if spelling.silent else 0
    for a in spelling.one:
        if a in at:
            found |= (columns & at[a]) << 1
    for a, b in spelling.two:
        if a in at and b in at:
            found |= (columns & at[a] & at[b] >> 1) << 2
    for a, b, c in spelling.three:
        if a in at and b in at and c in at:
            found |= (columns & at[a] & at[b] >> 1 & at[c] >> 2) << 3
    return found


def _spread(read: list[int], faulty: list[int], skipped: int) -> list[int]:
    """The row: ``read`` without a further fault, ``faulty`` with one more, and then letters passed over."""
    row: list[int] = []
    for own, other in zip(read, [0, *faulty], strict=True):
        columns = own | other | (row[-1] | row[-1] << 1 if row else 0)
        # The addition carries each column to the end of its run of letters that may be passed over.
        row.append(columns | ((columns & skipped) + skipped) ^ skipped)
    return row


def _bare(name: str) -> str:
    return " ".join(_ARTICLE.sub("", word) for word in name.split())


def _letters(name: str) -> str:
    return "".join(name.split()).translate(_FOLD)
