"""What a wider beam costs and gains: seconds beside BLEU and chrF, for each beam, as a table.

    python benchmarks/beams.py SOURCE REFERENCE [--beams 1 2 4] [--limit N] [--threads 2] [--model NAME] [--json FILE]

SOURCE and REFERENCE hold one sentence a line. The beams take turns, so that what slows the machine down for a
while slows all of them; times are medians of the rounds. A difference is tested by paired bootstrap against
the first beam.
"""

import argparse
import json
import statistics
import time
from pathlib import Path
from typing import Any

import mt
from mt.evaluation.metrics import Score, score_all
from mt.evaluation.significance import Chance, compare_rows, format_p
from mt.segment import segment
from mt.translate import Translator

METRICS = ("bleu", "chrf")


def translate(translator: Translator, sources: list[str]) -> list[str]:
    """Translate line by line as the product does: sentence by sentence, all in one call."""
    parts = [[s.text for s in segment(source)] for source in sources]
    flat = iter(translator.translate([text for own in parts for text in own]))
    return [" ".join(t.text for t in (next(flat) for _ in own) if t.text) for own in parts]


def measure(args: argparse.Namespace) -> list[dict[str, Any]]:
    """Translate the set with each beam in turn; one row a beam."""
    sources, references = (
        path.read_text(encoding="utf-8").removesuffix("\n").split("\n")[: args.limit]
        for path in (args.source, args.reference)
    )
    engines = {b: mt.load_translator(args.model, beam_size=b, threads=args.threads) for b in args.beams}
    for engine in engines.values():
        engine.translate(sources[:8])  # what is done once is no part of the speed
    seconds: dict[int, list[float]] = {beam: [] for beam in args.beams}
    outputs: dict[int, list[str]] = {}
    for _ in range(args.rounds):
        for beam, engine in engines.items():
            begin = time.perf_counter()
            outputs[beam] = translate(engine, sources)
            seconds[beam].append(time.perf_counter() - begin)
    scores = {beam: score_all(METRICS, texts, references) for beam, texts in outputs.items()}
    first = args.beams[0]
    return [
        {
            "beam": beam,
            "seconds": statistics.median(seconds[beam]),
            "time": statistics.median(s / f for s, f in zip(seconds[beam], seconds[first], strict=True)),
            "sentences/s": len(sources) / statistics.median(seconds[beam]),
            "scores": {s.metric: s.value for s in scores[beam]},
            "p": {s.metric: p_value(f, s) for f, s in zip(scores[first], scores[beam], strict=True)},
            "signatures": [s.signature for s in scores[beam]],
        }
        for beam in args.beams
    ]


def p_value(first: Score, second: Score) -> float:
    """Two-sided p of the paired bootstrap; 1 for a system against itself."""
    return 1.0 if first is second else compare_rows(second.metric, first.rows, second.rows, Chance()).p_bootstrap


def to_markdown(rows: list[dict[str, Any]]) -> str:
    """Return the table."""
    lines = ["| beam | time | sentences/s | BLEU | chrF | chrF against the first |", "|--:|--:|--:|--:|--:|---|"]
    for row in rows:
        gain = row["scores"]["chrf"] - rows[0]["scores"]["chrf"]
        against = f"{gain:+.2f} ({format_p(row['p']['chrf'])})" if row is not rows[0] else ""
        cells = [f"{row['time']:.2f}", f"{row['sentences/s']:.0f}"]
        cells += [f"{row['scores'][metric]:.2f}" for metric in METRICS]
        lines.append("| " + " | ".join([str(row["beam"]), *cells, against]) + " |")
    return "\n".join(lines)


def main() -> None:
    """Measure, print the table, write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("reference", type=Path)
    parser.add_argument("--beams", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--model")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    rows = measure(args)
    print(to_markdown(rows))
    if args.json:
        args.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
