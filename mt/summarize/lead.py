"""A text's first sentences as its summary: those that are sentences, stand alone, and can be trusted."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain, islice, zip_longest

from mt.checks import is_loop
from mt.document import SummarySentence
from mt.support.grammar import PRONOUNS
from mt.support.tokens import ends_properly, tokens

from .extract import repeats
from .source import Source

SHORT = 20
"""Words that a lead has at least, where the text has them."""

_WINDOW = 4  # sentences of a page's beginning among which those without a doubt come first
_OVER = 1.15  # times the words asked for that whole sentences may come to
_PASSED = 3  # sentences too long for what is left that are passed over in search of a shorter one
_FEWEST = 5  # words of a sentence that says something
# Openings that hang on the sentence before, besides pronouns.
_CARRIED_ON = re.compile(
    r"(?:also|and|but|however|moreover|meanwhile|then|thus|therefore|so|similarly|the same|the latter|such|there|"
    r"in addition|in turn|on the other|on the (?:one|second) (?:hand|side)|for (?:his|her|its|their) part|besides|"
    r"in contrast|in this (?:context|regard|respect)|as for|at the same time)\b",
    re.IGNORECASE,
)
_NOTED = re.compile(r"it (?:should|must|is|was)\b.{0,25}\b(?:not(?:ed|ing)|mention(?:ed|ing))\b", re.IGNORECASE)


def lead(
    source: Source, words: int, *, shape: Callable[[int], SummarySentence] | None = None
) -> tuple[SummarySentence, ...]:
    r"""Return the first sentences, about ``words`` words of them, in the order of the text.

    Headlines, fragments and questions are passed over, what was said before, and sentences that hang on one
    that is not there ("He added that"). Doubtful ones stand back behind others near them, but for a page's first:
    it tells what the page is about. Of several pages each has its turn. ``shape`` makes the summary's sentence of
    a position; otherwise it stays as it is.

    >>> [s.text for s in lead(Source.of("A headline\nRain fell in the north.\nThe sun came out again."), 10)]
    ['Rain fell in the north.', 'The sun came out again.']
    """
    make = shape or (lambda at: SummarySentence(source.sentences[at], (at,), "source"))
    chosen = _choose(source, words, make=make, order=chain(_order(source), source.body))
    return tuple(chosen[at] for at in sorted(chosen))


def _choose(
    source: Source, words: int, *, make: Callable[[int], SummarySentence], order: Iterable[int], strict: bool = True
) -> dict[int, SummarySentence]:
    """The sentences by their positions; where none can stand alone, the first as they are."""
    chosen: dict[int, SummarySentence] = {}
    length = passed = 0
    for at in order:
        if at in chosen or (strict and not stands(source, at, chosen)):
            continue
        made = make(at)
        more = len(made.text.split())
        if length >= min(SHORT, words) and length + more > _OVER * words:
            passed += 1
            if passed > _PASSED:
                break
        elif not repeats(made.text, (other.text for other in chosen.values())):
            chosen[at] = made
            length += more
    if strict and not chosen:
        return _choose(source, words, make=make, order=source.body, strict=False)
    return chosen


def stands(source: Source, at: int, chosen: Collection[int]) -> bool:
    """Whether a sentence can stand in a summary beside the ``chosen`` ones."""
    sentence = source.sentences[at]
    return _is_statement(sentence) and (not hangs(sentence) or at - 1 in chosen)


def _order(source: Source) -> Iterator[int]:
    """Sentences that can be used alone, the best first, the pages in turn; a long text is looked at as it is asked."""
    ends = (*source.starts[1:], len(source.sentences))
    pages = (_page_order(source, range(start, end)) for start, end in zip(source.starts, ends, strict=True))
    for turn in zip_longest(*pages):
        yield from (at for at in turn if at is not None)


def _page_order(source: Source, page: range) -> Iterator[int]:
    usable = (at for at in source.body if at in page and _is_statement(source.sentences[at]))
    # What the first one tells is what the page is about, doubtful or not.
    yield from islice(usable, 1)
    yield from sorted(islice(usable, _WINDOW - 1), key=lambda at: at in source.doubtful)
    yield from usable


def _is_statement(sentence: str) -> bool:
    """Whether it is a whole sentence that says something: no headline, byline, question or loop."""
    if len(sentence.split()) < _FEWEST or not ends_properly(sentence) or sentence.rstrip("\"'”’)").endswith("?"):
        return False
    return any(token.verb for token in tokens(sentence)) and not is_loop(sentence)


def hangs(sentence: str) -> bool:
    """Whether a sentence needs the one before it to be understood."""
    first = next((token.low for token in tokens(sentence) if token.kind == "word"), "")
    if _NOTED.match(sentence):
        return False
    return first in PRONOUNS or _CARRIED_ON.match(sentence) is not None
