"""The other way to a term: write its English into the Arabic, and let the model carry it over.

Models copy Latin words, and build the sentence around them. The words of the new source stand elsewhere than
those of the old one, so the alignment is brought back.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .entries import Occurrence


@dataclass(frozen=True, slots=True)
class Mixed:
    """A sentence with some terms in English; ``origins`` has, for each of its words, those that it stands for."""

    text: str
    origins: tuple[tuple[int, ...], ...]

    def back(self, alignment: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        """Return an alignment of ``text`` as one of the original sentence."""
        return tuple(sorted({(s, t) for mixed, t in alignment for s in self.origins[mixed]}))

    def forth(self, alignment: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        """Return an alignment of the original sentence as one of ``text``."""
        pairs = ((m, t) for s, t in alignment for m, own in enumerate(self.origins) if s in own)
        return tuple(sorted(set(pairs)))


def mix(sentence: str, occurrences: Sequence[Occurrence]) -> Mixed:
    """Return ``sentence`` with the English of ``occurrences`` in their places.

    A conjunction or preposition written in one word with the term stays as a word; its article goes.

    >>> from mt.glossary import Entry, Glossary
    >>> sentence = "أعلنوا ولاءهم لداعش، أمس."
    >>> mix(sentence, Glossary((Entry("داعش", "ISIS"),)).find(sentence)).text
    'أعلنوا ولاءهم ل ISIS، أمس.'
    """
    words = sentence.split()
    starts = {occurrence.first: occurrence for occurrence in occurrences}
    texts, origins, at = list[str](), list[tuple[int, ...]](), 0
    while at < len(words):
        occurrence = starts.get(at)
        if occurrence is None:
            texts.append(words[at])
            origins.append((at,))
            at += 1
            continue
        own = tuple(range(occurrence.first, occurrence.last + 1))
        new = _english(" ".join(words[i] for i in own), occurrence).split()
        texts += new
        origins += [own] * len(new)
        at = occurrence.last + 1
    return Mixed(" ".join(texts), tuple(origins))


def _english(stretch: str, occurrence: Occurrence) -> str:
    """The words of an occurrence with what stands around them, in English."""
    opening, _, closing = stretch.partition(occurrence.text)
    letter = occurrence.prefix[:-1] if occurrence.prefix.endswith("لل") else occurrence.prefix.removesuffix("ال")
    return f"{opening}{letter}{' ' if letter else ''}{occurrence.english}{closing}"
