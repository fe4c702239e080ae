"""Write ``vmap.txt``: which target pieces a sentence can need, so that the decoder scores only those.

    python -m training.vmap DATA MODEL [--frequent 800] [--each 100]

DATA holds the prepared corpora (``training.prepare``) with their word alignments, MODEL is a CTranslate2 folder.
A source piece allows the target pieces it was aligned with, the ``--each`` most frequent; every sentence allows
the ``--frequent`` most frequent target pieces and all single characters, or a name could not be spelled out.
CTranslate2 reads the file by itself when it is called with ``use_vmap``; one line is a source piece, a tab, and
target pieces with spaces between, the first line those that are always allowed.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from scipy import sparse

from .model import to_model_ids

LEAST = 2  # an alignment seen once is mostly a mistake of the aligner
SPECIAL = 3  # unknown, end, mask: first in the vocabulary, always allowed


def count(data: Path, vocabulary: int) -> tuple[sparse.csr_matrix, np.ndarray]:
    """Return how often source and target pieces are aligned, and how often each target piece occurs."""
    aligned = sparse.csr_matrix((vocabulary, vocabulary))
    unigram = np.zeros(vocabulary, dtype=np.int64)
    for path in sorted(data.glob("*.npz")):
        corpus = np.load(path)
        if path.stem == "copy" or "links" not in corpus:
            continue
        source, target = to_model_ids(corpus["source"]), to_model_ids(corpus["target"])
        unigram += np.bincount(target, minlength=vocabulary)
        starts = [
            np.repeat(np.cumsum(n) - n, corpus["links_length"])
            for n in (corpus["source_length"].astype(int), corpus["target_length"].astype(int))
        ]
        pairs = source[starts[0] + corpus["links"][:, 0]], target[starts[1] + corpus["links"][:, 1]]
        aligned = aligned + sparse.coo_matrix((np.ones(len(pairs[0])), pairs), aligned.shape).tocsr()
    return aligned.tocsr(), unigram


def lines(pieces: list[str], aligned: sparse.csr_matrix, unigram: np.ndarray, *, frequent: int, each: int) -> list[str]:
    """Return the lines of the file: pieces in the order of the vocabulary."""
    known = len(pieces)
    always = set(range(SPECIAL)) | set(np.argsort(-unigram[:known], kind="stable")[:frequent].tolist())
    always |= {i for i, piece in enumerate(pieces) if len(piece.removeprefix("\u2581")) == 1}
    found = ["\t" + " ".join(pieces[i] for i in sorted(always))]
    for source, piece in enumerate(pieces):
        row = aligned[source]
        best = sorted(zip(-row.data, row.indices, strict=True))[:each]
        allowed = sorted(int(i) for times, i in best if -times >= LEAST and i < known)
        if allowed:
            found.append(f"{piece}\t{' '.join(pieces[i] for i in allowed)}")
    return found


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--frequent", type=int, default=800)
    parser.add_argument("--each", type=int, default=100)
    args = parser.parse_args()
    pieces = json.loads((args.model / "shared_vocabulary.json").read_text(encoding="utf-8"))
    # The model has one row more than the vocabulary file: padding, last of all.
    aligned, unigram = count(args.data, len(pieces) + 1)
    made = lines(pieces, aligned, unigram, frequent=args.frequent, each=args.each)
    (args.model / "vmap.txt").write_text("\n".join(made) + "\n", encoding="utf-8")
    print(f"{args.model / 'vmap.txt'}: {len(made) - 1} source pieces, {made[0].count(' ') + 1} always allowed")


if __name__ == "__main__":
    main()
