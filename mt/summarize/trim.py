"""A text's own sentence without what can go: its long rest, its first words that say nothing, its brackets."""

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from mt.document import SummarySentence
from mt.support import content
from mt.support.grammar import CLAUSE_STARTS, RELATIVES, SPEAKING_ON
from mt.support.shorten import Shortening
from mt.support.tokens import QUOTES

from .source import Source

LONG = 40
"""Words up to which a sentence is left as it is."""

_HELD = 50  # words up to which a shortening may come that holds what the headline says
_SHARE = 0.8  # of a sentence that may stay: less is not worth the loss
_LEAST = 9  # words that must be left
_OPENER = re.compile(
    r"^It (?:should|must) be (?:noted|mentioned) that |^It is (?:worth (?:noting|mentioning)|noteworthy|noted) that ",
    re.IGNORECASE,
)
# A participle of saying without what was said, the first of things that were listed.
_EMPTY_END = re.compile(
    rf"(?:, [a-z]+|\b(?:{'|'.join(sorted(SPEAKING_ON))}|emphasi[sz]ing|highlighting|revealing)(?: out)?)\W*$"
)
_BRACKET = re.compile(r"\s*\([^()]*\)")


def own(source: Source, at: int) -> SummarySentence:
    """Return a sentence of the source as one of a summary, shortened where it is long and that can be done.

    What the headline of its page says of it stays, where that does not make it too long.
    """
    sentence = source.sentences[at]
    kept = source.announced(at) & content(sentence) if len(sentence.split()) > LONG else frozenset()
    text = trimmed(sentence, source.evidence.shortening(at), kept=kept)
    status = "source" if text == sentence else "shortened"
    return SummarySentence(text + "." * text[-1].isalnum(), (at,), status)


def trimmed(sentence: str, shortening: Shortening, *, kept: Collection[str] = ()) -> str:
    """Return the longest shortening of ``sentence`` of at most :data:`LONG` words, else the shortest, else itself.

    It is made by leaving away the sentence's rest, and believed by the strict check; ``shortening`` is what was read
    of ``sentence``. One that holds the content words ``kept`` goes before others up to 50 words.
    """
    if len(sentence.split()) <= LONG:
        return sentence
    found = {text: len(text.split()) for text in _candidates(sentence, shortening) if not shortening.fault(text)}
    found[sentence] = len(sentence.split())
    holding = {text: words for text, words in found.items() if words <= _HELD and content(text).issuperset(kept)}
    choice = holding or found
    fit = [text for text, words in choice.items() if words <= LONG]
    return max(fit, key=found.__getitem__) if fit else min(choice, key=found.__getitem__)


def _candidates(sentence: str, shortening: Shortening) -> Iterator[str]:
    """Beginnings of the sentence up to where a clause begins: a phrase less may be what the verb needs."""
    for token, after in pairwise(shortening.source):
        if token.kind == "mark" and token.low not in QUOTES:
            continue
        if after.kind == "word" and after.low not in CLAUSE_STARTS:
            continue
        if after.low in RELATIVES and token.kind != "mark":
            continue  # "a man who killed his friend": without a comma it says which
        text = _OPENER.sub("", _BRACKET.sub("", sentence[: token.end]))
        if text.count('"') % 2 or _EMPTY_END.search(text):
            continue
        if _LEAST <= len(text.split()) <= _SHARE * len(sentence.split()):
            yield text[0].upper() + text[1:].removesuffix(".") + "."
