"""Summaries of a text's own sentences, whole or shortened."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from mt.document import Flag, Summary, SummarySentence

from .choose import fill
from .extract import central, extract
from .lead import SHORT, lead, stands
from .source import Source
from .trim import LONG, own
from .wanted import LENGTHS, Wanted

_PAGE = 600  # words of a news page: of a longer text the beginning alone says too little


def own_summary(source: Source, wanted: Wanted) -> Summary:
    """Return a summary of the text's own sentences, by the method ``wanted`` names."""
    if wanted.method == "auto":
        return automatic(source, wanted)
    made = (extract if wanted.method == "extractive" else lead)(source, wanted.words)
    return joined(made[: 1 if wanted.single else None], wanted.method)


def automatic(source: Source, wanted: Wanted, *, shorter: Callable[[int], str] | None = None) -> Summary:
    """Return first sentences, long ones shortened; for more words or a long text its most central ones behind them.

    ``shorter`` returns what a model makes of a long sentence that cannot be shortened otherwise, empty where
    that is no shortening.
    """

    def shape(at: int) -> SummarySentence:
        made = own(source, at)
        if shorter and len(made.text.split()) > LONG and (said := shorter(at)):
            return replace(made, text=said, status="supported")
        return made

    is_long = source.words > _PAGE * len(source.starts)
    words = min(wanted.words, LENGTHS["brief"])
    made = list(lead(source, 1 if wanted.single else SHORT if is_long else words, shape=shape))
    if not wanted.single and (is_long or wanted.words > words):
        chosen = {at for sentence in made for at in sentence.sources}
        best = central(source, 2 * wanted.words)
        usable = [at for at in best if at not in source.doubtful and stands(source, at, chosen)]
        made = fill(made, source, wanted.words, more=[shape(at) for at in usable])
    return joined(made, "auto")


def joined(made: Sequence[SummarySentence], method: str, flags: tuple[Flag, ...] = ()) -> Summary:
    """Return the summary that these sentences make."""
    return Summary(" ".join(sentence.text for sentence in made), tuple(made), method, flags)
