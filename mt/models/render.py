"""A lock as text, the same bytes for the same lock, and into its file in one step."""

import os
import tempfile
from pathlib import Path

from mt.errors import OutputError
from mt.models.lock import VERSION, Entry, File, Frame, Lock, parse
from mt.models.toml import inline, key

_HEADER = """\
# Which model files this project runs, byte for byte. Written by `mt models`: review the diff, do not edit.
# `files` under `source` are as fetched, `files` of the model as loaded. Sizes are bytes.
"""


def render(lock: Lock) -> str:
    """Return the text of ``lock``: models by name, files by path, so that equal locks are equal bytes."""
    lines = [_HEADER + f"version = {VERSION}"]
    if lock.defaults:
        lines.append("\n[defaults]")
        lines += [f"{role} = {inline(name)}" for role, name in sorted(lock.defaults.items())]
    for name in sorted(lock.entries):
        lines += _render_entry(lock.entries[name])
    return "\n".join(lines) + "\n"


def write(lock: Lock, path: Path) -> None:
    """Write ``lock`` to ``path`` in one step: a reader sees the old file or the new one, never half.

    Raises OutputError when that fails.
    """
    text = render(lock)
    parse(text, name=str(path))  # what we could not read back, we do not write
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".models.lock.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
                out.write(text)
                out.flush()
                os.fsync(out.fileno())
            Path(beside).chmod(0o644)
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as e:
        raise OutputError(f"cannot write {path}: {e.strerror or e}") from e


def _render_entry(entry: Entry) -> list[str]:
    head = f"models.{key(entry.name)}"
    lines = [f"\n[{head}]"]
    lines += [f"{k} = {inline(getattr(entry, k))}" for k in ("role", "licence", "tokenizer")]
    lines += _render_files(entry.files)
    source = entry.source
    lines += [f"\n[{head}.source]", f"kind = {inline(source.kind)}"]
    lines += [f"{k} = {inline(getattr(source, k))}" for k in ("repo", "revision", "url") if getattr(source, k)]
    lines += _render_files(source.files)
    if entry.converter:
        made = {k: getattr(entry.converter, k) for k in ("method", "version", "quantization")}
        lines += [f"\n[{head}.converter]", *(f"{k} = {inline(v)}" for k, v in made.items())]
    frame = {k: getattr(entry.frame, k) for k in Frame.__slots__}
    tables = {"frame": {k: v for k, v in frame.items() if v}}
    tables |= {"decoding": dict(sorted(entry.decoding.items()))}
    tables |= {"normalization": dict(sorted(entry.normalization.items()))}
    for name, values in tables.items():
        if values:
            lines += [f"\n[{head}.{name}]", *(f"{k} = {inline(v)}" for k, v in values.items())]
    return lines


def _render_files(files: tuple[File, ...]) -> list[str]:
    if not files:
        return []
    rows = [
        f"    {{ path = {inline(file.path)}, size = {file.size}, sha256 = {inline(file.sha256)} }},"
        for file in sorted(files, key=lambda file: file.path)
    ]
    return ["files = [", *rows, "]"]
