"""Which sentences of a source carry a summary sentence, and what in it they do not carry."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mt.values.value import Value

from .words import FUNCTION, amounts, is_same_name, names, numbers, stem, stems, words

ENOUGH = 0.7
"""Share of a sentence's content words that its supporting sentences must hold."""

MOST = 2
"""Sentences of the source that may carry one sentence together."""

TOGETHER = 0.5
"""Share of its pairs of neighbouring content words that must stand near each other in a supporting sentence."""

_REACH = 5  # content words from one of a pair to the other
_NEAR = 3  # content words on either side of a number or name: they tell whose it is
_BESIDE = 0.25  # the share of them that must stand beside it in the source too
_LOOKED_AT = 12  # sentences whose names and numbers are compared in every spelling

_CAPITALS = re.compile(r"\b[A-Z]\w+(?:\s+(?:of|and|the|for)?\s*[A-Z]\w+)+")
_SPELLED = {"us": "united states american america", "uk": "united kingdom british britain", "un": "united nations"}
_SPELLED |= {
    "eu": "european union",
    "uae": "united arab emirates emirati",
    "isis": "islamic state",
    "is": "islamic state",
}


@dataclass(frozen=True, slots=True)
class Support:
    """What a source says to one sentence.

    ``sources`` are positions of the supporting sentences in the source, from 0, in order; ``share`` is the
    part of the content words that they hold (1 for a sentence without any) and ``together`` that of its
    neighbouring pairs; ``stutters`` says that a content word comes again more often than in any of the
    sources, as weak models do it; ``missing`` are the numbers and names that they do not hold, or hold beside other
    words, as the sentence writes them.
    """

    sources: tuple[int, ...]
    share: float
    together: float
    missing: tuple[str, ...] = ()
    stutters: bool = False

    @property
    def holds(self) -> bool:
        """Whether the sentence may be believed."""
        return not (self.missing or self.stutters) and self.share >= ENOUGH and self.together >= TOGETHER


class Evidence:
    """A source, read once, to be asked about many sentences.

    >>> source = Evidence(["Rain fell.", "The army took the city.", "Twelve men were killed."])
    >>> source.support("The army took the city and killed twelve men.")
    Support(sources=(1, 2), share=1.0, together=0.75, missing=(), stutters=False)
    >>> source.support("The army killed 13 men.").missing
    ('13',)
    """

    def __init__(self, source: Sequence[str]) -> None:
        self.sentences = tuple(source)
        self._facts = [_Facts(sentence) for sentence in source]
        self._places: dict[str, list[int]] = {}  # of each content word: a long text is asked very often
        for at, fact in enumerate(self._facts):
            for word in fact.words:
                self._places.setdefault(word, []).append(at)

    def support(self, sentence: str) -> Support:
        """Return the sentences that carry ``sentence``, at most :data:`MOST`, and what they lack.

        The first is the one that holds most of its words, the second the one that adds most.
        """
        claim = _Claim(sentence)
        found = Support((), *((0.0, 0.0) if claim.words else (1.0, 1.0)))
        left = set(claim.words)
        while left and not found.holds and len(found.sources) < MOST:
            gains = {i: left & claim.held(self._facts[i]) for i in self._likely(left, found.sources)}
            best = max(gains, key=lambda i: (len(gains[i]), -i), default=-1)
            if not gains.get(best):
                break
            left -= gains[best]
            chosen = tuple(sorted((*found.sources, best)))
            found = claim.weighed(chosen, [self._facts[i] for i in chosen])
        return found

    def _likely(self, wanted: set[str], chosen: Sequence[int]) -> list[int]:
        """The sentences with most of the words, of those that stand beside the chosen ones.

        From far apart a weak model joins what one place has with what is said of another.
        """
        shared = Counter(
            at for word in wanted for at in self._places.get(word, ()) if all(abs(at - i) <= 1 for i in chosen)
        )
        return sorted(shared, key=lambda at: (-shared[at], at))[:_LOOKED_AT]

    def lacks(self, sentence: str) -> tuple[str, ...]:
        """Return the numbers and names of ``sentence`` that stand nowhere in the source: surely invented."""
        return _Claim(sentence).missing(self._facts)


