"""Clean English news to training pairs: the Arabic side by a model that was trained backwards.

The English side is what people wrote, so the translator learns English from far more news than there is
in the bitext (Sennrich et al. 2016). The source begins with a tag, here the mask token, that tells the
model not to trust it (Caswell et al. 2019).
"""

import argparse
import random
from pathlib import Path

import sentencepiece as spm

from mt.checks import is_loop
from mt.engine import Decoding, Engine

from . import corpora
from .prepare import save

MONO = ["en_abp_mideast", "en_abp_world", "en_bbc2005", "en_timelines_crisis", "en_aj_bbc_ukraine", "en_lafand_news"]


def main() -> None:
    """Command line of the back-translation."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with mono/ and eval_sets/")
    parser.add_argument("--page", type=Path, required=True, help="the real page, which is held out")
    parser.add_argument("--model", type=Path, required=True, help="exported model of a training with --reverse")
    parser.add_argument("--data", type=Path, required=True, help="folder that prepare.py wrote")
    parser.add_argument("--sentences", type=int, default=120_000)
    parser.add_argument("--longest", type=int, default=45, help="words of the longest sentence taken")
    parser.add_argument(
        "--lowest", type=float, default=-1.6, help="mean log-probability a piece below which Arabic is dropped"
    )
    parser.add_argument("--mono", nargs="*", default=MONO)
    args = parser.parse_args()
    tokenizer = spm.SentencePieceProcessor(model_file=str(args.data / "vocabulary.model"))
    evaluation = corpora.held_out(args.corpora / "eval_sets", args.page)
    english = [
        sentence
        for sentence in corpora.read_mono(args.corpora / "mono", args.mono, evaluation)
        if len(sentence.split()) <= args.longest
    ]
    english = random.Random(1).sample(english, min(len(english), args.sentences))
    engine = Engine(args.model)
    hypotheses = engine.generate(
        [engine.encode(sentence) for sentence in english],
        Decoding(beam_size=1, batch_tokens=4096),
        ratio=2.0,
        progress=lambda done, total: print(f"\r{done:,d} of {total:,d} sentences", end="", flush=True),
    )
    tag = tokenizer.piece_to_id("<mask>")
    sources, targets = [], []
    for sentence, hypothesis in zip(english, hypotheses, strict=True):
        arabic = engine.decode(hypothesis.pieces)
        sound = hypothesis.score > args.lowest and not hypothesis.truncated and not is_loop(arabic)
        if sound and corpora.is_sound(arabic, sentence):
            sources.append([tag, *tokenizer.encode(arabic)])
            targets.append(tokenizer.encode(sentence))
    save(args.data / "back_translated.npz", sources, targets, None)
    print(f"\nkept {len(sources):,d} of {len(english):,d} sentences")


if __name__ == "__main__":
    main()
