"""Numbers, dates, times, money and percentages as values: read on both sides, then compared.

>>> [str(difference) for difference in compare("قتل ثلاثة جنود يوم الاثنين", "Five soldiers were killed on Monday")]
['ثلاثة (3) became Five']
"""

from .arabic import read_arabic
from .compare import Difference, compare, lost_numbers
from .english import read_english
from .value import Value

__all__ = ["Difference", "Value", "compare", "lost_numbers", "read_arabic", "read_english"]
