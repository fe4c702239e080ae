"""Arabic sentences to English hypotheses, each with the reasons not to trust it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from .checks import check
from .document import Flag, Translation
from .engine import Decoding, Engine, Hypothesis, Progress
from .normalize import normalize
from .segment import cut

ARABIC_LETTER = re.compile("[\u0621-\u064a\u0671-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")


class Translator(Protocol):
    """Whatever turns Arabic texts into translations: one for each text, in the same order."""

    def translate(self, texts: Sequence[str], *, progress: Progress | None = None) -> list[Translation]:
        """Return one translation a text; an empty text gives an empty translation."""
        ...


@dataclass(frozen=True)
class EngineTranslator:
    """The :class:`Translator` on a CTranslate2 model; safe to share between threads.

    ``limit`` is the number of pieces beyond which a sentence is cut at clause marks; models are unsure
    of sentences longer than those they were trained on.
    """

    engine: Engine
    decoding: Decoding = Decoding()
    fold_letters: bool = False
    limit: int = 120
    identity: Mapping[str, str] = field(default_factory=dict)  # name and digest, for the record

    def translate(self, texts: Sequence[str], *, progress: Progress | None = None) -> list[Translation]:
        """Translate all texts in one batched call; equal texts are decoded once.

        Text without Arabic letters (numbers, Latin names, emoji) is copied as it stands.
        """
        distinct = list(dict.fromkeys(texts))
        done = dict(zip(distinct, self._translate(distinct, progress), strict=True))
        return [done[text] for text in texts]

    def _translate(self, texts: list[str], progress: Progress | None) -> list[Translation]:
        normalized = [normalize(text, fold_letters=self.fold_letters) for text in texts]
        arabic = [text for text in dict.fromkeys(normalized) if ARABIC_LETTER.search(text)]
        clauses = [[c.strip() for c in cut(text, count=self.engine.count, limit=self.limit)] for text in arabic]
        flat = list(dict.fromkeys(clause for parts in clauses for clause in parts))
        decoded = dict(zip(flat, self._decode(flat, progress), strict=True))
        done = {text: _joined(text, [decoded[c] for c in parts]) for text, parts in zip(arabic, clauses, strict=True)}
        return [
            replace(done[key], source=text) if key in done else _copied(text)
            for text, key in zip(texts, normalized, strict=True)
        ]

    def _decode(self, texts: list[str], progress: Progress | None) -> list[Translation]:
        pieces = [self.engine.encode(text) for text in texts]
        hypotheses = self.engine.generate(pieces, self.decoding, ratio=3.0, progress=progress)
        done = self._hypotheses(texts, pieces, hypotheses)
        again = [i for i, t in enumerate(done) if hypotheses[i].truncated or _loops(t)]
        if again:
            second = self.engine.generate([pieces[i] for i in again], self.decoding.against_loops(), ratio=3.0)
            seconds = self._hypotheses([texts[i] for i in again], [pieces[i] for i in again], second)
            for i, other in zip(again, seconds, strict=True):
                # Of two loops the more probable one is the shorter lie.
                if not _loops(other) or (_loops(done[i]) and other.score > done[i].score):
                    done[i] = other
        return done

    def _hypotheses(
        self, texts: Sequence[str], pieces: Sequence[Sequence[str]], hypotheses: Sequence[Hypothesis]
    ) -> list[Translation]:
        return [
            _checked(
                Translation(text, self.engine.decode(h.pieces), h.score, pieces_in=len(p), pieces_out=len(h.pieces))
            )
            for text, p, h in zip(texts, pieces, hypotheses, strict=True)
        ]


def _loops(translation: Translation) -> bool:
    return any(flag.kind == "loop" for flag in translation.flags)


def _joined(source: str, parts: list[Translation]) -> Translation:
    """One translation of a sentence that was decoded in parts; its score is the mean a piece."""
    if len(parts) == 1:
        return parts[0]
    out = sum(part.pieces_out for part in parts)
    whole = _checked(
        Translation(
            source,
            " ".join(part.text for part in parts),
            sum(part.score * part.pieces_out for part in parts) / max(out, 1),
            pieces_in=sum(part.pieces_in for part in parts),
            pieces_out=out,
            cuts=len(parts) - 1,
        )
    )
    message = f"the sentence was too long and was translated in {len(parts)} parts"
    return replace(whole, flags=(*whole.flags, Flag("cut", message)))


def _checked(translation: Translation) -> Translation:
    flags = check(
        translation.source,
        translation.text,
        pieces_in=translation.pieces_in,
        pieces_out=translation.pieces_out,
        score=translation.score,
    )
    return replace(translation, flags=flags) if flags else translation


def _copied(text: str) -> Translation:
    """Text without Arabic stays as it is; words of another language are flagged, numbers are not."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    flags = (Flag("not-arabic", "no Arabic here: copied, not translated"),) if len(words) > 2 else ()
    return Translation(text, text.strip(), 0.0, flags)
