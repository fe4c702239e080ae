"""The sentences of a translation memory, and the one that is most like a new sentence.

Likeness is 1 minus the Levenshtein distance of two sentences in characters over the length of the longer one,
as Levenshtein.normalized_similarity of rapidfuzz counts it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import ceil, floor
from types import ModuleType

from ..errors import UsageError
from ..normalize import normalize

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Match:
    """A sentence of a memory that is like a new one: its source and target there, and the likeness, 0 to 1.

    ``differences`` pairs words here with words there; either may be empty.
    """

    source: str
    target: str
    likeness: float
    differences: tuple[tuple[str, str], ...] = ()


class Memory:
    """Sentences and their translations; ``name`` and ``digest`` (sha256 of the file) are for the record.

    Spelling that :func:`mt.normalize.normalize` makes one, letters folded, makes no difference between sentences.
    """

    def __init__(self, pairs: Mapping[str, str], *, name: str = "memory", digest: str = "") -> None:
        self.name, self.digest = name, digest
        self._targets = {key(source): target for source, target in pairs.items()}
        self._keys = sorted(self._targets, key=len)
        self._lengths = [len(each) for each in self._keys]

    def __len__(self) -> int:
        return len(self._targets)

    def exact(self, sentence: str) -> str | None:
        """Return the translation of ``sentence``, None where it is not in the memory."""
        return self._targets.get(key(sentence))

    def closest(self, sentence: str, threshold: float) -> Match | None:
        """Return the sentence that is most like ``sentence``, None where none reaches ``threshold``.

        Raises :class:`~mt.errors.UsageError` when rapidfuzz is not installed.

        >>> memory = Memory({"قتل ثلاثة جنود في سرت": "Three soldiers were killed in Sirte"})
        >>> match = memory.closest("قتل ثلاثة جنود في درنة", 0.8)
        >>> round(match.likeness, 2), match.differences
        (0.86, (('درنة', 'سرت'),))
        """
        fuzz = _rapidfuzz()
        wanted = key(sentence)
        # What is much shorter or longer cannot be alike: most of the memory is never compared.
        low = bisect_left(self._lengths, ceil(threshold * len(wanted)))
        high = bisect_right(self._lengths, floor(len(wanted) / threshold))
        found = fuzz.process.extractOne(
            wanted,
            self._keys[low:high],
            scorer=fuzz.distance.Levenshtein.normalized_similarity,
            score_cutoff=threshold,
        )
        if found is None:
            return None
        return Match(found[0], self._targets[found[0]], found[1], _differences(wanted, found[0]))


def key(sentence: str) -> str:
    """Return ``sentence`` in the spelling in which sentences are compared."""
    return normalize(sentence, fold_letters=True)


def adapted(match: Match) -> str | None:
    """Return the translation of ``match`` with the number of the new sentence, None where that cannot be done.

    It can where one number and nothing else differs, and the old one stands once in the English. Numbers are
    digits here: "three" is not looked for.

    >>> adapted(Match("", "It cost 20 dinars.", 0.9, (("25", "20"),)))
    'It cost 25 dinars.'
    """
    numbers = [(_NUMBER.findall(here), _NUMBER.findall(there)) for here, there in match.differences]
    if len(numbers) != 1 or [len(side) for side in numbers[0]] != [1, 1]:
        return None
    [(here, there)] = match.differences
    [new], [old] = numbers[0]
    places = [m for m in _NUMBER.finditer(match.target) if m[0] == old]
    if _NUMBER.sub("", here) != _NUMBER.sub("", there) or len(places) != 1:
        return None
    before, after = match.target[: places[0].start()], match.target[places[0].end() :]
    return f"{before}{new}{after}"


def numbers_differ(match: Match) -> bool:
    """Whether digits are among the words that differ."""
    return any(_NUMBER.search(side) for pair in match.differences for side in pair)


def _differences(here: str, there: str) -> tuple[tuple[str, str], ...]:
    """The words that differ, in order, those that stand together joined."""
    new, old = here.split(), there.split()
    steps = SequenceMatcher(None, new, old, autojunk=False).get_opcodes()
    return tuple((" ".join(new[a:b]), " ".join(old[c:d])) for what, a, b, c, d in steps if what != "equal")


def _rapidfuzz() -> ModuleType:
    try:
        import rapidfuzz
        import rapidfuzz.distance
        import rapidfuzz.process
    except ImportError as error:
        raise UsageError('fuzzy matches need more than is installed: pip install "mt-digest[memory]"') from error
    return rapidfuzz
