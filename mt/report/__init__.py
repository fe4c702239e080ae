r"""A digest as people read it: plain text, Markdown, JSON, HTML, or a terminal.

Every form shows the same: headline, summary, paragraphs with a mark at each doubtful sentence, the list
of what to distrust, what was left out of the page and why, and what made it.

>>> from mt.document import Digest
>>> print(render(Digest("page", None, (), None, ()), "md").splitlines()[0])
# page
"""

import re
from typing import TYPE_CHECKING

from ..document import Digest
from ..errors import UsageError
from .notes import visible

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["FORMS", "SUFFIXES", "escape_json", "render", "show", "visible"]

FORMS = ("text", "md", "json", "html")

SUFFIXES = {
    "": "text",
    ".txt": "text",
    ".text": "text",
    ".md": "md",
    ".markdown": "md",
    ".json": "json",
    ".html": "html",
    ".htm": "html",
}


def render(digest: Digest, form: str, *, show_source: bool = False) -> str:
    """Return ``digest`` in one of :data:`FORMS`, ending with a line end; always encodable as UTF-8.

    ``show_source`` sets the Arabic beside the English; JSON always holds both.
    Raises :class:`~mt.errors.UsageError` for another form.
    """
    if form == "json":
        return escape_json(digest.to_json()) + "\n"
    if form == "text":
        from .text import to_text

        return to_text(digest, show_source=show_source)
    if form == "md":
        from .markdown import to_markdown

        return to_markdown(digest, show_source=show_source)
    if form == "html":
        from .html import to_html

        return to_html(digest, show_source=show_source)
    raise UsageError(f"there is no form called {form}: choose one of {', '.join(FORMS)}")


def show(digest: Digest, console: "Console | None" = None, *, show_source: bool = False) -> None:
    """Print ``digest`` on a terminal, with colour and frames where it has them; None is standard output."""
    from rich.console import Console

    from .terminal import show as show_on

    show_on(digest, console or Console(), show_source=show_source)


# Lone surrogates cannot be encoded; the others are legal JSON but not safe on a terminal or in a diff.
_UNSHOWN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def escape_json(text: str) -> str:
    r"""Return the same JSON with invisible and unencodable characters written as ``\\uXXXX``."""
    return _UNSHOWN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
