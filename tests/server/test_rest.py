import threading
from dataclasses import dataclass, replace
from types import MappingProxyType

import pytest

pytest.importorskip("fastapi", reason="needs the server extra")

from mt.document import SummarySentence
from mt.errors import ModelError
from mt.server.rest import Rest
from mt.server.texts import giving
from mt.summarize import HeadlineWriter
from mt.testing import FakeSummarizer, FakeTranslator


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


class Counted:
    """Loads fakes and counts how often; ``let`` counts how often they were forgotten."""

    loads = let = 0

    def __init__(self, translator=FakeTranslator):
        self.translator = translator

    def load(self):
        self.loads += 1
        return self.translator(), FakeSummarizer()

    def forget(self):
        self.let += 1


def resting(counted, clock):
    return Rest(counted.load, seconds=60, forget=counted.forget, clock=clock)


def test_engines_are_let_go_after_the_time_without_use_and_loaded_again_for_the_next():
    clock, counted = Clock(), Counted()
    rest = resting(counted, clock)
    clock.now = 59
    assert not rest.let_go()
    rest.translator.translate(["لا"])
    clock.now = 118
    assert not rest.let_go()
    clock.now = 119
    assert rest.let_go()
    assert (rest.awake, counted.loads, counted.let) == (False, 1, 1)
    assert not rest.let_go()
    assert rest.summarizer.summarize("A line.").text == "A line."
    assert (rest.awake, counted.loads) == (True, 2)


def test_engines_in_use_are_not_let_go_however_long_it_takes():
    begun, go = threading.Event(), threading.Event()

    class Slow(FakeTranslator):
        def translate(self, texts, *, progress=None):
            begun.set()
            assert go.wait(30)
            return super().translate(texts, progress=progress)

    clock, counted = Clock(), Counted(Slow)
    rest, answers = resting(counted, clock), []
    thread = threading.Thread(target=lambda: answers.extend(rest.translator.translate(["لا"])))
    thread.start()
    assert begun.wait(30)
    clock.now = 1_000
    assert not rest.let_go()
    go.set()
    thread.join()
    assert [t.text for t in answers] == ["la"]
    # The time without use begins at the end of the use.
    assert not rest.let_go()


def test_engines_that_cannot_be_loaded_again_fail_the_request_and_the_next_one_tries_again():
    clock, counted = Clock(), Counted()
    rest = resting(counted, clock)
    clock.now = 60
    assert rest.let_go()
    rest._load = lambda: (_ for _ in ()).throw(ModelError("gone"))
    with pytest.raises(ModelError):
        rest.translator.translate(["لا"])
    rest._load = counted.load
    assert rest.translator.translate(["لا"])[0].text == "la"


def test_the_watch_lets_go_by_itself_and_ends_with_its_block():
    counted = Counted()
    rest = Rest(counted.load, seconds=0.01, forget=counted.forget)
    with rest.watched():
        for _ in range(3_000):
            if not rest.awake:
                break
            threading.Event().wait(0.01)
    assert not rest.awake
    assert not any(thread.name == "mt-rest" for thread in threading.enumerate())


def test_a_translator_that_rests_gives_alternatives_if_the_real_one_does():
    @dataclass
    class Wordy(FakeTranslator):
        alternatives: int = 0

        def translate(self, texts, *, progress=None):
            done = super().translate(texts, progress=progress)
            return [replace(t, alternatives=("x",) * self.alternatives) for t in done]

    rest = resting(Counted(Wordy), Clock())
    assert giving(rest.translator, 2).translate(["لا"])[0].alternatives == ("x", "x")
    assert rest.translator.translate(["لا"])[0].alternatives == ()


def test_what_is_known_of_a_model_stays_known_while_it_rests():
    class Named(FakeTranslator):
        identity = MappingProxyType({"name": "n", "digest": "d"})

    rest = resting(Counted(Named), Clock())
    assert rest.translator.identity == {"name": "n", "digest": "d"}


def test_a_summarizer_that_rests_can_whatever_the_real_one_can():
    class Titled(FakeSummarizer):
        def headline(self, text):
            return SummarySentence(text.upper())

    def load(summarizer):
        return Rest(lambda: (FakeTranslator(), summarizer()), seconds=0)

    rest = load(Titled)
    assert rest.let_go() and isinstance(rest.summarizer, HeadlineWriter)
    assert rest.summarizer.headline("a line") == SummarySentence("A LINE")
    assert not isinstance(load(FakeSummarizer).summarizer, HeadlineWriter)


def test_no_engine_is_held_after_it_was_told_to_forget(monkeypatch):
    import weakref

    from mt import load

    class Engine:
        pass

    engine = Engine()
    alive = weakref.ref(engine)
    monkeypatch.setattr(load, "_engines", {"key": engine})
    del engine
    load.forget_engines()
    assert alive() is None
