r"""A pasted news page -> its article: page furniture and doubled lines set apart, each with a reason.

What furniture says is data (:mod:`mt.furniture`), met line by line (:mod:`mt.lines`); doubled lines are found
by :mod:`mt.repeats`. This file holds the structure: where on the page a line stands, what a block opener
swallows, which line is the headline. Only whole lines are decided on, but for a byline before the first words.
In doubt a line stays: a button too many is a smaller harm than a paragraph too few.

>>> page = Page("page", "لقاء وزاري في العاصمة\nقال الوزير إن الاجتماع عقد أمس وإن نتائجه تعلن غدا.\nشارك\n***")
>>> article = clean(page)
>>> article.headline.text, len(article.paragraphs), [line.reason for line in article.removed]
('لقاء وزاري في العاصمة', 1, ['share line', 'decoration'])
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from mt import repeats
from mt.document import Article, Page, Paragraph, Removed
from mt.furniture import BLOCK_WORDS
from mt.lines import Hit, Line

_HEADLINE_WORDS = 20  # 99 % of the headlines of Saudi and Tunisian newspapers have fewer
_HEADER_LINES = 6  # above a body stand at most a kicker, headline, deck, caption and two lines we do not know
_LABEL_WORDS = 3  # longer lines are no section names
_SUBHEADING_WORDS = 4  # headlines of other articles are rarely so short
_MENU_LINES = 4  # so many labels in a row, half of them known sections, are a menu
# What blogs print around a reader's comment, and how many lines there are at most between two of these.
_READER = re.compile(r"(يقول|تقول|says)\W*$|^\W*(رد|الرد|reply)\W*$")
_READER_LINES = 5
# "Read more" alone may also point to another article in the middle of a body; an arrow does not.
_LEADS_ON = re.compile(
    r"(اقرا|قراءه|read) (المزيد|more) ?([»›→<>]|\.\.|…)|(اكمل|متابعه|تابع|استكمل|واصل) القراءه|continue reading"
)

# "سعود الدعجاني- سبق- بيشة:", before the first words of Saudi papers on their line.
_NAMED_PLACE = re.compile(
    r"\w+(?: \w+){0,3} ?[-–—/] ?(?:سبق|الرياض|واس|عكاظ|عاجل|تواصل) ?[-–—/] ?\w+(?: \w+){0,2} ?:(?=\s+\S)"
)
_NAMED_PLACE_LENGTH = 50

_Verdicts = list[str | None]  # a reason for each line; None: it stays


def clean(page: Page, *, keep_furniture: bool = False, keep_lines: Collection[int] = ()) -> Article:
    """Split ``page`` into headline, paragraphs (one a line) and what is not the article.

    Every non-blank line is in exactly one field of the result, but for a byline at the beginning of the body: it is
    among ``removed`` and what follows it on its line a paragraph. ``removed`` says why, with one of
    :data:`mt.furniture.REASONS`. ``keep_furniture`` removes nothing, ``keep_lines`` no line of such a number:
    the headline is the same and what is kept are paragraphs. A page without a headline (one paragraph, plain
    sentences) has None. Never raises; a page of furniture only has no paragraphs. Time grows linearly with the page.
    """
    lines = [Line(number, raw) for number, raw in enumerate(page.text.split("\n"), 1) if raw.strip()]
    verdicts = _furniture(lines)
    echoes = _repeated(lines, verdicts)
    headline = _headline(lines, verdicts, echoes)
    verdicts = [
        None if keep_furniture or line.number in keep_lines else verdict
        for line, verdict in zip(lines, verdicts, strict=True)
    ]
    kept = [line for i, line in enumerate(lines) if verdicts[i] is None and i != headline]
    removed = [Removed(line.raw, reason, line.number) for line, reason in zip(lines, verdicts, strict=True) if reason]
    first = next((line for line in kept if line.is_text), None)
    byline = "" if first is None or keep_furniture or first.number in keep_lines else _byline(first)
    if first and byline:
        removed = sorted([*removed, Removed(byline, "byline", first.number)], key=lambda line: line.line)
    paragraphs = (
        Paragraph(line.text.removeprefix(byline).lstrip(), line.number) if line is first else _paragraph(line)
        for line in kept
    )
    return Article(None if headline is None else _paragraph(lines[headline]), tuple(paragraphs), tuple(removed))


def _byline(line: Line) -> str:
    """Who wrote it, for whom and where, at the beginning of the first line; empty where that is not certain."""
    found = _NAMED_PLACE.match(line.text[:_NAMED_PLACE_LENGTH])
    return found[0] if found else ""


def _paragraph(line: Line) -> Paragraph:
    return Paragraph(line.text, line.number)


@dataclass
class _Block:
    """An open block. ``mode`` says how sure we are that what follows belongs to it.

    ``full``: the page's body ends its sentences, so a line that does not is no body. ``cautious``: the body
    forgets full stops or there is none, so one headline is taken. ``cut``: the body has not begun and its
    own headline may follow, so only excerpts are taken.
    """

    reason: str
    left: int
    mode: Literal["full", "cautious", "cut"]
    taken: list[int] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)

    def takes(self, line: Line, after: Line | None) -> bool:
        """Whether ``line`` belongs to the block; ``after`` is the line behind it."""
        if self.left <= 0 or line.size > 100:
            return False
        if line.is_cut_off and not line.is_body and self.reason != "tags":
            return True
        if line.is_body:
            # a link to the rest behind a whole sentence: it was an excerpt of another article
            return bool(self.taken) and after is not None and after.size < 5 and bool(_LEADS_ON.search(after.key))
        if self.mode == "cut" or line.size > BLOCK_WORDS[self.reason]:
            return False
        return self.mode == "full" or not self.texts or line.key in self.texts


def _furniture(lines: Sequence[Line]) -> _Verdicts:
    """Judge every line but the doubled ones."""
    verdicts: _Verdicts = [None] * len(lines)
    body = [i for i, line in enumerate(lines) if line.is_body and (line.hit is None or line.hit.edge)]
    last = body[-1] if body else -1
    first = next((i for i, line in enumerate(lines) if line.is_text and line.hit is None), last if body else len(lines))
    readers = -1  # the last line of the readers' comments that have begun
    block: _Block | None = None
    seen: list[Line] = []  # what has stayed so far
    for i, line in enumerate(lines):
        above = i < first and sum(1 for other in seen[:40] if other.size > _LABEL_WORDS) < _HEADER_LINES
        if line.hit and (not line.hit.edge or (above and (seen or not line.hit.below)) or block):
            verdicts[i] = line.hit.reason
            if line.hit.swallows:
                if line.hit.reason == "comment form" and first < i and i > readers:
                    readers = _readers(lines, i)
                block = _open(line.hit, seen, began=i > first, ahead=last > max(i, readers))
        elif block and (i <= readers or block.takes(line, lines[i + 1] if i + 1 < len(lines) else None)):
            verdicts[i] = block.reason
            block.taken.append(i)
            block.texts.add(line.key)
            block.left -= 1
        else:
            if block and line.is_body:
                _give_back(block, lines, verdicts)
            block = None
            seen.append(line)
    _below(lines, verdicts)
    _menus(lines, verdicts, range(first))
    _menus(lines, verdicts, range(last + 1, len(lines)))
    return verdicts


def _readers(lines: Sequence[Line], heading: int) -> int:
    """Return the last line of the readers' comments below ``heading``, or ``heading`` if there are none."""
    last = i = heading
    while i + 1 < len(lines) and i - last < _READER_LINES:
        i += 1
        if lines[i].size < 8 and _READER.search(lines[i].key):
            last = i
    return last


