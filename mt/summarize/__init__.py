"""An English text to a summary whose every sentence says which sentences of the text carry it.

Unless told otherwise it is made of the text's own sentences, long ones shortened by rules that change
nothing they say. A model's sentences are believed under the same rules only. ``docs/summaries.md``
describes the scheme.
"""

from collections.abc import Collection
from typing import Protocol, runtime_checkable

from mt.document import Summary, SummarySentence

from .own import own_summary
from .source import Source
from .stage import SHORTEST, EngineSummarizer
from .trace import Trace, readable, text_of
from .wanted import LENGTHS, METHODS, Wanted

__all__ = [
    "LENGTHS", "METHODS", "SHORTEST", "EngineSummarizer", "HeadlineWriter", "Source", "Summarizer", "Trace",
    "TranslationSummarizer", "Wanted", "own_summary", "readable", "text_of",
]  # fmt: skip


class Summarizer(Protocol):
    """Whatever turns an English text (paragraphs on lines of their own) into a summary."""

    def summarize(self, text: str, *, wanted: Wanted = Wanted()) -> Summary:
        """Return the summary of the whole text."""
        ...


@runtime_checkable
class TranslationSummarizer(Protocol):
    """A summarizer that also listens to which sentences of a translation are doubtful, and which its headline."""

    def summarize_translation(
        self, text: str, doubtful: Collection[int], *, wanted: Wanted = Wanted(), headline: Collection[int] = ()
    ) -> Summary:
        """Return the summary of the whole text; ``doubtful`` and ``headline`` count its sentences from 0."""
        ...


@runtime_checkable
class HeadlineWriter(Protocol):
    """A summarizer that can also write a headline for a text that has none."""

    def headline(self, text: str) -> SummarySentence | None:
        """Return a headline that the text supports, or None."""
        ...
