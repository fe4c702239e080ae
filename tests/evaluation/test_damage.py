"""The gate with real engines: each kind of damage is caught, and identical reruns are not.

The runs are of the embedded model on a part of the challenge set, so that all of this takes a minute.
"""

import json
import random
import re
import shutil
from dataclasses import replace

import pytest

import mt.furniture
import mt.lines
import mt.load
from mt.evaluation.gate import Limit, Policy, judge
from mt.evaluation.run import System, measure
from mt.evaluation.sets import find_card, read_set
from mt.models.store import locate

pytestmark = pytest.mark.slow

# A hundred items instead of four hundred: limits twice as wide, as the interval of a mean is.
POLICY = Policy(limits={"chrf": Limit(1.0, 4.0), "bleu": Limit(2.0, 8.0), "passes": Limit(2.0, 10.0)}, trials=500)


@pytest.fixture(scope="module")
def part():
    """Every fourth sentence and all pages."""
    whole = read_set(find_card("challenge"))
    chosen = tuple(s for i, s in enumerate(whole.segments) if s.item.get("kind") == "page" or i % 4 == 0)
    return replace(whole, segments=chosen)


@pytest.fixture(scope="module")
def baseline(translator, part):
    return measure(System("sound", translator), [part])


@pytest.fixture
def damaged_engine(tmp_path):
    """Load the embedded model from a copy of its files after ``change(folder)``, past the lock's own check."""

    def load(change):
        located = locate("translate")
        folder = tmp_path / "model"
        shutil.copytree(located.folder, folder)
        change(folder)
        return mt.load._engine(replace(located, folder=folder, digest="damaged"), 0, "cpu")

    return load


def failures(baseline, system, part):
    verdict = judge(baseline, measure(system, [part]), POLICY)
    return {check.name for check in verdict.checks if not check.passed}


def test_perturbed_weights_are_caught(baseline, translator, part, damaged_engine):
    def perturb(folder):
        data = bytearray((folder / "model.bin").read_bytes())
        # Names and shapes of tensors stay, or the file would not even load: that is another check's work.
        heads = [m.start() for m in re.finditer(rb"(?:en|de)coder/", bytes(data))]
        draw = random.Random(0)
        for head in heads:
            for place in range(head + 400, min(head + 60_000, len(data)), 7):
                if not any(abs(place - other) < 400 for other in heads if other > head and other < head + 61_000):
                    data[place] ^= draw.randrange(256)
        (folder / "model.bin").write_bytes(data)

    worse = replace(translator, engine=damaged_engine(perturb))
    assert {"chrf", "bleu"} & failures(baseline, System("perturbed", worse), part)


def test_a_swapped_vocabulary_is_caught(baseline, translator, part, damaged_engine):
    def swap(folder):
        for place in folder.glob("*vocabulary.json"):
            pieces = json.loads(place.read_text(encoding="utf-8"))
            # Special pieces stand first; two halves of the rest change places.
            special, rest = pieces[:8], pieces[8:]
            half = len(rest) // 2
            place.write_text(json.dumps([*special, *rest[half:], *rest[:half]], ensure_ascii=False), encoding="utf-8")

    worse = replace(translator, engine=damaged_engine(swap))
    assert "chrf" in failures(baseline, System("swapped", worse), part)


def test_a_search_that_ends_too_early_is_caught(baseline, translator, part):
    short = replace(translator, decoding=replace(translator.decoding, max_length=4))
    assert {"chrf", "passes"} & failures(baseline, System("short", short), part)


class WorstOfTheBeam:
    """An engine whose search keeps the last of eight hypotheses instead of the first."""

    def __init__(self, engine):
        self.engine = engine

    def __getattr__(self, name):
        return getattr(self.engine, name)

    def stream(self, sources, decoding, **options):
        for i, h in self.engine.stream(sources, replace(decoding, alternatives=7), **options):
            yield i, replace(h, pieces=h.alternatives[-1], attention=None) if h.alternatives else h


def test_a_search_that_keeps_its_worst_hypothesis_is_caught(baseline, translator, part):
    broken = replace(translator, engine=WorstOfTheBeam(translator.engine))
    assert {"chrf", "bleu"} & failures(baseline, System("worst", broken), part)


@pytest.fixture
def without_rules(monkeypatch):
    """Take the furniture rules of one reason away, and give them back."""

    def forget():
        for value in vars(mt.lines).values():
            if hasattr(value, "cache_clear"):  # what is made once from the rules
                value.cache_clear()

    def take(reason):
        for name in ("PHRASES", "PATTERNS"):
            kept = tuple(rule for rule in getattr(mt.furniture, name) if rule.reason != reason)
            monkeypatch.setattr(mt.furniture, name, kept)
        forget()

    yield take
    monkeypatch.undo()
    forget()


@pytest.mark.parametrize("reason", ["read-also block", "comment form", "share line", "tags"])
def test_a_removed_furniture_rule_is_caught(translator, part, without_rules, reason):
    pages = replace(part, segments=tuple(s for s in part.segments if s.item.get("kind") == "page"))
    before = measure(System("sound", translator), [pages])
    without_rules(reason)
    assert "items: furniture and repetition" in failures(before, System("fewer rules", translator), pages)


def test_twenty_identical_reruns_pass_with_one_digest(translator, part):
    small = replace(part, segments=part.segments[:12])
    runs = [measure(System("sound", translator), [small]) for _ in range(21)]
    assert len({run.digest for run in runs}) == 1
    assert all(judge(runs[0], run, POLICY).passed for run in runs[1:])


def test_another_batch_size_is_within_noise(baseline, translator, part):
    """Batches change the rounding of sums and little else: a decoding change that no reader would notice."""
    other = replace(translator, decoding=replace(translator.decoding, batch_tokens=256))
    assert failures(baseline, System("small batches", other), part) == set()
