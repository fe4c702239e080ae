"""How much of a sentence a person would take into a summary, as far as its form tells."""

import math

from mt.support import names, numbers

WEIGHTS = (0.179, 0.126, 0.050, 0.128, -0.168)
"""Of the five :func:`features`: fitted by ``benchmarks/sentence_worth.py`` on 400 articles with their summaries."""

_NUMBERS = 4  # beyond that it is a table


def worth(sentence: str, place: int) -> float:
    """Return the share of a sentence's pairs of words that a summary is expected to hold.

    ``place`` counts the sentences of the page from 0. Early sentences, figures and names are worth telling, long
    sentences less of their length.

    >>> worth("The army lost 20 men in Sirte on Friday.", 0) > worth("The army lost men in the city this week.", 0)
    True
    """
    return sum(weight * value for weight, value in zip(WEIGHTS, features(sentence, place), strict=True))


def features(sentence: str, place: int) -> tuple[float, ...]:
    """Return what :func:`worth` looks at: one, place, numbers, share of names, length."""
    length = len(sentence.split())
    return (
        1.0,
        1 / (1 + place),
        min(len(numbers(sentence)), _NUMBERS) / _NUMBERS,
        len(names(sentence)) / max(1, length),
        math.log(max(3, length)) / 4,
    )
