"""What is done when a hypothesis goes round in circles or does not come to an end: a ladder of other ways.

A rung is climbed only by the sentences that the ones below it did not mend, and each sentence keeps the
best of what was tried. What the rungs mend is counted by ``benchmarks/loops.py``.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from .document import Flag, Translation
from .engine import Decoding
from .join import checked, join
from .rewritten import Rewritten
from .segment import cut

# A window of twelve words with at most five different ones: 15 of 67,000 lines of English news and 0 of
# 3,400 human translations have one, nearly all of them songs and slogans. Blocking repeats turns
# "him him him him" into "him his him him hin", which only this sees.
_WINDOW, _FEW = 12, 5
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

_HELD_DOWN = re.compile(r"([^\W\d_])\1{2,}")
_LONGEST_UNIT = 8  # words; longer ones come again in refrains only
_KEPT = 2  # of a word or phrase that is repeated, so that the reader still sees that it is


@dataclass(frozen=True, slots=True)
class Rung:
    """One other way to decode a sentence: without its own repeats, in ``parts``, ``greedy``, repeats forbidden.

    ``ban`` is the length in pieces of sequences that may not come twice (0: all may); ``penalty`` divides
    the log-probability of pieces that were written before. With ``collapse`` only sentences that repeat
    themselves are decoded again, without the repeats.
    """

    name: str
    collapse: bool = False
    ban: int = 0
    penalty: float = 1.0
    parts: int = 1
    greedy: bool = False

    def decoding(self, decoding: Decoding) -> Decoding:
        """Return ``decoding`` as this rung alters it."""
        return replace(
            decoding,
            no_repeat_ngram_size=self.ban or decoding.no_repeat_ngram_size,
            repetition_penalty=max(self.penalty, decoding.repetition_penalty),
            beam_size=1 if self.greedy else decoding.beam_size,
        )


LADDER = (
    Rung("source's repeats left out", collapse=True),
    Rung("ban", ban=3),
    Rung("ban and penalty", ban=3, penalty=1.2),
    Rung("in two parts", ban=3, penalty=1.2, parts=2),
    Rung("greedy in two parts", ban=2, penalty=1.5, parts=2, greedy=True),
)
"""The rungs in order, the least intrusive first."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A translation that may have to be done again; ``unfinished`` says that it ran into the decoding limit."""

    translation: Translation
    unfinished: bool = False

    @property
    def loops(self) -> bool:
        """Whether the English repeats itself and the Arabic does not."""
        if any(flag.kind == "loop" for flag in self.translation.flags):
            return True
        return stutters(self.translation.text) and not stutters(self.translation.source)

    @property
    def is_wrong(self) -> bool:
        """Whether it should be done again."""
        return self.unfinished or self.loops

    def or_better(self, other: "Draft") -> "Draft":
        """Return ``other`` if it is less wrong; of two loops the more probable one is the shorter lie."""
        mine, others = (self.loops, self.unfinished), (other.loops, other.unfinished)
        if mine != others:
            return self if mine < others else other
        return other if other.translation.score > self.translation.score else self

    def instead_of(self, old: Translation, text: Rewritten) -> "Draft":
        """Return this draft of ``text``, which was written for the source of ``old``, as one of that source."""
        own = self.translation
        others = tuple(other for other in (old.text, *old.alternatives) if other != own.text)
        new = replace(
            own,
            source=old.source,
            pieces_in=old.pieces_in,
            alignment=tuple(sorted({(s, t) for word, t in own.alignment for s in text.words[word]})),
            alternatives=others[: len(old.alternatives)],
        )
        return replace(self, translation=checked(new))

    def flagged(self) -> Translation:
        """Return the translation, with a flag if it stutters and no other check has said so."""
        if not self.loops or any(flag.kind == "loop" for flag in self.translation.flags):
            return self.translation
        flag = Flag("loop", "the model says little in many words; read the source")
        return replace(self.translation, flags=(flag, *self.translation.flags), confidence="low")


Search = Callable[[Sequence[str], Decoding], list[Draft]]


