"""Several pages on one story, made into one digest: each translated by itself, all summarized together.

The pages' translations follow each other in the order given, every paragraph with the name of its page,
so that each sentence of the summary leads to a page, a paragraph and its Arabic. What several pages say
is said once.
"""

from collections.abc import Sequence
from dataclasses import replace

from .document import Digest, Page
from .engine import Progress
from .errors import UsageError
from .pipeline import Clock, Settings, compose, identities, load_summarizer, load_translator, outline, summarize
from .summarize import Summarizer
from .translate import Translator


def digest_many(
    pages: Sequence[Page],
    *,
    translator: Translator | None = None,
    summarizer: Summarizer | None = None,
    settings: Settings = Settings(),
    progress: Progress | None = None,
) -> Digest:
    """Return one digest of ``pages``; arguments and errors are those of :func:`mt.pipeline.digest`.

    Each page's headline stands as the first of its paragraphs, and ``written_headline`` is the model's for
    all of them. Raises :class:`~mt.errors.UsageError` when two pages have one name.

    >>> from mt.testing import FakeSummarizer, FakeTranslator
    >>> pages = [Page("a.txt", "وصل الوزير."), Page("b.txt", "وصل الوفد.")]
    >>> made = digest_many(pages, translator=FakeTranslator(), summarizer=FakeSummarizer())
    >>> [(p.page, p.translation) for p in made.paragraphs]
    [('a.txt', 'wsl alwzyr.'), ('b.txt', 'wsl alwfd.')]
    """
    names = [page.name for page in pages]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise UsageError(f"{twice} is named twice: give every page once")
    clock = Clock()
    with clock("load"):
        translator = translator or load_translator()
        if settings.summary:
            summarizer = summarizer or load_summarizer()
    plans = [outline(page, settings) for page in pages]
    with clock("translate"):
        flat = iter(translator.translate([text for plan in plans for text in plan.texts], progress=progress))
    alone = replace(settings, summary=False)
    digests = [
        compose(replace(plan, settings=alone), [next(flat) for _ in plan.texts], translator=translator)
        for plan in plans
    ]
    blocks = [
        replace(block, page=made.name)
        for made in digests
        for block in (*([made.headline] if made.headline else []), *made.paragraphs)
    ]
    with clock("summarize"):
        summary, written = summarize(summarizer if settings.summary else None, blocks, settings, titled=False)
    return Digest(
        name=", ".join(names),
        headline=None,
        paragraphs=tuple(blocks),
        summary=summary,
        removed=tuple(replace(line, page=made.name) for made in digests for line in made.removed),
        flags=tuple(replace(flag, message=f"{made.name}: {flag.message}") for made in digests for flag in made.flags),
        models={**digests[0].models, **identities(summarize=summarizer if summary else None)},
        settings={**digests[0].settings, "summary": settings.summary, "pages": len(pages)},
        timings=clock.seconds,
        written_headline=written,
    )
