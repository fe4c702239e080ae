"""What a number, date or amount is, whichever language it was read from."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

Way = tuple[Fraction, ...]
"""One reading: values that must all be met. ``12:00`` reads as (12,), (12, 0) or (1200,)."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value and the words that say it: ``text == whole[start:end]`` of the text it was read from.

    ``kind`` is ``"number"``, ``"month"`` (1 to 12; Hijri months 101 to 112), ``"weekday"`` (1, Monday, to 7)
    or ``"vague"`` (hundreds, thousands: the magnitude). ``ways`` are its readings, likeliest first, never
    empty. ``unit`` is ``"%"``, the name of a currency, ``"am"``, ``"pm"`` or empty. ``sure`` is False for
    words that often mean something else ("one", "second"); such a value explains others, and its own
    absence means nothing. ``scale`` is the multiplier its words end with (3 million: 1,000,000);
    ``chain`` marks digits with signs between them, whose parts may be hours or months.
    """

    kind: str
    text: str
    start: int
    end: int
    ways: tuple[Way, ...]
    unit: str = ""
    sure: bool = True
    scale: int = 1
    chain: bool = False

    @property
    def value(self) -> Fraction:
        """The likeliest value of its last part."""
        return self.ways[0][-1]


def distinct(ways: Iterable[Iterable[Fraction]]) -> tuple[Way, ...]:
    """Return the readings in order, each once."""
    return tuple(dict.fromkeys(tuple(way) for way in ways))
