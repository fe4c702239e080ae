"""What documents with text inside of markup share: texts that know their places."""

from collections.abc import Sequence
from typing import Protocol

from mt.document import TranslatedParagraph
from mt.read.source import check_count, lost_note, nothing_arabic


class Text(Protocol):
    """A text of a document, and its place."""

    @property
    def text(self) -> str:
        """The text on one line, without markup."""
        ...

    def put(self, english: TranslatedParagraph) -> int:
        """Write a translation in its place; return how many marks found no words in it."""
        ...


class PlacedDocument:
    """A document that knows the place of each text; its format says in :meth:`write` what they become together."""

    suffix = ""

    def __init__(self, name: str, texts: Sequence[Text]) -> None:
        if not texts:
            raise nothing_arabic(name)
        self.name = name
        self.places = texts
        self.texts: Sequence[str] = [text.text for text in texts]
        self.notes: Sequence[str] = ()
        self.untouched: Sequence[Text] = ()  # in another language, which may run from right to left

    def rebuild(self, translations: Sequence[TranslatedParagraph]) -> bytes:
        """The document with each translation in the place of its text. To be called once."""
        check_count(self.name, self.texts, translations)
        lost, untouched = 0, []
        for text, source, english in reversed(list(zip(self.places, self.texts, translations, strict=True))):
            if english.translation == source:
                untouched.append(text)
            else:
                lost += text.put(english)
        self.untouched = untouched
        self.notes = lost_note(lost)
        return self.write()

    def write(self) -> bytes:
        """The bytes of the document, turned from left to right."""
        raise NotImplementedError
