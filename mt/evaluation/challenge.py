"""Challenge items: a sentence or page, and what must be true of any good translation of it.

The rules say what no good translation may lack (a number, a name, a negation) or contain (a wrong
number, Arabic letters, a form's label); they do not prefer one wording. Each is a regular
expression, searched without regard to case in the text after :func:`plain`.

======== ====================================================================
all_of   every expression is found
any_of   at least one is found
none_of  none is found
twin     the text equals that of the item with this id
lines    a page's text has exactly so many paragraphs, its headline included
always   the text is not empty and has no Arabic letters
======== ====================================================================
"""

import html
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from mt.errors import InputError
from mt.normalize import ARABIC_LETTER

FIELDS = {"id", "category", "source", "kind", "all_of", "any_of", "none_of", "twin", "lines", "note", "reference"}
RULES = ("all_of", "any_of", "none_of", "twin", "lines")
_STRAIGHT = str.maketrans(
    {**dict.fromkeys("‘’‛`´", "'"), **dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‐‑‒–—−", "-")}
)


def plain(text: str) -> str:
    """Return ``text`` with one form of each quote, dash and space, and Latin letters without accents.

    >>> plain("“Al‑Bāb”  said")
    '"Al-Bab" said'
    """
    text = html.unescape(text).translate(_STRAIGHT)
    decomposed = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in decomposed if not ("\u0300" <= c <= "\u036f")).split())


def validate(items: Sequence[Mapping[str, Any]]) -> None:
    """Raise :class:`InputError` for an item without a rule, a bad expression or a twin that is not there."""
    known = {item["id"]: item for item in items}
    if len(known) != len(items):
        raise InputError("two challenge items have the same id")
    for item in items:
        unknown = set(item) - FIELDS
        if unknown or not any(item.get(rule) for rule in RULES) or not item.get("category"):
            raise InputError(f"challenge item {item['id']}: needs a category and a rule; unknown: {sorted(unknown)}")
        if "twin" in item and (item["twin"] not in known or item["twin"] == item["id"]):
            raise InputError(f"challenge item {item['id']}: its twin {item['twin']!r} is not another item of the set")
        for rule in RULES[:3]:
            for expression in item.get(rule, ()):
                _compile(item["id"], expression)


def judge(item: Mapping[str, Any], hypotheses: Mapping[str, str]) -> tuple[str, ...]:
    """Return what is wrong with the item's hypothesis, in words; empty when it passes.

    ``hypotheses`` maps ids to texts: the item's own and, where it has one, its twin's.
    """
    text = plain(hypotheses[item["id"]])
    found = {e: bool(_compile(item["id"], e).search(text)) for rule in RULES[:3] for e in item.get(rule, ())}
    wrong = [] if text else ["empty"]
    wrong += ["contains Arabic letters"] if ARABIC_LETTER.search(hypotheses[item["id"]]) else []
    wrong += [f"lacks /{e}/" for e in item.get("all_of", ()) if not found[e]]
    if item.get("any_of") and not any(found[e] for e in item["any_of"]):
        wrong.append("lacks all of " + ", ".join(f"/{e}/" for e in item["any_of"]))
    wrong += [f"contains /{e}/" for e in item.get("none_of", ()) if found[e]]
    count = len([line for line in hypotheses[item["id"]].split("\n") if line.strip()])
    if "lines" in item and count != item["lines"]:
        wrong.append(f"has {count} paragraphs, not {item['lines']}")
    twin = item.get("twin")
    if twin and text != plain(hypotheses[twin]):
        wrong.append(f"differs from {twin}: {plain(hypotheses[twin])!r}")
    return tuple(wrong)


def _compile(identifier: str, expression: str) -> re.Pattern[str]:
    try:
        return re.compile(expression, re.IGNORECASE)
    except re.error as error:
        raise InputError(f"challenge item {identifier}: /{expression}/ is no regular expression: {error}") from error
