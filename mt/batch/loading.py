"""Which engines a run uses: loaded in whatever process, and written down beside what they made."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..terminology import Terminology
from ..version import __version__

if TYPE_CHECKING:
    from .window import Engines


@dataclass(frozen=True)
class Loader:
    """Loads the engines by their names in ``models.lock``, None for the lock's choice; can be pickled.

    ``cache`` is the folder of a sentence cache, None for none.
    """

    translator: str | None = None
    summarizer: str | None = None
    beam: int | None = None
    threads: int = 0
    device: str = "cpu"
    lock: Path | None = None
    keep_furniture: bool = False
    summary: bool = True
    cache: Path | None = None
    terminology: Terminology = Terminology()

    def __call__(self) -> "Engines":
        """Return them. Raises :class:`~mt.errors.ModelError`, and :class:`~mt.errors.OutputError` for the cache."""
        from .. import pipeline
        from ..engine import available_cores
        from .cache import CachedTranslator, SentenceCache
        from .window import Engines

        place: dict[str, Any] = {"threads": self.threads, "device": self.device, "lock": self.lock}
        translator = pipeline.load_translator(self.translator, beam_size=self.beam, **place)
        summarizer = pipeline.load_summarizer(self.summarizer, **place) if self.summary else None
        known = CachedTranslator(translator, SentenceCache(self.cache, self.made_with)) if self.cache else translator
        return Engines(
            self.terminology.around(known),
            summarizer,
            pipeline.Settings(keep_furniture=self.keep_furniture, summary=self.summary),
            self.threads or available_cores(),
        )

    @cached_property
    def made_with(self) -> dict[str, Any]:
        """Whatever decides a sentence's translation. Verifies the model's bytes on the way."""
        return {
            **_described("translator", "translate", self.translator, self.lock),
            "beam": self.beam,
            "mt": __version__,
        }

    @property
    def settings(self) -> dict[str, Any]:
        """Whatever decides what a page's record says. Verifies the models' bytes on the way."""
        summarizer = _described("summarizer", "summarize", self.summarizer, self.lock) if self.summary else {}
        words = self.terminology.settings
        return {**self.made_with, **summarizer, **words, "keep furniture": self.keep_furniture}


def _described(role: str, task: str, name: str | None, lock: Path | None) -> dict[str, Any]:
    from ..models.store import locate

    found = locate(task, name, lock=lock)
    return {role: f"{found.name} {found.digest[:16]}", f"{role} settings": {**found.options, **found.decoding}}
