"""Train a translator or summarizer on prepared corpora; stop and resume at will, on CPU or CUDA.

The schedule runs on the time budget, not on steps: warm-up, then constant, then linear to zero, so a
run of any length ends annealed.

On a CPU, one process a core (``torchrun --nproc-per-node 2 -m training.train ...``) with one thread
each learns a third faster than one process with two threads.
"""

import argparse
import json
import math
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sentencepiece as spm
import torch
import torch.nn.functional as F
from torch import distributed
from transformers import MarianMTModel

from . import corpora
from .batches import BUCKETS, Batch, Sampler
from .model import GuidedAttention, bilingual_embeddings, build, build_for, lift_bars, never_written, unigram_bias

SAVE_EVERY = 240.0  # seconds
# Pieces: the longest pair, or what is read of a document, in the first part of the schedule. A document
# of a few sentences teaches copying soon; in long ones attention finds nothing for a long time.
SHORT = {"translate": 24, "summarize": 128}


def learning_rate(done: float, step: int, *, peak: float, warmup: int = 300, hold: float = 0.4) -> float:
    """Peak after ``warmup`` steps, constant until ``hold`` of the budget is used, then linear to zero."""
    decay = 1.0 if done < hold else max(0.0, (1 - done) / (1 - hold))
    return peak * min(1.0, (step + 1) / warmup) * decay


