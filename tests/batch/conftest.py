"""What the tests of ``mt batch`` share: stand-ins for the engines, and a hundred pages."""

import pytest
from batch_samples import BODY

from mt import pipeline
from mt.testing import FakeSummarizer, FakeTranslator


@pytest.fixture
def fakes(monkeypatch):
    """The translators that commands loaded, last one last."""
    loaded = []

    def load_translator(*_, **__):
        fake, calls = FakeTranslator(), []

        def translate(texts, *, progress=None):
            calls.append(len(texts))
            return FakeTranslator.translate(fake, texts, progress=progress)

        fake.translate, fake.calls = translate, calls
        loaded.append(fake)
        return fake

    monkeypatch.setattr(pipeline, "load_translator", load_translator)
    monkeypatch.setattr(pipeline, "load_summarizer", lambda *_, **__: FakeSummarizer())
    return loaded


@pytest.fixture
def pages(tmp_path):
    """A folder of 100 pages, one of them in English."""
    folder = tmp_path / "in"
    folder.mkdir()
    for i in range(100):
        (folder / f"{i:03}.txt").write_text("English" if i == 50 else BODY.format(i), encoding="utf-8")
    return folder
