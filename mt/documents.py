"""A document in, the same document in English out: what :mod:`mt.read` opens, the pipeline translates.

>>> from mt.read import open_document
>>> from mt.testing import FakeTranslator
>>> document = open_document("# خبر".encode(), name="x.md")
>>> translate_document(document, name="x.md", translator=FakeTranslator())[0]
b'# khbr'
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from .document import Digest, Page, TranslatedParagraph, Translation
from .engine import Progress
from .errors import UsageError
from .inline import unaligned
from .pipeline import translate_lines
from .read import ALIASES, PACKED, Document
from .read.source import safe
from .report import visible
from .translate import Translator

# A number alone is copied, not translated; in an English table it needs the digits of the others.
_DIGITS = {base + i: str(i) for base in (0x0660, 0x06F0) for i in range(10)} | {0x066A: "%", 0x066B: ".", 0x066C: ","}
_UNSHOWN = re.compile("\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def translate_document(
    document: Document, *, name: str, translator: Translator, progress: Progress | None = None
) -> tuple[bytes, Digest]:
    """Translate every text of ``document``; return the rebuilt file and what was done.

    Paragraph ``line`` n of the digest is text n of the document, counted from 1. ``document`` is used up.
    Raises :class:`~mt.errors.ModelError`.
    """
    digest = translate_lines(page_of(document.texts, name), translator=translator, progress=progress)
    found = {paragraph.line: paragraph for paragraph in digest.paragraphs}
    places = range(1, len(document.texts) + 1)
    return document.rebuild([_printable(found[n]) if n in found else unaligned("") for n in places]), digest


def _printable(paragraph: TranslatedParagraph) -> TranslatedParagraph:
    """The paragraph as a document may hold it; one in another language as it stands."""
    if any(flag.kind == "other-language" for flag in paragraph.flags):
        return paragraph
    sentences = tuple(map(_printable_sentence, paragraph.sentences))
    return replace(paragraph, translation=" ".join(s.text for s in sentences if s.text), sentences=sentences)


def _printable_sentence(sentence: Translation) -> Translation:
    """Controls taken out word by word, so that the alignment still counts the same words."""
    words = [safe(visible(word)).translate(_DIGITS) for word in sentence.text.split()]
    left = {old: new for new, old in enumerate(i for i, word in enumerate(words) if word)}
    pairs = tuple((i, left[j]) for i, j in sentence.alignment if j in left)
    return replace(sentence, text=" ".join(filter(None, words)), alignment=pairs)


def page_of(texts: Sequence[str], name: str) -> Page:
    """One text a line, so that a line's number finds its text again."""
    return Page(name, "\n".join(texts))


def keeps_format(suffix: str, out: Path | None) -> bool:
    """Whether a document of this format, written to ``out`` (None: standard output), keeps its format.

    Raises :class:`~mt.errors.UsageError` where it should but cannot.
    """
    if out is None:
        if suffix in PACKED:
            raise UsageError(
                f"a {suffix} file has no place on standard output: name a file with --out, or use --to text"
            )
        return True
    wanted = ALIASES.get(out.suffix.lower(), out.suffix.lower())
    if wanted == suffix:
        return True
    if wanted not in ("", ".txt", ".text", ".json"):
        raise UsageError(f"{out}: this input can be written as {suffix}, text or json, not as {wanted}")
    return False


def shown(data: bytes) -> str:
    """A rebuilt text file without the characters that a terminal would obey."""
    return _UNSHOWN.sub("", data.decode("utf-8", "replace"))
