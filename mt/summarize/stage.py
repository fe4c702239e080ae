"""The summarizer on a CTranslate2 model: parts of a text to hypotheses, hypotheses to supported sentences."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mt.checks import is_loop
from mt.document import Flag, Summary, SummarySentence
from mt.engine import Decoding, Engine

from .choose import Choice, Chooser, fill, fit
from .extract import centrality, extract
from .lead import lead
from .own import joined, own_summary
from .source import Source, divide
from .wanted import LENGTHS, Wanted

SHORTEST = 12
"""Words that a summary of the model must have after its unsupported sentences are gone."""

FALLBACK = "auto"
"""The method that stands in where the model's summary fails."""

_CONTROLS = {"headline": "<headline>", "sentence": "<sentence>"}
_BRIEF = "<brief>"  # also asked of each part of a longer summary: <long> was seen too rarely in training
# Pieces of one sentence, for models that know the lengths apart; the lock's own bounds are for <brief>.
_BOUNDS = {"headline": (4, 40), "sentence": (10, 80)}
_SMALLEST = 100  # pieces of a part: fewer say too little to be summarized by themselves
_HYPOTHESES = 4
# A brief summary of which the check left fewer words is filled with first sentences of the text up to the second.
_THIN, _FILLED = 30, 60


@dataclass(frozen=True)
class EngineSummarizer:
    """The :class:`Summarizer` on a CTranslate2 model; safe to share between threads.

    ``limit`` is the input length in pieces that the model was trained for; longer texts are summarized
    part by part and the joined summaries once more, so that nothing is cut off. ``hypotheses`` is how many
    of the search are looked at for supported sentences.
    """

    engine: Engine
    decoding: Decoding = Decoding(no_repeat_ngram_size=3)
    limit: int = 448
    identity: Mapping[str, str] = field(default_factory=dict)  # name and digest, for the record
    hypotheses: int = _HYPOTHESES

    def summarize(self, text: str, *, wanted: Wanted = Wanted()) -> Summary:
        """Summarize ``text``; an empty text gives an empty summary.

        Each sentence says what carries it. One that the text does not support is replaced or dropped, with
        a flag. When less than :data:`SHORTEST` words of the model are left, the text's own sentences stand
        in their place and the summary says so.
        """
        return self.summarize_translation(text, (), wanted=wanted)

    def summarize_translation(
        self, text: str, doubtful: Collection[int], *, wanted: Wanted = Wanted(), headline: Collection[int] = ()
    ) -> Summary:
        """Summarize as :meth:`summarize` does, without the ``doubtful`` sentences where others can stand for them.

        ``headline`` are the sentences of the headline where there is one for certain, whatever they look like.
        """
        source = Source.of(text, doubtful=doubtful, headline=headline)
        if not source.sentences:
            return Summary("", (), "lead")
        if wanted.method != "abstractive":
            return own_summary(source, wanted)
        made, flags = self._written(source, wanted)
        least = min(4 if wanted.single else SHORTEST, source.words)
        if made and _words(made) >= least and any(s.status in ("supported", "alternative") for s in made):
            return joined(made, "abstractive", flags)
        reason = Flag("fallback", "the model's summary failed its checks: these are the article's own sentences")
        instead = own_summary(source, replace(wanted, method=FALLBACK))
        return replace(instead, flags=(*(flag for flag in flags if flag.kind != "unsupported"), reason))

    def headline(self, text: str) -> SummarySentence | None:
        """Return a headline in the model's words, or None when it writes none or the text supports none."""
        source = Source.of(text)
        if not self._knows_lengths or not source.sentences:
            return None
        lines, _ = self._shortened(source, 1)
        found = self._decoded(lines, "headline")
        for hypotheses in found:
            made = Chooser(source).choose([h.rstrip(".") + "." for h in hypotheses], own=False).sentences
            if made and len(made[0].text.split()) >= 3:
                return replace(made[0], text=made[0].text.rstrip("."))
        return None

    def draft(self, text: str) -> str:
        """Return what the model makes of ``text``, unchecked: its best hypothesis for each part, without loops."""
        parts = divide(Source.of(text).lines, encode=self.engine.encode, limit=self.limit)
        return " ".join(hypotheses[0] for hypotheses in self._decoded(parts, "brief") if hypotheses)

    @property
    def _knows_lengths(self) -> bool:
        """Whether the model was trained with tokens for lengths: its lock entry then begins with one."""
        frame = getattr(self.engine, "frame", None)
        return frame is not None and frame.source_prefix == (_BRIEF,)

    def _written(self, source: Source, wanted: Wanted) -> tuple[list[SummarySentence], tuple[Flag, ...]]:
        """What the model says, checked and of the wanted length, and the flags of it."""
        if wanted.length == "headline":
            found = self.headline("\n".join(source.lines))
            return ([found] if found else []), ()
        count = 1 if wanted.single else max(1, round(wanted.words / LENGTHS["brief"]))
        parts, flags = self._shortened(source, count)
        chooser = Chooser(source, self._again, loosely=True)
        choices = [chooser.choose(found) for found in self._decoded(parts, wanted.length)]
        made = [sentence for choice in choices for sentence in choice.sentences]
        if wanted.single:
            made = made[:1]
        elif wanted.length != "brief":
            made = _sized(made, source, wanted.words)
        elif made and _words(made) < _THIN:
            made = fill(made, source, _FILLED, more=lead(source, LENGTHS["brief"]))
        return made, (*flags, *_unsupported(choices))

    def _shortened(self, source: Source, count: int) -> tuple[list[list[str]], tuple[Flag, ...]]:
        """The text in at most ``count`` parts, each fit for the model: summaries of its parts where it is longer."""
        encode, limit = self.engine.encode, self.limit
        lines: Sequence[str] = source.lines
        parts = first = divide(lines, encode=encode, limit=limit)
        while len(parts) > count:
            # Checked at every round: what is invented here would be supported by nothing later on.
            chooser = Chooser(source, loosely=True)
            found = [chooser.choose(hypotheses).sentences for hypotheses in self._decoded(parts, "brief")]
            lines = [" ".join(sentence.text for sentence in made) for made in found if made]
            shorter = divide(lines, encode=encode, limit=limit)
            if len(shorter) >= len(parts):
                return [], _long(len(first))
            parts = shorter
        pieces = sum(map(len, parts))
        even = divide(lines, encode=encode, limit=limit, parts=min(count, max(1, pieces // _SMALLEST)))
        return even, _long(len(first)) if len(first) > count else ()

    def _decoded(self, parts: Sequence[list[str]], length: str) -> list[list[str]]:
        """The hypotheses for each part, best first, without those that loop."""
        engine, decoding = self.engine, replace(self.decoding, alternatives=self.hypotheses - 1)
        if self._knows_lengths and length in _CONTROLS:
            engine = engine.with_prefix(_CONTROLS[length])
            least, most = _BOUNDS[length]
            decoding = replace(decoding, min_length=least, max_length=most)
        found = self._searched(engine, parts, decoding)
        loops = [at for at, hypotheses in enumerate(found) if not hypotheses]
        again = self._searched(engine, [parts[at] for at in loops], decoding.against_loops()) if loops else []
        for at, hypotheses in zip(loops, again, strict=True):
            found[at] = hypotheses
        return found

    def _again(self, text: str) -> list[str]:
        """Hypotheses for a few sentences of the source, in one sentence."""
        part = divide([text], encode=self.engine.encode, limit=self.limit)
        return self._decoded(part[:1], "sentence")[0] if len(part) == 1 else []

    @staticmethod
    def _searched(engine: Engine, parts: Sequence[list[str]], decoding: Decoding) -> list[list[str]]:
        results = engine.generate(parts, decoding)
        texts = [[engine.decode(pieces) for pieces in (found.pieces, *found.alternatives)] for found in results]
        return [[text for text in hypotheses if text and not is_loop(text)] for hypotheses in texts]


def _words(made: Sequence[SummarySentence]) -> int:
    return sum(len(sentence.text.split()) for sentence in made)


def _sized(made: Sequence[SummarySentence], source: Source, words: int) -> list[SummarySentence]:
    """Bring sentences to about ``words``: the least central ones go, central ones of the text come in."""
    ranks = centrality(source.sentences)

    def rank(sentence: SummarySentence) -> float:
        return max((ranks[at] for at in sentence.sources), default=0.0)

    kept = fit(made, words, rank=rank)
    if _words(kept) >= 0.9 * words:
        return kept
    more = sorted(extract(source, 2 * words), key=rank, reverse=True)
    return fill(kept, source, words, more=more)


def _long(parts: int) -> tuple[Flag, ...]:
    return (Flag("long-input", f"longer than the model's input: summarized in {parts} parts, then again"),)


def _unsupported(choices: Sequence[Choice]) -> tuple[Flag, ...]:
    """One flag on what happened to sentences without support, if there were any."""
    lost = sum(choice.unsupported for choice in choices)
    if not lost:
        return ()
    statuses = [sentence.status for choice in choices for sentence in choice.sentences]
    other, own = statuses.count("alternative"), statuses.count("source")
    ways = [f"{other} said otherwise" * bool(other), f"{own} in the article's own words" * bool(own)]
    gone = lost - other - own
    ways.append(f"{gone} left out" * (gone > 0))
    return (
        Flag(
            "unsupported",
            f"without support in the article: {lost} of the model's sentences; {', '.join(filter(None, ways))}",
        ),
    )
