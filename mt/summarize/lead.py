"""A text's first or best sentences as its summary: those that are sentences, stand alone, and can be trusted."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from itertools import islice, zip_longest

from mt.checks import is_loop
from mt.document import SummarySentence
from mt.support import content
from mt.support.clauses import is_whole
from mt.support.grammar import PRONOUNS
from mt.support.tokens import ends_properly, tokens

from .extract import repeats
from .refer import named, speaker
from .source import Source

SHORT = 20
"""Words that a lead has at least, where the text has them."""

_OVER = 1.15  # times the words asked for that whole sentences may come to
_ENOUGH = 0.7  # times the words asked for: up to them a good sentence is not passed over because it is long
_FAR_OVER = 1.75  # times, that it may come to then, and with a sentence that it needs
_FURTHER = 2 / 3  # of the words asked for: the lower, the sooner nothing more is worth its length
_PASSED = 3  # sentences too long for what is left that are passed over in search of a shorter one
_FEWEST = 5  # words of a sentence that says something
_UNSTOPPED = 12  # words of a sentence that counts as one though its stop is missing
_ALIKE = 0.4  # share of the headline's content words that a sentence holds that tells what it announces
_MORE_ALIKE = 0.2  # by which that is more than in the page's first sentence
_REACH = 12  # sentences of a page among which that one is looked for
# Openings that hang on the sentence before, besides pronouns.
_CARRIED_ON = re.compile(
    r"(?:also|and|but|however|moreover|meanwhile|then|thus|therefore|so|similarly|the same|the latter|such|"
    r"there(?! (?:is|are|was|were|has|have|had|will|would|should|must|may|can|could|no)\b)|in addition|in turn|"
    r"on the other|on the (?:one|second) (?:hand|side)|for (?:his|her|its|their) part|besides|"
    r"in contrast|in this (?:context|regard|respect)|as for|at the same time)\b",
    re.IGNORECASE,
)
# Them who are not there: no number and no plural stands before.
_THEM = re.compile(r"(?:(?!\d|s\b).)*\b(?:(?:all|both) of them|them (?:all|both))\b", re.IGNORECASE)
# An item of a list, what only announces what follows, and what breaks off; the translator puts a stop to that too.
_UNFINISHED = re.compile(r"[*•-]|.*(?:: –|:$|\b(?:but|and|or)\.$)", re.IGNORECASE)
_NOTED = re.compile(r"it (?:should|must|is|was)\b.{0,25}\b(?:not(?:ed|ing)|mention(?:ed|ing))\b", re.IGNORECASE)


Make = Callable[[int], SummarySentence]
Worth = Callable[[int], float]


def lead(
    source: Source, words: int, *, shape: Callable[[int], SummarySentence] | None = None, worth: Worth | None = None
) -> tuple[SummarySentence, ...]:
    r"""Return the first sentences, about ``words`` words of them, in the order of the text.

    Headlines, fragments and questions are passed over, what was said before, and sentences that hang on one
    that is not there ("He added that"). A page's first sentence tells what it is about, and behind it comes the one
    that tells what the headline announces, where that is another; a doubtful one stands in no other place. First
    sentences without a word of either are no part of the story then. Of several pages each has its turn.
    With ``worth`` of a position the others come by that, and only those that are worth their length beside what is
    there. ``shape`` makes the summary's sentence of a position; otherwise it stays as it is.

    >>> [s.text for s in lead(Source.of("A headline\nRain fell in the north.\nThe sun came out again."), 10)]
    ['Rain fell in the north.', 'The sun came out again.']
    """
    make = shape or (lambda at: SummarySentence(source.sentences[at], (at,), "source"))
    chosen = _choose(source, words, make=make, worth=worth)
    if not chosen:  # Where none can stand alone, the first as they are.
        chosen = _choose(source, min(words, SHORT), make=make, strict=False)
    return tuple(chosen[at] for at in sorted(chosen))


def _choose(
    source: Source, words: int, *, make: Make, worth: Worth | None = None, strict: bool = True
) -> dict[int, SummarySentence]:
    """The sentences by their positions."""
    chosen: dict[int, SummarySentence] = {}
    length = passed = 0
    gained = 0.0  # worth of the chosen ones, times their words
    for at, needed in _order(source, worth) if strict else ((at, False) for at in source.body):
        made = (alone(source, at, chosen, make=make) if strict else make(at)) if at not in chosen else None
        if made is None:
            continue
        value = worth(at) if worth else 1.0
        if chosen and not needed and value * (length + _FURTHER * words) <= gained:
            continue
        more = len(made.text.split())
        most = _FAR_OVER if needed or length < _ENOUGH * words else _OVER
        if length >= min(SHORT, words) and length + more > most * words:
            passed += 1
            if passed > _PASSED:
                break
        elif not repeats(made.text, (other.text for other in chosen.values())):
            chosen[at] = made
            length += more
            gained += value * more
    return chosen


def alone(source: Source, at: int, chosen: Collection[int], *, make: Make) -> SummarySentence | None:
    """Return what ``make`` makes of a sentence if it can stand beside the ``chosen`` ones, else None.

    A pronoun at its beginning may stand there too when it is certain whose it is: his name takes its place.
    """
    sentence = source.sentences[at]
    if not _is_statement(source, at):
        return None
    if not hangs(sentence) or at - 1 in chosen:
        return make(at)
    page = max(start for start in source.starts if start <= at)
    found = speaker(source.sentences[page:at], sentence)
    if not found or page + found[1] in source.doubtful | source.headlines:
        return None
    made = make(at)
    return replace(made, text=named(made.text, found[0]), sources=(page + found[1], at), status="resolved")


def _order(source: Source, worth: Worth | None) -> Iterator[tuple[int, bool]]:
    """Sentences that can be used alone, the best first, the pages in turn, and whether the summary needs them.

    A long text is looked at as it is asked.
    """
    ends = (*source.starts[1:], len(source.sentences))
    pages = (_page_order(source, range(start, end), worth) for start, end in zip(source.starts, ends, strict=True))
    for turn in zip_longest(*pages):
        yield from (found for found in turn if found is not None)
    # Again, for those that may stand behind one that has come in since.
    yield from ((at, False) for at in source.body if at not in source.doubtful and hangs(source.sentences[at]))


def _page_order(source: Source, page: range, worth: Worth | None) -> Iterator[tuple[int, bool]]:
    usable = (at for at in source.body if at in page and _is_statement(source, at))
    first = next(usable, None)
    if first is None:
        return
    told = _announced(source, page, first)
    # What the first one tells is what the page is about, doubtful or not, unless nothing joins it to the headline.
    story = source.announced(first) | content(source.sentences[told])
    if told == first or story & content(source.sentences[first]):
        yield first, True
    else:
        usable = (at for at in usable if at > told)
    yield told, True
    others = (at for at in usable if at not in source.doubtful)
    if worth:
        near = sorted(islice(others, _REACH), key=worth, reverse=True)
        yield from ((at, False) for at in near)
    yield from ((at, False) for at in others)


def _announced(source: Source, page: range, first: int) -> int:
    """The sentence that tells what the page's headline says; the ``first`` one unless another does it better."""
    headline = source.announced(first)
    if not headline:
        return first
    alike = {
        at: len(headline & content(source.sentences[at])) / len(headline) for at in range(first, page.stop)[:_REACH]
    }
    best = max(alike, key=lambda at: (alike[at], -at))
    return best if alike[best] >= max(_ALIKE, alike[first] + _MORE_ALIKE) else first


def _is_statement(source: Source, at: int) -> bool:
    """Whether it is a whole sentence that says something: no headline, byline, question or loop.

    A page's opening is one though no verb was seen in it: "The minister pays a visit" may be nouns.
    """
    sentence = source.sentences[at]
    length, stops = len(sentence.split()), ends_properly(sentence)
    bare = sentence.rstrip("\"'”’)")
    if length < _FEWEST or bare.endswith("?") or _UNFINISHED.match(bare) or is_loop(sentence):
        return False
    said = tokens(sentence)
    if not any(token.verb for token in said):
        return stops and length >= _UNSTOPPED and not source.place(at)
    return stops or (length >= _UNSTOPPED and is_whole(said))


def hangs(sentence: str) -> bool:
    """Whether a sentence needs the one before it to be understood."""
    first = next((token.low for token in tokens(sentence) if token.kind == "word"), "")
    if _NOTED.match(sentence):
        return False
    return first in PRONOUNS or bool(_CARRIED_ON.match(sentence) or _THEM.match(sentence))