def is_supported(sentence: str, source: Sequence[str]) -> bool:
    """Whether the sentences of ``source`` carry ``sentence``; for many of them keep one :class:`Evidence`."""
    return Evidence(source).support(sentence).holds


class _Facts:
    """What one sentence of a source holds."""

    def __init__(self, sentence: str) -> None:
        order = stems(sentence)
        self.times = Counter(order)
        self.words = set(order)
        self.pairs = {_pair(a, b) for at, a in enumerate(order) for b in order[at + 1 : at + 1 + _REACH]}
        self.amounts = amounts(sentence)
        found = {word.casefold() for word in words(sentence) if word[0].isupper()}
        runs = ([word[0] for word in run.split() if _is_initial(word)] for run in _CAPITALS.findall(sentence))
        found |= {"".join(initials).casefold() for initials in runs}
        self.names = found | {name for short in found for name in _SPELLED.get(short, "").split()}

    def has_name(self, name: str) -> bool:
        """Whether some name here can stand for ``name``."""
        return name.casefold() in self.names or any(is_same_name(name, word) for word in self.names)

    def has_number(self, number: Value) -> bool:
        """Whether one of its readings is here."""
        return any(self.amounts.issuperset(way) for way in number.ways)


def _is_initial(word: str) -> bool:
    """Whether a word's first letter stands in an abbreviation: "The United States" is US."""
    return word[0].isupper() and word.lower() not in FUNCTION


class _Claim:
    """A sentence to be supported."""

    def __init__(self, sentence: str) -> None:
        self.order = stems(sentence)
        self.words = set(self.order)
        self.times = Counter(self.order)
        self.numbers = numbers(sentence)
        self.names = names(sentence)
        # What must be held as a value or a name, whatever its spelling.
        self.exact = {stem(word) for text in (*self.names, *(n.text for n in self.numbers)) for word in words(text)}

    def held(self, fact: _Facts) -> set[str]:
        """The words of this sentence that ``fact`` holds, numbers and names in any spelling."""
        found = self.words & fact.words
        if found:
            found |= {stem(name) for name in self.names if fact.has_name(name)}
            found |= {stem(w) for number in self.numbers if fact.has_number(number) for w in words(number.text)}
        return found & self.words

    def weighed(self, places: tuple[int, ...], facts: Sequence[_Facts]) -> Support:
        """What ``facts``, which stand at ``places``, say to this sentence together."""
        plain = self.words - self.exact
        share = len(plain & set().union(*(fact.words for fact in facts))) / len(plain) if plain else 1.0
        return Support(places, share, self._together(facts), self.missing(facts, beside=_BESIDE), self._stutters(facts))

    def missing(self, facts: Sequence[_Facts], *, beside: float = 0.0) -> tuple[str, ...]:
        """Numbers and names for which no one of ``facts`` has them, and that share of the words around them."""
        figures = [(number.text, [f for f in facts if f.has_number(number)]) for number in self.numbers]
        called = [(name, [f for f in facts if f.has_name(name)]) for name in self.names]
        lost = []
        for shown, having in (*figures, *called):
            around = self._around(stem(words(shown)[0])) if beside and words(shown) else set()
            if not any(len(around & fact.words) >= beside * len(around) for fact in having):
                lost.append(shown)
        return tuple(dict.fromkeys(lost))

    def _around(self, word: str) -> set[str]:
        """The plain content words near ``word``."""
        at = self.order.index(word) if word in self.order else 0
        return {*self.order[max(0, at - _NEAR) : at], *self.order[at + 1 : at + 1 + _NEAR]} - self.exact

    def _together(self, facts: Sequence[_Facts]) -> float:
        """The share of neighbouring plain words that stand near each other in one of ``facts``."""
        pairs = {_pair(a, b) for a, b in pairwise(word for word in self.order if word not in self.exact) if a != b}
        held = sum(any(pair in fact.pairs for fact in facts) for pair in pairs)
        return held / len(pairs) if pairs else 1.0

    def _stutters(self, facts: Sequence[_Facts]) -> bool:
        return any(n > 1 and n > max(fact.times[word] for fact in facts) for word, n in self.times.items())


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)
