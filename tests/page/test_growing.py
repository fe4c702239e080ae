import threading

import pytest

from mt.document import Page
from mt.errors import InputError, UsageError
from mt.glossary import Entry, Glossary
from mt.page.desk import Desk
from mt.page.growing import Wish, grow
from mt.pipeline import Settings
from mt.server.refusals import Stopped
from mt.testing import FakeSummarizer, FakeTranslator

TEXT = "\n\n".join(f"وصل الوزير رقم {n} إلى العاصمة أمس." for n in range(1, 21))


@pytest.fixture
def fakes(monkeypatch):
    translator, summarizer = FakeTranslator(), FakeSummarizer()
    monkeypatch.setattr("mt.pipeline.load_translator", lambda *_, **__: translator)
    monkeypatch.setattr("mt.pipeline.load_summarizer", lambda *_, **__: summarizer)
    return translator, summarizer


def test_the_arabic_is_there_first_and_then_paragraph_after_paragraph(fakes):
    steps = list(grow(Desk(), Wish(Page("page", TEXT))))
    counts = [sum(bool(p.translation) for p in step.digest.paragraphs) for step in steps]
    assert [step.stage for step in steps][-2:] == ["summarize", "done"]
    assert counts[0] == 0 and counts == sorted(counts) and counts[-1] == len(steps[-1].digest.paragraphs)
    assert len({step.done for step in steps}) > 2
    assert all(p.source for p in steps[0].digest.paragraphs)


def test_what_grew_is_what_the_library_makes(fakes):
    import mt

    *_, last = grow(Desk(), Wish(Page("page", TEXT)))
    made = mt.digest(Page("page", TEXT))
    assert (last.digest.paragraphs, last.digest.summary) == (made.paragraphs, made.summary)


def test_settings_and_glossary_reach_the_digest(fakes):
    glossary = Glossary((Entry("الوزير", "Minister"),), "terms.tsv", "0" * 64)
    *_, last = grow(Desk(), Wish(Page("page", TEXT), Settings(summary=False), glossary=glossary))
    assert last.digest.summary is None
    assert last.digest.paragraphs[0].sentences[0].terms[0].target == "Minister"


def test_a_page_without_arabic_is_refused_with_the_reason(fakes):
    with pytest.raises(InputError, match="no Arabic"):
        list(grow(Desk(), Wish(Page("page", "English only."))))


def test_a_beam_that_is_not_offered_is_refused():
    with pytest.raises(UsageError, match="1 to 8"):
        Desk().translator("", 64)


def test_whoever_stops_listening_stops_the_work(monkeypatch):
    begun, ended = threading.Event(), threading.Event()

    class Slow(FakeTranslator):
        def translate(self, texts, *, progress=None):
            begun.set()
            try:
                while True:
                    progress(0, 1)
                    ended.wait(0.01)
            except Stopped:
                ended.set()
                raise

    monkeypatch.setattr("mt.pipeline.load_translator", lambda *_, **__: Slow())
    monkeypatch.setattr("mt.pipeline.load_summarizer", lambda *_, **__: FakeSummarizer())
    growing = grow(Desk(), Wish(Page("page", TEXT)))
    next(growing)
    assert begun.wait(30)
    growing.close()
    assert ended.wait(30)
