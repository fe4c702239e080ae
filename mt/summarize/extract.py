"""A text's own most central sentences as its summary.

Centrality is LexRank (Erkan and Radev, "LexRank: Graph-based Lexical Centrality as Salience in Text
Summarization", JAIR 22, 2004): sentences vote for those that resemble them, as pages do in PageRank.
It is computed here because it must always be at hand: it stands in for a model's summary that fails its
checks, and the maintained packages bring HTML parsers and data to download along.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from mt.document import SummarySentence
from mt.support import content, names, numbers, stem, stems

from .source import Source

_LINK = 0.1  # cosine at which two sentences count as alike: the paper's best threshold
_DAMPING = 0.85  # chance to follow a link, as in PageRank; the paper's is 0.85 too
_REPEAT = 0.6  # share of the shorter sentence's content words that another one holds: it says it again
_SAME = 0.8
_LONGEST = 60  # words; a longer sentence is mostly a list or a fault of segmentation


def extract(source: Source, words: int) -> tuple[SummarySentence, ...]:
    """Return the most central sentences, about ``words`` words of them, in the order of the text.

    A sentence that says again what a chosen one says is passed over.
    """
    return own_sentences(source, sorted(central(source, words)))


def central(source: Source, words: int) -> list[int]:
    """Return the places of the sentences that :func:`extract` returns, the most central first."""
    sentences = source.sentences
    ranks = dict(zip(source.body, centrality([sentences[at] for at in source.body]), strict=True))
    usable = [at for at in ranks if len(sentences[at].split()) <= _LONGEST] or list(ranks)
    # Of equals the earlier one: news says what matters first.
    order = sorted(usable, key=lambda at: (-ranks[at], at))
    chosen: list[int] = []
    length = 0
    for at in order:
        more = len(sentences[at].split())
        if chosen and length + more > words * 1.1:
            continue
        if not repeats(sentences[at], (sentences[other] for other in chosen)):
            chosen.append(at)
            length += more
        if length >= words * 0.9:
            break
    return chosen


def own_sentences(source: Source, places: Iterable[int]) -> tuple[SummarySentence, ...]:
    """Return sentences of the source as those of a summary."""
    return tuple(SummarySentence(source.sentences[at], (at,), "source") for at in places)


def repeats(sentence: str, others: Iterable[str]) -> bool:
    """Whether ``sentence`` says again what one of ``others`` says, or less.

    >>> repeats("The army took Sirte.", ["On Friday the army took the city of Sirte."])
    True
    """
    said = content(sentence)
    exact = {stem(word) for word in names(sentence)} | {stem(number.text) for number in numbers(sentence)}
    for other in others:
        held = content(other)
        # A name or number more is something new, unless nearly all else is the same.
        enough = _REPEAT if exact <= held else _SAME
        if len(said & held) >= enough * max(1, min(len(said), len(held))):
            return True
    return False


def centrality(sentences: Sequence[str]) -> list[float]:
    """Return the LexRank of each sentence; all of them add up to 1.

    Two sentences are linked when the cosine of their content words, weighted by rarity in the text, is
    above 0.1.
    """
    import numpy as np

    count = len(sentences)
    bags = [Counter(stems(sentence)) for sentence in sentences]
    spread = Counter(word for bag in bags for word in bag)
    column = {word: at for at, word in enumerate(spread)}
    weights = np.zeros((count, max(1, len(column))))
    for row, bag in enumerate(bags):
        for word, times in bag.items():
            weights[row, column[word]] = times * (math.log(count / spread[word]) + 1e-9)
    norms = np.linalg.norm(weights, axis=1, keepdims=True)
    unit = weights / np.where(norms > 0, norms, 1)
    links = (unit @ unit.T > _LINK).astype(float)
    np.fill_diagonal(links, 1.0)
    steps = links / links.sum(axis=1, keepdims=True)
    rank = np.full(count, 1 / max(1, count))
    for _ in range(100):
        moved = (1 - _DAMPING) / count + _DAMPING * (steps.T @ rank)
        if np.abs(moved - rank).max() < 1e-9:
            break
        rank = moved
    return [float(value) for value in rank]
