"""How the support check of summaries was set: what share of each kind of sentence it lets pass.

Human summary sentences and copies of source sentences should pass; sentences of other documents, copies
with a name or number exchanged for another of the same document, halves of two sentences put together,
and shuffled words of two neighbouring sentences should not. No human summary passes whole: people say
things in words that a check of words cannot find.

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

import mt.support.evidence as checks
from mt.summarize import Source
from mt.support import Evidence, names, numbers

Case = tuple[str, Evidence, str]


def cases(items: list[dict[str, Any]], chance: random.Random) -> Iterator[Case]:
    """Yield sentences of each kind for every document."""
    sources = [Source.of(item["document"]) for item in items]
    summaries = [Source.of(item["summary"]).sentences for item in items]
    for at, source in enumerate(sources):
        evidence, sentences = source.evidence, source.sentences
        called = [name for sentence in sentences for name in names(sentence)]
        counted = [number.text for sentence in sentences for number in numbers(sentence) if number.text[0].isdigit()]
        copies = chance.sample(sentences, min(3, len(sentences)))
        yield from (("human", evidence, sentence) for sentence in summaries[at])
        yield from (("other document", evidence, sentence) for sentence in summaries[at - 1])
        yield from (("copy", evidence, sentence) for sentence in copies)
        for sentence in copies:
            figures = [number.text for number in numbers(sentence)]
            for kind, own, others in (("name", names(sentence), called), ("number", figures, counted)):
                if own and others and (new := chance.choice(others)) not in sentence:
                    yield f"copy, other {kind}", evidence, sentence.replace(chance.choice(own), new)
        if len(sentences) > 1:
            first, second = (sentence.split() for sentence in chance.sample(sentences, 2))
            yield "halves of two", evidence, " ".join([*first[: len(first) // 2], *second[len(second) // 2 :]])
            words = " ".join(chance.choice(list(pairwise(sentences)))).replace(".", "").split()
            yield "shuffled neighbours", evidence, " ".join(chance.sample(words, min(15, len(words))))


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
    made = [(kind, evidence.support(sentence)) for kind, evidence, sentence in asked]
    print("| words | pairs | " + " | ".join(f"{kind} ({count})" for kind, count in kinds.items()) + " |")
    print("|" + "--:|" * (2 + len(kinds)))
    for enough in (0.6, 0.7, 0.8):
        for together in (0.0, 0.4, 0.5, 0.6):
            checks.ENOUGH, checks.TOGETHER = enough, together
            passed = Counter(kind for kind, support in made if support.holds)
            row = " | ".join(f"{100 * passed[kind] / count:.0f}" for kind, count in kinds.items())
            print(f"| {enough} | {together} | {row} |", flush=True)


if __name__ == "__main__":
    main()
