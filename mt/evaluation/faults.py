"""Faults of a hypothesis that need no reference, counted alike for every system.

They are those of :mod:`mt.checks` that a reader cannot see in a fluent English line, and gross
mismatches of length.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from mt.checks import is_loop, lost_numbers
from mt.document import Summary
from mt.normalize import ARABIC_LETTER

KINDS = {
    "empty": "nothing came out",
    "loop": "a phrase is repeated over and over",
    "number": "a number of the source has no counterpart",
    "arabic": "Arabic letters were left in the English",
    "length": "the line is less than a third or more than three times as long as its reference",
}


def find_faults(source: str, hypothesis: str, *, reference: str = "") -> tuple[str, ...]:
    """Return the kinds (keys of :data:`KINDS`) of fault in one hypothesis, each at most once."""
    if not hypothesis.strip():
        return ("empty",) if source.strip() else ()
    # Words, not characters, and a floor of 5: short lines vary by chance.
    ratio = len(hypothesis.split()) / max(len(reference.split()), 5) if reference else 1.0
    found = {
        "loop": is_loop(hypothesis),
        "number": bool(lost_numbers(source, hypothesis)),
        "arabic": bool(ARABIC_LETTER.search(hypothesis)),
        "length": ratio > 3 or (ratio < 1 / 3 and len(reference.split()) >= 5),
    }
    return tuple(kind for kind, wrong in found.items() if wrong)


def count_faults(faults: Iterable[Sequence[str]]) -> dict[str, int]:
    """Return how many segments have each kind of fault; every kind is a key."""
    counts = Counter(kind for kinds in faults for kind in kinds)
    return {kind: counts[kind] for kind in KINDS}


def count_number_errors(sources: Sequence[str], faults: Sequence[Sequence[str]]) -> dict[str, int]:
    """Return how many sources have digits, and how many of those lost a number or date in their hypothesis.

    >>> count_number_errors(["قتل 5 جنود", "عام ٢٠١٧", "نعم"], [["number"], [], ["number"]])
    {'with_digits': 2, 'number_errors': 1}
    """
    own = [kinds for source, kinds in zip(sources, faults, strict=True) if re.search(r"\d", source)]
    return {"with_digits": len(own), "number_errors": sum("number" in kinds for kinds in own)}


def length_ratio(hypotheses: Sequence[str], references: Sequence[str]) -> float:
    """Return words of all hypotheses over words of all references; 0 when there are no references."""
    words = sum(len(text.split()) for text in references)
    return sum(len(text.split()) for text in hypotheses) / words if words else 0.0


def unsupported(source: str, summary: Summary) -> tuple[str, ...]:
    """Return names and numbers of a summary that its source text does not hold: grounds to doubt it.

    A name is a capitalized word inside a sentence. Letters and digits only are compared, so
    "al-Hijazi" is supported by "Al Hijazi".
    """
    held = {_bare(word) for word in re.findall(r"[^\W_]+", source)}
    doubtful = []
    for sentence in summary.sentences:
        words = re.findall(r"[^\W_]+", sentence.text)
        # A sentence's first word is capitalized whatever it is.
        doubtful += [
            w for i, w in enumerate(words) if (w[0].isdigit() or (i and w[0].isupper())) and _bare(w) not in held
        ]
    return tuple(doubtful)


def _bare(word: str) -> str:
    return word.casefold().removesuffix("s")
