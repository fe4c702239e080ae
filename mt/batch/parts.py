"""The forms of a finished part: JSON Lines, or Parquet where pyarrow is installed.

A part is gathered as lines in any case, since lines can be added to and survive being cut off.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import UsageError

_ROWS = 64  # held in memory at a time


@dataclass(frozen=True)
class Form:
    """``finish(lines, part)`` turns a file of lines into a part; ``rewrite(part)`` leaves its failed records out.

    Both happen in one step: whoever is killed meanwhile leaves the old state or the new one.
    """

    suffix: str
    finish: Callable[[Path, Path], None]
    rewrite: Callable[[Path], None]


def need(form: str) -> None:
    """Raise :class:`~mt.errors.UsageError` when a form cannot be written here."""
    if form == "parquet":
        _pyarrow()


def read(part: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a finished part of either form."""
    if part.suffix == ".parquet":
        yield from _rows(part)
        return
    with part.open("rb") as lines:
        yield from map(json.loads, lines)


def _finish_lines(lines: Path, part: Path) -> None:
    lines.replace(part)
    _settle(part.parent)


def _rewrite_lines(part: Path) -> None:
    with part.open("rb") as lines:
        _replace(part, lambda beside: _write_lines(beside, lines))


def _write_lines(beside: Path, lines: Iterable[bytes]) -> None:
    with beside.open("wb") as stream:
        stream.writelines(line for line in lines if json.loads(line)["status"] != "failed")
        stream.flush()
        os.fsync(stream.fileno())


def _finish_parquet(lines: Path, part: Path) -> None:
    with lines.open("rb") as stream:
        _replace(part, lambda beside: _write_rows(beside, map(json.loads, stream)))
    lines.unlink()


def _rewrite_parquet(part: Path) -> None:
    _replace(part, lambda beside: _write_rows(beside, (r for r in _rows(part) if r["status"] != "failed")))


def _write_rows(beside: Path, records: Iterable[dict[str, Any]]) -> None:
    """One row a record; what is more than a text is JSON, since its shape is open and Parquet's is not."""
    pa, pq = _pyarrow()
    names = ("schema", "id", "place", "about", "status", "digest", "error", "twin")
    schema = pa.schema([(name, pa.string()) for name in names])
    with pq.ParquetWriter(beside, schema, compression="zstd") as writer:
        rows: list[dict[str, str | None]] = []
        for record in records:
            rows.append({name: _cell(record.get(name)) for name in names})
            if len(rows) == _ROWS:
                writer.write_table(pa.Table.from_pylist(rows, schema=schema))
                rows = []
        writer.write_table(pa.Table.from_pylist(rows, schema=schema))
    with beside.open("rb") as stream:
        os.fsync(stream.fileno())


def _cell(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _rows(part: Path) -> Iterator[dict[str, Any]]:
    _, pq = _pyarrow()
    with pq.ParquetFile(part) as file:
        for batch in file.iter_batches(batch_size=_ROWS):
            for row in batch.to_pylist():
                inner = {
                    name: json.loads(row[name])
                    for name in ("about", "digest", "error", "twin")
                    if row[name] is not None
                }
                yield {name: value for name, value in {**row, **inner}.items() if value is not None}


def _replace(part: Path, write: Callable[[Path], None]) -> None:
    beside = part.with_name(f".{part.name}.part")
    try:
        write(beside)
        beside.replace(part)
        _settle(part.parent)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def _settle(folder: Path) -> None:
    """Put a new name on the disk too: after a power cut it must not be gone while the manifest counts on it."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow as pa  # type: ignore[import-untyped,unused-ignore]
        import pyarrow.parquet as pq  # type: ignore[import-untyped,unused-ignore]
    except ImportError as error:
        raise UsageError("to write Parquet, install pyarrow: pip install pyarrow") from error
    return pa, pq


FORMS: dict[str, Form] = {
    "jsonl": Form(".jsonl", _finish_lines, _rewrite_lines),
    "parquet": Form(".parquet", _finish_parquet, _rewrite_parquet),
}
