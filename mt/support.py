"""Whether a summary sentence says what its source says, as far as words can tell.

Each sentence must find most of its content words, and every number and name, in two neighbouring
sentences of the source. That a small model invents is certain; that it joins true words to a false
statement within one window is still possible, so this lowers the danger and does not end it.
"""

import re
from collections.abc import Sequence

ENOUGH = 0.75
"""Share of a sentence's content words that its best window of the source must hold."""

_WORD = re.compile(r"[^\W_]+(?:[.,:]\d+)*", re.UNICODE)
# Words that say little by themselves; whatever is not here is content.
_FUNCTION = frozenset(
    re.findall(
        r"\w+",
        "a an the and or but of in on at to for from by with as is are was were be been being has have had do does did "
        "it its he his him she her they their them this that these those who which what where when while also said say "
        "says so not no after before over under about into than then there will would could can may",
    )
)


def content(text: str) -> set[str]:
    """Return the content words of ``text``, lower case, cut to six letters so that inflections meet.

    >>> sorted(content("The army attacked 1,200 positions."))
    ['1200', 'army', 'attack', 'positi']
    """
    words = (word.replace(",", "") for word in _WORD.findall(text))
    return {word.lower()[:6] for word in words if word.lower() not in _FUNCTION}


def is_supported(sentence: str, source: Sequence[str]) -> bool:
    """Whether some window of two neighbouring ``source`` sentences carries ``sentence``.

    >>> source = ["The army took the city.", "Twelve men were killed.", "Rain fell in the north."]
    >>> is_supported("The army took the city and killed twelve men.", source)
    True
    >>> is_supported("The army killed the rain.", source)
    False
    """
    wanted = content(sentence)
    if not wanted:
        return True
    must = _exact(sentence)
    bags = [content(text) for text in source]
    windows = [bag | after for bag, after in zip(bags, [*bags[1:], set()], strict=False)]
    return any(must <= window and len(wanted & window) >= ENOUGH * len(wanted) for window in windows)


def _exact(sentence: str) -> set[str]:
    """Numbers and, the sentence's first word aside, capitalized words: what must not be invented."""
    words = [word.replace(",", "") for word in _WORD.findall(sentence)]
    return {
        word.lower()[:6]
        for at, word in enumerate(words)
        if word.lower() not in _FUNCTION and (word[0].isdigit() or (at and word[0].isupper()))
    }
