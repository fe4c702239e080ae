"""Some pages at a time: all their sentences in one call of the translator, and a record for each page.

That is where the speed of many pages comes from: an engine sorts what it is given by length, and the more
it is given, the fuller its batches.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from typing import Any, Generic, TypeVar

from ..document import SCHEMA_VERSION, Digest, Page, Translation
from ..errors import InputError, MtError
from ..load import trim
from ..pipeline import Outline, Settings, compose, outline
from ..read import MAX_DOCUMENT_BYTES, from_text, read_bytes, read_page
from ..summarize import Summarizer
from ..translate import Translator
from .formats import Blob, File
from .inputs import Item, Twin
from .remote import Remote

Window = tuple[Item, ...]
Facts = dict[str, str]
Record = dict[str, Any]
"""``schema``, ``id``, ``place``, ``status`` and then ``digest`` (status ok), ``error`` (failed) or ``twin`` (twin).

``about`` comes before the status where a page says something of itself, such as its date.
"""


@dataclass(frozen=True)
class Room:
    """How much one window takes; it ends with whichever is reached first.

    A window of this size fills several batches of the engine; a larger one would take more memory and be
    more to do again after a kill.
    """

    pages: int = 32
    bytes: int = 256_000


@dataclass(frozen=True)
class Engines:
    """What pages are made into digests with; ``threads`` summaries are made side by side."""

    translator: Translator
    summarizer: Summarizer | None = None
    settings: Settings = field(default_factory=Settings)
    threads: int = 1


def windows(items: Iterable[Item], room: Room = Room()) -> Iterator[Window]:
    """Group ``items`` in order. One page larger than the room is a window of its own."""
    window: list[Item] = []
    taken = 0
    for item in items:
        if window and (len(window) >= room.pages or taken + item.weight > room.bytes):
            yield tuple(window)
            window, taken = [], 0
        window.append(item)
        taken += item.weight
    if window:
        yield tuple(window)


def records(window: Window, engines: Engines) -> list[Record]:
    """Return one record for each item, in order. What goes wrong with a page is in its record, nothing is raised.

    The digests hold no timings: seconds are a property of the run, and without them the same page gives the
    same record again.
    """
    return finish(translate(plan(window, engines), engines), engines)


Planned = Outline | Twin | Exception
Translated = tuple[Outline, list[Translation]] | Twin | Exception
Stage = TypeVar("Stage", Planned, Translated)


@dataclass(frozen=True)
class Begun(Generic[Stage]):
    """A window on its way to records: for each item what it has become so far, and what it says of itself."""

    window: Window
    pages: Sequence[Stage]
    facts: Sequence[Facts]


def plan(window: Window, engines: Engines) -> Begun[Planned]:
    """Read, clean and cut into sentences: the first third of :func:`records`."""
    pages, facts = zip(*(_plan(item, engines.settings) for item in window), strict=True)
    return Begun(window, pages, facts)


def translate(begun: Begun[Planned], engines: Engines) -> Begun[Translated]:
    """Translate: the second third, and the only one for which the translator is needed."""
    return Begun(begun.window, _translate(begun.pages, engines.translator), begun.facts)


def finish(begun: Begun[Translated], engines: Engines) -> list[Record]:
    """Summarize and write down: the last third."""
    results = _side_by_side(partial(_digest, engines=engines), begun.pages, engines.threads)
    made = [record(*each) for each in zip(begun.window, results, begun.facts, strict=True)]
    trim()  # takes some milliseconds; without, what lies free in pieces grows through thousands of pages
    return made


def _side_by_side(work: Callable[[Any], Any], on: Sequence[Any], threads: int) -> list[Any]:
    # One thread is this one: each new one takes memory of its own from the allocator, which it keeps.
    if threads <= 1:
        return [work(each) for each in on]
    with ThreadPoolExecutor(max_workers=threads) as pool:
        return list(pool.map(work, on))


def record(item: Item, result: Digest | Twin | Exception, about: Facts | None = None) -> Record:
    """Return the record of one page: its digest, the page that it is like, or the kind of error and its message."""
    head: Record = {"schema": SCHEMA_VERSION, "id": item.id, "place": item.place}
    if about:
        head["about"] = about
    if isinstance(result, Digest):
        return {**head, "status": "ok", "digest": replace(result, timings={}).to_dict()}
    if isinstance(result, Twin):
        return {**head, "status": "twin", "twin": asdict(result)}
    return {**head, "status": "failed", "error": {"kind": type(result).__name__, "message": str(result)}}


def _plan(item: Item, settings: Settings) -> tuple[Planned, Facts]:
    if isinstance(item.content, Twin):
        return item.content, {}
    # Whatever is raised, here and below: one page's bug must not stop a million others.
    try:
        page, about = page_of(item)
        return outline(replace(page, name=item.place), settings), about
    except Exception as error:
        return error, {}


def page_of(item: Item) -> tuple[Page, Facts]:
    """Return the page of ``item`` and what it says of itself. Raises :class:`~mt.errors.MtError`."""
    content = item.content
    if isinstance(content, Twin):
        raise InputError(f"{item.place}: is the twin of {content.of} and was left out")
    if isinstance(content, MtError):
        raise content
    if isinstance(content, str):
        return from_text(content, name=item.place), {}
    blob = content if isinstance(content, Blob) else blob_of(content)
    # The name decides the format where the content does not.
    return read_page(blob.data, name=item.place.removesuffix(blob.suffix) + blob.suffix)


def blob_of(path: File) -> Blob:
    """Return the bytes of the file at ``path``. Raises :class:`~mt.errors.InputError`."""
    if isinstance(path, Remote):
        return Blob(path.read(MAX_DOCUMENT_BYTES), path.suffix)
    return Blob(read_bytes(path, max_bytes=MAX_DOCUMENT_BYTES), path.suffix)


def _translate(plans: Sequence[Planned], translator: Translator) -> list[Translated]:
    """One call for all sentences; when that fails, one for each page, so that the others have their translation."""
    good = [plan for plan in plans if isinstance(plan, Outline)]
    try:
        pending = iter(translator.translate([text for plan in good for text in plan.texts]))
    except Exception as error:
        if len(good) <= 1:
            return [error if isinstance(plan, Outline) else plan for plan in plans]
        return [_translate([plan], translator)[0] for plan in plans]
    return [(plan, [next(pending) for _ in plan.texts]) if isinstance(plan, Outline) else plan for plan in plans]


def _digest(translated: Translated, engines: Engines) -> Digest | Twin | Exception:
    if not isinstance(translated, tuple):
        return translated
    plan, translations = translated
    try:
        return compose(plan, translations, translator=engines.translator, summarizer=engines.summarizer)
    except Exception as error:
        return error
