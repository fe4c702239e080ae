import re
import string

import pytest

from mt.checks import KINDS
from mt.evaluation.faults import KINDS as FAULTS
from mt.furniture import REASONS
from mt.report.strings import LANGUAGES, Strings, table
from mt.summarize import LENGTHS, METHODS

ARABIC = re.compile("[\u0621-\u064a]")
# A name and an address are the same in every language.
ALIKE = {"page.address_hint", "page.chrf", "page.step"}


@pytest.mark.parametrize("key", sorted(table()))
def test_every_string_is_said_in_every_language(key):
    said = table()[key]
    assert set(said) == set(LANGUAGES)
    assert all(text.strip() for text in said.values())
    assert key in ALIKE or (ARABIC.search(said["ar"]) and not ARABIC.search(said["en"]))


@pytest.mark.parametrize("key", sorted(table()))
def test_the_languages_fill_the_same_gaps(key):
    gaps = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in table()[key].values()]
    assert gaps[0] == gaps[1]


def test_every_warning_and_every_reason_has_its_words():
    wanted = {f"flag.{kind}" for kind in KINDS} | {f"reason.{reason}" for reason in REASONS}
    wanted |= {f"fault.{kind}" for kind in FAULTS}
    wanted |= {f"page.length_{name}" for name in LENGTHS} | {f"page.method_{name}" for name in METHODS}
    assert not wanted - set(table())


def test_an_unknown_key_falls_back_only_where_a_fallback_is_given():
    assert Strings("ar").get("reason.new", "new") == "new"
    with pytest.raises(KeyError):
        Strings("ar")["reason.new"]
