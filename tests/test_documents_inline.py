"""Bold words, links, code and pictures inside the paragraphs of web pages and Markdown."""

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inline_samples import PERSIAN, aligned, translated, word
from markdown_it import MarkdownIt

from mt.cli import main
from mt.documents import translate_document
from mt.errors import ModelError
from mt.inline import unaligned
from mt.read import open_document
from mt.testing import FakeTranslator

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
