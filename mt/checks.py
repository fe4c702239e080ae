"""What can be seen to be wrong in a hypothesis without a reference.

Each check is meant to stay silent on human translations: a warning that is usually false is not read.
``benchmarks/check_alarms.py`` counts how often each one fires on them and on other systems' output.

>>> [flag.kind for flag in check("وصل ٣ وزراء", "Five ministers arrived", score=-0.4)]
['numbers']
"""

import re
import zlib
from collections.abc import Sequence

from mt.confidence import LOW
from mt.document import Flag
from mt.names import Name, missing_names
from mt.negation import lost_negation
from mt.normalize import ARABIC_LETTER
from mt.values import compare, lost_numbers

__all__ = ["KINDS", "LOW_SCORE", "check", "is_loop", "lost_numbers"]

KINDS: dict[str, str] = {
    "empty": "nothing came out",
    "loop": "the same words come again and again",
    "numbers": "a number, date or amount of the source is missing or changed",
    "invented-number": "a number or date that the source does not have",
    "restored-number": "a number that the model got wrong was replaced by that of the source",
    "names": "a name of the source has no plausible form in the English",
    "negation": "the Arabic says no and nothing in the English does",
    "name-variants": "one name is spelled in several ways through the page",
    "length": "far too short or too long for its source",
    "untranslated": "Arabic letters are left in the English",
    "unknown": "a character the model has no piece for became a mark",
    "low-confidence": "the model itself found its words improbable",
    "cut": "the sentence was too long, or led the model astray, and was translated in parts",
    "repeats": "the source repeats itself and was translated without the repeats",
    "not-arabic": "the source has no Arabic: copied, not translated",
    "other-language": "the paragraph is in another language of Arabic script: left as it is",
    "glossary": "the glossary's English for a term could not be brought in",
    "fuzzy": "reused from a sentence of the memory that is not quite the same",
    "long-input": "the text was longer than the model's input and was summarized in parts",
    "unsupported": "summary sentences that the translation does not support were said otherwise or dropped",
    "doubtful-page": "many sentences of the page have a warning",
    "fallback": "the model's output failed its checks and something simpler stands in its place",
}
"""Every kind of :class:`~mt.document.Flag` and its meaning."""

LOW_SCORE = LOW
"""Mean log-probability a piece below which a hypothesis is flagged; measured in :mod:`mt.confidence`."""

# Letters and digits of the English for one of the Arabic, whatever pieces a model has. In human translations of
# news half of all lines lie between 1.0 and 1.3, 99.5 % above 0.53, all below 2.0.
_SHORTEST, _LONGEST = 0.5, 2.2
_SHORT_SOURCE = 35  # letters; a short line may shrink to a word (يا للهول: "Wow")
_FREE = 20  # letters that any translation may be longer, for short lines
_LETTER = re.compile(r"[^\W_]")

_ARABIC = re.compile(f"{ARABIC_LETTER.pattern}+")
_UNKNOWN = re.compile("⁇|<unk>")

# zlib shrinks a sentence about 1.5 times, and at most 2.6 times in 14,000 human translations and 7,000 of
# other systems (a list of places with "low to high concentrations" at each).
# faster-whisper's limit of 2.4 is for half a minute of speech and fires on that list.
_COMPRESSION = 2.8
# How often words must come in a row, by the length of the unit in words. Speakers do say "no no no no no"
# and "this is very hard, this is very hard"; a decoder's loops run on. No sentence of 73,000 in English
# news reaches these.
_TIMES = {1: 6, 2: 3, 3: 3}
_LONG_TIMES = 3
# Fewer are enough when the source repeats nothing: no word three times, no two words twice.
_TIMES_UNPROVOKED = {1: 4, 2: 3, 3: 3}
_LONG_TIMES_UNPROVOKED = 2
_TIMES_PROVOKED = {1: 3}
_LONGEST_UNIT = 30  # words; longer units come twice only in outputs that compress well
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LETTERS_AGAIN = re.compile(r"([^\W\d_]{1,4}?)\1{15,}")  # "NOOOOOOOOOOO" is a human's
_MARKS_AGAIN = re.compile(r"([^\w\s])(?:\s?\1){15,}")


