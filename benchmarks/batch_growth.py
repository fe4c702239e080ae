"""Whether ``mt batch`` stays flat in memory and its time a line, however many pages there are.

Each size runs in a process of its own: pages of our own grammar, made as they are asked for, go through windows,
translator and records into parts on the disk. With the stand-ins of ``mt.testing`` (the default) nothing but
this machinery is seen; ``--engine default`` takes the models of models.lock.

Slopes are those of least-squares lines after the first tenth, when everything is loaded. Time is that of the
processor, which other work on the machine disturbs least; the farthest distance of a point from its line is a
share of the whole time.

    python benchmarks/batch_growth.py 1000 10000 100000 --plots docs/batch
    python benchmarks/batch_growth.py 10000 --engine default --sentences 2 --no-summary
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import correlation, linear_regression
from typing import Any

from batch_pages import items
from svg import curves

from mt.batch.loading import Loader
from mt.batch.output import Output
from mt.batch.progress import Meter
from mt.batch.run import Work, run
from mt.batch.twins import Twins
from mt.batch.window import Engines
from mt.batch.workers import here
from mt.testing import FakeSummarizer, FakeTranslator

_SAMPLES = 200
Sample = tuple[int, float, float, int]
"""Pages done, seconds by the clock, seconds of the processor, resident bytes."""


class Forgetful(FakeTranslator):
    """A stand-in that does not collect what it was asked, as the ordinary one does for tests."""

    def translate(self, texts, *, progress=None):  # noqa: ANN001, ANN201, D102 - as FakeTranslator has it
        done = super().translate(texts, progress=progress)
        self.asked.clear()
        return done


class ForgetfulSummarizer(FakeSummarizer):
    """The same for summaries."""

    def summarize(self, text: str, **options):  # noqa: ANN003, ANN201, D102 - as FakeSummarizer has it
        done = super().summarize(text, **options)
        self.asked.clear()
        return done


class Samples(Meter):
    """Takes a sample each time some pages are done."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.taken: list[Sample] = []
        self._done, self._step = 0, max(1, count // _SAMPLES)
        self._begin = time.perf_counter(), time.process_time()

    def done(self, pages: int, failed: int, weight: int) -> None:
        """Note pages, and take a sample when enough have come."""
        if failed:
            raise SystemExit("a page failed: the figures would say nothing")
        super().done(pages, failed, weight)
        before, self._done = self._done, self._done + pages
        if before // self._step != self._done // self._step:
            clock, processor = time.perf_counter() - self._begin[0], time.process_time() - self._begin[1]
            self.taken.append((self._done, clock, processor, resident()))


def resident() -> int:
    """Bytes of this process that are in memory, its shared libraries included."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def measure(count: int, args: argparse.Namespace) -> dict[str, Any]:
    """Run ``count`` pages in this process; return the samples."""
    samples = Samples(count)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Output(folder / "out", {}) as output, working(args, folder) as work:
            run(items(count, args.sentences), output, work, meter=samples)
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {"pages": count, "samples": samples.taken, "bytes": size}


@contextmanager
def working(args: argparse.Namespace, folder: Path) -> Iterator[Work]:
    """What makes records, with or without real engines and the search for twins."""
    engines = Engines(Forgetful(), ForgetfulSummarizer())
    if args.engine == "default":
        cache = folder / "cache" if args.cache else None
        engines = Loader(beam=args.beam, threads=args.threads, summary=not args.no_summary, cache=cache)()
    work = partial(here, engines=engines)
    if not args.dedup:
        yield work
        return
    with Twins(folder / "twins", 0.8) as twins:
        yield lambda windows: work(map(twins.mark, windows))


def fit(samples: Sequence[Sample], column: int, *, scale: float = 1.0) -> tuple[float, float, float]:
    """The line through a column of samples by least squares: slope for 1,000 pages, farthest point from it, R²."""
    thousands = [sample[0] / 1000 for sample in samples]
    values = [sample[column] / scale for sample in samples]
    slope, start = linear_regression(thousands, values)
    away = [abs(y - start - slope * x) for x, y in zip(thousands, values, strict=True)]
    same = min(values) == max(values) or not slope
    return slope, max(away), 0.0 if same else correlation(thousands, values) ** 2


def told(result: dict[str, Any]) -> str:
    """One row of the table."""
    warm = [sample for sample in result["samples"] if sample[0] > result["pages"] / 10]
    half = [sample for sample in result["samples"] if sample[0] > result["pages"] / 2]
    growth, late = fit(warm, 3, scale=1e6)[0], fit(half, 3, scale=1e6)[0]
    pace, off, straight = fit(warm, 2)
    return (
        f"| {result['pages']:,} | {warm[0][3] / 1e6:.0f} | {warm[-1][3] / 1e6:.0f} | {growth:.2f} | {late:.2f} "
        f"| {pace:.2f} | {off / warm[-1][2]:.1%} | {straight:.4f} | {result['bytes'] / 1e6:.0f} |"
    )


def apart(count: int, args: argparse.Namespace) -> dict[str, Any]:
    """Measure in a process of its own, which no earlier size has grown."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure, count, args).result()


def plot(results: Sequence[dict[str, Any]], prefix: str) -> None:
    """Write PREFIX-memory.svg and PREFIX-time.svg; shares of the pages done, so that all sizes are seen."""
    memory, seconds = {}, {}
    for result in results:
        name, whole = f"{result['pages']:,} pages", result["samples"][-1]
        memory[name] = [(100 * pages / whole[0], size / 1e6) for pages, _, _, size in result["samples"]]
        seconds[name] = [(100 * pages / whole[0], 100 * took / whole[2]) for pages, _, took, _ in result["samples"]]
    for kind, series, axis in (("memory", memory, "MB resident"), ("time", seconds, "% of processor time")):
        drawn = curves(f"mt batch: {axis} against pages done", series, x_axis="% of pages done", y_axis=axis)
        Path(f"{prefix}-{kind}.svg").write_text(drawn, encoding="utf-8")


def main() -> None:
    """Measure each size in a process of its own and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=int, nargs="+", help="sizes, in pages")
    parser.add_argument("--engine", choices=("fake", "default"), default="fake")
    parser.add_argument("--sentences", type=int, default=4, help="of a page (default: 4)")
    parser.add_argument("--beam", type=int)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--no-summary", action="store_true")
    parser.add_argument("--cache", action="store_true", help="with a sentence cache")
    parser.add_argument("--dedup", action="store_true", help="with the search for twins")
    parser.add_argument("--plots", metavar="PREFIX", help="write PREFIX-memory.svg and PREFIX-time.svg")
    parser.add_argument("--json", type=Path, help="write the samples here")
    args = parser.parse_args()
    print("| pages | MB warm | at the end | MB a 1,000 pages | in the second half | s a 1,000 pages ", end="")
    print("| farthest off | R² | MB on disk |\n|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    results = []
    for count in args.pages:
        results.append(apart(count, args))
        print(told(results[-1]), flush=True)
    if args.json:
        args.json.write_text(json.dumps(results))
    if args.plots:
        plot(results, args.plots)


if __name__ == "__main__":
    main()
