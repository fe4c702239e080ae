"""Summaries measured beside the summaries to beat: ROUGE, chrF, novelty, invented numbers and names, length.

    python benchmarks/summaries.py ../shared/summaries                 # the table of docs/summaries.md
    python benchmarks/summaries.py ../shared/summaries --tune          # settings of the search, on the dev set
    python benchmarks/summaries.py ../shared/summaries --examples 10   # whole examples, as Markdown
    python benchmarks/summaries.py ../shared/summaries --lengths       # how well a length is kept

Arabic documents are translated by the default translator first; translations are kept in ``--cache``.
"""

import argparse
import hashlib
import itertools
import json
import lzma
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import mt
from mt.document import Summary
from mt.evaluation.lead import LeadSummarizer
from mt.evaluation.metrics import score
from mt.evaluation.summaries import obeyed, qualities
from mt.segment import segment, segment_english
from mt.summarize import EngineSummarizer, Source, Wanted, own_summary

DEV = "news_ant_ar2en.dev"
# Set -> field of the document (Arabic ones are translated), field of the reference, length asked for.
SETS = {
    DEV: ("document_ar", "summary", "brief"),
    "cnndm.test": ("document", "summary", "brief"),
    "allsides_roundup.test": ("document", "summary", "brief"),
    "xsum.test": ("document", "summary", "sentence"),
    "ntrex_ar_en_headline.test": ("document", "summary", "headline"),
}
HEAD = "| set | method | R-1 | R-2 | R-L | chrF | new bigrams % | invented numbers % | names % | words | own words % |"

Make = Callable[[str, Wanted], Summary]


@dataclass(frozen=True)
class Item:
    """A document in English, its reference summary, and the Arabic where there is one."""

    document: str
    reference: str
    arabic: str = ""


def read(folder: Path, name: str, *, limit: int, seed: int) -> list[dict[str, Any]]:
    """Return ``limit`` items drawn from a set, in its order; all of them where it has no more."""
    with lzma.open(folder / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    chosen = sorted(random.Random(seed).sample(range(len(items)), min(limit, len(items))))
    return [items[at] for at in chosen]


def prepared(items: Sequence[dict[str, Any]], name: str, cache: Path) -> list[Item]:
    """Return the items with documents in English."""
    field, summary, _ = SETS[DEV if name.startswith("news_ant") else name]
    documents = ["\n".join(filter(None, (item.get("title_ar"), item[field]))) for item in items]
    if not name.startswith(("news_ant", "ntrex")):
        return [Item(d, item[summary]) for d, item in zip(documents, items, strict=True)]
    translator = mt.load_translator()
    key = hashlib.sha256(json.dumps([translator.identity["digest"], documents]).encode()).hexdigest()[:16]
    place = cache / f"{name}.{key}.json"
    if not place.exists():
        lines = [[[s.text for s in segment(line)] for line in d.splitlines() if line.strip()] for d in documents]
        flat = iter(translator.translate([s for document in lines for line in document for s in line]))
        english = [
            "\n".join(" ".join(t.text for t in islice(flat, len(line))) for line in document) for document in lines
        ]
        cache.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps(english, ensure_ascii=False), encoding="utf-8")
    english = json.loads(place.read_text(encoding="utf-8"))
    rows = zip(english, items, documents, strict=True)
    return [Item(e, item[summary], arabic) for e, item, arabic in rows]


def methods(summarizer: EngineSummarizer) -> dict[str, Make]:
    """Return what is compared, by name."""
    return {
        "lead-3": lambda text, wanted: LeadSummarizer().summarize(text, wanted=wanted),
        "lead": lambda text, wanted: own_summary(Source.of(text), Wanted(wanted.length, "lead")),
        "extractive": lambda text, wanted: own_summary(Source.of(text), Wanted(wanted.length, "extractive")),
        "auto": lambda text, wanted: summarizer.summarize(text, wanted=wanted),
        "abstractive": lambda text, wanted: summarizer.summarize(text, wanted=replace(wanted, method="abstractive")),
    }


def row(name: str, method: str, made: Sequence[Summary], items: Sequence[Item]) -> str:
    """Return one line of the table."""
    lines = ["\n".join(s.text for s in summary.sentences) for summary in made]
    references = ["\n".join(segment_english(item.reference)) for item in items]
    rouge = [score(metric, lines, references).value for metric in ("rouge1", "rouge2", "rougeL")]
    chrf = score("chrf", [line.replace("\n", " ") for line in lines], [item.reference for item in items]).value
    found = qualities([item.document for item in items], lines)
    own = sum(s.method == "abstractive" for s in made) / len(made)
    numbers = (*rouge, chrf, 100 * found.novelty, 100 * found.invented_numbers, 100 * found.invented_names, found.words)
    return f"| {name} ({len(items)}) | {method} | " + " | ".join(f"{n:.1f}" for n in numbers) + f" | {100 * own:.0f} |"


