"""From a model's hypotheses to sentences that their source carries, each with a status.

The hypothesis with most supported words is taken. A sentence of it without support gives way to the
nearest supported one of another hypothesis, else to what the model makes of the sources alone, else to the
text's own sentence that it comes closest to, else it is dropped.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from mt.document import SummarySentence
from mt.segment import segment_english
from mt.support import Support, content

from .extract import repeats
from .lead import hangs
from .source import Source
from .trim import own as own_sentence

_NEAR = 0.3  # share of an unsupported sentence's content words that what replaces it must hold
_FEWEST = 3  # content words of a statement: "He said it had been arrested" is true of every text
_LONGEST = 60  # words of an own sentence that may stand in a summary


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen sentences, and how many sentences of the best hypothesis had no support."""

    sentences: tuple[SummarySentence, ...]
    unsupported: int = 0

    @property
    def words(self) -> int:
        """Words of the sentences."""
        return sum(len(sentence.text.split()) for sentence in self.sentences)


@dataclass
class Chooser:
    """Chooses for one source; ``chosen`` collects sentences so far, which are not said again.

    >>> chooser = Chooser(Source.of("The army took the city. Twenty men died."))
    >>> [(s.text, s.sources, s.status) for s in chooser.choose(["The army took the city of Rome."]).sentences]
    [('The army took the city.', (0,), 'source')]
    """

    source: Source
    again: Callable[[str], Sequence[str]] | None = None  # hypotheses for a few sentences of the source
    loosely: bool = False  # believe other words too (mt.support.likeness), not only what is shortened
    chosen: list[SummarySentence] = field(default_factory=list)
    _known: dict[str, Support] = field(default_factory=dict)

    def choose(self, hypotheses: Sequence[str], *, own: bool = True) -> Choice:
        """Return what stands for a part of the source; ``own=False`` puts no own sentence in.

        ``hypotheses`` stand best first.
        """
        drafts = [_sentences(hypothesis) for hypothesis in hypotheses]
        best = max(drafts, key=self._held, default=[])
        others = [sentence for draft in drafts if draft is not best for sentence in draft if self._holds(sentence)]
        made: list[SummarySentence] = []
        unsupported = 0
        for sentence in best:
            support = self._support(sentence)
            unsupported += not self._holds(sentence)
            found = (
                SummarySentence(sentence, support.sources)
                if self._holds(sentence)
                else self._instead(sentence, others, best)
            )
            if found is None and support.sources:
                found = self._said_again(support)
            if found is None and own:
                found = self._own(sentence, support)
            if found and self._fits(found):
                made.append(found)
                self.chosen.append(found)
        return Choice(tuple(made), unsupported)

    def _fits(self, sentence: SummarySentence) -> bool:
        """Whether it says something new, and does not hang on a sentence that is not there ("He added that")."""
        if hangs(sentence.text) and not any(at - 1 in s.sources for s in self.chosen[-1:] for at in sentence.sources):
            return False
        return not repeats(sentence.text, (s.text for s in self.chosen))

    def _support(self, sentence: str) -> Support:
        if sentence not in self._known:
            check = self.source.likeness if self.loosely else self.source.evidence
            self._known[sentence] = check.support(sentence)
        return self._known[sentence]

    def _holds(self, sentence: str) -> bool:
        return self._support(sentence).holds and len(content(sentence)) >= _FEWEST

    def _held(self, draft: Sequence[str]) -> float:
        """The share of a hypothesis's words in supported sentences."""
        total = sum(len(sentence.split()) for sentence in draft)
        held = sum(len(sentence.split()) for sentence in draft if self._holds(sentence))
        return held / total if total else -1.0

    def _instead(self, sentence: str, others: Sequence[str], best: Sequence[str]) -> SummarySentence | None:
        """The supported sentence of another hypothesis that comes nearest."""
        kept = [other for other in best if self._holds(other)]
        free = [other for other in others if not repeats(other, kept)]
        nearest = max(free, key=lambda other: _overlap(sentence, other), default=None)
        if nearest is None or _overlap(sentence, nearest) < _NEAR:
            return None
        return SummarySentence(nearest, self._support(nearest).sources, "alternative")

    def _said_again(self, support: Support) -> SummarySentence | None:
        """What the model makes of the sources alone: with less to confuse, it errs less."""
        text = " ".join(self.source.sentences[at] for at in support.sources)
        for hypothesis in self.again(text) if self.again else ():
            for sentence in _sentences(hypothesis)[:1]:
                found = self._support(sentence)
                new = not repeats(sentence, (s.text for s in self.chosen))
                if self._holds(sentence) and new and set(found.sources) & set(support.sources):
                    return SummarySentence(sentence, found.sources, "alternative")
        return None

    def _own(self, sentence: str, support: Support) -> SummarySentence | None:
        """The source's own sentence that carries most of an unsupported one."""
        texts = self.source.sentences
        near = [at for at in support.sources if at in self.source.body and len(texts[at].split()) <= _LONGEST]
        best = max(near, key=lambda at: _overlap(sentence, texts[at]), default=None)
        if best is None or _overlap(sentence, texts[best]) < _NEAR:
            return None
        return own_sentence(self.source, best)


def _sentences(hypothesis: str) -> list[str]:
    """The sentences of a hypothesis, each once; one that was not finished counts only when it stands alone."""
    found = list(dict.fromkeys(segment_english(hypothesis)))
    return found[:-1] if len(found) > 1 and found[-1][-1].isalnum() else found


def _overlap(sentence: str, other: str) -> float:
    said = content(sentence)
    return len(said & content(other)) / max(1, len(said))


def fit(
    made: Sequence[SummarySentence], words: int, *, rank: Callable[[SummarySentence], float]
) -> list[SummarySentence]:
    """Drop the sentences of lowest ``rank`` until there are no more than ``words`` (a tenth over passes).

    The first sentence stays: it says what the others are about.
    """
    kept = list(made)
    while len(kept) > 1 and sum(len(s.text.split()) for s in kept) > 1.1 * words:
        kept.remove(min(kept[1:], key=rank))
    return kept


def fill(
    made: Sequence[SummarySentence], source: Source, words: int, *, more: Sequence[SummarySentence]
) -> list[SummarySentence]:
    """Add sentences of ``more``, best first, that say something new, until about ``words`` are there; by place."""
    kept = list(made)
    for sentence in more:
        length = sum(len(s.text.split()) for s in kept)
        if length >= 0.9 * words:
            break
        if length + len(sentence.text.split()) <= 1.1 * words and not repeats(sentence.text, (s.text for s in kept)):
            kept.append(sentence)
    return sorted(kept, key=lambda s: s.sources[0] if s.sources else len(source.sentences))
