import base64
import hashlib
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from report_samples import paragraph
from rich.cells import cell_len
from rich.console import Console

from mt.document import Digest, Flag, Removed, Summary, SummarySentence, TranslatedParagraph, Translation
from mt.errors import UsageError
from mt.report import FORMS, render, show
from mt.report.markdown import escape
from mt.report.notes import annotate, visible
from mt.report.text import shorten
from mt.version import __version__

NUMBER = Flag("number", "the number 200 is missing")
UNSURE = Flag("low-probability", "the model was unsure")


PAGE = Digest(
    name="page.txt",
    headline=paragraph(("عنوان الخبر", "The headline")),
    paragraphs=(
        paragraph(("قال الوزير.", "The minister said."), ("وصل ٢٠٠ جندي.", "Soldiers arrived.", NUMBER), line=3),
        paragraph(("ثم غادر.", "Then he left.", NUMBER, UNSURE), line=5),
    ),
    summary=Summary("A minister spoke.", (SummarySentence("A minister spoke."),), "abstractive"),
    removed=(Removed("شارك الخبر", "share line", 7), Removed("Read more", "link", 9)),
    flags=(Flag("doubtful-page", "2 of 4 sentences have a warning"),),
    models={"translate": {"name": "news-1", "digest": "0123456789abcdef" * 4}},
    timings={"translate": 2.25, "clean": 0.01},
)
CLEAN = replace(PAGE, paragraphs=(paragraph(("نعم.", "Yes.")),), removed=(), flags=())

# What a hostile page may hold: an escape sequence, bidirectional controls, markup, half a character.
HOSTILE = "\x1b[31mred\x07 \u202eeda\u2066 <script>alert(1)</script> & \"'`*_[x](y) \ud800 \x9b\x00 نص"
HOSTILE_PAGE = replace(
    PAGE,
    name=HOSTILE,
    headline=paragraph((HOSTILE, HOSTILE, Flag("number", HOSTILE))),
    paragraphs=(paragraph((HOSTILE, HOSTILE, Flag("number", HOSTILE))),),
    summary=Summary(HOSTILE, (SummarySentence(HOSTILE),), "lead", (Flag("fallback", HOSTILE),)),
    removed=(Removed(HOSTILE, HOSTILE, 2),),
    models={"translate": {"name": HOSTILE, "digest": HOSTILE}},
)
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def on_terminal(digest, width=80, *, show_source=False, **more):
    out = io.StringIO()
    options = {"force_terminal": True, "color_system": "standard", "legacy_windows": False, **more}
    show(digest, Console(file=out, width=width, **options), show_source=show_source)
    return out.getvalue()


def without_ansi(text):
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


class Outline(HTMLParser):
    """Tags and texts of an HTML file; raises when an element is not closed where it should be."""

    VOID = frozenset({"meta", "br", "img", "link", "input", "hr"})

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.texts = [], [], []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not {"style", "script"} & set(self.open):
            self.texts.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.texts).split())

    def attributes(self, tag, name):
        return [attrs[name] for found, attrs in self.tags if found == tag and name in attrs]


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


# --- Markdown ---------------------------------------------------------------------------------------------


def read_markdown(text):
    """What a reader of the rendered Markdown sees."""
    return Outline(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)).text


@pytest.mark.parametrize(
    "text",
    [
        *("# no heading", "1. no list", "12) no list", "- no list", "+ no list", "> no quotation", "=== ---", "***"),
        *("[text](address)", "![x](y)", "<b>bold</b>", "`code`", "~~gone~~", "a | b", "a_b_c", "&amp; &copy;"),
        *("back\\slash\\", "$1$"),
    ],
)
def test_markdown_shows_text_as_it_stands(text):
    assert read_markdown(escape(text)) == " ".join(text.split())


@given(st.text(st.sampled_from("abc 12.)(-+=#>*_`[]<>!&;~|\\$\"'نص،:/{}^@%")))
def test_markdown_shows_any_text_as_it_stands(text):
    assert read_markdown(escape(text)) == " ".join(text.split())


def test_arabic_in_markdown_says_its_direction():
    assert '<p dir="rtl" lang="ar">ثم غادر.</p>' in render(PAGE, "md", show_source=True)


# --- HTML -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [PAGE, HOSTILE_PAGE, CLEAN], ids=["page", "hostile", "clean"])
@pytest.mark.parametrize("show_source", [False, True])
def test_the_html_form_closes_what_it_opens_and_fetches_nothing(page, show_source):
    outline = Outline(render(page, "html", show_source=show_source))
    tags = {tag for tag, _ in outline.tags}
    assert not tags & {"img", "link", "iframe", "object", "form", "base"}
    assert not any(name.startswith("on") or name in {"src", "style"} for _, attrs in outline.tags for name in attrs)
    assert all(address.startswith("#") for address in outline.attributes("a", "href"))
    assert "default-src 'none'" in outline.attributes("meta", "content")[0]


