"""From a summary of a text to the translations it rests on, and so to their Arabic."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mt.document import Summary, SummarySentence, TranslatedParagraph
from mt.segment import segment_english


def text_of(paragraphs: Sequence[TranslatedParagraph]) -> str:
    """Return the English of ``paragraphs``, one line each: what a summarizer is given."""
    return "\n".join(map(_line, paragraphs))


class Trace:
    """Where the sentences of :func:`text_of` come from.

    A summarizer numbers the sentences it finds in the English; the translations stand for Arabic ones, and
    two English sentences may come from one Arabic.
    """

    def __init__(self, paragraphs: Sequence[TranslatedParagraph]) -> None:
        self._places = [place for places in _places(paragraphs) for place in places]

    def summary(self, summary: Summary) -> Summary:
        """Return ``summary`` with sources that count the translations of the paragraphs, from 0."""
        return replace(summary, sentences=tuple(map(self.sentence, summary.sentences)))

    def sentence(self, sentence: SummarySentence) -> SummarySentence:
        """Return one sentence with sources that count translations."""
        found = {number for at in sentence.sources if at < len(self._places) for number in self._places[at]}
        return replace(sentence, sources=tuple(sorted(found)))


def _places(paragraphs: Sequence[TranslatedParagraph]) -> Iterator[list[tuple[int, ...]]]:
    """For each English sentence of each paragraph, the numbers of the translations it overlaps."""
    first = 0
    for paragraph in paragraphs:
        line, end, spans = _line(paragraph), 0, []
        for number, translation in enumerate(paragraph.sentences, first):
            text = " ".join(translation.text.split())
            start = line.find(text, end)
            if text and start >= 0:
                end = start + len(text)
                spans.append((number, start, end))
        places, begin = [], 0
        for sentence in segment_english(line):
            begin = line.index(sentence, begin)
            stop = begin + len(sentence)
            places.append(tuple(number for number, start, end in spans if start < stop and begin < end))
            begin = stop
        yield places
        first += len(paragraph.sentences)


def _line(paragraph: TranslatedParagraph) -> str:
    return " ".join(paragraph.translation.split())
