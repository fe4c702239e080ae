"""The models by their names in the lock: found, verified, and loaded once in a process."""

import ctypes
import threading
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from .engine import Decoding, Engine
from .errors import UsageError
from .models.lock import Frame
from .models.store import Located, locate
from .summarize import EngineSummarizer
from .translate import EngineTranslator

Stage = TypeVar("Stage", EngineTranslator, EngineSummarizer)


def load_translator(  # noqa: PLR0913 - one keyword for each thing that may be chosen
    name: str | None = None,
    *,
    beam_size: int | None = None,
    threads: int = 0,
    device: str = "cpu",
    lock: Path | None = None,
    verify: bool = False,
) -> EngineTranslator:
    """Return a translator by its name in ``models.lock`` (default: the lock's own choice).

    Its files are verified, then loaded; the same arguments give the same engine again. ``beam_size``
    None means the lock's; ``threads`` 0 means all cores; ``device`` is one of :data:`mt.device.DEVICES`.
    A fetched model is hashed again only when size, time or inode of a file changed since the last check, or
    with ``verify``. Raises :class:`~mt.errors.ModelError`, and :class:`~mt.errors.UsageError` for a device
    that is not there.
    """
    located = locate("translate", name, lock=lock, force=verify)
    return _stage(EngineTranslator, located, beam_size, _engine(located, threads, device))


def load_summarizer(  # noqa: PLR0913 - one keyword for each thing that may be chosen
    name: str | None = None,
    *,
    beam_size: int | None = None,
    threads: int = 0,
    device: str = "cpu",
    lock: Path | None = None,
    verify: bool = False,
) -> EngineSummarizer:
    """Return a summarizer by its name in ``models.lock``; everything else as in :func:`load_translator`.

    Its files are verified now and loaded when the model is first asked: most summaries do without it. What
    loading raises, for a ``device`` too, comes then.
    """
    located = locate("summarize", name, lock=lock, force=verify)
    return _stage(EngineSummarizer, located, beam_size, _LateEngine(located, threads, device))


def _stage(make: type[Stage], located: Located, beam_size: int | None, engine: Engine) -> Stage:
    """Return the stage on ``engine``, with what the lock says of it."""
    decoding = _beam(Decoding.from_mapping(located.decoding), beam_size)
    return make(engine, decoding, identity={"name": located.name, "digest": located.digest}, **located.options)


def _beam(decoding: Decoding, beam_size: int | None) -> Decoding:
    if beam_size is None:
        return decoding
    if not 1 <= beam_size <= 64:
        raise UsageError(f"a beam of {beam_size} cannot be searched: choose 1 to 64")
    return replace(decoding, beam_size=beam_size)


_loading = threading.Lock()
_engines: dict[tuple[Path, str, Frame, int, str], Engine] = {}


def forget_engines() -> None:
    """Let go of every engine loaded so far: its memory is given back when nobody else holds it."""
    with _loading:
        _engines.clear()


def trim() -> None:
    """Have the C library hand free memory to the system: of what many threads let go it keeps most, and ever more."""
    with suppress(OSError, AttributeError, TypeError):  # not every C library can; on Windows there is none by no name
        ctypes.CDLL(None).malloc_trim(0)


class _LateEngine(Engine):
    """An engine that is loaded when more than its frame is asked for."""

    def __init__(self, located: Located, threads: int, device: str) -> None:
        self.frame = located.frame
        self._load = partial(_engine, located, threads, device)

    def __getattr__(self, name: str) -> Any:  # only for what is not there: what loading brings
        if name.startswith("__"):  # copies are asked for these before they have anything
            raise AttributeError(name)
        loaded = self._load()
        self.__dict__ = {**loaded.__dict__, **self.__dict__}
        return getattr(loaded, name)


def _engine(located: Located, threads: int, device: str) -> Engine:
    """Return the one engine of these files in this process, loading it at most once."""
    with _loading:
        key = (located.folder, located.digest, located.frame, threads, device)
        if key not in _engines:
            _engines[key] = Engine(located.folder, threads=threads, frame=located.frame, device=device)
        return _engines[key]
