import pytest

from mt.checks import KINDS
from mt.confidence import GRAVE, HARMLESS, HIGH, LEVELS, LOW, confidence


def test_the_levels_are_told_apart_by_the_score():
    assert LOW < HIGH < 0
    assert [confidence(score) for score in (0.0, HIGH, LOW, LOW - 0.01)] == ["high", "high", "medium", "low"]


@pytest.mark.parametrize("kind", sorted(GRAVE))
def test_a_grave_fault_outweighs_any_score(kind):
    assert confidence(-0.01, [kind]) == "low"


@pytest.mark.parametrize("kind", sorted(HARMLESS))
def test_a_harmless_remark_changes_nothing(kind):
    assert confidence(-0.01, [kind]) == "high"


def test_any_other_fault_keeps_a_sentence_from_being_trusted_most():
    assert confidence(-0.01, ["numbers"]) == confidence(-0.01, ["cut", "length"]) == "medium"


def test_kinds_and_levels_have_the_names_used_elsewhere():
    assert set(KINDS) >= GRAVE | HARMLESS
    assert {confidence(score) for score in (0.0, (LOW + HIGH) / 2, -9.0)} == set(LEVELS)
