"""A glossary: Arabic terms and the English wanted for them, and where they stand in an Arabic sentence."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from .words import PLURALS, Reading, Token, readings, tokens

FORMS = ("exact", "prefixed", "inflected")
"""Which forms of a term count: as it is written; with و ف ب ل ك س and the article before it; with endings too."""

_MARKS = "«»“”\"'‘’()[]،,.؛;:!?؟…-–"
_CONSONANT_Y = re.compile("[^aeiou]y$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One term. ``forms`` is one of :data:`FORMS`; with ``case`` the English must have these capitals."""

    source: str
    target: str
    case: bool = False
    forms: str = "prefixed"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term met in a sentence: words ``first`` to ``last`` (inclusive) of ``sentence.split()``.

    ``text`` is what stands there without marks around it, ``prefix`` what is written before the term in its
    first word, ``ending`` what its form adds to it. ``whole`` says that these words hold nothing else.
    """

    entry: Entry
    first: int
    last: int
    text: str
    prefix: str = ""
    ending: str = ""
    whole: bool = True

    @property
    def plural(self) -> bool:
        """Whether its ending makes it a plural (or, in ين, a dual, which English has no other form for)."""
        return self.ending in PLURALS

    @property
    def english(self) -> str:
        """The wanted English, in the plural where the Arabic is."""
        target = self.entry.target
        if not self.plural or target.endswith("s"):
            return target
        return f"{target[:-1]}ies" if _CONSONANT_Y.search(target) else f"{target}s"


@dataclass(frozen=True, slots=True)
class _Term:
    """An entry made ready: its folded words, the first without its article."""

    entry: Entry
    words: tuple[str, ...]
    definite: bool

    @classmethod
    def of(cls, entry: Entry) -> "tuple[_Term, ...]":
        """The ways to take the entry: the letters ال that it begins with may be its article or its own (التهاب)."""
        first, *others = (token.text for token in tokens(entry.source))
        plain = cls(entry, (first, *others), definite=False)
        if not first.startswith("ال") or len(first) <= 4:
            return (plain,)
        return cls(entry, (first[2:], *others), definite=True), plain


@dataclass(frozen=True)
class Glossary:
    """Entries to be found in sentences; ``name`` and ``digest`` (sha256 of the file) are for the record.

    >>> glossary = Glossary((Entry("كتيبة البتار", "al-Battar Brigade"),))
    >>> [(o.first, o.last, o.prefix) for o in glossary.find("مسلحون من ليبيا ينتمون لكتيبة البتار.")]
    [(4, 5, 'ل')]
    """

    entries: tuple[Entry, ...]
    name: str = "glossary"
    digest: str = ""
    _index: dict[str, list[_Term]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index = defaultdict(list)
        for entry in self.entries:
            for term in _Term.of(entry):
                index[term.words[0]].append(term)
        object.__setattr__(self, "_index", dict(index))

    def find(self, sentence: str) -> tuple[Occurrence, ...]:
        """Return the terms in ``sentence``, in order; of two that overlap that of more words counts, or the first."""
        found = tokens(sentence)
        matches = [match for at in range(len(found)) for match in self._at(found, at)]
        matches.sort(key=lambda match: match.rank)
        taken: set[int] = set()
        chosen = []
        for match in matches:
            if taken.isdisjoint(match.places):
                taken.update(match.places)
                chosen.append(match)
        chosen.sort(key=lambda match: match.at)
        words = sentence.split()
        return tuple(match.occurrence(found, words) for match in chosen)

    def _at(self, found: list[Token], at: int) -> "Iterable[_Match]":
        """The matches that begin with token ``at``."""
        for reading in readings(found[at].text):
            for term in self._index.get(reading.stem, ()):
                ending = _follows(term, found, at, reading)
                if ending is not None:
                    yield _Match(term, at, reading, ending)


@dataclass(frozen=True, slots=True)
class _Match:
    term: _Term
    at: int
    reading: Reading
    ending: str

    @property
    def places(self) -> range:
        return range(self.at, self.at + len(self.term.words))

    @property
    def rank(self) -> tuple[int, int, int]:
        """Terms of more words first, then from the left; in one place, those with less added."""
        return -len(self.term.words), self.at, len(self.reading.prefix) + len(self.ending)

    def occurrence(self, found: list[Token], words: list[str]) -> Occurrence:
        first, last = found[self.places[0]], found[self.places[-1]]
        prefix = self.reading.prefix
        if self.term.definite:  # the article belongs to the term: لل is ل and a term
            prefix = prefix.removesuffix("ال") if prefix.endswith("ال") else prefix[:-1]
        around = {token.word for token in (*found[: self.places[0]][-1:], *found[self.places[-1] + 1 :][:1])}
        text = " ".join(words[first.word : last.word + 1])
        return Occurrence(
            self.term.entry,
            first.word,
            last.word,
            text.strip(_MARKS),
            prefix,
            self.ending,
            whole=around.isdisjoint((first.word, last.word)),
        )


def _follows(term: _Term, found: list[Token], at: int, reading: Reading) -> str | None:
    """The ending of the term when the tokens from ``at`` on are a form of it, else None.

    Of several words the first is what is counted (مذكرات توقيف); its ending is the term's, if it has one.
    """
    if len(term.words) > len(found) - at or not _opens(term, reading):
        return None
    ending = reading.ending
    for i, word in enumerate(term.words[1:], at + 1):
        if found[i - 1].closed:  # a comma ends a term
            return None
        if found[i].text == word:
            continue
        if term.entry.forms == "exact":
            return None
        fits = [r for r in readings(found[i].text) if r.stem == word.removeprefix("ال") and r.prefix in ("", "ال")]
        fits = [r for r in fits if term.entry.forms == "inflected" or not r.ending]
        # The article may come to a word, but not go from it.
        fits = [r for r in fits if r.prefix == "ال" or not word.startswith("ال")]
        if not fits:
            return None
        ending = ending or fits[0].ending
    return ending


def _opens(term: _Term, reading: Reading) -> bool:
    """Whether a first word read so may be that of ``term``."""
    if term.definite and not reading.definite:
        return False
    if term.entry.forms == "exact":
        return reading.prefix == ("ال" if term.definite else "") and not reading.ending
    return not reading.ending or term.entry.forms == "inflected"
