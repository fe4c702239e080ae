"""How well the model's attention says which word came from which: alignment error rate on hand-aligned pairs.

    python benchmarks/alignment.py [--model NAME] [--show ID] [--sweep]

The given English is put into the model's mouth (``EngineTranslator.align_pair``), so what is scored is the
links, not the translation. AER is that of Och & Ney 2003, "A Systematic Comparison of Various Statistical
Alignment Models", formula 26: 1 - (|A & S| + |A & P|) / (|A| + |S|), where the possible links P include the
sure ones S; 0 is perfect. Beside it stands the diagonal, the alignment of somebody who cannot read. The
thresholds of ``mt/align.py`` were chosen on the first ten pairs; ``--sweep`` prints that choice again.
"""

import argparse
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import mt
import mt.align
from mt.evaluation.sets import find_card, read_set, read_verified, split_lines
from mt.translate import EngineTranslator

TUNED = 10  # pairs that the thresholds have seen
Links = frozenset[tuple[int, int]]


@dataclass(frozen=True)
class Pair:
    """A sentence, its translation, and the links between their words; ``possible`` includes ``sure``."""

    id: str
    source: str
    target: str
    sure: Links
    possible: Links


def read() -> list[Pair]:
    """The hand-aligned pairs; the bytes are verified."""
    card = find_card("alignment")
    rows = zip(read_set(card).segments, split_lines(read_verified(card, "links")), strict=True)
    return [
        Pair(segment.id, segment.source, segment.reference, links(row, "-"), links(row, "-p")) for segment, row in rows
    ]


def links(row: str, kinds: str) -> Links:
    """Links of some kinds out of a line like ``0-1 2p3``.

    >>> sorted(links("0-1 2p3", "-p"))
    [(0, 1), (2, 3)]
    """
    found = re.findall(rf"(\d+)[{kinds}](\d+)", row)
    return frozenset((int(source), int(target)) for source, target in found)


def scores(found: Sequence[Iterable[tuple[int, int]]], pairs: Sequence[Pair]) -> tuple[float, float, float]:
    """Precision, recall and alignment error rate over all pairs together."""
    total = in_sure = in_possible = sure = 0
    for links, pair in zip(map(frozenset, found), pairs, strict=True):
        total += len(links)
        sure += len(pair.sure)
        in_sure += len(links & pair.sure)
        in_possible += len(links & pair.possible)
    return in_possible / max(total, 1), in_sure / sure, 1 - (in_sure + in_possible) / (total + sure)


def diagonal(pair: Pair) -> Links:
    """Every English word linked to the Arabic word at the same share of its sentence."""
    ours, theirs = len(pair.target.split()), len(pair.source.split())
    return frozenset((t * theirs // ours, t) for t in range(ours))


def show(pair: Pair, found: Iterable[tuple[int, int]]) -> None:
    """Print the words of wrong and of missing links."""
    source, target = pair.source.split(), pair.target.split()
    made = frozenset(found)
    for what, wrong in (("wrong", made - pair.possible), ("missing", pair.sure - made)):
        print(f"  {what}: " + ", ".join(f"{source[s]} - {target[t]}" for s, t in sorted(wrong)))


def sweep(pairs: Sequence[Pair], aligned: Callable[[Pair], mt.align.Pairs]) -> None:
    """Print the error rate for other thresholds."""
    kept = mt.align._LEAST, mt.align._SHARE
    print("least  share  AER")
    for least in (0.1, 0.2, 0.3, 0.4):
        for share in (0.25, 0.3, 0.35, 0.4, 0.45):
            mt.align._LEAST, mt.align._SHARE = least, share
            print(f"{least:5.2f}  {share:5.2f}  {scores([aligned(pair) for pair in pairs], pairs)[2]:.3f}")
    mt.align._LEAST, mt.align._SHARE = kept


def main() -> None:
    """Print one row for each part of the set and aligner."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", help="translator's name in models.lock")
    parser.add_argument("--show", metavar="ID", help="print what is wrong in this pair, or in all of them (all)")
    parser.add_argument("--sweep", action="store_true", help="print the error rate for other thresholds")
    arguments = parser.parse_args()
    translator: EngineTranslator = mt.load_translator(arguments.model)
    pairs = read()

    def aligned(pair: Pair) -> mt.align.Pairs:
        return translator.align_pair(pair.source, pair.target)

    if arguments.sweep:
        sweep(pairs[:TUNED], aligned)
        return
    found = [aligned(pair) for pair in pairs]
    for pair, own in zip(pairs, found, strict=True):
        if arguments.show in (pair.id, "all"):
            print(f"{pair.id} {pair.source}\n   {pair.target}")
            show(pair, own)
    print(f"model {' '.join(translator.identity.values())}\n")
    print("| aligner | pairs | precision | recall of sure links | AER |\n|---|---|---|---|---|")
    parts = (f"1-{TUNED}", slice(TUNED)), (f"{TUNED + 1}-{len(pairs)}", slice(TUNED, None)), ("all", slice(None))
    for name, own in (("attention", found), ("diagonal", list(map(diagonal, pairs)))):
        for part, rows in parts:
            figures = " | ".join(f"{figure:.3f}" for figure in scores(own[rows], pairs[rows]))
            print(f"| {name} | {part} | {figures} |")


if __name__ == "__main__":
    main()
