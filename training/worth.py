"""What each source teaches: how far a step on it lowers the loss on held-out pairs, beside a step on the mixture.

    python -m training.worth --data FOLDER --checkpoint checkpoint.pt --held-out news=dev.ar,dev.en [...]

To first order, a step of Adam on a source changes the held-out loss by minus the learning rate times the product
of the held-out gradient with the source's gradient over the root of its mean square (TracIn, Pruthi et al. 2020,
with Adam's scales, which the checkpoint holds). 1.00 is what the whole mixture does by its weights; below 0 a
source does harm just now. No weights change. Standard errors are over halves of a source's batches.
"""

import argparse
from itertools import islice
from pathlib import Path

import numpy as np
import sentencepiece as spm
import torch

from mt.normalize import normalize

from . import corpora
from .batches import Batch, Sampler
from .model import build_for, never_written
from .prepare import save
from .train import Loss

Gradient = torch.Tensor  # (parameters,)


class Gradients:
    """Gradients of one model's translation loss, flat."""

    def __init__(self, checkpoint: Path, tokenizer: spm.SentencePieceProcessor) -> None:
        saved = torch.load(checkpoint, map_location="cpu")
        self._model = build_for(saved["model"]).eval()
        self._losses = Loss(self._model, never_written(tokenizer), smoothing=0.1)
        states = saved["optimizer"]["state"]
        self.scales = torch.cat([states[i]["exp_avg_sq"].flatten() for i in sorted(states)]).sqrt() + 1e-8

    def of(self, batches: list[Batch]) -> Gradient:
        """Return the mean gradient over ``batches``."""
        self._model.zero_grad(set_to_none=True)
        for batch in batches:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                (self._losses(batch)[0] / len(batches)).backward()
        trained = (p for p in self._model.parameters() if p.requires_grad)
        return torch.cat([(torch.zeros_like(p) if p.grad is None else p.grad).flatten() for p in trained])


def held_out(text: str, folder: Path, tokenizer: spm.SentencePieceProcessor) -> str:
    """Encode the pairs of ``NAME=ARABIC,ENGLISH`` into ``folder``; return their name."""
    name, _, files = text.partition("=")
    arabic, english = (Path(file).read_text(encoding="utf-8").splitlines() for file in files.split(","))
    sources = tokenizer.encode([normalize(line, fold_letters=True) for line in arabic])
    save(folder / f"{name}.npz", sources, tokenizer.encode(list(map(corpora.english, english))), None)
    return name


def main() -> None:
    """Command line: print one row a source."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that prepare.py wrote")
    parser.add_argument("--checkpoint", type=Path, required=True, help="of a training, with its optimizer's state")
    parser.add_argument("--held-out", action="append", required=True, metavar="NAME=AR,EN")
    parser.add_argument("--work", type=Path, required=True, help="folder for the held-out pairs as ids")
    parser.add_argument("--batches", type=int, default=12, help="of each source")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    tokenizer = spm.SentencePieceProcessor(model_file=str(args.data / "vocabulary.model"))
    gradients = Gradients(args.checkpoint, tokenizer)

    def batches(folder: Path, name: str, count: int) -> list[Batch]:
        return list(islice(Sampler(folder, {name: 1.0}, tokens=1024, tokenizer=tokenizer, seed=1), count))

    names = [held_out(text, args.work, tokenizer) for text in args.held_out]
    goals = torch.stack([gradients.of(batches(args.work, name, 40)) for name in names])
    weights = {name: share for name, share in corpora.WEIGHTS.items() if name != "forward_translated"}
    mixture = Sampler(args.data, weights, tokens=1024, tokenizer=tokenizer, seed=1)
    sources, share = mixture.names, mixture.share
    drops = np.zeros((len(sources), 2, len(names)))
    for i, name in enumerate(sources):
        drawn = batches(args.data, name, args.batches)
        for half in (0, 1):
            drops[i, half] = goals @ (gradients.of(drawn[half::2]) / gradients.scales)
    whole = share @ drops.mean(1)
    worth, error = drops.mean(1) / whole, np.abs(drops[:, 0] - drops[:, 1]) / 2 / whole
    print(f"| source | share % | {' | '.join(names)} |\n|---|--:|{'--:|' * len(names)}")
    for i in np.argsort(-worth[:, 0]):
        figures = " | ".join(f"{w:.2f} ± {e:.2f}" for w, e in zip(worth[i], error[i], strict=True))
        print(f"| {sources[i]} | {100 * share[i]:.1f} | {figures} |")


if __name__ == "__main__":
    main()
