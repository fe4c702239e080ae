"""A wider search for sentences whose first hypothesis lost something: what such searches have in common."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from .engine import Decoding
from .retry import Draft
from .rewritten import Rewritten

_BEAM = 8  # hypotheses; 16 mended a tenth more numbers at twice the time
_KEPT = 0.8  # of the pieces; fewer mean that a part of the sentence was dropped
_SPARED = 4  # pieces that digits or a copied name may take less than words

Search = Callable[[Sequence[str], Decoding], list[list[Draft]]]
"""Decodes texts; for each the hypotheses, best first."""


def widened(decoding: Decoding) -> Decoding:
    """Return ``decoding`` with a wider beam, all of whose hypotheses are given."""
    return replace(decoding, beam_size=max(decoding.beam_size, _BEAM), alternatives=_BEAM - 1)


def search_again(
    search: Search,
    drafts: list[Draft],
    texts: Mapping[int, Rewritten],
    decoding: Decoding,
    *,
    best: Callable[[Draft, Sequence[Draft]], Draft],
) -> None:
    """Put the ``best`` of a draft and of what is found for its text into ``drafts``, at the positions of ``texts``."""
    found = search([text.text for text in texts.values()], decoding) if texts else []
    for (i, text), others in zip(texts.items(), found, strict=True):
        drafts[i] = best(drafts[i], [other.instead_of(drafts[i].translation, text) for other in others])


def sound(old: Draft, candidates: Sequence[Draft], passing: Collection[str]) -> list[Draft]:
    """Return the candidates that are whole, and have no kind of flag that ``old`` has not, save those ``passing``."""
    kinds = {flag.kind for flag in old.translation.flags} | set(passing)
    least = _KEPT * old.translation.pieces_out - _SPARED
    return [
        draft
        for draft in candidates
        if not draft.is_wrong
        and draft.translation.pieces_out >= least
        and kinds.issuperset(flag.kind for flag in draft.translation.flags)
    ]
