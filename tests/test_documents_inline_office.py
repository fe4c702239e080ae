"""Bold words, links and notes inside the paragraphs of Word, OpenDocument and epub files."""

import io
import zipfile

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.hyperlink import Hyperlink
from inline_samples import PERSIAN, translated, word, word_run
from lxml import etree

from mt.documents import translate_document
from mt.read import open_document
from mt.testing import FakeTranslator

# --- Word -------------------------------------------------------------------------------------------------


def link(*runs):
    made = OxmlElement("w:hyperlink")
    made.set(qn("w:anchor"), "there")
    made.extend(runs)
    return made


def shown(data: bytes) -> list[tuple[str, bool]]:
    """The runs of the first paragraph as python-docx sees them: text, and whether it is bold or a link."""
    items = docx.Document(io.BytesIO(data)).paragraphs[0].iter_inner_content()
    return [(one.text, isinstance(one, Hyperlink) or bool(one.bold)) for one in items]


def test_runs_and_links_of_word_go_with_their_words_and_bold_of_right_to_left_is_bold():
    source = word(
        ("أعلن ", "rtl"), ("الجيش ", "bCs", "rtl"), ("الليبي", "bCs", "rtl"), (" عن ", "rtl"),
        link(word_run("بيان جديد", "rtl")), (".", "rtl"),
    )  # fmt: skip
    data = translated(source, "x.docx", ("The Libyan army issued a new statement.", "0-3 1-0 1-2 2-1 4-6 5-5"))
    assert shown(data) == [
        ("The Libyan army", True), (" issued a ", False), ("new statement", True), (".", False),
    ]  # fmt: skip
    body = docx.Document(io.BytesIO(data)).paragraphs[0]._p
    assert len(body.findall(qn("w:hyperlink"))) == 1
    assert not list(body.iter(qn("w:rtl")))


def test_a_word_paragraph_in_another_language_still_runs_from_right_to_left():
    data = word(("نعم", "rtl"))
    made = docx.Document(io.BytesIO(data))
    other = made.add_paragraph()
    other._p.append(word_run(PERSIAN, "rtl"))
    other._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    out = io.BytesIO()
    made.save(out)
    document = open_document(out.getvalue(), name="x.docx")
    data, _ = translate_document(document, name="x.docx", translator=FakeTranslator())
    paragraphs = docx.Document(io.BytesIO(data)).paragraphs
    assert [p.text for p in paragraphs] == ["nam", PERSIAN]
    assert [len(list(p._p.iter(qn("w:rtl"), qn("w:bidi")))) for p in paragraphs] == [0, 2]


def test_the_mark_of_a_footnote_in_word_stands_at_its_word():
    mark = OxmlElement("w:r")
    mark.append(OxmlElement("w:footnoteReference"))
    data = translated(word(("قال الوزير",), mark, (" أمس",)), "x.docx", ("Yesterday the minister said", "0-3 1-2 2-0"))
    body = docx.Document(io.BytesIO(data)).paragraphs[0]._p
    texts = [
        "[note]" if one.tag == qn("w:footnoteReference") else one.text
        for one in body.iter(qn("w:footnoteReference"), qn("w:t"))
    ]
    assert texts == ["Yesterday the minister", "[note]", " said"]


def test_a_link_that_word_wrote_as_a_field_moves_with_its_words():
    def mark(kind: str):
        run = OxmlElement("w:r")
        run.append(OxmlElement("w:fldChar"))
        run[0].set(qn("w:fldCharType"), kind)
        return run

    instruction = OxmlElement("w:r")
    instruction.append(OxmlElement("w:instrText"))
    instruction[0].text = ' HYPERLINK "http://x" '
    field = [mark("begin"), instruction, mark("separate"), word_run("الوزير"), mark("end")]
    data = translated(word(("قال ",), *field, (" أمس",)), "x.docx", ("Yesterday the minister said", "0-3 1-1 1-2 2-0"))
    body = docx.Document(io.BytesIO(data)).paragraphs[0]._p
    assert [(one.get(qn("w:instr")), one.findtext(f".//{qn('w:t')}")) for one in body.iter(qn("w:fldSimple"))] == [
        (' HYPERLINK "http://x" ', "the minister")
    ]
    assert "".join(one.text for one in body.iter(qn("w:t"))) == "Yesterday the minister said"


