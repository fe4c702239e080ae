"""Where the time of a page goes: share of each stage, and the costliest files outside the engine.

    python benchmarks/profile_path.py [--pages PATH] [--page-count 20] [--top 10] [--summary]

Processor time, not time by the clock, so that a busy machine does not change the shares. The stages are timed
without a profiler; the files under cProfile, which makes small Python functions look dearer than they are.
"""

import argparse
import cProfile
import pstats
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import mt  # noqa: E402
from benchmarks import job  # noqa: E402
from mt.clean import clean  # noqa: E402
from mt.pipeline import Settings, compose, outline  # noqa: E402
from mt.read import from_text  # noqa: E402
from mt.segment import segment  # noqa: E402


class Clock:
    """Seconds of processor time by name, all threads together, and of these the engine's, which has its own."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.engine = 0.0

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        """Add the processor time of the block to ``name``."""
        whole, own = time.process_time(), time.thread_time()
        yield
        whole, own = time.process_time() - whole, time.thread_time() - own
        self.seconds[name] = self.seconds.get(name, 0.0) + whole
        self.engine += whole - own


def stages(pages: Sequence[str], *, summary: bool) -> Clock:
    """Return processor seconds of each stage over all pages."""
    translator = mt.load_translator(threads=1)
    summarizer = mt.load_summarizer(threads=1) if summary else None
    translator.translate(["نعم."])
    clock = Clock()
    for text in pages:
        with clock("read"):
            page = from_text(text)
        with clock("clean"):
            article = clean(page)
        with clock("segment"):
            blocks = (article.headline, *article.paragraphs) if article.headline else article.paragraphs
            for block in blocks:
                segment(block.text)
        plan = outline(page, Settings(summary=summary))
        with clock("translate, all of it"):
            translations = translator.translate(plan.texts)
        with clock("rejoin and summarize"):
            compose(plan, translations, translator=translator, summarizer=summarizer).to_json()
    return clock


def files(work: Callable[[], object], top: int) -> list[tuple[str, float]]:
    """Return the ``top`` files by the seconds spent in their own lines; what C code takes is its caller's."""
    profiler = cProfile.Profile(time.thread_time)  # so that waiting for the engine is none
    profiler.runcall(work)
    found: Counter[str] = Counter()
    for (file, _, _), (_, _, own, _, callers) in pstats.Stats(profiler).stats.items():
        if file != "~":
            found[_short(file)] += own
            continue
        for (caller, _, _), (_, _, seconds, _) in callers.items():
            found[_short(caller)] += seconds
    return found.most_common(top)


def _short(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT / "mt") else path.name


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, metavar="PATH", help="as in benchmarks/translate.py")
    parser.add_argument("--page-count", type=int, default=20)
    parser.add_argument("--top", type=int, default=10)
    parser.add_argument("--summary", action="store_true", help="summarize too")
    args = parser.parse_args()
    pages = job.read_pages(args.pages, args.page_count, job.distinct(job.default_sentences(), 1000))
    clock = stages(pages, summary=args.summary)
    total = sum(clock.seconds.values())
    print(f"{len(pages)} pages, one thread, {total:.2f} s of processor time\n")
    print("| stage | share |\n|---|--:|")
    print("\n".join(f"| {name} | {seconds / total:.1%} |" for name, seconds in clock.seconds.items()))
    print(f"| of these, CTranslate2 | {clock.engine / total:.1%} |\n")
    settings, translator = Settings(summary=args.summary), mt.load_translator(threads=1)
    dearest = files(lambda: [mt.digest(p, translator=translator, settings=settings) for p in pages], args.top)
    print("| file, outside CTranslate2 | share |\n|---|--:|")
    print("\n".join(f"| {name} | {seconds / total:.1%} |" for name, seconds in dearest))


if __name__ == "__main__":
    main()
