"""How often the model goes round in circles or does not end, and how many of these the retry ladder rescues.

    python benchmarks/loops.py [--shared FOLDER [--sets NAME ...]] [--model NAME] [--lines 200] [--show]

Measured on noise made of this project's own page and challenge sentences (menus, lists of links, a word many
times, shuffled words, letters held down, words run together), and with ``--shared`` on the sentences of
``FOLDER/eval_sets/NAME.ar``. "Wrong" is an output that the check of ``mt/checks.py`` calls a loop or that ran into
the decoding limit; a row follows for what is still wrong after each rung of ``mt/retry.py``.
"""

import argparse
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import mt
from mt.document import Translation
from mt.retry import LADDER, Draft
from mt.translate import EngineTranslator

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "eval_sets" / "libya_benghazi" / "page.ar.txt"
CHALLENGE = ROOT / "eval_sets" / "challenge" / "items.jsonl"
MENU = 40  # characters; shorter lines of a page are menus, links and buttons


class Noise:
    """Lines that no model was trained on; the same seed gives the same lines."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        page = [line.strip() for line in PAGE.read_text(encoding="utf-8").splitlines() if line.strip()]
        items = [json.loads(line)["source"] for line in CHALLENGE.read_text(encoding="utf-8").splitlines()]
        self.links = [line for line in page if len(line) <= MENU] + [
            i for i in items if len(i) <= MENU and "\n" not in i
        ]
        self.sentences = [line for line in [*page, *items] if MENU < len(line) <= 300 and "\n" not in line]
        self.words = sorted({word for line in self.sentences for word in line.split()})

    def lines(self, count: int) -> Iterator[tuple[str, str]]:
        """Yield ``count`` pairs of kind and line, all kinds in turn."""
        kinds: tuple[Callable[[], str], ...] = (
            self.menu, self.list_of_links, self.repeated_word, self.repeated_phrase, self.shuffled,
            self.held_down, self.run_together, self.names, self.cut_off, self.score_table,
        )  # fmt: skip
        for n in range(count):
            kind = kinds[n % len(kinds)]
            yield kind.__name__.replace("_", " "), kind()

    def _some(self, of: list[str], least: int, most: int) -> list[str]:
        return [self.chance.choice(of) for _ in range(self.chance.randint(least, most))]

    def menu(self) -> str:
        """Entries of menus and buttons in one line, as copied out of a browser."""
        return self.chance.choice([" ", " | ", " » ", " - ", "، "]).join(self._some(self.links, 4, 20))

    def list_of_links(self) -> str:
        """Beginnings of headlines, cut as sites cut them."""
        heads = (" ".join(line.split()[: self.chance.randint(3, 7)]) for line in self._some(self.sentences, 3, 10))
        return " ... ".join(heads) + " ..."

    def repeated_word(self) -> str:
        """One word up to forty times."""
        return self.chance.choice([" ", "، ", " .. "]).join(
            [self.chance.choice(self.words)] * self.chance.randint(3, 40)
        )

    def repeated_phrase(self) -> str:
        """A few words up to fifteen times."""
        words = self.chance.choice(self.sentences).split()[: self.chance.randint(2, 5)]
        return self.chance.choice([" ", "، ", " ! "]).join([" ".join(words)] * self.chance.randint(2, 15))

    def shuffled(self) -> str:
        """Words of anywhere in any order."""
        return " ".join(self._some(self.words, 5, 50))

    def held_down(self) -> str:
        """A letter held down, as in comments."""
        word = self.chance.choice(self.words)
        return word[:2] + word[2:3] * self.chance.randint(5, 60) + word[3:] + " " + "ه" * self.chance.randint(3, 40)

    def run_together(self) -> str:
        """A sentence that lost its spaces."""
        return "".join(self.chance.choice(self.sentences).split())[: self.chance.randint(40, 200)]

    def names(self) -> str:
        """A list of single words with commas."""
        return "، ".join(self._some(self.words, 10, 60))

    def cut_off(self) -> str:
        """A sentence that begins and ends in the middle of words."""
        line = self.chance.choice(self.sentences)
        start = self.chance.randint(1, len(line) // 2)
        return line[start : start + self.chance.randint(10, 120)]

    def score_table(self) -> str:
        """Names and numbers, as in a table of results."""
        return " ".join(f"{word} {self.chance.randint(0, 99)}" for word in self._some(self.words, 4, 25))


def is_wrong(translation: Translation) -> bool:
    """Whether the output loops or stutters, or is so long that it must have been cut off."""
    return Draft(translation, translation.pieces_out >= 3 * translation.pieces_in + 16).is_wrong


def share(name: str, lines: list[str], translator: EngineTranslator, show: bool) -> None:
    """Print how many outputs are wrong without retries and after each rung."""
    left = lines
    cells = []
    for rungs in range(len(LADDER) + 1):
        done = replace(translator, ladder=LADDER[:rungs]).translate(left)
        wrong = [t for t in done if is_wrong(t)]
        cells.append(f"{len(wrong)} ({100 * len(wrong) / max(len(lines), 1):.2f} %)")
        left = [t.source for t in wrong]  # a rung only sees what the ones before it did not mend
    print(f"| {name} | {len(lines)} | " + " | ".join(cells) + " |", flush=True)
    for translation in wrong if show else ():
        print(f"    {translation.source}\n    {translation.text}")


def main() -> None:
    """Print one row for each kind of noise and each set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, metavar="FOLDER")
    parser.add_argument("--sets", nargs="+", default=["news-dev", "ntrex128"], metavar="NAME")
    parser.add_argument("--model", help="translator's name in models.lock")
    parser.add_argument("--lines", type=int, default=200, help="lines of noise")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print what is still wrong in the end")
    arguments = parser.parse_args()
    translator = replace(mt.load_translator(arguments.model), align=False)
    print(f"model {' '.join(translator.identity.values())}, beam {translator.decoding.beam_size}\n")
    rungs = " | ".join(["no retry", *(rung.name for rung in LADDER)])
    print(f"| wrong | lines | {rungs} |\n|{'---|' * (len(LADDER) + 3)}")
    noise = list(Noise(arguments.seed).lines(arguments.lines))
    for kind in dict.fromkeys(kind for kind, _ in noise):
        share(kind, [line for own, line in noise if own == kind], translator, arguments.show)
    share("all noise", [line for _, line in noise], translator, show=False)
    for name in arguments.sets if arguments.shared else ():
        text = (arguments.shared / "eval_sets" / f"{name}.ar").read_text(encoding="utf-8")
        share(name, text.removesuffix("\n").split("\n"), translator, arguments.show)


if __name__ == "__main__":
    main()
