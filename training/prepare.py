"""Turn corpora into token ids: cleaned, deduplicated, held-out text removed, aligned.

Writes ``vocabulary.model`` (SentencePiece), and one ``NAME.npz`` for each source with the ids of both
sides and, where there are sentences, word alignments between pieces (eflomal), which supervise one
attention head: a small model then learns where to look long before it would by itself.
"""

import argparse
import random
import shutil
import tempfile
from pathlib import Path

import numpy as np
import sentencepiece as spm

from . import corpora

# Tokens that steer a task; they are never produced from running text.
CONTROL = ["<mask>", "<copy>", "<summary>", "<headline>", "<sentence>", "<brief>", "<long>"]
Pairs = dict[str, list[tuple[str, str]]]


def load(bitext: Path, evaluation: corpora.Overlap, names: list[str]) -> Pairs:
    """Read each source of ``names`` that is present; sound, distinct pairs without held-out text."""
    seen: set[tuple[str, str]] = set()
    kept: Pairs = {}
    for name in names:
        pairs, total = [], 0
        for pair in corpora.read_pairs(name, bitext):
            total += 1
            if pair in seen or not corpora.is_sound(*pair):
                continue
            seen.add(pair)
            if pair[0] in evaluation or pair[1] in evaluation:
                continue
            pairs.append(pair)
        if pairs:
            kept[name] = pairs
            print(f"{name:28s} {len(pairs):7,d} of {total:7,d} pairs")
    return kept


def train_vocabulary(pairs: Pairs, prefix: Path, size: int, extra: list[str], *, seed: int = 1) -> None:
    """Train one joint unigram vocabulary on a sample drawn by the training weights."""
    rng = random.Random(seed)
    sample: list[str] = list(extra)
    for name, rows in pairs.items():
        share = corpora.WEIGHTS[name] / sum(corpora.WEIGHTS[n] for n in pairs)
        for pair in rng.sample(rows, min(len(rows), int(share * 120_000))):
            sample += pair
    rng.shuffle(sample)
    spm.set_random_generator_seed(seed)
    spm.SentencePieceTrainer.train(
        sentence_iterator=iter(sample),
        model_prefix=str(prefix),
        vocab_size=size,
        model_type="unigram",
        character_coverage=0.9999,
        split_digits=True,  # digits are copied one by one, never memorized as numbers
        user_defined_symbols=CONTROL,
        bos_id=-1,
        unk_id=0,
        eos_id=1,
        pad_id=2,
        hard_vocab_limit=False,
        num_threads=2,
        minloglevel=1,
    )


def align(source: list[list[int]], target: list[list[int]], work: Path) -> list[np.ndarray]:
    """Return, for each pair, an array (links, 2) of source and target positions, both directions joined."""
    from eflomal import Aligner

    names = {side: work / side for side in ("source", "target", "forward", "reverse")}
    for side, rows in (("source", source), ("target", target)):
        names[side].write_text("".join(" ".join(map(str, row)) + "\n" for row in rows))
    with names["source"].open() as s, names["target"].open() as t:
        Aligner(model=3, n_iterations=(2, 2, 4)).align(
            s, t, links_filename_fwd=str(names["forward"]), links_filename_rev=str(names["reverse"]), quiet=True
        )
    links = []
    with names["forward"].open() as forward, names["reverse"].open() as reverse:
        for both in zip(forward, reverse, strict=True):
            pairs = {tuple(map(int, link.split("-"))) for line in both for link in line.split()}
            links.append(np.array(sorted(pairs), dtype=np.uint16).reshape(-1, 2))
    return links


def save(path: Path, source: list[list[int]], target: list[list[int]], links: list[np.ndarray] | None) -> None:
    """Write one source's ids as flat arrays with lengths (and links likewise)."""
    flat = {
        "source": np.array([i for s in source for i in s], dtype=np.uint16),
        "source_length": np.array([len(s) for s in source], dtype=np.uint16),
        "target": np.array([i for t in target for i in t], dtype=np.uint16),
        "target_length": np.array([len(t) for t in target], dtype=np.uint16),
    }
    if links is not None:
        flat["links"] = np.concatenate(links)
        flat["links_length"] = np.array([len(x) for x in links], dtype=np.uint16)
    np.savez_compressed(path, **flat)


def main() -> None:
    """Command line of the preparation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with bitext/, mono/, eval_sets/")
    parser.add_argument("--page", type=Path, required=True, help="the real page, which is held out")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--vocabulary", type=int, default=8000, help="number of pieces (default 8000)")
    parser.add_argument("--keep", type=Path, help="a vocabulary.model to keep: that of the model trained on from")
    parser.add_argument("--max-pieces", type=int, default=127)
    parser.add_argument("--only", nargs="*", default=list(corpora.WEIGHTS), help="sources (default: all weighted)")
    parser.add_argument("--mono", nargs="*", default=["en_abp_mideast", "en_timelines_crisis", "en_fakes_syria"])
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    evaluation = corpora.held_out(args.corpora / "eval_sets", args.page)
    pairs = load(args.corpora / "bitext", evaluation, args.only)
    english = corpora.read_mono(args.corpora / "mono", args.mono, evaluation)
    print(f"{len(english):,d} English sentences of mono")
    if args.keep:
        shutil.copyfile(args.keep, args.out / "vocabulary.model")
    else:
        sample = random.Random(1).sample(english, min(len(english), 30_000))
        train_vocabulary(pairs, args.out / "vocabulary", args.vocabulary, sample)
    tokenizer = spm.SentencePieceProcessor(model_file=str(args.out / "vocabulary.model"))

    def short(ids: list[int]) -> bool:
        return 0 < len(ids) <= args.max_pieces

    kept: dict[str, tuple[list[list[int]], list[list[int]]]] = {}
    for name, rows in pairs.items():
        encoded = zip(*(tokenizer.encode([row[side] for row in rows]) for side in (0, 1)), strict=True)
        good = [pair for pair in encoded if short(pair[0]) and short(pair[1])]
        if good:
            kept[name] = ([s for s, _ in good], [t for _, t in good])
    sentences = {name: ids for name, ids in kept.items() if not name.startswith("names_")}
    with tempfile.TemporaryDirectory() as work:
        links = iter(
            align(
                [s for source, _ in sentences.values() for s in source],
                [t for _, target in sentences.values() for t in target],
                Path(work),
            )
        )
    for name, (source, target) in kept.items():
        save(args.out / f"{name}.npz", source, target, [next(links) for _ in source] if name in sentences else None)
    copies = [ids for ids in tokenizer.encode(english) if 4 < len(ids) <= args.max_pieces]
    if copies:
        save(args.out / "copy.npz", copies, copies, None)


if __name__ == "__main__":
    main()
