"""Fakes of the two Protocols, for tests without models: deterministic, instant, no engine.

>>> FakeTranslator().translate(["قال 3 جنود."])[0].text
'qal 3 jnwd.'
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .document import Flag, Summary, SummarySentence, Translation
from .engine import Progress
from .summarize import Wanted

# One Latin spelling a letter, so that different words mostly stay different and tests stay readable.
_LETTERS = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأإؤئ،؛؟",
        "a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h w y a a a a a i w y , ; ?".split(),  # noqa: SIM905 - a table, to be read across
        strict=True,
    )
)


def transliterate(text: str) -> str:
    """Return ``text`` with Arabic letters, digits and marks in Latin spelling; other Arabic signs are dropped.

    >>> transliterate("ليبيا ٢٠٠؟")
    'lybya 200?'
    """
    return "".join(_latin(char) for char in text)


def _latin(char: str) -> str:
    if char in _LETTERS:
        return _LETTERS[char]
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    return "" if unicodedata.name(char, "").startswith("ARABIC") else char


@dataclass
class FakeTranslator:
    """Answers ``known[text]``, or else the transliteration; ``flags`` holds the flags of some texts.

    ``asked`` collects every text it was given, in order. The ``alternatives`` of a text are its translation with
    a number behind it.
    """

    known: Mapping[str, str] = field(default_factory=dict)
    flags: Mapping[str, tuple[Flag, ...]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    alternatives: int = 0

    def translate(self, texts: Sequence[str], *, progress: Progress | None = None) -> list[Translation]:
        """Return one translation a text, as :class:`mt.translate.Translator` asks; the score is always -0.5."""
        self.asked += texts
        results = []
        for text in texts:
            english = self.known.get(text, transliterate(text))
            pieces = len(text.split()), len(english.split())
            others = tuple(f"{english} ({n})" for n in range(2, self.alternatives + 2))
            results.append(Translation(text, english, -0.5, self.flags.get(text, ()), *pieces, alternatives=others))
            if progress:
                progress(len(results), len(texts))
        return results


@dataclass
class FakeSummarizer:
    """Answers the first line of the text, as if it were the model's own words; ``asked`` collects the texts."""

    flags: tuple[Flag, ...] = ()
    asked: list[str] = field(default_factory=list)

    def summarize(self, text: str, *, wanted: Wanted = Wanted()) -> Summary:
        """Return the first line that is not blank, as :class:`mt.summarize.Summarizer` asks."""
        self.asked.append(text)
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if not lines:
            return Summary("", (), "lead")
        return Summary(lines[0], (SummarySentence(lines[0], (0,)),), wanted.method, self.flags)
