"""From a summary of a text to the translations it rests on, and so to their Arabic."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from mt.confidence import GRAVE, HARMLESS
from mt.document import Summary, SummarySentence, TranslatedParagraph, Translation
from mt.segment import segment_english
from mt.support.tokens import ends_properly

from .source import PAGE_BREAK

_PAIRS = (("“", "”"), ("«", "»"), ("(", ")"), ("[", "]"))
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
    """Return the English of ``paragraphs``, one line each, a page break between those of several pages.

    Where a sentence would run over the end of a translation because a quotation was not closed, each of the
    paragraph's translations has a line. A quotation that was closed keeps its sentences, and who said them, together.
    """
    pages = ("\n".join(map(_line, page)) for _, page in groupby(paragraphs, key=lambda paragraph: paragraph.page))
    return f"\n{PAGE_BREAK}".join(pages)


class Trace:
    """Where the sentences of :func:`text_of` come from.

    A summarizer numbers the sentences it finds in the English; the translations stand for Arabic ones, and
    two English sentences may come from one Arabic. ``doubtful`` are the numbers of the English ones of low
    confidence or with a warning of a check, ``headline`` those of the first paragraph where a page is ``titled``.
    """

    def __init__(self, paragraphs: Sequence[TranslatedParagraph], *, titled: bool = False) -> None:
        found = list(_places(paragraphs))
        self._places = [place for places in found for place in places]
        self.headline = frozenset(range(len(found[0]))) if titled and found else frozenset()
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
        line = _line(paragraph)
        spans = [(number, start, end) for number, (start, end) in enumerate(_spans(paragraph, line), first)]
        places, begin = [], 0
        for sentence in (sentence for part in line.split("\n") for sentence in segment_english(part)):
            begin = line.index(sentence, begin)
            stop = begin + len(sentence)
            places.append(tuple(number for number, start, end in spans if max(start, begin) < min(end, stop)))
            begin = stop
        yield places
        first += len(paragraph.sentences)


def _line(paragraph: TranslatedParagraph) -> str:
    """The English of a paragraph, with line breaks where no sentence may run on."""
    line = " ".join(paragraph.translation.split())
    if line.count('"') % 2 == 0 and all(line.count(left) == line.count(right) for left, right in _PAIRS):
        return line
    ends = {end for start, end in _spans(paragraph, line) if start < end < len(line) and ends_properly(line[start:end])}
    at, found = 0, set()
    for sentence in segment_english(line):
        at = line.index(sentence, at) + len(sentence)
        found.add(at)
    if ends <= found:
        return line
    return "".join("\n" if at in ends and character == " " else character for at, character in enumerate(line))


def _spans(paragraph: TranslatedParagraph, line: str) -> Iterator[tuple[int, int]]:
    """Where each translation stands in the line of its paragraph; an empty span for one that is not there."""
    end = 0
    for translation in paragraph.sentences:
        text = " ".join(translation.text.split())
        start = line.find(text, end)
        if text and start >= 0:
            end = start + len(text)
            yield start, end
        else:
            yield end, end
