"""A digest that can be watched while it is made: first the Arabic, then paragraph after paragraph."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Literal

from ..document import Digest, Page, Translation
from ..glossary import Glossary, GlossaryTranslator
from ..pipeline import Clock, Outline, Settings, compose, outline
from ..report.strings import Language
from .desk import Desk

if TYPE_CHECKING:
    from ..server.gate import Ticket
    from ..translate import Translator

# Sentences between two pictures: enough for the engine to batch well, few enough to see it grow; and on a
# long page not so many pictures that drawing them counts.
_SENTENCES, _PICTURES = 6, 12


@dataclass(frozen=True)
class Wish:
    """What is to be digested, and how; no model is the default one, beam 0 the model's own."""

    page: Page
    settings: Settings = Settings()
    model: str = ""
    beam: int = 0
    glossary: Glossary | None = None


@dataclass(frozen=True)
class Step:
    """A picture of the digest: ``done`` of ``total`` sentences; the others are empty in it."""

    stage: Literal["translate", "summarize", "done", "stopped"]
    digest: Digest
    done: int
    total: int


@dataclass
class Visit:
    """What a visitor's events share while one of them works: the language shown, and how to stop the work."""

    language: Language = "en"
    stop: Callable[[], None] | None = field(default=None, compare=False)


def settings_of(length: str, **more: Any) -> Settings:
    """Return settings for a summary of ``length``, which may also be ``"none"``.

    >>> settings_of("none").summary, settings_of("long").length
    (False, 'long')
    """
    return Settings(summary=False, **more) if length == "none" else Settings(length=length, **more)


def grow(desk: Desk, wish: Wish, visit: Visit | None = None) -> Iterator[Step]:
    """Make a digest at ``desk``, a step at a time; the last one holds the whole.

    Whoever stops listening stops the work, and so does ``visit.stop()``, at once: the last step is then
    ``"stopped"`` and holds what was done. Raises what :func:`mt.digest` raises, and refusals of the desk.
    """
    steps: SimpleQueue[Step | None] = SimpleQueue()

    def work(ticket: "Ticket") -> Step:
        clock = Clock()
        with clock("load"):
            translator = desk.translator(wish.model, wish.beam)
            if wish.glossary:
                translator = GlossaryTranslator(translator, wish.glossary)
            summarizer = desk.summarizer() if wish.settings.summary else None
        plan = outline(wish.page, wish.settings, clock=clock)
        with clock("translate"):
            translations = _translate(plan, translator, ticket, steps)
        total = len(translations)
        steps.put(Step("summarize", compose(plan, translations, translator=translator), total, total))
        ticket.check()
        digest = compose(plan, translations, translator=translator, summarizer=summarizer, clock=clock)
        return Step("done", digest, total, total)

    job = desk.start(work, texts=[wish.page.text])
    job.future.add_done_callback(lambda _: steps.put(None))
    stopped = threading.Event()

    def stop() -> None:
        stopped.set()
        job.stop()
        steps.put(None)  # without waiting for the engine to look up

    if visit:
        visit.stop = stop
    shown: Step | None = None
    try:
        while (step := steps.get()) is not None:
            yield (shown := step)
        if stopped.is_set():
            yield from [replace(shown, stage="stopped")] if shown else []
            return
        last = job.future.result()
        desk.seen(last.digest)
        yield last
    finally:
        job.stop()
        if visit:
            visit.stop = None


def _translate(
    plan: Outline, translator: "Translator", ticket: "Ticket", steps: "SimpleQueue[Step | None]"
) -> list[Translation]:
    done: list[Translation] = []
    texts = plan.texts
    for part in _parts(plan):
        picture = compose(plan, [*done, *(Translation(t, "", 0.0) for t in texts[len(done) :])], translator=translator)
        steps.put(Step("translate", replace(picture, flags=()), len(done), len(texts)))
        done += translator.translate(part, progress=ticket)
    return done


def _parts(plan: Outline) -> Iterator[list[str]]:
    """All texts in order, whole paragraphs together."""
    part: list[str] = []
    enough = max(_SENTENCES, len(plan.texts) // _PICTURES)
    for sentences in plan.sentences:
        part += sentences
        if len(part) >= enough:
            yield part
            part = []
    if part:
        yield part
