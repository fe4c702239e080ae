"""Pages of our own writing in the layouts of many outlets; the left column is the answer, given by hand."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mt.clean import clean
from mt.document import Article, Page
from mt.furniture import PATTERNS, PHRASES, REASONS
from mt.lines import fold

ROOT = Path(__file__).parent.parent
SHORT = {
    "H": "headline",
    "P": "paragraph",
    "also": "read-also block",
    "form": "comment form",
    "share": "share line",
    "sub": "subscription notice",
    "cookie": "cookie notice",
    "menu": "menu",
    "page": "page control",
    "ad": "advertisement",
    "photo": "photo credit",
    "caption": "photo caption",
    "source": "source line",
    "by": "byline",
    "date": "date line",
    "count": "counter",
    "tags": "tags",
    "copy": "copyright",
    "twice": "repeated line",
    "deco": "decoration",
}

# Headed by "## name"; a line is its answer, a bar, and what stands on the page.
LAYOUTS = dict(
    part.split("\n", 1) for part in (ROOT / "tests" / "layouts.txt").read_text(encoding="utf-8")[3:].split("\n\n## ")
)


def read(layout: str) -> tuple[list[str], str]:
    """Split a layout into the answers and the page."""
    rows = [row.partition("|") for row in layout.strip().split("\n")]
    return [SHORT[mark.strip()] for mark, _, _ in rows], "\n".join(text.strip() for _, _, text in rows)


def answers(article: Article) -> dict[int, str]:
    found = {paragraph.line: "paragraph" for paragraph in article.paragraphs}
    found |= {removed.line: removed.reason for removed in article.removed}
    if article.headline:
        found[article.headline.line] = "headline"
    return found


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_line_of_a_layout_gets_the_answer_given_by_hand(name: str):
    expected, text = read(LAYOUTS[name])
    found = answers(clean(Page(name, text)))
    assert [(found[i], line) for i, line in enumerate(text.split("\n"), 1)] == list(
        zip(expected, text.split("\n"), strict=True)
    )


@pytest.mark.parametrize("name", LAYOUTS)
def test_blank_lines_between_the_lines_change_nothing_but_the_numbers(name: str):
    expected, text = read(LAYOUTS[name])
    found = answers(clean(Page(name, "\n" + text.replace("\n", "\n \u00a0\n"))))
    assert [found[2 * i] for i in range(1, len(expected) + 1)] == expected


def test_the_real_page_gives_its_headline_twelve_paragraphs_and_seven_removed_lines():
    path = ROOT / "eval_sets" / "libya_benghazi" / "page.ar.txt"
    article = clean(Page("libya", path.read_text(encoding="utf-8")))
    assert article.headline is not None
    assert article.headline.line == 1
    assert [p.line for p in article.paragraphs] == [3, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27]
    assert [(r.line, r.reason) for r in article.removed] == [
        (5, "repeated line"),
        *((line, "read-also block") for line in (29, 31, 33, 35)),
        (37, "comment form"),
        (39, "comment form"),
    ]


@pytest.mark.parametrize("name", LAYOUTS)
def test_keeping_furniture_removes_nothing_and_finds_the_same_headline(name: str):
    _, text = read(LAYOUTS[name])
    page = Page(name, text)
    kept, cleaned = clean(page, keep_furniture=True), clean(page)
    assert kept.removed == ()
    assert kept.headline == cleaned.headline
    assert sorted(answers(kept)) == list(range(1, text.count("\n") + 2))


def test_a_line_that_is_asked_for_stays_and_the_others_go():
    page = Page("libya", (ROOT / "eval_sets" / "libya_benghazi" / "page.ar.txt").read_text(encoding="utf-8"))
    article = clean(page, keep_lines=(5, 31))
    assert [p.line for p in article.paragraphs] == [3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 31]
    assert [r.line for r in article.removed] == [29, 33, 35, 37, 39]
    assert article.headline.line == 1


@pytest.mark.parametrize(
    ("byline", "kept"),
    [
        ("سعود الدعجاني- سبق- بيشة:", ""),
        ("خالد الشاماني – واس – المدينة المنورة:", ""),
        ("علي حمدي/عكاظ/جدة:", ""),
        # Who speaks, a place with its agency, a name of no paper, too much before the colon: all may belong to it.
        ("", "قال المتحدث:"),
        ("", "الرياض – واس:"),
        ("", "وزير الصحة - الطبيب - قال:"),
        ("", "علي حمدي - سبق - قال في اتصال من المدينة المنورة أمس:"),
    ],
)
def test_a_byline_before_the_first_words_is_set_apart_where_it_is_certain(byline, kept):
    said = "لقي أربعة أشخاص مصرعهم وأصيب ثلاثة في حادث مروري مساء أمس."
    first, other = f"{byline or kept} {said}", f"{byline or kept} {said.replace('أربعة', 'سبعة')}"
    page = Page("page", f"حادث مروع على طريق الجنوب\n{first}\n{other}")
    article = clean(page)
    assert [p.text for p in article.paragraphs] == [f"{kept} {said}".strip(), other]
    assert [(r.text, r.reason, r.line) for r in article.removed] == ([(byline, "byline", 2)] if byline else [])
    for whole in (clean(page, keep_lines=(2,)), clean(page, keep_furniture=True)):
        assert [p.text for p in whole.paragraphs] == [first, other]
        assert not whole.removed


def test_white_space_around_a_paragraph_goes_and_a_removed_line_stays_as_it_stood():
    body = "قال الوزير إن الاجتماع عقد أمس في العاصمة."
    article = clean(Page("page", f"  {body}\t\n  شارك "))
    assert article.paragraphs[0].text == body
    assert article.removed[0].text == "  شارك "


def test_headlines_above_an_article_stay_when_nothing_tells_which_is_its_own():
    text = """آخر الأخبار
