"""Bytes of a page -> :class:`~mt.document.Page`. One file a format; plain text so far."""

from mt.read.text import MAX_BYTES, decode, from_text, read_path

__all__ = ["MAX_BYTES", "decode", "from_text", "read_path"]
