"""What the furniture of an Arabic news page says: rules as data, without any logic of their own.

A rule is a phrase (the whole line, or a line made of nothing but such phrases) or a pattern. All are
compared in the spelling of :func:`mt.lines.fold`, so أ إ آ are ا, ة is ه, ى is ي, digits are 0-9 and
Latin letters are small. Phrases below are written in their ordinary spelling and folded when first
used; patterns are written folded, since a regular expression cannot be folded safely.

Each reason in :data:`REASONS` is a stable value that users may compare with.
"""

from .patterns import PATTERNS
from .phrases import PHRASES
from .rule import REASONS, Pattern, Phrases
from .words import AGENCIES, BLOCK_WORDS, COUNTER_WORDS, DATE_WORDS, GOES_ON, JOINING, OUTLETS

__all__ = [
    "AGENCIES",
    "BLOCK_WORDS",
    "COUNTER_WORDS",
    "DATE_WORDS",
    "GOES_ON",
    "JOINING",
    "OUTLETS",
    "PATTERNS",
    "PHRASES",
    "REASONS",
    "Pattern",
    "Phrases",
]
