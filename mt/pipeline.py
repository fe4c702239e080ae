"""The stages in order: page in, digest out. Read :func:`digest` and you have read the product."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from .clean import clean
from .document import Article, Digest, Flag, Page, Paragraph, Summary, TranslatedParagraph, Translation
from .engine import Decoding, Engine, Progress
from .errors import InputError, UsageError
from .models.lock import Frame
from .models.store import Located, locate
from .read import from_text
from .segment import segment
from .summarize import EngineSummarizer, Summarizer
from .translate import ARABIC_LETTER, EngineTranslator, Translator


@dataclass(frozen=True)
class Settings:
    """What one digest is made with; the defaults suit a news page on a small machine."""

    keep_furniture: bool = False
    summary: bool = True


def digest(
    text: str | Page,
    *,
    translator: Translator | None = None,
    summarizer: Summarizer | None = None,
    settings: Settings = Settings(),
    progress: Progress | None = None,
) -> Digest:
    """Translate and summarize one Arabic page.

    Without ``translator`` or ``summarizer`` the default models are loaded, once per process.
    ``progress(done, total)`` counts sentences. Raises :class:`~mt.errors.InputError` when the page holds
    no Arabic article, :class:`~mt.errors.ModelError` when a model cannot be used.

    >>> import mt
    >>> mt.digest("أعلن الجيش الليبي سيطرته على المدينة.").paragraphs[0].source
    'أعلن الجيش الليبي سيطرته على المدينة.'
    """
    clock = Clock()
    with clock("load"):
        translator = translator or load_translator()
        if settings.summary:
            summarizer = summarizer or load_summarizer()
    page = text if isinstance(text, Page) else from_text(text)
    plan = outline(page, settings, clock=clock)
    with clock("translate"):
        flat = translator.translate(plan.texts, progress=progress)
    return compose(plan, flat, translator=translator, summarizer=summarizer, clock=clock)


@dataclass(frozen=True)
class Outline:
    """A page cleaned and cut into sentences. ``sentences`` holds one tuple for each of ``blocks``."""

    page: Page
    article: Article
    settings: Settings
    sentences: tuple[tuple[str, ...], ...]

    @property
    def blocks(self) -> tuple[Paragraph, ...]:
        """Headline, if there is one, and paragraphs."""
        return _blocks(self.article)

    @property
    def texts(self) -> list[str]:
        """All sentences in order: what a translator must be given."""
        return [text for block in self.sentences for text in block]


def outline(page: Page, settings: Settings = Settings(), *, clock: "Clock | None" = None) -> Outline:
    """Do what comes before translating. Raises :class:`~mt.errors.InputError` as :func:`digest` does."""
    clock = clock or Clock()
    with clock("clean"):
        article = clean(page, keep_furniture=settings.keep_furniture)
        _require_arabic(page, article)
    with clock("segment"):
        sentences = tuple(tuple(s.text for s in segment(block.text)) for block in _blocks(article))
    return Outline(page, article, settings, sentences)


def compose(
    plan: Outline,
    translations: Sequence[Translation],
    *,
    translator: Translator,
    summarizer: Summarizer | None = None,
    clock: "Clock | None" = None,
) -> Digest:
    """Do what comes after translating: rejoin ``translations``, one for each of ``plan.texts``, and summarize."""
    clock = clock or Clock()
    article, settings = plan.article, plan.settings
    paragraphs = tuple(_rejoin(plan.blocks, plan.sentences, translations))
    headline, body = (paragraphs[0], paragraphs[1:]) if article.headline else (None, paragraphs)
    with clock("summarize"):
        summary = _summary(summarizer, paragraphs) if settings.summary and summarizer else None
    return Digest(
        name=plan.page.name,
        headline=headline,
        paragraphs=body,
        summary=summary,
        removed=article.removed,
        flags=_page_flags(paragraphs),
        models=_models(translate=translator, summarize=summarizer if settings.summary else None),
        settings={**asdict(settings), "encoding": plan.page.encoding, **_decoding(translator)},
        timings=clock.seconds,
    )


def translate_lines(page: Page, *, translator: Translator, progress: Progress | None = None) -> Digest:
    """Translate every line of ``page`` that is not blank, furniture too; no headline, no summary.

    Each paragraph of the result is one line; its ``line`` says which. Raises :class:`~mt.errors.ModelError`.
    """
    clock = Clock()
    with clock("segment"):
        blocks = [Paragraph(text.strip(), n) for n, text in enumerate(page.text.split("\n"), 1) if text.strip()]
        sentences = [[s.text for s in segment(block.text)] for block in blocks]
    with clock("translate"):
        flat = translator.translate([s for block in sentences for s in block], progress=progress)
    return Digest(
        name=page.name,
        headline=None,
        paragraphs=tuple(_rejoin(blocks, sentences, flat)),
        summary=None,
        removed=(),
        models=_models(translate=translator),
        settings={"encoding": page.encoding, **_decoding(translator)},
        timings=clock.seconds,
    )


def _blocks(article: Article) -> tuple[Paragraph, ...]:
    return (article.headline, *article.paragraphs) if article.headline else article.paragraphs


def _rejoin(
    blocks: Sequence[Paragraph], sentences: Sequence[Sequence[str]], translations: Sequence[Translation]
) -> Iterator[TranslatedParagraph]:
    """Give every paragraph its sentences back, in order."""
    pending = iter(translations)
    for block, texts in zip(blocks, sentences, strict=True):
        own = tuple(islice(pending, len(texts)))
        yield TranslatedParagraph(block.text, " ".join(t.text for t in own if t.text), own, block.line)


def _summary(summarizer: Summarizer, paragraphs: tuple[TranslatedParagraph, ...]) -> Summary:
    return summarizer.summarize("\n".join(p.translation for p in paragraphs))


def _require_arabic(page: Page, article: Article) -> None:
    if any(ARABIC_LETTER.search(block.text) for block in _blocks(article)):
        return
    if any(ARABIC_LETTER.search(line.text) for line in article.removed):
        raise InputError(
            f"{page.name}: nothing but page furniture (menus, forms, links) was found; "
            "check that the article's text was copied, or use --keep-furniture to translate every line"
        )
    raise InputError(f"{page.name}: no Arabic text was found; this tool translates from Arabic")


def _page_flags(paragraphs: tuple[TranslatedParagraph, ...]) -> tuple[Flag, ...]:
    """One line on the whole page when a good part of its sentences is doubtful."""
    sentences = [s for p in paragraphs for s in p.sentences]
    doubtful = sum(bool(s.flags) for s in sentences)
    if doubtful * 3 <= len(sentences):
        return ()
    return (Flag("doubtful-page", f"{doubtful} of {len(sentences)} sentences have a warning: read with care"),)


def _models(**roles: object) -> dict[str, dict[str, str]]:
    """Name and digest of each model; one that has no identity is known by its class."""
    return {
        role: dict(getattr(model, "identity", None) or {"name": type(model).__name__, "digest": ""})
        for role, model in roles.items()
        if model is not None
    }


def _decoding(translator: Translator) -> dict[str, Any]:
    return {"beam_size": translator.decoding.beam_size} if isinstance(translator, EngineTranslator) else {}


class Clock:
    """Seconds a stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Note under ``stage`` how long the block takes."""
        start = time.perf_counter()
        yield
        self.seconds[stage] = round(time.perf_counter() - start, 4)


def load_translator(
    name: str | None = None,
    *,
    beam_size: int | None = None,
    threads: int = 0,
    lock: Path | None = None,
    verify: bool = False,
) -> EngineTranslator:
    """Return a translator by its name in ``models.lock`` (default: the lock's own choice).

    Its files are verified, then loaded; the same arguments give the same engine again. ``beam_size``
    None means the lock's; ``threads`` 0 means all cores. A fetched model is hashed again only when size,
    time or inode of a file changed since the last check, or with ``verify``. Raises
    :class:`~mt.errors.ModelError`.
    """
    located = locate("translate", name, lock=lock, force=verify)
    return EngineTranslator(
        _engine(located, threads),
        _beam(Decoding.from_mapping(located.decoding), beam_size),
        identity={"name": located.name, "digest": located.digest},
        **located.options,
    )


def load_summarizer(
    name: str | None = None,
    *,
    beam_size: int | None = None,
    threads: int = 0,
    lock: Path | None = None,
    verify: bool = False,
) -> EngineSummarizer:
    """Return a summarizer by its name in ``models.lock``; everything else as in :func:`load_translator`."""
    located = locate("summarize", name, lock=lock, force=verify)
    return EngineSummarizer(
        _engine(located, threads),
        _beam(Decoding.from_mapping(located.decoding), beam_size),
        identity={"name": located.name, "digest": located.digest},
        **located.options,
    )


def _beam(decoding: Decoding, beam_size: int | None) -> Decoding:
    if beam_size is None:
        return decoding
    if not 1 <= beam_size <= 64:
        raise UsageError(f"a beam of {beam_size} cannot be searched: choose 1 to 64")
    return replace(decoding, beam_size=beam_size)


_loading = threading.Lock()
_engines: dict[tuple[Path, str, Frame, int], Engine] = {}


def _engine(located: Located, threads: int) -> Engine:
    """Return the one engine of these files in this process, loading it at most once."""
    with _loading:
        key = (located.folder, located.digest, located.frame, threads)
        if key not in _engines:
            _engines[key] = Engine(located.folder, threads=threads, frame=located.frame)
        return _engines[key]
