"""What share of each kind of sentence the two support checks of summaries let pass.

Human summary sentences and copies of source sentences should pass; sentences of other documents, copies
with a name or number exchanged for another of the same document, halves of two sentences put together,
and shuffled words of two neighbouring sentences should not. Few human summaries pass: people say
things in words that no check of words can find.

    python benchmarks/summary_support.py ../shared/summaries/cnndm.test.jsonl.xz
"""

import argparse
import json
import lzma
import random
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from mt.summarize import Source
from mt.support import names, numbers

Case = tuple[str, Source, str]


def cases(items: list[dict[str, Any]], chance: random.Random) -> Iterator[Case]:
    """Yield sentences of each kind for every document."""
    sources = [Source.of(item["document"]) for item in items]
    summaries = [Source.of(item["summary"]).sentences for item in items]
    for at, source in enumerate(sources):
        sentences = source.sentences
        called = [name for sentence in sentences for name in names(sentence)]
        counted = [number.text for sentence in sentences for number in numbers(sentence) if number.text[0].isdigit()]
        copies = chance.sample(sentences, min(3, len(sentences)))
        yield from (("human", source, sentence) for sentence in summaries[at])
        yield from (("other document", source, sentence) for sentence in summaries[at - 1])
        yield from (("copy", source, sentence) for sentence in copies)
        for sentence in copies:
            figures = [number.text for number in numbers(sentence)]
            for kind, own, others in (("name", names(sentence), called), ("number", figures, counted)):
                if own and others and (new := chance.choice(others)) not in sentence:
                    yield f"copy, other {kind}", source, sentence.replace(chance.choice(own), new)
        if len(sentences) > 1:
            first, second = (sentence.split() for sentence in chance.sample(sentences, 2))
            yield "halves of two", source, " ".join([*first[: len(first) // 2], *second[len(second) // 2 :]])
            words = " ".join(chance.choice(list(pairwise(sentences)))).replace(".", "").split()
            yield "shuffled neighbours", source, " ".join(chance.sample(words, min(15, len(words))))


def main() -> None:
    """Print a row for each setting: percent of each kind that passes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path, help="JSON lines with document and summary, .xz or plain")
    parser.add_argument("--limit", type=int, default=100, help="documents of each set (default 100)")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    items = []
    for path in args.sets:
        with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as lines:
            found = [json.loads(line) for line in lines]
        items += chance.sample(found, min(args.limit, len(found)))
    asked = list(cases(items, chance))
    kinds = Counter(kind for kind, _, _ in asked)
    print("| check | " + " | ".join(f"{kind} ({count})" for kind, count in kinds.items()) + " |")
    print("|---|" + "--:|" * len(kinds))
    for check in ("evidence", "likeness"):
        passed = Counter(kind for kind, source, sentence in asked if getattr(source, check).support(sentence).holds)
        row = " | ".join(f"{100 * passed[kind] / count:.0f}" for kind, count in kinds.items())
        print(f"| {check} | {row} |", flush=True)


if __name__ == "__main__":
    main()
