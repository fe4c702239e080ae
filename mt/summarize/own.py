"""Summaries of a text's own sentences, whole or shortened."""

from collections.abc import Sequence
from functools import partial

from mt.document import Flag, Summary, SummarySentence

from .choose import fill
from .extract import central, extract
from .lead import SHORT, alone, lead
from .source import Source
from .trim import own
from .wanted import LENGTHS, Wanted
from .worth import worth

_PAGE = 600  # words of a news page: of a longer text the beginning alone says too little


def own_summary(source: Source, wanted: Wanted) -> Summary:
    """Return a summary of the text's own sentences, by the method ``wanted`` names."""
    if wanted.method == "auto":
        return automatic(source, wanted)
    made = (extract if wanted.method == "extractive" else lead)(source, wanted.words)
    return joined(made[: 1 if wanted.single else None], wanted.method)


def automatic(source: Source, wanted: Wanted) -> Summary:
    """Return first and best sentences, long ones shortened; for more words or a long text central ones behind them."""
    shape = partial(own, source)
    is_long = source.words > _PAGE * len(source.starts)
    words = min(wanted.words, LENGTHS["brief"])
    made = list(
        lead(source, 1 if wanted.single else SHORT if is_long else words, shape=shape, worth=partial(_worth, source))
    )
    if not wanted.single and (is_long or wanted.words > words):
        chosen = {at for sentence in made for at in sentence.sources}
        best = central(source, 2 * wanted.words)
        usable = (alone(source, at, chosen, make=shape) for at in best if at not in source.doubtful)
        made = fill(made, source, wanted.words, more=[sentence for sentence in usable if sentence])
    return joined(made, "auto")


def _worth(source: Source, at: int) -> float:
    return worth(source.sentences[at], source.place(at))


def joined(made: Sequence[SummarySentence], method: str, flags: tuple[Flag, ...] = ()) -> Summary:
    """Return the summary that these sentences make."""
    return Summary(" ".join(sentence.text for sentence in made), tuple(made), method, flags)
