"""Bytes in a known format -> :class:`~mt.document.Page`, or a :class:`Document` and back. One file a format.

:mod:`mt.read.web` fetches such bytes from an address.
"""

from mt.read.formats import ALIASES, MAX_DOCUMENT_BYTES, PACKED, SUFFIXES, format_of, open_document, read_page
from mt.read.source import Document
from mt.read.text import MAX_BYTES, decode, from_text, read_bytes, read_path

__all__ = [
    "ALIASES",
    "MAX_BYTES",
    "MAX_DOCUMENT_BYTES",
    "PACKED",
    "SUFFIXES",
    "Document",
    "decode",
    "format_of",
    "from_text",
    "open_document",
    "read_bytes",
    "read_page",
    "read_path",
]