ارتفاع طفيف في أسعار الذهب
انطلاق مهرجان الفيلم في وهران
توقيف شبكة لتهريب الوقود في تبسة
أوقفت مصالح الأمن في ولاية تبسة شبكة من سبعة أشخاص تعمل في تهريب الوقود عبر الحدود."""
    assert [r.line for r in clean(Page("page", text)).removed] == [1]


def test_an_empty_page_has_nothing():
    assert clean(Page("page", " \n\n\t")) == Article(None, (), ())


def test_spelling_marks_and_emoji_do_not_hide_furniture():
    lines = ["إقــرأ أيضــاً :", "شَارِك", "📌 شارك الخبر 👇", "أقرأ ايضا", "جميع الحقوق محفوظه", "٣ تعليقات"]
    body = "قال الوزير إن الاجتماع عقد أمس في العاصمة."
    article = clean(Page("page", "\n".join([body, *lines])))
    assert [r.line for r in article.removed] == [2, 3, 4, 5, 6, 7]


def test_a_line_of_five_megabytes_is_one_paragraph():
    text = "قال الوزير إن الاجتماع عقد أمس في العاصمة. " * 65_000
    article = clean(Page("page", text))
    assert len(text.encode()) > 5_000_000
    assert [p.text for p in article.paragraphs] == [text.strip()]


def test_five_thousand_different_lines_that_begin_alike_all_stay():
    text = "\n".join(f"وقال المصدر نفسه في تصريح صحفي إن القافلة رقم {n} وصلت إلى وجهتها سالمة." for n in range(5_000))
    article = clean(Page("page", text))
    assert len(article.paragraphs) == 5_000


_PIECES = [line for layout in LAYOUTS.values() for line in read(layout)[1].split("\n")]


@settings(max_examples=150)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(_PIECES), st.text(max_size=30), st.sampled_from(["", " ", "\u200f", "…", "\x0b", "\u2028"])
        ),
        max_size=30,
    )
)
def test_every_line_that_is_not_blank_is_in_exactly_one_field(lines: list[str]):
    text = "\n".join(lines).replace("\r", " ")
    article = clean(Page("page", text))
    places = [p.line for p in article.paragraphs] + [r.line for r in article.removed]
    places += [article.headline.line] if article.headline else []
    rows = text.split("\n")
    assert sorted(places) == [i for i, row in enumerate(rows, 1) if row.strip()]
    assert all(p.text == rows[p.line - 1].strip() for p in article.paragraphs)
    assert all(r.text == rows[r.line - 1] and r.reason in REASONS for r in article.removed)


def test_each_rule_has_a_known_reason_and_says_why_it_exists():
    rules = [*PHRASES, *PATTERNS]
    assert {rule.reason for rule in rules} <= set(REASONS)
    assert all(len(rule.why) > 8 for rule in rules)


def test_no_pattern_holds_a_letter_that_folding_takes_away():
    # such a pattern could never match
    for rule in PATTERNS:
        arabic = "".join(c for c in rule.regex if "\u0600" <= c <= "\u06ff" and c.isalpha())
        assert fold(arabic) == arabic, rule.why


def test_no_phrase_stands_under_two_reasons():
    seen: dict[str, str] = {}
    for rule in PHRASES:
        for phrase in map(fold, rule.text.split("|")):
            assert seen.setdefault(phrase, rule.reason) == rule.reason, phrase