@dataclass(frozen=True, slots=True)
class Retry:
    """The ladder, with what it needs: how to decode texts, and how many pieces a text has."""

    ladder: tuple[Rung, ...]
    search: Search
    count: Callable[[str], int]

    def mend(self, drafts: Sequence[Draft], decoding: Decoding) -> list[Draft]:
        """Return ``drafts`` with the wrong ones replaced by the best that a rung found."""
        done = list(drafts)
        wrong = [i for i, draft in enumerate(done) if draft.is_wrong]
        for rung in self.ladder:
            for i, other in self._climb({i: done[i].translation.source for i in wrong}, rung, decoding).items():
                done[i] = done[i].or_better(other)
            wrong = [i for i in wrong if done[i].is_wrong]
        return done

    def _climb(self, texts: dict[int, str], rung: Rung, decoding: Decoding) -> dict[int, Draft]:
        if rung.collapse:
            shorter = {i: collapse(text) for i, text in texts.items()}
            shorter = {i: short for i, short in shorter.items() if short.text != texts[i]}
            found = self._searched([short.text for short in shorter.values()], rung.decoding(decoding))
            return {i: short.restored(found[short.text], texts[i]) for i, short in shorter.items()}
        clauses = {i: self._parts(text, rung.parts) for i, text in texts.items()}
        found = self._searched([c.strip() for parts in clauses.values() for c in parts], rung.decoding(decoding))
        return {i: self._joined(texts[i], parts, found) for i, parts in clauses.items()}

    def _searched(self, texts: Sequence[str], decoding: Decoding) -> dict[str, Draft]:
        distinct = list(dict.fromkeys(texts))
        return dict(zip(distinct, self.search(distinct, decoding), strict=True)) if distinct else {}

    def _parts(self, text: str, parts: int) -> tuple[str, ...]:
        if parts == 1 or " " not in text:
            return (text,)
        # A part may be longer than the others by a third: cut to the piece, the longer half would be cut again.
        return cut(text, count=self.count, limit=math.ceil(self.count(text) * 4 / (3 * parts)))

    @staticmethod
    def _joined(text: str, clauses: Sequence[str], found: dict[str, Draft]) -> Draft:
        drafts = [found[clause.strip()] for clause in clauses]
        whole = join(text, clauses, [d.translation for d in drafts], "the model lost its way in the sentence, so it")
        return Draft(whole, any(draft.unfinished for draft in drafts))


@dataclass(frozen=True, slots=True)
class Collapsed:
    """A text without its repeats; ``words`` are the positions that its words had before."""

    text: str
    words: tuple[int, ...]

    def restored(self, draft: Draft, source: str) -> Draft:
        """Return ``draft`` as one of ``source``, with a flag that says what was left out."""
        own = draft.translation
        flag = Flag("repeats", "the source repeats itself; its repeats were left out")
        alignment = tuple((self.words[s], t) for s, t in own.alignment)
        return replace(draft, translation=replace(own, source=source, alignment=alignment, flags=(*own.flags, flag)))


def collapse(text: str) -> Collapsed:
    """Leave out what is said three times and more in a row: letters held down, words, phrases of up to 8 words.

    >>> collapse("جداااااا رائع رائع رائع رائع").text
    'جدا رائع رائع'
    """
    words = [_HELD_DOWN.sub(_once, word) for word in text.split()]
    keys = ["".join(_WORD.findall(word)) or word for word in words]
    kept: list[int] = []
    at = 0
    while at < len(words):
        size, times = max(_repeats(keys, at), key=lambda found: found[0] * (found[1] - 1))
        kept += range(at, at + size * min(times, _KEPT))
        at += size * times
    return Collapsed(" ".join(words[i] for i in kept), tuple(kept))


def _once(match: re.Match[str]) -> str:
    # Laughter ("ههههه") is a word of its own and stays one.
    return match[1] * 3 if match[0] == match.string else match[1]


def _repeats(keys: Sequence[str], at: int) -> list[tuple[int, int]]:
    """How often the units that begin at ``at`` come in a row, where it is often enough to be left out."""
    found = [(1, 1)]
    for size in range(1, min(_LONGEST_UNIT, (len(keys) - at) // (_KEPT + 1)) + 1):
        unit, times = keys[at : at + size], 1
        while keys[at + times * size : at + (times + 1) * size] == unit:
            times += 1
        if times > _KEPT and any(_WORD.search(key) for key in unit):
            found.append((size, times))
    return found


def stutters(text: str) -> bool:
    """Whether somewhere in ``text`` twelve words in a row are hardly more than a few different ones.

    >>> stutters("he told his him him his hin him him with him him to him him")
    True
    """
    words = _WORD.findall(text.lower())
    if len(words) - len(set(words)) < _WINDOW - _FEW:  # so many repeats are in such a window
        return False
    return any(len(set(words[i : i + _WINDOW])) <= _FEW for i in range(len(words) - _WINDOW + 1))
