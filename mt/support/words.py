"""What a sentence claims, word by word: its content words, its names, its numbers as values."""

import re
from fractions import Fraction

from mt.values.english import read_english
from mt.values.value import Value

# Dots inside, but not the stop after it: "U.S.", "1,200", "al-Hijazi" is two words.
_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:[.,:]\d+)*", re.UNICODE)
# Words that say little by themselves; whatever is not here is content.
FUNCTION = frozenset(
    re.findall(
        r"\w+",
        "a an the and or but of in on at to for from by with as is are was were be been being has have had do does did "
        "it its he his him she her they their them this that these those who which what where when while also said say "
        "says so not no after before over under about into than then there will would could can may",
    )
)
# Capitalized by spelling, not because they name somebody.
_NO_NAMES = frozenset(("i", "mr", "mrs", "ms", "dr", "s", "t"))


def words(text: str) -> list[str]:
    """Return the words of ``text`` in order, as written; digits keep their marks, abbreviations lose their dots.

    >>> words("U.S. forces held 1,200 al-Qaeda men.")
    ['US', 'forces', 'held', '1,200', 'al', 'Qaeda', 'men']
    """
    return [word.replace(".", "") if word[0].isalpha() else word for word in _WORD.findall(text)]


def stem(word: str) -> str:
    """Return ``word`` in lower case, cut to six letters so that inflections meet; digits without commas."""
    return word.replace(",", "").lower()[:6]


def content(text: str) -> set[str]:
    """Return the content words of ``text``, stemmed.

    >>> sorted(content("The army attacked 1,200 positions."))
    ['1200', 'army', 'attack', 'positi']
    """
    return set(stems(text))


def stems(text: str) -> list[str]:
    """Return the content words of ``text`` in order, stemmed, with their repetitions."""
    return [stem(word) for word in words(text) if word.lower() not in FUNCTION]


def names(text: str) -> list[str]:
    """Return the capitalized words of ``text`` that can be names, as written.

    A sentence's first word is capitalized whatever it is; it counts only when another name follows it.

    >>> names("Saudi Arabia recalled its envoy to Tunis.")
    ['Saudi', 'Arabia', 'Tunis']
    """
    found = words(text)
    return [word for at, word in enumerate(found) if _is_name(word) and (at or (found[1:] and _is_name(found[1])))]


def _is_name(word: str) -> bool:
    return word[0].isupper() and word.lower() not in FUNCTION and word.lower() not in _NO_NAMES


def is_same_name(name: str, word: str) -> bool:
    """Whether ``word`` can stand for ``name``: the same letters, or one the beginning of the other.

    So a country meets its people (Libya, Libyan) and a plural its singular. Short words must be equal.

    >>> is_same_name("Libyan", "Libya"), is_same_name("Iran", "Iraq")
    (True, False)
    """
    a, b = sorted((name.casefold(), word.casefold()), key=len)
    if a == b or (len(a) >= 3 and b == a + "s"):
        return True
    # Germany and German, Italy and Italian: a last vowel may change.
    root = a[:-1] if len(a) > 4 and a[-1] in "aeiouy" else a
    return len(root) >= 4 and b.startswith(root) and len(b) - len(root) <= 4


def numbers(text: str) -> tuple[Value, ...]:
    """Return the numbers that ``text`` states beyond doubt, in order: 0, 1 and "first" are left out.

    Months and weekdays have capitals, so they count as names.

    >>> [(number.text, int(number.value)) for number in numbers("Twenty men paid 3.5 million dinars to one.")]
    [('Twenty', 20), ('3.5 million', 3500000)]
    """
    return tuple(v for v in read_english(text) if v.kind == "number" and v.sure and v.value not in (0, 1))


def amounts(text: str) -> set[Fraction]:
    """Return the values that words and figures of ``text`` stand for, each in its likeliest reading.

    Another one would let the misspelt 1,2000 (1.2?) pass for 1,200 (1.2, where a comma is a point).

    >>> Fraction(20) in amounts("Twenty men"), Fraction(2) in amounts("both men")
    (True, True)
    """
    return {part for value in read_english(text) if value.kind == "number" for part in value.ways[0]}
