"""Web pages: translated with their tags in place, and read as articles."""

import subprocess
import sys

import lxml.html
import pytest

from mt.document import TranslatedParagraph
from mt.errors import InputError
from mt.inline import unaligned
from mt.read import open_document, read_page
from mt.read.html import turn_css


def plain(texts) -> list[TranslatedParagraph]:
    """Translations of which only the words are known."""
    return [unaligned(text) for text in texts]


PAGE = """<!DOCTYPE html>
<html dir="rtl" lang="ar-LY"><head><meta charset="windows-1256"><title>خبر عاجل</title>
<meta name="description" content="وصف الصفحة"><meta name="viewport" content="width=device-width">
<style>body { direction: rtl; text-align: right }</style><script>var a = "خبر";</script></head>
<body><h1>عنوان الخبر</h1>
<p>أعلن <b>الجيش</b> الليبي <a href="/x">سيطرته</a>
   على المدينة.<br>سطر ثان</p>
<ul><li>أول<ul><li>داخل <!-- ملاحظة --> نص</li></ul>بعد</li></ul>
<p><b><a href="/y">كل شيء غامق</a></b></p>
<table><tr><td align="right">خلية</td><td>12</td></tr></table>
<img alt="صورة" src="a.png"><p translate="no">لا تترجم</p><pre>شفرة</pre>
<p>Only English.</p></body></html>"""

TEXTS = [
    "خبر عاجل",
    "وصف الصفحة",
    "عنوان الخبر",
    "أعلن الجيش الليبي سيطرته على المدينة.",
    "سطر ثان",
    "أول",
    "داخل نص",
    "بعد",
    "كل شيء غامق",
    "خلية",
    "صورة",
]


def document(text: str, codec: str = "utf-8"):
    return open_document(text.encode(codec), name="page.html")


def rebuilt(text: str, translations=None) -> lxml.html.HtmlElement:
    found = document(text)
    english = translations or [f"T{i}" for i in range(len(found.texts))]
    return lxml.html.fromstring(found.rebuild(plain(english)).decode("utf-8"))


def test_the_texts_of_a_page_are_its_paragraphs_without_tags_and_nothing_of_its_programs():
    assert document(PAGE).texts == TEXTS


def test_a_page_in_windows_1256_is_read_and_written_as_utf_8():
    found = document(PAGE, "windows-1256")
    assert found.texts == TEXTS
    written = found.rebuild(plain(["é"] * len(TEXTS)))
    assert b'charset="utf-8"' in written
    assert b"1256" not in written
    assert "<h1>é</h1>" in written.decode("utf-8")


def test_every_translation_stands_where_its_text_stood():
    page = rebuilt(PAGE)
    assert page.findtext(".//title") == "T0"
    assert page.xpath("//meta[@name='description']/@content") == ["T1"]
    assert page.findtext(".//h1") == "T2"
    assert [node.text_content() for node in page.findall(".//p")] == ["T3T4", "T8", "لا تترجم", "Only English."]
    assert page.xpath("//p/br/following-sibling::text()") == ["T4"]
    assert page.xpath("//ul/li/text()") == ["T5", "T7", "T6"] or page.xpath("//li/text()")[0] == "T5"
    assert page.findtext(".//td") == "T9"
    assert page.xpath("//img/@alt") == ["T10"]
    assert page.xpath("//script/text()") == ['var a = "خبر";']
    assert page.findtext(".//pre") == "شفرة"


def test_a_page_has_the_same_elements_after_it_but_for_emphasis_that_found_no_words():
    before = [node.tag for node in lxml.html.fromstring(PAGE).iter("*")]
    after = [node.tag for node in rebuilt(PAGE).iter("*")]
    before.remove("b")  # of the mixed paragraph, whose words nobody aligned; its link is kept
    assert sorted(before) == sorted(after)


def test_a_paragraph_of_one_formatting_keeps_it_and_what_found_no_words_is_counted():
    found = document(PAGE)
    page = lxml.html.fromstring(found.rebuild(plain(f"T{i}" for i in range(len(TEXTS)))).decode("utf-8"))
    assert page.xpath("//p/b/a[@href='/y']/text()") == ["T8"]
    assert page.xpath("//p/a[@href='/x']/text()") == ["T3"]
    assert found.notes == ("bold, italics or a link at 1 place was left out: its words have none in the translation",)
    found = document("<html><p>خبر</p></html>")
    found.rebuild(plain(["News"]))
    assert found.notes == ()


def test_direction_and_language_become_english():
    page = rebuilt(PAGE)
    assert (page.get("dir"), page.get("lang")) == ("ltr", "en")
    assert page.xpath("//td/@align") == ["left"]
    assert page.findtext(".//style") == "body { direction: ltr; text-align: left }"
    page = rebuilt(
        '<html><body><p dir="rtl" style="color:red;direction:rtl">\u200fخبر</p><p>\u202b5\u202c</p></body></html>'
    )
    assert page.xpath("//p/@dir") == ["ltr"]
    assert page.xpath("//p/@style") == ["color:red;direction:ltr"]
    assert not set("\u200f\u202b\u202c") & set(page.text_content())


