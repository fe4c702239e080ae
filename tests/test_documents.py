"""The commands on documents, with fakes for engines."""

import io
import json
import sys
from pathlib import Path

import docx
import jsonschema
import pytest

from mt import documents, pipeline
from mt.cli import main
from mt.document import Flag
from mt.errors import OutputError
from mt.read import open_document
from mt.testing import FakeSummarizer, FakeTranslator
from mt.write import write

ROOT = Path(__file__).resolve().parent.parent
KNOWN = {"عنوان": "Title", "وصل الوزير.": "The minister arrived.", "وغادر.": "He left."}
FLAG = Flag("length", "far too short")
HTML = '<html dir="rtl"><head><title>عنوان</title></head><body><p>وصل الوزير. وغادر.</p><p>English</p></body></html>'


@pytest.fixture
def fakes(monkeypatch):
    translator = FakeTranslator(known=KNOWN, flags={"وغادر.": (FLAG,)})
    monkeypatch.setattr(pipeline, "load_translator", lambda *_, **__: translator)
    monkeypatch.setattr(pipeline, "load_summarizer", lambda *_, **__: FakeSummarizer())
    return translator


@pytest.fixture
def html(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(HTML, encoding="utf-8")
    return path


@pytest.fixture
def word(tmp_path):
    path = tmp_path / "letter.docx"
    made = docx.Document()
    made.add_heading("عنوان", 1)
    made.add_paragraph("وصل الوزير. وغادر.")
    made.save(str(path))
    return path


def test_a_document_is_translated_sentence_by_sentence_and_its_digest_numbers_its_texts(fakes):
    document = open_document(HTML.encode(), name="x.html")
    data, digest = documents.translate_document(document, name="x.html", translator=fakes)
    assert "<p>The minister arrived. He left.</p>" in data.decode()
    assert fakes.asked == ["عنوان", "وصل الوزير.", "وغادر."]
    assert [(p.line, p.translation) for p in digest.paragraphs] == [(1, "Title"), (2, "The minister arrived. He left.")]


def test_a_web_page_is_translated_into_a_web_page(fakes, html, capsys):
    assert main(["translate", str(html)]) == 0
    out, err = capsys.readouterr()
    assert "<title>Title</title>" in out
    assert "<p>The minister arrived. He left.</p><p>English</p>" in out
    assert 'dir="ltr"' in out
    assert err == "mt: text 2: far too short\n"


def test_a_word_document_is_translated_into_a_word_document(fakes, word, tmp_path, capsys):
    out = tmp_path / "out.docx"
    assert main(["translate", str(word), "--out", str(out)]) == 0
    assert [p.text for p in docx.Document(str(out)).paragraphs] == ["Title", "The minister arrived. He left."]
    assert capsys.readouterr().err.endswith(f"mt: wrote {out}\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letter.docx", "out.docx"]


def test_a_document_comes_from_standard_input_too(fakes, word, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(word.read_bytes())))
    assert main(["translate", "-", "--out", str(tmp_path / "out.docx"), "-q"]) == 0
    assert docx.Document(str(tmp_path / "out.docx")).paragraphs[0].text == "Title"


def test_a_packed_document_is_not_written_to_standard_output(fakes, word, capsys):
    assert main(["translate", str(word)]) == 2
    assert "--out" in capsys.readouterr().err
    assert fakes.asked == []


@pytest.mark.parametrize("options", [["--to", "text"], ["--out", "OUT.txt"]])
def test_a_document_can_be_translated_into_plain_text(fakes, word, tmp_path, capsys, options):
    options = [option.replace("OUT", str(tmp_path / "out")) for option in options]
    assert main(["translate", str(word), "-q", *options]) == 0
    text = (tmp_path / "out.txt").read_text() if "--out" in options else capsys.readouterr().out
    assert text == "Title\nThe minister arrived. He left.\n"


