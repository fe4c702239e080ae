"""Where the bold words, links and pictures of a source text belong in its translation.

Formats hand over a text as runs and get runs back; what bold is in a format they alone know.

>>> from mt.document import TranslatedParagraph, Translation
>>> said = Translation("قال الوزير", "the minister said", -0.1, alignment=((0, 2), (1, 0), (1, 1)))
>>> english = TranslatedParagraph(said.source, said.text, (said,), line=1)
>>> runs = [Run("قال "), Run("الوزير", (Mark("bold"),))]
>>> [(run.text, [mark.key for mark in run.marks]) for run in place(runs, english).runs]
[('the minister', ['bold']), (' said', [])]
"""

from mt.inline.placing import Placed, place, unaligned
from mt.inline.runs import Mark, Run

__all__ = ["Mark", "Placed", "Run", "place", "unaligned"]
