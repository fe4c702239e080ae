"""Arabic news pages to English translations and summaries, offline, on an ordinary CPU.

>>> import mt
>>> d = mt.digest(open("page.txt").read())  # doctest: +SKIP
>>> print(d.summary.text)  # doctest: +SKIP
"""

from typing import TYPE_CHECKING, Any

from .document import Digest, Summary, Translation
from .errors import MtError
from .version import __version__

if TYPE_CHECKING:
    from .pipeline import Settings, digest, load_summarizer, load_translator

__all__ = [
    "Digest",
    "MtError",
    "Settings",
    "Summary",
    "Translation",
    "__version__",
    "digest",
    "load_summarizer",
    "load_translator",
]


def __getattr__(name: str) -> Any:
    """Load the pipeline when it is first asked for, so that ``import mt`` stays fast."""
    if name in {"Settings", "digest", "load_summarizer", "load_translator"}:
        from . import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
