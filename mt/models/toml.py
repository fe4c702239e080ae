"""TOML read strictly: every key is asked for, every error has its line; and the few values we write.

The standard parser forgets lines, so :func:`document` notes where each key stands.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mt.errors import LockError

Value = str | int | float | bool
Path = tuple[str | int, ...]


class Table:
    """One table of a document. Keys that nobody asked for are errors at :meth:`close`."""

    def __init__(self, data: Mapping[str, Any], path: Path, name: str, lines: Mapping[Path, int]) -> None:
        self._data, self._path, self._name, self._lines = data, path, name, lines
        self._asked: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def error(self, key: str, message: str) -> LockError:
        """Return the error about ``key``, with the line on which it, or else its table, stands."""
        path: Path = (*self._path, key)
        while path and path not in self._lines:
            path = path[:-1]
        where = ".".join(str(part) for part in (*self._path, key))
        return LockError(f"{self._name}, line {self._lines.get(path, 1)}: {where} {message}")

    def close(self) -> None:
        """Raise LockError for the first key that was never asked for."""
        for key in self._data:
            if key not in self._asked:
                raise self.error(key, f"is not a known key here (known: {', '.join(sorted(self._asked))})")

    def text(self, key: str, *, default: str | None = None) -> str:
        """Return a string; without a default it must be there and not be empty."""
        value = self._get(key, str, default)
        if default is None and not value.strip():
            raise self.error(key, "is empty")
        return str(value)

    def integer(self, key: str, *, default: int | None = None) -> int:
        """Return a whole number of at least 0."""
        value = int(self._get(key, int, default))
        if value < 0:
            raise self.error(key, f"is {value}, must be 0 or more")
        return value

    def number(self, key: str) -> float:
        """Return a number, whole or not."""
        return float(self._get(key, float, None))

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of strings; none when the key is missing."""
        found = self._get(key, list, [])
        if not all(isinstance(item, str) for item in found):
            raise self.error(key, "must hold strings only")
        return tuple(found)

    def choice(self, key: str, allowed: Sequence[str]) -> str:
        """Return one of the ``allowed`` strings."""
        value = self.text(key)
        if value not in allowed:
            raise self.error(key, f"is {value!r}, must be one of {', '.join(allowed)}")
        return value

    def check(self, key: str, value: str, pattern: str, meaning: str) -> str:
        """Return ``value`` when all of it matches ``pattern``."""
        if not re.fullmatch(pattern, value, re.ASCII):
            raise self.error(key, f"is {value!r}, must be {meaning}")
        return value

    def table(self, key: str, *, missing: bool = False) -> "Table":
        """Return the table under ``key``; an empty one when it may be missing."""
        return Table(self._get(key, dict, {} if missing else None), (*self._path, key), self._name, self._lines)

    def tables(self, key: str, *, missing: bool = False) -> list["Table"]:
        """Return the tables of a list."""
        items = self._get(key, list, [] if missing else None)
        for item in items:
            if not isinstance(item, dict):
                raise self.error(key, "must hold { ... } tables only")
        return [Table(item, (*self._path, key, i), self._name, self._lines) for i, item in enumerate(items)]

    def values(self, types: Mapping[str, type]) -> dict[str, Value]:
        """Return all values; each must be a key of ``types`` and of its type (an int passes as a float)."""
        found = {key: self._get(key, kind, None) for key, kind in types.items() if key in self._data}
        self._asked.update(types)
        self.close()
        return {key: types[key](value) for key, value in found.items()}

    def _get(self, key: str, kind: type, default: object) -> Any:
        self._asked.add(key)
        if key not in self._data:
            if default is None:
                raise self.error(key, "is missing")
            return default
        value = self._data[key]
        fits = isinstance(value, (int, float) if kind is float else kind)
        if not fits or (isinstance(value, bool) and kind is not bool):
            raise self.error(key, f"is {value!r}, must be {_NAMES[kind]}")
        return value


_NAMES = {
    str: "a string",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    dict: "a table",
    list: "a list",
}


def document(text: str, name: str) -> Table:
    """Parse ``text``; ``name`` stands in messages. Raises LockError for text that is not TOML."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as e:
        found = re.search(r"at line (\d+)", str(e))
        line = f", line {found[1]}" if found else ""
        raise LockError(f"{name}{line}: not TOML: {e}") from e
    return Table(data, (), name, _lines(text))


def inline(value: Value | Sequence[str]) -> str:
    """Return ``value`` as TOML on one line."""
    if isinstance(value, (str, bool, int)):
        # JSON's strings, numbers and booleans are TOML's, but for DEL, which TOML wants escaped.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, float):
        return repr(value)
    return "[" + ", ".join(inline(item) for item in value) + "]"


def key(name: str) -> str:
    """Return ``name`` as a TOML key: bare where that is allowed."""
    return name if re.fullmatch(r"[\w-]+", name, re.ASCII) else inline(name)


def _lines(text: str) -> dict[Path, int]:
    """Where each key of a document stands, counted from 1.

    Meant for files written one key a line; elsewhere an error falls back to the line of the table.
    """
    lines: dict[Path, int] = {}
    table: Path = ()
    current: Path = ()
    item = -1
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if header := re.fullmatch(r"(\[.+\])\s*(#.*)?", stripped):
            table = current = _header(header[1])
            lines.setdefault(table, number)
        elif stripped.startswith("{"):
            item += 1
            lines[*current, item] = number
            for inner in re.finditer(r"[{,]\s*(\w+)\s*=", stripped):
                lines[*current, item, inner[1]] = number
        elif found := re.match(r'([\w-]+|"[^"]*")\s*=', stripped):
            current = (*table, found[1].strip('"'))
            lines.setdefault(current, number)
            item = -1
    return lines


def _header(line: str) -> Path:
    try:
        data: Any = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return ()
    path: list[str | int] = []
    while data:
        if isinstance(data, list):
            data = data[0]
            continue
        first = next(iter(data))
        path.append(first)
        data = data[first]
    return tuple(path)
