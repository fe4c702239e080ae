import json
from pathlib import Path

import jsonschema
import pytest

from mt.document import Page, Summary, SummarySentence
from mt.errors import InputError, UsageError
from mt.joint import digest_many
from mt.pipeline import Settings
from mt.report import render
from mt.testing import FakeSummarizer, FakeTranslator

SCHEMA = json.loads((Path(__file__).parent.parent / "docs" / "digest.schema.json").read_text(encoding="utf-8"))
KNOWN = {
    "سيطر الجيش على المدينة.": "The army took the city.",
    "قتل عشرون جنديا.": "Twenty soldiers died.",
    "هطل المطر على الشمال.": "Rain fell in the north.",
}
PAGES = [
    Page("a.txt", "سيطر الجيش على المدينة.\n\nقتل عشرون جنديا."),
    Page("b.txt", "هطل المطر على الشمال."),
]


class Says:
    """A summarizer that says what it is told, and asks for what it was given."""

    def __init__(self, *sentences):
        self.sentences, self.asked = sentences, []

    def summarize(self, text):
        self.asked.append(text)
        return Summary(" ".join(s.text for s in self.sentences), self.sentences, "abstractive")


def made(summarizer=None, **settings):
    summarizer = summarizer or FakeSummarizer()
    return digest_many(PAGES, translator=FakeTranslator(KNOWN), summarizer=summarizer, settings=Settings(**settings))


def test_all_pages_are_summarized_as_one_text_in_their_order():
    says = Says(SummarySentence("Rain fell.", (2,)))
    made(says)
    assert says.asked == ["The army took the city.\nTwenty soldiers died.\n\fRain fell in the north."]


def test_every_paragraph_names_its_page_and_keeps_its_line():
    assert [(p.page, p.line, p.translation) for p in made().paragraphs] == [
        ("a.txt", 1, "The army took the city."),
        ("a.txt", 3, "Twenty soldiers died."),
        ("b.txt", 1, "Rain fell in the north."),
    ]


@pytest.mark.parametrize("form", ["text", "md"])
def test_a_sentence_of_the_summary_is_shown_with_page_and_paragraph(form):
    shown = render(made(Says(SummarySentence("Twenty died in rain.", (1, 2)))), form).replace("\\", "")
    assert "Twenty died in rain. [¶\u00a0a.txt 2, b.txt 1]" in shown


def test_a_joint_digest_is_what_the_schema_says():
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(made().to_json()))


def test_without_a_summary_the_pages_are_translated_alone():
    digest = made(summary=False)
    assert digest.summary is None
    assert len(digest.paragraphs) == 3


def test_a_page_named_twice_is_refused():
    with pytest.raises(UsageError, match=r"a\.txt is named twice"):
        digest_many([PAGES[0], PAGES[0]], translator=FakeTranslator(), summarizer=FakeSummarizer())


def test_a_page_without_arabic_is_refused_by_its_name():
    with pytest.raises(InputError, match=r"c\.txt"):
        digest_many([*PAGES, Page("c.txt", "Hello.")], translator=FakeTranslator(), summarizer=FakeSummarizer())
