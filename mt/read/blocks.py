"""What an extractor took out of a web page, as the page has it: its blocks, in its order.

Extractors keep the right words more surely than their places. Where an article is short, the usual one gives
the text of a whole page on one line; what it adds in a second look stands at the end; and of headings between
paragraphs it loses some.

>>> page = [Block("خبر", heading=True), Block("قال الوزير ذلك."), Block("إعلان"), Block("ثم غادر.")]
>>> as_on_page(["ثم غادر.", "خبر قال الوزير ذلك."], page)
['خبر', 'قال الوزير ذلك.', 'ثم غادر.']
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """The text between two line breaks of a page, and whether it is a heading there."""

    text: str
    heading: bool = False


def as_on_page(lines: Iterable[str], page: Sequence[Block]) -> list[str]:
    """Return the extracted ``lines`` cut and ordered as the blocks of ``page`` are, with the headings among them.

    A line is a block of the page, or several glued together. One that is neither, such as half a block, stays as it
    is, behind the line it stood behind: no word is lost. A heading is added where it stands right before a block
    that was taken and not before all of them.
    """
    keys = [_key(block.text) for block in page]
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, key in reversed(list(enumerate(keys))):
        places[key].append(at)
    taken: dict[int, list[str]] = {}
    before: list[str] = []  # what stands before any block
    last = before
    for line in filter(str.strip, lines):
        found = _found(_key(line), keys, places)
        for at in found:
            last = taken.setdefault(at, [page[at].text])
        if not found:
            last.append(line)
    for at in range(len(page) - 2, min(taken, default=len(page)), -1):
        if at not in taken and page[at].heading and at + 1 in taken:
            taken[at] = [page[at].text]
    return [*before, *(line for at in sorted(taken) for line in taken[at])]


def _found(line: str, keys: Sequence[str], places: dict[str, list[int]]) -> list[int]:
    """The places of the blocks that the line is made of, each place only once for all lines; none where it is not."""
    if places.get(line):
        return [places[line].pop()]
    for start, first in enumerate(keys):
        if first and line.startswith(first):
            rest = line
            found: list[int] = []
            for at in range(start, len(keys)):
                if keys[at] and rest.startswith(keys[at]):
                    rest, found = rest[len(keys[at]) :], [*found, at]
            if not rest:
                return found
    return []


def _key(text: str) -> str:
    """The text without white space, invisible letters and the mark of a list's item: extractors set and lose these."""
    return "".join(filter(str.isprintable, text.replace(" ", ""))).lstrip("-–•")
