"""An English text to a short abstractive summary, or, where that fails, its own first sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from .checks import is_loop
from .document import Flag, Summary
from .engine import Decoding, Engine
from .segment import cut, segment
from .support import is_supported

_LEAD_WORDS = 60
_LEAD_LEAST = 20
SHORTEST = 12
"""Words that must be left of a summary after its unsupported sentences are dropped."""


class Summarizer(Protocol):
    """Whatever turns an English text (paragraphs on lines of their own) into a summary."""

    def summarize(self, text: str) -> Summary:
        """Return the summary of the whole text."""
        ...


@dataclass(frozen=True)
class EngineSummarizer:
    """The :class:`Summarizer` on a CTranslate2 model; safe to share between threads.

    ``limit`` is the input length in pieces that the model was trained for; longer texts are summarized
    part by part and the joined summaries once more, so that nothing is cut off.
    """

    engine: Engine
    decoding: Decoding = Decoding(no_repeat_ngram_size=3)
    limit: int = 448
    identity: Mapping[str, str] = field(default_factory=dict)  # name and digest, for the record

    def summarize(self, text: str) -> Summary:
        """Summarize ``text``; an empty text gives an empty summary.

        A sentence that the text does not support is dropped, with a flag. When the hypothesis loops, or
        less than :data:`SHORTEST` words are left of it, the text's lead stands in its place and says so.
        """
        lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
        if not lines:
            return Summary("", (), "lead")
        parts = self._parts(lines)
        flags: tuple[Flag, ...] = ()
        if len(parts) > 1:
            flags = (
                Flag("long-input", f"longer than the model's input: summarized in {len(parts)} parts, then again"),
            )
        output = self._whole(parts)
        source = [sentence.text for line in lines for sentence in segment(line)]
        said = [] if is_loop(output) else list(dict.fromkeys(sentence.text for sentence in segment(output)))
        kept = tuple(sentence for sentence in said if is_supported(sentence, source))
        if sum(len(sentence.split()) for sentence in kept) < min(SHORTEST, sum(len(s.split()) for s in source)):
            reason = Flag("fallback", "the model's summary failed its checks: these are the article's first sentences")
            return Summary(*_lead(source), "lead", (*flags, reason))
        if dropped := len(said) - len(kept):
            flags = (*flags, Flag("unsupported", f"{dropped} of {len(said)} sentences had no support and were dropped"))
        return Summary(" ".join(kept), kept, "abstractive", flags)

    def _whole(self, parts: list[list[str]]) -> str:
        """Decode the parts, then what came of them, until one part is left; empty when that does not shrink."""
        while len(parts) > 1:
            shorter = self._parts([output for output in self._decode(parts) if output])
            if len(shorter) >= len(parts):
                return ""
            parts = shorter
        return self._decode(parts)[0] if parts else ""

    def _parts(self, lines: Sequence[str]) -> list[list[str]]:
        """Group lines, in order, into parts of at most ``limit`` pieces of about equal size."""
        room = self.limit
        clauses = [c for line in lines for c in cut(line, count=self.engine.count, limit=room)]
        encoded = [self.engine.encode(clause) for clause in clauses]
        total = sum(map(len, encoded))
        size = -(-total // -(-total // room)) if total else room
        parts: list[list[str]] = []
        for pieces in encoded:
            if not parts or len(parts[-1]) + len(pieces) > room or len(parts[-1]) >= size:
                parts.append([])
            parts[-1] += pieces
        return parts

    def _decode(self, parts: list[list[str]]) -> list[str]:
        hypotheses = self.engine.generate(parts, self.decoding)
        outputs = [self.engine.decode(h.pieces) for h in hypotheses]
        loops = [i for i, h in enumerate(hypotheses) if h.truncated or is_loop(outputs[i])]
        if loops:
            again = self.engine.generate([parts[i] for i in loops], self.decoding.against_loops())
            for i, hypothesis in zip(loops, again, strict=True):
                outputs[i] = self.engine.decode(hypothesis.pieces)
        return outputs


def _lead(sentences: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The first of the sentences, about ``_LEAD_WORDS`` words of them; a headline is no sentence."""
    chosen: list[str] = []
    for sentence in sentences[1:] if len(sentences) > 1 and sentences[0][-1].isalnum() else sentences:
        words = sum(len(s.split()) for s in chosen)
        if words >= _LEAD_LEAST and words + len(sentence.split()) > _LEAD_WORDS:
            break
        chosen.append(sentence)
    return " ".join(chosen), tuple(chosen)
