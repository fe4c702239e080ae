"""Where a model's files are, and which lock says so.

Locks are asked in this order: the one given, or else ``models.lock`` in the working folder; then the
one shipped with this package. A name, and a role's default, come from the first lock that has them.

The store is ``<root>/<name>/<first 16 digits of the digest>/``: two versions of a model live side by
side, and a folder is complete as soon as it has its name. Nothing here touches the network.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mt.errors import LockError, ModelError
from mt.models.lock import Entry, File, Frame, Lock, Source, read
from mt.models.render import write
from mt.models.toml import Value
from mt.models.verify import digest, measure, verify

LOCK_NAME = "models.lock"
ENVIRONMENT = "MT_STORE"

_PACKAGE = Path(__file__).resolve().parent.parent
EMBEDDED = _PACKAGE / "embedded"


@dataclass(frozen=True)
class Located:
    """A model whose files were verified: all that loading it needs. ``digest`` names its bytes."""

    name: str
    role: str
    folder: Path
    digest: str
    licence: str
    tokenizer: str
    decoding: dict[str, Value] = field(default_factory=dict)
    normalization: dict[str, Value] = field(default_factory=dict)
    frame: Frame = field(default_factory=Frame)

    @property
    def options(self) -> dict[str, Any]:
        """Keyword arguments of the role's stage: those of :class:`mt.translate.EngineTranslator` or its sister."""
        found: dict[str, Any] = dict(self.normalization) if self.role == "translate" else {}
        if self.frame.limit:
            found["limit"] = self.frame.limit
        return found


def locate(
    role: str, name: str | None = None, *, lock: Path | None = None, store: Path | None = None, force: bool = False
) -> Located:
    """Return the model called ``name``, or the default of ``role``, after verifying its bytes.

    A model's files are hashed once in a process; those of the store only when size, time or inode
    changed since the last check, or with ``force``. Raises LockError when no lock has the name or it has
    another role, ModelError when it is not fetched, IntegrityError when a byte differs.
    """
    locks = chain(lock)
    entry = find(locks, name or default(locks, role))
    if entry.role != role:
        raise LockError(f"{entry.name} is a model to {entry.role}, not to {role}: see `mt models list`")
    place = folder(entry, store=store)
    if not place.is_dir():
        raise ModelError(f"the files of {entry.name} are not at {place}: {remedy(entry)}")
    state = None if entry.source.kind == "embedded" else place.with_suffix(".verified")
    verify(place, entry.files, remedy=remedy(entry), state=state, force=force)
    return Located(
        name=entry.name,
        role=entry.role,
        folder=place,
        digest=digest(entry.files),
        licence=entry.licence,
        tokenizer=entry.tokenizer,
        decoding=entry.decoding,
        normalization=entry.normalization,
        frame=entry.frame,
    )


def chain(lock: Path | None = None) -> tuple[Lock, ...]:
    """Return the locks to ask, first one first. Raises LockError when one is malformed, or ``lock`` missing."""
    first = lock or Path.cwd() / LOCK_NAME
    locks = [read(first)] if lock or first.exists() else []
    shipped = shipped_lock()
    if shipped.exists() and not (locks and first.exists() and first.samefile(shipped)):
        locks.append(read(shipped))
    return tuple(locks)


def shipped_lock() -> Path:
    """Return the lock of this package: beside it in a checkout, inside it when installed."""
    checkout = _PACKAGE.parent / LOCK_NAME
    return checkout if (_PACKAGE.parent / "pyproject.toml").exists() else _PACKAGE / LOCK_NAME


def find(locks: tuple[Lock, ...], name: str) -> Entry:
    """Return the entry of ``name`` in the first lock that has it; LockError when none has."""
    for lock in locks:
        if name in lock.entries:
            return lock.entries[name]
    known = sorted({known for lock in locks for known in lock.entries})
    raise LockError(
        f"no lock has a model called {name} (there is: {', '.join(known) or 'none'}): "
        f"add it with `mt models lock {name}`"
    )


def default(locks: tuple[Lock, ...], role: str) -> str:
    """Return the name of the role's default model; LockError when no lock has one."""
    for lock in locks:
        if role in lock.defaults:
            return lock.defaults[role]
    raise LockError(f"no lock has a default model to {role}: choose one with `mt models use NAME`")


def folder(entry: Entry, *, store: Path | None = None) -> Path:
    """Return where the files of ``entry`` are, or would be. ModelError when it was never converted."""
    if entry.source.kind == "embedded":
        return EMBEDDED / entry.name
    if not entry.files:
        raise ModelError(f"{entry.name} was never fetched, so its lock entry has no files: {remedy(entry)}")
    return (store or root()) / entry.name / digest(entry.files)[:16]


def remedy(entry: Entry) -> str:
    """Return what to do when the files of ``entry`` are missing or altered."""
    if entry.source.kind == "embedded":
        return "It is part of this package: install mt-digest again"
    return f"Get it with `mt models fetch {entry.name}`"


def root() -> Path:
    """Return the folder of the store: ``MT_STORE``, or the user's data folder of the operating system.

    The one place outside the command line that reads the environment: a library call and a command
    must find the same models.
    """
    if chosen := os.environ.get(ENVIRONMENT):
        return Path(chosen).expanduser()
    import platformdirs

    return platformdirs.user_data_path("mt-digest", appauthor=False) / "models"


def lock_embedded(
    place: Path,
    *,
    role: str,
    licence: str,
    settings: dict[str, Any] | None = None,
    path: Path | None = None,
) -> Entry:
    """Write the entry of the embedded model in ``place`` into the lock at ``path`` and return it.

    Its name is the folder's; all its files but the card are hashed. ``settings`` may hold ``tokenizer``,
    ``decoding``, ``normalization`` and ``frame`` of :class:`~mt.models.lock.Entry`. The model becomes the default
    of its role when there is none yet. ``path`` is the lock of this checkout unless given.

    >>> lock_embedded(Path("mt/embedded/news-ar-en-1"), role="translate", licence="MIT",
    ...     settings={"normalization": {"fold_letters": True}})  # doctest: +SKIP
    """
    path = path or shipped_lock()
    given = {"tokenizer": "sentencepiece", **(settings or {})}
    entry = Entry(
        name=place.name,
        role=role,
        licence=licence,
        source=Source("embedded"),
        files=_measured(place),
        **given,
    )
    lock = (read(path) if path.exists() else Lock()).put(entry)
    write(lock if role in lock.defaults else lock.use(role, entry.name), path)
    return entry


def _measured(place: Path) -> tuple[File, ...]:
    paths = [p.relative_to(place).as_posix() for p in place.rglob("*") if p.is_file()]
    loaded = [p for p in paths if not p.endswith(".md") and "__pycache__" not in p]
    if "model.bin" not in loaded:
        raise ModelError(f"{place} is no CTranslate2 model: it has no model.bin")
    return measure(place, loaded)
