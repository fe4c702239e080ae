"""Every word of the interface in one place, so that a switch can say them all in another language."""

from collections.abc import Callable, Mapping
from typing import Any

from ..report.strings import Language, Strings

Saying = str | Callable[[Strings], Any]


class Labels:
    """Makes components whose words come from the table, and remembers which.

    A saying is a key of the table, or makes the value of a property from the strings of a language.
    """

    def __init__(self, language: Language = "en") -> None:
        self._strings = Strings(language)
        self._said: list[tuple[Any, Mapping[str, Saying]]] = []

    def make(self, kind: Callable[..., Any], sayings: Mapping[str, Saying], **more: Any) -> Any:
        """Return ``kind(**more)`` with its words in the first language."""
        component = kind(**_said(sayings, self._strings), **more)
        self._said.append((component, sayings))
        return component

    @property
    def components(self) -> list[Any]:
        """All that have words, in the order of :meth:`updates`."""
        return [component for component, _ in self._said]

    def updates(self, language: Language) -> list[Any]:
        """Return what changes in each of :attr:`components` for another language."""
        import gradio

        return [gradio.update(**_said(sayings, Strings(language))) for _, sayings in self._said]


def _said(sayings: Mapping[str, Saying], strings: Strings) -> dict[str, Any]:
    return {name: strings[saying] if isinstance(saying, str) else saying(strings) for name, saying in sayings.items()}
