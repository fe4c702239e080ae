import sys
from types import ModuleType, SimpleNamespace

import pytest
from fixtures_eval import make_run

from mt.errors import ModelError, UsageError
from mt.evaluation import neural
from mt.evaluation.compare import compare
from mt.evaluation.metrics import score
from mt.evaluation.run import add_comet
from mt.evaluation.significance import Chance


@pytest.fixture
def comet(monkeypatch):
    """A stand-in for the package: a segment is worth the share of its words that are in the reference."""

    class Model:
        def predict(self, data, *, batch_size, gpus, progress_bar):
            assert all(set(item) == {"src", "mt", "ref"} and item["src"] for item in data)
            share = [len(set(d["mt"].split()) & set(d["ref"].split())) / len(set(d["ref"].split())) for d in data]
            return SimpleNamespace(scores=share, system_score=sum(share) / len(share))

    module = ModuleType("comet")
    module.load_from_checkpoint = lambda path: Model()
    monkeypatch.setitem(sys.modules, "comet", module)
    monkeypatch.setattr(neural, "version", lambda name: "9.9")


def test_comet_joins_a_run_and_its_comparison(comet, tmp_path):
    (tmp_path / "w.ckpt").write_bytes(b"weights")
    runs = [make_run("a", lambda i, t: t.split()[0]), make_run("b")]
    scored = [add_comet(run, tmp_path / "w.ckpt") for run in runs]
    found = scored[1].sets[0].score("comet")
    # sha256 of b"weights", by sha256sum.
    assert found.value == 100
    assert found.signature.startswith("nrefs:1|checkpoint:9a129038d9a0|version:9.9|entities:unescaped|set:tiny")
    difference = next(
        s.difference for s in compare(scored, Chance(0, 50, 0))[0].scores if s.metric == "comet" and s.difference
    )
    assert difference.value > 50


def test_without_the_package_the_message_says_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "comet", None)
    with pytest.raises(UsageError, match="pip install unbabel-comet"):
        neural.score_comet(tmp_path / "w", ["a"], ["a"], ["a"])


def test_a_missing_checkpoint_is_a_model_error(comet, tmp_path):
    with pytest.raises(ModelError, match="not a COMET checkpoint"):
        neural.score_comet(tmp_path / "none.ckpt", ["a"], ["a"], ["a"])


def test_comet_cannot_be_had_from_two_texts_alone():
    with pytest.raises(UsageError, match="sources"):
        score("comet", ["a"], ["a"])
