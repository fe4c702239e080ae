"""A translator around another one: what the outer one does not say of itself, the inner one does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .translate import Translator


@dataclass(frozen=True)
class Wrapped:
    """Base of translators that add something to another translator and are recorded as that one.

    ``settings`` says, for the record, what was added.
    """

    translator: Translator

    @property
    def identity(self) -> Mapping[str, str]:
        """Name and digest of the model behind it; one that does not say is known by its class."""
        return getattr(self.translator, "identity", None) or {"name": type(self.translator).__name__, "digest": ""}

    @property
    def decoding(self) -> Any:
        """How hypotheses are searched, None where the translator does not say."""
        return getattr(self.translator, "decoding", None)

    @property
    def settings(self) -> Mapping[str, str]:
        """Names and digests of the files that stand between the model and its user."""
        return {**getattr(self.translator, "settings", {}), **self.added()}

    def added(self) -> Mapping[str, str]:
        """What this one adds to ``settings``."""
        return {}
