"""PDF: the text layer read in the order in which people read it."""

import re

import pytest

from mt.document import TranslatedParagraph
from mt.errors import InputError
from mt.inline import unaligned
from mt.read import open_document, read_page


def plain(texts) -> list[TranslatedParagraph]:
    """Translations of which only the words are known."""
    return [unaligned(text) for text in texts]


def visual(line: str) -> str:
    """A right-to-left line as printers draw it: letters from the left, numbers and Latin words kept."""
    mirrored = line[::-1].translate(str.maketrans("()", ")("))
    return re.sub(r"[0-9A-Za-z.,]*[0-9A-Za-z]", lambda found: found[0][::-1], mirrored)


def pdf(*lines: str) -> bytes:
    """A PDF of one page whose font maps each code to the letter of that code."""

    def stream(body: bytes) -> bytes:
        return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body)

    shown = b"".join(
        b"BT /F 12 Tf 50 %d Td <%s> Tj ET\n" % (800 - 20 * i, line.encode("utf-16-be").hex().encode())
        for i, line in enumerate(map(visual, lines))
    )
    to_unicode = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        b"2 beginbfrange <0020> <00FF> <0020>\n<0600> <06FF> <0600> endbfrange\nendcmap end end"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 842] /Contents 4 0 R "
        b"/Resources << /Font << /F 5 0 R >> >> >>",
        stream(shown),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R] "
        b"/ToUnicode 7 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        b"/Supplement 0 >> /DW 500 >>",
        stream(to_unicode),
    ]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def test_the_text_layer_of_a_pdf_is_read_and_its_lines_of_print_joined():
    data = pdf(
        "عنوان قصير",
        "أعلن الجيش الليبي سيطرته على المدينة بعد",
        "معارك استمرت ثلاثة أيام.",
        "وقال المتحدث إن الوضع هادئ الآن في المدن.",
    )
    page, _ = read_page(data, name="x.pdf")
    assert page.text.split("\n") == [
        "عنوان قصير",
        "أعلن الجيش الليبي سيطرته على المدينة بعد معارك استمرت ثلاثة أيام.",
        "وقال المتحدث إن الوضع هادئ الآن في المدن.",
    ]


def test_numbers_names_and_brackets_of_a_pdf_line_come_in_reading_order():
    line = "قتل 2,500 شخص في BBC عام 2020 بينهم (ثلاثة) أطفال."
    assert read_page(pdf(line), name="x.pdf")[0].text == line


def test_a_pdf_is_no_document_to_write_back():
    assert open_document(pdf("خبر"), name="x.pdf") is None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\nnonsense", "damaged PDF"),
        (pdf(), "no text layer"),
        (pdf("dlrow olleH"), "no Arabic text"),
    ],
)
def test_a_pdf_that_cannot_be_used_is_refused(data, reason):
    with pytest.raises(InputError, match=rf"^x\.pdf: .*{reason}"):
        read_page(data, name="x.pdf")
