"""The summaries to beat: an article's own first three sentences, and its most central ones."""

from dataclasses import dataclass, field

from mt.document import Summary
from mt.summarize import Source, Wanted, own_summary
from mt.summarize.extract import own_sentences

LEAD, EXTRACTIVE = "lead-3", "extractive"


@dataclass(frozen=True)
class LeadSummarizer:
    """A :class:`mt.summarize.Summarizer` that many models fail to beat; a report without it says little."""

    sentences: int = 3
    identity: dict[str, str] = field(default_factory=lambda: {"name": LEAD, "digest": ""})

    def summarize(self, text: str, *, wanted: Wanted = Wanted()) -> Summary:
        """Return the first sentences of ``text``, as many whatever the length ``wanted``."""
        source = Source.of(text)
        first = own_sentences(source, range(min(self.sentences, len(source.sentences))))
        return Summary(" ".join(sentence.text for sentence in first), first, "lead")


@dataclass(frozen=True)
class ExtractiveSummarizer:
    """A :class:`mt.summarize.Summarizer` of a text's most central sentences."""

    identity: dict[str, str] = field(default_factory=lambda: {"name": EXTRACTIVE, "digest": ""})

    def summarize(self, text: str, *, wanted: Wanted = Wanted()) -> Summary:
        """Return the most central sentences of ``text``, of about the length ``wanted``."""
        return own_summary(Source.of(text), Wanted(wanted.length, "extractive"))
