"""What can be measured of a summary without asking people: is it new, is it true to its text, is it short enough.

ROUGE says how near a summary is to one that a person wrote; these say the rest.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mt.summarize import Source
from mt.support import names


@dataclass(frozen=True, slots=True)
class Qualities:
    """Means over summaries, of 0 to 1 but for ``words``.

    ``novelty`` is the share of a summary's word bigrams that its text does not have (0: copied).
    ``invented_numbers`` and ``invented_names`` are the shares of summaries with at least one that its text
    does not have anywhere, numbers by value and names in any usual form. ``words`` is the mean length.
    """

    novelty: float
    invented_numbers: float
    invented_names: float
    words: float

    def as_counts(self) -> dict[str, float]:
        """The same under the names that run files have, shares in percent."""
        return {
            "novelty": round(100 * self.novelty, 2),
            "invented_numbers": round(100 * self.invented_numbers, 2),
            "invented_names": round(100 * self.invented_names, 2),
            "summary_words": round(self.words, 2),
        }


def qualities(documents: Sequence[str], summaries: Sequence[str]) -> Qualities:
    """Measure English ``summaries`` (a sentence a line) of English ``documents``, one for each.

    >>> qualities(["The army took the city."], ["The army took Rome."]).invented_names
    1.0
    """
    found = [_one(document, summary) for document, summary in zip(documents, summaries, strict=True)]
    columns = list(zip(*found, strict=True)) or [()] * 4
    return Qualities(*(sum(column) / max(1, len(column)) for column in columns))


def obeyed(words: Sequence[int], wanted: int, *, slack: float = 0.25) -> float:
    """Return the share of lengths that are within ``slack`` of the words ``wanted``.

    >>> obeyed([50, 60, 90], 60)
    0.6666666666666666
    """
    return sum(abs(count - wanted) <= slack * wanted for count in words) / max(1, len(words))


def novelty(document: str, summary: str) -> float:
    """Return the share of the word bigrams of ``summary`` that ``document`` does not have; case does not count.

    >>> novelty("The army took the city.", "The army lost the city.")
    0.5
    """
    known, said = _bigrams(document), [pair for line in summary.splitlines() for pair in _bigrams(line)]
    return sum(pair not in known for pair in said) / len(said) if said else 0.0


def _bigrams(text: str) -> dict[tuple[str, str], None]:
    return dict.fromkeys(pairwise(re.findall(r"\w+", text.lower())))


def _one(document: str, summary: str) -> tuple[float, float, float, float]:
    evidence = Source.of(document).evidence
    numbers = called = False
    for sentence in Source.of(summary).sentences:
        lost = set(evidence.lacks(sentence))
        called = called or bool(lost & set(names(sentence)))
        numbers = numbers or bool(lost - set(names(sentence)))
    return novelty(document, summary), float(numbers), float(called), float(len(summary.split()))
