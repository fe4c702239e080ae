r"""Tables (.csv, .tsv) and records (.json, .jsonl): the columns or fields one names; everything else stays.

>>> from mt.inline import unaligned
>>> table = TableDocument("id;text\n1;خبر\n".encode(), "x.csv", columns=("text",))
>>> table.texts
['خبر']
>>> table.rebuild([unaligned("news")])
b'id;text\n1;news\n'
"""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from mt.document import TranslatedParagraph
from mt.errors import InputError, UsageError
from mt.read.source import check_count, has_arabic, nothing_arabic, one_line, safe
from mt.read.text import decode_text

_CELL = 1_000_000  # characters of the longest cell; the csv module's own limit is 131,072


class TableDocument:
    """A table with a first row of names, of which some columns can be replaced."""

    notes: Sequence[str] = ()

    def __init__(self, data: bytes, name: str, *, columns: Sequence[str]) -> None:
        text, _ = decode_text(data, name=name)
        self.name = name
        first = text.partition("\n")[0]
        self._delimiter = max("\t;,", key=first.count)
        self.suffix = ".tsv" if name.lower().endswith(".tsv") else ".csv"
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._rows = _rows(text, name, self._delimiter)
        header = self._rows[0] if self._rows else []
        places = [header.index(column) for column in _chosen(name, columns, list(dict.fromkeys(header)))]
        # A paragraph a line: a cell may hold a whole article.
        self._cells = [(r, c) for r, row in enumerate(self._rows[1:], 1) for c in places if c < len(row)]
        self._lines = {cell: self._rows[cell[0]][cell[1]].split("\n") for cell in self._cells}
        self._where = [(cell, i) for cell in self._cells for i, x in enumerate(self._lines[cell]) if has_arabic(x)]
        if not self._where:
            raise nothing_arabic(name)
        self.texts: Sequence[str] = [one_line(self._lines[cell][i]) for cell, i in self._where]

    def rebuild(self, translations: Sequence[TranslatedParagraph]) -> bytes:
        """The table in UTF-8 with the same separator and line ends."""
        check_count(self.name, self.texts, translations)
        for (cell, i), english in zip(self._where, translations, strict=True):
            self._lines[cell][i] = safe(english.translation)
        for (row, column), lines in self._lines.items():
            self._rows[row][column] = "\n".join(lines)
        out = io.StringIO()
        csv.writer(out, delimiter=self._delimiter, lineterminator=self._newline).writerows(self._rows)
        return out.getvalue().encode("utf-8")


def _rows(text: str, name: str, delimiter: str) -> list[list[str]]:
    # For the whole process, and never lowered again: another thread may be reading a table.
    csv.field_size_limit(max(_CELL, csv.field_size_limit()))
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise InputError(f"{name}: is no well-formed table ({error}); export it again") from error


class RecordsDocument:
    """JSON, or JSON a line, of which the strings under some names can be replaced."""

    notes: Sequence[str] = ()

    def __init__(self, data: bytes, name: str, *, columns: Sequence[str]) -> None:
        text, _ = decode_text(data, name=name)
        self.name = name
        self.suffix = ".jsonl" if name.lower().endswith((".jsonl", ".ndjson")) else ".json"
        self._values = _values(text, name, by_line=self.suffix == ".jsonl")
        found = [string for string in _strings(self._values) if has_arabic(string[0][string[1]])]
        names = [own for *_, own in found if own is not None]
        chosen = set(_chosen(name, columns, list(dict.fromkeys(names))))
        self._where = [
            (holder, key, i)
            for holder, key, own in found
            if own in chosen
            for i, line in enumerate(holder[key].split("\n"))
            if has_arabic(line)
        ]
        if not self._where:
            raise nothing_arabic(name)
        self.texts: Sequence[str] = [one_line(holder[key].split("\n")[i]) for holder, key, i in self._where]

    def rebuild(self, translations: Sequence[TranslatedParagraph]) -> bytes:
        """The same values in UTF-8, letters readable; a .json file is indented by two."""
        check_count(self.name, self.texts, translations)
        for (holder, key, i), english in zip(self._where, translations, strict=True):
            lines = holder[key].split("\n")
            lines[i] = safe(english.translation)
            holder[key] = "\n".join(lines)
        if self.suffix == ".jsonl":
            text = "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in self._values)
        else:
            text = json.dumps(self._values[0], ensure_ascii=False, indent=2) + "\n"
        return text.encode("utf-8", "replace")


def _values(text: str, name: str, *, by_line: bool) -> list[Any]:
    values = []
    for number, line in enumerate(text.split("\n") if by_line else [text], 1):
        if not line.strip():
            continue
        try:
            values.append(json.loads(line))
        except (ValueError, RecursionError) as error:
            where = f"line {number}" if by_line else "the file"
            raise InputError(f"{name}: {where} is no valid JSON ({error}); export it again") from error
    return values


def _strings(root: Any) -> Iterator[tuple[Any, Any, str | None]]:
    """Every string: its holder, its key in it, and its name; outer ones before inner ones.

    A string in a list is known by the name of the list.
    """
    stack: list[tuple[Any, str | None]] = [(root, None)]
    while stack:
        holder, name = stack.pop()
        pairs: Any = holder.items() if isinstance(holder, dict) else enumerate(holder)
        deeper = []
        for key, value in pairs:
            own = key if isinstance(key, str) else name
            if isinstance(value, str):
                yield holder, key, own
            elif isinstance(value, dict | list):
                deeper.append((value, own))
        stack += reversed(deeper)


def _chosen(name: str, columns: Sequence[str], there: Sequence[str]) -> Sequence[str]:
    if not columns:
        raise UsageError(f"{name}: say with --column what to translate: {', '.join(there) or 'it has no names'}")
    if missing := [column for column in columns if column not in there]:
        raise UsageError(f"{name}: has no column {missing[0]}; there are: {', '.join(there) or 'none'}")
    return columns
