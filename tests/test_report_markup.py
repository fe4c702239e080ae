"""The Markdown and HTML forms of a digest: text shows as it stands, and nothing is fetched."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from report_samples import (
    CLEAN,
    HOSTILE_PAGE,
    PAGE,
)

from mt.report import render
from mt.report.markdown import escape


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
