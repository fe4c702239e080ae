"""A digest as a Word document: what the HTML report says, for whoever goes on writing.

English and Arabic stand beside each other in a table, the Arabic from right to left; headings are in the
reader's language. Needs python-docx, of the ``documents`` extra.
"""

import importlib.util
import io
from typing import TYPE_CHECKING, Any

from ..document import Digest
from ..errors import UsageError
from .notes import Block, Note, View, annotate, visible
from .strings import Language, Strings
from .text import footer, row_of, shorten, summary_title

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_ARABIC_FONT = "Noto Naskh Arabic"  # Word takes its own where this is not installed
_SMALL = 9  # points
_WIDTHS = (2.0, 4.0, 9.2)  # centimetres of the columns line, reason and text


def is_available() -> bool:
    """Whether python-docx is installed."""
    return importlib.util.find_spec("docx") is not None


def to_docx(digest: Digest, *, language: Language = "en") -> bytes:
    """Return the document's bytes. Raises :class:`~mt.errors.UsageError` without python-docx."""
    try:
        import docx
    except ImportError as error:
        needed = 'writing Word documents needs more than is installed: pip install "mt-digest[documents]"'
        raise UsageError(needed) from error
    writer = _Writer(docx.Document(), digest, Strings(language))
    writer.write()
    out = io.BytesIO()
    writer.document.save(out)
    return out.getvalue()


class _Writer:
    """Writes one digest, part after part."""

    def __init__(self, document: "Document", digest: Digest, strings: Strings) -> None:
        self.document, self.digest, self.strings = document, digest, strings
        self.view: View = annotate(digest)

    def write(self) -> None:
        self.document.core_properties.title = _safe(self._title())
        self.document.core_properties.author = ""
        self._headline()
        self._summary()
        self._translation()
        self._doubts()
        self._left_out()
        self._note(footer(self.digest, self.strings))

    def _title(self) -> str:
        headline = self.view.headline
        return "".join(piece.text for piece in headline.pieces) if headline else self.strings.message(self.digest.name)

    def _headline(self) -> None:
        self.document.add_heading(_safe(self._title()), level=1)
        headline = self.view.headline
        if headline and headline.source:
            _arabic(self.document.add_paragraph(), headline.source, bold=True)
        if self.view.written:
            self._note(self.strings["digest.written"])

    def _summary(self) -> None:
        summary = self.view.summary
        if not summary:
            return
        head, _, aside = summary_title(self.digest, self.strings).partition(" (")
        self._heading(head)
        if aside:
            self._note(aside.removesuffix(")"))
        if self.view.bullets:
            for piece in summary.pieces:
                _english(self.document.add_paragraph(style="List Bullet"), Block((piece,)))
        else:
            _english(self.document.add_paragraph(), summary)

    def _translation(self) -> None:
        if not self.view.paragraphs:
            return
        self._heading(self.strings["digest.translation"])
        table: Any = None
        for block in self.view.paragraphs:
            if block.page:
                self.document.add_heading(_safe(block.page), level=3)
                table = None
            if table is None:
                table = self.document.add_table(rows=0, cols=2)
            english, arabic = table.add_row().cells
            _english(_first(english), block)
            _arabic(_first(arabic), block.source)

    def _doubts(self) -> None:
        if self.view.notes:
            self._heading(self.strings["digest.doubts"])
        for note in self.view.notes:
            paragraph = self._paragraph(style="List Bullet")
            self._run(paragraph, self._place(note))
            said = (self.strings.message(visible(flag.message)) for flag in note.flags)
            self._run(paragraph, self.strings.join.join(said)).bold = True

    def _place(self, note: Note) -> str:
        place = self.strings.message(note.place)
        quote = f", “{shorten(note.quote)}”" if note.quote.strip() else ""
        return " ".join(filter(None, (note.mark, f"{place}{quote}: ")))

    def _left_out(self) -> None:
        if not self.digest.removed:
            return
        self._heading(self.strings["digest.left_out"].format(count=len(self.digest.removed)))
        from docx.enum.table import WD_TABLE_DIRECTION
        from docx.shared import Cm

        table = self.document.add_table(rows=0, cols=3)
        table.autofit = False
        if self.strings.language == "ar":
            table.table_direction = WD_TABLE_DIRECTION.RTL
        for line in self.digest.removed:
            for cell, text, width in zip(table.add_row().cells, row_of(line, self.strings), _WIDTHS, strict=True):
                cell.width = Cm(width)
                _plain(_first(cell), text)

    def _heading(self, text: str) -> None:
        self._run(self._paragraph(style="Heading 2"), text)

    def _note(self, text: str) -> None:
        """Small words of ours, not of the page."""
        from docx.shared import Pt

        run = self._run(self._paragraph(), text)
        run.italic, run.font.size = True, Pt(_SMALL)

    def _paragraph(self, **more: str) -> "Paragraph":
        """A paragraph in the reader's language."""
        paragraph = self.document.add_paragraph(**more)
        if self.strings.language == "ar":
            _turn(paragraph)
        return paragraph

    def _run(self, paragraph: "Paragraph", text: str) -> "Run":
        """Words in the reader's language."""
        run = paragraph.add_run(_safe(text))
        run.font.rtl = self.strings.language == "ar" or None
        return run


def _english(paragraph: "Paragraph", block: Block) -> None:
    for piece in block.pieces:
        paragraph.add_run(_safe(piece.text))
        for mark in filter(None, (piece.origin, piece.note.mark if piece.note else "")):
            paragraph.add_run(_safe(f" {mark}")).font.superscript = True


def _arabic(paragraph: "Paragraph", text: str, *, bold: bool = False) -> None:
    from docx.oxml.ns import qn

    _turn(paragraph)
    run = paragraph.add_run(_safe(text))
    run.bold = run.font.cs_bold = bold or None
    run.font.rtl = True
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:cs"), _ARABIC_FONT)


def _plain(paragraph: "Paragraph", text: str) -> None:
    """A text of either script, which begins on its own side."""
    if any("\u0600" <= char <= "\u06ff" for char in text):
        _arabic(paragraph, text)
    else:
        paragraph.add_run(_safe(text))


def _turn(paragraph: "Paragraph") -> None:
    """Let a paragraph run from right to left."""
    from docx.oxml import OxmlElement

    properties = paragraph._p.get_or_add_pPr()
    # Word wants the properties in the order of its schema: bidi before spacing, indents and alignment.
    style = properties.find("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}pStyle")
    properties.insert(0 if style is None else 1, OxmlElement("w:bidi"))


def _first(cell: "_Cell") -> "Paragraph":
    paragraph: Paragraph = cell.paragraphs[0]
    return paragraph


def _safe(text: str) -> str:
    """``text`` without what XML cannot hold."""
    return "".join(char for char in visible(text) if char >= " ")
