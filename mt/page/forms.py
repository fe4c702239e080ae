"""A digest as something to take away: the forms that are offered, packed for the browser."""

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from ..document import Digest
from ..report import render
from ..report.html import to_html
from ..report.strings import Language

_UNFIT = re.compile(r"[^\w.-]+")


@dataclass(frozen=True)
class Form:
    """A kind of file: what people call it, its suffix and type, and how it is made."""

    title: str
    suffix: str
    mime: str
    make: Callable[[Digest, Language], str]


FORMS = {
    "md": Form("Markdown", ".md", "text/markdown", lambda digest, _: render(digest, "md", show_source=True)),
    "html": Form("HTML", ".html", "text/html", lambda digest, said: to_html(digest, show_source=True, language=said)),
    "json": Form("JSON", ".json", "application/json", lambda digest, _: render(digest, "json")),
}
"""The files that are offered, by name."""


def parcel(digest: Digest, form: str, language: Language) -> dict[str, str]:
    """Return what the page's script needs to save a file, or, for ``"copy"``, the text for the clipboard.

    >>> from mt.document import Digest
    >>> parcel(Digest("a/page.txt", None, (), None, ()), "md", "en")["name"]
    'page.en.md'
    """
    if form == "copy":
        return {"copy": render(digest, "text")}
    made = FORMS[form]
    data = base64.b64encode(made.make(digest, language).encode()).decode()
    return {"name": _stem(digest.name) + made.suffix, "mime": made.mime, "data": data}


def _stem(name: str) -> str:
    return (_UNFIT.sub("-", PurePath(name).stem).strip("-.")[:60] or "digest") + ".en"
