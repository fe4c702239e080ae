"""What is a clause and what only a part of one, told by closed word classes and the form of verbs."""

from collections.abc import Sequence
from itertools import pairwise

from .grammar import (
    ARTICLES,
    AUXILIARIES,
    CLAUSE_STARTS,
    DETERMINERS,
    HEDGES,
    JOINING,
    MUST_GO_ON,
    NEGATIONS,
    PERHAPS_VERBS,
    PLACES,
    PREPOSITIONS,
    QUANTITIES,
    RELATIVES,
    SAYING,
    SUBORDINATE,
    UNFINISHED,
)
from .tokens import BREAKS, Token

_BEHIND = PLACES | {"today", "yesterday", "as", "between"}
_DANGLING = (
    (PREPOSITIONS - {"up", "down", "out", "off", "over"})
    | ARTICLES
    | AUXILIARIES
    | {"and", "or", "that", "to", "especially", "particularly", "notably", "including", "such", "namely", "even"}
)
_NEEDED = HEDGES | QUANTITIES | NEGATIONS
_OPENING = SUBORDINATE - {"where", "when"}
_PARTING = BREAKS | (CLAUSE_STARTS - PLACES)


def main_verb(source: Sequence[Token]) -> int:
    """Return where the first verb stands that belongs to no relative clause; the length where there is none."""
    relative = False
    for at, token in enumerate(source):
        before = source[at - 1] if at else None
        if token.low in RELATIVES or (token.low == "that" and before and not (before.named or before.verb)):
            relative = True
        elif token.verb and not (before and before.verb) and not _is_participle(source, at):
            if not relative:
                return at
            relative = False
    return len(source)


def _is_participle(source: Sequence[Token], at: int) -> bool:
    """Whether a verb only describes the noun before it: "a study produced by", "a statement issued today"."""
    if at == 0 or at + 1 >= len(source) or source[at - 1].verb:
        return False
    low, after = source[at].low, source[at + 1]
    if low.endswith("ed") and after.low == "by":
        return True
    return low in UNFINISHED and (after.kind == "day" or after.low in _BEHIND)


def is_whole(said: Sequence[Token]) -> bool:
    """Whether a sentence can stand by itself: it has a verb, so has each clause in it, and it does not break off."""
    words = [token for token in said if token.kind != "mark"]
    if not words or main_verb(said) == len(said) or words[-1].low in _DANGLING:
        return False
    spoken = {token.start for token in words if token.low in SAYING and not comes_last(said, token)}
    if words[-1].start in spoken or _says_nothing(words, spoken):
        return False
    openers = [at for at, token in enumerate(words) if token.low in _OPENING]
    openers += [at for at, token in enumerate(words) if token.low in MUST_GO_ON and token.start in spoken]
    return all(_goes_on(words, at) for at in openers)


def _goes_on(words: Sequence[Token], at: int) -> bool:
    """Whether the clause that ``words[at]`` opens has a verb."""
    rest = words[at + 1 :]
    if words[at].low in RELATIVES:
        return any(token.verb or token.low in PERHAPS_VERBS for token in rest)
    if words[at].low != "that" and any(token.low == "that" for token in rest):
        return True  # "said on Monday that": that clause is looked at by itself
    return main_verb(rest) < len(rest) or (len(rest) > 1 and any(t.low in PERHAPS_VERBS for t in rest))


def _says_nothing(words: Sequence[Token], spoken: set[int]) -> bool:
    """Whether only phrases stand behind the last verb of speech: "confirmed on Friday, regarding the points that"."""
    last = max((at for at, token in enumerate(words) if token.start in spoken), default=-1)
    rest = words[last + 1 :]
    if last < 0 or not rest or not (rest[0].low in PREPOSITIONS or rest[0].when):
        return False
    if any(token.low == "that" and not after.verb for token, after in pairwise(rest)):
        return False  # "in a statement that it rained"; "the points that were raised" are points
    return main_verb(rest) == len(rest) and not any(begins_noun_phrase(rest, at) for at in range(1, len(rest)))


def begins_noun_phrase(words: Sequence[Token], at: int) -> bool:
    """Whether a noun phrase begins at ``at`` that no preposition holds: "on Friday *the* opening"."""
    return words[at].low in DETERMINERS and words[at - 1].low not in PREPOSITIONS


def comes_last(said: Sequence[Token], saying: Token) -> bool:
    """Whether a verb of speech stands behind what was said: "It rained, a farmer told the radio."."""
    commas = [at for at, token in enumerate(said) if token.low == "," and token.start < saying.start]
    # "The minister, who went to Sfax, said that": the clause before the comma says who speaks, not what.
    return bool(commas) and main_verb(said[: commas[-1]]) < commas[-1]


def ends_with_speaker(rest: Sequence[Token]) -> bool:
    """Whether the last part of a sentence says who said it: ", a source told the radio."."""
    commas = [at for at, token in enumerate(rest) if token.low in BREAKS]
    last = [token for token in rest[commas[-1] if commas else 0 :] if token.kind != "mark"]
    if not last or last[0].low in CLAUSE_STARTS or last[0].low.endswith("ing"):
        return False
    return any(token.low in SAYING for token in last)


def first_part_has_verb(rest: Sequence[Token]) -> bool:
    """Whether the first phrase of a sentence's rest holds a verb: then it was the subject's."""
    for before, token in pairwise(rest):
        if token.verb:
            return True
        name = before.named and token.low == "and"
        if before is not rest[0] and not name and token.low in _PARTING:
            return False
    return False


def joins(gap: Sequence[Token]) -> bool:
    """Whether a word stands in it that joins clauses or things of a list."""
    return any(token.low in JOINING for token in gap)


def is_left_freely(token: Token) -> bool:
    """Whether a word may go wherever it stands: an article, a mark, "also", "quickly"."""
    return token.empty or (token.low.endswith("ly") and not token.named and token.low not in _NEEDED)
