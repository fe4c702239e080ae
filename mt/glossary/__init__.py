"""One's own English for one's own terms: a glossary, read from a file, around any translator.

>>> from mt.testing import FakeTranslator
>>> glossary = Glossary((Entry("سرت", "Sirte"),))
>>> fake = FakeTranslator({"وصلوا إلى سرت": "They arrived in Sirt"})
>>> [made] = GlossaryTranslator(fake, glossary).translate(["وصلوا إلى سرت"])
>>> [(term.target, term.applied) for term in made.terms]
[('Sirte', False)]
"""

from .entries import FORMS, Entry, Glossary, Occurrence
from .files import read_glossary
from .translator import GlossaryTranslator

__all__ = ["FORMS", "Entry", "Glossary", "GlossaryTranslator", "Occurrence", "read_glossary"]
