"""Endless batches of fixed shapes, drawn by source weight.

On a CPU each new tensor shape costs a kernel compilation, so lengths come in few buckets and each
bucket has one batch size. Each batch holds about ``tokens`` positions on its longer side. Sentence
pairs are padded to the same length on both sides; summaries, far shorter than their documents, are not.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sentencepiece as spm
import torch

from .model import EOS, to_model_ids
from .resegment import Resegmenter

BUCKETS = (8, 16, 24, 32, 40, 48, 64, 80, 96, 128, 192, 256, 320, 384, 448)


Pair = tuple[np.ndarray, np.ndarray, np.ndarray | None]  # source ids, target ids, links (n, 2)


@dataclass
class Source:
    """One corpus as flat ids; ``links`` is None where alignments are unknown, "same" for copying."""

    source: np.ndarray
    source_ends: np.ndarray
    target: np.ndarray
    target_ends: np.ndarray
    links: np.ndarray | None
    links_ends: np.ndarray | None
    copy: bool

    @classmethod
    def load(cls, path: Path, *, reverse: bool = False) -> "Source":
        """Read what prepare.py wrote; ``reverse`` swaps the languages (for back-translation)."""
        data = np.load(path)
        links = data.get("links")
        if links is not None and reverse:
            links = links[:, ::-1]
        source, target = ("target", "source") if reverse else ("source", "target")
        return cls(
            to_model_ids(data[source]),
            np.cumsum(data[f"{source}_length"].astype(np.int64)),
            to_model_ids(data[target]),
            np.cumsum(data[f"{target}_length"].astype(np.int64)),
            links,
            np.cumsum(data["links_length"].astype(np.int64)) if links is not None else None,
            path.stem == "copy",
        )

    def __len__(self) -> int:
        return len(self.source_ends)

    @staticmethod
    def _slice(flat: np.ndarray, ends: np.ndarray, i: int) -> np.ndarray:
        return flat[ends[i - 1] if i else 0 : ends[i]]

    def pair(self, i: int) -> Pair:
        """Source ids, target ids and links of one pair."""
        links = self._slice(self.links, self.links_ends, i) if self.links is not None else None
        return self._slice(self.source, self.source_ends, i), self._slice(self.target, self.target_ends, i), links


def noised(ids: np.ndarray, rng: np.random.Generator, mask: int, first: int) -> tuple[np.ndarray, np.ndarray]:
    """A denoising source for ``ids``: spans masked (BART's text infilling) after the task token.

    About 15 % of the pieces vanish into masks; links are known, since the rest is copied.
    """
    out, links, i = [first], [], 0
    while i < len(ids):
        if rng.random() < 0.06:
            span = 1 + rng.poisson(1.5)
            links += [(len(out), j) for j in range(i, min(i + span, len(ids)))]
            out.append(mask)
            i += span
        else:
            links.append((len(out), i))
            out.append(ids[i])
            i += 1
    return np.array(out), np.array(links).reshape(-1, 2)


def cropped(source: np.ndarray, links: np.ndarray | None, length: int) -> tuple[np.ndarray, np.ndarray | None]:
    """The first ``length`` pieces of a document, and the links into them: a summary is mostly of its lead."""
    return source[:length], links[links[:, 0] < length] if links is not None else None


@dataclass(frozen=True)
class Batch:
    """Tensors (batch, length): source with ``</s>``, target with ``</s>``; alignment (batch, target, source)."""

    source: torch.Tensor
    target: torch.Tensor
    alignment: torch.Tensor


class Sampler:
    """Draws batches for ever; ``longest`` can be changed between draws (short first).

    A pair of sentences longer than that is passed over; a document is cropped. Of the sources, the share
    ``resegmented`` is cut anew each time it is read.
    """

    def __init__(
        self,
        folder: Path,
        weights: dict[str, float],
        *,
        tokens: int,
        tokenizer: spm.SentencePieceProcessor,
        seed: int,
        square: bool = True,
        reverse: bool = False,
        resegmented: float = 0.0,
    ) -> None:
        self.rng = np.random.default_rng(seed)
        spm.set_random_generator_seed(seed)
        paths = {name: folder / f"{name}.npz" for name in weights}
        found = {name: Source.load(path, reverse=reverse) for name, path in paths.items() if path.exists()}
        self.sources = {name: source for name, source in found.items() if len(source)}
        if not self.sources:
            raise FileNotFoundError(f"no prepared corpora in {folder}: run python -m training.prepare first")
        self.names = list(self.sources)
        share = np.array([weights[name] for name in self.names])
        self.share = share / share.sum()
        self.tokens, self.square = tokens, square
        self.pad = tokenizer.get_piece_size() - 1
        self._mask, self._copy = to_model_ids(np.array([tokenizer.piece_to_id(t) for t in ("<mask>", "<copy>")]))
        self._resegmented, self._resegment = resegmented, Resegmenter(tokenizer)
        self.longest = BUCKETS[-1]
        self._order: dict[str, list[int]] = {name: [] for name in self.names}
        self._pools: dict[tuple[int, int], list[Pair]] = defaultdict(list)

    def _next(self, name: str) -> Pair:
        if not self._order[name]:
            self._order[name] = self.rng.permutation(len(self.sources[name])).tolist()
        corpus = self.sources[name]
        source, target, links = corpus.pair(self._order[name].pop())
        if corpus.copy:
            source, links = noised(source, self.rng, self._mask, self._copy)
        elif self.rng.random() < self._resegmented:
            source, links = self._resegment(source, links)
        if not self.square and len(source) >= self.longest:
            source, links = cropped(source, links, self.longest - 1)
        return source, target, links

    def __iter__(self) -> Iterator[Batch]:
        while True:
            name = self.names[self.rng.choice(len(self.names), p=self.share)]
            drawn = 0
            while drawn < 300:  # target pieces a turn, so that shares are shares of tokens
                source, target, links = self._next(name)
                drawn += len(target)
                shape = self._shape(len(source) + 1, len(target) + 1)
                if shape is None:
                    continue
                pool = self._pools[shape]
                pool.append((source, target, links))
                if len(pool) == max(1, self.tokens // max(shape)):
                    yield self._batch(pool, shape)
                    pool.clear()

    def _shape(self, source: int, target: int) -> tuple[int, int] | None:
        """The bucket of each side, or None for a pair that is too long just now."""
        if max(source, target) > self.longest:
            return None
        if self.square:
            source = target = max(source, target)
        return tuple(next(b for b in BUCKETS if b >= length) for length in (source, target))

    def _batch(self, pool: list[Pair], shape: tuple[int, int]) -> Batch:
        source = np.full((len(pool), shape[0]), self.pad)
        target = np.full((len(pool), shape[1]), self.pad)
        alignment = np.zeros((len(pool), shape[1], shape[0]), dtype=np.float32)
        for row, (s, t, links) in enumerate(pool):
            source[row, : len(s) + 1] = [*s, EOS]
            target[row, : len(t) + 1] = [*t, EOS]
            if links is not None:
                alignment[row, links[:, 1], links[:, 0]] = 1
                alignment[row, len(t), len(s)] = 1
        alignment /= np.maximum(alignment.sum(2, keepdims=True), 1)
        return Batch(torch.from_numpy(source), torch.from_numpy(target), torch.from_numpy(alignment))
