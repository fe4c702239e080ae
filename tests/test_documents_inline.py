"""Bold words, links, code and pictures inside the paragraphs of every format, placed by hand-made alignments."""

import io
import zipfile

import docx
import lxml.html
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.hyperlink import Hyperlink
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from mt.cli import main
from mt.document import TranslatedParagraph, Translation
from mt.documents import translate_document
from mt.errors import ModelError
from mt.inline import unaligned
from mt.read import open_document
from mt.testing import FakeTranslator

PERSIAN = "وزیر خارجه ایران برای گفتگو با همتای خود وارد بغداد شد"


def aligned(source: str, english: str, pairs: str) -> TranslatedParagraph:
    """One sentence with pairs such as "0-1 1-0"."""
    alignment = tuple((int(i), int(j)) for i, j in (pair.split("-") for pair in pairs.split()))
    sentence = Translation(source, english, -0.1, alignment=alignment)
    return TranslatedParagraph(source, english, (sentence,), line=1)


def translated(data: str | bytes, name: str, *english: tuple[str, str]) -> bytes:
    """The document with English and pairs for each of its texts."""
    document = open_document(data.encode() if isinstance(data, str) else data, name=name)
    return document.rebuild([aligned(text, *one) for text, one in zip(document.texts, english, strict=True)])


# --- Web pages --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "english", "expected"),
    [
        (
            'قال <a href="/x" class="c"><b>الوزير</b> السابق</a> <i>أمس</i>.',
            [("Yesterday the former minister said.", "0-4 1-3 2-2 3-0")],
            '<i>Yesterday</i> the <a href="/x" class="c">former <b>minister</b></a> said.',
        ),
        # A line break inside of bold text: both lines have their bold words, wherever they are.
        (
            "قال <b>الوزير<br>أمس</b> كل",
            [("The minister said", "0-2 1-0 1-1"), ("all yesterday", "0-1 1-0")],
            "<b>The minister</b> said<b><br></b>all <b>yesterday</b>",
        ),
        # An element that had to be cut in two has its name once.
        (
            'قال <b id="x">الوزير السابق</b> أمس',
            [("minister yesterday former", "1-0 3-1 2-2")],
            '<b id="x">minister</b> yesterday <b>former</b>',
        ),
        # Code, marks of footnotes and pictures are not translated and stand at their words.
        (
            'اكتب <code>ls -l</code> الآن<sup><a href="#n">1</a></sup> هنا.<img src="a.png">',
            [("Here, write now.", "0-1 1-2 2-0")],
            'Here, write <code>ls -l</code> now<sup><a href="#n">1</a></sup>.<img src="a.png">',
        ),
        ('قال <span translate="no">فلان Foo</span> نعم', [("yes he said", "0-2 1-0")],
         'yes he said <span translate="no">فلان Foo</span>'),
        ("غاز CO<sub>2</sub> هنا", [("here CO gas", "0-2 1-1 2-0")], "here CO<sub>2</sub> gas"),
        ("ماء H<sub>2</sub>O هنا", [("here H2O water", "0-2 1-1 2-0")], "here H<sub>2</sub>O water"),
        ('<i class="icon"></i> قال <u>نعم</u>', [("yes he said", "0-2 1-0")],
         '<i class="icon"></i> <u>yes</u> he said'),
        ('قال <span dir="rtl" lang="ar">نعم</span> هنا', [("here yes", "1-1 2-0")],
         'here <span dir="ltr" lang="en">yes</span>'),
        # A link without words of its own goes to a neighbour, emphasis is dropped.
        ('قال <a href="/x">هنا</a> <b>نعم</b>', [("he said", "0-0 0-1")], '<a href="/x">he</a> said'),
    ],
)  # fmt: skip
def test_inline_elements_of_a_page_go_with_their_words(source, english, expected):
    written = translated(f"<html><body><p>{source}</p></body></html>", "x.html", *english).decode()
    assert written.partition("<p>")[2].partition("</p>")[0] == expected


INLINE = st.recursive(
    st.sampled_from(["خبر ", "عاجل، ", "هنا. ", "5 ", "<br>", '<img src="x">', "<code>x</code>", "<sup>1</sup>"]),
    lambda inner: st.tuples(
        st.sampled_from(["b", "i", "a href='/y'", "span"]), st.lists(inner, min_size=1, max_size=3)
    ).map(lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0].split()[0]}>"),
    max_leaves=12,
)


@settings(max_examples=150)
@given(INLINE, st.data())
def test_whatever_is_inside_a_paragraph_its_words_breaks_and_pictures_stay(inner, data):
    document = open_document(f"<html><body><p>خبر {inner}</p></body></html>".encode(), name="x.html")
    before = lxml.html.fromstring(f"<p>خبر {inner}</p>")
    english = []
    for text in document.texts:
        words = data.draw(st.lists(st.sampled_from(["army", "the", "of", "city."]), min_size=1, max_size=6))
        pairs = data.draw(st.lists(st.tuples(st.integers(0, len(text.split()) - 1), st.integers(0, len(words) - 1))))
        english.append(aligned(text, " ".join(words), " ".join(f"{i}-{j}" for i, j in sorted(set(pairs)))))
    page = lxml.html.fromstring(document.rebuild(english).decode())
    for tag in ("br", "img", "code", "sup"):
        assert len(page.findall(f".//{tag}")) == len(before.findall(f".//{tag}"))
    for atom in page.xpath("//code|//sup"):
        atom.text = None
    shown = "".join(page.find(".//p").text_content().split())
    wanted = "".join("".join(one.translation.split()) for one in english)
    assert [c for c in shown if not c.isdigit()] == list(wanted)  # a line of digits alone is no text


