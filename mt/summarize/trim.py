"""A text's own sentence without what can go: its long rest, its first words that say nothing, its brackets."""

import re
from collections.abc import Iterator
from itertools import pairwise

from mt.document import SummarySentence
from mt.support.grammar import CLAUSE_STARTS
from mt.support.shorten import Shortening
from mt.support.tokens import QUOTES

from .source import Source

LONG = 30
"""Words up to which a sentence is left as it is."""

_SHARE = 0.8  # of a sentence that may stay: less is not worth the loss
_LEAST = 9  # words that must be left
_OPENER = re.compile(
    r"^It (?:should|must) be (?:noted|mentioned) that |^It is (?:worth (?:noting|mentioning)|noteworthy|noted) that ",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*\([^()]*\)")


def own(source: Source, at: int) -> SummarySentence:
    """Return a sentence of the source as one of a summary, shortened where it is long and that can be done."""
    sentence = source.sentences[at]
    text = trimmed(sentence, source.evidence.shortening(at))
    return SummarySentence(text, (at,), "source" if text == sentence else "shortened")


def trimmed(sentence: str, shortening: Shortening) -> str:
    """Return the longest shortening of ``sentence`` of at most :data:`LONG` words, else the shortest, else itself.

    It is made by leaving away the sentence's rest, and believed by the same check as a model's words;
    ``shortening`` is what was read of ``sentence``.
    """
    if len(sentence.split()) <= LONG:
        return sentence
    found = {len(text.split()): text for text in _candidates(sentence, shortening) if not shortening.fault(text)}
    fit = max((words for words in found if words <= LONG), default=min(found, default=0))
    return found.get(fit, sentence)


def _candidates(sentence: str, shortening: Shortening) -> Iterator[str]:
    """Beginnings of the sentence up to where a clause begins: a phrase less may be what the verb needs."""
    for token, after in pairwise(shortening.source):
        if token.kind == "mark" and token.low not in QUOTES:
            continue
        if after.kind == "word" and after.low not in CLAUSE_STARTS:
            continue
        text = _OPENER.sub("", _BRACKET.sub("", sentence[: token.end]))
        if _LEAST <= len(text.split()) <= _SHARE * len(sentence.split()) and text.count('"') % 2 == 0:
            yield text[0].upper() + text[1:].removesuffix(".") + "."
