"""Whether one sentence is a shortening of another: the same said by the same, only with less about it.

The words of the shorter one must stand in the longer one in the same order, and whatever is left out must
be something that can go: a bracket, a relative clause, an apposition, a phrase of place or time, a
description before a noun, or the rest of the sentence from where a clause or phrase begins. A subject
cannot lose its verb to its neighbour then, because no clause may be jumped over. What was said, denied,
planned or feared keeps the words that say so, and a quantity its "more than".
"""

import re
from collections.abc import Iterator, Sequence

from .clauses import is_whole
from .gaps import Gaps
from .tokens import Token, ends_properly, tokens

# What is said, and by whom, as English papers write it.
_SAID_BEHIND = re.compile(r"(?P<what>.+),[\"”]? (?P<who>[^,]+ (?:said|says|told [^,]+))(?: on \w+day)?\.$")


def fault(claim: str, sentence: str) -> str:
    """Return why ``claim`` is no shortening of ``sentence``; empty when it is one.

    >>> fault("The army took the city.", "The Minister said that the army, which is small, took the city.")
    'leaves out: The Minister said that the'
    >>> fault("The army took the city.", "The army, which is small, took the city on Friday.")
    ''
    """
    return Shortening(tokens(sentence)).fault(claim)


class Shortening:
    """A sentence, read once, to be compared with shorter forms of it."""

    def __init__(self, source: Sequence[Token]) -> None:
        self.source = list(source)
        self._days = [token.low for token in self.source if token.kind == "day"]
        self._gaps = Gaps(self.source)

    def fault(self, claim: str) -> str:
        """Return why ``claim`` is no shortening of this sentence; empty when it is one."""
        reasons = [self._fault(form) for form in _forms(claim)]
        return "" if "" in reasons else reasons[0]

    def _fault(self, claim: str) -> str:
        said = tokens(claim)
        if [token.low for token in said] == [token.low for token in self.source]:
            return ""
        if not ends_properly(claim) or not is_whole(said):
            return "is no whole sentence"
        if other := next((t.text for t in said if t.kind == "day" and t.low not in self._days), ""):
            return f"not there: {other}"
        return self._aligned(list(self._wanted(said)))

    def _wanted(self, said: Sequence[Token]) -> Iterator[Token]:
        """The words that must be found, in order.

        A weekday that is the sentence's only one may stand elsewhere, and "has said" is what is "said" here.
        """
        perfect = any(token.low in ("has", "have", "had") for token in self.source)
        for token, after in zip(said, [*said[1:], None], strict=True):
            if (token.kind == "day" and self._days != [token.low]) or (
                not token.empty and (perfect or token.low not in ("has", "have") or not (after and after.verb))
            ):
                yield token

    def _aligned(self, wanted: Sequence[Token]) -> str:
        """Follow every way to find ``wanted`` in order with only what may go left out."""
        source, ends = self.source, {-1}
        for token in wanted:
            places = [at for at, other in enumerate(source) if token.same(other)]
            found = {at for at in places if any(end < at and self._gaps.may_go(end, at) for end in ends)}
            if not found:
                return self._lost(token, places, ends)
            ends = found
        if any(self._gaps.may_go(end, len(source)) for end in ends):
            return ""
        return f"leaves out: {self._text(max(ends), len(source))}"

    def _lost(self, token: Token, places: Sequence[int], ends: set[int]) -> str:
        """Why a word was not found behind what was found before it."""
        if not places:
            return f"not there: {token.text}"
        nearest = min(((at - end, end, at) for at in places for end in ends if end < at), default=None)
        return f"leaves out: {self._text(*nearest[1:])}" if nearest else f"out of order: {token.text}"

    def _text(self, start: int, end: int) -> str:
        return " ".join(token.text for token in self.source[start + 1 : end])


def _forms(claim: str) -> Iterator[str]:
    """A claim, and the same with who says it in front: "It rained, he said." is "He said it rained."."""
    yield claim
    if behind := _SAID_BEHIND.match(claim):
        yield f"{behind['who']} that {behind['what']}."
