"""Word, OpenDocument and epub files: same structure back, checked by other programs' readers where there are any."""

import io
import zipfile

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from mt.document import TranslatedParagraph
from mt.errors import InputError
from mt.inline import unaligned
from mt.read import open_document, read_page


def plain(texts) -> list[TranslatedParagraph]:
    """Translations of which only the words are known."""
    return [unaligned(text) for text in texts]


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A zip file of these parts; the first is stored, as epub and OpenDocument want their mimetype."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for i, (name, body) in enumerate(parts.items()):
            archive.writestr(name, body, zipfile.ZIP_DEFLATED if i else zipfile.ZIP_STORED)
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def numbered(document) -> bytes:
    return document.rebuild(plain([f"T{i}" for i in range(len(document.texts))]))


# --- Word -------------------------------------------------------------------------------------------------


@pytest.fixture
def word() -> bytes:
    made = docx.Document()
    made.add_heading("عنوان", 1)
    item = made.add_paragraph(style="List Bullet")
    item.add_run("أعلن ")
    item.add_run("الجيش").bold = True
    item.add_run(" سيطرته الكاملة")
    item._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    bold = made.add_paragraph()
    run = bold.add_run("غامق")
    for tag in ("w:bCs", "w:rtl"):
        run._r.get_or_add_rPr().append(OxmlElement(tag))
    bold.add_run().add_break()
    bold.add_run("سطر آخر")
    right = made.add_paragraph("على اليمين")
    right.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    made.add_paragraph("English stays.")
    table = made.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text, table.cell(1, 1).text = "خلية", "ثانية", "7"
    made.sections[0].header.paragraphs[0].text = "ترويسة"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_the_texts_of_a_word_document_are_those_of_body_tables_and_headers(word):
    document = open_document(word, name="x.docx")
    assert document.suffix == ".docx"
    assert document.texts == [
        "عنوان", "أعلن الجيش سيطرته الكاملة", "غامق", "سطر آخر", "على اليمين", "خلية", "ثانية", "ترويسة",
    ]  # fmt: skip


def test_a_word_document_comes_back_with_its_styles_breaks_tables_and_headers(word):
    made = docx.Document(io.BytesIO(numbered(open_document(word, name="x.docx"))))
    assert [(p.text, p.style.name) for p in made.paragraphs] == [
        ("T0", "Heading 1"),
        ("T1", "List Bullet"),
        ("T2\nT3", "Normal"),
        ("T4", "Normal"),
        ("English stays.", "Normal"),
    ]
    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows] == [["T5", "T6"], ["", "7"]]
    assert made.sections[0].header.paragraphs[0].text == "T7"


def test_a_mixed_paragraph_takes_the_formatting_of_most_of_its_letters(word):
    made = docx.Document(io.BytesIO(numbered(open_document(word, name="x.docx"))))
    assert [(run.text, run.bold) for run in made.paragraphs[1].runs if run.text] == [("T1", None)]


def test_nothing_in_a_word_document_runs_from_right_to_left_afterwards_and_bold_stays_bold(word):
    made = docx.Document(io.BytesIO(numbered(open_document(word, name="x.docx"))))
    root = made.element
    assert not [node for tag in ("w:bidi", "w:rtl", "w:bidiVisual") for node in root.iter(qn(tag))]
    assert made.paragraphs[2].runs[0].bold is True
    assert made.paragraphs[3].alignment == WD_ALIGN_PARAGRAPH.LEFT


def test_all_other_parts_of_a_word_document_stay_byte_for_byte(word):
    before, after = unpacked(word), unpacked(numbered(open_document(word, name="x.docx")))
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    styles = {"word/styles.xml", "word/stylesWithEffects.xml", "word/numbering.xml"}  # directions may stand there
    assert changed <= {"word/document.xml", "word/header1.xml", *styles}


def test_a_word_document_with_macros_is_refused(word):
    with pytest.raises(InputError, match="macros"):
        open_document(packed({**unpacked(word), "word/vbaProject.bin": b"x"}), name="x.docm")


