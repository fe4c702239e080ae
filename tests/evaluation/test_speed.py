import pytest
from fixtures_eval import make_set

from mt.errors import UsageError
from mt.evaluation import speed
from mt.evaluation.run import System
from mt.evaluation.sets import find_card, read_set
from mt.testing import FakeTranslator


class Clock:
    """Time passes only when an engine works."""

    now = 0.0

    def perf_counter(self):
        return self.now


class Slow(FakeTranslator):
    def translate(self, texts, *, progress=None):
        Clock.now += len(texts) * self.cost
        return super().translate(texts)


def engine(name, cost):
    translator = Slow()
    translator.cost = cost
    return System(name, translator)


def test_the_ratio_says_how_many_times_as_fast_the_system_is(monkeypatch):
    """A tenth of a second a sentence against half a second: five times as fast."""
    monkeypatch.setattr(speed, "time", Clock())
    found = speed.time_beside(engine("ours", 0.1), engine("plain", 0.5), [make_set()])
    assert found["ratio"] == pytest.approx(5)
    assert (found["reference"], found["sentences"]) == ("plain", 60)
    assert found["system_seconds"] == pytest.approx(6)


def test_pages_alone_cannot_be_timed():
    with pytest.raises(UsageError, match="translation or challenge"):
        speed.time_beside(engine("a", 1), engine("b", 1), [read_set(find_card("libya_benghazi"))])
