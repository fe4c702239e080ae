"""What must hold of every document: damaged ones are refused by name, whole ones keep their number of paragraphs."""

import csv
import io
import json
import zipfile

import lxml.html
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mt.document import TranslatedParagraph
from mt.errors import MtError
from mt.inline import unaligned
from mt.read import open_document, read_page


def plain(texts) -> list[TranslatedParagraph]:
    """Translations of which only the words are known."""
    return [unaligned(text) for text in texts]


def packed(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:  # stored, so that damage reaches the XML and not the packing only
        for name, body in parts.items():
            archive.writestr(name, body)
    return out.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = "urn:oasis:names:tc:opendocument:xmlns"
SAMPLES = {
    "x.odt": packed(
        **{
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f'<o:d xmlns:o="{ODF}:office:1.0" xmlns:t="{ODF}:text:1.0">'
            "<t:p>خبر <t:span>عاجل</t:span> الآن</t:p></o:d>",
            "META-INF/manifest.xml": "<manifest/>",
        }
    ),
    "x.epub": packed(
        **{
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<c><rootfile full-path="a.opf"/></c>',
            "a.opf": '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml" '
            'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>',
            "a.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>خبر <b>عاجل</b> الآن</p></body></html>',
        }
    ),
    "x.docx": packed(
        **{"word/document.xml": f"<w:document {W}><w:p><w:r><w:t>خبر عاجل</w:t></w:r></w:p></w:document>"}
    ),
    "x.html": "<html dir=rtl><title>خبر</title><body><p>خبر <b>عاجل</b> <a>هنا</a><img alt='صورة'></body>".encode(),
    "x.md": "# خبر\n\n- *عاجل* [هنا](x)\n\n| أ | ب |\n|---|---|\n| ج | 5 |\n".encode(),
    "x.srt": "1\n00:00:01,000 --> 00:00:02,000\n<i>خبر</i>\n- عاجل\n".encode(),
    "x.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\n<v علي>خبر &amp; عاجل\n".encode(),
    "x.csv": 'a,b\n"خبر, عاجل",5\n'.encode(),
    "x.json": '{"a": ["خبر", {"b": "عاجل"}]}'.encode(),
}


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damage=st.lists(st.tuples(st.floats(0, 0.999), st.binary(max_size=3)), max_size=4))
def test_a_damaged_file_is_read_or_refused_by_its_name(name, damage):
    data = bytearray(SAMPLES[name])
    for where, new in damage:
        at = int(where * len(data))
        data[at : at + 2] = new
        if not data:
            break
    for use in (open_document, read_page):
        try:
            found = use(bytes(data), name=name, columns=["a"])
        except MtError as error:
            assert str(error).startswith(name)
            continue
        if use is open_document and found is not None:
            found.rebuild(plain(["x"] * len(found.texts)))


WORDS = st.text(alphabet="ابتث رس<>&*_[]()|`#-+\\\"'.!:;0123456789٣", min_size=1, max_size=30)


@settings(max_examples=150)
@given(st.lists(WORDS, min_size=1, max_size=5), WORDS)
def test_no_translation_changes_the_blocks_of_markdown(paragraphs, english):
    parser = MarkdownIt("commonmark").enable("table")
    source = "\n\n".join(f"- خبر\n\n  > {text}" if i % 2 else f"خبر {text}" for i, text in enumerate(paragraphs))
    document = open_document(source.encode(), name="x.md")
    written = document.rebuild(plain([f"a {english}"] * len(document.texts))).decode()

    def blocks(text: str) -> list[str]:
        return [token.type for token in parser.parse(text)]

    assert blocks(written) == blocks(source)


@settings(max_examples=60)
@given(st.lists(WORDS, min_size=1, max_size=6), WORDS)
def test_no_translation_changes_the_elements_of_a_page(paragraphs, english):
    from html import escape

    source = "<html><body>" + "".join(f"<p>خ{escape(text)}</p>" for text in paragraphs) + "</body></html>"
    document = open_document(source.encode(), name="x.html")
    assert document.texts == [" ".join(f"خ{text}".split()) for text in paragraphs]
    page = lxml.html.fromstring(document.rebuild(plain([f"a{english}"] * len(paragraphs))).decode())
    assert [node.text.strip() for node in page.iter("p")] == [f"a{english}".strip()] * len(paragraphs)
    assert len(list(page.iter("*"))) == len(paragraphs) + 4  # html, head, meta, body


@settings(max_examples=60)
@given(st.lists(WORDS, min_size=1, max_size=6))
def test_a_table_and_json_given_their_own_texts_back_stay_as_they_were(cells):
    cells = [" ".join(f"خ{text}".split()) for text in cells]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([["a", "b"], *([cell, "x;y"] for cell in cells)])
    document = open_document(out.getvalue().encode(), name="x.csv", columns=["a"])
    assert document.rebuild(plain(document.texts)).decode() == out.getvalue()
    text = json.dumps([{"a": cell} for cell in cells], ensure_ascii=False, indent=2) + "\n"
    document = open_document(text.encode(), name="x.json", columns=["a"])
    assert document.rebuild(plain(document.texts)).decode() == text
