"""Files that hold many pages: JSON Lines, CSV, Parquet, WARC. One generator each; a bad page is an error in its place.

Each yields ``(part, id, content, weight)``: the line, row or record within the file, the page's own id or an
empty string, its text, document or error, and about how many bytes of the file it takes.
"""

import codecs
import csv
import gzip
import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from ..errors import InputError, MtError, UsageError
from ..read import MAX_BYTES
from ..read.text import decode_text
from .remote import Remote


@dataclass(frozen=True)
class Blob:
    """The bytes of one document and its format as a suffix, such as ``".html"``."""

    data: bytes
    suffix: str


File = Path | Remote
Content = str | Blob | MtError
Entry = tuple[str, str, Content, int]

_SAMPLE = 64_000  # bytes that decide about the encoding
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_KINDS = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "application/pdf": ".pdf"}
"""What of a web archive is a page."""


@dataclass(frozen=True)
class Fields:
    """The names under which the pages of a collection have their text and their id."""

    text: str = "text"
    id: str = "id"


def jsonl(path: File, fields: Fields) -> Iterator[Entry]:
    """One JSON object a line. Blank lines are passed over."""
    with _open(path) as stream:
        number = 0
        while line := stream.readline(MAX_BYTES + 1):
            number += 1
            size = len(line)
            if size > MAX_BYTES:
                while rest := stream.readline(MAX_BYTES):
                    size += len(rest)
                    if rest.endswith(b"\n"):
                        break
                yield str(number), "", InputError(f"{path}, line {number}: longer than {MAX_BYTES:,} bytes"), size
            elif line.strip():
                yield str(number), *_object(line, f"{path}, line {number}", fields), size


def _object(line: bytes, where: str, fields: Fields) -> tuple[str, Content]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return "", InputError(f"{where}: is not JSON ({error})")
    if not isinstance(record, dict):
        return "", InputError(f"{where}: is not a JSON object")
    return _taken(record, where, fields)


def _taken(record: dict[str, Any], where: str, fields: Fields) -> tuple[str, Content]:
    """The id and text of one record, whatever it was read from."""
    identity = record.get(fields.id)
    text = record.get(fields.text)
    known = "" if identity is None else str(identity)
    if isinstance(text, str):
        return known, text
    if text is None:
        names = ", ".join(str(name) for name in list(record)[:20])
        return known, InputError(f"{where}: has no field {fields.text!r} (it has: {names}); name it with --text-field")
    return known, InputError(f"{where}: the field {fields.text!r} is not a text")


def table(path: File, fields: Fields) -> Iterator[Entry]:
    """CSV in any encoding of :mod:`mt.read.text`, with a line of column names.

    Commas, semicolons or tabs, whichever those names have most of.
    """
    csv.field_size_limit(MAX_BYTES)
    with _open(path) as data, io.TextIOWrapper(data, _encoding(data), "replace", newline="") as stream:
        head = stream.readline(MAX_BYTES)
        stream.seek(0)
        weight = _Counting(stream)
        rows = csv.DictReader(weight, delimiter=max(",;\t", key=head.count))
        number = 0
        while True:
            number += 1
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield str(number), "", InputError(f"{path}, row {number}: is not CSV ({error})"), weight.taken()
            else:
                yield str(number), *_taken(row, f"{path}, row {number}", fields), weight.taken()


def _encoding(data: BinaryIO) -> str:
    """The encoding of a stream, told from its beginning."""
    sample = data.read(_SAMPLE)
    data.seek(0)
    try:
        found = decode_text(sample, name="table")[1]
    except InputError:
        found = "utf-8"  # no text at all: its rows say so
    # The names without an order or with "sig" are those that read the mark at the beginning.
    marked = sample.startswith(_MARKS)
    return "utf-8-sig" if found == "utf-8" else found[: len("utf-16")] if marked else found


class _Counting:
    """Lines of a text, counting about their bytes: what was read since the last time it was asked."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines, self._count = lines, 0

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self._count += len(line.encode("utf-8", "replace"))
            yield line

    def taken(self) -> int:
        count, self._count = self._count, 0
        return count


def parquet(path: File, fields: Fields) -> Iterator[Entry]:
    """One row a page, read some rows at a time. Needs pyarrow."""
    try:
        import pyarrow as pa  # type: ignore[import-untyped,unused-ignore]
        import pyarrow.parquet as pq  # type: ignore[import-untyped,unused-ignore]
    except ImportError as error:
        raise UsageError(f"{path}: to read Parquet, install pyarrow: pip install pyarrow") from error
    try:
        with _open(path) as stream, pq.ParquetFile(stream) as file:
            weight = size_of(path) // max(1, file.metadata.num_rows)
            columns = [name for name in (fields.id, fields.text) if name in file.schema_arrow.names]
            if fields.text not in columns:
                raise InputError(
                    f"{path}: has no column {fields.text!r} (it has: {', '.join(file.schema_arrow.names)}); "
                    "name it with --text-field"
                )
            number = 0
            for batch in file.iter_batches(batch_size=64, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    yield str(number), *_taken(row, f"{path}, row {number}", fields), weight
    except pa.ArrowException as error:
        raise InputError(f"{path}: is not a Parquet file that can be read ({error})") from error


def warc(path: File, fields: Fields) -> Iterator[Entry]:
    """The pages (HTML, plain text, PDF; status 200) of a web archive; their id is the address. Needs fastwarc."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise UsageError(f"{path}: to read web archives, install fastwarc: pip install fastwarc") from error
    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    with path.open("rb") as stream:  # fastwarc unpacks by itself
        before = 0
        for record in ArchiveIterator(stream, record_types=wanted, parse_http=True, auto_decode="all"):
            kind = (record.http_content_type or record.headers.get("Content-Type") or "").partition(";")[0]
            suffix = _KINDS.get(kind.strip().lower())
            if suffix is None or (record.http_headers and record.http_headers.status_code != 200):
                continue
            address = record.headers.get("WARC-Target-URI") or ""
            place = record.stream_pos
            weight, before = max(0, place - before), place
            yield str(place), address, Blob(bytes(record.reader.read(MAX_BYTES + 1)), suffix), weight


def size_of(path: File) -> int:
    """Bytes of a file, 0 when that cannot be told."""
    if isinstance(path, Remote):
        return path.size
    try:
        return path.stat().st_size
    except OSError:
        return 0


def suffix_of(path: File) -> str:
    """The suffix in small letters, ``".jsonl.gz"`` for a packed file."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    return "".join(suffixes[-2:] if suffixes[-1:] == [".gz"] else suffixes[-1:])


@contextmanager
def _open(path: File) -> Iterator[BinaryIO]:
    with path.open("rb") as stream:
        if path.suffix.lower() != ".gz":
            yield stream
            return
        with gzip.open(stream) as unpacked:
            yield unpacked  # type: ignore[misc]


COLLECTIONS: dict[str, Callable[[File, Fields], Iterator[Entry]]] = {
    ".jsonl": jsonl,
    ".ndjson": jsonl,
    ".jsonl.gz": jsonl,
    ".ndjson.gz": jsonl,
    ".csv": table,
    ".csv.gz": table,
    ".tsv": table,
    ".tsv.gz": table,
    ".parquet": parquet,
    ".warc": warc,
    ".warc.gz": warc,
}
"""Suffix -> reader, for files that hold more than one page."""
