"""The one seam to CTranslate2 and SentencePiece: text to pieces, pieces to hypotheses.

Translator and summarizer share it. An engine is immutable after loading and may be used by many
threads at once. Nothing is truncated: input that is too long raises, and a hypothesis that ran into
the decoding limit says so.
"""

import html
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from .device import choose_device
from .errors import ModelError, UsageError
from .models.lock import Frame

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Large enough that both workers of a small machine are busy, small enough for progress and Ctrl-C,
# which Python only hears between calls.
_CHUNK_TOKENS = 16_384

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Decoding:
    """How hypotheses are searched. Unset fields of a model's lock entry keep these defaults."""

    beam_size: int = 2  # BLEU gains little beyond 2 on these models, time doubles
    length_penalty: float = 1.0
    repetition_penalty: float = 1.0
    no_repeat_ngram_size: int = 0
    min_length: int = 1
    max_length: int = 512  # pieces; for translation also bounded by three times the source
    batch_tokens: int = 1024
    alternatives: int = 0  # further hypotheses to return; the beam is made wide enough for them
    attention: bool = False

    @classmethod
    def from_mapping(cls, values: dict[str, Any]) -> "Decoding":
        """Return the settings of a lock entry; unknown keys raise :class:`ModelError`."""
        unknown = set(values) - set(cls.__dataclass_fields__)
        if unknown:
            raise ModelError(f"unknown decoding settings in the lock: {', '.join(sorted(unknown))}")
        return cls(**values)

    def against_loops(self) -> "Decoding":
        """Return the settings of a second try after a loop: repeats are blocked, at some cost in fluency."""
        return replace(self, no_repeat_ngram_size=3, repetition_penalty=1.2)


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One decoded output: pieces without end mark, mean log-probability a piece, and whether it was cut off.

    ``alternatives`` are the pieces of further hypotheses, best first; empty unless :class:`Decoding` asks
    for them. So is ``attention`` None, or has a row for each of ``pieces`` and a column for each source piece.
    """

    pieces: tuple[str, ...]
    score: float
    truncated: bool
    alternatives: tuple[tuple[str, ...], ...] = ()
    attention: "NDArray[np.float32] | None" = field(default=None, compare=False, repr=False)


class Engine:
    """A loaded CTranslate2 encoder-decoder with its tokenizer.

    ``threads`` 0 means all cores. Each worker decodes one batch on one core: batches run side by side,
    which was measured faster than splitting matrix products of these sizes over cores. ``device`` as in
    :func:`mt.device.choose_device`. Raises :class:`ModelError` when the folder cannot be loaded.
    """

    def __init__(self, folder: Path, *, threads: int = 0, frame: Frame = Frame(), device: str = "cpu") -> None:
        import ctranslate2

        self.folder = folder
        self.frame = frame
        self.threads = threads or available_cores()
        place = choose_device(device, ctranslate2)
        try:
            config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            self._model = ctranslate2.Translator(
                str(folder),
                device=place.name,
                inter_threads=place.workers(self.threads),
                intra_threads=1,
                compute_type=place.compute_type,
            )
            self._tokenizer = _tokenizer(folder)
        except (OSError, RuntimeError, ValueError) as error:
            raise ModelError(f"the model in {folder} cannot be loaded: {error}") from error
        # Converters differ: some models append </s> to the source themselves, others expect it.
        self._end = [] if config.get("add_source_eos") or frame.source_suffix else ["</s>"]

    def with_prefix(self, *prefix: str) -> "Engine":
        """Return this engine, nothing loaded again, with other pieces before every source."""
        other = copy(self)
        other.frame = replace(self.frame, source_prefix=prefix)
        return other

    def encode(self, text: str) -> list[str]:
        """Return the source pieces of ``text``, without frame and end mark."""
        return self._tokenizer.encode(text)

    def count(self, text: str) -> int:
        """Return how many source pieces ``text`` has."""
        return len(self._tokenizer.encode(text))

    def surfaces(self, pieces: Sequence[str]) -> list[str]:
        """Return the characters of each piece, with the space before it where a word begins."""
        return [self._tokenizer.surface(piece) for piece in pieces]

    def decode(self, pieces: Sequence[str]) -> str:
        """Return the text of target pieces, entities unescaped, spacing tidy."""
        # PEGASUS writes <n> between sentences.
        return tidy(self._tokenizer.decode(list(pieces)).replace("<n>", " "))

    def generate(
        self,
        sources: Sequence[Sequence[str]],
        decoding: Decoding,
        *,
        ratio: float = 0.0,
        progress: Progress | None = None,
    ) -> list[Hypothesis]:
        """Decode every source (pieces, no end mark); the results stand in the same order.

        ``ratio`` above 0 also bounds each call's output by ``ratio`` times its longest source, so that a
        loop in a short sentence ends early. ``progress(done, total)`` counts sources.
        """
        results: list[Hypothesis | None] = [None] * len(sources)
        order = sorted((i for i in range(len(sources)) if sources[i]), key=lambda i: -len(sources[i]))
        done = len(sources) - len(order)
        if progress:
            progress(done, len(sources))
        pending = iter(order)
        while chunk := self._chunk(pending, sources):
            longest = len(sources[chunk[0]])
            limit = min(decoding.max_length, int(ratio * longest) + 16) if ratio else decoding.max_length
            outputs = self._translate([self._framed(sources[i]) for i in chunk], replace(decoding, max_length=limit))
            for i, output in zip(chunk, outputs, strict=True):
                results[i] = self._hypothesis(output, limit)
            done += len(chunk)
            if progress:
                progress(done, len(sources))
        return [result or Hypothesis((), 0.0, False) for result in results]

    def attend(self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> list[Hypothesis]:
        """Return each target (pieces, no end mark) as if the model had written it, with its attention.

        ``score`` is that of what the model would write next, so of no use. Raises :class:`ModelError`.
        """
        prefixes = [[*self.frame.target_prefix, *target] for target in targets]
        limit = max(map(len, prefixes), default=0) + 1  # CTranslate2 counts the prefix as decoded
        decoding = Decoding(beam_size=1, max_length=limit, attention=True)
        outputs = self._translate([self._framed(source) for source in sources], decoding, prefixes)
        whole = [self._hypothesis(output, limit + 1) for output in outputs]
        return [
            replace(h, pieces=tuple(target), attention=h.attention[: len(target)] if h.attention is not None else None)
            for h, target in zip(whole, targets, strict=True)
        ]

    def _hypothesis(self, output: Any, limit: int) -> Hypothesis:
        """What CTranslate2 returned for one source, without what the frame added."""
        skip, first = len(self.frame.target_prefix), len(self.frame.source_prefix)
        after = len(self.frame.source_suffix) + len(self._end)
        best, *others = (tuple(pieces[skip:]) for pieces in output.hypotheses)
        attention = None
        if output.attention and best:
            import numpy as np  # there with CTranslate2; as lists these would fill the memory

            rows = np.array(output.attention[0], dtype=np.float32)
            attention = rows[skip:, first : rows.shape[1] - after].copy()
        return Hypothesis(best, output.scores[0], len(best) >= limit, tuple(others), attention)

    def _framed(self, source: Sequence[str]) -> list[str]:
        return [*self.frame.source_prefix, *source, *self.frame.source_suffix, *self._end]

    @staticmethod
    def _chunk(pending: Iterator[int], sources: Sequence[Sequence[str]]) -> list[int]:
        """Take the next sources, longest first, that fill about ``_CHUNK_TOKENS``."""
        first = next(pending, None)
        if first is None:
            return []
        return [first, *islice(pending, max(0, _CHUNK_TOKENS // (len(sources[first]) + 1) - 1))]

    def _translate(
        self, batch: list[list[str]], decoding: Decoding, prefixes: list[list[str]] | None = None
    ) -> list[Any]:
        # Every worker gets a share even when one page would fit into a single batch.
        share = -(-sum(map(len, batch)) // self.threads)
        if prefixes is None and self.frame.target_prefix:
            prefixes = [list(self.frame.target_prefix)] * len(batch)
        try:
            return list(
                self._model.translate_batch(
                    batch,
                    target_prefix=prefixes,
                    beam_size=max(decoding.beam_size, decoding.alternatives + 1),
                    num_hypotheses=decoding.alternatives + 1,
                    length_penalty=decoding.length_penalty,
                    repetition_penalty=decoding.repetition_penalty,
                    no_repeat_ngram_size=decoding.no_repeat_ngram_size,
                    min_decoding_length=decoding.min_length,
                    max_decoding_length=decoding.max_length,
                    max_input_length=0,  # the default cuts at 1,024 pieces without a word
                    max_batch_size=max(min(decoding.batch_tokens, share), *map(len, batch)),
                    batch_type="tokens",
                    return_scores=True,
                    return_attention=decoding.attention,
                    replace_unknowns=True,
                )
            )
        except (RuntimeError, ValueError) as error:
            raise ModelError(f"the model could not decode its input: {error}") from error


class _Tokenizer(Protocol):
    def encode(self, text: str) -> list[str]: ...

    def decode(self, pieces: list[str]) -> str: ...

    def surface(self, piece: str) -> str: ...


class _SentencePiece:
    """One joint vocabulary, or one for each side as OPUS-MT has them."""

    def __init__(self, source: Path, target: Path) -> None:
        import sentencepiece

        self._source = sentencepiece.SentencePieceProcessor(model_file=str(source))
        self._target = sentencepiece.SentencePieceProcessor(model_file=str(target))

    def encode(self, text: str) -> list[str]:
        return list(self._source.encode(text, out_type=str))

    def decode(self, pieces: list[str]) -> str:
        return str(self._target.decode(pieces))

    def surface(self, piece: str) -> str:
        return piece.replace("\u2581", " ")


class _ByteLevel:
    """The byte-level BPE of BART and its kin, kept in a ``tokenizer.json``."""

    def __init__(self, path: Path) -> None:
        try:
            from tokenizers import Tokenizer
        except ImportError as error:
            raise UsageError("this model needs the tokenizers library: pip install 'mt-digest[convert]'") from error
        self._bpe = Tokenizer.from_file(str(path))

    def encode(self, text: str) -> list[str]:
        return list(self._bpe.encode(text, add_special_tokens=False).tokens)

    def decode(self, pieces: list[str]) -> str:
        ids = (self._bpe.token_to_id(piece) for piece in pieces)
        return str(self._bpe.decode([i for i in ids if i is not None], skip_special_tokens=True))

    def surface(self, piece: str) -> str:
        return self.decode([piece])


def _tokenizer(folder: Path) -> _Tokenizer:
    """Return the tokenizer whose files stand in ``folder``."""
    joint = ("vocabulary.model", "sentencepiece.bpe.model", "spiece.model")
    for name in joint:
        if (folder / name).exists():
            return _SentencePiece(folder / name, folder / name)
    if (folder / "source.spm").exists():
        return _SentencePiece(folder / "source.spm", folder / "target.spm")
    return _ByteLevel(folder / "tokenizer.json")


def compute_types() -> list[str]:
    """Return what CTranslate2 can calculate with on this processor, sorted."""
    import ctranslate2

    return sorted(ctranslate2.get_supported_compute_types("cpu"))


def available_cores() -> int:
    """Return the number of cores this process may use (containers often allow fewer than exist)."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_TIDY: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\s+"), " "),
    (re.compile(r"\s+([,.;:!?%)\]}])(?=\s|$|[\"'])"), r"\1"),  # no space before a closing mark
    (re.compile(r"([(\[{])\s+"), r"\1"),
    (re.compile(r"(?<=\w)\s+'(s|t|re|ve|ll|d|m)\b"), r"'\1"),  # Governor 's -> Governor's
    # Quotes hug what they quote; a closing quote, which has no space before it, must not be taken to open.
    (re.compile(r'(?<!\S)"\s+([^"]+?)\s+"(?!\w)'), r'"\1"'),
)


def tidy(text: str) -> str:
    """Return model output as people write it: entities unescaped, no space before stops or inside quotes.

    >>> tidy("the Governor &apos; s Office , he said .")
    "the Governor's Office, he said."
    """
    text = html.unescape(text).replace(" ' s ", "'s ")
    for pattern, replacement in _TIDY:
        text = pattern.sub(replacement, text)
    return text.strip()
