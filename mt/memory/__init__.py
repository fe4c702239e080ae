"""Translations that people have made, reused: exactly the same sentence, or one that is nearly the same.

>>> from mt.testing import FakeTranslator
>>> memory = Memory({"وصل ٣ وزراء.": "Three ministers arrived."})
>>> [made] = MemoryTranslator(FakeTranslator(), memory).translate(["وصل 3 وزراء."])
>>> made.text, made.origin
('Three ministers arrived.', 'memory')
"""

from .files import read_memory, to_tmx
from .store import Match, Memory
from .translator import MemoryTranslator

__all__ = ["Match", "Memory", "MemoryTranslator", "read_memory", "to_tmx"]
