"""A source with some words said otherwise, for another search, and where its words stand in the old one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text; ``words`` has, for each of its words, the positions of the old ones that it stands for."""

    text: str
    words: tuple[range, ...]


def word_positions(text: str, start: int, part: str) -> range:
    """Return the positions in ``text.split()`` of the words that ``part``, which begins at ``start``, is of.

    >>> word_positions("وصلوا من العراق أمس", 9, "العراق")
    range(2, 3)
    """
    inside = start > 0 and not text[start - 1].isspace()
    first = len(text[:start].split()) - inside
    return range(first, first + len(part.split()))
