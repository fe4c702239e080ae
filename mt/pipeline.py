"""The stages in order: page in, digest out. Read :func:`digest` and you have read the product."""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from .clean import clean
from .document import (
    Article,
    Digest,
    Flag,
    Page,
    Paragraph,
    Summary,
    SummarySentence,
    TranslatedParagraph,
    Translation,
)
from .engine import Decoding, Progress
from .errors import InputError
from .language import other_language
from .load import load_summarizer, load_translator
from .names import find_variants
from .normalize import ARABIC_LETTER
from .read import from_text
from .rejoin import lines_of, rejoin, sentences_of
from .summarize import (
    HeadlineWriter,
    Summarizer,
    Trace,
    TranslationSummarizer,
    Wanted,
    readable,
    text_of,
)
from .translate import Translator, stream

__all__ = [
    "Clock",
    "Outline",
    "Settings",
    "compose",
    "digest",
    "identities",
    "load_summarizer",
    "load_translator",
    "outline",
    "stream_lines",
    "summarize",
    "translate_lines",
]


@dataclass(frozen=True)
class Settings:
    """What one digest is made with; the defaults suit a news page on a small machine."""

    keep_furniture: bool = False
    summary: bool = True
    length: str = "brief"  # of the summary; see mt.summarize.Wanted
    method: str = "auto"
    bullets: bool = False  # reports give each sentence of the summary a line
    keep_lines: tuple[int, ...] = ()  # lines of the page that stay, whatever cleaning says

    @property
    def record(self) -> dict[str, Any]:
        """The settings as a digest tells them, in plain values; lines only where some were kept.

        >>> Settings(keep_lines=(5, 29)).record["keep_lines"]
        '5 29'
        """
        made = asdict(self)
        lines = " ".join(map(str, made.pop("keep_lines")))
        return {**made, "keep_lines": lines} if lines else made

    def __post_init__(self) -> None:
        self.wanted  # noqa: B018 - a length or method that does not exist is refused here, before any work

    @property
    def wanted(self) -> Wanted:
        """The kind of summary asked for. Raises :class:`~mt.errors.UsageError` for one that does not exist."""
        return Wanted(self.length, self.method)


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
    """A page cleaned and cut into sentences.

    ``sentences`` holds one tuple for each of ``blocks``, an empty one for a block in another language.
    """

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

    def rejoined(self, translations: Iterable[Translation]) -> Iterator[TranslatedParagraph]:
        """Yield ``blocks`` in English, each as soon as ``translations``, one for each of ``texts``, have come."""
        return rejoin(self.blocks, self.sentences, translations)


def outline(page: Page, settings: Settings = Settings(), *, clock: "Clock | None" = None) -> Outline:
    """Do what comes before translating. Raises :class:`~mt.errors.InputError` as :func:`digest` does."""
    clock = clock or Clock()
    with clock("clean"):
        article = clean(page, keep_furniture=settings.keep_furniture, keep_lines=settings.keep_lines)
        _require_arabic(page, article)
    with clock("segment"):
        sentences = tuple(map(sentences_of, _blocks(article)))
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
    paragraphs = tuple(plan.rejoined(translations))
    headline, body = (paragraphs[0], paragraphs[1:]) if article.headline else (None, paragraphs)
    with clock("summarize"):
        summary, written = summarize(
            summarizer if settings.summary else None, paragraphs, settings, titled=headline is not None
        )
    return Digest(
        name=plan.page.name,
        headline=headline,
        paragraphs=body,
        summary=summary,
        removed=article.removed,
        flags=_page_flags(paragraphs),
        models=identities(translate=translator, summarize=summarizer if settings.summary else None),
        settings={**settings.record, "encoding": plan.page.encoding, **_decoding(translator)},
        timings=clock.seconds,
        written_headline=written,
    )


def translate_lines(page: Page, *, translator: Translator, progress: Progress | None = None) -> Digest:
    """Translate every line of ``page`` that is not blank, furniture too; no headline, no summary.

    Each paragraph of the result is one line; its ``line`` says which. Raises :class:`~mt.errors.ModelError`.
    """
    clock = Clock()
    with clock("segment"):
        blocks = lines_of(page)
        sentences = [sentences_of(block) for block in blocks]
    with clock("translate"):
        flat = translator.translate([s for block in sentences for s in block], progress=progress)
    return Digest(
        name=page.name,
        headline=None,
        paragraphs=tuple(rejoin(blocks, sentences, flat)),
        summary=None,
        removed=(),
        models=identities(translate=translator),
        settings={"encoding": page.encoding, **_decoding(translator)},
        timings=clock.seconds,
    )