class Loss:
    """Label-smoothed cross-entropy a target token, and the guided alignment loss.

    Only pieces that may be written are scored, as in decoding: with a shared vocabulary that is about half,
    and the output layer is a good part of a small model's work. A target that may not be written does not count.
    """

    def __init__(self, model: MarianMTModel, barred: list[int], *, smoothing: float) -> None:
        size = model.config.vocab_size
        keep = torch.ones(size, dtype=torch.bool)
        keep[[*barred, model.config.pad_token_id]] = False
        self.model, self.smoothing = model, smoothing
        self.guided = GuidedAttention(model)
        self.written = keep.nonzero().flatten().to(model.device)
        self.place = torch.full((size,), -100, device=model.device)  # -100: what cross_entropy leaves out
        self.place[self.written] = torch.arange(len(self.written), device=model.device)

    def __call__(self, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
        """Return both losses of a batch."""
        pad = self.model.config.pad_token_id
        previous = torch.cat([torch.full_like(batch.target[:, :1], pad), batch.target[:, :-1]], 1)
        hidden = self.model.model(
            input_ids=batch.source,
            attention_mask=(batch.source != pad).long(),
            decoder_input_ids=previous,
            use_cache=False,
        ).last_hidden_state
        weight, bias = self.model.lm_head.weight, self.model.final_logits_bias[0]
        logits = F.linear(hidden, weight[self.written]) + bias[self.written]
        entropy = F.cross_entropy(
            logits.float().flatten(0, 1), self.place[batch.target].flatten(), label_smoothing=self.smoothing
        )
        return entropy, self.guided.loss(batch.alignment)


def synchronize(model: torch.nn.Module) -> None:
    """Replace each process's gradients by their mean over all processes, in one message."""
    gradients = [p.grad for p in model.parameters() if p.grad is not None]
    flat = torch.cat([g.flatten() for g in gradients])
    distributed.all_reduce(flat)
    flat /= distributed.get_world_size()
    for gradient, mean in zip(gradients, flat.split([g.numel() for g in gradients]), strict=True):
        gradient.copy_(mean.view_as(gradient))


class Trainer:
    """The model, its optimizer and how far it has come; one in each process."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.rank, self.processes = 0, int(os.environ.get("WORLD_SIZE", "1"))
        if self.processes > 1:
            distributed.init_process_group("gloo")
            self.rank = distributed.get_rank()
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        torch.manual_seed(args.seed + self.rank)
        self.checkpoint = args.out / "checkpoint.pt"
        self.tokenizer = spm.SentencePieceProcessor(model_file=str(args.data / "vocabulary.model"))
        self.step, self.seconds, self.seen = 0, 0.0, 0
        self.model, saved = self._start()
        self.model.to(self.device).train()
        barred = never_written(self.tokenizer, reverse=args.reverse)
        self.losses = Loss(self.model, barred, smoothing=0.1)
        self.optimizer = torch.optim.AdamW(
            self.model.parameters(), lr=args.peak, betas=(0.9, 0.98), weight_decay=0.01, fused=True
        )
        if saved:
            self.optimizer.load_state_dict(saved["optimizer"])

    def _start(self) -> tuple[MarianMTModel, dict[str, Any] | None]:
        """Go on from the checkpoint, or begin from another's weights, or from aligned embeddings."""
        if self.checkpoint.exists():
            saved: dict[str, Any] = torch.load(self.checkpoint, map_location="cpu")
            self.step, self.seconds, self.seen = saved["step"], saved["used"], saved["seen"]
            return build_for(saved["model"]), saved
        size, width, layers = self.tokenizer.get_piece_size(), self.args.width, self.args.encoder_layers
        if self.args.weights:
            model = build_for(torch.load(self.args.weights, map_location="cpu")["model"], encoder_layers=layers)
            bias = model.final_logits_bias.data[0, :-1]
            if self.args.reverse:
                bias.copy_(torch.from_numpy(unigram_bias(self.args.data, size, "source"))[:-1])
            else:
                lift_bars(bias)
            return model, None
        model = build(size, width=width, encoder_layers=layers or 4)
        embeddings, unigram = bilingual_embeddings(self.args.data, size, width)
        with torch.no_grad():
            model.model.shared.weight.copy_(torch.from_numpy(embeddings))
            model.final_logits_bias.copy_(torch.from_numpy(unigram - unigram.mean()))
        return model, None

    def sampler(self) -> Sampler:
        """Return this process's own endless stream of batches."""
        weights = dict(corpora.WEIGHTS if self.args.task == "translate" else corpora.SUMMARY_WEIGHTS)
        backwards = {"back_translated", "back_translated_general", "noisy"}  # their Arabic is not to be learned
        for name in backwards if self.args.reverse else {"forward_translated"}:
            weights.pop(name, None)
        if not self.args.reverse:
            weights["copy"] = sum(weights.values()) * self.args.copy_share / 100
        return Sampler(
            self.args.data,
            weights,
            tokens=self.args.tokens,
            tokenizer=self.tokenizer,
            seed=self.args.seed + 7919 * self.rank + self.step,
            square=self.args.task == "translate",
            reverse=self.args.reverse,
            resegmented=self.args.resegment,
        )

    def update(self, batch: Batch) -> tuple[float, float]:
        """Learn from one batch a process; return the two losses."""
        batch = Batch(*(t.to(self.device, non_blocking=True) for t in (batch.source, batch.target, batch.alignment)))
        with torch.autocast(self.device, dtype=torch.bfloat16):
            entropy, alignment = self.losses(batch)
        (entropy + self.args.guided * alignment).backward()
        if self.processes > 1:
            synchronize(self.model)
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        with torch.no_grad():
            # The tied output layer moves the padding row too; the decoder must start from zeros,
            # because CTranslate2 does.
            self.model.model.shared.weight[-1].zero_()
        self.step += 1
        self.seen += int((batch.target != self.model.config.pad_token_id).sum()) * self.processes
        return entropy.item(), alignment.item()

    def run(self) -> None:
        """Train until the budget, or this run's part of it, is used up."""
        budget, stop = self.args.minutes * 60, self.seconds + self.args.stop_after * 60
        sampler = self.sampler()
        batches = iter(sampler)
        window: list[tuple[float, float]] = []
        saved = time.monotonic()
        for seconds in self._clock(self.seconds):
            self.seconds = seconds
            if seconds >= min(budget, stop):
                break
            done = self.seconds / budget
            sampler.longest = SHORT[self.args.task] if done < self.args.short_first else self.args.longest
            for group in self.optimizer.param_groups:
                group["lr"] = learning_rate(done, self.step, peak=self.args.peak, hold=self.args.hold)
            window.append(self.update(next(batches)))
            if self.rank == 0 and len(window) == 100:
                self._log(window)
                window.clear()
            if self.rank == 0 and time.monotonic() - saved > SAVE_EVERY:
                self.save()
                saved = time.monotonic()
        if self.rank == 0:
            self.save()

    def _clock(self, before: float) -> Iterator[float]:
        """Seconds used over all runs; the first process's clock decides for all."""
        started = time.monotonic()
        while True:
            now = torch.tensor(before + time.monotonic() - started, dtype=torch.float64)
            if self.processes > 1:
                distributed.broadcast(now, 0)
            yield now.item()

    def _log(self, window: list[tuple[float, float]]) -> None:
        record = {
            "step": self.step,
            "minutes": round(self.seconds / 60, 2),
            "seen": self.seen,
            "loss": round(sum(loss for loss, _ in window) / len(window), 4),
            "alignment": round(sum(loss for _, loss in window) / len(window), 4),
        }
        with (self.args.out / "log.jsonl").open("a") as log:
            log.write(json.dumps(record) + "\n")
        print(record, flush=True)

    def save(self) -> None:
        """Write the checkpoint beside the old one, then put it in its place."""
        body = {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
            "used": self.seconds,
            "seen": self.seen,
        }
        part = self.checkpoint.with_suffix(".part")
        torch.save(body, part)
        part.rename(self.checkpoint)


def main() -> None:
    """Command line of the training."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--data", type=Path, required=True, help="folder that prepare.py wrote")
    add("--out", type=Path, required=True, help="folder for the checkpoint and the log")
    add("--minutes", type=float, required=True, help="time budget over all resumed runs")
    add("--stop-after", type=float, default=math.inf, help="stop this run after so many minutes")
    add("--task", choices=["translate", "summarize"], default="translate")
    add("--reverse", action="store_true", help="learn English to Arabic: the model that back-translates")
    add("--weights", type=Path, help="begin from this checkpoint's weights; its schedule is not continued")
    add("--tokens", type=int, default=1024, help="padded positions a batch and process (default 1024)")
    add("--peak", type=float, default=2e-3, help="highest learning rate")
    add("--hold", type=float, default=0.4, help="share of the budget before the learning rate falls")
    add("--guided", type=float, default=0.5, help="weight of the alignment loss")
    add("--copy-share", type=float, default=8.0, help="English denoising, per cent of the other sources")
    add("--resegment", type=float, default=0.0, help="share of the sources whose words are cut anew, at random")
    add("--short-first", type=float, default=0.06, help="share of the budget spent on short pairs (or documents) first")
    add("--longest", type=int, default=BUCKETS[-1], help="pieces of the longest pair, or of a document")
    add("--width", type=int, default=256)
    add("--encoder-layers", type=int, help="default 4, or those of --weights; more than those are added on top")
    add("--seed", type=int, default=1)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    Trainer(args).run()


if __name__ == "__main__":
    main()
