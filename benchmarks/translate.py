"""Speed and memory of the translator beside the raw engine and transformers, in one run on one machine.

Same weights (the embedded int8 model; multiplied out for transformers), same sentences, every contender
in a process of its own, in turn, several rounds; figures are medians with their range, and ratios are
taken within each round. A contender's time leaves out start-up, which is printed as ``load``.

    python benchmarks/translate.py [--sentences FILE] [--rounds 3] [--threads 2] [--json FILE]
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "eval_sets" / "libya_benghazi" / "page.ar.txt"
CONTENDERS = ("ours", "raw", "transformers-greedy", "transformers-beam")


def sentences(path: Path | None, count: int) -> list[str]:
    """Lines of ``path``, or our own training pairs: distinct, so that caching equal sentences cannot help."""
    if path:
        lines = path.read_text(encoding="utf-8").splitlines()
    else:
        pairs = sorted((ROOT / "training" / "corpus" / "pairs").glob("*.tsv"))
        lines = [row.split("\t")[0] for p in pairs for row in p.read_text(encoding="utf-8").splitlines()]
    return list(dict.fromkeys(line.strip() for line in lines if line.strip()))[:count]


def ours(lines: list[str], threads: int, beam: int) -> tuple[float, float, int]:
    """The product's own path: normalize, encode, decode, check."""
    start = time.perf_counter()
    import mt

    translator = mt.load_translator(threads=threads, beam_size=beam)
    loaded = time.perf_counter()
    results = translator.translate(lines)
    return loaded - start, time.perf_counter() - loaded, sum(r.pieces_out for r in results)


def raw(lines: list[str], threads: int, beam: int) -> tuple[float, float, int]:
    """CTranslate2 called directly with pieces made beforehand, one call: the limit."""
    start = time.perf_counter()
    import ctranslate2

    import mt
    from mt.normalize import normalize

    engine = mt.load_translator(threads=1).engine
    pieces = [[*engine.encode(normalize(line, fold_letters=True)), "</s>"] for line in lines]
    model = ctranslate2.Translator(str(engine.folder), inter_threads=threads, intra_threads=1)
    loaded = time.perf_counter()
    results = model.translate_batch(
        pieces, beam_size=beam, max_batch_size=1024, batch_type="tokens", max_input_length=0
    )
    return loaded - start, time.perf_counter() - loaded, sum(len(r.hypotheses[0]) for r in results)


def transformers(lines: list[str], threads: int, beam: int) -> tuple[float, float, int]:
    """Generate with transformers on PyTorch float32, sorted by length, batches of 32."""
    start = time.perf_counter()
    import torch

    import mt
    from mt.normalize import normalize
    from training.model import EOS, SPM_PAD, build
    from training.restore import restore

    torch.set_num_threads(threads)
    engine = mt.load_translator(threads=1).engine
    state = restore(engine.folder)
    model = build(*state["model.shared.weight"].shape[:1], width=state["model.shared.weight"].shape[1])
    model.load_state_dict(state)
    model.eval()
    tokenizer = engine._tokenizer._source  # ids, which the seam does not show
    rows = [[i - (i > SPM_PAD) for i in tokenizer.encode(normalize(x, fold_letters=True))] + [EOS] for x in lines]
    rows.sort(key=len)
    pad, tokens = model.config.pad_token_id, 0
    loaded = time.perf_counter()
    for at in range(0, len(rows), 32):
        batch = rows[at : at + 32]
        width = max(map(len, batch))
        ids = torch.tensor([row + [pad] * (width - len(row)) for row in batch])
        with torch.inference_mode():
            out = model.generate(
                ids, attention_mask=(ids != pad).long(), num_beams=beam, do_sample=False, max_new_tokens=3 * width + 16
            )
        tokens += int(((out != pad) & (out != EOS)).sum())
    return loaded - start, time.perf_counter() - loaded, tokens


def measure(name: str, lines: list[str], threads: int, beam: int) -> dict[str, float]:
    """Run one contender in this process and say what it took."""
    run = {"ours": ours, "raw": raw}.get(name, transformers)
    load, seconds, tokens = run(lines, threads, 1 if name.endswith("greedy") else beam)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "load": load,
        "seconds": seconds,
        "sentences/s": len(lines) / seconds,
        "tokens/s": tokens / seconds,
        "MB": memory,
    }


def main() -> None:
    """Run all contenders in turn and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=Path)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--beam", type=int, default=2)
    parser.add_argument("--only", nargs="*", default=CONTENDERS, choices=CONTENDERS)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--child", choices=CONTENDERS, help=argparse.SUPPRESS)
    args = parser.parse_args()
    lines = sentences(args.sentences, args.count)
    if args.child:
        print(json.dumps(measure(args.child, lines, args.threads, args.beam)))
        return
    rounds: dict[str, list[dict[str, float]]] = {name: [] for name in args.only}
    for _ in range(args.rounds):
        for name in args.only:
            command = [sys.executable, __file__, *sys.argv[1:], "--child", name]
            answer = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
            rounds[name].append(json.loads(answer.stdout.splitlines()[-1]))
    print(f"{len(lines)} sentences, {args.threads} threads, beam {args.beam}, {args.rounds} rounds\n")
    print("| contender | sentences/s | tokens/s | ours is faster by | load s | peak MB |\n|---|---|---|---|---|---|")
    for name, results in rounds.items():
        ratios = [
            mine["sentences/s"] / other["sentences/s"] for mine, other in zip(rounds["ours"], results, strict=True)
        ]
        cells = [f"{statistics.median(r[k] for r in results):.0f}" for k in ("sentences/s", "tokens/s")]
        spread = f"{statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})"
        tail = [f"{statistics.median(r[k] for r in results):.{d}f}" for k, d in (("load", 2), ("MB", 0))]
        print("| " + " | ".join([name, *cells, spread, *tail]) + " |")
    if args.json:
        args.json.write_text(json.dumps(rounds, indent=2))


if __name__ == "__main__":
    main()
