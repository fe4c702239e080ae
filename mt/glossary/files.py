r"""Glossaries on disk: tables (.tsv, .csv) and term bases (.tbx).

A table has the Arabic in its first column and the English in its second, or a first row that names its columns:
``source``, ``target`` and, if wanted, ``case`` and ``forms``. Lines that begin with # are remarks.
"""

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from ..errors import InputError
from ..normalize import ARABIC_LETTER
from ..read import read_bytes
from ..read.stream import elements
from ..read.text import decode_text
from .entries import FORMS, Entry, Glossary
from .words import fold

MAX_BYTES = 20_000_000
"""Bytes of a glossary: some 300,000 terms. More is a translation memory."""

_COLUMNS = ("source", "target", "case", "forms")
_YES, _NO = ("yes", "true", "1", "x"), ("", "no", "false", "0")
_REFUSED = ("deprecatedTerm-admn-sts", "supersededTerm-admn-sts", "deprecated", "superseded", "obsolete")
_PREFERRED = ("preferredTerm-admn-sts", "preferred")

_Row = tuple[str, Entry]


def read_glossary(path: Path | str) -> Glossary:
    """Read a glossary from a .tsv, .csv or .tbx file.

    Raises :class:`~mt.errors.InputError`, which names the line, for anything that would make a term unusable: a
    missing side, an unknown flag, no Arabic, or two different English terms for one Arabic term.
    """
    path = Path(path)
    kinds = {".tsv": _tabbed, ".tab": _tabbed, ".txt": _tabbed, ".csv": _separated}
    suffix = path.suffix.lower()
    if suffix not in (*kinds, ".tbx"):
        raise InputError(f"{path}: a glossary is a .tsv, .csv or .tbx file; rename or export it")
    data = read_bytes(path, max_bytes=MAX_BYTES)
    if len(data) > MAX_BYTES:
        raise InputError(f"{path}: is longer than {MAX_BYTES:,} bytes; use it as a translation memory instead")
    if suffix == ".tbx":
        rows = list(_from_tbx(path))
    else:
        text, _ = decode_text(data, name=str(path)) if data else ("", "utf-8")
        rows = list(_from_table(kinds[suffix](text, str(path)), str(path)))
    if not rows:
        raise InputError(f"{path}: holds no term; give one a line, Arabic and English, with a tab between")
    return Glossary(_checked(rows, path), path.name, hashlib.sha256(data).hexdigest())


def _checked(rows: Sequence[_Row], path: Path) -> tuple[Entry, ...]:
    """The entries without repetitions. Raises for what cannot be used."""
    seen: dict[str, _Row] = {}
    for place, entry in rows:
        if not ARABIC_LETTER.search(entry.source):
            raise InputError(f"{path}, {place}: there is no Arabic in “{entry.source}”; Arabic comes first")
        if not any(map(str.isalnum, entry.target)):
            raise InputError(f"{path}, {place}: “{entry.source}” has no English; add it or delete the line")
        if ARABIC_LETTER.search(entry.target):
            raise InputError(f"{path}, {place}: “{entry.target}” should be English; Arabic comes first")
        before = seen.setdefault(fold(entry.source), (place, entry))[1]
        if before.target != entry.target:
            first = seen[fold(entry.source)][0]
            raise InputError(
                f"{path}, {place}: “{entry.source}” is “{entry.target}” here and “{before.target}” in {first}; keep one"
            )
    return tuple(entry for _, entry in seen.values())


def _tabbed(text: str, _: str) -> Iterator[tuple[int, list[str]]]:
    # No quoting: in a list of terms a quotation mark is a quotation mark.
    for number, line in enumerate(text.splitlines(), 1):
        yield number, line.split("\t")


def _separated(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    first = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise InputError(f"{name}, line {reader.line_num}: {error}; export the table again") from error


def _from_table(rows: Iterator[tuple[int, list[str]]], name: str) -> Iterator[_Row]:
    columns: Sequence[str] = ()
    for number, row in rows:
        cells = [" ".join(cell.split()) for cell in row]
        if not any(cells) or cells[0].startswith("#"):
            continue
        if not columns:
            lowered = [cell.lower() for cell in cells]
            named = {"source", "target"} <= set(lowered)
            columns = lowered if named else _COLUMNS
            if named:
                continue
        fields = dict(zip(columns, cells, strict=False))
        yield f"line {number}", _entry(fields, f"{name}, line {number}")


def _entry(fields: dict[str, str], place: str) -> Entry:
    source, target = fields.get("source", ""), fields.get("target", "")
    if not source or not target:
        raise InputError(f"{place}: a term needs Arabic and English; write them as two columns")
    case, forms = fields.get("case", "").lower(), fields.get("forms", "").lower() or "prefixed"
    if case not in (*_YES, *_NO):
        raise InputError(f"{place}: case is yes or no, not {case!r}")
    if forms not in FORMS:
        raise InputError(f"{place}: forms is one of {', '.join(FORMS)}, not {forms!r}")
    return Entry(source, target, case in _YES, forms)


def _from_tbx(path: Path) -> Iterator[_Row]:
    """The entries of a term base: every Arabic term of a concept with its best English one."""
    concepts = 0
    # TBX-Basic of 2008 says termEntry, langSet and tig, that of 2019 conceptEntry, langSec and termSec.
    for tag in ("conceptEntry", "termEntry"):
        for concept in elements(path, tag):
            concepts += 1
            arabic, english = (_terms(concept, language) for language in ("ar", "en"))
            for term in arabic if english else ():
                yield f"concept {concept.get('id') or concepts}", Entry(term, english[0])
    if not concepts:
        raise InputError(f"{path}: holds no termEntry and no conceptEntry; export it as TBX-Basic")


def _terms(concept: Element, language: str) -> list[str]:
    """The terms of a concept in a language, the preferred ones first, those that are not to be used left out."""
    terms = []
    for section in concept:
        if section.tag not in ("langSet", "langSec") or section.get("lang", "").lower()[:2] != language:
            continue
        for group in section.iter():
            term = group.find("term")
            status = [note.text for note in group.iter("termNote") if note.get("type") == "administrativeStatus"]
            text = " ".join("".join(term.itertext()).split()) if term is not None else ""
            if text and not set(status) & set(_REFUSED):
                terms.append((not set(status) & set(_PREFERRED), text))
    return list(dict.fromkeys(text for _, text in sorted(terms, key=lambda item: item[0])))