def stream_lines(page: Page, *, translator: Translator) -> Iterator[TranslatedParagraph]:
    r"""Yield the paragraphs of :func:`translate_lines` one by one, each as soon as it is done.

    >>> from mt.testing import FakeTranslator
    >>> page = Page("page", "نعم\n\nلا")
    >>> [(line.line, line.translation) for line in stream_lines(page, translator=FakeTranslator())]
    [(1, 'nam'), (3, 'la')]
    """
    blocks = lines_of(page)
    sentences = [sentences_of(block) for block in blocks]
    return rejoin(blocks, sentences, stream(translator, (s for block in sentences for s in block)))


def _blocks(article: Article) -> tuple[Paragraph, ...]:
    return (article.headline, *article.paragraphs) if article.headline else article.paragraphs


def summarize(
    summarizer: Summarizer | None, paragraphs: Sequence[TranslatedParagraph], settings: Settings, *, titled: bool
) -> tuple[Summary | None, SummarySentence | None]:
    """Return the summary, and a headline where the page is not ``titled`` and the summarizer writes them."""
    if summarizer is None:
        return None, None
    paragraphs = list(map(readable, paragraphs))
    text, trace, wanted = text_of(paragraphs), Trace(paragraphs, titled=titled), settings.wanted
    if isinstance(summarizer, TranslationSummarizer):
        made = summarizer.summarize_translation(text, trace.doubtful, wanted=wanted, headline=trace.headline)
    else:  # One that makes a single kind of summary need not know of kinds.
        made = summarizer.summarize(text) if wanted == Wanted() else summarizer.summarize(text, wanted=wanted)
    written = None if titled or not isinstance(summarizer, HeadlineWriter) else summarizer.headline(text)
    return trace.summary(made), trace.sentence(written) if written else None


def _require_arabic(page: Page, article: Article) -> None:
    arabic = [block.text for block in _blocks(article) if ARABIC_LETTER.search(block.text)]
    languages = list(dict.fromkeys(map(other_language, arabic)))
    if "" in languages:
        return
    if languages:
        raise InputError(f"{page.name}: is in {' and '.join(languages)}, as it seems; this tool translates from Arabic")
    if any(ARABIC_LETTER.search(line.text) for line in article.removed):
        raise InputError(
            f"{page.name}: nothing but page furniture (menus, forms, links) was found; "
            "check that the article's text was copied, or use --keep-furniture to translate every line"
        )
    raise InputError(f"{page.name}: no Arabic text was found; this tool translates from Arabic")


def _page_flags(paragraphs: tuple[TranslatedParagraph, ...]) -> tuple[Flag, ...]:
    """One line on the whole page when a good part of its sentences is doubtful, one for names spelled in many ways."""
    sentences = [s for p in paragraphs for s in p.sentences]
    doubtful = sum(bool(s.flags) for s in sentences)
    flags = []
    if doubtful * 3 > len(sentences):
        flags.append(Flag("doubtful-page", f"{doubtful} of {len(sentences)} sentences have a warning: read with care"))
    if variants := find_variants((s.source, s.text) for s in sentences):
        spelled = "; ".join(f"{v.name}: {', '.join(v.spellings)}" for v in variants)
        flags.append(Flag("name-variants", f"one name in several spellings: {spelled}"))
    return tuple(flags)


def identities(**roles: object) -> dict[str, dict[str, str]]:
    """Return name and digest of each model that there is; one that has no identity is known by its class."""
    return {
        role: dict(getattr(model, "identity", None) or {"name": type(model).__name__, "digest": ""})
        for role, model in roles.items()
        if model is not None
    }


def _decoding(translator: Translator) -> dict[str, Any]:
    # Not by its class: what stands around an engine, such as a cache, passes its decoding on.
    decoding = getattr(translator, "decoding", None)
    search = {"beam_size": decoding.beam_size} if isinstance(decoding, Decoding) else {}
    return {**search, **getattr(translator, "settings", {})}


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
