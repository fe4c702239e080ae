"""English number words that stand side by side, put together into one number."""

from fractions import Fraction

from .english_words import DENOMINATORS, ONES, ORDINALS, PLURALS, SCALES, TENS
from .value import Way, distinct


class EnglishPhrase:
    """Words that make one number, read in order: "two hundred and five thousand", "twenty-one"."""

    def __init__(self) -> None:
        self.total, self.group = Fraction(0), Fraction(0)
        self.room = 0  # values below this can still be added to the group
        self.last = 1
        self.started = self.closed = False
        self.article = False
        self.sure = True
        self.ways: list[Way] = []

    @property
    def open(self) -> bool:
        """Whether a smaller part may follow after a comma: "one million, two hundred thousand"."""
        return self.last >= 1000 and not self.group

    def readings(self) -> tuple[Way, ...]:
        """All that the words may mean, the likeliest first."""
        return distinct([(self.total + self.group,), *self.ways])

    def part(self, part: Fraction) -> None:
        """Add "and a half"."""
        self.ways += [(self.total + self.group,), (part,)]
        if self.group or not self.total:
            self.group += part
        else:
            self.total += part * self.last
        self.room = 0

    def take(self, token: str) -> bool:
        """Take one more word; False when it does not continue this number."""
        if self.closed:
            return False
        if token in ("a", "an") and not self.started and not self.article:
            self.article = True
            return True
        if token in SCALES or (token in PLURALS and self.started):
            return self._multiply(SCALES.get(token) or PLURALS[token], alone=token in ("hundred", "hundreds"))
        if self.article and not self.started:
            return False
        parts = DENOMINATORS.get(token) or (ORDINALS.get(token, 0) if self.group == 1 else 0)
        if parts > 2 and self.started and not self.total and self.group < parts:
            return self._divide(parts)
        value = next((table[token] for table in (ONES, TENS, ORDINALS) if token in table), None)
        return value is not None and self._add(Fraction(value), token)

    def _divide(self, parts: int) -> bool:
        whole = self.group
        self.group, self.closed = whole / parts, True
        self.ways += [(whole,), (Fraction(parts),), (100 * self.group,), (Fraction(round(100 * self.group)),)]
        return True

    def _add(self, value: Fraction, token: str) -> bool:
        ordinal = token in ORDINALS
        if self.started and value >= self.room:
            return False
        if self.total or self.room >= 100:
            self.ways += [(self.total or self.group, value)]
        if not self.started:
            self.sure = value > 2
            if ordinal and value > 2:
                self.ways += [(1 / value,)]
        else:
            self.sure = True
        if ordinal and value >= 100 and self.started:
            self.group *= value
        else:
            self.group += value
        self.room = 10 if value >= 20 and not ordinal else 0
        self.started, self.closed = True, ordinal
        return True

    def _multiply(self, scale: int, *, alone: bool) -> bool:
        if scale in (10, 20) and not self.started:
            self.ways.append((Fraction(scale),))
        number = self.group or (self.total if self.total else Fraction(1))
        if scale < 1000:
            if self.total and not self.group:
                return False
            self.ways += [(number,)] if self.started and not alone else []
            self.group, self.room = number * scale, 100 if scale == 100 else 0
            self.sure = self.sure if scale in (10, 20) and not self.started else True
            if not self.started and scale != 12:
                self.sure = False  # "a hundred", "a decade", "a century"
        else:
            if self.group or not self.total:
                self.total += number * scale
            else:
                self.total *= scale
            self.group, self.room = Fraction(0), 1000
            self.sure = self.started
        self.last, self.started = scale, True
        return True
