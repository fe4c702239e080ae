"""The runs of a translation: marks by alignment, atoms behind the word they stood at."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, takewhile

from mt.document import TranslatedParagraph
from mt.inline.assign import assign
from mt.inline.runs import Atom, Mark, Run, Source, Span, Style, common
from mt.inline.words import Bounds, Word, words_of

_CLOSING = ".,;:!?…)]}»”’\"'"
_MOST_SPANS = 5000  # in one paragraph; a page with more is no text, and its time would grow with their square


@dataclass(frozen=True, slots=True)
class Placed:
    """The runs of a translation, and the marks whose words have no counterpart in it.

    The texts of ``runs`` joined are the translation; only beside an atom a space may have been added.
    """

    runs: tuple[Run, ...]
    lost: tuple[Mark, ...] = ()


def unaligned(text: str) -> TranslatedParagraph:
    """Return a translation of which nothing but the words is known: :func:`place` falls back on the whole sentence."""
    return TranslatedParagraph("", text, (), line=1)


def place(runs: Sequence[Run], english: TranslatedParagraph) -> Placed:
    """Give ``english`` the marks and atoms of ``runs``, whose joined text, white space aside, is its source.

    A word takes the marks of the source word it is aligned with; one without takes those that both its
    neighbours have. Pieces of a span are joined over small words, and small words far from their span are
    left out of it. A span without aligned words is dropped, unless it is a link, which then goes to the
    nearest word that has none. A sentence without alignment keeps the marks of most of its letters. Atoms
    keep their order and follow, or precede, the word they stood at.
    """
    source = Source(runs)
    if len(source.spans) > _MOST_SPANS:
        plain = place([Run(run.text, atom=run.atom) for run in runs], english)
        return Placed(plain.runs, tuple(span.mark for span in source.spans))
    words, bounds = words_of(source, english)
    source.set_edges([b.source for b in bounds])
    lost = [span.mark for span in assign(words, bounds, source)]
    styles = _styles(english.translation, words, source)
    placed = _emit(english.translation, styles, _Places(source, words, bounds).of_atoms())
    return Placed(tuple(placed), tuple(lost))


def _styles(text: str, words: Sequence[Word], source: Source) -> list[Style]:
    """The style of every character of the translation."""
    styles: list[Style] = [()] * len(text)
    for i, word in enumerate(words):
        before = words[i - 1].style if i else ()
        after = words[i + 1].style if i + 1 < len(words) else ()
        start, end = word.core
        styles[word.start : word.end] = [word.style] * len(word.text)
        opening = _outer(word.style, [span for span in word.style if span.opens or span in before])
        closing = _outer(word.style, [span for span in word.style if span.closes or span in after])
        styles[word.start : start] = [opening] * (start - word.start)
        styles[end : word.end] = [closing] * (word.end - end)
        for s, e in word.sources:
            if source.text[s:e] == word.text:  # copied as it stood, H2O with its low 2 too
                styles[word.start : word.end] = source.styles[s:e]
    last: Style = ()
    for left, right in pairwise(words):
        last = common(styles[left.end - 1], styles[right.start])
        styles[left.end : right.start] = [last] * (right.start - left.end)
    return styles


def _outer(style: Style, kept: Sequence[Span]) -> Style:
    """The outermost of ``style``, as far as they are all ``kept``: an inner one alone would break the nesting."""
    return tuple(takewhile(kept.__contains__, style))


class _Places:
    """Finds where in the translation something belongs that stood between two characters of the source."""

    def __init__(self, source: Source, words: Sequence[Word], bounds: Sequence[Bounds]) -> None:
        self._source = source
        self._bounds = bounds
        self._ends = [b.source[1] for b in bounds]
        self._aligned: defaultdict[int, list[Word]] = defaultdict(list)  # by the start of the source word
        for word in words:
            for start, _ in word.sources:
                self._aligned[start].append(word)
        self._starts = sorted(self._aligned)

    def of_atoms(self) -> list[tuple[int, Atom]]:
        """Each atom with its place, which is never before that of the one before it."""
        places: list[tuple[int, Atom]] = []
        last = 0
        for atom in self._source.atoms:
            last = max(last, self._of(atom))
            places.append((last, atom))
        return places

    def _of(self, atom: Atom) -> int:
        text = self._source.text
        if atom.at == 0:
            return 0
        if atom.at >= len(text):
            return self._bounds[-1].target[1]
        leads = atom.after_space and not atom.before_space  # it stands at the word behind it
        sentence = self._bounds[min(bisect_left(self._ends, atom.at - (not leads)), len(self._ends) - 1)]
        start, end = sentence.source
        before = atom.at - text[: atom.at].endswith(" ")
        if before >= end or (leads and atom.at <= start):
            return sentence.target[before >= end]
        if leads and atom.at in self._aligned:
            return min(word.start for word in self._aligned[atom.at])
        # The word before it; one that is not aligned stands with the nearest before that is.
        nearest = bisect_left(self._starts, before) - 1
        if nearest < 0 or self._starts[nearest] < start:
            known = nearest + 1 < len(self._starts) and self._starts[nearest + 1] < end
            return sentence.target[0 if known else 1]
        found = self._aligned[self._starts[nearest]]
        word = max([word for word in found if not word.is_small] or found, key=lambda word: word.start)
        return word.core[1] if text[before - 1].isalnum() else word.end


def _emit(text: str, styles: Sequence[Style], places: Sequence[tuple[int, Atom]]) -> Iterator[Run]:
    """Text and atoms in order, neighbours of one style as one run."""
    start = 0
    for at, atom in [*places, (len(text), None)]:
        for style, group in groupby(range(start, at), key=lambda i: styles[i]):
            own = list(group)
            yield Run(text[own[0] : own[-1] + 1], tuple(span.mark for span in style))
        start = at
        if atom is None:
            return
        around = common(styles[at - 1], styles[at]) if 0 < at < len(text) else ()
        style = around if set(atom.style) <= set(around) else atom.style
        marks = tuple(span.mark for span in style)
        if atom.after_space and at > 0 and not text[at - 1].isspace():
            yield Run(" ", tuple(span.mark for span in around))
        yield Run("", marks, atom.run.atom)
        if atom.before_space and at < len(text) and not text[at].isspace() and text[at] not in _CLOSING:
            yield Run(" ", tuple(span.mark for span in around))
