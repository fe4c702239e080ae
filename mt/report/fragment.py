"""A digest as a piece of HTML: what the HTML report and the web page both show.

A piece holds text, never a script or a style of its own: :func:`style` and :func:`script` give those once
for any number of pieces. Without the script it reads the same, only nothing lights up.

Every sentence has the number that counts from 0 through headline and paragraphs, on both sides
(``data-s``), so that one finds the other; ``data-a`` of the English pairs words as the alignment does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files

from ..document import Digest, Flag, Removed, SummarySentence, TranslatedParagraph
from .notes import BAD, REST, Block, Note, Piece, annotate, visible
from .sides import LEVELS, Sides
from .strings import Language, Strings
from .text import alternatives, footer, row_of, shorten, summary_title


@dataclass(frozen=True, slots=True)
class Look:
    """How a digest is shown.

    ``prefix`` begins every id, where several pieces share a page; ``offers`` adds buttons to translate
    what was left out, a line or all of it; ``growing`` says that the empty paragraphs are still to come,
    ``stopped`` that they will not come.
    """

    language: Language = "en"
    show_source: bool = True
    prefix: str = ""
    offers: bool = False
    growing: bool = False
    stopped: bool = False


@cache
def style() -> str:
    """Return the style of pieces; all its rules begin at ``.mt-digest``."""
    return files(__package__).joinpath("digest.css").read_text(encoding="utf-8")


@cache
def script() -> str:
    """Return the script that lights up sentences, words and sources of every piece on a page."""
    return files(__package__).joinpath("digest.js").read_text(encoding="utf-8")


def fragment(digest: Digest, look: Look = Look()) -> str:
    """Return ``digest`` as one ``<article>``; all text of the page in it is escaped.

    >>> from mt.document import Digest
    >>> fragment(Digest("page.txt", None, (), None, ())).splitlines()[1]
    '<h1 dir="auto">page.txt</h1>'
    """
    return "\n".join(_Painter(digest, look).article())


class _Painter:
    """One digest on its way to HTML. Notes are numbered in reading order, so the parts are made in that order."""

    def __init__(self, digest: Digest, look: Look) -> None:
        self.digest, self.look, self.strings = digest, look, Strings(look.language)
        self.view = annotate(digest)
        self._notes = iter([note for note in self.view.notes if note.number])
        self._sides = Sides(self.strings, note=lambda: next(self._notes, None), mark=self._mark, prefix=look.prefix)

    def article(self) -> Iterator[str]:
        strings, look = self.strings, self.look
        kind = "both" if look.show_source else "english"
        yield f'<article class="mt-digest {kind}" lang="{strings.language}" dir="{strings.direction}">'
        yield from self._headline()
        yield from self._summary()
        yield from self._translation()
        yield from self._doubts()
        yield from self._left_out()
        yield f"<footer><p>{escape(footer(self.digest, strings))}</p></footer>"
        yield "</article>"

    def _headline(self) -> Iterator[str]:
        written = self.digest.written_headline
        if self.digest.headline:
            yield from self._pair(self.digest.headline, self.view.headline, "h1")
        elif written and self.view.headline:
            yield f'<h1 lang="en" dir="ltr">{self._said(self.view.headline.pieces[0], written)}</h1>'
            yield f'<p class="legend">{self.strings["digest.written"]}</p>'
        elif self.digest.name:
            yield f'<h1 dir="auto">{escape(self.strings.message(visible(self.digest.name)))}</h1>'

    def _summary(self) -> Iterator[str]:
        summary, block = self.digest.summary, self.view.summary
        if not summary or not block:
            return
        mark = self._mark(next(self._notes, None) if summary.flags else None)
        key = self._id("summary")
        title = summary_title(self.digest, self.strings)
        yield f'<section class="summary" aria-labelledby="{key}">'
        # What the words are worth is part of the heading, but not as loud.
        head, _, aside = title.partition(" (")
        rest = f" <span>({escape(aside)}</span>" if aside else ""
        yield f'<h2 id="{key}">{escape(head)}{rest}</h2>'
        # A summary without sentences has one piece, its text.
        sentences = summary.sentences or (SummarySentence(summary.text),)
        said = [self._said(piece, sentence) for piece, sentence in zip(block.pieces, sentences, strict=True)]
        if self.view.bullets:
            yield f'<ul lang="en" dir="ltr">{"".join(f"<li>{line}</li>" for line in said)}</ul>{mark}'
        else:
            yield f'<p lang="en" dir="ltr">{" ".join(said)}{mark}</p>'
        yield "</section>"

    def _said(self, piece: Piece, sentence: SummarySentence) -> str:
        """A sentence that others carry, with a link to where the article says so."""
        text = escape(piece.text.strip())
        if not sentence.sources:
            return text
        headline = self.strings["digest.headline"]
        places = ", ".join(headline if place == "headline" else place for place in piece.places)
        label = escape(self.strings["digest.sources"].format(places=places))
        numbers = " ".join(map(str, sentence.sources))
        goal = self._id(f"s{sentence.sources[0]}")
        return (
            f'<span class="said" data-from="{numbers}">{text}</span><a class="from" data-from="{numbers}"'
            f' href="#{goal}" title="{label}" aria-label="{label}">¶\u00a0{escape(places)}</a>'
        )

    def _translation(self) -> Iterator[str]:
        if not self.digest.paragraphs:
            return
        key = self._id("translation")
        yield f'<section class="translation" aria-labelledby="{key}">'
        yield f'<h2 id="{key}">{self.strings["digest.translation"]}</h2>'
        yield from self._legend()
        for paragraph, block in zip(self.digest.paragraphs, self.view.paragraphs, strict=True):
            if block.page:
                yield f'<h3 dir="auto">{escape(block.page)}</h3>'
            yield from self._pair(paragraph, block, "p")
        yield "</section>"

    def _legend(self) -> Iterator[str]:
        sentences = self.digest.sentences
        levels = [level for level in LEVELS if any(s.confidence == level for s in sentences)]
        keys = [f"<span>{LEVELS[level]}\u00a0{self.strings[f'digest.{level}']}</span>" for level in levels]
        if any(s.flags for s in sentences):
            keys.append(f"<span>⚠\u00a0{self.strings['digest.flagged']}</span>")
        if keys:
            yield f'<p class="legend">{" ".join(keys)}</p>'

    def _pair(self, paragraph: TranslatedParagraph, block: Block | None, tag: str) -> Iterator[str]:
        """One paragraph on both sides, its alternatives below."""
        both = self.look.show_source and bool(paragraph.source)
        english, arabic = self._sides.both(paragraph, arabic=both)
        target = self._undone(tag) if not paragraph.translation else f'<{tag} lang="en" dir="ltr">{english}</{tag}>'
        source = f'<p class="source" lang="ar" dir="rtl">{arabic}</p>'
        yield f'<div class="pair">{target}{source}</div>' if both else target
        others = [f"<li>{escape(line)}</li>" for line in alternatives(block.sentences if block else ())]
        if others:
            yield f'<ul class="others" lang="en" dir="ltr">{"".join(others)}</ul>'

    def _undone(self, tag: str) -> str:
        """What stands where there is no English yet, or none will come."""
        if self.look.growing:
            return f'<{tag} class="waiting" aria-hidden="true"></{tag}>'
        return f'<p class="undone">{self.strings["digest.undone"] if self.look.stopped else ""}</p>'

    def _mark(self, note: Note | None) -> str:
        if note is None:
            return ""
        n = note.number
        return (
            f'<a class="mark" id="{self._id(f"mark-{n}")}" href="#{self._id(f"note-{n}")}"'
            f' title="{escape(self._reasons(note))}">⚠\u00a0{n}</a>'
        )

    def _doubts(self) -> Iterator[str]:
        if not self.view.notes or self.look.growing:
            return
        key = self._id("doubts")
        yield f'<section class="doubts" aria-labelledby="{key}">'
        yield f'<h2 id="{key}">{self.strings["digest.doubts"]}</h2>'
        for heading, notes in self.view.care:
            if heading:
                yield f"<h3>{escape(self.strings.get(_GROUPS.get(heading, ''), heading))}</h3>"
            yield f"<ul>{''.join(map(self._doubt, notes))}</ul>"
        yield "</section>"

    def _doubt(self, note: Note) -> str:
        n, anchor, label = note.number, "", "⚠"
        if n:
            label = f'<a class="mark" href="#{self._id(f"mark-{n}")}">⚠\u00a0{n}</a>'
            anchor = f' id="{self._id(f"note-{n}")}"'
        place = escape(self.strings.message(note.place))
        if quote := shorten(note.quote).strip():
            comma = "،" if self.look.language == "ar" else ","
            place += f'{comma} “<bdi lang="en" dir="ltr">{escape(quote)}</bdi>”'
        source = f'<p class="source" lang="ar" dir="rtl">{escape(note.source)}</p>' if note.source else ""
        return f"<li{anchor}>{label} {place}: <strong>{escape(self._reasons(note))}</strong>{source}</li>"

    def _reasons(self, note: Note) -> str:
        """All its messages in one line, in the reader's language."""
        return self.strings.join.join(map(self._reason, note.flags))

    def _reason(self, flag: Flag) -> str:
        message = visible(flag.message)
        said = self.strings.message(message)
        kind = self.strings.get(f"flag.{flag.kind}", "")
        # A message that has no Arabic, say of somebody's own translator, gets at least its kind.
        return f"{kind} (\u2068{message}\u2069)" if self.look.language == "ar" and said == message and kind else said

    def _left_out(self) -> Iterator[str]:
        removed, strings = self.digest.removed, self.strings
        if not removed:
            return
        key = "digest.left_out_one" if len(removed) == 1 else "digest.left_out"
        yield f'<details class="removed"><summary>{strings[key].format(count=len(removed))}</summary>'
        names = ("line", "reason", "text", *(("keep_one",) if self.look.offers else ()))
        heads = "".join(f'<th scope="col">{strings[f"digest.{name}"]}</th>' for name in names)
        yield f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(map(self._row, removed))}</tbody></table>"
        if self.look.offers:
            yield f'<button type="button" class="keep" data-act="keep">{strings["digest.keep"]}</button>'
        yield "</details>"

    def _row(self, line: Removed) -> str:
        place, reason, text = map(escape, row_of(line, self.strings))
        said = f"{self.strings['digest.keep_one']}: {self.strings['digest.line']} {place}"
        keep = (
            f'<td><button type="button" class="keep one" data-act="keep" data-line="{line.line}"'
            f' aria-label="{said}" title="{said}">+</button></td>'
        )
        kept = keep if self.look.offers else ""
        return f'<tr><td>{place}</td><td>{reason}</td><td dir="auto">{text}</td>{kept}</tr>'

    def _id(self, name: str) -> str:
        return f"{self.look.prefix}{name}"


_GROUPS = {BAD: "digest.worst", REST: "digest.rest"}
