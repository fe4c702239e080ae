"""What may be left out inside a sentence, and what of its end, so that the rest still says what the whole said."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from .clauses import (
    begins_noun_phrase,
    comes_last,
    ends_with_speaker,
    first_part_has_verb,
    is_left_freely,
    joins,
    main_verb,
)
from .grammar import (
    ARTICLES,
    ATTRIBUTING,
    AUXILIARIES,
    CLAUSE_STARTS,
    COMPLETE,
    CONDITIONS,
    HEDGES,
    JOINING,
    NAME_PARTS,
    NEGATIONS,
    OPENERS,
    PERHAPS_VERBS,
    PERIODS,
    PLACES,
    PREPOSITIONS,
    PRONOUNS,
    QUANTITIES,
    RELATIVES,
    SAYING,
    SPEAKING_ON,
    SUBORDINATE,
    TURNING_NOUNS,
    UNFINISHED,
    UNITS,
)
from .tokens import BREAKS, QUOTES, Token

_MODIFIERS = 4  # words before a noun that may go
_APART = 6  # words back from a cut in which "between" forbids it
_PAIRS = frozenset(("between", "both", "either", "neither", "from"))
_BRACKETS = (("(", ")"), ("[", "]"))
_OPENING_BRACKETS = frozenset("([")
_SINCE = frozenset(("since", "after"))
_NO_SUBJECT = PREPOSITIONS | SUBORDINATE
_WHEREVER = PLACES - {"on", "by", "under"}
_NO_DESCRIPTION = PREPOSITIONS | JOINING | SUBORDINATE
_NOT_BEHIND = UNITS | PREPOSITIONS | JOINING | SUBORDINATE | PERHAPS_VERBS
_ANEW = PREPOSITIONS | SUBORDINATE | {"to"}
_SUBJECTS = ARTICLES | PRONOUNS
_CLAUSES = CLAUSE_STARTS - PLACES - {"as"}
_PHRASES = PREPOSITIONS - CLAUSE_STARTS - {"to"}
_AFTER_PHRASE = JOINING | {"that", "to"}
_OPENING = PLACES - {"by", "under"}
_BEFORE_PHRASE = PREPOSITIONS | JOINING
_RELATIVE = RELATIVES | {"that"}
_SPEECH = SAYING | SPEAKING_ON
_BARE = ARTICLES | QUOTES
_NO_CLAUSE = BREAKS | SAYING


class Gaps:
    """A sentence's tokens, to be asked whether those between two that are kept may go.

    Positions count from 0; -1 stands for what is before the first token, the number of tokens for the end.
    """

    def __init__(self, source: Sequence[Token]) -> None:
        self.source = list(source)
        self._verb = main_verb(self.source)
        self.may_go = cache(self._may_go)

    def _may_go(self, kept: int, next_kept: int) -> bool:
        """Whether the tokens between two places may be left out: at once, or as two things in a row."""
        start, end = kept + 1, next_kept
        rest = end == len(self.source)
        if self._rest(kept, start) if rest else self._one(kept, start, end):
            return True
        splits = (at for at in range(start + 1, end) if self._one(kept, start, at))
        return any(self._rest(kept, at) if rest else self._one(kept, at, end) for at in splits)

    def _one(self, kept: int, start: int, end: int) -> bool:
        """Whether the tokens from ``start`` to ``end`` are one thing that may go."""
        gap = self.source[start:end]
        if all(map(is_left_freely, gap)):
            return True
        if _turns(gap) or self._is_described(gap, end):
            return False
        return (
            (kept < 0 and _is_opener(gap))
            or self._is_aside(gap, start, end)
            or self._is_clause(gap, kept, end)
            or self._is_phrase(gap, kept, end)
            or self._is_description(gap, kept, end)
        )

    def _is_aside(self, gap: list[Token], start: int, end: int) -> bool:
        """What stands between brackets, commas or dashes: an apposition, a phrase, a relative clause."""
        first, last = gap[0].low, gap[-1].low
        if (first, last) in _BRACKETS:
            # "amounted to (2.5%)", "(1.7) million": a figure in brackets may be the one that is meant.
            return any(token.kind == "word" and token.low not in UNITS for token in gap)
        if first not in BREAKS or not (last in BREAKS or self.source[end].low in BREAKS):
            return False
        inner = [token for token in gap if token.kind != "mark"]
        if not inner or inner[0].low in RELATIVES:
            return not inner or any(token.verb for token in inner)
        participle = inner[0].low.endswith(("ing", "ed")) and inner[0].low not in _SPEECH
        phrase = inner[0].low in PREPOSITIONS
        if phrase and start <= self._verb and any(token.named for token in inner):
            return False
        if not (participle or phrase or self._is_apposition(start, end)):
            return False
        rest = inner[1:] if participle else inner
        # "opened, for the first time since the war, a bridge": without a verb it is the time of the phrase.
        listed = joins([token for token in inner if not (phrase and token.low in _SINCE)])
        clause = phrase and any(begins_noun_phrase(inner, at) for at in range(2, len(inner)))  # "of the way the army"
        return not (
            listed
            or clause
            or any(token.verb or token.low in SUBORDINATE or token.low in SPEAKING_ON for token in rest)
        )

    def _is_described(self, gap: list[Token], end: int) -> bool:
        """Whether a relative clause follows: without ``gap`` it would describe another noun."""
        behind = self._behind(end)
        return behind is not None and behind.low in RELATIVES and gap[0].low not in _OPENING_BRACKETS

    def _is_apposition(self, start: int, end: int) -> bool:
        """Whether what stands between two commas may name the noun before it again, and is no subject or object."""
        before, behind = self.source[:start], self._behind(end)
        if not before or before[-1].kind != "word" or before[-1].verb or before[-1].low in PERIODS:
            return False
        if behind is None or not (behind.verb or behind.low in PREPOSITIONS or behind.low in _AFTER_PHRASE - JOINING):
            return False  # of a list, or what a relative clause is about
        if start <= self._verb:  # "In the north, the governor met": that is who met
            return any(part[0].low not in _NO_SUBJECT and not part[0].when for part in _parts(before))
        verb = max(at for at, token in enumerate(before) if token.verb)
        after = before[verb + 1 :]
        return bool(after) and after[0].low not in PREPOSITIONS and not after[0].when and after[0].low != "this"

    def _behind(self, end: int) -> Token | None:
        """The first token from ``end`` on that is no mark."""
        return next((token for token in self.source[end:] if token.kind != "mark"), None)

    def _is_clause(self, gap: list[Token], kept: int, end: int) -> bool:
        """A relative clause without commas: the verb of what it describes follows it."""
        if kept < 0 or gap[0].low not in _RELATIVE or gap[-1].low in AUXILIARIES or joins(gap):
            return False
        owner = self.source[kept]
        inside = any(token.verb for token in gap) and not any(token.low in _NO_CLAUSE for token in gap)
        return inside and self.source[end].verb and not owner.verb and owner.low not in SAYING

    def _is_phrase(self, gap: list[Token], kept: int, end: int) -> bool:
        """A phrase of place or time: "in a statement", "near the city of Sirte"."""
        if kept < 0 or gap[0].low not in PLACES or joins(gap):
            return False
        if any(token.low in BREAKS or token.verb or token.low in SUBORDINATE for token in gap):
            return False
        before, after = self.source[kept], self.source[end]
        held = before.verb and before.low not in SAYING  # "called on the rebels": the verb needs it
        whose = kept < self._verb and any(token.named for token in gap)  # "the minister in Tunis" is another's
        if held or whose or any(begins_noun_phrase(gap, at) for at in range(2, len(gap))):
            return False
        ends = after.verb or after.kind in ("mark", "day") or after.low in _AFTER_PHRASE
        return ends or (after.low in PREPOSITIONS and after.low not in ("of", "than"))

    def _is_description(self, gap: list[Token], kept: int, end: int) -> bool:
        """Words at the beginning of a noun's description: "the *new* law", "*Health Minister* Said Aidi"."""
        body = [token for token in gap if token.low not in _BARE]
        after = self.source[end]
        if not self._begins_phrase(gap, kept) or not 0 < len(body) <= _MODIFIERS or joins(body):
            return False
        if any(t.kind == "mark" or t.verb or t.low in _NO_DESCRIPTION or t.low in QUANTITIES for t in body):
            return False
        if after.verb or after.kind != "word" or after.low in _NOT_BEHIND or after.low.endswith("est"):
            return False
        if after.named:  # A title before a name may go; the half of a name may not.
            return body[-1].low not in NAME_PARTS
        # Whose army it was says which.
        return not any(token.named for token in body[0 if kept >= 0 else 1 :])

    def _begins_phrase(self, gap: list[Token], kept: int) -> bool:
        if kept < 0 or gap[0].low in ARTICLES:
            return True
        before = self.source[kept]
        return before.verb or before.low in _BEFORE_PHRASE

    def _rest(self, kept: int, start: int) -> bool:
        """Whether the sentence may end before ``start``: a clause or phrase begins that changes nothing before it."""
        rest = [token for token in self.source[start:] if token.low not in QUOTES]
        words = [token for token in rest if token.kind != "mark"]
        if not words:
            return True
        if kept < 0 or self._rest_is_needed(kept, start, words) or ends_with_speaker(rest):
            return False
        first = words[0].low
        if rest[0].low in BREAKS or self.source[start].low in QUOTES:
            # "opened, for the first time, | a bridge": a verb may still wait for what it does.
            phrase = first in _PHRASES and not (self.source[kept].verb or first_part_has_verb(rest))
            return phrase or first in CLAUSE_STARTS or first.endswith("ing")
        time = first in ("this", "next", "last") and words[1:] and words[1].low in PERIODS
        clause = first in _CLAUSES
        # "the decision came | after prices fell": a verb may need what follows it.
        if self.source[kept].verb or self.source[kept - 1].low == "to":
            return time or self._is_complete(kept, clause, first)
        return time or clause or first in PLACES

    def _rest_is_needed(self, kept: int, start: int, words: Sequence[Token]) -> bool:
        """Whether the rest says what was before it, who said it, or on what condition."""
        first, second = words[0], words[1:2]
        if first.verb or "that" in (first.low, self.source[start - 1].low):
            return True  # "The pilot, who was 30, | had fled", "He said | that"
        if self._is_in_aside(kept, start):
            return True
        if any(token.low in ATTRIBUTING for token in words) or self._is_speech_to_come(kept, words):
            return True
        if first.low in CONDITIONS or (first.low == "and" and second and second[0].low in CONDITIONS):
            return True
        earlier = {token.low for token in self.source[max(0, kept - _APART) : kept + 1]}
        return first.low == "and" and not (_PAIRS.isdisjoint(earlier) and _opens_anew(words[1:]))

    def _is_in_aside(self, kept: int, start: int) -> bool:
        """Whether an aside right behind a verb is open: "opened, for the first time | since the war, a bridge"."""
        comma = max((at for at in range(1, kept + 1) if self.source[at].low == ","), default=0)
        return comma > 0 and self.source[comma - 1].verb and any(token.low == "," for token in self.source[start:])

    def _is_speech_to_come(self, kept: int, words: Sequence[Token]) -> bool:
        """Whether what is said only comes in the rest: "He announced in Tunis, | on Friday, that"."""
        before = self.source[: kept + 1]
        last = max((at for at, token in enumerate(before) if token.low in SAYING), default=-1)
        if last < 0 or comes_last(before, before[last]):
            return False
        begun = any(token.low == "that" or token.verb for token in before[last + 1 :])
        return not begun and any(token.low == "that" for token in words)

    def _is_complete(self, at: int, clause: bool, preposition: str) -> bool:
        """Whether the verb says all by itself: "was arrested in Sirte", "died in", not "called on the rebels"."""
        low = self.source[at].low
        passive = at > 0 and self.source[at - 1].low in ("was", "were", "been", "being") and low not in UNFINISHED
        return (passive or low in COMPLETE) and (clause or preposition in _WHEREVER)


