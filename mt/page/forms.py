"""A digest as something to take away: the forms that are offered, packed for the browser."""

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from ..document import Digest
from ..report import render
from ..report.docx import is_available as has_docx
from ..report.docx import to_docx
from ..report.html import to_html
from ..report.strings import Language

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_UNFIT = re.compile(r"[^\w.-]+")


@dataclass(frozen=True)
class Form:
    """A kind of file: what people call it, its suffix and type, and how it is made."""

    title: str
    suffix: str
    mime: str
    make: Callable[[Digest, Language], str | bytes]


_FORMS = {
    "md": Form("Markdown", ".md", "text/markdown", lambda digest, _: render(digest, "md", show_source=True)),
    "html": Form("HTML", ".html", "text/html", lambda digest, said: to_html(digest, show_source=True, language=said)),
    "docx": Form("Word", ".docx", _WORD, lambda digest, said: to_docx(digest, language=said)),
    "json": Form("JSON", ".json", "application/json", lambda digest, _: render(digest, "json")),
}

FORMS = {name: form for name, form in _FORMS.items() if name != "docx" or has_docx()}
"""The files that are offered, by name; those of Word where python-docx is installed."""


def parcel(digest: Digest, form: str, language: Language) -> dict[str, str]:
    """Return what the page's script needs to save a file, or, for ``"copy"``, the text for the clipboard.

    >>> from mt.document import Digest
    >>> parcel(Digest("a/page.txt", None, (), None, ()), "md", "en")["name"]
    'page.en.md'
    """
    if form == "copy":
        return {"copy": render(digest, "text")}
    made = FORMS[form]
    content = made.make(digest, language)
    data = base64.b64encode(content.encode() if isinstance(content, str) else content).decode()
    return {"name": _stem(digest.name) + made.suffix, "mime": made.mime, "data": data}


def _stem(name: str) -> str:
    return (_UNFIT.sub("-", PurePath(name).stem).strip("-.")[:60] or "digest") + ".en"
