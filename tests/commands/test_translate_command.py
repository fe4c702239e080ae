import json

import pytest
from command_fakes import SENTENCE

from mt.cli import main


def test_translate_gives_one_line_for_each_line_and_keeps_the_blank_ones(fakes, page, capsys):
    assert main(["translate", str(page)]) == 0
    out, err = capsys.readouterr()
    assert out == (
        "A short headline\n\nThe army took the city. It took three days.\n\nArms were found.\n\nLeave a comment\n"
    )
    assert err == "mt: line 3: far too short\n"


@pytest.mark.parametrize("text", [SENTENCE, f"{SENTENCE}\n", f"\n\n{SENTENCE}\n \n\n", f"{SENTENCE}\n" * 3])
def test_translate_writes_as_many_lines_as_it_reads(fakes, tmp_path, capsys, text):
    path = tmp_path / "page.txt"
    path.write_text(text, encoding="utf-8")
    assert main(["translate", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [bool(line) for line in lines] == [bool(line.strip()) for line in text.splitlines()]


def test_translate_reads_repeated_lines_as_often_as_they_stand_there(fakes, tmp_path, capsys):
    path = tmp_path / "page.txt"
    path.write_text(f"{SENTENCE}\n{SENTENCE}\n", encoding="utf-8")
    assert main(["translate", str(path), "-q"]) == 0
    assert capsys.readouterr() == ("The army took the city.\n" * 2, "")


def test_translate_with_clean_leaves_the_furniture_out(fakes, page, capsys):
    assert main(["translate", str(page), "--clean", "-q"]) == 0
    assert capsys.readouterr().out == (
        "A short headline\n\nThe army took the city. It took three days.\n\nArms were found.\n"
    )


def test_translate_streams_the_same_lines_and_doubts_as_it_writes_at_once(fakes, page, capsys):
    assert main(["translate", str(page)]) == 0
    whole = capsys.readouterr()
    assert main(["translate", str(page), "--stream"]) == 0
    assert capsys.readouterr() == whole


@pytest.mark.parametrize("text", ["\n\nنعم\n\n", "نعم\n", "نعم\nلا"])
def test_a_stream_has_as_many_lines_as_its_page(fakes, tmp_path, capsys, text):
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    assert main(["translate", str(tmp_path / "x.txt")]) == 0
    whole = capsys.readouterr().out
    assert main(["translate", str(tmp_path / "x.txt"), "--stream"]) == 0
    assert capsys.readouterr().out == whole


@pytest.mark.parametrize("more", [["--to", "json"], ["--clean"], ["--out", "x.txt"]])
def test_only_lines_of_text_can_be_streamed(fakes, page, capsys, more):
    assert main(["translate", str(page), "--stream", *more]) == 2
    assert "--stream" in capsys.readouterr().err


def test_alternatives_stand_set_in_below_their_line(fakes, tmp_path, capsys):
    (tmp_path / "x.txt").write_text(f"{SENTENCE}\n", encoding="utf-8")
    assert main(["translate", str(tmp_path / "x.txt"), "--alternatives", "2", "-q"]) == 0
    best = "The army took the city."
    assert capsys.readouterr().out == f"{best}\n    or: {best} (2)\n    or: {best} (3)\n"


def test_a_digest_shows_alternatives_and_its_json_holds_them(fakes, page, capsys):
    assert main(["digest", str(page), "--alternatives", "1"]) == 0
    text = capsys.readouterr().out
    assert "    or “The army took the city.”: The army took the city. (2)\n" in text
    assert main(["digest", str(page), "--alternatives", "1", "--to", "json"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert body["headline"]["sentences"][0]["alternatives"] == ["A short headline (2)"]


def test_translate_has_no_page_form(fakes, page, tmp_path, capsys):
    assert main(["translate", str(page), "--to", "html"]) == 2
    assert main(["translate", str(page), "--out", str(tmp_path / "x.html")]) == 2
    assert "only text, json" in capsys.readouterr().err
