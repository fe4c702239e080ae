"""Whether a sentence says what its source says, as far as words can tell, and which sentence of it says so.

A summary sentence is believed when it is a shortening of one sentence of the source: its words in their
order, with nothing left out but what can go (:mod:`mt.support.shorten`). So nobody does what a neighbour
did, and nothing said, denied or planned becomes a fact. What a sentence says in other words is refused,
true or not.

>>> Evidence(["The army, which is small, took the city."]).support("The army took the city.").holds
True
"""

from .evidence import Evidence, Support
from .likeness import Likeness
from .shorten import fault
from .words import content, names, numbers, stem, stems

__all__ = ["Evidence", "Likeness", "Support", "content", "fault", "names", "numbers", "stem", "stems"]
