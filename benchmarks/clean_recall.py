"""How often cleaning takes a line away from a true article, and which lines: to be judged by eye.

The files hold article text without a page around it, so every removal is either an error or furniture that
the collectors missed. ``--mono`` is a folder of ``ar_*.txt.xz``, one paragraph a line, without marks between
articles: each ``--lines`` consecutive lines count as one article. ``--summaries`` is a folder of ``*.jsonl.xz``
whose records have an article and its headline: these are whole.

    python benchmarks/clean_recall.py --mono FOLDER --summaries FOLDER --show removed.tsv
"""

import argparse
import json
import lzma
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from mt.clean import clean
from mt.document import Page

_WHOLE = {"news_ant_ar2en": ("title_ar", "document_ar"), "ar_headlines_saudi": ("summary", "document")}


def grouped(path: Path, lines: int) -> Iterator[tuple[str, str]]:
    """Yield ("", text) of each ``lines`` consecutive lines."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        while group := list(islice(file, lines)):
            yield "", "".join(group).rstrip("\n")


def whole(path: Path, title: str, body: str) -> Iterator[tuple[str, str]]:
    """Yield (headline, text) of each record."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            yield record[title].replace("\n", " ").strip(), record[body]


def measure(name: str, articles: Iterator[tuple[str, str]], show: list[str]) -> str:
    """Clean every article; return one row of the table and append what was removed to ``show``."""
    count = touched = lines = found = false = named = 0
    reasons: Counter[str] = Counter()
    start = time.perf_counter()
    for headline, text in articles:
        article = clean(Page(name, f"{headline}\n{text}"))
        count += 1
        lines += text.count("\n") + 1
        touched += bool(article.removed)
        named += bool(headline)
        found += article.headline is not None and article.headline.text == headline
        false += clean(Page(name, text)).headline is not None
        for removed in article.removed:
            reasons[removed.reason] += 1
            show.append(f"{name}\t{count}\t{removed.reason}\t{removed.text}")
    seconds = time.perf_counter() - start
    kinds = ", ".join(f"{reason} {n}" for reason, n in reasons.most_common()) or "none"
    # Grouped lines have no headline of their own, but some lines among them are headlines.
    heads = f"{100 * found / count:.1f} %\t{100 * false / count:.1f} %" if named else "-\t-"
    return f"{name}\t{count}\t{lines}\t{100 * (count - touched) / count:.2f} %\t{heads}\t{seconds:.1f} s\t{kinds}"


def main() -> None:
    """Print one row a file; write every removed line to ``--show``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mono", type=Path, help="folder of ar_*.txt.xz, one paragraph a line")
    parser.add_argument("--summaries", type=Path, help="folder of *.jsonl.xz with whole articles and headlines")
    parser.add_argument("--lines", type=int, default=6, help="lines that count as one article of --mono")
    parser.add_argument("--articles", type=int, default=2_000, help="at most so many articles of each file")
    parser.add_argument("--show", type=Path, help="write the removed lines here: file, article, reason, line")
    args = parser.parse_args()
    sources = (
        [(p.name.split(".")[0], grouped(p, args.lines)) for p in sorted(args.mono.glob("ar_*.txt.xz"))]
        if args.mono
        else []
    )
    for name, fields in _WHOLE.items() if args.summaries else ():
        sources.append((name, whole(args.summaries / f"{name}.jsonl.xz", *fields)))
    show: list[str] = []
    print(
        "file\tarticles\tlines\tnothing removed\theadline found\theadline without title\ttime\tlines removed by reason"
    )
    for name, articles in sources:
        print(measure(name, islice(articles, args.articles), show), flush=True)
    if args.show:
        args.show.write_text("\n".join(show) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
