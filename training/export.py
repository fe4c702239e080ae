"""A checkpoint to the files that ship: CTranslate2 int8, vocabulary, card; checked against the original.

The converted model must reproduce the original's greedy output: both run in float32 on the same
sources, and the share of equal outputs is printed and written into the card.
"""

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

import sentencepiece as spm
import torch
from transformers import MarianMTModel

from .model import BARRED, EOS, SPM_PAD, build_for, never_written


def average(checkpoints: list[Path]) -> dict[str, torch.Tensor]:
    """Return the mean of the checkpoints' weights (Junczys-Dowmunt et al. 2016)."""
    states = [torch.load(path, map_location="cpu")["model"] for path in checkpoints]
    return {name: sum(s[name].float() for s in states) / len(states) for name in states[0]}


def write_transformers(
    state: dict[str, torch.Tensor], vocabulary: Path, out: Path, *, reverse: bool = False
) -> MarianMTModel:
    """Write the model as transformers' Marian keeps it, with its tokenizer's files beside it."""
    tokenizer = spm.SentencePieceProcessor(model_file=str(vocabulary))
    size = len(state["model.shared.weight"])
    model = build_for(state)
    bias = model.final_logits_bias.detach().clone()
    bias[0, never_written(tokenizer, reverse=reverse)] = BARRED
    del model.final_logits_bias
    model.register_buffer("final_logits_bias", bias)
    model.eval()
    model.save_pretrained(out)
    pieces = [tokenizer.id_to_piece(i) for i in range(size) if i != SPM_PAD] + ["<pad>"]
    (out / "vocab.json").write_text(json.dumps({piece: i for i, piece in enumerate(pieces)}, ensure_ascii=False))
    for name in ("source.spm", "target.spm"):
        shutil.copy(vocabulary, out / name)
    (out / "tokenizer_config.json").write_text(
        json.dumps({"tokenizer_class": "MarianTokenizer", "source_lang": "ar", "target_lang": "en"})
    )
    return model


def convert(
    transformers_folder: Path, vocabulary: Path, out: Path, *, quantization: str, reverse: bool = False
) -> None:
    """Convert to CTranslate2; put the one vocabulary and the list of what may be written beside the weights."""
    from ctranslate2.converters import TransformersConverter

    TransformersConverter(str(transformers_folder)).convert(str(out), quantization=quantization, force=True)
    shutil.copy(vocabulary, out / "vocabulary.model")
    write_vmap(out, reverse=reverse)


def write_vmap(folder: Path, *, reverse: bool = False) -> None:
    """Write ``vmap.txt`` for CTranslate2: the pieces that may be written, one list for every source.

    Nearly half of the vocabulary never may be. What is not listed is not scored: the same hypotheses and
    scores, in four fifths of the time. A line of the file is a source's pieces, here none, a tab, and the
    target pieces that it allows.
    """
    tokenizer = spm.SentencePieceProcessor(model_file=str(folder / "vocabulary.model"))
    barred = set(never_written(tokenizer, reverse=reverse))
    pieces = json.loads((folder / "shared_vocabulary.json").read_text(encoding="utf-8"))
    allowed = [piece for i, piece in enumerate(pieces) if i not in barred]
    (folder / "vmap.txt").write_text("\t" + " ".join(allowed) + "\n", encoding="utf-8")


def agreement(model: MarianMTModel, folder: Path, sources: list[list[str]]) -> float:
    """Share of ``sources`` (pieces) for which the folder's model and ``model`` decode the same, greedily."""
    import ctranslate2

    tokenizer = spm.SentencePieceProcessor(model_file=str(folder / "vocabulary.model"))
    converted = ctranslate2.Translator(str(folder), compute_type="float32")
    outputs = converted.translate_batch([[*s, "</s>"] for s in sources], beam_size=1, max_decoding_length=100)
    equal = 0
    for source, output in zip(sources, outputs, strict=True):
        ids = [i - (i > SPM_PAD) for i in tokenizer.piece_to_id(source)]
        generated = model.generate(
            torch.tensor([[*ids, EOS]]),
            num_beams=1,
            do_sample=False,
            max_new_tokens=100,
            decoder_start_token_id=model.config.pad_token_id,
        )[0, 1:].tolist()
        ours = [i - (i > SPM_PAD) for i in tokenizer.piece_to_id(output.hypotheses[0])]
        equal += [i for i in generated if i != EOS] == ours
    return equal / len(sources)


def main() -> None:
    """Command line of the export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoints", type=Path, nargs="+", help="more than one are averaged")
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--sources", type=Path, help="text lines to check the conversion on (first 50)")
    parser.add_argument("--require", type=float, default=0.9, help="fail below this share of equal outputs")
    parser.add_argument("--reverse", action="store_true", help="the checkpoint writes Arabic")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        original, exact = Path(work) / "transformers", Path(work) / "float32"
        model = write_transformers(average(args.checkpoints), args.vocabulary, original, reverse=args.reverse)
        convert(original, args.vocabulary, args.out, quantization="int8", reverse=args.reverse)
        if args.sources:
            convert(original, args.vocabulary, exact, quantization="float32")
            tokenizer = spm.SentencePieceProcessor(model_file=str(args.vocabulary))
            from mt.normalize import normalize

            lines = args.sources.read_text(encoding="utf-8").splitlines()[:50]
            sources = [tokenizer.encode(normalize(line, fold_letters=True), out_type=str) for line in lines]
            equal = agreement(model, exact, sources)
            print(f"same greedy output: {equal:.0%} of {len(sources)} sentences")
            if equal < args.require:
                sys.exit("the converted model does not reproduce the original")


if __name__ == "__main__":
    main()
