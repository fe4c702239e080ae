"""The options of ``mt digest`` and ``mt summarize`` that are about the summary."""

import json

import pytest

from mt import pipeline
from mt.cli import main
from mt.document import Summary, SummarySentence
from mt.summarize import Wanted
from mt.testing import FakeTranslator

KNOWN = {"سيطر الجيش على المدينة.": "The army took the city.", "فر اثنا عشر رجلا.": "Twelve men fled."}
SAID = (SummarySentence("The army took the city.", (0,)), SummarySentence("Twelve men fled.", (1,), "source"))


class Summarizer:
    """Says the same of every text, writes a headline, and remembers what was wanted."""

    def __init__(self):
        self.wanted = []

    def summarize(self, text, *, wanted=Wanted()):
        self.wanted.append(wanted)
        return Summary(" ".join(s.text for s in SAID), SAID, wanted.method)

    def headline(self, text):
        return SummarySentence("Army takes city", (0,))


@pytest.fixture
def summarizer(monkeypatch):
    made = Summarizer()
    monkeypatch.setattr(pipeline, "load_translator", lambda *_, **__: FakeTranslator(KNOWN))
    monkeypatch.setattr(pipeline, "load_summarizer", lambda *_, **__: made)
    monkeypatch.delenv("MT_THREADS", raising=False)
    return made


@pytest.fixture
def pages(tmp_path):
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    for place, sentence in zip((first, second), KNOWN, strict=True):
        place.write_text(f"{sentence}\n", encoding="utf-8")
    return [str(first), str(second)]


def test_length_and_method_reach_the_summarizer(summarizer, pages, capsys):
    assert main(["digest", pages[0], "--length", "90", "--method", "extractive"]) == 0
    assert summarizer.wanted == [Wanted("90", "extractive")]
    assert "SUMMARY (THE ARTICLE'S OWN MOST CENTRAL SENTENCES)" in capsys.readouterr().out


@pytest.mark.parametrize("option", [["--length", "huge"], ["--method", "magic"], ["--length", "1"]])
@pytest.mark.parametrize("command", ["digest", "summarize"])
def test_a_kind_of_summary_that_does_not_exist_is_refused_before_any_work(summarizer, pages, capsys, command, option):
    assert main([command, pages[0], *option]) == 2
    assert summarizer.wanted == []
    assert option[1] in capsys.readouterr().err


def test_bullets_give_each_sentence_a_line_with_its_paragraph(summarizer, pages, capsys, tmp_path):
    assert main(["digest", "--many", *pages, "--bullets"]) == 0
    out = capsys.readouterr().out
    assert f"- The army took the city. [¶\u00a0{pages[0]} 1]\n- Twelve men fled. [¶\u00a0{pages[1]} 1]\n" in out
    (tmp_path / "english.txt").write_text("The army took the city on Friday.", encoding="utf-8")
    assert main(["summarize", str(tmp_path / "english.txt"), "--bullets"]) == 0
    assert capsys.readouterr().out == "- The army took the city.\n- Twelve men fled.\n"


def test_a_page_without_a_headline_gets_one_that_is_marked_as_the_models(summarizer, pages, capsys):
    assert main(["digest", pages[0]]) == 0
    assert capsys.readouterr().out.startswith(
        "Army takes city [¶\u00a01]\n(headline written by the model; the page has none)\n"
    )


def test_several_pages_make_one_digest_that_names_them(summarizer, pages, capsys):
    assert main(["digest", "--many", *pages, "--to", "json"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert body["name"] == ", ".join(pages)
    assert [paragraph["page"] for paragraph in body["paragraphs"]] == pages
    assert len(summarizer.wanted) == 1


def test_a_digest_of_nothing_is_refused(summarizer, capsys):
    assert main(["digest"]) == 2
    assert "--many" in capsys.readouterr().err