@pytest.mark.parametrize("page", [PAGE, HOSTILE_PAGE], ids=["page", "hostile"])
def test_the_html_form_lets_its_own_script_and_style_run_and_no_other(page):
    shown = render(page, "html", show_source=True)
    policy = re.search('Content-Security-Policy" content="(.*?)"', shown)[1]
    for tag in ("script", "style"):
        (inside,) = re.findall(f"<{tag}>(.*?)</{tag}>", shown, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}';" in policy
    assert "unsafe" not in policy


def test_the_style_of_the_html_form_names_no_address():
    style = re.search("<style>(.*?)</style>", render(PAGE, "html"), re.DOTALL)[1]
    assert "url(" not in style
    assert "@import" not in style
    assert "color-scheme: light dark" in style


def test_markup_in_the_page_is_shown_as_text():
    assert "<script>alert(1)</script>" in Outline(render(HOSTILE_PAGE, "html")).text


def test_every_mark_in_the_html_form_leads_to_its_note_and_back():
    outline = Outline(render(PAGE, "html"))
    ids = {attrs["id"] for _, attrs in outline.tags if "id" in attrs}
    links = {address[1:] for address in outline.attributes("a", "href")}
    assert links == {"mark-1", "mark-2", "note-1", "note-2"}
    assert links <= ids
    assert "the number 200 is missing; the model was unsure" in outline.attributes("a", "title")


def test_the_html_form_says_language_and_direction():
    outline = Outline(render(PAGE, "html", show_source=True))
    assert ("html", {"lang": "en", "dir": "ltr"}) in outline.tags
    arabic = [attrs for tag, attrs in outline.tags if attrs.get("lang") == "ar"]
    assert len(arabic) >= 3  # headline and two paragraphs
    assert all(attrs["dir"] == "rtl" for attrs in arabic)


def test_what_was_left_out_can_be_unfolded_with_its_reasons():
    shown = render(PAGE, "html")
    details = re.search("<details.*?</details>", shown, re.DOTALL)[0]
    assert Outline(details).text == "Left out: 2 lines Line Reason Text 7 share line شارك الخبر 9 link Read more"


# --- Terminal ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [20, 40, 80, 200])
@pytest.mark.parametrize("show_source", [False, True])
def test_no_line_on_a_terminal_is_wider_than_it(width, show_source):
    shown = without_ansi(on_terminal(PAGE, width, show_source=show_source))
    assert max(cell_len(line) for line in shown.splitlines()) <= width


def test_lines_stay_readable_on_a_very_wide_terminal():
    long = replace(CLEAN, paragraphs=(paragraph(("كلمة " * 100, "word " * 200)),))
    assert max(cell_len(line) for line in without_ansi(on_terminal(long, 300)).splitlines()) <= 100


def test_arabic_on_a_terminal_is_isolated_line_by_line_and_right_aligned():
    long = replace(CLEAN, paragraphs=(paragraph(("كلمة " * 40, "word " * 40)),))
    lines = without_ansi(on_terminal(long, 80, show_source=True)).splitlines()
    arabic = [line.rstrip() for line in lines if "كلمة" in line]
    assert len(arabic) > 3
    assert all(line.count("\u2067") == 1 and line.endswith("\u2069") for line in arabic)
    assert all(cell_len(line) == 80 for line in arabic)


def test_english_that_was_left_out_is_not_set_right_to_left():
    shown = without_ansi(on_terminal(PAGE))
    assert "link" in shown
    assert "\u2067شارك الخبر\u2069" in shown
    assert "\u2067Read more" not in shown


def test_a_terminal_shows_marks_and_reasons():
    shown = without_ansi(on_terminal(PAGE))
    assert "Soldiers arrived. [?1]" in shown
    assert "[?2] paragraph 2" in shown


def test_no_color_leaves_no_colour_on_the_terminal(monkeypatch):
    colour = re.compile(r"\x1b\[[0-9;]*3[0-7]m")
    assert colour.search(on_terminal(PAGE))
    monkeypatch.setenv("NO_COLOR", "1")
    assert not colour.search(on_terminal(PAGE))


def test_a_hostile_page_sends_the_terminal_nothing_but_our_own_sequences():
    shown = without_ansi(on_terminal(HOSTILE_PAGE, show_source=True))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", shown)


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


def doubtful(text, score, confidence):
    flags = (Flag("low-confidence", f"unsure of {text}"),)
    return Translation("نص", text, score, flags, confidence=confidence)


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


def test_a_terminal_shows_alternatives_and_the_worst_doubts_first():
    sentences = (doubtful("Fair.", -0.6, "medium"), replace(doubtful("Bad.", -2.0, "low"), alternatives=("Other.",)))
    page = replace(CLEAN, paragraphs=(TranslatedParagraph("نص", "Fair. Bad.", sentences, 1),))
    console = Console(file=io.StringIO(), width=100)
    show(page, console)
    text = console.file.getvalue()
    assert "or “Bad.”: Other." in text
    assert text.index("unsure of Bad") < text.index("unsure of Fair")
