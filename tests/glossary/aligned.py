"""A translator whose hypotheses and alignments are written by hand."""

from dataclasses import dataclass, field

from mt.document import Translation


@dataclass
class Scripted:
    """``known`` maps a source to its English and to "0-1 1-2", the pairs of words that belong together."""

    known: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)

    def translate(self, texts, *, progress=None):
        self.asked.append(list(texts))
        return [hypothesis(text, *self.known.get(text, ("nothing known",))) for text in texts]


def hypothesis(source, english, pairs="", flags=()):
    alignment = tuple(tuple(map(int, pair.split("-"))) for pair in pairs.split())
    return Translation(source, english, -0.3, tuple(flags), alignment=alignment)
