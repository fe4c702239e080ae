"""A translator that keeps to a glossary, and says of every term whether it could."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..checks import lost_numbers
from ..document import Flag, Term, Translation
from ..engine import Progress
from ..join import checked
from ..wrapped import Wrapped
from .entries import Glossary, Occurrence
from .mix import mix
from .place import aligned, find, put

WAYS = ("align", "copy")
"""The ways to bring a term in, in the order that ``benchmarks/glossary.py`` found best."""

_ABOUT_WORDS = ("numbers", "invented-number", "names", "untranslated")
_KEPT = 0.8  # of the words; a model that copies a term sometimes leaves out what stands beside it


@dataclass(frozen=True)
class GlossaryTranslator(Wrapped):
    """The :class:`~mt.translate.Translator` ``translator`` with the terms of ``glossary``.

    Sentences without a term pass through untouched. ``ways`` are tried in order for a term that the hypothesis
    lacks: ``"align"`` puts it in the place that the alignment gives, ``"copy"`` translates again with the term in
    the source. Where none helps, the hypothesis stays and has a flag of the kind ``glossary``.
    """

    glossary: Glossary
    ways: tuple[str, ...] = WAYS

    def added(self) -> Mapping[str, str]:
        """The name and the digest of the glossary."""
        return {"glossary": f"{self.glossary.name} {self.glossary.digest[:12]}".strip()}

    def translate(self, texts: Sequence[str], *, progress: Progress | None = None) -> list[Translation]:
        """Translate ``texts``; see :class:`~mt.translate.Translator`."""
        occurrences = {text: self.glossary.find(text) for text in dict.fromkeys(texts)}
        plain = self.translator.translate(texts, progress=progress)
        done = {text: t for text, t in zip(texts, plain, strict=True) if occurrences[text]}
        for way in self.ways:
            if way == "align":
                done = {text: _placed(t, occurrences[text]) for text, t in done.items()}
            else:
                done |= self._copied(done, occurrences)
        reported = {text: _reported(t, occurrences[text]) for text, t in done.items()}
        return [reported.get(text, t) for text, t in zip(texts, plain, strict=True)]

    def _copied(
        self, done: Mapping[str, Translation], occurrences: Mapping[str, tuple[Occurrence, ...]]
    ) -> dict[str, Translation]:
        """Better hypotheses for the texts that lack a term, where a second translation gives one."""
        lacking = {text: gaps for text, t in done.items() if (gaps := missing(t, occurrences[text]))}
        lacking = {text: gaps for text, gaps in lacking.items() if all(gap.whole for gap in gaps)}
        mixed = {text: mix(text, gaps) for text, gaps in lacking.items()}
        again = self.translator.translate([m.text for m in mixed.values()]) if mixed else []
        found = {}
        for (text, m), new in zip(mixed.items(), again, strict=True):
            candidate = replace(new, source=text, alignment=m.back(new.alignment))
            if _is_better(candidate, done[text], occurrences[text]):
                found[text] = candidate
        return found


def missing(translation: Translation, occurrences: Sequence[Occurrence]) -> list[Occurrence]:
    """Return the occurrences whose English the hypothesis lacks.

    A stretch of English stands for one occurrence only: first for one that the alignment joins to it.
    """
    left = list(occurrences)
    taken: set[int] = set()
    for joined in (True, False):
        for occurrence in tuple(left):
            own = {t for s, t in translation.alignment if occurrence.first <= s <= occurrence.last}
            spans = [span for span in find(translation, occurrence) if taken.isdisjoint(span.words)]
            spans = [span for span in spans if own & span.words] if joined else spans
            if spans:
                taken |= spans[0].words
                left.remove(occurrence)
    return left


def _placed(translation: Translation, occurrences: Sequence[Occurrence]) -> Translation:
    """``translation`` with the terms it lacks in the places that the alignment gives."""
    for gap in (gaps := missing(translation, occurrences)):
        span = aligned(translation, gap)
        if span is None:
            continue
        new = put(translation, gap, span)
        # The words replaced may have been another term's, or a number.
        still, lost = missing(new, occurrences), lost_numbers(new.source, new.text)
        if len(still) < len(gaps) and set(lost) <= set(lost_numbers(translation.source, translation.text)):
            translation, gaps = new, still
    return translation


def _is_better(new: Translation, old: Translation, occurrences: Sequence[Occurrence]) -> bool:
    """Whether a second hypothesis has more of the terms, no new kind of fault, and has not dropped a part."""
    if {flag.kind for flag in new.flags} - {flag.kind for flag in old.flags}:
        return False
    if len(new.text.split()) < _KEPT * len(old.text.split()):
        return False
    return len(missing(new, occurrences)) < len(missing(old, occurrences))


def _reported(translation: Translation, occurrences: Sequence[Occurrence]) -> Translation:
    """``translation`` with what became of each term, and a flag for each that is not there."""
    gaps = missing(translation, occurrences)
    terms = tuple(Term(o.text, o.entry.target, o not in gaps) for o in occurrences)
    flags = tuple(
        Flag("glossary", f"the glossary wants “{gap.entry.target}” for “{gap.text}”, and no place was found for it")
        for gap in gaps
    )
    placed = [o for o in occurrences if o not in gaps and o.whole]
    return replace(translation, terms=terms, flags=(*_judged_again(translation, placed), *flags))


def _judged_again(translation: Translation, placed: Sequence[Occurrence]) -> tuple[Flag, ...]:
    """The flags, those about words made anew: what a glossary wants is no name that is missing."""
    if not placed:
        return translation.flags
    mixed = mix(translation.source, placed)
    fresh = checked(replace(translation, source=mixed.text, alignment=mixed.forth(translation.alignment))).flags
    kept = (flag for flag in translation.flags if flag.kind not in _ABOUT_WORDS)
    return (*(flag for flag in fresh if flag.kind in _ABOUT_WORDS), *kept)
