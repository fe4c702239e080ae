"""The text to be summarized: its sentences, what supports what, and its parts that fit a model."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from mt.segment import cut, segment_english
from mt.support import Evidence, Likeness, content

PAGE_BREAK = "\f"
"""What stands between the texts of several pages on one story: a form feed."""

_HEADLINE = 25  # words of a headline at most


@dataclass(frozen=True)
class Source:
    """A text as its sentences in order, numbered from 0; a line break ends a sentence.

    ``starts`` are the numbers at which its pages begin, 0 first; ``headlines`` those of the sentences of their
    headlines; ``doubtful`` those of sentences that should not stand in a summary where others can.
    """

    lines: tuple[str, ...]
    sentences: tuple[str, ...]
    starts: tuple[int, ...] = (0,)
    headlines: frozenset[int] = frozenset()
    doubtful: frozenset[int] = frozenset()

    @classmethod
    def of(cls, text: str, *, doubtful: Collection[int] = (), headline: Collection[int] = ()) -> "Source":
        r"""Return ``text`` as a source; white space is made single, blank lines are dropped.

        Where the sentences of the ``headline`` are not known, a page's first line is one when it looks like it.

        >>> Source.of("Rain fell. Snow fell.\fThe army left.").starts
        (0, 2)
        """
        lines: list[str] = []
        sentences: list[str] = []
        starts: list[int] = []
        headlines: set[int] = set()
        for page in text.split(PAGE_BREAK):
            own = [" ".join(line.split()) for line in page.splitlines() if line.strip()]
            if own:
                starts.append(len(sentences))
                lines += own
                sentences += segment_english(own[0])
                if len(own) > 1 and _is_headline(own[0]):
                    headlines |= {*range(starts[-1], len(sentences))}
                sentences += [sentence for line in own[1:] for sentence in segment_english(line)]
        if len(sentences) > len(headline):
            headlines.update(headline)
        starts = starts or [0]
        return cls(tuple(lines), tuple(sentences), tuple(starts), frozenset(headlines), frozenset(doubtful))

    @cached_property
    def evidence(self) -> Evidence:
        """What the sentences hold, read when first asked for."""
        return Evidence(self.sentences)

    @cached_property
    def likeness(self) -> Likeness:
        """The looser check of what the sentences hold, for a model's words where they are asked for."""
        return Likeness(self.sentences)

    @property
    def words(self) -> int:
        """How many words the text has."""
        return sum(len(line.split()) for line in self.lines)

    @cached_property
    def body(self) -> tuple[int, ...]:
        """The positions of its sentences without those of headlines."""
        return tuple(at for at in range(len(self.sentences)) if at not in self.headlines)

    def place(self, at: int) -> int:
        """How many sentences of its page stand before one of the body, without those of the headline."""
        start = self.starts[bisect_right(self.starts, at) - 1]
        return sum(before not in self.headlines for before in range(start, at))

    def announced(self, at: int) -> frozenset[str]:
        """The content words of the headline of the page on which a sentence stands; none where it has none."""
        return self._announced[bisect_right(self.starts, at) - 1]

    @cached_property
    def _announced(self) -> tuple[frozenset[str], ...]:
        pages = zip(self.starts, (*self.starts[1:], len(self.sentences)), strict=True)
        return tuple(
            frozenset(content(" ".join(self.sentences[at] for at in range(*page) if at in self.headlines)))
            for page in pages
        )


def _is_headline(line: str) -> bool:
    """Whether a page's first line is no sentence of its text: a short one that does not end with one full stop."""
    bare = line.rstrip("\"'”’»)] ")
    return len(line.split()) <= _HEADLINE and (not bare.endswith(".") or bare.endswith(".."))


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
