"""What a person takes into a summary, learned from articles with summaries: the weights of ``mt/summarize/worth.py``.

    python benchmarks/sentence_worth.py ../shared/summaries

prints the weights, and the default with the weights that other articles give (seven folds) beside its first sentences
and lead-3, with a paired bootstrap. Articles are of the training part, translated by the default translator.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from rouge_score.tokenizers import DefaultTokenizer
from summaries import Item, prepared, read

from mt.evaluation.lead import LeadSummarizer
from mt.evaluation.metrics import Rows, score
from mt.evaluation.significance import compare_rows
from mt.summarize import Source, Wanted, own_summary, worth

SET = "news_ant_ar2en"
FOLDS = 7
RIDGE = 2.0  # in sentences of mean length


@dataclass(frozen=True)
class Seen:
    """A sentence: what is seen of it, its words, and the share of its pairs of words that the summary holds."""

    features: tuple[float, ...]
    words: int
    share: float


def seen(item: Item, tokenizer: DefaultTokenizer) -> list[Seen]:
    """Return the sentences of an article."""
    source = Source.of(item.document)
    wanted = Counter(pairwise(tokenizer.tokenize(item.reference)))
    found = []
    for at in source.body:
        sentence = source.sentences[at]
        pairs = Counter(pairwise(tokenizer.tokenize(sentence)))
        words = max(1, len(sentence.split()))
        found.append(Seen(worth.features(sentence, source.place(at)), words, (pairs & wanted).total() / words))
    return found


def fitted(sentences: Sequence[Seen]) -> tuple[float, ...]:
    """Return the weights of a ridge regression, long sentences counting more; the constant is not held back."""
    rows = np.array([sentence.features for sentence in sentences])
    words = np.array([sentence.words for sentence in sentences]) / np.mean([s.words for s in sentences])
    held = RIDGE * np.eye(rows.shape[1])
    held[0, 0] = 0
    weighted = rows.T * words
    return tuple(np.linalg.solve(weighted @ rows + held, weighted @ [s.share for s in sentences]))


def crossed(items: Sequence[Item], sentences: Sequence[Sequence[Seen]]) -> list[str]:
    """Return the default's summary of each item, with the weights that the items of other folds give."""
    shipped, made = worth.WEIGHTS, [""] * len(items)
    for fold in range(FOLDS):
        own = range(fold, len(items), FOLDS)
        others = [s for at, found in enumerate(sentences) if at not in own for s in found]
        worth.WEIGHTS = fitted(others)
        for at in own:
            made[at] = own_summary(Source.of(items[at].document), Wanted()).text
    worth.WEIGHTS = shipped
    return made


def compared(made: dict[str, list[str]], references: Sequence[str]) -> None:
    """Print ROUGE-2, words, and the difference from the first."""
    first: Rows | None = None
    for name, texts in made.items():
        found = score("rouge2", texts, references)
        words = sum(len(text.split()) for text in texts) / len(texts)
        first = first or found.rows
        test = compare_rows("rouge2", first, found.rows)
        print(f"{name}: {found.value:.2f}, {words:.0f} words, {test.value:+.2f} [{test.low:+.2f}, {test.high:+.2f}]")


def main() -> None:
    """Print the weights, and what they gain."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder with news_ant_ar2en.jsonl.xz")
    parser.add_argument("--limit", type=int, default=400, help="articles (default 400)")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--cache", type=Path, default=Path("build/summaries"), help="where translations are kept")
    args = parser.parse_args()
    items = prepared(read(args.folder, SET, limit=args.limit, seed=args.seed), SET, args.cache)
    tokenizer = DefaultTokenizer(use_stemmer=True)
    sentences = [seen(item, tokenizer) for item in items]
    print("weights:", ", ".join(f"{weight:.3f}" for weight in fitted([s for found in sentences for s in found])))
    sources = [Source.of(item.document) for item in items]
    made = {
        "lead-3": [LeadSummarizer().summarize(item.document).text for item in items],
        "lead": [own_summary(source, Wanted(method="lead")).text for source in sources],
        "auto, weights of other articles": crossed(items, sentences),
        "auto": [own_summary(source, Wanted()).text for source in sources],
    }
    compared(made, [item.reference for item in items])


if __name__ == "__main__":
    main()