def test_a_document_can_be_translated_into_the_json_of_a_digest(fakes, html, capsys):
    assert main(["translate", str(html), "--to", "json"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert [p["translation"] for p in body["paragraphs"]] == ["Title", "The minister arrived. He left."]


def test_a_document_is_not_turned_into_another_format(fakes, word, tmp_path, capsys):
    assert main(["translate", str(word), "--out", str(tmp_path / "x.odt")]) == 2
    assert "can be written as .docx, text or json, not as .odt" in capsys.readouterr().err
    assert not (tmp_path / "x.odt").exists()


def test_plain_text_has_no_other_format_to_be_written_in(fakes, tmp_path, capsys):
    path = tmp_path / "page.txt"
    path.write_text("عنوان")
    assert main(["translate", str(path), "--out", str(tmp_path / "x.docx")]) == 2
    assert "suffix .docx" in capsys.readouterr().err


def test_a_number_that_stands_alone_gets_the_digits_of_english(fakes, tmp_path, capsys):
    path = tmp_path / "x.md"
    fakes.known = {**KNOWN, "٢٠٢٠ ٥٫٥٪": "٢٠٢٠ ٥٫٥٪"}  # engines copy what has no letters
    path.write_text("عنوان\n\n٢٠٢٠ ٥٫٥٪\n", encoding="utf-8")
    assert main(["translate", str(path), "-q"]) == 0
    assert capsys.readouterr().out == "Title\n\n2020 5.5%\n"


def test_columns_are_named_by_option(fakes, tmp_path, capsys):
    path = tmp_path / "news.csv"
    path.write_text("id,title,body\n1,عنوان,وغادر.\n", encoding="utf-8")
    assert main(["translate", str(path), "--column", "title", "-q"]) == 0
    assert capsys.readouterr().out == "id,title,body\n1,Title,وغادر.\n"
    assert main(["translate", str(path), "-q"]) == 2
    assert "--column what to translate: id, title, body" in capsys.readouterr().err


def test_translate_with_clean_gives_the_article_of_a_web_page(fakes, html, capsys):
    assert main(["translate", str(html), "--clean", "-q"]) == 0
    assert "The minister arrived. He left." in capsys.readouterr().out


def test_the_digest_of_a_web_page_keeps_its_facts_and_follows_the_schema(fakes, tmp_path, capsys):
    path = tmp_path / "news.html"
    head = '<title>عنوان</title><meta name="author" content="علي حسن"><meta property="og:site_name" content="موقع">'
    text = "وصل الوزير إلى المدينة صباح اليوم وعقد فيها اجتماعا مع رؤساء البلديات لبحث إعادة الإعمار. " * 3
    path.write_text(f"<html><head>{head}</head><body><article><p>{text}</p></article></body></html>", encoding="utf-8")
    assert main(["digest", str(path), "--to", "json"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert {key: body["settings"][key] for key in ("title", "author", "site")} == {
        "title": "عنوان",
        "author": "علي حسن",
        "site": "موقع",
    }
    assert body["name"] == str(path)
    schema = json.loads((ROOT / "docs" / "digest.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(body)


@pytest.mark.parametrize("name", ["x.docx", "x.odt", "x.epub", "x.pdf", "x.html", "x.srt", "x.vtt", "x.md"])
def test_a_bad_file_of_each_kind_ends_with_3_in_one_line_and_leaves_nothing_behind(fakes, tmp_path, capsys, name):
    path, out = tmp_path / name, tmp_path / f"out{name[1:]}"
    path.write_bytes(b"Nothing of that kind.")
    options = ["--to", "text"] if name == "x.pdf" else ["--out", str(out)]
    assert main(["translate", str(path), *options]) == 3
    printed, err = capsys.readouterr()
    assert printed == ""
    assert err.startswith(f"mt: error: {path}: ")
    assert err.count("\n") == 1
    assert not out.exists()


@pytest.mark.parametrize("name", ["x.csv", "x.tsv", "x.json", "x.jsonl"])
def test_a_bad_table_ends_with_an_error_in_one_line(fakes, tmp_path, capsys, name):
    path = tmp_path / name
    path.write_bytes(b'{"text\n')
    assert main(["translate", str(path), "--column", "text"]) in (2, 3)
    assert capsys.readouterr().err.count("\n") == 1


def test_a_place_that_cannot_be_written_is_refused_before_anything_is_translated(fakes, word, tmp_path, capsys):
    assert main(["translate", str(word), "--out", str(tmp_path / "none" / "x.docx")]) == 5
    assert fakes.asked == []


def test_a_failed_write_is_an_output_error(tmp_path):
    with pytest.raises(OutputError, match="cannot write"):
        write(b"x", tmp_path / "none" / "x.docx")


def test_what_a_terminal_would_obey_does_not_reach_it(fakes, tmp_path, capsys):
    path = tmp_path / "x.md"
    path.write_text("`\x1b[31m`\n\nعنوان\n", encoding="utf-8")
    assert main(["translate", str(path)]) == 0
    assert capsys.readouterr().out == "`[31m`\n\nTitle\n"
