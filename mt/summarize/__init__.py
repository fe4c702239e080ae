"""An English text to a summary whose every sentence says which sentences of the text carry it.

The model's sentences are checked against the text; what it does not support is said otherwise, replaced
by the text's own sentence, or dropped. ``docs/summaries.md`` describes the scheme.
"""

from typing import Protocol, runtime_checkable

from mt.document import Summary, SummarySentence

from .source import Source
from .stage import SHORTEST, EngineSummarizer, own_summary
from .trace import Trace, text_of
from .wanted import LENGTHS, METHODS, Wanted

__all__ = [
    "LENGTHS", "METHODS", "SHORTEST", "EngineSummarizer", "HeadlineWriter", "Source", "Summarizer", "Trace", "Wanted",
    "own_summary", "text_of",
]  # fmt: skip


class Summarizer(Protocol):
    """Whatever turns an English text (paragraphs on lines of their own) into a summary."""

    def summarize(self, text: str, *, wanted: Wanted = Wanted()) -> Summary:
        """Return the summary of the whole text."""
        ...


@runtime_checkable
class HeadlineWriter(Protocol):
    """A summarizer that can also write a headline for a text that has none."""

    def headline(self, text: str) -> SummarySentence | None:
        """Return a headline that the text supports, or None."""
        ...
