"""Which sentence of a source carries a summary sentence, and why none does."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from .facts import Facts
from .places import Places
from .shorten import Shortening
from .tokens import tokens
from .words import content, names, numbers

_LOOKED_AT = 6  # sentences compared word by word: those that share most content words


@dataclass(frozen=True, slots=True)
class Support:
    """What a source says to one sentence.

    ``sources`` is the position of the sentence that carries it, from 0, or of the one that comes nearest;
    empty when nothing is like it. ``fault`` says why that one does not carry it, and is empty when it does.
    """

    sources: tuple[int, ...]
    fault: str = ""

    @property
    def holds(self) -> bool:
        """Whether the sentence may be believed."""
        return not self.fault


class Evidence:
    """A source, read once, to be asked about many sentences.

    >>> source = Evidence(["Rain fell.", "The army, which is small, took the city on Friday.", "Twelve men died."])
    >>> source.support("The army took the city.")
    Support(sources=(1,), fault='')
    >>> source.support("The army took twelve men.")
    Support(sources=(1,), fault='not there: twelve')
    """

    def __init__(self, source: Sequence[str]) -> None:
        self.sentences = tuple(source)
        self._places = Places(map(content, self.sentences))
        self.shortening = cache(lambda at: Shortening(tokens(self.sentences[at])))
        self._facts = cache(lambda: [Facts(sentence) for sentence in self.sentences])

    def support(self, sentence: str) -> Support:
        """Return the sentence that ``sentence`` is a shortening of, or the nearest one and what is wrong."""
        nearest = self._places.nearest(content(sentence), most=_LOOKED_AT)
        if not nearest:
            return Support((), "nothing is like it")
        faults = {}
        for at in nearest:
            faults[at] = self.shortening(at).fault(sentence)
            if not faults[at]:
                return Support((at,))
        return Support(tuple(nearest[:1]), faults[nearest[0]])

    def lacks(self, sentence: str) -> tuple[str, ...]:
        """Return the numbers and names of ``sentence`` that stand nowhere in the source: surely invented.

        >>> Evidence(["The army took Sirte."]).lacks("In 2015 the army took Rome and Sirte.")
        ('2015', 'Rome')
        """
        facts = self._facts()
        lost = [n.text for n in numbers(sentence) if not any(fact.has_number(n) for fact in facts)]
        lost += [name for name in names(sentence) if not any(fact.has_name(name) for fact in facts)]
        return tuple(dict.fromkeys(lost))
