"""The text to be summarized: its sentences, what supports what, and its parts that fit a model."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from mt.segment import cut, segment_english
from mt.support import Evidence


@dataclass(frozen=True)
class Source:
    """A text as its sentences in order, numbered from 0; a line break ends a sentence."""

    lines: tuple[str, ...]
    sentences: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Source":
        """Return ``text`` as a source; white space is made single, blank lines are dropped."""
        lines = tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())
        return cls(lines, tuple(sentence for line in lines for sentence in segment_english(line)))

    @cached_property
    def evidence(self) -> Evidence:
        """What the sentences hold, read when first asked for."""
        return Evidence(self.sentences)

    @property
    def words(self) -> int:
        """How many words the text has."""
        return sum(len(line.split()) for line in self.lines)

    @property
    def body(self) -> range:
        """The positions of its sentences without a headline: a first line that ends without a stop."""
        return range(1 if len(self.sentences) > 1 and self.sentences[0][-1].isalnum() else 0, len(self.sentences))


def divide(lines: Sequence[str], *, encode: Callable[[str], list[str]], limit: int, parts: int = 1) -> list[list[str]]:
    """Group lines, in order, into parts of at most ``limit`` pieces, about even and at least ``parts`` of them.

    Every piece of every line is in exactly one part. A line is cut only where it does not fit.
    """
    total = sum(len(encode(line)) for line in lines)
    if not total:
        return []
    wanted = max(parts, -(-total // limit))
    # A last part of two sentences would be summarized as if it mattered as much as the others.
    size = -(-total // wanted)
    clauses = [clause for line in lines for clause in cut(line, count=lambda t: len(encode(t)), limit=limit)]
    divided: list[list[str]] = [[]]
    for pieces in map(encode, clauses):
        if divided[-1] and (len(divided[-1]) + len(pieces) > limit or len(divided[-1]) + len(pieces) // 2 > size):
            divided.append([])
        divided[-1] += pieces
    return divided
