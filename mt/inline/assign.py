"""Spans made whole: pieces joined, strays dropped, and a word found for those that have none."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from mt.inline.runs import Source, Span, Style, common
from mt.inline.words import Bounds, Word

_BRIDGE = 3  # small words that may join two pieces of a span


def assign(words: Sequence[Word], bounds: Sequence[Bounds], source: Source) -> list[Span]:
    """Settle the style of every word; return the spans that no word is in."""
    table = _Assignment(words, bounds, source)
    for span in source.spans:
        table.bridge(span)
        table.drop_strays(span)
    for span in source.spans:
        if span.has_text and not table.homes[span]:
            table.rescue(span)
    return [span for span in source.spans if span.has_text and not table.homes[span]]


class _Assignment:
    """Words with their spans, and spans with the numbers of their words."""

    def __init__(self, words: Sequence[Word], bounds: Sequence[Bounds], source: Source) -> None:
        self._words = words
        self._bounds = bounds
        self._source = source
        self.homes: defaultdict[Span, set[int]] = defaultdict(set)
        self._aligned: defaultdict[int, list[int]] = defaultdict(list)  # by the start of the source word
        for i, word in enumerate(words):
            for span in word.style:
                self.homes[span].add(i)
            for start, _ in word.sources:
                self._aligned[start].append(i)

    def _set(self, i: int, style: Style) -> None:
        for span in self._words[i].style:
            self.homes[span].discard(i)
        self._words[i].style = style
        for span in style:
            self.homes[span].add(i)

    def bridge(self, span: Span) -> None:
        """Join two pieces of a span that only a few small words of no other span part."""
        words = self._words
        for left, right in pairwise(sorted(self.homes[span])):
            if not 1 < right - left <= _BRIDGE + 1 or words[left].sentence != words[right].sentence:
                continue
            style = common(words[left].style, words[right].style)
            if all(word.is_small and set(word.style) <= set(style) for word in words[left + 1 : right]):
                for i in range(left + 1, right):
                    self._set(i, style)

    def drop_strays(self, span: Span) -> None:
        """Take pieces of small words out of a span that has others, unless a span inside it would vanish."""
        own = sorted(self.homes[span])
        pieces = [[i for _, i in group] for _, group in groupby(enumerate(own), key=lambda pair: pair[1] - pair[0])]
        strays = {i for piece in pieces if all(self._words[i].is_small for i in piece) for i in piece}
        if len(strays) == len(own):
            return
        for i in strays:
            inside = {other for other in self._words[i].style if span.holds(other)}
            if all(self.homes[other] - strays for other in inside):
                self._set(i, tuple(other for other in self._words[i].style if other not in inside))

    def rescue(self, span: Span) -> None:
        """Give a word to a span that has none: an aligned one, to a link any; never the only one of another."""
        chain = self._source.shared(span.first, span.last + 1)
        starts = [i for i in range(span.first, span.last + 1) if i in self._aligned]
        starts += self._behind_prefix(span) if not starts else []
        order: Iterable[int] = [i for start in starts for i in self._aligned[start]]
        if span.mark.is_link:
            order = [*order, *self._by_distance(span)]
        second = None
        for i in order:
            others = set(self._words[i].style) - set(chain)
            if not others:
                self._set(i, chain)
                return
            if second is None and all(len(self.homes[other]) > 1 for other in others):
                second = i
        if second is not None:
            self._set(second, chain)

    def _behind_prefix(self, span: Span) -> list[int]:
        """The start of the word that the span begins in the middle of."""
        start = self._source.text.rfind(" ", 0, span.first) + 1
        return [start] if start in self._aligned else []

    def _by_distance(self, span: Span) -> list[int]:
        """All words: those of the span's sentence first, from what stood closest to it, or else from the end."""
        words, bounds = self._words, self._bounds
        home = next((n for n, b in enumerate(bounds) if span.first < b.source[1]), len(bounds) - 1)
        own = [i for i, word in enumerate(words) if word.sentence == home]
        near = own[-1] if own else 0
        if aligned := [i for i in own if words[i].sources]:
            near = min(aligned, key=lambda i: min(max(s - span.last, span.first - e + 1) for s, e in words[i].sources))

        def badness(i: int) -> tuple[bool, bool, int]:
            return words[i].sentence != home, not any(map(str.isalnum, words[i].text)), abs(i - near)

        return sorted(range(len(words)), key=badness)
