from collections import Counter

import pytest

from mt.errors import InputError
from mt.evaluation import challenge
from mt.evaluation.sets import find_card, read_set
from mt.normalize import normalize

ITEMS = [segment.item for segment in read_set(find_card("challenge")).segments]
REFERENCES = {item["id"]: item["reference"] for item in ITEMS}


def test_there_are_at_least_400_items_in_twelve_categories():
    counts = Counter(item["category"] for item in ITEMS)
    assert len(ITEMS) >= 400
    assert len(counts) == 12
    assert min(counts.values()) >= 25


def test_all_rules_are_well_formed_and_all_sources_differ():
    challenge.validate(ITEMS)
    assert len({item["source"] for item in ITEMS}) == len(ITEMS)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item["id"])
def test_a_human_translation_passes(item):
    assert challenge.judge(item, REFERENCES) == ()


def test_an_untranslated_source_never_passes():
    copies = {item["id"]: item["source"] for item in ITEMS}
    assert [item["id"] for item in ITEMS if not challenge.judge(item, copies)] == []


def test_silence_never_passes():
    silence = {item["id"]: "" for item in ITEMS}
    assert [item["id"] for item in ITEMS if not challenge.judge(item, silence)] == []


def test_a_translation_of_another_item_nearly_never_passes():
    """Rules that fit everything would test nothing. Pages are left out: theirs are on the number of paragraphs."""
    asked = [item for item in ITEMS if "twin" not in item and "lines" not in item]
    shifted = {item["id"]: other["reference"] for item, other in zip(asked, asked[7:] + asked[:7], strict=True)}
    passed = [item["id"] for item in asked if not challenge.judge(item, shifted)]
    assert len(passed) < 0.05 * len(asked), passed


@pytest.mark.parametrize(
    ("identifier", "wrong"),
    [
        ("num-001", "17 people were killed and 34 others injured in an explosion in the center of the capital."),
        ("num-005", "A hundred and eighty migrants arrived at the port on Thursday evening."),
        ("num-024", "The war ended in 1954 after six years of fighting."),
        ("name-008", "The Libyan capital Tripoli saw widespread protests."),
        ("neg-002", "The country will take part in the upcoming conference."),
        ("role-001", "The Belgian team beat the Moroccan team."),
        ("role-021", "China threatens."),
        ("gen-001", "The minister said he was satisfied with the results of his campaign."),
        ("head-007", "Parliament adopts tax bill"),
        ("furn-001", "The ministry began a campaign.\nIt lasts two weeks.\nRead also\nAdvice on influenza"),
    ],
)
def test_a_wrong_translation_fails(identifier, wrong):
    item = next(item for item in ITEMS if item["id"] == identifier)
    assert challenge.judge(item, {**REFERENCES, identifier: wrong})


def test_twins_are_the_same_sentence_in_another_spelling():
    """What our own normalization maps to one text; the other swaps (final ه for ة) are undone by hand here."""
    by_id = {item["id"]: item for item in ITEMS}
    for item in ITEMS:
        if "twin" in item:
            pair = [normalize(x["source"], fold_letters=True) for x in (item, by_id[item["twin"]])]
            assert pair[0].replace("ه", "ة") == pair[1].replace("ه", "ة"), item["id"]


def test_a_twin_that_comes_out_otherwise_fails_and_says_how():
    item = {"id": "b", "category": "c", "source": "s", "twin": "a"}
    assert challenge.judge(item, {"a": "One “thing”", "b": 'One "thing"'}) == ()
    assert challenge.judge(item, {"a": "One thing", "b": "Another"}) == ("differs from a: 'One thing'",)


def test_an_item_without_a_rule_is_refused():
    with pytest.raises(InputError, match="needs a category and a rule"):
        challenge.validate([{"id": "a", "category": "c", "source": "s"}])


def test_a_bad_expression_is_refused():
    with pytest.raises(InputError, match="no regular expression"):
        challenge.validate([{"id": "a", "category": "c", "source": "s", "all_of": ["("]}])


def test_a_twin_that_is_not_there_is_refused():
    with pytest.raises(InputError, match="twin"):
        challenge.validate([{"id": "a", "category": "c", "source": "s", "twin": "z"}])
