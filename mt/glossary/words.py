"""Arabic words for comparison: one spelling each, and what may be written together with a stem."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..normalize import normalize

# What is written as one word with a noun: a conjunction, then a preposition or the article, or both.
_JOINED = [join + rest for join in ("", "و", "ف") for rest in ("", "ب", "ل", "ك", "س", "ال", "بال", "كال", "لل")]
_ARTICLES = ("ال", "لل")
_FUTURE = ("ي", "ت", "ن", "ا")  # س stands before verbs only, which begin so: سماء is no س with ماء
# Of shorter stems too many words are made by a letter before them: ولد is no و with لد.
_SHORTEST = 3
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "ك", "كم", "كن", "نا", "ي")
PLURALS = ("ون", "ين", "ان", "ات", "تان", "تين")
_ENDINGS = ("ا", "ه", *PLURALS, *_PRONOUNS, *(f"ت{p}" for p in _PRONOUNS))
# With these the ه that a feminine noun ends with is gone: كتيبة, كتيبات, كتيبته.
_IN_PLACE_OF_HEH = ("ات", "تان", "تين", *(f"ت{p}" for p in _PRONOUNS))
# لـ«داعش»: a prefix keeps to its word across a quotation mark.
_ACROSS_A_QUOTE = re.compile(f"\\b({'|'.join(sorted(filter(None, _JOINED), key=len, reverse=True))})[\"'(]+(?=\\w)")
_CLOSES = re.compile(r"[،,.؛;:!?؟…)\]/]")


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word, the position in ``split()`` of the word it is in, and whether a mark follows it."""

    text: str
    word: int
    closed: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A word as ``prefix`` + ``stem`` + ``ending``; ``definite`` when the article is in the prefix."""

    stem: str
    prefix: str
    ending: str

    @property
    def definite(self) -> bool:
        """Whether the article is in the prefix."""
        return self.prefix.endswith(_ARTICLES)


def fold(text: str) -> str:
    """Return ``text`` in the one spelling that is compared: no vowels, one alef, one yeh, ه for ة.

    >>> fold("كَتيبـة البتّار")
    'كتيبه البتار'
    """
    return normalize(text, fold_letters=True).replace("ة", "ه")


def tokens(text: str) -> list[Token]:
    """Return the words of ``text`` in order; signs between letters part words, signs around them go.

    >>> [(token.text, token.word) for token in tokens("قالت لـ«داعش» إن تونس/ليبيا")]
    [('قالت', 0), ('لداعش', 1), ('ان', 2), ('تونس', 3), ('ليبيا', 3)]
    """
    return [
        Token(part, position, closed) for position, word in enumerate(text.split()) for part, closed in _parts(word)
    ]


@lru_cache(maxsize=2048)
def _parts(word: str) -> tuple[tuple[str, bool], ...]:
    """The folded words in ``word``, and whether a mark that ends a clause follows each."""
    folded = _ACROSS_A_QUOTE.sub(r"\1", fold(word))
    parts = re.findall(r"([^\W_]+)([\W_]*)", folded)
    return tuple((part, bool(_CLOSES.search(after))) for part, after in parts)


@lru_cache(maxsize=2048)
def readings(token: str) -> tuple[Reading, ...]:
    """Return the ways to read a folded word, the plainest first.

    >>> [(r.prefix, r.stem) for r in readings("لكتيبه") if not r.ending]
    [('', 'لكتيبه'), ('ل', 'كتيبه')]
    """
    found = [reading for prefix in _JOINED if token.startswith(prefix) for reading in _stems(token, prefix)]
    return tuple(dict.fromkeys(sorted(found, key=lambda r: len(r.prefix) + len(r.ending))))


def _stems(token: str, prefix: str) -> Iterator[Reading]:
    rest = token[len(prefix) :]
    stems = [rest]
    if prefix.endswith("لل"):
        stems.append("ل" + rest)  # ل and اللجنة make للجنة: one ل is not written
    if prefix.endswith("س") and not rest.startswith(_FUTURE):
        return
    for stem in stems:
        if not prefix or len(stem) >= _SHORTEST:
            yield Reading(stem, prefix, "")
        for ending in _ENDINGS:
            if stem.endswith(ending) and len(stem) - len(ending) >= _SHORTEST:
                base = stem[: -len(ending)]
                yield Reading(base, prefix, ending)
                if ending in _IN_PLACE_OF_HEH:
                    yield Reading(base + "ه", prefix, ending)
