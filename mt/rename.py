"""What is done when a hypothesis loses a name: other searches.

Only sentences in which :mod:`mt.checks` finds a name missing come here, and each keeps what lacks fewest.
The ways in order: a wider search with the missing names in English in the source, where :mod:`mt.names` is sure of
their form, since a model copies Latin words; and the same of the source as it stands, one of whose hypotheses may have
the name. What remains missing keeps its warning.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .checks import lost_numbers
from .engine import Decoding
from .names import Name, missing_names
from .retry import Draft
from .rewritten import Rewritten, word_positions
from .wider import Search, search_again, sound, widened


@dataclass(frozen=True, slots=True)
class Rename:
    """The ways to get a missing name back, with ``search`` to decode."""

    search: Search

    def mend(self, drafts: Sequence[Draft], decoding: Decoding) -> list[Draft]:
        """Return ``drafts`` with those that lack names replaced by the best that was found."""
        done = list(drafts)
        wide = widened(decoding)
        # Of a loop that the ladder did not mend no search of the same kind gives a better hypothesis.
        wrong = [i for i, draft in enumerate(done) if lacks(draft) and not draft.is_wrong]
        first = {i: in_english(done[i].translation.source, _missing(done[i])) for i in wrong}
        search_again(self.search, done, first, wide, best=_best)
        plain = {i: in_english(done[i].translation.source) for i in wrong if lacks(done[i])}
        untried = {i: text for i, text in plain.items() if text.text != first[i].text}
        search_again(self.search, done, untried, wide, best=_best)
        return done


def in_english(source: str, names: Sequence[Name] = ()) -> Rewritten:
    """Return ``source`` with those of ``names`` in English that have a sure form.

    A conjunction or preposition written in one word with the name becomes a word.

    >>> source = "وصلوا من العراق ولبنان"
    >>> in_english(source, missing_names(source, "They arrived from there")).text
    'وصلوا من Iraq و Lebanon'
    """
    words, texts, spans, at = source.split(), list[str](), list[range](), 0
    for name in (name for name in names if name.english):
        own = word_positions(source, name.start, name.text)
        if own.start < at:
            continue
        texts += words[at : own.start]
        spans += [range(i, i + 1) for i in range(at, own.start)]
        opening, _, closing = " ".join(words[own.start : own.stop]).partition(name.text)
        letter = f"{opening}ل" if name.text.startswith("لل") else opening
        apart = " " if letter[-1:].isalpha() else ""
        new = f"{letter}{apart}{name.english.removeprefix('the ')}{closing}".split()
        texts += new
        spans += [own] * len(new)
        at = own.stop
    texts += words[at:]
    spans += [range(i, i + 1) for i in range(at, len(words))]
    return Rewritten(" ".join(texts), tuple(spans))


def lacks(draft: Draft) -> bool:
    """Whether a name of the source is missing, as the checks have flagged it."""
    return any(flag.kind == "names" for flag in draft.translation.flags)


def _missing(draft: Draft) -> tuple[Name, ...]:
    return missing_names(draft.translation.source, draft.translation.text)


def _best(old: Draft, candidates: Sequence[Draft]) -> Draft:
    """The candidate that lacks fewest names, the likeliest of those; ``old`` where none lacks fewer."""
    lost = len(lost_numbers(old.translation.source, old.translation.text))
    fit = [
        draft
        for draft in sound(old, candidates, {"low-confidence"})
        if len(lost_numbers(draft.translation.source, draft.translation.text)) <= lost
    ]
    sought = _missing(old)
    best = min(fit, key=lambda draft: _faults(draft, sought), default=old)
    return best if _faults(best, sought) < len(sought) else old


def _faults(draft: Draft, sought: Sequence[Name]) -> int:
    """How many names are missing, and how many of those ``sought`` are there in no form that we know.

    The check lets much pass for a name ("the state" for the United States); what is to mend it must be sure.
    """
    text, missing = draft.translation.text, _missing(draft)
    vague = (name for name in sought if name.english and name not in missing)
    return len(missing) + sum(not any(form in text for form in name.forms) for name in vague)
