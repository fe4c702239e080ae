"""The page that the commands' tests read, and the engines they get in place of real ones."""

import io
import sys
from pathlib import Path

from mt.document import Flag
from mt.testing import FakeSummarizer, FakeTranslator

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = """عنوان قصير للخبر

أعلن الجيش الليبي سيطرته على المدينة. وقال المتحدث باسمه إن العملية استمرت ثلاثة أيام متواصلة.

وأضاف أن القوات عثرت على أسلحة كثيرة في المكان الذي كان يتحصن فيه المسلحون قبل انسحابهم.

اترك تعليقاً
"""
SENTENCE = "أعلن الجيش الليبي سيطرته على المدينة."
KNOWN = {
    "عنوان قصير للخبر": "A short headline",
    SENTENCE: "The army took the city.",
    "وقال المتحدث باسمه إن العملية استمرت ثلاثة أيام متواصلة.": "It took three days.",
    "وأضاف أن القوات عثرت على أسلحة كثيرة في المكان الذي كان يتحصن فيه المسلحون قبل انسحابهم.": "Arms were found.",
    "اترك تعليقاً": "Leave a comment",
}


class Fakes:
    """The engines that commands get in place of real ones, and what was asked for."""

    def __init__(self):
        self.translator = FakeTranslator(known=KNOWN, flags={SENTENCE: (Flag("length", "far too short"),)})
        self.summarizer = FakeSummarizer()
        self.loaded = []

    def load_translator(self, name=None, **options):
        self.loaded.append(("translator", name, options))
        return self.translator

    def load_summarizer(self, name=None, **options):
        self.loaded.append(("summarizer", name, options))
        return self.summarizer


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def __init__(self):
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    def isatty(self):
        return True

    def text(self):
        return self.buffer.getvalue().decode("utf-8")


def stdin_of(monkeypatch, data):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