def check(source: str, hypothesis: str, *, score: float, alignment: Sequence[tuple[int, int]] = ()) -> tuple[Flag, ...]:
    """Return the reasons not to trust ``hypothesis`` as the English of ``source``, worst first.

    ``score`` is the mean log-probability of a subword piece. ``alignment``, as in
    :class:`~mt.document.Translation`, lets the message say what a missing name became.
    """
    if not hypothesis.strip():
        return (Flag("empty", "nothing came out of the model"),) if re.search(r"\w", source) else ()
    flags: list[Flag] = []
    if _loops(source, hypothesis):
        flags.append(Flag("loop", "the model repeats itself; read the source"))
    if negation := lost_negation(source, hypothesis):
        flags.append(Flag("negation", f"a negation may be lost: nothing in the English says {negation}"))
    flags += _values(source, hypothesis)
    if missing := missing_names(source, hypothesis):
        became = (_became(source, hypothesis, name, alignment) for name in missing)
        flags.append(Flag("names", f"not found in the English: {', '.join(became)}"))
    flags += _length(len(_LETTER.findall(source)), len(_LETTER.findall(hypothesis)))
    if left := _ARABIC.findall(hypothesis):
        flags.append(Flag("untranslated", f"Arabic left over: {' '.join(left[:3])}"))
    if _UNKNOWN.search(hypothesis):
        flags.append(Flag("unknown", "a character was not known to the model"))
    if score < LOW_SCORE:
        flags.append(
            # Rounded down: no score is told to be below itself.
            Flag(
                "low-confidence",
                f"the model was unsure: mean log-probability {score - 0.005:.2f}, below {LOW_SCORE}",
            )
        )
    return tuple(flags)


def _length(source: int, hypothesis: int) -> list[Flag]:
    """A flag when the English has far fewer or far more letters than is usual for the Arabic."""
    if source >= _SHORT_SOURCE and hypothesis < _SHORTEST * source:
        return [Flag("length", f"{hypothesis} letters for {source}: part of the source may be missing")]
    if source and hypothesis > _LONGEST * source + _FREE:
        return [Flag("length", f"{hypothesis} letters for {source}: the model may have invented words")]
    return []


def _values(source: str, hypothesis: str) -> list[Flag]:
    """Lost and changed values in one flag, invented ones in another."""
    differences = compare(source, hypothesis)
    kinds = {
        "numbers": "; ".join(str(difference) for difference in differences if difference.source),
        "invented-number": ", ".join(str(difference) for difference in differences if not difference.source),
    }
    messages = {"numbers": "{}", "invented-number": "not in the Arabic: {}"}
    return [Flag(kind, messages[kind].format(said)) for kind, said in kinds.items() if said]


def _became(source: str, hypothesis: str, name: Name, alignment: Sequence[tuple[int, int]]) -> str:
    """A missing name, with its usual English or with what stands in its place."""
    inside = name.start > 0 and not source[name.start - 1].isspace()  # behind a و or ب
    first = len(source[: name.start].split()) - inside
    words = range(first, first + len(name.text.split()))
    instead = sorted({there for here, there in alignment if here in words})
    english = hypothesis.split()
    if instead and instead[-1] < len(english):
        return f"{name.text} (perhaps {' '.join(english[at] for at in instead)!r})"
    return f"{name.text} ({name.forms[0]})" if name.forms and name.kind != "person" else name.text


def _loops(source: str, hypothesis: str) -> bool:
    """Whether ``hypothesis`` repeats itself, by a stricter measure where ``source`` repeats nothing at all."""
    repeats = _runs(hypothesis, _TIMES_UNPROVOKED, _LONG_TIMES_UNPROVOKED)
    if repeats and not _runs(source, _TIMES_PROVOKED, 2):
        return True
    # What does not repeat its words that often does not repeat them as often as is_loop wants either.
    return (is_loop(hypothesis) if repeats else _is_stuck(hypothesis)) and not is_loop(source)


def is_loop(text: str) -> bool:
    """Whether ``text`` repeats itself as only a stuck decoder does; "very, very" and names twice do not count.

    >>> is_loop("the president said the president said the president said the president said")
    True
    """
    return _is_stuck(text) or _runs(text, _TIMES, _LONG_TIMES)


def _is_stuck(text: str) -> bool:
    """Whether ``text`` says little for its length, or holds a letter or mark down."""
    data = text.encode("utf-8", "replace")
    if len(data) > _COMPRESSION * len(zlib.compress(data)):
        return True
    return bool(_LETTERS_AGAIN.search(text) or _MARKS_AGAIN.search(text))


def _runs(text: str, times: dict[int, int], long_times: int) -> bool:
    """Whether some unit of words comes as often in a row as ``times`` says for its length.

    Lengths that ``times`` does not name need ``long_times``. Numbers are no words here: a table may repeat them.
    """
    words = _WORD.findall(text.lower())
    again = len(words) - len(set(words))  # all words of a run but its first unit were there before
    for length in range(1, min(_LONGEST_UNIT, len(words) // 2) + 1):
        needed = (times.get(length, long_times) - 1) * length
        if needed > again:
            continue
        same = 0
        for word, before in zip(words[length:], words, strict=False):
            same = same + 1 if word == before else 0
            if same >= needed:
                return True
    return False
