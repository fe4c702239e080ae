"""How often real news repeats itself: what ``mt batch --cache`` and ``--dedup`` save, found without any model.

Each file holds one paragraph a line; ``--paragraphs`` of them are read as pages of ``--page`` paragraphs, in
windows as ``mt batch`` makes them. A sentence counts as found when an earlier window had it to the letter: what
repeats within a window the engine decodes once in any case.

    python benchmarks/batch_cache.py FOLDER/ar_*.txt.xz
"""

import argparse
import lzma
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from mt.batch.cache import CachedTranslator, SentenceCache
from mt.batch.inputs import Item, Twin
from mt.batch.twins import Twins
from mt.batch.window import Engines, records, windows
from mt.pipeline import Settings
from mt.testing import FakeTranslator


def pages(path: Path, paragraphs: int, size: int) -> Iterator[Item]:
    """Yield ``size`` consecutive paragraphs of ``path`` as a page, until ``paragraphs`` are read."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        kept = islice(lines, paragraphs)
        number = 0
        while text := "".join(islice(kept, size)):
            number += 1
            yield Item(f"{path.name}:{number}", "", text, len(text.encode()))


def measure(path: Path, args: argparse.Namespace) -> str:
    """One row of the table."""
    seconds = twins = count = 0.0
    with tempfile.TemporaryDirectory() as folder:
        cache = SentenceCache(Path(folder), {})
        engines = Engines(CachedTranslator(FakeTranslator(), cache), settings=Settings(summary=False))
        with Twins(Path(folder) / "twins", args.dedup) as finder:
            for window in windows(pages(path, args.paragraphs, args.page)):
                records(window, engines)
                start = time.process_time()
                marked = finder.mark(window)
                seconds += time.process_time() - start
                count += len(window)
                twins += sum(isinstance(item.content, Twin) for item in marked)
        asked, found = cache.tally()
        size = (Path(folder) / "sentences.sqlite").stat().st_size
        cache.close()
    return (
        f"| {path.name} | {count:,.0f} | {asked:,} | {found / asked:.1%} | {size / asked:.0f} "
        f"| {twins / count:.1%} | {1000 * seconds / count:.1f} |"
    )


def main() -> None:
    """Print a row for each file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+", help="texts packed with xz, a paragraph a line")
    parser.add_argument("--paragraphs", type=int, default=3000, help="of each file (default: 3,000)")
    parser.add_argument("--page", type=int, default=12, help="paragraphs of a page (default: 12)")
    parser.add_argument("--dedup", type=float, default=0.8)
    args = parser.parse_args()
    print("| file | pages | sentences | found in the cache | bytes a sentence | twins | ms a page to look for them |")
    print("|---|---|---|---|---|---|---|")
    for path in args.files:
        print(measure(path, args), flush=True)


if __name__ == "__main__":
    main()
