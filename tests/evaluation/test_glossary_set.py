"""The set of sentences with prescribed terms agrees with its own glossary."""

import re

import pytest

from mt.evaluation.challenge import judge, validate
from mt.evaluation.sets import find_card, locate, read_set
from mt.glossary import read_glossary

ITEMS = read_set(find_card("glossary"))
GLOSSARY = read_glossary(locate(ITEMS.card, "terms"))


def test_every_item_has_rules_that_its_reference_meets():
    validate([segment.item for segment in ITEMS.segments])
    assert not [s.id for s in ITEMS.segments if judge(s.item, {s.id: s.reference})]
    assert sum(len(s.item["all_of"]) for s in ITEMS.segments) == 111


@pytest.mark.parametrize("segment", ITEMS.segments, ids=lambda segment: segment.id)
def test_the_terms_found_in_a_sentence_are_those_that_its_author_wrote_down(segment):
    found = [occurrence.entry.target for occurrence in GLOSSARY.find(segment.source)]
    unmatched = list(segment.item["all_of"])
    for target in found:
        rule = next((rule for rule in unmatched if re.fullmatch(rule, target)), None)
        assert rule, f"{target} is found but not wanted"
        unmatched.remove(rule)
    assert not unmatched
