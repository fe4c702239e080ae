"""Does a model that was just converted speak? A few known texts that any working one gets through.

Wrong conversions load without an error and yield loops, empty lines or noise (tied weights of Marian
checkpoints are the known case). This finds those; how good a model is, only an evaluation says.
"""

import re

from mt.errors import ModelError
from mt.models.store import Located

# Our own sentences. Each holds a number that every translation writes in digits.
_ARABIC = (
    "أعلنت وزارة الصحة اليوم تسجيل 1250 إصابة جديدة.",
    "وصل الرئيس إلى القاهرة يوم 17 مارس 2023 في زيارة رسمية.",
    "ارتفعت أسعار النفط إلى 84 دولارا للبرميل.",
    "قتل 36 شخصا وأصيب 140 آخرون في انفجار وقع شمال المدينة.",
    "قالت الشرطة إنها أوقفت 58 مشتبها بهم خلال الحملة.",
)
_ENGLISH = (
    "The ministry of health said on Monday that it had opened a new hospital in the north of the country. "
    "The building has room for several hundred patients and cost far more than was planned. "
    "Doctors welcomed the opening but said that there were too few nurses. "
    "The minister promised to hire more staff before the end of the year.",
    "Oil prices rose sharply on Tuesday after two large producers agreed to pump less. "
    "Traders had expected no decision before the next meeting in Vienna. "
    "Analysts said that fuel would become more expensive for drivers within weeks. "
    "Shares of several airlines fell on the news.",
)


def check(located: Located) -> None:
    """Translate five known sentences, or summarize two known texts; ModelError with what is wrong.

    One translation of five may lose its number (a model may write it in words), nothing else may fail.
    """
    wrong = _translations(located) if located.role == "translate" else _summaries(located)
    if wrong:
        more = f" (and {len(wrong) - 2} more faults)" if len(wrong) > 2 else ""
        raise ModelError(f"{located.name} was converted but does not work: {'; '.join(wrong[:2])}{more}")


def _translations(located: Located) -> list[str]:
    from mt.engine import Decoding, Engine
    from mt.translate import EngineTranslator

    engine = Engine(located.folder, frame=located.frame)
    translator = EngineTranslator(engine, Decoding.from_mapping(located.decoding), **located.options)
    outputs = [translation.text for translation in translator.translate(_ARABIC)]
    wrong = [f"{output[:60]!r} {why}" for output in outputs if (why := fault(output))]
    lost = [o for s, o in zip(_ARABIC, outputs, strict=True) if not _numbers(s) <= _numbers(o)]
    return wrong + ([f"{len(lost)} of {len(_ARABIC)} sentences lost their number"] if len(lost) > 1 else [])


def _summaries(located: Located) -> list[str]:
    from mt.engine import Decoding, Engine
    from mt.summarize import EngineSummarizer

    engine = Engine(located.folder, frame=located.frame)
    summarizer = EngineSummarizer(engine, Decoding.from_mapping(located.decoding), **located.options)
    # The model's own words: a summary proper would be the text's wherever these fail.
    found = [(text, summarizer.draft(text)) for text in _ENGLISH]
    wrong = [f"{draft[:60]!r} {why}" for _, draft in found if (why := fault(draft))]
    strange = [draft[:60] for text, draft in found if _shared(text, draft) < 0.3]
    return wrong + [f"{text!r} has nothing to do with its source" for text in strange]


def fault(output: str) -> str:
    """Return what is wrong with an English output, empty when nothing is seen."""
    from mt.checks import is_loop

    letters = [c for c in output if c.isalpha()]
    if len(letters) < 3:
        return "is empty"
    if sum(c.isascii() for c in letters) < 0.9 * len(letters):
        return "is not in Latin letters"
    return "is a loop" if is_loop(output) else ""


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+", re.sub(r"(?<=\d),(?=\d{3})", "", text)))


def _shared(source: str, summary: str) -> float:
    """The share of a summary's longer words that its source has: a summary is about its text."""
    words = re.findall(r"[a-z]{4,}", summary.lower())
    known = set(re.findall(r"[a-z]{4,}", source.lower()))
    return sum(word in known for word in words) / max(len(words), 1)
