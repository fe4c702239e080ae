"""What many pages cost: pages a second of one core, and from it hours on any number of machines.

Measured is the processor time of one thread, which other work on the machine disturbs little, over pages of news
length made by our own grammar and our real page among them, once with summaries and once without. The rest is
arithmetic on paper, with these assumptions: every core is a whole one and as fast as this; one process a core;
reading, writing and the one process that does so cost nothing beside the models; nothing fails.

    python benchmarks/batch_cost.py
    python benchmarks/batch_cost.py --rate 1.5 --cores 64 --machines 1 10 100
"""

import argparse
import json
import time
from itertools import chain

from batch_pages import NEWS_LENGTH, REAL_PAGE, texts

from mt.batch.inputs import Item
from mt.batch.loading import Loader
from mt.batch.output import line_of
from mt.batch.window import records, windows

_SIZES = (1_000_000, 100_000_000, 1_000_000_000)


def measure(count: int, *, summary: bool) -> dict[str, float]:
    """Pages, words, seconds of the processor and bytes of records, after a first page that loads what is lazy."""
    engines = Loader(threads=1, summary=summary)()
    real = REAL_PAGE.read_text(encoding="utf-8")
    made = list(chain([real], texts(count - 1, NEWS_LENGTH)))
    items = [Item(f"page:{n}", f"page:{n}", text, len(text.encode())) for n, text in enumerate(made)]
    records((items[0],), engines)
    start, written = time.process_time(), 0
    for window in windows(items):
        done = records(window, engines)
        if any(record["status"] != "ok" for record in done):
            raise SystemExit("a page failed: the figures would say nothing")
        written += sum(len(line_of(record)) for record in done)
    seconds = time.process_time() - start
    words = sum(len(text.split()) for text in made)
    return {"pages": count, "words": words, "seconds": seconds, "bytes": written, "rate": count / seconds}


def hours(pages: int, rate: float, cores: int) -> float:
    """Hours that ``cores`` take at ``rate`` pages a second each.

    >>> hours(1_000_000, 1.0, 16)
    17.36111111111111
    """
    return pages / rate / cores / 3600


def told(span: float) -> str:
    """Hours in words: as days from two days on."""
    return f"{span / 24:,.0f} days" if span >= 48 else f"{span:,.1f} h"


def table(rate: float, cores: int, machines: list[int]) -> str:
    """Rows of pages, columns of machines."""
    head = "".join(f" {count:,} x {cores} cores |" for count in machines)
    rows = [f"| pages | core hours |{head}", "|--:|--:|" + "--:|" * len(machines)]
    for pages in _SIZES:
        spans = "".join(f" {told(hours(pages, rate, cores * count))} |" for count in machines)
        rows.append(f"| {pages:,} | {hours(pages, rate, 1):,.0f} |{spans}")
    return "\n".join(rows)


def main() -> None:
    """Measure, or take the rate given, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=32, help="to measure on (default: 32)")
    parser.add_argument("--rate", type=float, help="pages a second of one core, instead of measuring")
    parser.add_argument("--cores", type=int, default=16, help="of a machine (default: 16)")
    parser.add_argument("--machines", type=int, nargs="+", default=[1, 10, 100])
    args = parser.parse_args()
    if args.rate:
        print(table(args.rate, args.cores, args.machines))
        return
    for summary in (True, False):
        found = measure(args.pages, summary=summary)
        print(f"{'with' if summary else 'without'} summaries: {json.dumps(found)}\n")
        print(table(found["rate"], args.cores, args.machines), flush=True)


if __name__ == "__main__":
    main()
