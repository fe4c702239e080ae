from batch_samples import BODY, items

from mt import pipeline
from mt.batch.inputs import Item
from mt.batch.window import Engines, Room, records, windows
from mt.errors import InputError, ModelError
from mt.testing import FakeSummarizer, FakeTranslator


def test_a_window_ends_with_its_pages_or_its_bytes():
    of = [Item(str(n), str(n), "x", weight) for n, weight in enumerate([10, 10, 10, 95, 10, 300, 10])]
    found = [[item.weight for item in w] for w in windows(of, Room(pages=3, bytes=100))]
    assert found == [[10, 10, 10], [95], [10], [300], [10]]


def test_a_record_is_the_digest_of_its_page_alone_but_for_the_seconds():
    texts = [BODY.format(n) for n in range(3)]
    translator = FakeTranslator()
    made = records(tuple(items(*texts)), Engines(translator, FakeSummarizer()))
    alone = pipeline.digest(
        pipeline.from_text(texts[1], name="1.txt"), translator=FakeTranslator(), summarizer=FakeSummarizer()
    )
    expected = alone.to_dict() | {"timings": {}}
    assert made[1] == {"schema": "1.0", "id": "1.txt", "place": "1.txt", "status": "ok", "digest": expected}


def test_the_sentences_of_a_window_are_translated_in_one_call():
    calls = []

    class Counting(FakeTranslator):
        def translate(self, texts, *, progress=None):
            calls.append(len(texts))
            return super().translate(texts, progress=progress)

    records(tuple(items(*(BODY.format(n) for n in range(5)))), Engines(Counting()))
    assert calls == [10]


def test_bad_pages_are_recorded_with_their_error_and_the_others_are_done():
    class Choosy(FakeTranslator):
        def translate(self, texts, *, progress=None):
            if any("رقم 2" in text for text in texts):
                raise ModelError("too hard")
            return super().translate(texts, progress=progress)

    window = (*items(BODY.format(1), BODY.format(2), "English", " "), Item("x", "x", InputError("unread"), 0))
    made = records(window, Engines(Choosy()))
    assert [r["status"] for r in made] == ["ok", "failed", "failed", "failed", "failed"]
    assert [r["error"]["kind"] for r in made[1:]] == ["ModelError", "InputError", "InputError", "InputError"]
    assert made[1]["error"]["message"] == "too hard"
    assert "no Arabic" in made[2]["error"]["message"]


def test_a_bug_met_in_one_page_is_recorded_too():
    class Buggy(FakeSummarizer):
        def summarize(self, text, **options):
            if "2" in text:
                raise ZeroDivisionError
            return super().summarize(text, **options)

    made = records(tuple(items(BODY.format(1), BODY.format(2))), Engines(FakeTranslator(), Buggy()))
    assert [r["status"] for r in made] == ["ok", "failed"]
    assert made[1]["error"]["kind"] == "ZeroDivisionError"
