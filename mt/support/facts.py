"""The names and amounts that one sentence holds, in any usual form."""

import re

from mt.values.value import Value

from .words import FUNCTION, amounts, is_same_name, words

_CAPITALS = re.compile(r"\b[A-Z]\w+(?:\s+(?:of|and|the|for)?\s*[A-Z]\w+)+")
_SPELLED = {
    "us": "united states american america",
    "uk": "united kingdom british britain",
    "un": "united nations",
    "eu": "european union",
    "uae": "united arab emirates emirati",
    "isis": "islamic state",
    "is": "islamic state",
}


class Facts:
    """The amounts and names of one sentence."""

    def __init__(self, sentence: str) -> None:
        self.amounts = amounts(sentence)
        found = {word.casefold() for word in words(sentence) if word[0].isupper()}
        runs = ([word[0] for word in run.split() if _is_initial(word)] for run in _CAPITALS.findall(sentence))
        found |= {"".join(initials).casefold() for initials in runs}
        self.names = found | {name for short in found for name in _SPELLED.get(short, "").split()}

    def has_name(self, name: str) -> bool:
        """Whether some name here can stand for ``name``."""
        return name.casefold() in self.names or any(is_same_name(name, word) for word in self.names)

    def has_number(self, number: Value) -> bool:
        """Whether one of its readings is here."""
        return any(self.amounts.issuperset(way) for way in number.ways)


def _is_initial(word: str) -> bool:
    """Whether a word's first letter stands in an abbreviation: "The United States" is US."""
    return word[0].isupper() and word.lower() not in FUNCTION
