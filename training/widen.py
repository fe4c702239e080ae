"""More Arabic pieces for a model that is trained on: fewer pieces a word, so fewer words to spell out.

    python -m training.widen --corpora CORPORA --page PAGE --vocabulary vocabulary.model --checkpoint OLD.pt
                             --pieces 16000 --out FOLDER

A small joint vocabulary cuts most Arabic words into three or four pieces, from which the network has to make
out every word anew. This writes ``vocabulary.model`` with all the old pieces under their old numbers, Arabic cut
as a larger vocabulary of Arabic alone cuts it, and ``checkpoint.pt``, where a new piece begins as the mean of
the old pieces that it was cut into. English is cut as before. Only pieces that may be written are scored, so
neither training nor decoding does more work for it; a source is shorter.
"""

import argparse
import math
import random
import re
import tempfile
from pathlib import Path

import sentencepiece as spm
import torch
from sentencepiece import sentencepiece_model_pb2 as proto

from . import corpora
from .backtranslate import ARABIC
from .model import SPM_PAD
from .prepare import load

_ARABIC = re.compile("[\u0600-\u06ff]")
_NEVER = 20.0  # how far below all others the score of an old piece is that the new vocabulary does without


def arabic_vocabulary(texts: list[str], size: int, *, seed: int = 1) -> proto.ModelProto:
    """Train a unigram vocabulary on Arabic ``texts`` alone."""
    spm.set_random_generator_seed(seed)
    with tempfile.TemporaryDirectory() as work:
        spm.SentencePieceTrainer.train(
            sentence_iterator=iter(texts),
            model_prefix=f"{work}/arabic",
            vocab_size=size,
            character_coverage=0.9999,
            split_digits=True,
            hard_vocab_limit=False,
            num_threads=2,
            minloglevel=1,
        )
        return proto.ModelProto.FromString(Path(f"{work}/arabic.model").read_bytes())


def joined(old: proto.ModelProto, arabic: proto.ModelProto) -> proto.ModelProto:
    """Return ``old`` with the Arabic pieces and scores of ``arabic``, old pieces first and under their numbers.

    Scores are logarithms of frequencies; half of a joint text is Arabic.
    """
    scores = {p.piece: p.score - math.log(2) for p in arabic.pieces if _ARABIC.search(p.piece)}
    lowest = min(p.score for p in [*old.pieces, *arabic.pieces]) - _NEVER
    new = proto.ModelProto()
    new.CopyFrom(old)
    for piece in new.pieces:
        if _ARABIC.search(piece.piece):
            piece.score = scores.pop(piece.piece, lowest)
    for text, score in scores.items():
        new.pieces.add(piece=text, score=score, type=proto.ModelProto.SentencePiece.NORMAL)
    new.trainer_spec.vocab_size = len(new.pieces)
    return new


def widened(
    state: dict[str, torch.Tensor], old: spm.SentencePieceProcessor, new: spm.SentencePieceProcessor
) -> dict[str, torch.Tensor]:
    """Return a state for the new vocabulary: a new piece is the mean of the old pieces that it was cut into."""
    table, bias = state["model.shared.weight"], state["final_logits_bias"][0]
    rows = []
    for i in range(old.get_piece_size(), new.get_piece_size()):
        ids = old.encode(new.id_to_piece(i).replace("\u2581", " "))
        # A piece within a word is cut as if a word began with it: the mark of the beginning is left out.
        inner = not new.id_to_piece(i).startswith("\u2581")
        ids = [j for j in ids if not (inner and old.id_to_piece(j) == "\u2581")]
        rows.append(table[[j - (j > SPM_PAD) for j in ids]].mean(0))
    # Padding is the last row, before and after.
    wide = torch.cat([table[:-1], torch.stack(rows), table[-1:]])
    biases = torch.cat([bias[:-1], bias[:-1].min().repeat(len(rows)), bias[-1:]])[None]
    tied = {name: wide for name, value in state.items() if value.shape == table.shape}
    return {**state, **tied, "final_logits_bias": biases}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--corpora", type=Path, required=True, help="folder with bitext/, mono/, eval_sets/")
    add("--page", type=Path, required=True, help="the real page, which is held out")
    add("--vocabulary", type=Path, required=True, help="vocabulary.model of the checkpoint")
    add("--checkpoint", type=Path, required=True)
    add("--pieces", type=int, default=16_000, help="of Arabic (default 16000)")
    add("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    evaluation = corpora.held_out(args.corpora / "eval_sets", args.page)
    names = [name for name in corpora.WEIGHTS if not name.startswith("names_")]
    texts = [arabic for rows in load(args.corpora / "bitext", evaluation, names).values() for arabic, _ in rows]
    texts += corpora.read_mono(args.corpora / "mono", ARABIC, evaluation, arabic=True)
    texts = random.Random(1).sample(texts, min(len(texts), 600_000))
    old = proto.ModelProto.FromString(args.vocabulary.read_bytes())
    path = args.out / "vocabulary.model"
    path.write_bytes(joined(old, arabic_vocabulary(texts, args.pieces)).SerializeToString())
    processors = [spm.SentencePieceProcessor(model_file=str(p)) for p in (args.vocabulary, path)]
    state = torch.load(args.checkpoint, map_location="cpu")["model"]
    torch.save({"model": widened(state, *processors)}, args.out / "checkpoint.pt")
    lengths = [sum(map(len, p.encode(texts[:5000]))) for p in processors]
    print(
        f"{len(old.pieces):,d} to {processors[1].get_piece_size():,d} pieces; a source is {lengths[1] / lengths[0]:.2f}"
    )


if __name__ == "__main__":
    main()
