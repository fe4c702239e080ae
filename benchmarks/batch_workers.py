"""What a second worker process brings: the same pages by 1 and by 2 workers, in turn, each with one thread.

Efficiency is the time of one worker over that of two and over two: 1 is perfect. By the clock it counts waiting, and
other work on the machine; by processor time only what the two take from each other (caches, memory).

    python benchmarks/batch_workers.py --rounds 5
"""

import argparse
import os
import time
from statistics import median

from batch_pages import NEWS_LENGTH, items

from mt.batch.loading import Loader
from mt.batch.window import windows
from mt.batch.workers import Pool


def measure(pages: int, workers: int, load: Loader) -> tuple[float, float]:
    """Seconds by the clock and of all processors, loading left out."""
    with Pool(load, workers) as pool:
        list(pool.run(windows(items(32 * workers, 1, seed=9))))  # each worker loads, and meets a window
        before, start = _processor(pool), time.perf_counter()
        list(pool.run(windows(items(pages, NEWS_LENGTH))))
        clock = time.perf_counter() - start
        return clock, _processor(pool) - before


def _processor(pool: Pool) -> float:
    """Processor seconds of all worker processes so far."""
    tick = os.sysconf("SC_CLK_TCK")
    total = 0
    for number in pool.processes():
        with open(f"/proc/{number}/stat", encoding="ascii", errors="replace") as stat:  # noqa: PTH123 - not a file
            fields = stat.read().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / tick


def main() -> None:
    """Run the rounds and print medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=128)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--beam", type=int)
    parser.add_argument("--summary", action="store_true")
    args = parser.parse_args()
    load = Loader(threads=1, beam=args.beam, summary=args.summary)
    by_clock, by_processor = [], []
    for number in range(args.rounds):
        order = (1, 2) if number % 2 == 0 else (2, 1)
        took = {workers: measure(args.pages, workers, load) for workers in order}
        by_clock.append(took[1][0] / took[2][0] / 2)
        by_processor.append(took[1][1] / took[2][1])
        print(
            f"round {number + 1}: efficiency {by_clock[-1]:.2f} by the clock, {by_processor[-1]:.2f} by the processor"
        )
    print(f"median: {median(by_clock):.2f} by the clock, {median(by_processor):.2f} by the processor")


if __name__ == "__main__":
    main()
