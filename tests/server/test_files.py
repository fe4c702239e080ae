"""Documents through /translate_file: the way there and back. What a format keeps is tested with the formats."""

import io
import re
import zipfile

import pytest

ARABIC = "أعلن الجيش الليبي سيطرته على المدينة."
ENGLISH = "aaln aljysh allyby sytrth ala almdyna."
TARGETS = {"source": "ar", "target": "en"}


def translated(client, name, data, **fields):
    return client.post("/translate_file", files={"file": (name, data)}, data={**TARGETS, **fields})


def fetched(client, name, data, **fields):
    answer = translated(client, name, data, **fields)
    assert answer.status_code == 200, answer.text
    return client.get(answer.json()["translatedFileUrl"])


def word(*paragraphs):
    """A Word file made by another library."""
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        ("a.txt", f"{ARABIC}\n", f"{ENGLISH}\n"),
        ("a.md", f"# {ARABIC}\n\n- {ARABIC}\n", f"# {ENGLISH}\n\n- {ENGLISH}\n"),
        ("a.vtt", f"WEBVTT\n\n00:01.000 --> 00:02.000\n{ARABIC}\n", f"WEBVTT\n\n00:01.000 --> 00:02.000\n{ENGLISH}\n"),
        ("a.SRT", f"1\n00:00:01,000 --> 00:00:02,000\n{ARABIC}\n", f"1\n00:00:01,000 --> 00:00:02,000\n{ENGLISH}\n"),
    ],
)
def test_a_text_file_comes_back_in_its_own_format(client, name, source, expected):
    answer = fetched(client, name, source.encode())
    assert answer.text.strip() == expected.strip()
    suffix = name.rpartition(".")[2].lower()
    assert answer.headers["content-disposition"] == f'attachment; filename="translated.{suffix}"'


def test_a_web_page_comes_back_as_one_and_can_do_nothing_on_this_server(client):
    pytest.importorskip("lxml")
    answer = fetched(client, "a.html", f"<html><body><p>{ARABIC}</p></body></html>".encode())
    assert re.search(f"<p[^>]*>{re.escape(ENGLISH)}</p>", answer.text)
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_word_file_comes_back_as_one_that_another_library_reads(client):
    docx = pytest.importorskip("docx")
    pytest.importorskip("lxml")
    answer = fetched(client, "letter.docx", word(ARABIC, "yes"))
    paragraphs = [p.text for p in docx.Document(io.BytesIO(answer.content)).paragraphs]
    assert paragraphs == [ENGLISH, "yes"]
    assert answer.headers["content-type"] == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def test_an_english_file_is_copied_byte_for_byte(client):
    data = word("The army took the city.")
    assert fetched(client, "a.docx", data, source="en").content == data


@pytest.mark.parametrize(("told", "scheme"), [("https", "https"), ("javascript", "http"), ("", "http")])
def test_behind_a_proxy_the_address_has_the_scheme_that_the_client_uses(client, told, scheme):
    files, headers = {"file": ("a.txt", b"x")}, {"X-Forwarded-Proto": told}
    url = client.post("/translate_file", files=files, data=TARGETS, headers=headers).json()["translatedFileUrl"]
    assert url.startswith(f"{scheme}://testserver/download_file/")


def test_what_is_taken_stands_in_the_settings(client):
    pytest.importorskip("lxml")
    formats = client.get("/frontend/settings").json()["supportedFilesFormat"]
    assert {".txt", ".md", ".html", ".docx", ".odt", ".epub", ".srt", ".vtt"} <= set(formats)


def test_a_file_that_is_not_what_its_name_says_is_answered_with_400_and_its_name_is_not_repeated(client):
    for name in ("secret-name.docx", "secret-name.epub", "secret-name.exe", "secret-name", "secret.name.pdf"):
        answer = translated(client, name, b"plainly no such thing")
        assert answer.status_code == 400, name
        assert "secret" not in answer.text
    assert translated(client, "a.docx", b"PK\x03\x04 broken").status_code == 400


def test_a_file_larger_than_allowed_is_answered_with_413(serving):
    with serving(file_bytes=200_000, characters=1_000) as client:
        assert translated(client, "a.txt", b"x" * 300_000).status_code == 413
        assert translated(client, "a.txt", ("ل" * 1_001).encode()).status_code == 413
        assert translated(client, "a.docx", word("ل" * 1_001)).status_code == 413
        assert translated(client, "a.docx", word("ل" * 1_000)).status_code == 200
        # Nothing but an upload may be that long.
        assert client.post("/translate", content=b"x" * 190_000).status_code == 413


def test_a_file_that_unpacks_to_far_more_than_was_sent_is_answered_with_413(serving):
    stream = io.BytesIO(word("لا"))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/bomb.bin", b"\0" * 2_000_000)
    with serving(file_bytes=200_000) as client:
        assert len(stream.getvalue()) < 200_000
        assert translated(client, "a.docx", stream.getvalue()).status_code == 413
