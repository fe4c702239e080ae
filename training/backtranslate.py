"""News of one language to training pairs: the other side by a model that translates.

The target side is what people wrote, so the translator learns English from far more news than there is
in the bitext (Sennrich et al. 2016). The source begins with a tag, here the mask token, that tells the
model not to trust it (Caswell et al. 2019). With ``--arabic`` it is the other way round: Arabic news
with our English, from which the model that translates backwards learns Arabic.
"""

import argparse
import random
from pathlib import Path

import sentencepiece as spm

from mt.checks import is_loop
from mt.engine import Decoding, Engine
from mt.progress import Bar

from . import corpora
from .prepare import save

ENGLISH = [
    "en_abp_mideast",
    "en_abp_world",
    "en_bbc2005",
    "en_timelines_crisis",
    "en_aj_bbc_ukraine",
    "en_lafand_news",
    "en_horne_real",
    "en_webis_editorials",
]
ARABIC = ["ar_aljazeera_gaza", "ar_antcorpus", "ar_moroccan_news", "ar_saudinewsnet_politics", "ar_saudinewsnet_other"]


def main() -> None:
    """Command line of the back-translation."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with mono/ and eval_sets/")
    parser.add_argument("--page", type=Path, required=True, help="the real page, which is held out")
    parser.add_argument("--model", type=Path, required=True, help="exported model that reads the news")
    parser.add_argument("--data", type=Path, required=True, help="folder that prepare.py wrote")
    parser.add_argument("--arabic", action="store_true", help="the news is Arabic (default: English)")
    parser.add_argument("--news", nargs="*", help="texts, or sets of summaries whose documents are read")
    parser.add_argument("--name", help="source to write (default: back_translated or forward_translated)")
    parser.add_argument("--sentences", type=int, default=120_000)
    parser.add_argument("--longest", type=int, default=45, help="words of the longest sentence taken")
    parser.add_argument(
        "--lowest", type=float, default=-1.6, help="mean log-probability a piece below which a translation is dropped"
    )
    parser.add_argument("--seed", type=int, default=1, help="which sentences are drawn")
    args = parser.parse_args()
    tokenizer = spm.SentencePieceProcessor(model_file=str(args.data / "vocabulary.model"))
    evaluation = corpora.held_out(args.corpora / "eval_sets", args.page)
    names = args.news or (ARABIC if args.arabic else ENGLISH)
    news = [
        sentence
        for sentence in corpora.read_mono(args.corpora / "mono", names, evaluation, arabic=args.arabic)
        if len(sentence.split()) <= args.longest
    ]
    news = random.Random(args.seed).sample(news, min(len(news), args.sentences))
    engine = Engine(args.model)
    with Bar(wanted=True) as progress:
        hypotheses = engine.generate(
            [engine.encode(sentence) for sentence in news],
            Decoding(beam_size=1, batch_tokens=4096),
            ratio=2.0,
            progress=progress,
        )
    tag = tokenizer.piece_to_id("<mask>")
    made, written = [], []
    for sentence, hypothesis in zip(news, hypotheses, strict=True):
        text = engine.decode(hypothesis.pieces)
        sound = hypothesis.score > args.lowest and not hypothesis.truncated and not is_loop(text)
        if sound and corpora.is_sound(*((sentence, text) if args.arabic else (text, sentence))):
            made.append([tag, *tokenizer.encode(text)])
            written.append(tokenizer.encode(sentence))
    # Files hold Arabic first, whatever is learned from it.
    sides = (written, made) if args.arabic else (made, written)
    name = args.name or ("forward_translated" if args.arabic else "back_translated")
    save(args.data / f"{name}.npz", *sides, None)
    print(f"kept {len(made):,d} of {len(news):,d} sentences")


if __name__ == "__main__":
    main()
