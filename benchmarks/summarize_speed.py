"""Time of a summary beside transformers on the same weights, as a ratio, and of the real page alone.

Ours is the whole stage: parts, several hypotheses, checks. transformers decodes the same parts with the
same beam and bounds and returns one hypothesis; the int8 weights are multiplied out to float32 for it.
Both take turns, so that a busy machine slows both. Needs the ``training`` extra.

    python benchmarks/summarize_speed.py eval_sets/libya_benghazi/page.ar.txt
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mt
from mt.pipeline import Settings
from mt.summarize import EngineSummarizer, text_of
from mt.summarize.source import Source, divide


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that ``work`` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def reference(summarizer: EngineSummarizer, threads: int) -> Callable[[list[list[str]]], object]:
    """Return transformers' decoding of parts, with the summarizer's settings."""
    import torch

    from training.model import build_for
    from training.restore import restore

    torch.set_num_threads(threads)
    folder, decoding = summarizer.engine.folder, summarizer.decoding
    model = build_for(restore(folder))
    model.eval()
    # The model's own numbers, which are not those of SentencePiece.
    known = json.loads((folder / "shared_vocabulary.json").read_text(encoding="utf-8"))
    numbers = {piece: number for number, piece in enumerate(known)}

    def decode(parts: list[list[str]]) -> Any:
        outputs = []
        for part in parts:
            framed = (*summarizer.engine.frame.source_prefix, *part, "</s>")
            ids = [numbers.get(piece, numbers["<unk>"]) for piece in framed]
            with torch.inference_mode():
                outputs.append(
                    model.generate(
                        torch.tensor([ids]), num_beams=decoding.beam_size, max_new_tokens=decoding.max_length,
                        min_new_tokens=decoding.min_length, no_repeat_ngram_size=decoding.no_repeat_ngram_size,
                        do_sample=False,
                    )
                )  # fmt: skip
        return outputs

    return decode


def main() -> None:
    """Print medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", type=Path)
    parser.add_argument("--threads", type=int, default=0, help="of both (default: all cores)")
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    summarizer = mt.load_summarizer(threads=args.threads)
    made = mt.digest(args.page.read_text(encoding="utf-8"), settings=Settings(summary=False))
    blocks = [*([made.headline] if made.headline else []), *made.paragraphs]
    text = text_of(blocks)
    parts = divide(Source.of(text).lines, encode=summarizer.engine.encode, limit=summarizer.limit)
    decode = reference(summarizer, summarizer.engine.threads)
    work = {
        "whole stage": lambda: summarizer.summarize(text),
        "decoding of the parts": lambda: summarizer.engine.generate(parts, summarizer.decoding),
        "transformers, the same parts": lambda: decode(parts),
    }
    times: dict[str, list[float]] = {name: [] for name in work}
    for turn in range(args.rounds + 1):
        for name, run in work.items():
            seconds = timed(run)
            if turn:  # the first warms up
                times[name].append(seconds)
    slowest = statistics.median(times["transformers, the same parts"])
    print(f"{len(parts)} parts, {sum(map(len, parts))} pieces, {summarizer.engine.threads} threads")
    for name, seconds in times.items():
        middle = statistics.median(seconds)
        print(f"{name:30} {middle:7.3f} s  {slowest / middle:5.1f} times as fast as transformers")


if __name__ == "__main__":
    main()
