"""What several tests share: the real page, and the embedded models loaded once."""

from pathlib import Path

import hypothesis
import pytest

import mt
from mt import pipeline
from mt.testing import FakeSummarizer, FakeTranslator

ROOT = Path(__file__).resolve().parent.parent

# How long an example takes says nothing on a machine that does other work too.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.fixture(scope="session")
def page_path() -> Path:
    return ROOT / "eval_sets" / "libya_benghazi" / "page.ar.txt"


@pytest.fixture(scope="session")
def translator():
    return mt.load_translator()


@pytest.fixture(scope="session")
def summarizer():
    return mt.load_summarizer()


@pytest.fixture
def fakes(monkeypatch):
    """Fakes in place of what commands load; the translators that were loaded, the last one last."""
    loaded = []
    monkeypatch.setattr(pipeline, "load_translator", lambda *_, **__: loaded.append(FakeTranslator()) or loaded[-1])
    monkeypatch.setattr(pipeline, "load_summarizer", lambda *_, **__: FakeSummarizer())
    return loaded
