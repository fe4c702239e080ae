"""Every form of a digest shows the same, and what to distrust first."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import CLEAN, HOSTILE_PAGE, NUMBER, PAGE, UNSAFE, UNSURE, doubtful, paragraph

from mt.document import Digest, Flag, Summary, SummarySentence, TranslatedParagraph, Translation
from mt.errors import UsageError
from mt.report import FORMS, render
from mt.report.notes import annotate, visible
from mt.report.text import shorten
from mt.version import __version__


def test_the_text_form_is_this():
    assert render(PAGE, "text") == (
        "The headline\n"
        "\n"
        "SUMMARY (IN THE MODEL'S WORDS, WHICH CAN BE WRONG: CHECK THE PARAGRAPHS IT NAMES)\n"
        "\n"
        "A minister spoke.\n"
        "\n"
        "TRANSLATION\n"
        "\n"
        "The minister said. Soldiers arrived. [?1]\n"
        "\n"
        "Then he left. [?2]\n"
        "\n"
        "WHAT TO DISTRUST\n"
        "\n"
        "the whole page: 2 of 4 sentences have a warning\n"
        "[?1] paragraph 1, “Soldiers arrived.”: the number 200 is missing\n"
        "[?2] paragraph 2, “Then he left.”: the number 200 is missing; the model was unsure\n"
        "\n"
        "LEFT OUT\n"
        "\n"
        "line 7 (share line): شارك الخبر\n"
        "line 9 (link): Read more\n"
        "\n"
        "--\n"
        f"page.txt · translate news-1 0123456789ab · 2.3 s (translate 2.2) · mt {__version__}\n"
    )


def test_the_markdown_form_is_this():
    body, end = render(CLEAN, "md").split("\n---\n")
    title = "## Summary (in the model's words, which can be wrong: check the paragraphs it names)"
    assert body == f"# The headline\n\n{title}\n\nA minister spoke.\n\n## Translation\n\nYes.\n"
    assert end.startswith("\n*page.txt ·")


def test_a_mark_stands_at_its_sentence_not_at_the_paragraphs_end():
    page = replace(CLEAN, paragraphs=(paragraph(("أ.", "One.", NUMBER), ("ب.", "Two.")),))
    assert "One. [?1] Two.\n" in render(page, "text")
    assert "One. **\\[?1\\]** Two.\n" in render(page, "md")


def test_equal_sentences_are_marked_each_at_its_own_place():
    page = replace(CLEAN, paragraphs=(paragraph(("أ.", "Same."), ("ب.", "Same.", NUMBER), ("ج.", "Same.", UNSURE)),))
    assert "Same. Same. [?1] Same. [?2]\n" in render(page, "text")


def test_a_flag_survives_when_its_sentence_is_empty_or_was_edited_away():
    empty = replace(paragraph(("أ.", "", NUMBER)), translation="")
    edited = replace(paragraph(("أ.", "Original.", UNSURE)), translation="Edited by hand.")
    text = render(replace(CLEAN, paragraphs=(empty, edited)), "text")
    assert "[?1]" in text
    assert "Edited by hand. [?2]" in text


def test_numbers_run_through_headline_summary_and_paragraphs_in_reading_order():
    page = replace(
        PAGE,
        headline=paragraph(("أ", "H", NUMBER)),
        summary=Summary("S", (SummarySentence("S"),), "abstractive", (UNSURE,)),
    )
    assert [(note.number, note.place) for note in annotate(page).notes] == [
        (0, "the whole page"),
        (1, "headline"),
        (2, "summary"),
        (3, "paragraph 1"),
        (4, "paragraph 2"),
    ]


def test_the_pieces_of_a_paragraph_joined_are_its_translation():
    for block, source in zip(annotate(PAGE).paragraphs, PAGE.paragraphs, strict=True):
        assert "".join(piece.text for piece in block.pieces) == source.translation


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "expected",
    [
        *("The headline", "A minister spoke.", "The minister said.", "Then he left.", "the number 200 is missing"),
        *("the model was unsure", "2 of 4 sentences", "share line", "شارك الخبر", "Read more", "news-1"),
    ],
)
def test_every_form_shows_everything(form, expected):
    assert expected in render(PAGE, form)


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_a_summary_that_is_only_the_articles_beginning_says_so(form):
    page = replace(PAGE, summary=Summary("A minister spoke.", (SummarySentence("A minister spoke."),), "lead"))
    said = "SUMMARY (THE ARTICLE'S OWN FIRST SENTENCES)" if form == "text" else "own first sentences"
    assert said in render(page, form)
    assert said not in render(PAGE, form)


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_nothing_to_distrust_and_nothing_left_out_leaves_no_empty_list(form):
    shown = render(CLEAN, form).casefold()
    assert "distrust" not in shown
    assert "left out" not in shown


@pytest.mark.parametrize("form", FORMS)
def test_a_digest_without_headline_summary_or_paragraphs_still_renders(form):
    assert "empty.txt" in render(Digest("empty.txt", None, (), None, ()), form)


def test_an_unknown_form_is_refused_with_the_known_ones():
    with pytest.raises(UsageError, match="text, md, json, html"):
        render(PAGE, "pdf")


@pytest.mark.parametrize("show_source", [False, True])
@pytest.mark.parametrize("form", FORMS)
def test_no_form_lets_control_characters_of_the_page_through(form, show_source):
    shown = render(HOSTILE_PAGE, form, show_source=show_source)
    assert not UNSAFE.findall(shown)
    assert shown.encode("utf-8")
    assert "نص" in shown


def test_json_gives_back_exactly_the_digest_even_a_hostile_one():
    assert json.loads(render(HOSTILE_PAGE, "json")) == json.loads(json.dumps(HOSTILE_PAGE.to_dict()))


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_the_source_is_shown_only_when_asked_for(form):
    page = replace(CLEAN, headline=paragraph(("عنوان", "Head")))
    assert "عنوان" not in render(page, form)
    assert "عنوان" in render(page, form, show_source=True)


# --- Small parts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [("short", 10, "short"), ("one two three", 8, "one two…"), ("one two three", 9, "one two…"), ("abcdef", 4, "abc…")],
)
def test_a_quotation_is_shortened_at_a_word(text, limit, expected):
    assert shorten(text, limit) == expected


@given(st.text(), st.integers(1, 30))
def test_a_shortened_text_never_exceeds_its_limit(text, limit):
    assert len(shorten(text, limit)) <= limit


@given(st.text())
def test_visible_text_is_one_line_that_can_be_encoded(text):
    shown = visible(text)
    assert shown.encode("utf-8") is not None
    assert "\n" not in shown
    assert visible(shown) == shown


@pytest.mark.parametrize("form", ["text", "md"])
def test_doubts_begin_with_the_worst_sentences(form):
    sentences = (doubtful("Fair.", -0.6, "medium"), doubtful("Bad.", -0.9, "low"), doubtful("Worst.", -2.0, "low"))
    page = TranslatedParagraph("نص", "Fair. Bad. Worst.", sentences, 1)
    text = render(replace(CLEAN, paragraphs=(page,), flags=(Flag("doubtful-page", "read all with care"),)), form)
    order = "read all with care", "Read these", "unsure of Worst", "unsure of Bad", "Lesser doubts", "unsure of Fair"
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert text.index("Fair. ") < text.index("Bad. ") < text.index("Worst. ")  # the translation keeps its order


@pytest.mark.parametrize(("form", "shown"), [("text", "    or: Indeed."), ("md", "- *or: Indeed.*")])
def test_alternatives_follow_their_paragraph(form, shown):
    sentence = Translation("نعم", "Yes.", -0.1, alternatives=("Indeed.",))
    page = replace(CLEAN, paragraphs=(TranslatedParagraph("نعم", "Yes.", (sentence,), 1),))
    lines = render(page, form).splitlines()
    assert lines.index("Yes.") < lines.index(shown)
