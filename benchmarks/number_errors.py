"""How many segments lose a number, before and after the searches of ``mt/recount.py``, and what these cost.

    python benchmarks/number_errors.py --shared FOLDER [--sets NAME ...] [--model NAME] [--lines N] [--show]

Measured on the sentences of ``FOLDER/eval_sets/NAME.ar`` (and ``.en``, for BLEU and the references' own share). A
segment counts when its source has digits; it loses one when ``mt.checks`` finds any value of it lost or changed, be
it in words. "Searched again" and "put right" (from the source, with a flag) are shares of all sentences. "More
decoding" is source pieces times beam, over those of the first searches.
"""

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import mt
from mt.checks import lost_numbers
from mt.document import Translation
from mt.engine import Decoding
from mt.evaluation.metrics import score
from mt.segment import segment
from mt.translate import EngineTranslator

SETS = ("news-dev", "ntrex128", "flores200-devtest", "tatoeba-v2021-08-07")


@dataclass
class Counted:
    """An engine that counts the work of its further searches."""

    engine: Any
    work: int = 0

    def __getattr__(self, name: str) -> Any:
        """What the engine has."""
        return getattr(self.engine, name)

    def several(self, sources: Sequence[Sequence[str]], decoding: Decoding, **more: Any) -> Iterator[Any]:
        """What the engine gives, counted."""
        self.work += decoding.beam * sum(map(len, sources))
        return self.engine.several(sources, decoding, **more)


def lines(path: Path) -> list[str]:
    """The lines of a file; only a line feed ends one."""
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


def loses(done: Translation) -> bool:
    """Whether a sentence lost a value."""
    return bool(lost_numbers(done.source, done.text))


def main() -> None:
    """Print one row a set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--sets", nargs="+", default=SETS, metavar="NAME")
    parser.add_argument("--model", help="translator's name in models.lock")
    parser.add_argument("--lines", type=int, metavar="N", help="only the first N lines of each set")
    parser.add_argument("--show", action="store_true", help="print every sentence that was searched again")
    arguments = parser.parse_args()
    translator = mt.load_translator(arguments.model)
    print(f"model {' '.join(translator.identity.values())}, beam {translator.decoding.beam_size}\n")
    head = "set | segments with digits | lose one: reference | before | after | BLEU before | after | sentences"
    print(f"| {head} | searched again | put right | more decoding |\n|---|{'--:|' * 10}")
    for name in arguments.sets:
        source, english = (lines(arguments.shared / "eval_sets" / f"{name}.{side}") for side in ("ar", "en"))
        row(name, source[: arguments.lines], english[: arguments.lines], translator, show=arguments.show)


def row(name: str, source: list[str], english: list[str], translator: EngineTranslator, *, show: bool) -> None:
    """Print what happens to one set."""
    parts = [[sentence.text for sentence in segment(line)] for line in source]
    texts = list(dict.fromkeys(text for own in parts for text in own))
    before = dict(zip(texts, replace(translator, recount=False).translate(texts), strict=True))
    counted = Counted(translator.engine)
    # Sentences that kept their numbers are not searched again, so they need not be translated again either.
    wrong = [text for text, done in before.items() if loses(done)]
    after = before | dict(zip(wrong, replace(translator, engine=counted).translate(wrong), strict=True))
    wholes = [[" ".join(made[text].text for text in own) for own in parts] for made in (before, after)]
    digits = [i for i, line in enumerate(source) if re.search(r"\d", line)]
    lost = [sum(bool(lost_numbers(source[i], made[i])) for i in digits) for made in (english, *wholes)]
    put = sum(any(flag.kind == "restored-number" for flag in done.flags) for done in after.values())
    cost = counted.work / (translator.decoding.beam * sum(done.pieces_in for done in before.values()))
    shares = [f"{n} ({100 * n / max(len(digits), 1):.1f} %)" for n in lost]
    bleu = [f"{score('bleu', made, english).value:.2f}" for made in wholes]
    again = [f"{n} ({100 * n / len(texts):.2f} %)" for n in (len(wrong), put)]
    print("| " + " | ".join([name, str(len(digits)), *shares, *bleu, str(len(texts)), *again, f"{100 * cost:.1f} % |"]))
    for text in wrong if show else ():
        flags = "; ".join(f"{flag.kind}: {flag.message}" for flag in after[text].flags)
        print(f"    {text}\n    {before[text].text}\n    {after[text].text}\n    {flags}")


if __name__ == "__main__":
    main()
