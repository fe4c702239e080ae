"""PDF files: their text layer, as paragraphs. Nothing is written back: a page's letters have fixed places.

PDFium, because it puts the letters of an Arabic line, which a PDF holds as they look from left to right,
back into reading order, numbers and Latin names in it included; pypdf leaves the pieces of such a line
in the wrong order.
"""

import re
import threading
import unicodedata
from contextlib import closing
from typing import Any

from mt.errors import InputError
from mt.read.source import has_arabic, one_line, require

MAX_PAGES = 2_000
MAX_CHARACTERS = 5_000_000
"""Characters of all pages together; a hostile file can say one page over and over."""

_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
_STOPS = re.compile(r"[.؟!?:]\s*[\"”»)]*$")
_LOCK = threading.Lock()  # PDFium does one thing at a time
_FULL = 0.75  # of the longest line: a shorter one ends its paragraph


def pdf_text(data: bytes, *, name: str) -> str:
    """The text of a PDF, a paragraph a line, a blank line between pages.

    Raises :class:`~mt.errors.InputError` when it is damaged, locked, absurdly long, or only pictures of text.
    """
    pdfium = require("pypdfium2", what="reading PDF files")
    with _LOCK:
        try:
            with closing(pdfium.PdfDocument(data)) as document:
                pages = _pages(document, name)
        except pdfium.PdfiumError as error:
            locked = "password" in str(error).lower()
            reason = (
                "is locked with a password; save a copy without one"
                if locked
                else (f"is a damaged PDF ({error}); print it to a new PDF and retry")
            )
            raise InputError(f"{name}: {reason}") from error
    if not any(page.strip() for page in pages):
        raise InputError(f"{name}: has no text layer, only pictures; run a text recognition (OCR) on it first")
    text = "\n\n".join("\n".join(_paragraphs(page)) for page in pages)
    if not has_arabic(text):
        raise InputError(f"{name}: no Arabic text was found in its text layer; this tool translates from Arabic")
    return text


def _pages(document: Any, name: str) -> list[str]:
    if len(document) > MAX_PAGES:
        raise InputError(f"{name}: has more than {MAX_PAGES:,} pages; split it")
    pages: list[str] = []
    left = MAX_CHARACTERS
    for number in range(len(document)):
        with closing(document[number]) as page, closing(page.get_textpage()) as layer:
            left -= layer.count_chars()
            if left < 0:
                raise InputError(f"{name}: holds more than {MAX_CHARACTERS:,} characters; split it")
            text = layer.get_text_bounded()
        pages.append(_PRESENTATION.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text))
    return pages


def _paragraphs(page: str) -> list[str]:
    """Lines of print joined: a paragraph ends at a blank line, or where a line is short or stops early."""
    lines = [one_line(line) for line in page.splitlines()]
    longest = max((len(line) for line in lines), default=0)
    paragraphs: list[str] = []
    goes_on = False
    for line in lines:
        if goes_on and line:
            paragraphs[-1] += f" {line}"
        elif line:
            paragraphs.append(line)
        full = len(line) >= _FULL * longest
        goes_on = bool(line) and full and not (_STOPS.search(line) and len(line) < 0.95 * longest)
    return paragraphs
