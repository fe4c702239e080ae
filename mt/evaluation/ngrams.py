"""Which words and phrases one system gets right more often than another."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = re.compile(r"\w+(?:['-]\w+)*|[^\w\s]")
_LONGEST = 4  # words
_TOP = 15  # phrases on each side


@dataclass(frozen=True, slots=True)
class NgramDifference:
    """Phrases of the references: (phrase, matches of the first system, matches of ``system``).

    ``better`` are those that ``system`` matches more often, ``worse`` those it matches less often.
    """

    system: str
    better: tuple[tuple[str, int, int], ...]
    worse: tuple[tuple[str, int, int], ...]


def ngram_differences(
    system: str, references: Sequence[str], first: Sequence[str], second: Sequence[str]
) -> NgramDifference:
    """Compare how often the n-grams of the references, of 1 to 4 words, come out of two systems.

    A match is clipped to the count in the reference, segment by segment, as in BLEU.
    """
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for reference, *hypotheses in zip(references, first, second, strict=True):
        wanted = _ngrams(reference)
        for counter, hypothesis in zip(counts, hypotheses, strict=True):
            # Intersection of counters is the clipped match.
            counter.update(wanted & _ngrams(hypothesis))
    phrases = set(counts[0]) | set(counts[1])
    # One added to both: 3 against 0 says less than 30 against 10.
    weight = {p: (counts[1][p] - counts[0][p]) / (counts[1][p] + counts[0][p] + 1) ** 0.5 for p in phrases}
    order = sorted(phrases, key=lambda p: (-weight[p], p))
    rows = [(p, counts[0][p], counts[1][p]) for p in order]
    better = [row for row in rows[:_TOP] if row[2] > row[1]]
    worse = [row for row in reversed(rows[-_TOP:]) if row[2] < row[1]]
    return NgramDifference(system, tuple(better), tuple(worse))


def _ngrams(text: str) -> Counter[str]:
    words = _TOKEN.findall(text)
    found: Counter[str] = Counter()
    for n in range(1, _LONGEST + 1):
        found.update(" ".join(words[i : i + n]) for i in range(len(words) - n + 1))
    return found
