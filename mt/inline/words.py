"""The words of a translation, and which spans of the source each belongs to by its alignment."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from mt.document import TranslatedParagraph, Translation
from mt.inline.runs import Source, Style, common

# Words that English adds or moves where Arabic has a prefix or nothing: alone they are no sign of a span.
_SMALL_WORDS = (
    "a an the of in on at to for from by with and or but that which who as is are was were be been being has have "
    "had do does did will would its his her their it he she they this these those there not"
)
_SMALL = frozenset(_SMALL_WORDS.split())
_WORD = re.compile(r"\S+")
_CORE = re.compile(r"[^\W_](?:.*[^\W_])?[%°]?|[%$€£¥].*", re.DOTALL)


@dataclass(slots=True)
class Word:
    """A word of the translation, and where the source words that it is aligned with begin and end."""

    text: str
    start: int
    sentence: int
    sources: list[tuple[int, int]] = field(default_factory=list)
    style: Style = ()

    @property
    def end(self) -> int:
        """The place behind it."""
        return self.start + len(self.text)

    @property
    def core(self) -> tuple[int, int]:
        """Where it starts and ends without stops and quotation marks."""
        found = _CORE.search(self.text)
        return (self.start + found.start(), self.start + found.end()) if found else (self.start, self.end)

    @property
    def is_small(self) -> bool:
        """Whether it says nothing of a span by itself."""
        start, end = self.core
        word = self.text[start - self.start : end - self.start]
        return not self.sources or word.lower() in _SMALL or not any(map(str.isalnum, word))


@dataclass(frozen=True, slots=True)
class Bounds:
    """A sentence: its characters in source and translation, and the spans that all of it is in."""

    source: tuple[int, int]
    target: tuple[int, int]
    base: Style


def words_of(source: Source, english: TranslatedParagraph) -> tuple[list[Word], list[Bounds]]:
    """The words of a translation with the style of what each is aligned with, and its sentences."""
    words: list[Word] = []
    bounds: list[Bounds] = []
    for number, (sentence, start, at) in enumerate(_sentences(source, english)):
        theirs = [(start + found.start(), start + found.end()) for found in _WORD.finditer(sentence.source)]
        ours = [Word(found[0], at + found.start(), number) for found in _WORD.finditer(sentence.text)]
        for i, j in _pairs(sentence, len(theirs)):
            if i < len(theirs) and j < len(ours):
                ours[j].sources.append(theirs[i])
        end = start + len(sentence.source)
        for word in ours:
            word.style = _chosen(word, source)
        base = source.shared(start, end, most=not any(word.sources for word in ours))
        bounds.append(Bounds((start, end), (at, at + len(sentence.text)), base))
        words += ours
    _fill(words, bounds)
    return words, bounds


def _sentences(source: Source, english: TranslatedParagraph) -> Iterator[tuple[Translation, int, int]]:
    """Each sentence, and where it begins in source and translation."""
    texts = [sentence.text for sentence in english.sentences if sentence.text]
    starts, cursor = [], 0
    for sentence in english.sentences:
        starts.append(source.text.find(sentence.source, cursor))
        cursor = max(cursor, starts[-1] + len(sentence.source))
    if " ".join(texts) != english.translation or -1 in starts or not starts:
        yield Translation(source.text, english.translation, 0.0), 0, 0
        return
    at = 0
    for sentence, start in zip(english.sentences, starts, strict=True):
        yield sentence, start, at
        at += len(sentence.text) + 1 if sentence.text else 0


def _pairs(sentence: Translation, count: int) -> Sequence[tuple[int, int]]:
    if sentence.alignment or sentence.origin != "copied":
        return sentence.alignment
    return [(i, i) for i in range(count)]


def _chosen(word: Word, source: Source) -> Style:
    """The style of the source word, or of most of them, in doubt the richer one.

    Where only a part of a source word is in a span, as a name behind a prefixed "and", a small word is
    taken to be the prefix.
    """
    if not word.sources:
        return ()
    votes = Counter(source.styles[s] if word.is_small else source.style(s, e) for s, e in word.sources)
    return max(votes, key=lambda style: (votes[style], len(style)))


def _fill(words: Sequence[Word], bounds: Sequence[Bounds]) -> None:
    """Give words without alignment what their neighbours share; beyond a sentence's end is what all of it has."""
    for number, group in groupby(words, key=lambda word: word.sentence):
        base = bounds[number].base
        own = list(group)
        aligned = [i for i, word in enumerate(own) if word.sources]
        for left, right in pairwise([-1, *aligned, len(own)]):
            before = own[left].style if left >= 0 else base
            after = own[right].style if right < len(own) else base
            for word in own[left + 1 : right]:
                word.style = common(before, after)
