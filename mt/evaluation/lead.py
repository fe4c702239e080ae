"""The summary to beat: an article's own first three sentences."""

from dataclasses import dataclass, field
from itertools import islice

from mt.document import Summary
from mt.segment import segment

LEAD = "lead-3"


@dataclass(frozen=True)
class LeadSummarizer:
    """A :class:`mt.summarize.Summarizer` that many models fail to beat; a report without it says little."""

    sentences: int = 3
    identity: dict[str, str] = field(default_factory=lambda: {"name": LEAD, "digest": ""})

    def summarize(self, text: str) -> Summary:
        """Return the first sentences of ``text``."""
        found = (s.text for line in text.splitlines() if line.strip() for s in segment(line))
        first = tuple(islice(found, self.sentences))
        return Summary(" ".join(first), first, "lead")
