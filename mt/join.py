"""A sentence that was decoded in clauses: one translation of all of them."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from .align import Pairs, shift
from .checks import check
from .confidence import confidence
from .document import Flag, Translation

TOLD = frozenset({"repeats", "restored-number"})
"""Kinds of flag that say what was done with a sentence: no check would find it again."""


def join(source: str, clauses: Sequence[str], parts: Sequence[Translation], reason: str) -> Translation:
    """Return one translation of ``source`` from those of its ``clauses``, which joined give it back exactly.

    Its score is the mean a piece; the n-th alternative is that of all parts together. ``reason`` begins the
    sentence of the flag that says in how many parts it was translated. A single part stays as it is.
    """
    if len(parts) == 1:
        return parts[0]
    out = sum(part.pieces_out for part in parts)
    whole = checked(
        Translation(
            source,
            " ".join(part.text for part in parts),
            sum(part.score * part.pieces_out for part in parts) / max(out, 1),
            pieces_in=sum(part.pieces_in for part in parts),
            pieces_out=out,
            cuts=len(parts) - 1 + sum(part.cuts for part in parts),
            alignment=_alignment(source, clauses, parts),
            alternatives=_alternatives(parts),
        ),
        [flag for part in parts for flag in part.flags if flag.kind in TOLD],
    )
    return replace(whole, flags=(*whole.flags, Flag("cut", f"{reason} was translated in {whole.cuts + 1} parts")))


def checked(translation: Translation, told: Sequence[Flag] = ()) -> Translation:
    """Return ``translation`` with the flags of :func:`mt.checks.check`, those ``told``, and its level of confidence."""
    flags = check(
        translation.source,
        translation.text,
        score=translation.score,
        alignment=translation.alignment,
    )
    flags = (*flags, *told)
    level = confidence(translation.score, [flag.kind for flag in flags])
    return replace(translation, flags=flags, confidence=level)


def _alignment(source: str, clauses: Sequence[str], parts: Sequence[Translation]) -> Pairs:
    starts = [_word_at(source, start) for start in accumulate(map(len, clauses[:-1]), initial=0)]
    written = accumulate((len(part.text.split()) for part in parts[:-1]), initial=0)
    moved = (shift(part.alignment, s, t) for part, s, t in zip(parts, starts, written, strict=True))
    return tuple(sorted(pair for pairs in moved for pair in pairs))


def _word_at(text: str, start: int) -> int:
    """The position of the word that has the first character from ``start`` on, be it cut in the middle."""
    inside = start > 0 and not text[start - 1].isspace()
    return len(text[:start].split()) - inside


def _alternatives(parts: Sequence[Translation]) -> tuple[str, ...]:
    """The n-th alternatives of all parts; a part that has no more keeps its best."""
    count = max(len(part.alternatives) for part in parts)
    columns = ([*part.alternatives, *[part.text] * (count - len(part.alternatives))] for part in parts)
    return tuple(" ".join(row) for row in zip(*columns, strict=True))
