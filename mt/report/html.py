"""A digest as one HTML file that needs nothing else: no font, no other file, no address but its own.

Text of the page is only ever escaped text. The file's own policy lets nothing be loaded and no script
run but ours, which is named by its hash, so that even a hostile page stays harmless in the browser.
"""

import base64
import hashlib
from html import escape

from ..document import Digest
from .fragment import Look, fragment, script, style
from .notes import visible
from .strings import Language, Strings


def to_html(digest: Digest, *, show_source: bool = False, language: Language = "en") -> str:
    """Return the HTML form, with headings in ``language``.

    With ``show_source`` each block's Arabic stands beside it, right to left, and pointing at a sentence or
    word lights up its counterpart.
    """
    title = visible(digest.headline.translation if digest.headline else digest.name)
    direction = Strings(language).direction
    parts = [
        "<!doctype html>",
        f'<html lang="{language}" dir="{direction}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{escape(title)}</title>",
        f"<style>{_page_style()}</style>",
        "</head>",
        "<body>",
        "<main>",
        fragment(digest, Look(language=language, show_source=show_source)),
        "</main>",
        f"<script>{script()}</script>",
        "</body>",
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def _page_style() -> str:
    return f"body {{ margin: 0; }}\n{style()}"


def _policy() -> str:
    names = ("style-src", _hash(_page_style())), ("script-src", _hash(script()))
    allowed = "; ".join(f"{kind} {source}" for kind, source in names)
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    """The name by which a content security policy knows an inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
