"""What checks and errors say, in Arabic: the code says it in English, ``messages.toml`` has both.

A message is found by its English, gaps and all, so that the code which writes it needs no key; what stands
in a gap is looked up too, as far as it is no name or number.

>>> arabic("page.txt: is empty; give a text with at least one sentence")
'page.txt: فارغ؛ أعطِ نصًا فيه جملة على الأقل'
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

_GAP = re.compile(r"\{(\w+)\}")
_COUNT = r"\d[\d,.]*"  # what a gap called count holds
_LATIN = re.compile("[A-Za-z]")
_ISOLATE, _END = "\u2068", "\u2069"  # what is not Arabic must not reorder the line that it stands in
# How the code joins things, none of it inside parentheses, and how Arabic does.
_JOINS = {r"; (?![^()]*\))": "؛ ", r", (?![^()]*\))": "، ", " and ": " و"}


@cache
def catalog() -> dict[str, dict[str, str]]:
    """Return the messages as the file has them: of every group the English and its Arabic."""
    return tomllib.loads(files(__package__).joinpath("messages.toml").read_text(encoding="utf-8"))


def arabic(message: str) -> str | None:
    """Return ``message`` in Arabic; None when the table does not know it."""
    return _several(message) or _labelled(message) or _whole(message)


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """All but the parts of gaps, those that say most first: the pattern of the English, the Arabic."""
    pairs = [pair for group, said in catalog().items() if group != "inside" for pair in said.items()]
    return [(_pattern(english), said) for english, said in sorted(pairs, key=lambda pair: -len(_GAP.sub("", pair[0])))]


@cache
def _parts() -> list[tuple[re.Pattern[str], str]]:
    return [(_pattern(english), said) for english, said in catalog()["inside"].items()]


def _pattern(english: str) -> re.Pattern[str]:
    pieces = _GAP.split(english)
    gaps = [f"(?P<{name}>{_COUNT if name == 'count' else '.+?'})" for name in pieces[1::2]]
    written = [part for pair in zip(map(re.escape, pieces[::2]), [*gaps, ""], strict=True) for part in pair]
    return re.compile("".join(written), re.DOTALL)


def _whole(message: str) -> str | None:
    for pattern, said in _patterns():
        if found := pattern.fullmatch(message):
            return _filled(said, found)
    return None


def _several(message: str) -> str | None:
    """Messages in a row, every one of them known."""
    for join, said in _JOINS.items():
        known = [_whole(part) for part in re.split(join, message)]
        if len(known) > 1 and all(known):
            return said.join(filter(None, known))
    return None


def _labelled(message: str) -> str | None:
    """A message behind the name of what it is about, which may hold a colon itself."""
    for colon in re.finditer(": ", message):
        if said := _whole(message[colon.end() :]):
            return f"{_inside(message[: colon.start()])}: {said}"
    return None


def _filled(said: str, found: re.Match[str]) -> str:
    return _GAP.sub(lambda gap: _inside(found[gap[1]]), said)


def _inside(value: str) -> str:
    """What stands in a gap: something known, a list, or words with known parts."""
    if known := _several(value) or _whole(value):
        return known
    for join, said in list(_JOINS.items())[:2]:
        if len(items := re.split(join, value)) > 1:
            return said.join(map(_inside, items))
    for pattern, part in _parts():
        if found := pattern.search(value):
            words = _GAP.sub(lambda gap, found=found: _isolated(found[gap[1]]), part)  # type: ignore[misc]
            return _inside(value[: found.start()]) + words + _inside(value[found.end() :])
    return _isolated(value)


def _isolated(value: str) -> str:
    return f"{_ISOLATE}{value}{_END}" if _LATIN.search(value) else value