def _open(hit: Hit, seen: Sequence[Line], *, began: bool, ahead: bool) -> _Block | None:
    """Open the block of ``hit`` behind the lines ``seen``; ``ahead``: body text stands further down."""
    sentences = [line for line in seen[-20:] if line.size > _LABEL_WORDS]
    stopping = sum(1 for line in sentences if line.stops) * 2 >= len(sentences) - 1
    mode: Literal["full", "cautious", "cut"]
    if not began and ahead:
        if hit.reason == "comment form":
            return None  # a link to the comments, above the article
        mode = "cut"
    elif not began:
        mode = "full" if len(seen) <= 2 else "cautious"
    else:
        mode = "full" if stopping else "cautious"
        if hit.reason == "comment form":
            mode = "cut" if ahead else "full"  # with body below, it is a mere link
    return _Block(hit.reason, hit.swallows, mode)


def _give_back(block: _Block, lines: Sequence[Line], verdicts: _Verdicts) -> None:
    """The body resumes: the last line that the block took is its subheading if it looks like one."""
    if len(block.texts) < 2:
        return
    last = block.taken[-1]
    if lines[last].is_cut_off or verdicts[last] != block.reason:
        return
    if lines[last].size <= _SUBHEADING_WORDS or lines[last].asks or lines[last].text.endswith(":"):
        verdicts[last] = None


