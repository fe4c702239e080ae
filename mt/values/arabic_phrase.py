"""Arabic number words that stand side by side, put together into one number."""

from fractions import Fraction

from .arabic_words import Word
from .value import Way


class ArabicPhrase:
    """Number words that make one number, read in order: مئة وخمسة وعشرون ألفا وثلاثمئة is 125,300."""

    def __init__(self, word: Word) -> None:
        self.total = Fraction(0)
        self.group = Fraction(0)
        self.last = 1  # the multiplier that came last
        self.ways: list[Way] = []  # other readings
        self.role = word.role
        self.vague = word.plural
        self.sure = not (word.role in ("unit", "ordinal") and word.value < 3) and word.value != 1000
        if word.role == "scale":
            self.total, self.last = word.value, word.scale
            if word.dual:
                self.ways.append((2 * word.value,))
        else:
            self.group = word.value
        if word.role == "fraction":
            self.ways += [(word.value * whole,) for whole in (100, 60, 12)]  # 50 %, 30 minutes, six months
        if word.role in ("unit", "ten") and word.value > 2:
            self.ways.append((1 / word.value,))  # خُمس, a fifth, is written as خَمس

    @property
    def whole(self) -> Fraction:
        """The number read so far."""
        return self.total + self.group

    def readings(self) -> list[Way]:
        """All that the words may mean, the likeliest first."""
        return [(self.whole,), *self.ways]

    def take(self, word: Word) -> bool:
        """Take one more word; False when it does not continue this number."""
        # Folded, وأحد (and one) is واحد (one): أربعمئة وأحد عشر, but مليون واحد.
        joined = word.joined or (word.role == "unit" and word.value == 1 and self.role in ("hundred", "scale"))
        if joined and not word.joined:
            self.ways.append((self.whole,))
        fits = self._take_joined(word) if joined else self._take_next(word)
        if fits:
            self.sure = True
        return fits

    def _take_next(self, word: Word) -> bool:
        if word.role == "ten" and self.role in ("unit", "ordinal") and self.group % 100 < 10:
            self.group, self.role, self.ways = self.group + 10, "teen", []
        elif word.role == "hundred" and word.value == 100 and self.role == "unit" and self.group < 10:
            self.group, self.role, self.ways = self.group * 100, "hundred", []
        elif self.role == "fraction" and self.last == word.scale and word.definite:
            pass  # ونصف المليون names the scale again
        elif self._multiplies(word):
            if self.group:
                self.total += self.group * word.scale
            else:
                self.total *= word.scale  # ألف مليون
            self.group, self.role, self.last, self.vague = Fraction(0), "scale", word.scale, self.vague and word.plural
            self.ways = []
        else:
            return False
        return True

    def _multiplies(self, word: Word) -> bool:
        single = word.role == "scale" and word.value == word.scale  # مليونان is two already
        return single and self.role != "ordinal" and not (self.role == "fraction" and self.total)

    def _take_joined(self, word: Word) -> bool:
        if word.role == "fraction" and self.role != "fraction":
            self.ways += [(self.whole,), (self.whole, word.value * 60)]  # half past: 2:30
            if self.group:
                self.group += word.value
            else:
                self.total += word.value * self.last
        elif word.role == "tens" and self.role in ("unit", "ordinal") and 0 < self.group % 100 < 10:
            self.group, self.ways = self.group + word.value, []
        elif self.role == "hundred" and word.role in ("unit", "ten", "tens"):
            self.group += word.value
        elif self.role == "scale" and word.role in ("unit", "ten", "tens", "hundred"):
            self.ways.append((self.total, word.value))
            self.group = word.value
        elif self.role == "scale" and word.role == "scale" and word.scale < self.last:
            self.ways.append((self.total, word.value))
            self.total, self.last = self.total + word.value, word.scale
        else:
            return False
        self.role = word.role
        return True