def test_a_text_box_does_not_cut_the_sentence_it_is_anchored_in():
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>داخل</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    body = f"<w:p><w:r><w:t>قبل </w:t></w:r>{box}<w:r><w:t>بعد</w:t></w:r></w:p>"
    data = packed({"word/document.xml": f"<w:document {w}><w:body>{body}</w:body></w:document>"})
    document = open_document(data, name="x.docx")
    assert document.texts == ["داخل", "قبل بعد"]
    root = etree.fromstring(unpacked(document.rebuild(plain(["inside", "before after"])))["word/document.xml"])
    assert "".join(root.itertext()).split() == ["before", "after", "inside"]


def test_page_numbers_stay_fields_and_links_stay_words():
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

    def field(instruction: str, result: str) -> str:
        mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
        text = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        return mark.format("begin") + text + mark.format("separate") + word_run(result) + mark.format("end")

    def word_run(text: str) -> str:
        return f"<w:r><w:t>{text}</w:t></w:r>"

    number = '<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>5</w:t></w:r></w:fldSimple>'
    first = word_run("صفحة ") + field(" PAGE ", "1") + word_run(" من ") + number
    second = word_run("قال ") + field(' HYPERLINK "x" ', "الوزير") + word_run(" أمس")
    data = packed({"word/document.xml": f"<w:document {w}><w:p>{first}</w:p><w:p>{second}</w:p></w:document>"})
    document = open_document(data, name="x.docx")
    assert document.texts == ["صفحة", "من", "قال الوزير أمس"]
    root = etree.fromstring(unpacked(document.rebuild(plain(["Page", "of", "He said"])))["word/document.xml"])
    assert ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in root] == ["Page 1 of 5", "He said"]


def test_a_word_document_is_read_as_a_page_a_paragraph_a_line(word):
    page, _ = read_page(word, name="x.docx")
    assert page.text.split("\n")[:2] == ["عنوان", "أعلن الجيش سيطرته الكاملة"]


