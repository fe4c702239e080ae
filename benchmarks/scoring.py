"""How fast scoring with resampling is, beside sacrebleu's own paired bootstrap in the same run.

    python benchmarks/scoring.py [--segments 10000] [--trials 1000] [--files REFERENCE FIRST SECOND]

Two systems, three metrics (BLEU, chrF, chrF++): the time from texts to scores, intervals and p-values. Without
files the texts are our own English training lines and copies with some words dropped. Scores and p-values of
both must be equal, or the comparison would say nothing; the command ends with an error when they are not.
"""

import argparse
import os
import random
import resource
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
METRICS = ("bleu", "chrf", "chrf++")
SEED = 12345  # sacrebleu's own default; it takes 0 for no seed at all


def made_up(count: int) -> tuple[list[str], list[str], list[str]]:
    """References, and two systems that drop a tenth and an eighth of the words."""
    pairs = sorted((ROOT / "training" / "corpus" / "pairs").glob("*.tsv"))
    lines = [row.split("\t")[1] for path in pairs for row in path.read_text(encoding="utf-8").splitlines()]
    references = [f"{lines[i % len(lines)]} {lines[(i * 7 + i // len(lines)) % len(lines)]}" for i in range(count)]
    draw = random.Random(0)

    def without(share: float) -> list[str]:
        return [" ".join(w for w in text.split() if draw.random() > share) or "-" for text in references]

    return references, without(0.1), without(0.125)


def read(paths: list[Path], count: int) -> tuple[list[str], ...]:
    """The lines of three files, repeated until there are enough."""
    texts = [path.read_text(encoding="utf-8").removesuffix("\n").split("\n") for path in paths]
    return tuple([lines[i % len(lines)] for i in range(count)] for lines in texts)


def ours(texts: tuple[list[str], ...], trials: int) -> tuple[float, dict[str, tuple[float, float]]]:
    """Seconds, and (score of the second system, p) a metric."""
    from mt.evaluation.metrics import load_module, score_all
    from mt.evaluation.significance import Chance, compare_rows, interval

    for name in ("bleu", "chrf"):
        load_module(name)  # as sacrebleu's import below, no part of the time
    begin = time.perf_counter()
    references, *systems = texts
    scores = [score_all(METRICS, system, references, unescape=False) for system in systems]
    found = {}
    for first, second in zip(*scores, strict=True):
        for each in (first, second):
            interval(each.metric, each.rows, trials=trials, seed=SEED)
        tested = compare_rows(first.metric, first.rows, second.rows, Chance(SEED, trials, shuffles=0))
        found[first.metric] = (second.value, tested.p_bootstrap)
    return time.perf_counter() - begin, found


def sacrebleus(texts: tuple[list[str], ...], trials: int) -> tuple[float, dict[str, tuple[float, float]]]:
    """The same from sacrebleu's paired test."""
    from sacrebleu.metrics import BLEU, CHRF
    from sacrebleu.significance import PairedTest

    os.environ["SACREBLEU_SEED"] = str(SEED)
    begin = time.perf_counter()
    references, *systems = texts
    metrics = {"bleu": BLEU(references=[references])}
    metrics["chrf"] = CHRF(references=[references])
    metrics["chrf++"] = CHRF(word_order=2, references=[references])
    named = [("first", systems[0]), ("second", systems[1])]
    _, results = PairedTest(named, metrics, None, test_type="bs", n_samples=trials)()
    printed = {"bleu": "BLEU", "chrf": "chrF2", "chrf++": "chrF2++"}
    found = {ours: (results[theirs][1].score, results[theirs][1].p_value) for ours, theirs in printed.items()}
    return time.perf_counter() - begin, found


def main() -> None:
    """Time both and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--segments", type=int, default=10_000)
    parser.add_argument("--trials", type=int, default=1000)
    parser.add_argument("--files", type=Path, nargs=3, metavar=("REFERENCE", "FIRST", "SECOND"))
    args = parser.parse_args()
    texts = read(args.files, args.segments) if args.files else made_up(args.segments)
    seconds, found = ours(texts, args.trials)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    others, theirs = sacrebleus(texts, args.trials)
    for metric in METRICS:
        if any(abs(a - b) > 1e-6 for a, b in zip(found[metric], theirs[metric], strict=True)):
            raise SystemExit(f"{metric}: ours gives {found[metric]}, sacrebleu {theirs[metric]}")
    print(f"{args.segments} segments, {args.trials} resamples, 2 systems, {', '.join(METRICS)}; equal scores and p\n")
    print("| | seconds | |\n|---|--:|--:|")
    print(f"| ours | {seconds:.1f} | peak {memory:.0f} MiB |")
    print(f"| sacrebleu | {others:.1f} | {others / seconds:.1f} times as long |")


if __name__ == "__main__":
    main()
