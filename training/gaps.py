"""Words that news uses often and the training pairs hardly hold: what own pairs are worth writing for.

    python -m training.gaps --corpora CORPORA --page PAGE --out FOLDER

Writes ``english.txt`` and ``arabic.txt``, a word a line with its count in the news and in the pairs, the
commonest in the news first. Arabic words are counted without their prefixes. The sets that models are measured
on are not read: neither mono nor bitext hold them.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from mt.fold import fold
from mt.names.lexicon import base

from . import corpora
from .backtranslate import ARABIC, ENGLISH
from .prepare import load


def count(texts: Iterable[str], form: Callable[[str], str]) -> Counter[str]:
    """How often each word occurs; words with digits are left out."""
    return Counter(form(word) for text in texts for word in corpora.words(text) if word.isalpha())


def gaps(news: Counter[str], pairs: Counter[str], *, common: int, known: int) -> list[tuple[str, int, int]]:
    """Words that occur ``common`` times or more in the news and at most ``known`` times in the pairs."""
    found = [(word, n, pairs[word]) for word, n in news.most_common() if n >= common and pairs[word] <= known]
    return [row for row in found if len(row[0]) > 2]


def main() -> None:
    """Command line: write the two lists."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with bitext/, mono/, eval_sets/")
    parser.add_argument("--page", type=Path, required=True, help="the real page, which is held out")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--common", type=int, default=25, help="fewest occurrences in the news (default 25)")
    parser.add_argument("--known", type=int, default=20, help="most occurrences in the pairs (default 20)")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    evaluation = corpora.held_out(args.corpora / "eval_sets", args.page)
    pairs = [
        pair for rows in load(args.corpora / "bitext", evaluation, list(corpora.WEIGHTS)).values() for pair in rows
    ]
    for side, names, form in ((0, ARABIC, lambda word: base(fold(word).text)), (1, ENGLISH, str.lower)):
        news = corpora.read_mono(args.corpora / "mono", names, evaluation, arabic=side == 0)
        rows = gaps(
            count(news, form), count((pair[side] for pair in pairs), form), common=args.common, known=args.known
        )
        path = args.out / ("arabic.txt" if side == 0 else "english.txt")
        path.write_text("".join(f"{word}\t{n}\t{held}\n" for word, n, held in rows), encoding="utf-8")
        print(f"{path}: {len(rows):,d} words")


if __name__ == "__main__":
    main()
