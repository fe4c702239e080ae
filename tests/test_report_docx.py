"""The Word form, opened again by python-docx."""

import io
import zipfile
from dataclasses import replace

import pytest
from report_samples import paragraph

from mt.document import Digest, Flag, Removed, Summary, SummarySentence
from mt.errors import UsageError
from mt.report.docx import to_docx
from mt.version import __version__

docx = pytest.importorskip("docx", reason="needs python-docx")


PAGE = Digest(
    name="page.txt",
    headline=paragraph(("عنوان الخبر", "The headline")),
    paragraphs=(
        paragraph(
            ("قال الوزير.", "The minister said."),
            ("وصل ٢٠٠ جندي.", "Soldiers arrived.", Flag("numbers", "200 is missing")),
        ),
        paragraph(("ثم غادر.", "Then he left.")),
    ),
    summary=Summary("A minister spoke.", (SummarySentence("A minister spoke.", (1, 3)),), "abstractive"),
    removed=(Removed("شارك الخبر", "share line", 7), Removed("Read more", "menu", 9)),
    models={"translate": {"name": "news-1", "digest": "0123456789abcdef" * 4}},
    timings={"translate": 2.25},
)  # fmt: skip


def opened(digest, **more):
    return docx.Document(io.BytesIO(to_docx(digest, **more)))


def texts(document):
    return [p.text for p in document.paragraphs]


def test_headline_summary_and_doubts_stand_in_the_order_of_the_other_forms():
    assert texts(opened(PAGE)) == [
        "The headline",
        "عنوان الخبر",
        "Summary",
        "in the model's words, which can be wrong: check the paragraphs it names",
        "A minister spoke. [¶\u00a01, 2]",
        "Translation",
        "What to distrust",
        "[?1] paragraph 1, “Soldiers arrived.”: 200 is missing",
        "Left out: 2 lines",
        f"page.txt · translate news-1 0123456789ab · 2.2 s (translate 2.2) · mt {__version__}",
    ]


def test_english_and_arabic_stand_beside_each_other_and_the_arabic_runs_from_right_to_left():
    table = opened(PAGE).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["The minister said. Soldiers arrived. [?1]", "قال الوزير. وصل ٢٠٠ جندي."],
        ["Then he left.", "ثم غادر."],
    ]
    english, arabic = (cell.paragraphs[0] for cell in table.rows[0].cells)
    bidi = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}bidi"
    assert [p._p.pPr is not None and p._p.pPr.find(bidi) is not None for p in (english, arabic)] == [False, True]
    assert all(run.font.rtl for run in arabic.runs)


def test_what_was_left_out_is_listed_with_its_reason():
    rows = [[cell.text for cell in row.cells] for row in opened(PAGE).tables[1].rows]
    assert rows == [["7", "share line", "شارك الخبر"], ["9", "menu", "Read more"]]


def test_the_words_around_it_are_in_the_readers_language():
    document = opened(PAGE, language="ar")
    said = texts(document)
    assert "الترجمة" in said and "[?1] الفقرة 1, “Soldiers arrived.”: 200 غير موجود في الترجمة" in said
    assert document.tables[1].rows[0].cells[1].text == "أزرار المشاركة"


def test_bullets_are_a_list():
    listed = replace(PAGE, settings={"bullets": True})
    assert next(p.text for p in opened(listed).paragraphs if p.style.name == "List Bullet").startswith("A minister")


def test_a_page_without_anything_is_still_a_document():
    assert texts(opened(Digest("empty.txt", None, (), None, ())))[0] == "empty.txt"


def test_characters_that_xml_cannot_hold_are_left_out():
    hostile = replace(PAGE, name="a\x00b\x1b", headline=paragraph(("ع\x07", "A\ud800 \x0bB <w:p/>")))
    assert texts(opened(hostile))[0] == "A\ufffd B <w:p/>"


def test_the_document_names_no_author_and_holds_no_picture():
    with zipfile.ZipFile(io.BytesIO(to_docx(PAGE))) as package:
        assert not [name for name in package.namelist() if "media" in name]
    assert opened(PAGE).core_properties.author == ""


def test_without_python_docx_the_command_to_install_it_is_named(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "docx", None)
    with pytest.raises(UsageError, match=r"mt-digest\[documents\]"):
        to_docx(PAGE)
