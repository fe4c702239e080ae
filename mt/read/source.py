"""What every format hands over: the texts to translate, and a way to put the translations back."""

import importlib
import re
from collections.abc import Sequence
from types import ModuleType
from typing import Protocol

from mt.document import TranslatedParagraph
from mt.errors import InputError, UsageError

_ARABIC = re.compile("[\u0621-\u064a\u0660-\u0669\u0671-\u06d3\u06f0-\u06f9\ufb50-\ufdff\ufe70-\ufefc]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
# Directions are for the reader of the source; in English text they turn brackets and numbers around.
_MARKS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
_SURROGATES = re.compile("[\ud800-\udfff]")


class Document(Protocol):
    """A document whose texts can be replaced while everything else stays.

    ``texts`` are the pieces to translate in reading order: one line each, without markup, each with
    Arabic in it. ``notes`` says, for people, what the document has lost when it has been rebuilt.
    """

    @property
    def suffix(self) -> str:
        """The format, as the suffix that :meth:`rebuild` writes, such as ``".docx"``."""
        ...

    @property
    def texts(self) -> Sequence[str]:
        """The pieces to translate."""
        ...

    @property
    def notes(self) -> Sequence[str]:
        """What the format could not keep."""
        ...

    def rebuild(self, translations: Sequence[TranslatedParagraph]) -> bytes:
        """Return the file with ``translations[i]`` in the place of ``texts[i]``. To be called once.

        Bold words, links and the like go where the alignment of the sentences says. Without one
        (:func:`mt.inline.unaligned`) a text is treated as a whole. A translation that is its own text, as of
        a paragraph in another language, leaves its place untouched.
        """
        ...


def has_arabic(text: str) -> bool:
    """Whether a text has an Arabic letter or digit; others are left as they stand.

    >>> has_arabic("12 km"), has_arabic("١٢ كم")
    (False, True)
    """
    return _ARABIC.search(text) is not None


def one_line(text: str) -> str:
    r"""Return ``text`` with every run of white space as one space, none around it.

    >>> one_line(" خبر\n  عاجل ")
    'خبر عاجل'
    """
    return " ".join(text.split())


def safe(text: str) -> str:
    r"""Return ``text`` without direction marks and without characters that XML forbids.

    >>> safe("\u200fArmy\x00")
    'Army'
    """
    return without_controls(without_marks(text))


def without_controls(text: str) -> str:
    """Return ``text`` without the characters that XML forbids or that control a terminal."""
    return _SURROGATES.sub("\ufffd", _CONTROLS.sub("", text))


def without_marks(text: str) -> str:
    r"""Return ``text`` without marks that turn its direction.

    >>> without_marks("\u200f(2 km)\u200e")
    '(2 km)'
    """
    return _MARKS.sub("", text)


def require(module: str, *, what: str) -> ModuleType:
    """Import a library of the ``documents`` extra; :class:`~mt.errors.UsageError` names the command to install it."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise UsageError(f'{what} needs more than is installed: pip install "mt-digest[documents]"') from error


def check_count(name: str, texts: Sequence[str], translations: Sequence[TranslatedParagraph]) -> None:
    """Raise :class:`ValueError` unless there is one translation a text."""
    if len(texts) != len(translations):
        raise ValueError(f"{name}: {len(texts)} texts, but {len(translations)} translations")


def nothing_arabic(name: str) -> InputError:
    """The error for a document without anything to translate."""
    return InputError(f"{name}: no Arabic text was found; this tool translates from Arabic")


def lost_note(count: int) -> tuple[str, ...]:
    """The note on bold words, links and the like for which no word was found."""
    if not count:
        return ()
    places = "place was" if count == 1 else "places were"
    return (f"bold, italics or a link at {count} {places} left out: its words have none in the translation",)
