"""The article of a web page has the page's own blocks, in the page's order, whatever the extractor makes of them."""

import pytest

from mt.clean import clean
from mt.read import read_page
from mt.read.blocks import Block, as_on_page

LIVE = """<html dir="rtl"><body><nav><a href="/">الرئيسية</a></nav><main><article>
<h1>زلزال يضرب شمال البلاد</h1>
<p>ضرب زلزال بقوة 6.1 درجات شمال البلاد فجر الثلاثاء، وهرعت فرق الإنقاذ إلى القرى المتضررة.</p>
<section><div><time>14:35</time><h2>وصول أول طائرة مساعدات</h2>
<p>وصلت أول طائرة مساعدات إلى مطار المدينة وعلى متنها 20 طنا من الخيام والأدوية.</p></div>
<div><time>13:10</time><h2>ارتفاع عدد القتلى إلى 45</h2>
<p>أعلنت وزارة الصحة ارتفاع عدد القتلى إلى 45 شخصا على الأقل.</p>
<p>وقال المتحدث باسم الوزارة إن العدد مرشح للارتفاع.</p></div>
<div><time>11:02</time><h2>إغلاق الطريق الساحلي</h2><p>أغلقت الشرطة الطريق الساحلي بعد انهيارات صخرية.</p></div>
</section></article></main><footer><p>جميع الحقوق محفوظة</p></footer></body></html>"""

# Below the length from which the extractor trusts what it finds.
BRIEF = """<html dir="rtl"><body><nav><a href="/">الرئيسية</a></nav><article>
<h1>السلطات تغلق معبرا حدوديا\u200f</h1><p>\u200fأغلقت السلطات معبرا حدوديا\u200e (West Gate)\u200f لأسباب أمنية.</p>
<div><span>إعلان</span></div>
<p>وقال المصدر إن <b>المعبر</b> سيفتح خلال أيام.</p>
<div><h4>مواضيع ذات صلة</h4><ul><li><a href="1">الجيش ينتشر على الحدود</a></li></ul></div></article></body></html>"""


def texts(html: str) -> tuple[str, list[str]]:
    article = clean(read_page(html.encode(), name="page.html")[0])
    return article.headline.text, [paragraph.text for paragraph in article.paragraphs]


def test_a_live_blog_is_read_in_its_order_with_the_heading_of_each_entry():
    headline, paragraphs = texts(LIVE)
    assert headline == "زلزال يضرب شمال البلاد"
    assert [" ".join(text.split()[:3]) for text in paragraphs] == [
        "ضرب زلزال بقوة",
        "وصول أول طائرة",
        "وصلت أول طائرة",
        "ارتفاع عدد القتلى",
        "أعلنت وزارة الصحة",
        "وقال المتحدث باسم",
        "إغلاق الطريق الساحلي",
        "أغلقت الشرطة الطريق",
    ]


def test_a_brief_report_keeps_its_paragraphs_apart_and_loses_its_advertisement_and_its_links():
    headline, paragraphs = texts(BRIEF)
    assert headline.strip("\u200f") == "السلطات تغلق معبرا حدوديا"
    assert len(paragraphs) == 2
    assert "West Gate" in paragraphs[0]
    assert paragraphs[1] == "وقال المصدر إن المعبر سيفتح خلال أيام."


@pytest.mark.parametrize(
    ("extracted", "expected"),
    [
        (["د", "أ ب", "ج"], ["أ", "ب", "ج", "د"]),  # glued, and in another order
        (["- ب", "د"], ["ب", "د"]),  # an item of a list
        (["أ", "ليس في الصفحة", "د"], ["أ", "ليس في الصفحة", "د"]),  # no word is lost
        (["مقدمة", "ب"], ["مقدمة", "ب"]),
        (["أ", "أ", "ب"], ["أ", "ب"]),  # the page has it once
        ([], []),
    ],
)
def test_lines_are_cut_and_ordered_as_the_page_has_them(extracted, expected):
    page = [Block("أ"), Block("إعلان"), Block("ب"), Block("ج"), Block("د")]
    assert as_on_page(extracted, page) == expected


def test_a_heading_comes_in_right_before_a_block_that_was_taken_and_nowhere_else():
    page = [Block("قسم", heading=True), Block("أ"), Block("عنوان", heading=True), Block("ب")]
    page += [Block("اقرأ أيضا", heading=True), Block("رابط")]
    assert as_on_page(["أ", "ب"], page) == ["أ", "عنوان", "ب"]
