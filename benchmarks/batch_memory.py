"""Whether ``mt batch`` stays flat in memory and even in speed, however many pages there are.

Each size runs in a process of its own: pages that are generated as they are asked for go through windows,
translator and records into parts on the disk. With the stand-ins of ``mt.testing`` (the default) nothing but
this machinery is seen; ``--engine default`` takes the models of models.lock, one sentence a page.

The slope is that of a least-squares line through memory against pages after the first tenth, when everything
is loaded; the same for seconds, whose largest distance from its line is given too.

    python benchmarks/batch_memory.py 1000 10000 100000 --plot memory.svg
    python benchmarks/batch_memory.py 2000 --engine default
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from statistics import linear_regression

from mt.batch.inputs import Item
from mt.batch.loading import Loader
from mt.batch.output import Output
from mt.batch.progress import Meter
from mt.batch.run import run
from mt.batch.twins import Twins
from mt.batch.window import Engines
from mt.batch.workers import here
from mt.testing import FakeSummarizer, FakeTranslator

_SAMPLES = 200
_SENTENCE = "أعلن المتحدث باسم الوزارة رقم {} أن الوفد يصل إلى المدينة يوم {} من الشهر المقبل بعد {} ساعة من السفر."


class Forgetful(FakeTranslator):
    """A stand-in that does not collect what it was asked, as the ordinary one does for tests."""

    def translate(self, texts, *, progress=None):  # noqa: ANN001, ANN201, D102 - as FakeTranslator has it
        done = super().translate(texts, progress=progress)
        self.asked.clear()
        return done


class ForgetfulSummarizer(FakeSummarizer):
    """The same for summaries."""

    def summarize(self, text: str):  # noqa: ANN201, D102 - as FakeSummarizer has it
        done = super().summarize(text)
        self.asked.clear()
        return done


def pages(count: int, sentences: int) -> Iterator[Item]:
    """Yield pages that are all different, ``sentences`` each in paragraphs of three."""
    for number in range(count):
        texts = [_SENTENCE.format(number, s + 1, number % 97 + s) for s in range(sentences)]
        text = "\n".join(" ".join(texts[i : i + 3]) for i in range(0, sentences, 3))
        yield Item(f"page:{number}", f"page:{number}", text, len(text.encode()))


class Samples(Meter):
    """Notes pages done, seconds and resident bytes each time some pages are done."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.taken: list[tuple[int, float, int]] = []
        self._done, self._step, self._begin = 0, max(1, count // _SAMPLES), time.perf_counter()

    def done(self, pages: int, failed: int, weight: int) -> None:
        """Note pages, and take a sample when enough have come."""
        if failed:
            raise SystemExit("a page failed: the figures would say nothing")
        super().done(pages, failed, weight)
        before, self._done = self._done, self._done + pages
        if before // self._step != self._done // self._step:
            self.taken.append((self._done, time.perf_counter() - self._begin, resident()))


def resident() -> int:
    """Bytes of this process that are in memory, its shared libraries included."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def measure(count: int, args: argparse.Namespace) -> dict[str, object]:
    """Run ``count`` pages in this process; return the samples."""
    fakes = Engines(Forgetful(), ForgetfulSummarizer())
    engines = fakes if args.engine == "fake" else Loader(beam=args.beam, cache=args.cache)()
    samples = Samples(count)
    with tempfile.TemporaryDirectory() as folder, Output(Path(folder) / "out", {}) as output:
        with Twins(Path(folder) / "twins", 0.8) if args.dedup else nullcontext() as twins:
            work = partial(here, engines=engines)
            marked = (lambda windows: work(map(twins.mark, windows))) if twins else work
            run(pages(count, args.sentences), output, marked, meter=samples)
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    return {"pages": count, "samples": samples.taken, "bytes": size}


def line(name: str, xs: Sequence[float], ys: Sequence[float]) -> tuple[float, float]:
    """The slope of the least-squares line through the points, and the largest distance from it."""
    slope, start = linear_regression(xs, ys)
    return slope, max(abs(y - start - slope * x) for x, y in zip(xs, ys, strict=True))


def told(result: dict[str, object]) -> str:
    """One row of the table."""
    warm = [s for s in result["samples"] if s[0] > result["pages"] / 10]
    count, seconds, memory = zip(*warm, strict=True)
    thousands = [n / 1000 for n in count]
    growth, _ = line("memory", thousands, [m / 1e6 for m in memory])
    pace, off = line("seconds", thousands, seconds)
    return (
        f"| {result['pages']:,} | {memory[0] / 1e6:.1f} | {memory[-1] / 1e6:.1f} | {growth:.3f} "
        f"| {pace:.2f} | {100 * off / seconds[-1]:.1f} % | {result['bytes'] / 1e6:.0f} |"
    )


def apart(count: int, args: argparse.Namespace) -> dict[str, object]:
    """Measure in a process of its own, which no earlier size has grown."""
    options = {"--engine": args.engine, "--sentences": args.sentences, "--beam": args.beam, "--cache": args.cache}
    words = [word for name, value in options.items() if value is not None for word in (name, str(value))]
    words += ["--dedup"] if args.dedup else []
    command = [sys.executable, __file__, str(count), *words, "--child"]
    found: dict[str, object] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return found


def main() -> None:
    """Measure each size in a process of its own and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=int, nargs="+", help="sizes, in pages")
    parser.add_argument("--engine", choices=("fake", "default"), default="fake")
    parser.add_argument("--sentences", type=int, help="of a page (default: 12, with the real engine 1)")
    parser.add_argument("--beam", type=int)
    parser.add_argument("--cache", type=Path, help="with a sentence cache in this folder")
    parser.add_argument("--dedup", action="store_true", help="with the search for twins")
    parser.add_argument("--plot", type=Path, help="write an SVG here")
    parser.add_argument("--json", type=Path, help="write the samples here")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    args.sentences = args.sentences or (12 if args.engine == "fake" else 1)
    if args.child:
        print(json.dumps(measure(args.pages[0], args)))
        return
    print("| pages | MB when warm | MB at the end | MB a 1,000 pages | s a 1,000 pages | farthest off | MB on disk |")
    print("|---|---|---|---|---|---|---|")
    results = []
    for count in args.pages:
        results.append(apart(count, args))
        print(told(results[-1]), flush=True)
    if args.json:
        args.json.write_text(json.dumps(results))
    if args.plot:
        args.plot.write_text(plot(results), encoding="utf-8")


def plot(results: Sequence[dict[str, object]]) -> str:
    """Memory against the share of the pages done, a line for each size."""
    from mt.evaluation.plots import lines

    places = [p / 20 for p in range(1, 21)]
    rows = []
    for result in results:
        taken = result["samples"]
        rows.append([next(m for n, _, m in taken if n >= p * taken[-1][0]) / 1e6 for p in places])
    names = [f"{result['pages']:,} pages" for result in results]
    return lines(
        "Memory of one process (MB) against the share of pages done",
        [f"{p:.0%}" for p in places],
        names,
        rows,
        unit="MB",
    )


if __name__ == "__main__":
    main()
