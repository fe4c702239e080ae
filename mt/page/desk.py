"""Where the page has its work done: which engines, how much at once, and what its visitors may do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from .. import pipeline
from ..document import Digest
from ..errors import MtError, UsageError
from ..models.overview import World
from ..server.gate import Gate, Job, Ticket
from ..server.limits import Limits
from ..server.refusals import refusal_of
from .visitor import address

if TYPE_CHECKING:
    from ..server.service import Service
    from ..summarize import Summarizer
    from ..translate import Translator

T = TypeVar("T")

BEAMS = (1, 8)
"""The narrowest and the widest search that the page offers."""


@dataclass(frozen=True)
class Rights:
    """What visitors may do beyond digesting text: have the page fetch an address, have it fetch a model."""

    addresses: bool = False
    models: bool = False


class Desk:
    """Loads engines by name, admits work, and says what went wrong in words fit for a visitor.

    ``service`` shares a server's engine, limits and counters; without one, this process does a piece of
    work at a time for its own user. ``lock``, ``threads`` and ``device`` are those of
    :func:`~mt.pipeline.load_translator`.

    >>> Desk(rights=Rights(addresses=True)).rights.models
    False
    """

    def __init__(
        self,
        service: "Service | None" = None,
        *,
        rights: Rights = Rights(),
        lock: Path | None = None,
        threads: int = 0,
        device: str = "cpu",
    ) -> None:
        self.rights, self.lock = rights, lock
        self._service = service
        self._place: dict[str, Any] = {"threads": threads, "device": device, "lock": lock}
        # An hour: a book on a slow machine. One's own browser may have several tabs.
        self._gate = service.gate if service else Gate(running=1, waiting=8, seconds=3600)

    @property
    def file_bytes(self) -> int:
        """The largest upload."""
        return (self._service.limits if self._service else Limits()).file_bytes

    def start(self, work: Callable[[Ticket], T], *, texts: Sequence[str] = ()) -> Job[T]:
        """Admit ``work``, which is about ``texts``: a request of the visitor's address, as one of the API would be.

        Raises a :class:`~mt.server.refusals.Refusal` when busy, too long or too often.
        """
        if self._service:
            if self._service.limits.rate:
                self._service.admit("", address())
            self._service.measure(texts)
        return self._gate.start(work)

    def translator(self, name: str = "", beam: int = 0) -> "Translator":
        """Return a translator; no name is the default, beam 0 the model's own."""
        if beam and not BEAMS[0] <= beam <= BEAMS[1]:
            raise UsageError(f"a beam of {beam} is not offered here: choose {BEAMS[0]} to {BEAMS[1]}")
        own = self._service.translator if self._service else None
        if own and not beam and name in ("", (own.identity or {}).get("name")):
            return own
        return pipeline.load_translator(name or None, beam_size=beam or None, **self._place)

    def summarizer(self, name: str = "") -> "Summarizer":
        """Return a summarizer; no name is the default."""
        if self._service and not name:
            return self._service.summarizer
        return pipeline.load_summarizer(name or None, **self._place)

    def models(self, role: str) -> list[str]:
        """Return the names of the installed models for a role, the default first."""
        world = World.of(self.lock, None)
        rows = [world.describe(name, None) for name, entry in sorted(world.entries.items()) if entry.role == role]
        here = [row for row in rows if row["state"] in ("embedded", "fetched")]
        return [row["name"] for row in sorted(here, key=lambda row: not row["default"])]

    def seen(self, digest: Digest) -> None:
        """Count a finished digest where there are counters."""
        if self._service:
            self._service.meters.digested(digest)

    def explain(self, error: Exception) -> str:
        """Return what a visitor is told: on one's own machine everything, on a server nothing about it.

        Raises ``error`` itself where it is none of ours and nobody else could find it.
        """
        if self._service:
            refusal = refusal_of(error)
            if refusal.status == 500:
                from ..server.shell import log_failure

                log_failure("page", error)
            return str(refusal)
        if isinstance(error, MtError):
            return str(error).replace("use --keep-furniture", "switch “translate menus, forms and links too” on")
        raise error
