import pytest
from command_fakes import ARTICLE, Fakes

from mt import pipeline


@pytest.fixture
def fakes(monkeypatch):
    fakes = Fakes()
    monkeypatch.setattr(pipeline, "load_translator", fakes.load_translator)
    monkeypatch.setattr(pipeline, "load_summarizer", fakes.load_summarizer)
    monkeypatch.delenv("MT_THREADS", raising=False)
    return fakes


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path
