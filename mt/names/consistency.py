"""Whether one name is rendered one way through a document."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from mt.translit import is_near, strong

from .compare import Latin
from .find import find_names


@dataclass(frozen=True, slots=True)
class Variants:
    """A name of the source and the ways it is spelled in the English, the commonest first."""

    name: str
    spellings: tuple[str, ...]


def find_variants(pairs: Iterable[tuple[str, str]]) -> tuple[Variants, ...]:
    """Return the names that the ``pairs`` (source, English) of one document spell in several ways, in order.

    Only names of three or more consonants are looked at, and only capitalized words that sound exactly
    like them. Forms that differ in an ending (Libya, Libyan) or in the article (Sarraj, al-Sarraj) are one.

    >>> find_variants([("قال حفتر", "Haftar said"), ("وصل حفتر", "Hafter arrived"), ("عاد حفتر", "Haftar is back")])
    (Variants(name='حفتر', spellings=('Haftar', 'Hafter')),)
    """
    found: dict[str, Counter[str]] = {}
    named = [(_parts(source), english) for source, english in pairs]
    often = Counter(part for parts, _ in named for part in parts)
    for every, english in named:
        parts = {part for part in every if often[part] > 1}  # no other has a second spelling
        if not parts:
            continue
        words = Latin(english).names
        for part in sorted(parts):
            # Two people of one sentence may sound alike; which is meant cannot be told then.
            alike = {word for word in words if is_near(part, word)}
            if len(alike) == 1:
                found.setdefault(part, Counter()).update(alike)
    seen = ((name, _merged(spellings)) for name, spellings in found.items())
    return tuple(Variants(name, spellings) for name, spellings in seen if len(spellings) > 1)


def _parts(source: str) -> frozenset[str]:
    return frozenset(part for name in find_names(source) for part in name.parts if strong(part) > 2)


def _merged(spellings: Counter[str]) -> tuple[str, ...]:
    """The spellings without those that only add to another one, the commonest first."""
    kept: list[str] = []
    for word, _ in spellings.most_common():
        low = word.casefold()
        if not any(low.startswith(other.casefold()) or other.casefold().startswith(low) for other in kept):
            kept.append(word)
    return tuple(kept)
