"""The one seam to CTranslate2: text to pieces, pieces to hypotheses.

Translator and summarizer share it. An engine is immutable after loading and may be used by many
threads at once. Nothing is truncated: input that is too long raises, and a hypothesis that ran into
the decoding limit says so.
"""

import json
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from .align import Attention
from .device import choose_device
from .errors import ModelError
from .models.lock import Frame
from .tokenizer import load_tokenizer, tidy

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

    @property
    def beam(self) -> int:
        """How many hypotheses are searched side by side: room for the alternatives."""
        return max(self.beam_size, self.alternatives + 1)

    def against_loops(self) -> "Decoding":
        """Return the settings of a second try after a loop: repeats are blocked, at some cost in fluency."""
        return replace(self, no_repeat_ngram_size=3, repetition_penalty=1.2)


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One decoded output: pieces without end mark, mean log-probability a piece, and whether it was cut off.

    ``alternatives`` are the pieces of further hypotheses, best first; empty unless :class:`Decoding` asks
    for them. So is ``attention`` None, or has a row for each of ``pieces`` and a column for each source piece;
    after a beam search that of the first piece is not known and 0.
    """

    pieces: tuple[str, ...]
    score: float
    truncated: bool
    alternatives: tuple[tuple[str, ...], ...] = ()
    attention: Attention | None = field(default=None, compare=False, repr=False)


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
            self._workers = place.workers(self.threads)
            self._model = ctranslate2.Translator(
                str(folder),
                device=place.name,
                inter_threads=self._workers,
                intra_threads=1,
                compute_type=place.compute_type,
            )
            self._tokenizer = load_tokenizer(folder)
            # The pieces that the model may write, where it brings a list of them: no other is scored.
            self._listed = (folder / "vmap.txt").exists()
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

        ``progress(done, total)`` counts sources; ``ratio`` as in :meth:`stream`, which gives the results sooner.
        """
        results = [Hypothesis((), 0.0, False)] * len(sources)
        for done, (i, hypothesis) in enumerate(self.stream(sources, decoding, ratio=ratio)):
            if progress:
                progress(done, len(sources))
            results[i] = hypothesis
        if progress:
            progress(len(sources), len(sources))
        return results

    def stream(
        self, sources: Sequence[Sequence[str]], decoding: Decoding, *, ratio: float = 0.0
    ) -> Iterator[tuple[int, Hypothesis]]:
        """Yield the position of every source and its hypothesis, while others are still being decoded.

        The longest come first, empty ones at the end. ``ratio`` above 0 also bounds an output by ``ratio`` times
        the longest source of its batch, so that a loop in a short sentence ends early. Raises :class:`ModelError`.
        """
        for i, (best, *others) in self.several(sources, decoding, ratio=ratio):
            yield i, replace(best, alternatives=tuple(other.pieces for other in others)) if others else best

    def several(
        self, sources: Sequence[Sequence[str]], decoding: Decoding, *, ratio: float = 0.0
    ) -> Iterator[tuple[int, list[Hypothesis]]]:
        """Yield what :meth:`stream` does with all hypotheses whole, best first: one more than the alternatives."""
        running: deque[tuple[Sequence[int], Decoding, list[Any]]] = deque()
        for batch in self._batches(sources, decoding.batch_tokens):
            longest = len(sources[batch[0]])
            limit = min(decoding.max_length, int(ratio * longest) + 16) if ratio else decoding.max_length
            own = replace(decoding, max_length=limit)
            running.append((batch, own, self._submit([self._framed(sources[i]) for i in batch], own)))
            # One batch waits for each worker: none is ever idle, and little is done in vain when nobody asks on.
            if len(running) > 2 * self._workers:
                yield from self._finished(*running.popleft())
        while running:
            yield from self._finished(*running.popleft())
        yield from ((i, [Hypothesis((), 0.0, False)]) for i, source in enumerate(sources) if not source)

    def _finished(
        self, batch: Sequence[int], decoding: Decoding, answers: Sequence[Any]
    ) -> Iterator[tuple[int, list[Hypothesis]]]:
        for i, answer in zip(batch, answers, strict=True):
            with _as_model_error():
                output = answer.result()
            yield i, self._hypotheses(output, decoding)

    def _batches(self, sources: Sequence[Sequence[str]], most: int) -> Iterator[list[int]]:
        """Yield the positions of sources of about one length, longest first, about ``most`` pieces at most.

        All are about as large and as many as keep every worker busy to the end: a single page is shared among the
        workers even where it would fit into one batch.
        """
        order = sorted((i for i, source in enumerate(sources) if source), key=lambda i: -len(sources[i]))
        total = sum(map(len, sources))
        count = -(-total // (most * self._workers)) * self._workers
        batch: list[int] = []
        taken = full = 0
        for i in order:
            batch.append(i)
            taken += len(sources[i])
            if taken * count >= total * (full + 1):
                yield batch
                batch, full = [], taken * count // total

    def attend(self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> list[Hypothesis]:
        """Return each target (pieces, no end mark) as if the model had written it, with its attention.

        ``score`` is that of what the model would write next, so of no use. Raises :class:`ModelError`.
        """
        prefixes = [[*self.frame.target_prefix, *target] for target in targets]
        limit = max(map(len, prefixes), default=0) + 1  # CTranslate2 counts the prefix as decoded
        decoding = Decoding(beam_size=1, max_length=limit, attention=True)
        answers = self._submit([self._framed(source) for source in sources], decoding, prefixes)
        whole = [best for _, [best] in self._finished(range(len(sources)), decoding, answers)]
        return [
            Hypothesis(
                tuple(target), h.score, False, attention=None if h.attention is None else h.attention[: len(target)]
            )
            for h, target in zip(whole, targets, strict=True)
        ]

    def _hypotheses(self, output: Any, decoding: Decoding) -> list[Hypothesis]:
        """What CTranslate2 returned for one source, best first, without what the frame added."""
        skip, first = len(self.frame.target_prefix), len(self.frame.source_prefix)
        after = len(self.frame.source_suffix) + len(self._end)
        given = output.attention  # made anew, as lists, each time that it is asked for
        found = []
        for n, (whole, score) in enumerate(zip(output.hypotheses, output.scores, strict=True)):
            pieces, attention = tuple(whole[skip:]), None
            if pieces and given:
                attention = [row[first : len(row) - after] for row in given[n][skip:]]
                if decoding.beam > 1 and not skip:
                    # The first step of a beam search is given that of another source (CTranslate2 4.8).
                    attention[0] = [0.0] * len(attention[0])
            found.append(Hypothesis(pieces, score, len(pieces) >= decoding.max_length, attention=attention))
        return found

    def _framed(self, source: Sequence[str]) -> list[str]:
        return [*self.frame.source_prefix, *source, *self.frame.source_suffix, *self._end]

    def _submit(self, batch: list[list[str]], decoding: Decoding, prefixes: list[list[str]] | None = None) -> list[Any]:
        """Hand ``batch`` to a worker as it is; return what will hold the answer for each of its sources."""
        if prefixes is None and self.frame.target_prefix:
            prefixes = [list(self.frame.target_prefix)] * len(batch)
        with _as_model_error():
            return list(
                self._model.translate_batch(
                    batch,
                    target_prefix=prefixes,
                    beam_size=decoding.beam,
                    num_hypotheses=decoding.alternatives + 1,
                    length_penalty=decoding.length_penalty,
                    repetition_penalty=decoding.repetition_penalty,
                    no_repeat_ngram_size=decoding.no_repeat_ngram_size,
                    min_decoding_length=decoding.min_length,
                    max_decoding_length=decoding.max_length,
                    max_input_length=0,  # the default cuts at 1,024 pieces without a word
                    return_scores=True,
                    return_attention=decoding.attention,
                    replace_unknowns=True,
                    use_vmap=self._listed and prefixes is None,  # a prefix may hold any piece
                    asynchronous=True,
                )
            )


@contextmanager
def _as_model_error() -> Iterator[None]:
    try:
        yield
    except (RuntimeError, ValueError) as error:
        raise ModelError(f"the model could not decode its input: {error}") from error


def compute_types() -> list[str]:
    """Return what CTranslate2 can calculate with on this processor, sorted."""
    import ctranslate2

    return sorted(ctranslate2.get_supported_compute_types("cpu"))


def available_cores() -> int:
    """Return the number of cores this process may use (containers often allow fewer than exist)."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
