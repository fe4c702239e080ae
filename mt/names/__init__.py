"""Names of people, places and organizations: found in a source, looked for in its English.

>>> [name.text for name in missing_names("وصل اللواء خليفة حفتر إلى بنغازي", "The general arrived in Benghazi")]
['خليفة حفتر']
"""

from .compare import missing_names
from .consistency import Variants, find_variants
from .find import Name, find_names

__all__ = ["Name", "Variants", "find_names", "find_variants", "missing_names"]
