"""The names that are known beforehand, and where they stand in a text.

``names.tsv`` beside this file holds our own list (CC0), one a line: kind, Arabic, English forms, the first with its
article; ``words.txt`` ordinary words. Both are written by ``training/names.py`` from our own corpus.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from mt.fold import fold

from .words import TWOFOLD

_SURE = frozenset({"place", "org", "person"})
# A description in place of a name (national radio, farmers' union), or a country's name put before it.
_NO_NAME = re.compile(r"(?!al-|bin |de |von )[a-z]|.*['’]s .*Al ")


@dataclass(frozen=True, slots=True)
class Entry:
    """A known name: its folded words, its kind (place, org, person, first, last) and its English forms.

    ``english`` is the one form to write for it, with its article; empty where there are several or it is a matter
    of taste, as with most first names.
    """

    words: tuple[str, ...]
    kind: str
    forms: tuple[str, ...]
    english: str = ""


@lru_cache(maxsize=1)
def entries() -> dict[str, tuple[Entry, ...]]:
    """Return the entries under their first words, the longest first."""
    table: dict[str, list[Entry]] = {}
    for line in (files("mt.names") / "names.tsv").read_text(encoding="utf-8").splitlines():
        kind, arabic, english = line.split("\t")
        words = tuple(fold(arabic).text.split())
        first, *others = english.split("|")
        forms = (first.removeprefix("the "), *others)
        sure = kind in _SURE and " ".join(words) not in TWOFOLD and not _NO_NAME.match(forms[0])
        table.setdefault(words[0], []).append(Entry(words, kind, forms, first if sure else ""))
    return {first: tuple(sorted(found, key=lambda entry: -len(entry.words))) for first, found in table.items()}


@lru_cache(maxsize=2048)
def openings(token: str) -> tuple[str, ...]:
    """Return a folded token as it stands and without و, ف, ب, ل, ك, or two of them; لل stands for ل and ال.

    >>> openings("للقاهره")
    ('للقاهره', 'لقاهره', 'قاهره', 'القاهره')
    """
    found = [token]
    for _ in range(2):
        last = found[-1]
        if len(last) < 4 or last[0] not in "وفبلك":
            break
        found.append(last[1:])
    return (*found, *("ال" + form[2:] for form in found if form.startswith("لل") and len(form) > 4))


def base(token: str) -> str:
    """Return a folded token without one-letter openings and the article, as long as three letters are left.

    >>> base("وبالمدينه")
    'مدينه'
    """
    for opening in ("وبال", "وال", "فال", "بال", "كال", "ولل", "ال", "لل", "وب", "ول", "و", "ف", "ب", "ل", "ك"):
        if token.startswith(opening) and len(token) - len(opening) > 2:
            return token[len(opening) :]
    return token


@lru_cache(maxsize=1)
def _ordinary() -> dict[str, str]:
    """The ordinary words under their first two letters, each between line breaks; a set of them takes 2 MB."""
    table: dict[str, str] = {}
    with (files("mt.names") / "words.txt").open(encoding="utf-8") as lines:
        for line in lines:
            table[line[:2]] = table.get(line[:2], "\n") + line
    return table


def is_ordinary(token: str) -> bool:
    """Whether a folded token is a word of the language, not known to be a name."""
    return any(f"\n{word}\n" in _ordinary().get(word[:2], "") for word in (token, base(token)))


def begins_entry(token: str) -> bool:
    """Whether some entry begins with a folded token, with or without its openings."""
    return not entries().keys().isdisjoint(openings(token))


def known(tokens: list[str], at: int) -> Entry | None:
    """Return the longest entry that begins with the folded token ``at``."""
    return _known(tuple(tokens[at : at + 6]))


def _known(tokens: tuple[str, ...]) -> Entry | None:
    table = entries()
    for form in openings(tokens[0]):
        for entry in table.get(form, ()):
            if entry.words[1:] == tokens[1 : len(entry.words)]:
                return entry
    return None