def test_a_run_that_a_line_break_cuts_keeps_its_formatting_on_both_sides():
    cut = word_run("الوزير", "b")
    cut.append(OxmlElement("w:br"))
    cut.append(word_run("أمس")[-1])
    data = translated(word(("قال ",), cut), "x.docx", ("the minister said", "0-2 1-0 1-1"), ("yesterday", "0-0"))
    runs = [(run.text, bool(run.bold)) for run in docx.Document(io.BytesIO(data)).paragraphs[0].runs]
    assert "".join(text for text, _ in runs) == "the minister said\nyesterday"
    assert [text for text, bold in runs if bold] == ["the minister", "\nyesterday"]


# --- OpenDocument and epub --------------------------------------------------------------------------------

ODF = "urn:oasis:names:tc:opendocument:xmlns"


def packed(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return out.getvalue()


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def test_spans_links_and_notes_of_an_opendocument_text_go_with_their_words():
    note = "<t:note><t:note-body><t:p>n</t:p></t:note-body></t:note>"
    body = f'<t:p>أعلن<t:s/><t:span t:style-name="B">الجيش</t:span>{note} عن <t:a h="y">بيان</t:a></t:p>'
    content = f'<o:d xmlns:o="{ODF}:office:1.0" xmlns:t="{ODF}:text:1.0">{body}</o:d>'
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
    data = translated(
        packed({**parts, "META-INF/manifest.xml": "<m/>"}), "x.odt", ("A statement by the army", "0-2 1-3 1-4 3-0 3-1")
    )
    written = part(data, "content.xml")
    assert written.partition("<t:p>")[2].removesuffix("</t:p></o:d>") == (
        f'<t:a h="y">A statement</t:a> by <t:span t:style-name="B">the army</t:span>{note}'
    )


def test_what_is_bold_for_arabic_letters_alone_is_bold_for_latin_ones():
    style = (
        f'<s:style xmlns:s="{ODF}:style:1.0" s:name="T2"><s:text-properties s:font-weight-complex="bold"/></s:style>'
        f'<s:style xmlns:s="{ODF}:style:1.0" s:name="T3"><s:text-properties s:font-name-complex="x"/></s:style>'
    )  # as LibreOffice writes them
    content = f'<o:d xmlns:o="{ODF}:office:1.0" xmlns:t="{ODF}:text:1.0">{style}<t:p>نعم</t:p></o:d>'
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
    data = translated(packed({**parts, "META-INF/manifest.xml": "<m/>"}), "x.odt", ("yes", ""))
    root = etree.fromstring(part(data, "content.xml").encode())
    found = [one.get(f"{{{ODF}:xsl-fo-compatible:1.0}}font-weight") for one in root.iter("{*}text-properties")]
    assert found == ["bold", None]


def test_inline_elements_of_a_book_go_with_their_words():
    chapter = '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>قال <em>الوزير</em> أمس</p></body></html>'
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml" '
        'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'
    )
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<c><rootfile full-path="a.opf"/></c>',
        "a.opf": opf,
        "a.xhtml": chapter,
    }
    data = translated(packed(parts), "x.epub", ("Yesterday the minister said", "0-3 1-1 1-2 2-0"))
    root = etree.fromstring(part(data, "a.xhtml").encode())
    paragraph = root.find(".//{*}p")
    assert paragraph.text == "Yesterday "
    assert [(one.text, one.tail) for one in paragraph] == [("the minister", " said")]
