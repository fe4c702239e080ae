r"""A line of Markdown as runs, and runs as Markdown.

>>> from markdown_it import MarkdownIt
>>> runs = runs_of(MarkdownIt().parseInline("say *hello* `x`")[0].children)[0]
>>> [(run.text, [mark.key for mark in run.marks], str(run.atom or "")) for run in runs]
[('say ', [], ''), ('hello', [('*', '*')], ''), (' ', [], ''), ('', [], '`x`')]
>>> written(runs, is_cell=False)
'say *hello* `x`'
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from mt.inline import Mark, Run
from mt.read.source import one_line, safe

_SPECIAL = re.compile(r"[\\`*\[\]<>|~]|(?<!\w)_|_(?!\w)|&(?=[\w#])")
_OPENING = re.compile(r"^(?:[-+#=]|\d+(?=[.)]))")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)[^>]*?(/?)>", re.DOTALL)
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_MARKS = {"strong_open": "**", "em_open": "*", "s_open": "~~"}


@dataclass(slots=True)
class Image:
    """A picture in a line; ``alternative`` is shown where it cannot be."""

    alternative: str
    target: str

    def __str__(self) -> str:
        return f"![{_escape(self.alternative)}]({self.target})"


def runs_of(tokens: Sequence[Any]) -> list[list[Run]]:
    """The runs between hard breaks; code, pictures, addresses and lone tags are atoms."""
    return _Reader(tokens).lines


class _Reader:
    def __init__(self, tokens: Sequence[Any]) -> None:
        self.lines: list[list[Run]] = [[]]
        self._marks: list[Mark] = []
        self._pairs = _pairs(tokens)
        address = False
        for i, token in enumerate(tokens):
            if token.type.startswith("link_") and token.markup == "autolink":
                address = token.nesting == 1
            elif address:
                self._add("", f"<{token.content}>")
            else:
                self._read(i, token)

    def _read(self, i: int, token: Any) -> None:
        if token.type == "hardbreak" or (token.type == "html_inline" and _BREAK_TAG.fullmatch(token.content)):
            self.lines.append([])
        elif token.type == "softbreak":
            self._add(" ")
        elif token.type == "code_inline":
            self._add("", _code(token.content, token.markup))
        elif token.type == "image":
            self._add("", Image(token.content, _target(token.attrs["src"], token.attrs.get("title"))))
        elif token.type == "link_open":
            key = ("[", f"]({_target(token.attrs['href'], token.attrs.get('title'))})")
            self._marks.append(Mark(key, is_link=True))
        elif token.nesting == 1:
            self._marks.append(Mark((_MARKS[token.type], _MARKS[token.type])))
        elif token.nesting == -1:
            self._marks.pop()
        elif token.type == "html_inline":
            self._tag(i, token.content)
        elif token.content:
            self._add(token.content)

    def _tag(self, i: int, tag: str) -> None:
        pair = self._pairs.get(i)
        if pair is None:
            self._add("", tag)
        elif pair not in self._marks:
            self._marks.append(pair)
        else:
            self._marks.remove(pair)

    def _add(self, text: str, atom: Any = None) -> None:
        if text or atom:
            self.lines[-1].append(Run(text, tuple(self._marks), atom))


def _pairs(tokens: Sequence[Any]) -> dict[int, Mark]:
    """For the tags of HTML that come in pairs, by their places, the mark that both are."""
    pairs: dict[int, Mark] = {}
    waiting: list[tuple[str, int]] = []
    for i, token in enumerate(tokens):
        found = _TAG.fullmatch(token.content) if token.type == "html_inline" else None
        if found is None or found[3]:
            continue
        if not found[1]:
            waiting.append((found[2].lower(), i))
        elif waiting and waiting[-1][0] == found[2].lower():
            _, start = waiting.pop()
            pairs[start] = pairs[i] = Mark((tokens[start].content, token.content), is_link=found[2].lower() == "a")
    return pairs


def _target(address: Any, title: Any) -> str:
    address, title = str(address), one_line(str(title or "")).replace('"', "'")
    address = f"<{address}>" if set(address) & set(" ()") else address
    return f'{address} "{title}"' if title else address


def _code(content: str, ticks: str) -> str:
    padding = " " if content[:1] == "`" or content[-1:] == "`" or (content[:1] == " " == content[-1:]) else ""
    return f"{ticks}{padding}{content}{padding}{ticks}"


def written(runs: Sequence[Run], *, is_cell: bool) -> str:
    """Runs as one line of Markdown that reads as they say.

    Where the rules of Markdown do not let a mark begin or end at its place, as in the middle of a word
    before a quotation mark, the marks that are no links are left out.
    """
    links_only = [Run(run.text, tuple(mark for mark in run.marks if mark.is_link), run.atom) for run in runs]
    for wanted in (runs, links_only):
        text = _nested(wanted)
        if _reads(text) == _plain(wanted):
            break
    else:
        text = _nested([Run(run.text, (), run.atom) for run in runs])
    text = text.strip()
    if opening := _OPENING.match(text):
        at = opening.end() if text[0].isdigit() else 0
        text = f"{text[:at]}\\{text[at:]}"
    return re.sub(r"(?<!\\)((?:\\\\)*)\|", r"\1\\|", text) if is_cell else text


def _nested(runs: Sequence[Run], depth: int = 0) -> str:
    out = ""
    for mark, group in groupby(runs, key=lambda run: run.marks[depth] if depth < len(run.marks) else None):
        if mark is not None:
            opening, closing = mark.key
            piece = f"{opening}{_nested(list(group), depth + 1)}{closing}"
        else:
            piece = "".join(_escape(safe(run.text)) if run.atom is None else str(run.atom) for run in group)
        if out.endswith("!") and piece.startswith("["):
            out = f"{out[:-1]}\\!"  # or the link would be a picture
        out += piece
    return out


def _reads(text: str) -> list[tuple[str, frozenset[Any]]]:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("strikethrough").parseInline(text)
    return _plain([run for line in runs_of(tokens[0].children or []) for run in line])


def _plain(runs: Sequence[Run]) -> list[tuple[str, frozenset[Any]]]:
    """What runs say, for comparing: neighbours with the same marks joined, the order of marks ignored."""
    pairs = [(safe(run.text) or str(run.atom or ""), frozenset(mark.key for mark in run.marks)) for run in runs]
    joined = [("".join(text for text, _ in group), marks) for marks, group in groupby(pairs, key=lambda pair: pair[1])]
    return [pair for pair in joined if pair[0]]


def _escape(text: str) -> str:
    """The text so that Markdown shows it as it stands."""
    return _SPECIAL.sub(lambda found: "\\" + found[0], text)