def _below(lines: Sequence[Line], verdicts: _Verdicts) -> None:
    """Below the body small print counts as furniture, up from the last line while there is nothing else."""
    for i in range(len(lines) - 1, -1, -1):
        hit = lines[i].hit
        if verdicts[i] is None and hit is None:
            return
        verdicts[i] = verdicts[i] or (hit.reason if hit else None)


def _menus(lines: Sequence[Line], verdicts: _Verdicts, span: range) -> None:
    """A run of labels, half of them known sections, is a menu: every outlet has sections of its own."""
    run: list[int] = []
    for i in [*span, -1]:
        if i >= 0 and lines[i].size <= _LABEL_WORDS and not lines[i].stops and verdicts[i] in (None, "menu"):
            run.append(i)
            continue
        if len(run) >= _MENU_LINES and 2 * sum(verdicts[k] == "menu" for k in run) >= len(run):
            for k in run:
                verdicts[k] = "menu"
        run = []


def _stays(verdicts: _Verdicts) -> list[int]:
    return [i for i, verdict in enumerate(verdicts) if verdict is None]


def _repeated(lines: Sequence[Line], verdicts: _Verdicts) -> set[int]:
    """Judge doubled lines; return the lines that have a copy and stay."""
    kept = _stays(verdicts)
    header = next((n for n, i in enumerate(kept) if lines[i].is_text), 0)
    copies = repeats.find([lines[i] for i in kept], min(header, _HEADER_LINES))
    for n in copies:
        verdicts[kept[n]] = "repeated line"
    return {kept[n] for n in copies.values()}


def _headline(lines: Sequence[Line], verdicts: _Verdicts, echoes: Iterable[int]) -> int | None:
    """Return the headline's index, if there is one; section names above it become ``menu``."""
    kept = _stays(verdicts)
    top = kept[: next((n for n, i in enumerate(kept) if lines[i].is_text), 0)]
    echoed = [i for i in top if i in set(echoes) and _could_head(lines[i])]
    # A word or two above a longer line is the section's name.
    start = next((n for n, i in enumerate(top[:3]) if lines[i].size > 2), 0)
    best = echoed[0] if echoed else (top[start] if top else None)
    if best is None or not _could_head(lines[best]):
        return None
    behind = [lines[i] for i in kept if i > best][:6]
    if not any(line.is_text and len(line.text) > len(lines[best].text) for line in behind):
        return None
    for i in top[: top.index(best)]:
        if lines[i].size <= _LABEL_WORDS:
            verdicts[i] = "menu"
        elif echoed and "read-also block" in verdicts[:i]:
            verdicts[i] = "read-also block"  # now that the headline is sure, these are the others'
    return best


def _could_head(line: Line) -> bool:
    """Short, without a sentence's end, neither a list's item nor the start of one."""
    listed = line.text[0] in "-–—*•" or line.text[-1] in ":،,؛"
    return 2 <= line.size <= _HEADLINE_WORDS and not line.stops and not listed
