"""The models worth having (``catalog.toml``), and how one becomes a lock entry.

Locking asks the server which commit and which bytes there are now; from then on nothing else will do.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote, urlsplit

from mt.errors import IntegrityError, LockError, ModelError
from mt.models import convert, hub, web
from mt.models.fetch import Options
from mt.models.lock import DECODING, ROLES, Converter, Entry, File, Source
from mt.models.shape import Shape, needed, of_checkpoint, of_converted, parse_json
from mt.models.toml import Table, Value, document

_UNSTATED = "not stated"
_PATH = Path(__file__).with_name("catalog.toml")


@dataclass(frozen=True)
class Score:
    """A published score: never without its set and where it was read."""

    set: str
    metric: str
    value: float
    source: str


@dataclass(frozen=True)
class Model:
    """One model of the catalog. ``download_mb`` 0 and empty strings mean that no source says."""

    name: str
    role: str
    title: str
    licence: str
    kind: str
    notice: str = ""
    repo: str = ""
    revision: str = ""
    url: str = ""
    sha256: str = ""
    download_mb: int = 0
    scores: tuple[Score, ...] = ()
    decoding: dict[str, Value] = field(default_factory=dict)
    decoding_source: str = ""
    source_prefix: tuple[str, ...] = ()
    limit: int = 0
    hashes: dict[str, str] = field(default_factory=dict)


@cache
def catalog() -> Mapping[str, Model]:
    """Return the catalog by name, in its own order."""
    root = document(_PATH.read_text(encoding="utf-8"), _PATH.name)
    found = {name: _model(name, root.table(name)) for name in root}
    return MappingProxyType(found)


def lock_model(
    name: str, options: Options, *, role: str | None = None, revision: str | None = None, quantization: str = "int8"
) -> Entry:
    """Return the lock entry of a catalog model, or of any Hub repository ``org/name`` with its ``role``.

    The entry has no converted files yet. Raises LockError for an unknown name, ModelError when the
    server cannot be asked or holds nothing usable, IntegrityError when it contradicts the catalog,
    UsageError when the converter's libraries are missing.
    """
    model = catalog().get(name) or _of_repository(name, role)
    if role and role != model.role:
        raise LockError(f"{name} is a model to {model.role}, not to {role}")
    if model.kind == "url":
        source, shape = _archive(model, options)
    else:
        source, shape, licence = _repository(model, revision or model.revision or None, options)
        if model.licence == _UNSTATED:
            model = replace(model, licence=licence or _UNSTATED)
    made = "as-fetched" if shape.method == "none" else quantization
    own = "marian" if shape.method == "none" else shape.method  # a ready folder needs no torch
    frame = replace(
        shape.frame,
        source_prefix=model.source_prefix or shape.frame.source_prefix,
        limit=model.limit or shape.frame.limit,
    )
    return Entry(
        name=model.name,
        role=model.role,
        licence=model.licence,
        source=source,
        tokenizer=shape.tokenizer,
        converter=Converter(shape.method, convert.version(own, options.python), made),
        frame=frame,
        decoding={**model.decoding, **shape.decoding},
    )


def _of_repository(name: str, role: str | None) -> Model:
    if name.count("/") != 1:
        raise LockError(f"{name} is not in the catalog (`mt models list`); write org/name for a Hub repository")
    if role is None:
        raise LockError(f"say what {name} does: --role {' or --role '.join(ROLES)}")
    short = "".join(c if c.isascii() and (c.isalnum() or c in ".-_") else "-" for c in name.split("/")[1].lower())
    return Model(short.lstrip("._-"), role, name, _UNSTATED, "hub", repo=name)


def _archive(model: Model, options: Options) -> tuple[Source, Shape]:
    name = PurePosixPath(unquote(urlsplit(model.url).path)).name
    file = File(name, web.size(web.mirrored(model.url, options.mirror)), model.sha256)
    return Source("url", url=model.url, files=(file,)), Shape("marian", "sentencepiece-pair")


def _repository(model: Model, revision: str | None, options: Options) -> tuple[Source, Shape, str]:
    commit = hub.resolve(model.repo, revision, endpoint=options.mirror)
    with _about(model.repo):
        names = needed(commit.files)
    small = {name: hub.small(commit, name) for name in names if _is_small(commit.files[name])}
    with _about(model.repo):
        shape = _shape(names, small, model.role)
    files = tuple(_file(commit.files[name], small.get(name)) for name in names)
    for file in files:
        if model.hashes.get(file.path, file.sha256) != file.sha256:
            raise IntegrityError(
                f"{model.repo}: {file.path} has SHA-256 {file.sha256}, the catalog says {model.hashes[file.path]}: "
                "the server, or the catalog, is wrong; it was not locked"
            )
    return Source("hub", model.repo, commit.revision, files=files), shape, commit.licence


@contextmanager
def _about(repo: str) -> Iterator[None]:
    """Put the repository's name before what is wrong with it."""
    try:
        yield
    except ModelError as error:
        raise ModelError(f"{repo} {error}") from error


def _is_small(remote: hub.Remote) -> bool:
    # Files without a SHA-256 of their own are fetched to learn it; git keeps no large ones.
    return not remote.sha256 or remote.path.endswith((".json", ".txt"))


def _shape(names: tuple[str, ...], small: Mapping[str, bytes], role: str) -> Shape:
    config = parse_json(small.get("config.json", b""), "config.json")
    if "model.bin" in names:
        listed = next((n for n in names if "vocabulary." in n and n in small), "")
        return of_converted(config, names, _tokens(listed, small.get(listed, b"")), role=role)
    generation = small.get("generation_config.json")
    return of_checkpoint(config, parse_json(generation, "generation_config.json") if generation else {}, role=role)


def _tokens(name: str, data: bytes) -> list[str]:
    if name.endswith(".json"):
        found = json.loads(data)
        return found if isinstance(found, list) else []
    return data.decode("utf-8", errors="replace").split("\n")


def _file(remote: hub.Remote, data: bytes | None) -> File:
    known = remote.sha256 or (hashlib.sha256(data).hexdigest() if data is not None else "")
    return File(remote.path, remote.size, known)


def _model(name: str, table: Table) -> Model:
    kind = table.choice("kind", ("hub", "url"))
    scores = []
    for row in table.tables("scores", missing=True):
        scores.append(Score(row.text("set"), row.text("metric"), row.number("value"), row.text("source")))
        row.close()
    hashes = {}
    for row in table.tables("files", missing=True):
        hashes[row.text("path")] = row.check("sha256", row.text("sha256"), "[0-9a-f]{64}", "64 hex digits")
        row.close()
    optional: dict[str, Any] = {
        key: table.text(key, default="") for key in ("notice", "repo", "revision", "url", "sha256", "decoding_source")
    }
    if optional["revision"]:
        table.check("revision", optional["revision"], "[0-9a-f]{40}", "a commit of 40 hex digits")
    model = Model(
        name=name,
        role=table.choice("role", ROLES),
        title=table.text("title"),
        licence=table.text("licence"),
        kind=kind,
        download_mb=table.integer("download_mb", default=0),
        scores=tuple(scores),
        decoding=table.table("decoding", missing=True).values(DECODING),
        source_prefix=table.texts("source_prefix"),
        limit=table.integer("limit", default=0),
        hashes=hashes,
        **optional,
    )
    table.close()
    return model
