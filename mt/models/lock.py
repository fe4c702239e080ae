"""``models.lock`` says which bytes are run.

A lock is a generated TOML file. Each model says where it came from, what was fetched, how it was
converted and what came out, every file with its size and SHA-256, so that one diff shows one change.
:func:`parse` is strict: an unknown key, a short revision or a missing hash is an error with its line.

>>> lock = parse('version = 1', name="models.lock")
>>> lock.entries
{}
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from mt.errors import LockError, cause_of
from mt.models.toml import Table, Value, document

VERSION = 1
ROLES = ("summarize", "translate")
KINDS = ("embedded", "hub", "url")
TOKENIZERS = ("sentencepiece", "sentencepiece-pair", "byte-bpe")
QUANTIZATIONS = ("int8", "int8_float32", "float32")
METHODS = ("marian", "transformers", "none")

# The fields of mt.engine.Decoding with their types; what an entry leaves out keeps the engine's default.
DECODING: Mapping[str, type] = MappingProxyType(
    {
        "beam_size": int,
        "length_penalty": float,
        "repetition_penalty": float,
        "no_repeat_ngram_size": int,
        "min_length": int,
        "max_length": int,
        "batch_tokens": int,
    }
)
NORMALIZATION: Mapping[str, type] = MappingProxyType({"fold_letters": bool})

_NAME = r"[a-z0-9][a-z0-9._-]{0,99}"


@dataclass(frozen=True, slots=True)
class File:
    """One file of a model: a relative POSIX path, its size in bytes and its SHA-256 in 64 hex digits."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a model came from.

    ``embedded`` needs no more. ``hub`` has ``repo`` (``org/name``), ``revision`` (40 hex digits) and the
    files as fetched; ``url`` has ``url`` and exactly one file.
    """

    kind: str
    repo: str = ""
    revision: str = ""
    url: str = ""
    files: tuple[File, ...] = ()

    @property
    def size(self) -> int:
        """Bytes to download."""
        return sum(file.size for file in self.files)


@dataclass(frozen=True, slots=True)
class Converter:
    """What made the loaded files from the fetched ones.

    ``method`` is ``marian`` (a Marian release, no torch), ``transformers`` (a checkpoint) or ``none``
    (the source is a CTranslate2 folder already).
    """

    method: str
    version: str
    quantization: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a model's pieces, and how many fit.

    The source is ``source_prefix pieces source_suffix`` (an empty suffix: the model's own end mark);
    decoding starts after ``target_prefix``, which is no part of the hypothesis. ``limit`` is the number
    of source pieces, frame not counted, beyond which a text is cut; 0 leaves that to the stage.
    """

    source_prefix: tuple[str, ...] = ()
    source_suffix: tuple[str, ...] = ()
    target_prefix: tuple[str, ...] = ()
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One model. ``files`` is empty only for a model that was locked but never converted."""

    name: str
    role: str
    licence: str
    source: Source
    tokenizer: str
    files: tuple[File, ...] = ()
    converter: Converter | None = None
    frame: Frame = Frame()
    decoding: dict[str, Value] = field(default_factory=dict)
    normalization: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lock:
    """The models of one lock by name, and the default of each role; ``path`` is where it was read."""

    entries: dict[str, Entry] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    path: Path | None = None

    def put(self, entry: Entry) -> "Lock":
        """Return the lock with ``entry`` added, or in place of the one of its name."""
        return replace(self, entries={**self.entries, entry.name: entry})

    def use(self, role: str, name: str) -> "Lock":
        """Return the lock with ``name`` as the default of ``role``."""
        return replace(self, defaults={**self.defaults, role: name})


def parse(text: str, *, name: str, path: Path | None = None) -> Lock:
    """Read the text of a lock; ``name`` stands in messages.

    Raises LockError, with the line, for anything that :func:`mt.models.render.render` would not write.
    An empty text is an empty lock.
    """
    root = document(text, name)
    if not list(root):
        return Lock(path=path)
    version = root.integer("version")
    if version != VERSION:
        raise root.error("version", f"this is format {version}, this program reads {VERSION}: use a matching mt-digest")
    defaults = _defaults(root.table("defaults", missing=True))
    models = root.table("models", missing=True)
    root.close()
    entries = {}
    for model in models:
        models.check(model, model, _NAME, "a name of a-z, 0-9, '.', '_' and '-'")
        entries[model] = _entry(model, models.table(model))
    for role, chosen in defaults.items():
        if chosen in entries and entries[chosen].role != role:
            raise root.table("defaults").error(role, f"{chosen} is a model to {entries[chosen].role}, not to {role}")
    return Lock(entries, defaults, path)


def read(path: Path) -> Lock:
    """Read the lock at ``path``. Raises LockError when there is none or it is malformed."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as e:
        raise LockError(f"there is no lock at {path}: name another with --lock") from e
    except OSError as e:
        raise LockError(f"cannot read {path}: {cause_of(e)}") from e
    except UnicodeDecodeError as e:
        raise LockError(f"cannot read {path}: it is no text in UTF-8; name another with --lock") from e
    return parse(text, name=str(path), path=path)


