"""Whether a sentence says what its source says, as far as words can tell, and which sentences of it say so.

Each sentence must find most of its content words in at most two sentences of the source, and there
every number (as a value: "twenty" is 20) and every name, beside the words that stand beside it in the
sentence. That a small model invents is certain; that it joins true words to a false statement within
two sentences is still possible, so this lowers the danger and does not end it.

>>> Evidence(["The army took the city.", "Twenty men were killed."]).support("The army killed 20 men.").sources
(0, 1)
"""

from .evidence import ENOUGH, MOST, Evidence, Support, is_supported
from .words import content, names, numbers, stem, stems

__all__ = ["ENOUGH", "MOST", "Evidence", "Support", "content", "is_supported", "names", "numbers", "stem", "stems"]