def test_a_page_that_declares_nothing_is_declared_utf_8_and_gets_no_document_type():
    written = document("<html><body><p>خبر</p></body></html>").rebuild(plain(["News"]))
    assert written == b'<html lang="en"><head><meta charset="utf-8"></head><body><p>News</p></body></html>\n'


def test_a_style_sheet_that_says_nothing_of_direction_stays():
    assert turn_css("p { color: rtl; float: right }") == "p { color: rtl; float: right }"


def test_a_translation_cannot_become_markup():
    page = rebuilt("<html><body><p>خبر</p></body></html>", ['<script>alert("x")</script> & \x00co'])
    assert page.find(".//script") is None
    assert page.findtext(".//p") == '<script>alert("x")</script> & co'


def test_a_page_without_arabic_is_refused():
    with pytest.raises(InputError, match=r"page\.html: no Arabic text"):
        document("<html><body><p>English</p></body></html>")


def test_one_translation_for_each_text_is_needed():
    with pytest.raises(ValueError, match="11 texts, but 1"):
        document(PAGE).rebuild(plain(["one"]))


def test_deep_nesting_ends_in_a_page_or_an_input_error():
    text = "<html><body>" + "<div>" * 5000 + "خبر" + "</div>" * 5000
    for use in (lambda: document(text), lambda: read_page(text.encode(), name="x.html")):
        try:
            use()
        except InputError as error:
            assert "x.html" in str(error) or "page.html" in str(error)


def test_the_mark_of_a_footnote_is_no_part_of_the_sentence_and_stays():
    text = '<html><body><p>وصل الوزير<a href="#n1"><sup>1</sup></a> أمس.</p></body></html>'
    assert document(text).texts == ["وصل الوزير أمس."]
    assert rebuilt(text, ["He arrived."]).xpath("//p/a[@href='#n1']/sup/text()") == ["1"]


BODY = [
    "أعلن الجيش الليبي، اليوم الأحد، سيطرته على المدينة بعد معارك استمرت ثلاثة أيام متواصلة في ضواحيها الجنوبية.",
    "وقال المتحدث باسم الجيش إن القوات عثرت على أسلحة كثيرة في المكان الذي كان يتحصن فيه المسلحون قبل انسحابهم.",
    "وأضاف أن السكان بدأوا يعودون إلى بيوتهم، وأن فرق الهندسة تعمل على إزالة الألغام من الطرق والمدارس.",
]
NEWS = f"""<!DOCTYPE html><html dir="rtl" lang="ar"><head><meta charset="utf-8">
<title>الجيش يسيطر على المدينة - موقع الأخبار</title>
<meta property="og:title" content="الجيش يسيطر على المدينة"><meta property="og:site_name" content="موقع الأخبار">
<meta name="author" content="علي حسن"><meta property="article:published_time" content="2020-05-03T10:00:00Z">
</head><body><nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/s">رياضة</a></li></ul></nav>
<article><h1>الجيش يسيطر على المدينة</h1>{"".join(f"<p>{text}</p>" for text in BODY)}</article>
<aside><a href="/o">اقرأ أيضا: خبر آخر</a></aside><footer>جميع الحقوق محفوظة</footer></body></html>"""


def test_the_article_is_read_out_of_a_news_page_with_its_facts():
    page, facts = read_page(NEWS.encode(), name="news.html")
    lines = [line for line in page.text.split("\n") if line]
    assert lines == ["الجيش يسيطر على المدينة", *BODY]
    assert facts == {
        "title": "الجيش يسيطر على المدينة",
        "date": "2020-05-03",
        "author": "علي حسن",
        "site": "موقع الأخبار",
    }


def test_where_no_article_is_found_all_visible_lines_are_left_to_cleaning():
    page, _ = read_page("<html><body><div>خبر</div><div>عاجل</div></body></html>".encode(), name="x.html")
    assert [line for line in page.text.split("\n") if line] == ["خبر", "عاجل"]


def test_a_web_page_is_known_by_its_content_whatever_its_name():
    assert open_document(NEWS.encode(), name="page.txt").suffix == ".html"
    assert read_page(NEWS.encode(), name="standard input")[0].text.startswith("الجيش يسيطر على المدينة\n")


def test_the_extractor_says_nothing_on_standard_error(tmp_path):
    path = tmp_path / "x.html"
    path.write_text("<html><body><div>خبر</div></body></html>", encoding="utf-8")
    code = "import sys; from mt.read import read_page; read_page(open(sys.argv[1], 'rb').read(), name='x.html')"
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
