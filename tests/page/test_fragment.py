import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from mt.document import Digest, Flag, Removed, Summary, SummarySentence, TranslatedParagraph, Translation
from mt.report.beside import beside
from mt.report.fragment import Look, fragment, script, style

ALIGNED = Translation(
    "وصل الوزير أمس.", "The minister arrived yesterday.", -0.2, alignment=((0, 2), (1, 0), (1, 1), (2, 3))
)
DOUBTFUL = Translation("ثم غادر.", "Then he left.", -0.9, (Flag("low-confidence", "unsure"),), confidence="low")


def paragraph(*sentences, line=1):
    return TranslatedParagraph(
        " ".join(s.source for s in sentences), " ".join(s.text for s in sentences), sentences, line
    )


PAGE = Digest(
    name="page.txt",
    headline=paragraph(Translation("عنوان", "Headline", -0.1)),
    paragraphs=(paragraph(ALIGNED, DOUBTFUL, line=3), paragraph(ALIGNED, line=5)),
    summary=Summary(
        "He came. He went.", (SummarySentence("He came.", (1, 3)), SummarySentence("He went.")), "abstractive"
    ),
    removed=(Removed("شارك", "share line", 7),),
)


class Elements(HTMLParser):
    """The attributes of all elements, in order."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def sentences(html, *, arabic):
    """(number, text) of the sentences of one side."""
    blocks = re.findall(r'<(p|h1)( class="source")?[^>]*>(.*?)</\1>', html, re.DOTALL)
    inside = "".join(text for _, source, text in blocks if bool(source) is arabic)
    spans = re.findall(r'<span class="s[^>]*data-s="(\d+)"[^>]*>(.*?)</span>(?=<|\s|$)', inside, re.DOTALL)
    return [(int(number), re.sub("<[^>]*>", "", text)) for number, text in spans]


def test_a_sentence_has_the_same_number_on_both_sides():
    html = fragment(PAGE)
    numbers = {arabic: [n for n, _ in sentences(html, arabic=arabic)] for arabic in (False, True)}
    assert numbers == {False: [0, 1, 2, 3], True: [0, 1, 2, 3]}


def test_the_words_of_an_aligned_sentence_are_elements_in_the_order_of_the_alignment():
    html = fragment(PAGE)
    first = re.search(r'<span class="s" data-s="1" id="s1" data-a="([^"]*)" tabindex="-1">(.*?</span>)</span>', html)
    assert first[1] == "0-2 1-0 1-1 2-3"
    assert re.findall("<span data-w>(.*?)<", first[2]) == ["The", "minister", "arrived", "yesterday."]
    assert "<span data-w>وصل</span> <span data-w>الوزير</span> <span data-w>أمس.</span>" in html


def test_without_an_alignment_or_without_the_arabic_words_stay_plain():
    plain = replace(PAGE, summary=None, paragraphs=(paragraph(replace(ALIGNED, alignment=())),))
    assert "data-w" not in fragment(plain)
    assert "data-w" not in fragment(PAGE, Look(show_source=False))


def test_a_sentence_of_the_summary_leads_to_its_sources_and_names_their_paragraphs():
    links = [attrs for tag, attrs in Elements(fragment(PAGE, Look(prefix="a-"))).found if attrs.get("class") == "from"]
    assert [(link["href"], link["data-from"]) for link in links] == [("#a-s1", "1 3")]
    assert "paragraph 1, 2" in links[0]["aria-label"]


def test_every_id_is_there_once_and_begins_with_the_prefix():
    ids = [attrs["id"] for _, attrs in Elements(fragment(PAGE, Look(prefix="left-"))).found if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert all(name.startswith("left-") for name in ids)


def test_a_doubtful_sentence_has_a_symbol_and_words_for_those_who_do_not_see_it():
    (level,) = [attrs for _, attrs in Elements(fragment(PAGE)).found if "level" in attrs.get("class", "")]
    assert (level["role"], level["aria-label"]) == ("img", "low confidence")
    assert "○" in fragment(PAGE)


def test_only_one_sentence_is_a_stop_of_the_tab_key():
    stops = [
        attrs["tabindex"] for _, attrs in Elements(fragment(PAGE)).found if "data-s" in attrs and "tabindex" in attrs
    ]
    assert stops == ["0", "-1", "-1", "-1"]


def test_a_growing_digest_marks_what_is_still_to_come():
    empty = replace(
        PAGE, summary=None, paragraphs=(paragraph(ALIGNED), paragraph(replace(ALIGNED, text="", alignment=())))
    )
    assert fragment(empty, Look(growing=True)).count('class="waiting"') == 1
    assert 'class="waiting"' not in fragment(empty)


def test_the_arabic_interface_turns_the_piece_around_but_not_the_english():
    html = fragment(PAGE, Look(language="ar", offers=True))
    assert html.startswith('<article class="mt-digest both" lang="ar" dir="rtl">')
    assert "الترجمة" in html and "أزرار المشاركة" in html and "النموذج غير واثق" in html
    english = [attrs for tag, attrs in Elements(html).found if tag == "p" and attrs.get("lang") == "en"]
    assert english and all(attrs["dir"] == "ltr" for attrs in english)


def test_the_button_to_keep_what_was_left_out_is_offered_only_where_something_listens():
    buttons = [attrs for tag, attrs in Elements(fragment(PAGE, Look(offers=True))).found if tag == "button"]
    assert [(b["data-act"], b.get("data-line")) for b in buttons] == [("keep", "7"), ("keep", None)]
    assert buttons[0]["aria-label"] == "Keep this: Line 7"
    assert 'data-act="keep"' not in fragment(PAGE)


def test_translations_beside_each_other_share_the_numbers_of_their_sentences():
    other = replace(PAGE, paragraphs=tuple(replace(p, translation="Other.") for p in PAGE.paragraphs))
    html = beside([PAGE, other], ["A", "B"])
    numbers = [attrs["data-s"] for _, attrs in Elements(html).found if "data-s" in attrs]
    assert numbers == ["0", "0", "0", "1", "2", "1", "2", "1", "2", "3", "3", "3"]


def test_translations_of_different_texts_are_not_set_beside_each_other():
    with pytest.raises(ValueError, match="shorter"):
        beside([PAGE, replace(PAGE, paragraphs=())], ["A", "B"])


def test_style_and_script_load_nothing():
    assert not re.search(r"url\(|@import|https?:", style())
    assert not re.search(r"fetch\(|XMLHttpRequest|https?:|import\(|eval", script())
