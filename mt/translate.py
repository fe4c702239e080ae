"""Arabic sentences to English hypotheses, each with the reasons not to trust it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from typing import Any, Protocol

from .align import Pairs, lean, link, origins, places
from .checks import is_loop
from .document import Flag, Translation
from .engine import Decoding, Engine, Hypothesis, Progress
from .errors import UsageError
from .join import checked, join
from .normalize import ARABIC_LETTER, normalize
from .recount import Recount
from .rename import Rename
from .retry import LADDER, Draft, Retry, Rung
from .segment import cut

_RATIO = 3.0  # pieces out for one in, at most; all human translations stay below 1.8
_MOST_ALTERNATIVES = 32
_STREAM_WINDOW = 64  # texts; more at once are hardly faster


class Translator(Protocol):
    """Whatever turns Arabic texts into translations: one for each text, in the same order."""

    def translate(self, texts: Sequence[str], *, progress: Progress | None = None) -> list[Translation]:
        """Return one translation a text; an empty text gives an empty translation."""
        ...


def stream(translator: Translator, texts: Iterable[str]) -> Iterator[Translation]:
    """Yield the translation of each text, in order, the first ones soon.

    Texts are taken in windows that grow from 1 to 64, so that the first sentence does not wait for the
    page and the last ones are decoded side by side. Raises as :meth:`Translator.translate` does.

    >>> from mt.testing import FakeTranslator
    >>> [translation.text for translation in stream(FakeTranslator(), ["نعم", "لا"])]
    ['nam', 'la']
    """
    waiting, size = iter(texts), 1
    while window := list(islice(waiting, size)):
        yield from translator.translate(window)
        size = min(2 * size, _STREAM_WINDOW)


@dataclass(frozen=True)
class EngineTranslator:
    """The :class:`Translator` on a CTranslate2 model; safe to share between threads.

    ``limit`` is the number of pieces beyond which a sentence is cut at clause marks; models are unsure
    of sentences longer than those they were trained on. ``align`` fills
    :attr:`~mt.document.Translation.alignment`, at about 2 % more time; ``alternatives`` is how many further
    hypotheses to give, at most 32, for which the beam is widened where it is too narrow. ``ladder`` is what
    is tried after a loop, ``recount`` tries again where a number is lost, ``rename`` where a name
    is. Raises :class:`~mt.errors.UsageError` for a number of alternatives out of range.
    """

    engine: Engine
    decoding: Decoding = Decoding()
    fold_letters: bool = False
    limit: int = 120
    identity: Mapping[str, str] = field(default_factory=dict)  # name and digest, for the record
    align: bool = True
    alternatives: int = 0
    ladder: tuple[Rung, ...] = LADDER
    recount: bool = True
    rename: bool = True

    def __post_init__(self) -> None:
        if not 0 <= self.alternatives <= _MOST_ALTERNATIVES:
            raise UsageError(f"{self.alternatives} alternatives cannot be given: choose 0 to {_MOST_ALTERNATIVES}")

    @property
    def settings(self) -> Mapping[str, Any]:
        """What was asked for beyond the decoding, for the record."""
        return {"alternatives": self.alternatives} if self.alternatives else {}

    def translate(self, texts: Sequence[str], *, progress: Progress | None = None) -> list[Translation]:
        """Translate all texts in one batched call; equal texts are decoded once.

        Text without Arabic letters (numbers, Latin names, emoji) is copied as it stands.
        """
        distinct = list(dict.fromkeys(texts))
        done = dict(zip(distinct, self._translate(distinct, progress), strict=True))
        return [done[text] for text in texts]

    def align_pair(self, source: str, english: str) -> Pairs:
        """Return the word alignment of ``source`` and a translation that is given, as a memory's or a human's.

        In the form of :attr:`~mt.document.Translation.alignment`. Sources beyond ``limit`` pieces are not
        cut here, so their alignment is rough. Raises :class:`~mt.errors.ModelError`.
        """
        normalized = normalize(source, fold_letters=self.fold_letters)
        pieces, target = self.engine.encode(normalized), self.engine.encode(english)
        if not pieces or not target:
            return ()
        [hypothesis] = self.engine.attend([pieces], [target])
        alignment = self._alignment(normalized, pieces, english, hypothesis)
        return self._as_written(source, Translation(normalized, english, 0.0, alignment=alignment)).alignment

    def _translate(self, texts: list[str], progress: Progress | None) -> list[Translation]:
        normalized = [normalize(text, fold_letters=self.fold_letters) for text in texts]
        arabic = [text for text in dict.fromkeys(normalized) if ARABIC_LETTER.search(text)]
        encoded = dict[str, list[str]]()

        def count(text: str) -> int:
            encoded[text] = self.engine.encode(text)
            return len(encoded[text])

        clauses = [cut(text, count=count, limit=self.limit) for text in arabic]
        flat = list(dict.fromkeys(clause.strip() for parts in clauses for clause in parts))
        pieces = [encoded.get(text) or self.engine.encode(text) for text in flat]
        decoded = dict(zip(flat, self._decode(flat, pieces, progress), strict=True))
        done = {
            text: join(text, parts, [decoded[c.strip()] for c in parts], "the sentence was too long and")
            for text, parts in zip(arabic, clauses, strict=True)
        }
        return [
            self._as_written(text, done[key]) if key in done else _copied(text)
            for text, key in zip(texts, normalized, strict=True)
        ]

    def _as_written(self, text: str, translation: Translation) -> Translation:
        """``translation`` of the normalized text as that of ``text`` itself."""
        alignment = translation.alignment
        # Normalization drops or splits a word very rarely; then the words no longer have the same positions.
        if alignment and len(text.split()) != len(translation.source.split()):
            words = origins(text, partial(normalize, fold_letters=self.fold_letters))
            alignment = tuple(sorted({(words[s], t) for s, t in alignment}))
        return replace(translation, source=text, alignment=alignment)

    def _decode(
        self, texts: Sequence[str], pieces: Sequence[Sequence[str]], progress: Progress | None
    ) -> list[Translation]:
        """Decode every text, and those that went wrong again in other ways."""
        retry = Retry(self.ladder, self._again, self.engine.count)
        drafts = retry.mend(self._search(texts, pieces, self.decoding, progress), self.decoding)
        if self.recount:
            drafts = Recount(self._several, self.align_pair).mend(drafts, self.decoding)
        if self.rename:
            drafts = Rename(self._several).mend(drafts, self.decoding)
        return [draft.flagged() for draft in drafts]

    def _again(self, texts: Sequence[str], decoding: Decoding) -> list[Draft]:
        return self._search(texts, list(map(self.engine.encode, texts)), decoding)

    def _several(self, texts: Sequence[str], decoding: Decoding) -> list[list[Draft]]:
        """All hypotheses for each text, best first."""
        pieces = list(map(self.engine.encode, texts))
        drafts = dict[int, list[Draft]]()
        for i, found in self.engine.several(pieces, replace(decoding, attention=self.align), ratio=_RATIO):
            drafts[i] = [self._draft(texts[i], pieces[i], hypothesis) for hypothesis in found]
        return [drafts[i] for i in range(len(texts))]

    def _search(
        self,
        texts: Sequence[str],
        pieces: Sequence[Sequence[str]],
        decoding: Decoding,
        progress: Progress | None = None,
    ) -> list[Draft]:
        wanted = replace(decoding, attention=self.align, alternatives=self.alternatives)
        drafts = dict[int, Draft]()
        # What follows decoding is done while the engine decodes on: it uses no core of ours.
        for i, hypothesis in self.engine.stream(pieces, wanted, ratio=_RATIO):
            drafts[i] = self._draft(texts[i], pieces[i], hypothesis)
            if progress:
                progress(len(drafts), len(texts))
        return [drafts[i] for i in range(len(texts))]

    def _draft(self, text: str, pieces: Sequence[str], hypothesis: Hypothesis) -> Draft:
        return Draft(self._translation(text, pieces, hypothesis), hypothesis.truncated)

    def _translation(self, text: str, pieces: Sequence[str], hypothesis: Hypothesis) -> Translation:
        english = self.engine.decode(hypothesis.pieces)
        others = dict.fromkeys(self.engine.decode(other) for other in hypothesis.alternatives)
        return checked(
            Translation(
                text,
                english,
                hypothesis.score,
                pieces_in=len(pieces),
                pieces_out=len(hypothesis.pieces),
                alignment=self._alignment(text, pieces, english, hypothesis),
                alternatives=tuple(other for other in others if other not in ("", english) and not is_loop(other)),
            )
        )

    def _alignment(self, text: str, pieces: Sequence[str], english: str, hypothesis: Hypothesis) -> Pairs:
        if hypothesis.attention is None:
            return ()
        source = places(self.engine.surfaces(pieces), text)
        target = places(self.engine.surfaces(hypothesis.pieces), english)
        return lean(link(hypothesis.attention, source, target), english)


def _copied(text: str) -> Translation:
    """Text without Arabic stays as it is; words of another language are flagged, numbers are not."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    flags = (Flag("not-arabic", "no Arabic here: copied, not translated"),) if len(words) > 2 else ()
    return Translation(text, text.strip(), 0.0, flags, origin="copied")
