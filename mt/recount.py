"""What is done when a hypothesis loses a number: other searches, and at last the number of the source.

Only sentences in which :mod:`mt.checks` finds a lost or changed value come here, and each keeps what loses fewest.
The ways in order: a wider search, one of whose hypotheses may have the number; the same with the lost numbers of the
source in digits, then with all of them, since a model copies digits more surely than it translates number words; and
where the alignment sets one wrong number against one lost number, the right one in its place, with a flag.
``benchmarks/number_errors.py`` counts what they mend and what they cost.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from .align import Pairs
from .document import Flag, Translation
from .engine import Decoding
from .join import TOLD, checked
from .retry import Draft
from .rewritten import word_positions
from .values import Difference, Value, compare, read_arabic, read_english
from .values.figures import in_english, in_figures
from .wider import Search, search_again, sound, widened

# Kinds of flag that a hypothesis with the right numbers may have more than one with wrong ones.
_PASSING = frozenset({"low-confidence", "invented-number"})


@dataclass(frozen=True, slots=True)
class Recount:
    """The ways to get a lost number back, with what they need.

    ``search`` decodes; ``align`` aligns a source and its English, where a draft has no alignment.
    """

    search: Search
    align: Callable[[str, str], Pairs]

    def mend(self, drafts: Sequence[Draft], decoding: Decoding) -> list[Draft]:
        """Return ``drafts`` with those that lose numbers replaced by the best that was found."""
        done = list(drafts)
        tried = {i: set[str]() for i, draft in enumerate(done) if loses(draft)}
        for in_digits in (_none, _lost, _sure):
            wrong = {i: done[i].translation for i in tried if loses(done[i])}
            texts = {i: in_figures(own.source, in_digits(own)) for i, own in wrong.items()}
            texts = {i: text for i, text in texts.items() if text.text not in tried[i]}
            search_again(self.search, done, texts, widened(decoding), best=_best)
            for i, text in texts.items():
                tried[i].add(text.text)
        return [self._placed(draft) if loses(draft) else draft for draft in done]

    def _placed(self, draft: Draft) -> Draft:
        """``draft`` with the right number wherever the alignment sets one wrong number against one lost number."""
        old = draft.translation
        translation = old if old.alignment else replace(old, alignment=self.align(old.source, old.text))
        told = [flag for flag in old.flags if flag.kind in TOLD or flag.kind == "cut"]
        before = len(told)
        for right, wrong in _opposite(translation):
            figure = _fitting(translation.text, right, wrong)
            new = _put(translation, figure, wrong) if figure else translation
            if len(_lost(new)) < len(_lost(translation)):
                told.append(Flag("restored-number", f"“{wrong.text}” was replaced by “{figure}” from the source"))
                translation = new
        if len(told) == before:
            return draft
        alignment = translation.alignment if old.alignment else ()
        return replace(draft, translation=checked(replace(translation, alignment=alignment), told))


def loses(draft: Draft) -> bool:
    """Whether a value of the source is lost or changed, as the checks have flagged it."""
    return any(flag.kind == "numbers" for flag in draft.translation.flags)


def _none(translation: Translation) -> list[Value]:
    del translation
    return []


def _sure(translation: Translation) -> list[Value]:
    """All values of the source: one in digits among words may cost another (القرن 11 والثاني عشر والثالث عشر)."""
    return [value for value in read_arabic(translation.source) if value.sure]


def _differences(translation: Translation) -> tuple[Difference, ...]:
    return compare(translation.source, translation.text)


def _best(old: Draft, candidates: Sequence[Draft]) -> Draft:
    """The candidate that loses fewest numbers, the likeliest of those; ``old`` where none loses fewer."""
    best = min(sound(old, candidates, _PASSING), key=_faults, default=old)
    return best if _faults(best)[0] < _faults(old)[0] else old


def _faults(draft: Draft) -> tuple[int, int]:
    """How many values are lost or changed, and how many invented."""
    differences = _differences(draft.translation)
    lost = sum(difference.source is not None for difference in differences)
    return lost, len(differences) - lost


def _lost(translation: Translation) -> list[Value]:
    return [difference.source for difference in _differences(translation) if difference.source]


def _opposite(translation: Translation) -> Iterator[tuple[Value, Value]]:
    """Yield each lost value with the one English value that is aligned with it and with no other value.

    The last ones of the English come first, so that the places of those before stay.
    """
    here = [(value, _words(translation.source, value)) for value in read_arabic(translation.source)]
    there = [(value, _words(translation.text, value)) for value in read_english(translation.text)]
    pairs = translation.alignment
    found = []
    for lost in _lost(translation):
        own = _words(translation.source, lost)
        facing = [said for said, words in there if any(s in own and t in words for s, t in pairs)]
        if len(facing) != 1:
            continue
        said = _words(translation.text, facing[0])
        looked = [value for value, words in here if any(s in words and t in said for s, t in pairs)]
        if len(looked) == 1:
            found.append((lost, facing[0]))
    yield from sorted(found, key=lambda pair: -pair[1].start)


def _words(text: str, value: Value) -> range:
    return word_positions(text, value.start, value.text)


def _fitting(text: str, right: Value, wrong: Value) -> str:
    """What to write for ``right`` in the place of ``wrong``; empty where more than a number would be replaced."""
    glued = re.search(r"\d[a-z]+$", wrong.text) and not re.search(r"\d(?:st|nd|rd|th)$", wrong.text)
    return "" if glued or text[wrong.end : wrong.end + 1].isalnum() else in_english(right, wrong)


def _put(translation: Translation, figure: str, wrong: Value) -> Translation:
    """``translation`` with ``figure`` in the place of ``wrong``, alignment kept right."""
    old = _words(translation.text, wrong)
    more = len(figure.split()) - len(old)
    own = {s for s, t in translation.alignment if t in old}
    kept = [(s, t if t < old.start else t + more) for s, t in translation.alignment if t not in old]
    new = [(s, t) for s in own for t in range(old.start, old.stop + more)]
    text = translation.text[: wrong.start] + figure + translation.text[wrong.end :]
    return replace(translation, text=text, alignment=tuple(sorted({*kept, *new})))
