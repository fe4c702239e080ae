import json

from mt.cli import main
from mt.document import Flag
from mt.testing import FakeSummarizer


def test_summarize_reads_english_and_prints_the_summary(fakes, tmp_path, capsys):
    path = tmp_path / "news.txt"
    path.write_text("The army took the city.\n\nMore followed.\n", encoding="utf-8")
    assert main(["summarize", str(path), "--model", "short", "--beam", "3"]) == 0
    assert capsys.readouterr() == ("The army took the city.\n", "")
    assert fakes.loaded == [
        ("summarizer", "short", {"beam_size": 3, "threads": 0, "device": "cpu", "lock": None, "verify": False})
    ]


def test_the_json_of_summarize_is_a_summary_with_schema_and_name(fakes, tmp_path, capsys):
    path = tmp_path / "news.txt"
    path.write_text("The army took the city.", encoding="utf-8")
    fakes.summarizer = FakeSummarizer(flags=(Flag("fallback", "first sentences only"),))
    assert main(["summarize", str(path), "--to", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "schema": "1.0",
        "name": str(path),
        "text": "The army took the city.",
        "sentences": [{"text": "The army took the city.", "sources": [0], "status": "supported"}],
        "method": "auto",
        "flags": [{"kind": "fallback", "message": "first sentences only"}],
    }


def test_what_to_distrust_in_a_summary_is_said_on_standard_error(fakes, tmp_path, capsys):
    path = tmp_path / "news.txt"
    path.write_text("The army took the city.", encoding="utf-8")
    fakes.summarizer = FakeSummarizer(flags=(Flag("fallback", "first sentences only"),))
    assert main(["summarize", str(path)]) == 0
    assert capsys.readouterr().err == "mt: summary: first sentences only\n"
