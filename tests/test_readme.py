"""The README says what there is, and what it says runs."""

import re
from pathlib import Path

import pytest

from mt.cli import build_parser

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHELL = "\n".join(re.findall(r"```sh\n(.*?)```", README, re.DOTALL))
COMMANDS = [re.split(r"\s{2,}#|\s#|\s<", line)[0].split()[1:] for line in SHELL.splitlines() if line.startswith("mt ")]


def commands():
    [choices] = [a.choices for a in build_parser()._actions if isinstance(a.choices, dict)]
    return choices


def leaves(parser):
    """The parser itself, or those of its subcommands."""
    groups = [a.choices.values() for a in parser._actions if isinstance(a.choices, dict)]
    return [leaf for group in groups for child in group for leaf in leaves(child)] or [parser]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_of_the_readme_is_understood(words):
    assert build_parser().parse_args(words).run


@pytest.mark.parametrize("name", commands())
def test_every_command_is_in_the_readme_and_has_help(name):
    assert re.search(rf"\bmt {name}\b", README)
    assert all(action.help for parser in leaves(commands()[name]) for action in parser._actions), name


def test_the_make_targets_it_names_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z-]+)", README)) <= targets


def test_the_files_it_names_exist():
    for name in re.findall(r"`((?:docs|training|eval_sets|mt)/[\w./-]*)`", README):
        assert (ROOT / name).exists(), name