def _parts(source: Sequence[Token]) -> Iterator[list[Token]]:
    """The parts of a sentence between its marks."""
    for mark, part in groupby(source, key=lambda token: token.kind == "mark"):
        if not mark:
            yield list(part)


def _is_opener(gap: Sequence[Token]) -> bool:
    """Whether a sentence's first words say nothing of their own: "It should be noted that", "On Friday morning,"."""
    words = [token for token in gap if token.kind == "word" and token.low != "that"]
    if " ".join(token.low for token in words) in OPENERS:
        return True
    if not words or words[0].low not in _OPENING or gap[-1].low != "," or joins(gap):
        return False
    return not any(token.verb or token.named or token.low in TURNING_NOUNS for token in words[1:])


def _turns(gap: Sequence[Token]) -> bool:
    """Whether a gap holds a word that turns what is said; of a relative clause only who says it counts."""
    if any(token.low in ATTRIBUTING for token in gap):
        return True
    if any(token.low in RELATIVES for token in gap):
        return False
    return any(token.low in NEGATIONS or token.low.endswith("n't") or token.low in HEDGES for token in gap)


def _opens_anew(words: Sequence[Token]) -> bool:
    """Whether a clause or a new phrase follows an "and", not the last thing of a list or one more description."""
    if not words:
        return False
    first = words[0]
    if first.verb or first.low in _ANEW:
        return True
    return first.low in _SUBJECTS and first_part_has_verb(words)
