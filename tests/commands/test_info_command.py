import json
import sys

import pytest

from mt.cli import build_parser, main
from mt.errors import ModelError


def test_info_names_versions_processor_and_models(capsys):
    assert main(["info", "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["python"] == ".".join(map(str, sys.version_info[:3]))
    assert facts["processor"]["usable_cores"] >= 1
    assert "float32" in facts["processor"]["compute_types"]
    assert {model["role"] for model in facts["models"]} == {"translate", "summarize"}


def test_info_works_with_a_broken_model_and_says_so(tmp_path, capsys, monkeypatch):
    def broken(*args, **kwargs):
        raise ModelError("the files are not there: fetch them")

    monkeypatch.setattr("mt.models.store.locate", broken)
    assert main(["info"]) == 0
    assert "broken: the files are not there: fetch them" in capsys.readouterr().out


def test_info_works_without_a_usable_lock_and_says_so(tmp_path, capsys):
    lock = tmp_path / "models.lock"
    lock.write_text("version = nonsense", encoding="utf-8")
    assert main(["info", "--lock", str(lock), "--json"]) == 0
    assert str(lock) in json.loads(capsys.readouterr().out)["models"][0]["problem"]


def test_version_is_that_of_the_package(capsys):
    from mt import __version__

    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"mt {__version__}\n"


def parsers(parser, path=("mt",)):
    yield path, parser
    for action in parser._actions:
        if hasattr(action, "choices") and isinstance(action.choices, dict):
            for name, child in action.choices.items():
                yield from parsers(child, (*path, name))


def test_every_command_and_every_option_has_a_help_text():
    missing = [
        (*path, action.dest)
        for path, parser in parsers(build_parser())
        for action in parser._actions
        if not action.help and not hasattr(action, "add_parser")
    ]
    assert missing == []


@pytest.mark.parametrize("path", [path[1:] for path, _ in parsers(build_parser())], ids=" ".join)
def test_every_command_can_be_asked_for_help(path, capsys):
    assert main([*path, "--help"]) == 0
    assert capsys.readouterr().out.startswith("usage: mt")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["digest", "page.txt", "--show-sorce"], "did you mean --show-source?); see `mt digest --help`"),
        (["digest", "page.txt", "--show"], "unknown argument --show"),  # no abbreviations
        (["digets"], "invalid choice: 'digets'"),
        ([], "COMMAND; see `mt --help`"),
        (["digest"], "name a FILE, or several with --many FILE ...; see `mt digest --help`"),
        (["digest", "page.txt", "--beam", "0"], "'0' is not a whole number above 0"),
        (["digest", "page.txt", "--threads", "-1"], "--threads"),
        (["digest", "page.txt", "--to", "pdf"], "invalid choice: 'pdf'"),
    ],
)
def test_a_wrong_command_line_ends_with_2_in_one_line_that_names_the_help(arguments, said, capsys):
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("mt: error: ")
    assert said in err
    assert err.count("\n") == 1


def test_the_number_of_threads_comes_from_the_environment_unless_it_is_given(fakes, page, monkeypatch, capsys):
    monkeypatch.setenv("MT_THREADS", "7")
    main(["digest", str(page), "--no-summary"])
    main(["digest", str(page), "--no-summary", "--threads", "2"])
    assert [options["threads"] for *_, options in fakes.loaded] == [7, 2]
    monkeypatch.setenv("MT_THREADS", "many")
    assert main(["digest", str(page)]) == 2
    assert "MT_THREADS" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["-q", "translate"], ["translate", "-q"]])
def test_quiet_may_stand_before_or_after_the_command(fakes, page, capsys, arguments):
    assert main([*arguments, str(page)]) == 0
    assert capsys.readouterr().err == ""
