"""Subword regularization: the words of a source cut otherwise each time they are read (Kudo 2018)."""

import numpy as np
import sentencepiece as spm

from .model import SPM_PAD, to_model_ids
from .prepare import CONTROL


class Resegmenter:
    """Cuts a source anew, at random; the links go where their characters go.

    A word that the vocabulary holds whole is then also read as its parts, which is how its rarer forms are
    read, and learns from them. ``alpha`` is the exponent of a cut's probability: the nearer to 0, the more
    a cut differs from the best one.
    """

    def __init__(self, tokenizer: spm.SentencePieceProcessor, *, alpha: float = 0.4) -> None:
        self._tokenizer, self._alpha = tokenizer, alpha
        self._pieces = [tokenizer.id_to_piece(i) for i in range(tokenizer.get_piece_size())]
        self._control = {tokenizer.piece_to_id(piece) for piece in CONTROL}

    def __call__(self, source: np.ndarray, links: np.ndarray | None) -> tuple[np.ndarray, np.ndarray | None]:
        """Return other model ids for the same text, with the links (n, 2) of source and target positions.

        A text with unknown pieces is returned as it is, and so are control tokens before it.
        """
        ids = (source + (source >= SPM_PAD)).tolist()
        first = next((n for n, i in enumerate(ids) if i not in self._control), len(ids))
        old = [self._pieces[i] for i in ids[first:]]
        text = "".join(old)
        cut = self._tokenizer.encode(
            text.replace("\u2581", " ").removeprefix(" "), enable_sampling=True, alpha=self._alpha, nbest_size=-1
        )
        new = [self._pieces[i] for i in cut]
        if "".join(new) != text:
            return source, links
        ids = np.array([*ids[:first], *cut])
        return to_model_ids(ids), None if links is None else _moved(links, first, old, new)


def _moved(links: np.ndarray, first: int, old: list[str], new: list[str]) -> np.ndarray:
    """Return links from each piece of ``new`` that shares a character with a linked one of ``old``."""
    owner = np.repeat(np.arange(len(new)) + first, [len(piece) for piece in new])  # of each character
    ends = np.cumsum([len(piece) for piece in old])
    reach = [(i, i) for i in range(first)]  # first and last new piece of each old one
    reach += zip(owner[np.append(0, ends[:-1])].tolist(), owner[ends - 1].tolist(), strict=True)
    moved = {(j, target) for i, target in links.tolist() for j in range(reach[i][0], reach[i][1] + 1)}
    return np.array(sorted(moved), dtype=np.int64).reshape(-1, 2)
