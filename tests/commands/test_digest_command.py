import json
import sys

import jsonschema
import pytest
from command_fakes import ARTICLE, ROOT, SENTENCE, Terminal, stdin_of

from mt.cli import main


def test_digest_prints_headline_summary_paragraphs_and_doubts(fakes, page, capsys):
    assert main(["digest", str(page)]) == 0
    out, err = capsys.readouterr()
    title = "SUMMARY (THE ARTICLE'S OWN SENTENCES, SHORTENED WHERE THAT CHANGES NOTHING)"
    assert out.startswith(f"A short headline\n\n{title}\n\nA short headline [¶\u00a0headline]\n\nTRANSLATION\n\n")
    assert "\n\nThe army took the city. [?1] It took three days.\n\nArms were found.\n\n" in out
    assert "[?1] paragraph 1, “The army took the city.”: far too short" in out
    assert "اترك تعليقاً" in out.partition("LEFT OUT")[2]
    assert err == ""


def test_digest_to_a_pipe_holds_no_escape_sequence_and_no_bidirectional_control(fakes, page, capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert main(["digest", str(page), "--show-source"]) == 0
    out = capsys.readouterr().out
    assert not set(out) & set("\x1b\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069")
    assert SENTENCE in out


def test_digest_on_a_terminal_uses_its_means(fakes, page, monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert main(["digest", str(page)]) == 0
    assert "\x1b[1m" in terminal.text()
    assert "╭" in terminal.text()


def test_digest_reads_standard_input_in_any_known_encoding(fakes, capsys, monkeypatch):
    stdin_of(monkeypatch, ARTICLE.encode("windows-1256"))
    assert main(["digest", "-", "--to", "json"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert body["name"] == "standard input"
    assert body["settings"]["encoding"] == "cp1256"
    assert body["headline"]["translation"] == "A short headline"


def test_the_json_of_digest_and_of_translate_is_what_the_schema_says(fakes, page, capsys):
    schema = json.loads((ROOT / "docs" / "digest.schema.json").read_text(encoding="utf-8"))
    for command in (["digest"], ["translate"], ["translate", "--clean"]):
        assert main([*command, str(page), "--to", "json"]) == 0
        jsonschema.Draft202012Validator(schema).validate(json.loads(capsys.readouterr().out))


@pytest.mark.parametrize(
    ("suffix", "beginning"),
    [
        (".txt", "A short"),
        ("", "A short"),
        (".md", "# A short"),
        (".HTML", "<!doctype"),
        (".htm", "<!doctype"),
        (".json", "{"),
    ],
)
def test_the_suffix_of_the_file_names_the_form(fakes, page, tmp_path, capsys, suffix, beginning):
    out = tmp_path / f"digest{suffix}"
    assert main(["digest", str(page), "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8").startswith(beginning)
    assert capsys.readouterr() == ("", f"mt: wrote {out}\n")


def test_a_dash_as_the_file_to_write_is_standard_output(fakes, page, capsys):
    assert main(["digest", str(page), "--out", "-", "--to", "md"]) == 0
    assert capsys.readouterr().out.startswith("# A short headline")


def test_a_form_that_is_asked_for_outweighs_the_suffix(fakes, page, tmp_path):
    out = tmp_path / "digest.txt"
    assert main(["digest", str(page), "--out", str(out), "--to", "json"]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["schema"] == "1.0"


def test_a_suffix_that_says_nothing_is_refused_before_any_model_is_loaded(fakes, page, tmp_path, capsys):
    assert main(["digest", str(page), "--out", str(tmp_path / "digest.pdf")]) == 2
    assert "--to" in capsys.readouterr().err
    assert fakes.loaded == []


def test_digest_passes_its_options_to_the_models(fakes, page, tmp_path):
    options = [
        "--model",
        "big",
        "--summarizer",
        "short",
        "--beam",
        "5",
        "--threads",
        "3",
        "--lock",
        str(tmp_path / "l"),
        "--verify",
    ]
    assert main(["digest", str(page), *options]) == 0
    common = {"threads": 3, "device": "cpu", "lock": tmp_path / "l", "verify": True}
    assert fakes.loaded == [
        ("translator", "big", {"beam_size": 5, **common}),
        ("summarizer", "short", {"beam_size": None, **common}),
    ]


def test_no_summary_loads_no_summarizer(fakes, page, capsys):
    assert main(["digest", str(page), "--no-summary"]) == 0
    assert [what for what, *_ in fakes.loaded] == ["translator"]
    assert "SUMMARY" not in capsys.readouterr().out


def test_keep_furniture_translates_it(fakes, page, capsys):
    assert main(["digest", str(page), "--keep-furniture"]) == 0
    assert "Leave a comment" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "advice"), [("Only English.", "no Arabic"), ("اترك تعليقاً\n", "--keep-furniture"), ("", "empty")]
)
def test_a_page_that_cannot_be_used_ends_with_3_and_advice(fakes, tmp_path, capsys, text, advice):
    path = tmp_path / "page.txt"
    path.write_text(text, encoding="utf-8")
    assert main(["digest", str(path)]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("mt: error: ")
    assert advice in err
    assert err.count("\n") == 1
