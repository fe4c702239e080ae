"""Whether a sentence in other words may be believed: the looser check, for those who ask for a model's words.

Most of the sentence's content words must stand in one sentence of the source or in two neighbours, near each
other as in the claim, and there every number (as a value) and every name, beside the words that stand beside
it. It cannot see who does what to whom, so what passes can be false; :class:`~mt.support.Evidence` can.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from .evidence import Support
from .facts import Facts
from .places import Places
from .words import names, numbers, stem, stems, words

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


class Likeness:
    """A source, read once, to be asked about many sentences.

    >>> source = Likeness(["Rain fell.", "The army took the city.", "Twelve men were killed."])
    >>> source.support("The army took the city and killed twelve men.")
    Support(sources=(1, 2), fault='')
    >>> source.support("The army killed 13 men.").fault
    'not there: 13'
    """

    def __init__(self, source: Sequence[str]) -> None:
        self._facts = [_Words(sentence) for sentence in source]
        self._places = Places(fact.words for fact in self._facts)

    def support(self, sentence: str) -> Support:
        """Return the sentences that carry ``sentence``, at most :data:`MOST`, and what they lack.

        The first is the one that holds most of its words, the second the one that adds most.
        """
        claim = _Claim(sentence)
        found = Support((), "nothing is like it" if claim.words else "")
        left = set(claim.words)
        while left and (found.fault or not found.sources) and len(found.sources) < MOST:
            # From far apart a weak model joins what one place has with what is said of another.
            likely = self._places.nearest(left, most=_LOOKED_AT, beside=found.sources)
            gains = {i: left & claim.held(self._facts[i]) for i in likely}
            best = max(gains, key=lambda i: (len(gains[i]), -i), default=-1)
            if not gains.get(best):
                break
            left -= gains[best]
            chosen = tuple(sorted((*found.sources, best)))
            found = Support(chosen, claim.fault([self._facts[i] for i in chosen]))
        return found


class _Words(Facts):
    """The words of a sentence too, and which stand near each other."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        order = stems(sentence)
        self.times = Counter(order)
        self.words = set(order)
        self.pairs = {_pair(a, b) for at, a in enumerate(order) for b in order[at + 1 : at + 1 + _REACH]}


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

    def held(self, fact: _Words) -> set[str]:
        """The words of this sentence that ``fact`` holds, numbers and names in any spelling."""
        found = self.words & fact.words
        if found:
            found |= {stem(name) for name in self.names if fact.has_name(name)}
            found |= {stem(w) for number in self.numbers if fact.has_number(number) for w in words(number.text)}
        return found & self.words

    def fault(self, facts: Sequence[_Words]) -> str:
        """What ``facts`` do not say of this sentence; empty when they say enough."""
        if lost := self.missing(facts):
            return f"not there: {', '.join(lost)}"
        if self._stutters(facts):
            return "repeats itself"
        plain = self.words - self.exact
        share = len(plain & set().union(*(fact.words for fact in facts))) / len(plain) if plain else 1.0
        if share < ENOUGH:
            return "too much in words of its own"
        return "" if self._together(facts) >= TOGETHER else "put together from far apart"

    def missing(self, facts: Sequence[_Words]) -> tuple[str, ...]:
        """Numbers and names for which no one of ``facts`` has them, and enough of the words around them."""
        figures = [(number.text, [f for f in facts if f.has_number(number)]) for number in self.numbers]
        called = [(name, [f for f in facts if f.has_name(name)]) for name in self.names]
        lost = []
        for shown, having in (*figures, *called):
            around = self._around(stem(words(shown)[0])) if words(shown) else set()
            if not any(len(around & fact.words) >= _BESIDE * len(around) for fact in having):
                lost.append(shown)
        return tuple(dict.fromkeys(lost))

    def _around(self, word: str) -> set[str]:
        """The plain content words near ``word``."""
        at = self.order.index(word) if word in self.order else 0
        return {*self.order[max(0, at - _NEAR) : at], *self.order[at + 1 : at + 1 + _NEAR]} - self.exact

    def _together(self, facts: Sequence[_Words]) -> float:
        """The share of neighbouring plain words that stand near each other in one of ``facts``."""
        pairs = {_pair(a, b) for a, b in pairwise(word for word in self.order if word not in self.exact) if a != b}
        held = sum(any(pair in fact.pairs for fact in facts) for pair in pairs)
        return held / len(pairs) if pairs else 1.0

    def _stutters(self, facts: Sequence[_Words]) -> bool:
        return any(n > 1 and n > max(fact.times[word] for fact in facts) for word, n in self.times.items())


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)
