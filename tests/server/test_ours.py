import re

import pytest

from mt.document import Flag
from mt.summarize import Wanted
from mt.testing import FakeSummarizer, FakeTranslator, transliterate

SENTENCE = "أعلن الجيش الليبي سيطرته على المدينة."
PAGE = f"{SENTENCE}\n\nوقال المتحدث باسمه إن العملية استمرت ثلاثة أيام متواصلة.\n"


def test_a_digest_is_the_same_json_as_the_command_lines(client):
    body = client.post("/digest", json={"text": PAGE}).json()
    assert body["schema"] == "1.0"
    assert [p["source"] for p in body["paragraphs"]] == [line for line in PAGE.splitlines() if line]
    assert body["summary"]["text"] == transliterate(SENTENCE)


@pytest.mark.parametrize(
    ("form", "kind", "begins"),
    [("html", "text/html", "<!doctype html>"), ("md", "text/markdown", "#"), ("text", "text/plain", "SUMMARY")],
)
def test_a_digest_comes_in_the_form_asked_for(client, form, kind, begins):
    answer = client.post("/digest", json={"text": PAGE, "form": form})
    assert answer.headers["content-type"].startswith(kind)
    assert answer.text.startswith(begins)


class Asked(FakeSummarizer):
    """Remembers what kind of summary was wanted."""

    def summarize(self, text, *, wanted=Wanted()):
        self.wanted = wanted
        return super().summarize(text, wanted=wanted)


def test_a_summary_is_made_as_long_and_by_the_method_asked_for(serving):
    summarizer = Asked()
    with serving(summarizer=summarizer) as client:
        client.post("/digest", json={"text": PAGE, "length": "long", "method": "extractive"})
        assert summarizer.wanted == Wanted("long", "extractive")
        client.post("/summarize", json={"text": "The army took the city.", "length": 90})
        assert summarizer.wanted == Wanted("90")
        for wrong in ({"length": "epic"}, {"length": 3}, {"method": "magic"}):
            for path in ("/digest", "/summarize"):
                assert client.post(path, json={"text": PAGE, **wrong}).status_code == 400


def test_a_digest_without_a_summary_has_none(client):
    assert client.post("/digest", json={"text": PAGE, "summary": False}).json()["summary"] is None


def test_a_page_without_arabic_is_answered_with_400(client):
    answer = client.post("/digest", json={"text": "Nothing here is Arabic."})
    assert answer.status_code == 400
    assert "no Arabic" in answer.json()["error"] and "Nothing here" not in answer.text


def test_a_summary_has_text_sentences_and_method(client):
    body = client.post("/summarize", json={"text": "The army took the city.\nMore."}).json()
    assert body == {
        "schema": "1.0",
        "text": "The army took the city.",
        "sentences": [{"text": "The army took the city.", "sources": [0], "status": "supported"}],
        "method": "auto",
        "flags": [],
    }


def test_the_counters_count(serving):
    with serving(FakeTranslator(flags={SENTENCE: (Flag("length", "short"),)})) as client:
        client.post("/digest", json={"text": PAGE})
        client.post("/translate", json={"q": 1})
        client.get("/made/up")
        text = client.get("/metrics").text
    assert 'mt_requests_total{route="/digest",status="200"} 1.0' in text
    assert 'mt_requests_total{route="/translate",status="400"} 1.0' in text
    assert f"mt_characters_total {len(PAGE)}.0" in text
    assert 'mt_flags_total{kind="length"} 1.0' in text
    assert "mt_batch_sentences_sum 2.0" in text
    assert "made/up" not in text


def test_the_documentation_names_every_call_and_no_other_host(client):
    paths = set(client.get("/openapi.json").json()["paths"])
    assert {"/translate", "/detect", "/languages", "/digest", "/digest/stream", "/summarize", "/metrics"} <= paths
    page = client.get("/docs").text
    assert not re.findall(r"""(?:src|href)=["'](?!/)[^"']*""", page)
    for address in re.findall(r"""(?:src|href)=["'](/[^"']*)""", page):
        assert client.get(address).status_code == 200
