"""Which format some bytes are in, and what can be made of them: a page to digest, or a document to translate.

The content decides before the name does: a web page saved as ``page.txt`` is a web page.
"""

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import PurePath

from mt.document import Page
from mt.errors import InputError, UsageError
from mt.read.source import Document
from mt.read.text import MAX_BYTES, decode, from_text

MAX_DOCUMENT_BYTES = 100_000_000
"""Largest docx, odt, epub or pdf taken, in bytes: most of such a file are pictures, which cost nothing."""

ALIASES = {".htm": ".html", ".xhtml": ".html", ".markdown": ".md", ".ndjson": ".jsonl"}
PACKED = frozenset((".docx", ".odt", ".epub"))
"""Formats that are no text and so have no place on a terminal or in a pipe of text."""

SUFFIXES = frozenset((".html", ".md", ".srt", ".vtt", ".json", ".jsonl", ".csv", ".tsv")) | PACKED
"""Formats that can be written back."""

_TABLES = (".csv", ".tsv", ".json", ".jsonl")
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_STOPS = re.compile(r"[.؟!?…:][\s\"”»)]*$")


def format_of(data: bytes, name: str) -> str:
    """The format as a suffix; ``".txt"`` for everything that has none of its own.

    >>> format_of(b"<!doctype html><p>", "page.txt")
    '.html'
    """
    suffix = PurePath(name).suffix.lower()
    suffix = ALIASES.get(suffix, suffix)
    if data.startswith(b"%PDF-"):
        return ".pdf"
    if data.startswith(b"PK\x03\x04"):
        return _packed(data) or (suffix if suffix in PACKED else ".txt")
    if suffix in PACKED or suffix == ".pdf":
        raise InputError(f"{name}: is no {suffix} file, whatever its name says; save it again from its program")
    if _MARKUP.match(data[:5000]):
        return ".html"
    if data.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        return ".vtt"
    return suffix if suffix in SUFFIXES else ".txt"


def _format_with(columns: Sequence[str], data: bytes, name: str) -> str:
    """The format, which must have columns where any are named."""
    kind = format_of(data, name)
    if columns and kind not in _TABLES:
        raise UsageError(f"{name}: has no columns: leave out --column, which is for {', '.join(_TABLES)}")
    return kind


def _packed(data: bytes) -> str | None:
    from mt.read.epub import MIMETYPE
    from mt.read.odt import MIMETYPES

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" in names:
                return ".docx"
            if "mimetype" in names:
                with archive.open("mimetype") as stream:
                    kind = stream.read(200).strip()
                return ".epub" if kind == MIMETYPE else ".odt" if kind in MIMETYPES else None
    except Exception:  # damaged, locked: whoever opens it says so
        return None
    return None


def open_document(data: bytes, *, name: str, columns: Sequence[str] = ()) -> Document | None:
    """The document in ``data``, or None when it is plain text or a PDF, which cannot be written back.

    ``columns`` names the columns of a table, or the fields of JSON, to translate. Raises
    :class:`~mt.errors.InputError` for damaged and hostile files, :class:`~mt.errors.UsageError` for wrong
    ``columns`` and for a library that is not installed.
    """
    kind = _format_with(columns, data, name)
    if kind not in SUFFIXES:
        return None
    most = MAX_DOCUMENT_BYTES if kind in PACKED else MAX_BYTES
    if len(data) > most:
        raise InputError(f"{name}: longer than {most:,} bytes; split it")
    if kind in _TABLES:
        from mt.read.tables import RecordsDocument, TableDocument

        table = TableDocument if kind in (".csv", ".tsv") else RecordsDocument
        return table(data, name, columns=columns)
    return _opener(kind)(data, name)


def _opener(kind: str) -> Callable[[bytes, str], Document]:
    """The class of a format; only its own libraries are imported."""
    if kind == ".html":
        from mt.read.html import HtmlDocument as Found
    elif kind == ".docx":
        from mt.read.docx import DocxDocument as Found  # type: ignore[assignment]
    elif kind == ".odt":
        from mt.read.odt import OdtDocument as Found  # type: ignore[assignment]
    elif kind == ".epub":
        from mt.read.epub import EpubDocument as Found  # type: ignore[assignment]
    elif kind == ".md":
        from mt.read.markdown import MarkdownDocument as Found  # type: ignore[assignment]
    else:
        from mt.read.subtitles import SubtitleDocument as Found  # type: ignore[assignment]
    return Found


def read_page(data: bytes, *, name: str, columns: Sequence[str] = ()) -> tuple[Page, dict[str, str]]:
    """The text of a document of any format as a page, and what it says of itself: title, date, author, site.

    Raises what :func:`open_document` and :func:`~mt.read.decode` raise.
    """
    kind = _format_with(columns, data, name)
    if kind == ".html" and len(data) <= MAX_BYTES:
        from mt.read.html import article

        return article(data, name=name)
    if kind == ".pdf":
        from mt.read.pdf import pdf_text

        if len(data) > MAX_DOCUMENT_BYTES:
            raise InputError(f"{name}: longer than {MAX_DOCUMENT_BYTES:,} bytes; split it")
        return from_text(pdf_text(data, name=name), name=name), {}
    document = open_document(data, name=name, columns=columns)
    if document is None:
        return decode(data, name=name), {}
    texts = _sentences(document.texts) if kind in (".srt", ".vtt") else document.texts
    return from_text("\n".join(texts), name=name), {}


def _sentences(cues: Sequence[str]) -> list[str]:
    """Cues joined until a sentence ends: each by itself is a fragment."""
    joined: list[str] = []
    goes_on = False
    for cue in cues:
        if goes_on and len(joined[-1]) < 500:
            joined[-1] += f" {cue}"
        else:
            joined.append(cue)
        goes_on = not _STOPS.search(cue)
    return joined
