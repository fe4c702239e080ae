"""What a glossary does: how many of the wanted terms come out, and what it costs the sentences around them.

    python benchmarks/glossary.py [--model NAME] [--show]

Measured on ``eval_sets/glossary``, with the default translator: the share of wanted terms in the output and
chrF against the references, without the glossary and with it, for each way to bring a term in. Then the
sentences of ``eval_sets/challenge`` that hold none of the terms are translated with and without the glossary;
none may differ. ``--show`` prints what the default ways changed.
"""

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass

import mt
from mt.document import Translation
from mt.evaluation.challenge import judge
from mt.evaluation.metrics import score
from mt.evaluation.sets import EvalSet, find_card, locate, read_set
from mt.glossary import Glossary, GlossaryTranslator, read_glossary
from mt.glossary.translator import WAYS
from mt.translate import Translator


@dataclass(frozen=True)
class Row:
    """The figures of one system: terms found and wanted, chrF, chrF of what stands around the terms, flags."""

    name: str
    found: int
    wanted: int
    chrf: float
    around: float
    flagged: int

    def __str__(self) -> str:
        share = 100 * self.found / self.wanted
        terms = f"{self.found:4} of {self.wanted}{share:7.1f} %"
        return f"{self.name:24}{terms}{self.chrf:9.1f}{self.around:9.1f}{self.flagged:9}"


def measure(name: str, made: Sequence[Translation], items: EvalSet) -> Row:
    """Count the wanted terms in ``made`` and score it. A rule that is not met is a term that is not there."""
    wrong = found = 0
    for segment, translation in zip(items.segments, made, strict=True):
        lacking = judge(segment.item, {segment.id: translation.text})
        missing = sum(reason.startswith("lacks") for reason in lacking)
        wrong += missing
        found += len(segment.item["all_of"]) - missing
    texts, references = [t.text for t in made], [s.reference for s in items.segments]
    flagged = sum(any(flag.kind == "glossary" for flag in t.flags) for t in made)
    bare = [
        [_without(t, s.item["all_of"]) for t, s in zip(side, items.segments, strict=True)]
        for side in (texts, references)
    ]
    chrf, around = (score("chrf", *sides).value for sides in ((texts, references), bare))
    return Row(name, found, found + wrong, chrf, around, flagged)


def _without(text: str, terms: Sequence[str]) -> str:
    for term in terms:
        text = re.sub(term, "", text, flags=re.IGNORECASE)
    return text


def untouched(translator: Translator, glossary: Glossary) -> tuple[int, int]:
    """How many sentences without a term there are in the challenge set, and how many of them differ."""
    sources = [s.source for s in read_set(find_card("challenge")).segments if not glossary.find(s.source)]
    pairs = zip(translator.translate(sources), GlossaryTranslator(translator, glossary).translate(sources), strict=True)
    return len(sources), sum(plain != kept for plain, kept in pairs)


def main() -> None:
    """Print one row a system."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", metavar="NAME")
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    items = read_set(find_card("glossary"))
    glossary = read_glossary(locate(items.card, "terms"))
    translator = mt.load_translator(arguments.model)
    sources = [s.source for s in items.segments]
    plain = translator.translate(sources)
    print(f"{items.signature}, {translator.identity['name']} {translator.identity['digest'][:12]}")
    print(f"{'':24}{'wanted terms':>20}{'chrF':>9}{'around':>9}{'flagged':>9}")
    print(measure("without", plain, items))
    for ways in (WAYS, WAYS[::-1], *((way,) for way in WAYS)):
        made = GlossaryTranslator(translator, glossary, ways).translate(sources)
        print(measure(", ".join(ways), made, items))
        for segment, before, after in zip(items.segments, plain, made, strict=True):
            if arguments.show and ways == WAYS and before.text != after.text:
                print(f"    {segment.source}\n      - {before.text}\n      + {after.text}")
    count, different = untouched(translator, glossary)
    print(f"sentences without a term: {count}, of which the glossary changed {different}")


if __name__ == "__main__":
    main()
