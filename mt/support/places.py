"""Which sentences of a source hold which words."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence


class Places:
    """An index of the words of each sentence, since a long text is asked very often.

    >>> Places([{"rain", "fall"}, {"army", "take"}, {"army"}]).nearest({"army", "take"}, most=2)
    [1, 2]
    """

    def __init__(self, bags: Iterable[Collection[str]]) -> None:
        self._places: dict[str, list[int]] = {}
        for at, bag in enumerate(bags):
            for word in bag:
                self._places.setdefault(word, []).append(at)

    def nearest(self, wanted: Collection[str], *, most: int, beside: Sequence[int] = ()) -> list[int]:
        """Return the positions of at most ``most`` sentences that hold some of the words, those with most first.

        Of equals the earlier one; only such as stand next to every one of ``beside``.
        """
        shared = Counter(
            at for word in wanted for at in self._places.get(word, ()) if all(abs(at - other) <= 1 for other in beside)
        )
        return sorted(shared, key=lambda at: (-shared[at], at))[:most]
