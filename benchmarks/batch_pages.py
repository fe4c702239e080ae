"""Pages for the measurements of ``mt batch``: all different, made by our own news grammar, in any number."""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from mt.batch.inputs import Item

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # training/ is not installed

from training.grammar import Grammar  # noqa: E402 - only found by the line above

REAL_PAGE = ROOT / "eval_sets" / "libya_benghazi" / "page.ar.txt"
NEWS_LENGTH = 41
"""Sentences of a page as long as our real one of 435 words: the grammar's have between ten and eleven."""

_PARAGRAPH = 3  # sentences


def texts(count: int, sentences: int, *, seed: int = 0) -> Iterator[str]:
    """Yield ``count`` pages of ``sentences`` each, in paragraphs of three; memory does not grow with ``count``."""
    grammar, rng = Grammar(), random.Random(seed)
    for _ in range(count):
        said = [grammar.fill(rng.choice(grammar.templates), rng)[0] for _ in range(sentences)]
        yield "\n".join(" ".join(said[i : i + _PARAGRAPH]) for i in range(0, sentences, _PARAGRAPH))


def items(count: int, sentences: int, *, seed: int = 0) -> Iterator[Item]:
    """The same as items of a batch."""
    for number, text in enumerate(texts(count, sentences, seed=seed), 1):
        yield Item(f"page:{number}", f"page:{number}", text, len(text.encode()))