def test_a_paragraph_in_another_language_keeps_its_markup():
    inner = PERSIAN.replace("ایران", "<b>ایران</b>")
    page = f"<html><body><p>نعم</p><p>{inner}</p></body></html>"
    document = open_document(page.encode(), name="x.html")
    data, digest = translate_document(document, name="x.html", translator=FakeTranslator())
    assert f'<p>nam</p><p dir="rtl">{inner}</p>' in data.decode()
    assert [flag.kind for paragraph in digest.paragraphs for flag in paragraph.flags] == ["other-language"]


# --- Word -------------------------------------------------------------------------------------------------


def word(*content) -> bytes:
    """A document of one paragraph of runs (text, names of properties) and of elements."""
    made = docx.Document()
    paragraph = made.add_paragraph()
    for one in content:
        if isinstance(one, tuple):
            paragraph._p.append(word_run(*one))
        else:
            paragraph._p.append(one)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def word_run(text: str, *properties: str):
    run = OxmlElement("w:r")
    if properties:
        run.append(OxmlElement("w:rPr"))
        run[0].extend(OxmlElement(f"w:{name}") for name in properties)
    words = OxmlElement("w:t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(words)
    return run


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


# --- Markdown ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "english", "expected"),
    [
        (
            "قال **الوزير** في [بيان *جديد*](http://x) أمس.",
            [("The minister said yesterday in a new statement.", "0-2 1-0 1-1 2-4 3-7 4-6 5-3")],
            "**The minister** said yesterday in a [*new* statement](http://x).",
        ),
        ("اكتب `ls -l` الآن", [("now write", "0-1 1-0")], "now write `ls -l`"),
        ("اكتب ``a`b`` و<http://x> الآن", [("now write and", "0-1 1-2 2-0")], "now write ``a`b`` and<http://x>"),
        ("قال <u>الوزير</u> نعم", [("yes said minister", "0-1 1-2 2-0")], "yes said <u>minister</u>"),
        (
            'قال ![صورة](a.png "ب") نعم',
            [("he said yes", "0-1 1-2"), ("a [picture]", "")],
            'he said ![a \\[picture\\]](a.png "ب") yes',
        ),
        ("يا [علي](x)", [("Wow! Ali", "0-0 1-1")], "Wow! [Ali](x)"),
        ("**قال\\\nنعم** كل", [("he said", "0-0"), ("all yes", "0-1 1-0")], "**he said**\\\nall **yes**"),
    ],
)
def test_marks_of_markdown_go_with_their_words(source, english, expected):
    assert translated(source, "x.md", *english).decode() == expected


def test_marks_that_markdown_would_not_read_are_left_out():
    # Between a letter and a quotation mark no mark can begin.
    written = translated('قال x**"نعم"**', "x.md", ('he said x"yes"', "0-0 1-2")).decode()
    assert MarkdownIt("commonmark").render(written) == "<p>he said x&quot;yes&quot;</p>\n"


def test_bars_in_a_table_stay_escaped():
    table = "| أ | ب |\n|---|---|\n| قال `x\\|y` نعم | 5 |\n"
    written = translated(table, "x.md", ("a", "0-0"), ("b", "0-0"), ("said | yes", "0-0 1-2")).decode()
    assert written == "| a | b |\n|---|---|\n| said `x\\|y` \\| yes | 5 |\n"


# --- What goes wrong --------------------------------------------------------------------------------------


class Failing(FakeTranslator):
    def translate(self, texts, **options):
        raise ModelError("the model broke")


@pytest.mark.parametrize("name", ["x.html", "x.md", "x.srt", "x.docx"])
def test_a_translation_that_fails_leaves_the_old_file_as_it_was(tmp_path, monkeypatch, name):
    texts = {"x.html": "<html><p>خبر</p></html>", "x.md": "خبر", "x.srt": "1\n00:00:01,000 --> 00:00:02,000\nخبر\n"}
    path, out = tmp_path / name, tmp_path / f"out{name[1:]}"
    path.write_bytes(texts[name].encode() if name in texts else word(("خبر",)))
    out.write_bytes(b"old")
    monkeypatch.setattr("mt.pipeline.load_translator", lambda *_, **__: Failing())
    assert main(["translate", str(path), "--out", str(out)]) == ModelError.exit_code
    assert out.read_bytes() == b"old"
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([name, out.name])


def test_a_translation_without_words_leaves_pictures_and_breaks():
    document = open_document(b"<html><p>\xd8\xae <b>\xd8\xa8</b><img src='x'> \xd8\xaa</p></html>", name="x.html")
    assert b'<img src="x">' in document.rebuild([unaligned("")])
