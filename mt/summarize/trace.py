"""From a summary of a text to the translations it rests on, and so to their Arabic."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from mt.confidence import GRAVE, HARMLESS
from mt.document import Summary, SummarySentence, TranslatedParagraph, Translation
from mt.segment import segment_english

from .source import PAGE_BREAK

_UNREADABLE = GRAVE | {"other-language"}


def readable(paragraph: TranslatedParagraph) -> TranslatedParagraph:
    """Return ``paragraph`` without the sentences that no summary may rest on; their places stay, empty.

    Those are loops, left-over Arabic, lost negations and paragraphs in another language.
    """
    sentences = tuple(
        replace(s, text="") if any(flag.kind in _UNREADABLE for flag in s.flags) else s for s in paragraph.sentences
    )
    if sentences == paragraph.sentences:
        return paragraph
    return replace(paragraph, sentences=sentences, translation=" ".join(s.text for s in sentences if s.text))


def text_of(paragraphs: Sequence[TranslatedParagraph]) -> str:
    """Return the English of ``paragraphs``, one line each, a page break between those of several pages."""
    pages = ("\n".join(map(_line, page)) for _, page in groupby(paragraphs, key=lambda paragraph: paragraph.page))
    return f"\n{PAGE_BREAK}".join(pages)


class Trace:
    """Where the sentences of :func:`text_of` come from.

    A summarizer numbers the sentences it finds in the English; the translations stand for Arabic ones, and
    two English sentences may come from one Arabic. ``doubtful`` are the numbers of the English ones of low
    confidence or with a warning of a check.
    """

    def __init__(self, paragraphs: Sequence[TranslatedParagraph]) -> None:
        self._places = [place for places in _places(paragraphs) for place in places]
        doubtful = {n for n, s in enumerate(s for p in paragraphs for s in p.sentences) if _is_doubtful(s)}
        self.doubtful = frozenset(at for at, place in enumerate(self._places) if doubtful.intersection(place))

    def summary(self, summary: Summary) -> Summary:
        """Return ``summary`` with sources that count the translations of the paragraphs, from 0."""
        return replace(summary, sentences=tuple(map(self.sentence, summary.sentences)))

    def sentence(self, sentence: SummarySentence) -> SummarySentence:
        """Return one sentence with sources that count translations."""
        found = {number for at in sentence.sources if at < len(self._places) for number in self._places[at]}
        return replace(sentence, sources=tuple(sorted(found)))


def _is_doubtful(translation: Translation) -> bool:
    return translation.confidence == "low" or any(flag.kind not in HARMLESS for flag in translation.flags)


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
