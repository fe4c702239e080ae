"""Misspelled copies of prepared pairs: what people type and scanners read, with the same English.

Each source gets one way of misspelling, as one writer or one scanner would do it throughout, and its
words are cut into pieces at random (subword regularization, Kudo 2018), since a misspelled word falls
into rarer pieces than the model has seen.
"""

import argparse
import random
from pathlib import Path

import numpy as np
import sentencepiece as spm

from mt.evaluation.noise import add_noise
from mt.normalize import normalize

from .prepare import save

SOURCES = ["news_ant", "own_pairs", "tatoeba", "un_parallel_sample", "nllbseed_ary_msa", "geneval_wiki", "mt_fignews"]
# (kind, share of its places that are hit); kinds that normalization undoes anyway are left out
KINDS = [("final-letters", 1.0), ("final-letters", 0.3), ("stops", 1.0), ("joined", 0.06), ("ocr", 0.02), (None, 0.0)]


def misspelled(text: str, draw: random.Random) -> str:
    """Return ``text`` with one kind of noise, drawn from ``KINDS``, as the model will see it."""
    kind, level = draw.choice(KINDS)
    noisy = add_noise(text, kind, level=level, seed=draw.randrange(1 << 30)) if kind else text
    return normalize(noisy, fold_letters=True)


def main() -> None:
    """Command line: write ``noisy.npz`` beside the pairs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that prepare.py wrote")
    parser.add_argument("--pairs", type=int, default=60_000)
    parser.add_argument("--alpha", type=float, default=0.3, help="smoothing of the random segmentation")
    args = parser.parse_args()
    tokenizer = spm.SentencePieceProcessor(model_file=str(args.data / "vocabulary.model"))
    draw = random.Random(1)
    spm.set_random_generator_seed(1)
    pairs: list[tuple[list[int], list[int]]] = []
    for name in SOURCES:
        path = args.data / f"{name}.npz"
        if not path.exists():
            continue
        data = np.load(path)
        sides = [np.split(data[s], np.cumsum(data[f"{s}_length"].astype(int))[:-1]) for s in ("source", "target")]
        pairs += [(s.tolist(), t.tolist()) for s, t in zip(*sides, strict=True)]
    sources, targets = [], []
    for source, target in draw.sample(pairs, min(len(pairs), args.pairs)):
        text = misspelled(tokenizer.decode(source), draw)
        pieces = tokenizer.encode(text, enable_sampling=True, alpha=args.alpha, nbest_size=-1)
        if 0 < len(pieces) <= 127:
            sources.append(pieces)
            targets.append(target)
    save(args.data / "noisy.npz", sources, targets, None)
    print(f"{len(sources):,d} misspelled pairs")


if __name__ == "__main__":
    main()
