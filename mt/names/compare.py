"""Which names of a source an English hypothesis has in no plausible form."""

import re
from functools import lru_cache
from itertools import pairwise

from mt.translit import is_near, plain, strong

from .find import Name, find_names
from .words import AMBIGUOUS

_LATIN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*\.?")
_OWNER = re.compile(r"(?:['’]s?)?\.?$")
_ACRONYM = re.compile(r"\b(?:[A-Z]\.?){2,}")
_PLAIN_WORDS = frozenset(("the", "and", "of", "for", "group", "party", "city"))


def missing_names(source: str, hypothesis: str) -> tuple[Name, ...]:
    """Return the names of ``source`` that no word of ``hypothesis`` can stand for, in order.

    A name is found when a known English form of it, a word derived from it (Libyan for Libya), an acronym
    or a capitalized word that sounds like it is there.

    >>> [name.text for name in missing_names("وصل اللواء خليفة حفتر إلى بنغازي", "A tomb arrived in Benghazi")]
    ['خليفة حفتر']
    """
    names = find_names(source)
    if not names:
        return ()
    english = Latin(hypothesis)
    return tuple(name for name in names if not english.has(name))


class Latin:
    """The words of an English text, as far as names are concerned."""

    def __init__(self, text: str) -> None:
        words = _LATIN.findall(text)
        self.names = [_OWNER.sub("", word) for word in words if word[0].isupper()]
        self.lower = {plain(word) for word in words}
        capital = [plain(word) for word in self.names]
        self.capital = dict.fromkeys([*capital, *(a + b for a, b in pairwise(capital))])
        self.acronyms = {match.replace(".", "") for match in _ACRONYM.findall(text)}

    def has(self, name: Name) -> bool:
        """Whether some form of ``name`` is there."""
        if name.kind == "person":
            return self._has_person(name)
        if any(self._has_form(form) for form in name.forms):
            return True
        return any(self.sounds(part) for part in {*name.parts, "".join(name.parts)})

    def _has_person(self, name: Name) -> bool:
        """Whether the surname is there; English drops first names, and writes some names as one word."""
        # What is an ordinary word too may be translated: Erik the Red.
        parts = [part for part in name.parts if part not in AMBIGUOUS] or name.parts
        ends = {parts[-1], "".join(parts[-2:]), "".join(name.parts)}
        if any(self.sounds(end) for end in ends):
            return True
        if len(name.parts) == 1:
            return any(self._has_form(form) for form in name.forms)
        # King Mohammed VI: a number sounds like nothing.
        whole = (form.split() for form in name.forms)
        return any(len(form) == len(name.parts) and self.lower.issuperset(map(plain, form)) for form in whole)

    def _has_form(self, form: str) -> bool:
        stems = _stems(form)
        if any(word.startswith(stem) for stem in stems for word in self.lower):
            return True
        # KFOR, AQIM, BST: a body named after a place goes by its letters in English.
        first = plain(form.removeprefix("al-"))[:1].upper()
        return any(first in acronym for acronym in self.acronyms)

    def sounds(self, part: str) -> bool:
        """Whether a capitalized word sounds like ``part``; one consonant of four may differ."""
        consonants = strong(part)
        allowed = consonants // 4
        return any(is_near(part, word, allowed) for word in self.capital if word) if consonants else False


@lru_cache(maxsize=512)
def _stems(form: str) -> tuple[str, ...]:
    """What words derived from a form begin with: liby- for Libya and Libyan."""
    words = [plain(word) for word in form.replace("-", " ").split()]
    return tuple(word[: max(4, len(word) - 2)] for word in words if len(word) > 2 and word not in _PLAIN_WORDS)
