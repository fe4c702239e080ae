"""What is said to an argument that cannot be meant so."""

import pytest
from command_fakes import SENTENCE

from mt.cli import build_parser, main
from mt.document import Flag


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--nosuch"], "unknown argument --nosuch; see `mt --help`"),
        (
            ["translate", "-dash.txt"],
            "unknown argument -dash.txt (a file is named ./-dash.txt); see `mt translate --help`",
        ),
        (
            ["translate", "--treads", "2"],
            "unknown argument --treads (did you mean --threads?); see `mt translate --help`",
        ),
        (["translate", "--nosuch"], "unknown argument --nosuch; see `mt translate --help`"),
        (["translate"], "the following arguments are required: FILE; see `mt translate --help`"),
        (["translate", ""], "the name of the file is empty; is the shell's variable set?"),
        (
            ["translate", "x", "--threads", "-1"],
            "argument --threads: '-1' is not a whole number, 0 or more; see `mt translate --help`",
        ),
    ],
)
def test_a_word_that_means_nothing_is_named(words, said, capsys):
    assert main(words) == 2
    assert capsys.readouterr().err == f"mt: error: {said}\n"


@pytest.mark.parametrize("command", ["translate", "digest"])
def test_columns_are_refused_for_what_has_none(command, fakes, page, capsys):
    assert main([command, str(page), "--column", "body"]) == 2
    assert "has no columns: leave out --column" in capsys.readouterr().err


def test_what_is_to_be_said_several_times_of_a_line_is_said_once(fakes, tmp_path, capsys):
    path = tmp_path / "x.txt"
    path.write_text(f"{SENTENCE} {SENTENCE}\n", encoding="utf-8")
    fakes.translator.flags = {SENTENCE: (Flag("length", "far too short"),)}
    assert main(["translate", str(path)]) == 0
    assert capsys.readouterr().err == "mt: line 1: far too short (2 times)\n"


def test_arabic_is_not_summarized_as_if_it_were_english(fakes, page, capsys):
    assert main(["summarize", str(page)]) == 3
    assert "is Arabic; `mt digest` translates and summarizes" in capsys.readouterr().err


def test_every_command_says_what_it_does():
    def without(parser):
        groups = [action.choices for action in parser._actions if isinstance(action.choices, dict)]
        below = [child for group in groups for child in group.values()]
        return [child.prog for child in below if not child.description] + [p for c in below for p in without(c)]

    assert without(build_parser()) == []
