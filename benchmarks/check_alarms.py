"""How often the checks fire: on human translations (should be never), on other systems, on planted errors.

    python benchmarks/check_alarms.py --shared FOLDER [--show KIND]

FOLDER holds ``eval_sets/NAME.ar`` and ``.en`` and ``peers/NAME.SYSTEM.en``, one sentence a line. ``--show``
prints every line that alarms with KIND, so that each can be judged by reading; ``--sample N`` only N of them
for each file, drawn with ``--seed``.
"""

import argparse
import random
import re
from collections import Counter
from pathlib import Path

from mt.checks import check, lost_numbers
from mt.names import find_names, missing_names
from mt.negation import lost_negation

SETS = ("flores200-devtest", "ntrex128", "news-dev")
KINDS = ("numbers", "invented-number", "names", "negation", "loop", "length", "untranslated", "unknown", "empty")
DIGITS = {0x660 + i: str(i) for i in range(10)}


def lines(path: Path) -> list[str]:
    """The lines of a file; only a line feed ends one."""
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


def alarms(source: list[str], english: list[str], show: str | None) -> tuple[Counter[str], list[str]]:
    """How many lines have each kind of flag, and those with the kind ``show``."""
    kinds: Counter[str] = Counter()
    shown = []
    for ar, en in zip(source, english, strict=True):
        for flag in check(ar, en, score=0.0):
            kinds[flag.kind] += 1
            if flag.kind == show:
                shown.append(f"    {flag.message}\n      {ar}\n      {en}")
    return kinds, shown


def altered(source: list[str], english: list[str], seed: int) -> dict[str, tuple[int, int]]:
    """For each way to spoil a number: how many spoiled lines are found, of how many.

    Spoiled are numerals of the reference that the source has in digits as well and that stand once.
    """
    chance = random.Random(seed)
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for ar, en in zip(source, english, strict=True):
        digits = set(re.findall(r"\d+", ar.translate(DIGITS)))
        if lost_numbers(ar, en):
            continue
        for match in re.finditer(r"(?<![\d.,:])\d+(?![\d.,:]*\d)", en):
            number = match[0]
            if number not in digits or number in "01" or en.count(number) > 1:
                continue
            place = chance.randrange(len(number))
            other = chance.choice([d for d in "123456789" if d != number[place]])
            spoiled = {
                "other digit": number[:place] + other + number[place + 1 :],
                "ten times": number + "0",
                "dropped": "some",
                "a thousand times": number + " thousand",
            }
            for how, text in spoiled.items():
                total[how] += 1
                found[how] += bool(lost_numbers(ar, en[: match.start()] + text + en[match.end() :]))
    return {how: (found[how], total[how]) for how in total}


def swapped(source: list[str], english: list[str], seed: int) -> tuple[int, int]:
    """How many lines are found, of how many, when every capitalized word becomes one of another line.

    Counted are lines with a name that the check finds in the reference.
    """
    chance = random.Random(seed)
    capitalized = re.compile(r"\b[A-Z][a-zà-ÿ]+")
    pool = [word for en in english for word in capitalized.findall(en)]
    found = total = 0
    for ar, en in zip(source, english, strict=True):
        if not find_names(ar) or missing_names(ar, en):
            continue
        total += 1
        found += bool(missing_names(ar, capitalized.sub(lambda _: chance.choice(pool), en)))
    return found, total


def affirmed(source: list[str], english: list[str]) -> tuple[int, int]:
    """How many lines are found, of how many, when every "not", "n't" and "un-" is taken out of the English.

    Counted are lines that have one and that the check lets pass as they are, whatever their Arabic says instead
    and whatever other negations they have.
    """
    negation = re.compile(r" not\b|(?<=can)not\b|n['’]t\b|\bun(?!der|i|cle|til|less|to\b)(?=[a-z]{4})", re.IGNORECASE)
    found = total = 0
    for ar, en in zip(source, english, strict=True):
        spoiled = negation.sub("", en)
        if spoiled == en or lost_negation(ar, en):
            continue
        total += 1
        found += bool(lost_negation(ar, spoiled))
    return found, total


def main() -> None:
    """Print one row for each set and system."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--show", choices=KINDS)
    parser.add_argument("--sample", type=int, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    print(f"{'lines with a flag':42}" + "".join(f"{kind:>16}" for kind in KINDS) + f"{'lines':>8}")
    for name in SETS:
        source = lines(arguments.shared / "eval_sets" / f"{name}.ar")
        outputs = [arguments.shared / "eval_sets" / f"{name}.en"]
        outputs += sorted((arguments.shared / "peers").glob(f"{name}.*.en"))
        for path in outputs:
            kinds, shown = alarms(source, lines(path), arguments.show)
            print(f"{path.stem:42}" + "".join(f"{kinds[kind]:16}" for kind in KINDS) + f"{len(source):8}")
            if arguments.sample is not None and arguments.sample < len(shown):
                shown = random.Random(arguments.seed).sample(shown, arguments.sample)
            print(*shown, sep="\n", end="\n" if shown else "")
        rates = altered(source, lines(outputs[0]), arguments.seed)
        print("  numbers spoiled and found: " + ", ".join(f"{how} {a}/{b}" for how, (a, b) in rates.items()))
        print("  names swapped and found: {}/{}".format(*swapped(source, lines(outputs[0]), arguments.seed)))
        print("  negations taken out and found: {}/{}".format(*affirmed(source, lines(outputs[0]))))


if __name__ == "__main__":
    main()