# --- OpenDocument -----------------------------------------------------------------------------------------

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip
CONTENT = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content {NAMES} office:version="1.3"><office:automatic-styles><style:style style:name="P1"
style:family="paragraph"><style:paragraph-properties fo:text-align="right" style:writing-mode="rl-tb"/></style:style>
</office:automatic-styles><office:body><office:text>
<text:h text:outline-level="1">عنوان</text:h>
<text:p text:style-name="P1">أعلن<text:s/><text:span text:style-name="B">الجيش</text:span><text:note>
<text:note-citation>1</text:note-citation><text:note-body><text:p>حاشية</text:p></text:note-body></text:note> سيطرته
<text:line-break/>سطر ثان</text:p>
<text:p>صفحة <text:page-number>1</text:page-number> من <text:page-count>5</text:page-count></text:p>
<text:list><text:list-item><text:p>بند</text:p></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>خلية</text:p></table:table-cell></table:table-row></table:table>
</office:text></office:body></office:document-content>"""
ODT = {
    "mimetype": "application/vnd.oasis.opendocument.text",
    "content.xml": CONTENT,
    "Pictures/a.png": b"\x89PNG...",
    "META-INF/manifest.xml": "<manifest/>",
}


def test_an_opendocument_text_comes_back_with_its_structure():
    document = open_document(packed(ODT), name="x.odt")
    assert document.texts == ["عنوان", "حاشية", "أعلن الجيش سيطرته", "سطر ثان", "صفحة", "من", "بند", "خلية"]
    after = unpacked(document.rebuild(plain(["Title", "Note", "The army", "second", "Page", "of", "item", "cell"])))
    root = etree.fromstring(after["content.xml"])
    text = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    assert [node.tag.removeprefix(text) for node in root.iter(f"{text}h", f"{text}p")] == ["h", "p", "p", "p", "p", "p"]
    assert root.find(f".//{text}h").text == "Title"
    paragraph = root.find(f".//{text}h").getnext()
    note = paragraph.find(f"{text}note")
    assert note.findtext(f"{text}note-body/{text}p") == "Note"
    assert note.findtext(f"{text}note-citation").strip() == "1"
    assert "".join(paragraph.itertext()).startswith("The army")
    assert paragraph.find(f"{text}line-break").tail == "second"
    assert "".join(paragraph.getnext().itertext()) == "Page 1 of 5"


def test_an_opendocument_text_runs_from_left_to_right_afterwards():
    after = unpacked(numbered(open_document(packed(ODT), name="x.odt")))
    assert b'text-align="left"' in after["content.xml"]
    assert b'writing-mode="lr-tb"' in after["content.xml"]


def test_the_other_parts_of_an_opendocument_text_stay_and_its_mimetype_is_first_and_stored():
    data = numbered(open_document(packed(ODT), name="x.odt"))
    after = unpacked(data)
    assert {name: after[name] for name in ODT if name != "content.xml"} == {
        name: body if isinstance(body, bytes) else body.encode() for name, body in ODT.items() if name != "content.xml"
    }
    assert data[30:38] == b"mimetype"
    assert data[38:77] == b"application/vnd.oasis.opendocument.text"


def test_an_opendocument_text_with_macros_or_a_password_is_refused():
    with pytest.raises(InputError, match="macros"):
        open_document(packed({**ODT, "Basic/Standard/a.xml": "<a/>"}), name="x.odt")
    locked = {**ODT, "META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"}
    with pytest.raises(InputError, match="password"):
        open_document(packed(locked), name="x.odt")


# --- epub -------------------------------------------------------------------------------------------------

XHTML = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="ar" dir="rtl">'
    "<head><title>{0}</title></head><body>{1}</body></html>"
)
EPUB = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf"/></rootfiles></container>',
    "OPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<metadata><dc:title>كتاب</dc:title><dc:language>ar</dc:language></metadata><manifest>"
    '<item id="b" href="ch%202.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="a" href="ch1.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    '<item id="c" href="s.css" media-type="text/css"/></manifest>'
    '<spine page-progression-direction="rtl"><itemref idref="a"/><itemref idref="b"/></spine></package>',
    "OPS/ch1.xhtml": '<?xml version="1.0"?><!DOCTYPE html>' + XHTML.format("فصل", "<p>أول&nbsp;فصل</p>"),
    "OPS/ch 2.xhtml": XHTML.format("Two", '<p>ثان <img src="a.png" alt="صورة"/></p>'),
    "OPS/toc.ncx": '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>فهرس</text>'
    "</navLabel></navPoint></navMap></ncx>",
    "OPS/s.css": "body{direction:rtl}",
    "OPS/a.png": b"\x89PNG...",
}


def test_a_book_is_read_in_the_order_of_its_spine():
    document = open_document(packed(EPUB), name="x.epub")
    assert document.texts == ["فصل", "أول فصل", "ثان", "صورة", "فهرس", "كتاب"]


def test_a_book_comes_back_in_english_and_turned():
    after = unpacked(
        open_document(packed(EPUB), name="x.epub").rebuild(
            plain(["One", "First", "2nd", "picture", "Contents", "Book"])
        )
    )
    assert list(after) == list(EPUB)
    assert after["mimetype"] == b"application/epub+zip"
    assert after["OPS/a.png"] == EPUB["OPS/a.png"]
    assert after["OPS/s.css"] == b"body{direction:ltr}"
    opf = after["OPS/book.opf"].decode()
    assert "<dc:title>Book</dc:title><dc:language>en</dc:language>" in opf
    assert 'page-progression-direction="ltr"' in opf
    first = etree.fromstring(after["OPS/ch1.xhtml"])
    assert (first.get("dir"), first.get("{http://www.w3.org/XML/1998/namespace}lang")) == ("ltr", "en")
    assert first.findtext(".//{*}p") == "First"
    assert b"<!DOCTYPE html>" in after["OPS/ch1.xhtml"]
    second = etree.fromstring(after["OPS/ch 2.xhtml"])
    assert second.find(".//{*}p").text.strip() == "2nd"
    assert second.find(".//{*}img").get("alt") == "picture"
    assert etree.fromstring(after["OPS/toc.ncx"]).findtext(".//{*}text") == "Contents"


def test_a_book_with_a_broken_chapter_is_refused_by_its_name():
    with pytest.raises(InputError, match=r"x\.epub: OPS/ch1\.xhtml: is damaged"):
        open_document(packed({**EPUB, "OPS/ch1.xhtml": "<html><p></html>"}), name="x.epub")
