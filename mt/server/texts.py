"""Texts as LibreTranslate's clients send them: any number, any shape, line structure kept."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import is_dataclass, replace
from typing import Any, cast

from ..document import Translation
from ..engine import Progress
from ..segment import segment
from ..translate import Translator
from ..wrapped import Wrapped

_SURROGATE = re.compile("[\ud800-\udfff]")  # legal in JSON, but no character
_ARABIC = re.compile("[\u0621-\u064a\u066e-\u06d3\u06d5\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_OTHER_THAN_LETTERS = re.compile(r"[\W\d_]")


def well_formed(text: str) -> str:
    """Return ``text`` with NUL and lone surrogates as U+FFFD, so that it can be encoded."""
    return _SURROGATE.sub("\ufffd", text.replace("\0", "\ufffd"))


def translate_texts(texts: Sequence[str], *, translator: Translator, progress: Progress | None = None) -> list[str]:
    r"""Translate each of ``texts``; blank lines, and white space around lines, stay where they are.

    >>> from mt.testing import FakeTranslator
    >>> translate_texts(["  لا\n\nهنا", ""], translator=FakeTranslator())
    ['  la\n\nhna', '']
    """
    return next(variants(texts, translator=translator, progress=progress))


def variants(
    texts: Sequence[str], *, translator: Translator, count: int = 0, progress: Progress | None = None
) -> Iterator[list[str]]:
    """Yield the texts as :func:`translate_texts` gives them, then ``count`` times in other words, best first.

    Where a sentence has too few alternatives, its best translation stands again.
    """
    lines = [text.split("\n") for text in texts]
    sentences = [[[s.text for s in segment(line.strip())] for line in own] for own in lines]
    flat = [sentence for own in sentences for line in own for sentence in line]
    done = translator.translate(flat, progress=progress) if flat else []
    for number in range(count + 1):
        pending = (_variant(translation, number) for translation in done)
        results = []
        for own, parts in zip(lines, sentences, strict=True):
            english = [" ".join(filter(None, (next(pending) for _ in part))) for part in parts]
            results.append("\n".join(_dressed(line, text) for line, text in zip(own, english, strict=True)))
        yield results


def _variant(translation: Translation, number: int) -> str:
    others = translation.alternatives
    return others[number - 1] if 0 < number <= len(others) else translation.text


def giving(translator: Any, count: int) -> Translator | None:
    """Return ``translator`` so that it gives ``count`` alternatives of each sentence, None where it cannot."""
    itself: Callable[[int], Translator | None] | None = getattr(translator, "giving", None)
    if itself:
        return itself(count)
    if isinstance(translator, Wrapped):
        inner = giving(translator.translator, count)
        return cast(Translator, replace(translator, translator=inner)) if inner else None
    able = is_dataclass(translator) and not isinstance(translator, type) and hasattr(translator, "alternatives")
    return replace(translator, alternatives=count) if able else None


def _dressed(line: str, english: str) -> str:
    """``english`` with the white space around ``line``."""
    if not (core := line.strip()):
        return line
    start = line.index(core)
    return line[:start] + english + line[start + len(core) :]


def arabic_share(text: str) -> float | None:
    """Return the share of Arabic among the letters of ``text``, None when it has no letters.

    >>> arabic_share("نعم yes")
    0.5
    """
    letters = _OTHER_THAN_LETTERS.sub("", text)
    return len(_ARABIC.findall(letters)) / len(letters) if letters else None


def detect(text: str) -> list[tuple[str, float]]:
    """Return language codes and confidences in percent, surest first.

    Scripts are told apart, not languages: all that is not Arabic script counts as English, and a text
    without letters is English with confidence 0.

    >>> detect("نعم")
    [('ar', 100.0)]
    """
    share = arabic_share(text)
    if share is None:
        return [("en", 0.0)]
    both = [("ar", round(100 * share, 1)), ("en", round(100 * (1 - share), 1))]
    return sorted((pair for pair in both if pair[1]), key=lambda pair: -pair[1])
