"""Write ``mt/marbuta.txt``: words whose final ة a careless writer leaves without its dots.

    python -m training.marbuta NEWS.txt[.xz] ... > mt/marbuta.txt

The words are those of our own corpus (``training/corpus``) that end in ة. Text of edited news, one paragraph a
line, says which of them may be restored: in NEWS the spelling with ه, which may mean "his", must be at most a
fiftieth as frequent. A word that NEWS hardly has is taken only with the article, which "his" excludes.
"""

import argparse
import lzma
import re
from collections import Counter
from collections.abc import Iterable
from functools import reduce
from pathlib import Path

from mt.normalize import LETTER_FOLDING, MARBUTA, RULES

CORPUS = Path(__file__).resolve().parent / "corpus"
WORD = re.compile("[\u0621-\u064a]+")
DEFINITE = re.compile("[وف]?([بك]?ال|لل)")
# Their last letter is of the root: the spelling with ه is right, the one with ة another word.
ROOTS = {"الالة", "الوجة", "الشبة"}
SHORTEST = 4  # letters; shorter words have too many other readings
SEEN = 5  # times in NEWS


def count(texts: Iterable[str]) -> Counter[str]:
    """Return how often each word occurs, letters folded."""
    # Without the rule that reads what is made here.
    rules = [rule.apply for rule in RULES + LETTER_FOLDING if rule.name != "ta-marbuta"]
    folded = (reduce(lambda done, apply: apply(done), rules, text) for text in texts)
    return Counter(word for text in folded for word in WORD.findall(text))


def choose(own: Iterable[str], news: Counter[str]) -> list[str]:
    """Return the words of ``own`` that may be restored, without their last letter, sorted."""
    chosen = set()
    for word in own:
        if not word.endswith("ة") or len(word) < SHORTEST or word in ROOTS:
            continue
        dotted, bare = news[word], news[word[:-1] + "ه"]
        if 50 * bare <= dotted and (dotted >= SEEN or DEFINITE.match(word)):
            chosen.add(word[:-1])
    return sorted(chosen)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path, nargs="+")
    args = parser.parse_args()
    own = count(path.read_text(encoding="utf-8") for path in sorted(CORPUS.rglob("*.tsv")))
    packed = {path: path.read_bytes() for path in args.news}
    news = count(
        (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8") for path, data in packed.items()
    )
    print(f"# Words in {MARBUTA}, without that letter; أ إ آ are ا and ى is ي. Made by training/marbuta.py.")
    print("\n".join(choose(own, news)))


if __name__ == "__main__":
    main()