def table(args: argparse.Namespace) -> Iterator[str]:
    """Yield the table over all sets and methods."""
    yield HEAD
    yield "|---|---|" + "--:|" * 9
    summarizer = mt.load_summarizer()
    for name in args.set or SETS:
        items = prepared(read(args.folder, name, limit=args.limit, seed=args.seed), name, args.cache)
        for method, make in methods(summarizer).items():
            yield row(name, method, [make(item.document, Wanted(SETS[name][2])) for item in items], items)


def tuned(args: argparse.Namespace) -> Iterator[str]:
    """Yield ROUGE on the dev set for settings of the search."""
    yield "| beam | length penalty | n-gram block | least pieces | R-1 | R-2 | R-L | model % | as said first % | s |"
    yield "|" + "--:|" * 10
    items = prepared(read(args.folder, DEV, limit=args.limit, seed=args.seed), DEV, args.cache)
    base = mt.load_summarizer()
    grid = itertools.product(args.beams, args.penalties, args.blocks, args.least)
    for beam, penalty, block, least in grid:
        decoding = replace(
            base.decoding, beam_size=beam, length_penalty=penalty, no_repeat_ngram_size=block, min_length=least
        )
        summarizer = replace(base, decoding=decoding, hypotheses=beam)
        start = time.perf_counter()
        made = [summarizer.summarize(item.document, wanted=Wanted(method="abstractive")) for item in items]
        seconds = time.perf_counter() - start
        texts, references = [m.text for m in made], [item.reference for item in items]
        rouge = [f"{score(m, texts, references).value:.1f}" for m in ("rouge1", "rouge2", "rougeL")]
        statuses = Counter(s.status for m in made for s in m.sentences)
        own = 100 * sum(m.method == "abstractive" for m in made) / len(made)
        first = 100 * statuses["supported"] / max(1, statuses.total())
        shown = (
            str(beam),
            str(penalty),
            str(block),
            str(least),
            *rouge,
            f"{own:.0f}",
            f"{first:.0f}",
            f"{seconds:.0f}",
        )
        yield f"| {' | '.join(shown)} |"


def kept_lengths(args: argparse.Namespace) -> Iterator[str]:
    """Yield how many summaries are within a quarter of the length asked for."""
    yield "| words asked for | mean words | within a quarter % |"
    yield "|--:|--:|--:|"
    items = prepared(read(args.folder, "cnndm.test", limit=args.limit, seed=args.seed), "cnndm.test", args.cache)
    summarizer = mt.load_summarizer()
    for wanted in ("30", "60", "long"):
        made = [summarizer.summarize(item.document, wanted=Wanted(wanted)) for item in items]
        words = [len(m.text.split()) for m in made]
        asked = Wanted(wanted).words
        yield f"| {asked} | {sum(words) / len(words):.0f} | {100 * obeyed(words, asked):.0f} |"


def examples(args: argparse.Namespace) -> Iterator[str]:
    """Yield whole examples of the dev set: Arabic, translation, summary with its sources, reference."""
    items = prepared(read(args.folder, DEV, limit=10_000, seed=args.seed), DEV, args.cache)
    summarizer = mt.load_summarizer()
    for number, item in enumerate(random.Random(args.seed).sample(items, args.examples), 1):
        source, made = Source.of(item.document), summarizer.summarize(item.document)
        numbered = " ".join(f"({at}) {sentence}" for at, sentence in enumerate(source.sentences))
        said = "\n".join(f"- {s.text} [{', '.join(map(str, s.sources))}; {s.status}]" for s in made.sentences)
        flags = "".join(f"\n\n{flag.message}" for flag in made.flags)
        yield f"### Example {number}\n\n" + '<p dir="rtl" lang="ar">' + item.arabic.replace("\n", "<br>") + "</p>\n"
        yield f"**Translation.** {numbered}\n\n**Summary** ({made.method}).\n\n{said}{flags}\n"
        yield f"**By a person.** {item.reference}\n"


def main() -> None:
    """Command line of the measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder with NAME.jsonl.xz")
    parser.add_argument("--set", action="append", default=[], choices=SETS, help="only this set (repeatable)")
    parser.add_argument("--limit", type=int, default=200, help="documents of each set (default 200)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--cache", type=Path, default=Path("build/summaries"), help="where translations are kept")
    parser.add_argument("--tune", action="store_true", help="try settings of the search on the dev set")
    parser.add_argument("--beams", type=int, nargs="+", default=[4, 8])
    parser.add_argument("--penalties", type=float, nargs="+", default=[0.8, 1.0, 1.4])
    parser.add_argument("--blocks", type=int, nargs="+", default=[3, 4])
    parser.add_argument("--least", type=int, nargs="+", default=[28, 50])
    parser.add_argument("--lengths", action="store_true", help="measure how well a length is kept")
    parser.add_argument("--examples", type=int, default=0, metavar="N", help="print N whole examples")
    args = parser.parse_args()
    wanted = examples if args.examples else tuned if args.tune else kept_lengths if args.lengths else table
    for line in wanted(args):
        print(line, flush=True)


if __name__ == "__main__":
    main()