def _defaults(table: Table) -> dict[str, str]:
    found = {role: table.text(role) for role in ROLES if role in table}
    for role, name in found.items():
        table.check(role, name, _NAME, "a model's name")
    table.close()
    return found


def _entry(name: str, table: Table) -> Entry:
    source = _source(table.table("source"))
    converter = _converter(table.table("converter")) if "converter" in table else None
    entry = Entry(
        name=name,
        role=table.choice("role", ROLES),
        licence=table.text("licence"),
        source=source,
        tokenizer=table.choice("tokenizer", TOKENIZERS),
        files=_files(table, "files", missing=source.kind != "embedded"),
        converter=converter,
        frame=_frame(table.table("frame", missing=True)),
        decoding=table.table("decoding", missing=True).values(DECODING),
        normalization=table.table("normalization", missing=True).values(NORMALIZATION),
    )
    if source.kind != "embedded" and converter is None:
        raise table.error("converter", "is missing: a fetched model says what converted it")
    table.close()
    return entry


def _source(table: Table) -> Source:
    kind = table.choice("kind", KINDS)
    repo = revision = url = ""
    files: tuple[File, ...] = ()
    if kind == "hub":
        repo = table.check("repo", table.text("repo"), r"[\w.-]+/[\w.-]+", "org/name")
        revision = table.check("revision", table.text("revision"), "[0-9a-f]{40}", "a commit of 40 hex digits")
    if kind == "url":
        url = table.check("url", table.text("url"), r"https?://\S+", "an http or https address")
    if kind != "embedded":
        files = _files(table, "files")
    if kind == "url" and len(files) != 1:
        raise table.error("files", f"has {len(files)} files, a url source has one")
    table.close()
    return Source(kind, repo, revision, url, files)


def _converter(table: Table) -> Converter:
    found = Converter(
        method=table.choice("method", METHODS),
        version=table.check("version", table.text("version"), r"\d[\w.+-]*", "a version number"),
        quantization=table.choice("quantization", (*QUANTIZATIONS, "as-fetched")),
    )
    table.close()
    return found


def _frame(table: Table) -> Frame:
    found = Frame(
        source_prefix=table.texts("source_prefix"),
        source_suffix=table.texts("source_suffix"),
        target_prefix=table.texts("target_prefix"),
        limit=table.integer("limit", default=0),
    )
    table.close()
    return found


def _files(table: Table, name: str, *, missing: bool = False) -> tuple[File, ...]:
    files = []
    for item in table.tables(name, missing=missing):
        # No absolute path, no "..", no backslash or drive: a path stays inside the model's folder.
        path = item.check("path", item.text("path"), r"(?!\.)[\w.+@-]+(/(?!\.)[\w.+@-]+)*", "a plain relative path")
        sha256 = item.check("sha256", item.text("sha256"), "[0-9a-f]{64}", "64 hex digits")
        files.append(File(path, item.integer("size"), sha256))
        item.close()
    paths = [file.path for file in files]
    if len(set(paths)) < len(paths):
        raise table.error(name, "names a file twice")
    if not files and not missing:
        raise table.error(name, "is empty: every file needs its size and sha256")
    return tuple(sorted(files, key=lambda file: file.path))
