"""The two sides of a paragraph as HTML: sentences that carry their number, words that carry their alignment."""

from collections.abc import Callable, Iterator
from html import escape

from ..document import TranslatedParagraph, Translation
from .notes import Note, visible
from .strings import Strings

LEVELS = {"medium": "◑", "low": "○"}
"""The symbols of a doubtful sentence; one that is not is left in peace."""


class Sides:
    """Writes paragraphs in reading order, counting their sentences from 0.

    ``note`` gives the next number's note, ``mark`` a note's mark, ``prefix`` begins the ids; ``arabic`` says
    whether the other side will be there.
    """

    def __init__(
        self, strings: Strings, *, note: Callable[[], Note | None], mark: Callable[[Note | None], str], prefix: str
    ) -> None:
        self._strings, self._note, self._mark, self._prefix = strings, note, mark, prefix
        self._next = 0

    def both(self, paragraph: TranslatedParagraph, *, arabic: bool) -> tuple[str, str]:
        """Return the English and the Arabic of the next paragraph; without ``arabic`` nothing for the latter."""
        first, self._next = self._next, self._next + len(paragraph.sentences)
        return (
            "".join(self._english(paragraph, first, arabic)),
            "".join(_arabic(paragraph, first)) if arabic else "",
        )

    def _english(self, paragraph: TranslatedParagraph, first: int, arabic: bool) -> Iterator[str]:
        """The translation, every sentence numbered and marked; one edited by hand keeps what can be found."""
        start, lost = 0, ""
        for number, sentence in enumerate(paragraph.sentences, first):
            mark = self._mark(self._note() if sentence.flags else None)
            at = paragraph.translation.find(sentence.text, start)
            if at < 0:
                lost += mark
                continue
            yield escape(visible(paragraph.translation[start:at]))
            start = at + len(sentence.text)
            if sentence.text:
                yield self._sentence(sentence, number, arabic)
            yield mark
        yield escape(visible(paragraph.translation[start:])) + lost

    def _sentence(self, sentence: Translation, number: int, arabic: bool) -> str:
        words = arabic and bool(sentence.alignment)
        text = _words(sentence.text) if words else escape(visible(sentence.text))
        pairs = " ".join(f"{a}-{b}" for a, b in sentence.alignment)
        attributes = [f'class="s{" doubt" if sentence.flags else ""}"', f'data-s="{number}"']
        attributes.append(f'id="{self._prefix}s{number}"')
        attributes += [f'data-a="{pairs}"'] if words else []
        # One stop for the Tab key; from there the arrow keys lead on.
        attributes += [f'tabindex="{-1 if number else 0}"'] if arabic else []
        return f"<span {' '.join(attributes)}>{text}</span>{self._level(sentence.confidence)}"

    def _level(self, level: str) -> str:
        if level not in LEVELS:
            return ""
        label = escape(self._strings[f"digest.{level}"])
        return f'<span class="level {level}" role="img" title="{label}" aria-label="{label}">{LEVELS[level]}</span>'


def _arabic(paragraph: TranslatedParagraph, first: int) -> Iterator[str]:
    start = 0
    for number, sentence in enumerate(paragraph.sentences, first):
        at = paragraph.source.find(sentence.source, start)
        if at < 0 or not sentence.source:
            continue
        yield escape(visible(paragraph.source[start:at]))
        start = at + len(sentence.source)
        text = _words(sentence.source) if sentence.alignment else escape(visible(sentence.source))
        yield f'<span class="s" data-s="{number}">{text}</span>'
    yield escape(visible(paragraph.source[start:]))


def _words(text: str) -> str:
    """``text`` with every word of ``text.split()`` in an element, so that the nth element is the nth word."""
    made, start = [], 0
    for word in text.split():
        at = text.index(word, start)
        made.append(escape(visible(text[start:at])))
        made.append(f"<span data-w>{escape(visible(word))}</span>")
        start = at + len(word)
    return "".join(made)
