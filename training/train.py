"""Train a translation model on prepared corpora; stop and resume at will, on CPU or CUDA.

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
from pathlib import Path

import sentencepiece as spm
import torch
import torch.nn.functional as F
from torch import distributed

from . import corpora
from .batches import BUCKETS, Batch, Sampler
from .model import GuidedAttention, bilingual_embeddings, build


def learning_rate(done: float, step: int, *, peak: float, warmup: int = 300, hold: float = 0.4) -> float:
    """Peak after ``warmup`` steps, constant until ``hold`` of the budget is used, then linear to zero."""
    decay = 1.0 if done < hold else max(0.0, (1 - done) / (1 - hold))
    return peak * min(1.0, (step + 1) / warmup) * decay


def losses(model: torch.nn.Module, guided: GuidedAttention, batch: Batch, *, smoothing: float) -> tuple[torch.Tensor, ...]:
    """Label-smoothed cross-entropy a target token, guided alignment loss, number of target tokens."""
    pad = model.config.pad_token_id
    previous = torch.cat([torch.full_like(batch.target[:, :1], pad), batch.target[:, :-1]], 1)
    logits = model(
        input_ids=batch.source,
        attention_mask=(batch.source != pad).long(),
        decoder_input_ids=previous,
        use_cache=False,
    ).logits
    entropy = F.cross_entropy(
        logits.float().flatten(0, 1), batch.target.flatten(), ignore_index=pad, label_smoothing=smoothing
    )
    return entropy, guided.loss(batch.alignment), (batch.target != pad).sum()


def synchronize(model: torch.nn.Module) -> None:
    """Replace each process's gradients by their mean over all processes, in one message."""
    gradients = [p.grad for p in model.parameters() if p.grad is not None]
    flat = torch.cat([g.flatten() for g in gradients])
    distributed.all_reduce(flat)
    flat /= distributed.get_world_size()
    for gradient, mean in zip(gradients, flat.split([g.numel() for g in gradients]), strict=True):
        gradient.copy_(mean.view_as(gradient))


def main() -> None:
    """Command line of the training."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that prepare.py wrote")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and the log")
    parser.add_argument("--minutes", type=float, required=True, help="time budget over all resumed runs")
    parser.add_argument("--tokens", type=int, default=1024, help="padded positions a batch and process")
    parser.add_argument("--peak", type=float, default=2e-3)
    parser.add_argument("--hold", type=float, default=0.4)
    parser.add_argument("--guided", type=float, default=0.5, help="weight of the alignment loss")
    parser.add_argument("--copy-share", type=float, default=8.0, help="per cent of English denoising")
    parser.add_argument("--short-first", type=float, default=0.06, help="share of the budget on pairs of 23 pieces at most")
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--task", choices=["translate", "summarize"], default="translate")
    parser.add_argument("--start", type=Path, help="begin from this checkpoint's weights (its schedule is not continued)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stop-after", type=float, default=math.inf, help="stop this run after so many minutes")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    rank, processes = 0, int(os.environ.get("WORLD_SIZE", "1"))
    if processes > 1:
        distributed.init_process_group("gloo")
        rank = distributed.get_rank()
    torch.manual_seed(args.seed + rank)
    tokenizer = spm.SentencePieceProcessor(model_file=str(args.data / "vocabulary.model"))
    size = tokenizer.get_piece_size()
    controls = {name: tokenizer.piece_to_id(name) - 1 for name in ("<mask>", "<copy>")}
    weights = dict(corpora.WEIGHTS if args.task == "translate" else corpora.SUMMARY_WEIGHTS)
    weights["copy"] = sum(weights.values()) * args.copy_share / 100
    model = build(size, width=args.width)
    checkpoint = args.out / "checkpoint.pt"
    step, used, seen = 0, 0.0, 0
    state = torch.load(checkpoint, map_location="cpu") if checkpoint.exists() else None
    if state is None and args.start:
        model.load_state_dict(torch.load(args.start, map_location="cpu")["model"])
    elif state is None:
        embeddings, unigram = bilingual_embeddings(args.data, size, args.width)
        with torch.no_grad():
            model.model.shared.weight.copy_(torch.from_numpy(embeddings))
            model.final_logits_bias.copy_(torch.from_numpy(unigram - unigram.mean()))
    else:
        model.load_state_dict(state["model"])
        step, used, seen = state["step"], state["used"], state["seen"]
    model.to(device).train()
    guided = GuidedAttention(model)
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.peak, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    if state is not None:
        optimizer.load_state_dict(state["optimizer"])
    sampler = Sampler(args.data, weights, tokens=args.tokens, pad=size - 1, seed=args.seed + 7919 * rank + step, controls=controls)
    sampler.square = args.task == "translate"
    batches = iter(sampler)

    def save() -> None:
        body = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step, "used": used, "seen": seen}
        torch.save(body, checkpoint.with_suffix(".part"))
        checkpoint.with_suffix(".part").rename(checkpoint)

    started, last_save = time.monotonic(), time.monotonic()
    budget = args.minutes * 60
    before, window, tally = used, [], 0
    while used < budget and used - before < args.stop_after * 60:
        done = used / budget
        sampler.longest = 24 if done < args.short_first else BUCKETS[-1]
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(done, step, peak=args.peak, hold=args.hold)
        batch = next(batches)
        batch = Batch(*(t.to(device, non_blocking=True) for t in (batch.source, batch.target, batch.alignment)))
        with torch.autocast(device, dtype=torch.bfloat16):
            entropy, alignment, count = losses(model, guided, batch, smoothing=0.1)
        (entropy + args.guided * alignment).backward()
        if processes > 1:
            synchronize(model)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        with torch.no_grad():
            # The tied output layer moves the padding row too; the decoder must start from zeros,
            # because CTranslate2 does.
            model.model.shared.weight[-1].zero_()
        step += 1
        seen += int(count) * processes
        tally += int(count) * processes
        window.append((entropy.item(), alignment.item()))
        used = before + time.monotonic() - started
        if processes > 1:  # one clock decides for all
            clock = torch.tensor(used, dtype=torch.float64)
            distributed.broadcast(clock, 0)
            used = clock.item()
        if rank == 0 and step % 100 == 0:
            record = {
                "step": step, "minutes": round(used / 60, 2), "seen": seen,
                "loss": round(sum(w[0] for w in window) / len(window), 4),
                "alignment": round(sum(w[1] for w in window) / len(window), 4),
                "rate": round(tally / (used - before)),
            }
            with (args.out / "log.jsonl").open("a") as log:
                log.write(json.dumps(record) + "\n")
            print(record, flush=True)
            window.clear()
        if rank == 0 and time.monotonic() - last_save > 240:
            save()
            last_save = time.monotonic()
    if rank == 0:
        save()


if __name__ == "__main__":
    main()
