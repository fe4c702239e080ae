"""A digest that is told while it is made: paragraph after paragraph, then the summary."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ..document import Digest, TranslatedParagraph, Translation
from ..engine import Progress
from ..pipeline import Clock, Settings, compose, outline
from ..read import from_text
from ..summarize import Summarizer
from ..translate import Translator, stream
from ..wrapped import Wrapped
from .gate import Ticket

Tell = Callable[[str, dict[str, Any]], None]
"""Hears of an event by its name and what it holds, in plain values."""


@dataclass(frozen=True)
class Stoppable(Wrapped):
    """A translator whose work ``ticket`` stops."""

    ticket: Ticket

    def translate(self, texts: Sequence[str], *, progress: Progress | None = None) -> list[Translation]:
        """Translate ``texts``. Raises :class:`~mt.server.refusals.Stopped` when the ticket says so."""

        def step(done: int, total: int) -> None:
            self.ticket.check()
            if progress:
                progress(done, total)

        return self.translator.translate(texts, progress=step)


def grow(text: str, *, translator: Translator, summarizer: Summarizer | None, settings: Settings, tell: Tell) -> Digest:
    """Make a digest as :func:`mt.digest` does and tell of its parts as they are done.

    ``start`` says how many paragraphs and sentences there are. ``headline``, where the page has one, and each
    ``paragraph`` hold line, source, text and flags, a paragraph also its place among those of the digest;
    ``summary`` is the digest's.

    >>> from mt.testing import FakeSummarizer, FakeTranslator
    >>> digest = grow("قال الوزير إن الاجتماع تأجل.", translator=FakeTranslator(), summarizer=FakeSummarizer(),
    ...     settings=Settings(), tell=lambda event, data: print(event, *sorted(data)))
    start paragraphs sentences
    paragraph flags index line source text
    summary flags method sentences text
    """
    clock = Clock()
    plan = outline(from_text(text), settings, clock=clock)
    first = 1 if plan.article.headline else 0
    tell("start", {"paragraphs": len(plan.blocks) - first, "sentences": len(plan.texts)})
    done: list[Translation] = []

    def passing() -> Iterator[Translation]:
        for translation in stream(translator, plan.texts):
            done.append(translation)
            yield translation

    with clock("translate"):
        for place, block in enumerate(plan.rejoined(passing()), -first):
            tell(*(("paragraph", {"index": place, **_told(block)}) if place >= 0 else ("headline", _told(block))))
    digest = compose(plan, done, translator=translator, summarizer=summarizer, clock=clock)
    if digest.summary:
        tell("summary", asdict(digest.summary))
    return digest


def _told(block: TranslatedParagraph) -> dict[str, Any]:
    flags = [asdict(flag) for flag in block.flags]
    return {"line": block.line, "source": block.source, "text": block.translation, "flags": flags}
