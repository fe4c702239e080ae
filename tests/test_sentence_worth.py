"""The fit behind the weights by which the default summary chooses; the measurement itself is run by hand."""

import importlib
import random
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"


def test_the_fit_finds_the_weights_that_made_the_shares(monkeypatch):
    monkeypatch.syspath_prepend(BENCHMARKS)
    fit = importlib.import_module("sentence_worth")
    chance, weights = random.Random(0), (0.2, 0.1, 0.05, 0.1, -0.15)
    sentences = []
    for _ in range(4000):
        features = (1.0, *(chance.random() for _ in weights[1:]))
        share = sum(weight * value for weight, value in zip(weights, features, strict=True))
        sentences.append(fit.Seen(features, chance.randint(5, 60), share + chance.gauss(0, 0.02)))
    assert fit.fitted(sentences) == pytest.approx(weights, abs=0.005)
