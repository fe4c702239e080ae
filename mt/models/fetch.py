"""From a lock entry to a folder in the store: download, check, convert, try, and only then rename.

Killed at any point, the next run goes on: fetched files are kept and hashed again, half-converted ones
are made anew, and a folder gets its name in the store by one rename. A lock file of the operating
system, gone with its process, lets one process at a time work on a model.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from mt.errors import IntegrityError, ModelError, OutputError
from mt.models import convert, hub, smoke, web
from mt.models.lock import Entry, File
from mt.models.store import Located, folder, root
from mt.models.verify import differences, digest, measure

# The name of a step, bytes done, bytes in all (0: unknown).
Progress = Callable[[str, int, int], None]
# What to do when a model does not work, by how it was converted.
_ADVICE = {
    "transformers": "transformers 5 garbles some checkpoints of version 4: convert with an interpreter that has "
    "the older one (--python), or take the model's Marian release",
    "none": "what its publisher converted is unusable: take another source of the model",
    "marian": "please report it",
}
_SPARE = 64 << 20  # bytes left free for everybody else on the disk


@dataclass(frozen=True)
class Options:
    """How to fetch.

    ``python`` converts, ``mirror`` is asked instead of the model's own server (the Hub's routes, or the
    folder of an archive), ``try_out`` raises when the converted model does not work.
    """

    store: Path | None = None
    python: Path | None = None
    mirror: str | None = None
    try_out: Callable[[Located], None] | None = None
    progress: Progress = lambda step, done, total: None

    @property
    def place(self) -> Path:
        """The store's folder."""
        return self.store or root()


def fetch(
    entry: Entry,
    options: Options,
    *,
    record: Callable[[Entry], None] = lambda entry: None,
    current: Callable[[Entry], Entry] = lambda entry: entry,
) -> Entry:
    """Bring a model into the store; return its entry with the converted files.

    An entry that names them must come out the same. ``record`` hears the entry as soon as its folder is
    in place and before what was fetched is thrown away; ``current`` returns what has become of it in the
    lock while another process was fetching. Raises IntegrityError for bytes that are not the
    lock's, ModelError for servers and conversions that fail, OutputError for a full disk.
    """
    if entry.source.kind == "embedded" or is_complete(entry, options.place):
        return entry
    with alone(options.place, entry.name, options.progress), _disk(options.place):
        entry = current(entry)
        if is_complete(entry, options.place):  # another process was faster
            return entry
        entry = _with_converter(entry, options)
        work = options.place / ".work" / f"{entry.name}-{_key(entry)}"
        _require_space(entry, work)
        _download(entry, work / "fetched", options)
        made = _convert(entry, work, options)
        files = measure(made, (p.relative_to(made).as_posix() for p in made.rglob("*") if p.is_file()))
        if entry.files and files != entry.files:
            raise IntegrityError(
                f"{entry.name}: converting gave other bytes than the lock names: {_differing(entry, files)}"
            )
        entry = replace(entry, files=files)
        _place(made, folder(entry, store=options.place), work)
        record(entry)
        shutil.rmtree(work, ignore_errors=True)
    return entry


def is_complete(entry: Entry, store: Path) -> bool:
    """Whether every byte of the model is in the store."""
    return bool(entry.files) and not differences(folder(entry, store=store), entry.files)


def space(entry: Entry) -> int:
    """Bytes of disk that fetching ``entry`` takes at its peak: fetched, unpacked and converted together."""
    unpacked = entry.source.size if entry.converter and entry.converter.method == "marian" else 0
    return 2 * entry.source.size + unpacked + _SPARE


def free(store: Path) -> int:
    """Bytes free on the disk of the store, which may not exist yet."""
    while not store.exists():
        store = store.parent
    return shutil.disk_usage(store).free


def remove(name: str, store: Path) -> int:
    """Delete all that the store has of ``name``, half-done work included; return the bytes freed."""
    places = [store / name, *(store / ".work").glob(f"{name}-" + "[0-9a-f]" * 16)]
    freed = sum(p.stat().st_size for place in places for p in place.rglob("*") if p.is_file())
    with _disk(store):
        for place in places:
            if place.exists():
                shutil.rmtree(place)
    return freed


@contextmanager
def alone(store: Path, name: str, progress: Progress = lambda step, done, total: None) -> Iterator[None]:
    """Hold the lock of ``name`` in the store, waiting for another process that has it."""
    import filelock

    place = store / ".locks"
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot write to the store at {store}: {error.strerror}: set MT_STORE") from error
    lock = filelock.FileLock(place / f"{name}.lock")
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        progress("waiting for another process", 0, 0)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _disk(store: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"cannot write to the store at {store}: {error.strerror or error}") from error


def _key(entry: Entry) -> str:
    quantization = entry.converter.quantization if entry.converter else ""
    return hashlib.sha256(f"{digest(entry.source.files)} {quantization}".encode()).hexdigest()[:16]


def _with_converter(entry: Entry, options: Options) -> Entry:
    """The entry with the converter that is here; ModelError when its files were made by another version."""
    if entry.converter is None or entry.converter.method == "none":
        return entry
    here = convert.version(entry.converter.method, options.python)
    if entry.files and here != entry.converter.version:
        raise ModelError(
            f"{entry.name} was locked with converter {entry.converter.version}, here is {here}, which may make other "
            f"bytes: install that version, or lock anew with `mt models lock {entry.name}`"
        )
    return replace(entry, converter=replace(entry.converter, version=here))


def _require_space(entry: Entry, work: Path) -> None:
    work.mkdir(parents=True, exist_ok=True)
    have = sum(p.stat().st_size for p in work.rglob("*") if p.is_file())
    there = free(work)
    if there + have < space(entry):
        raise OutputError(
            f"fetching {entry.name} takes {space(entry) / 1e6:.0f} MB of disk for a while, "
            f"{there / 1e6:.0f} MB are free at {work}: free some, or set MT_STORE to another disk"
        )


def _download(entry: Entry, into: Path, options: Options) -> None:
    into.mkdir(parents=True, exist_ok=True)
    total, done = entry.source.size, 0

    def count(n: int) -> None:
        nonlocal done
        done += n
        options.progress("download", done, total)

    for file in entry.source.files:
        if not differences(into, (file,)):
            count(file.size)
        elif entry.source.kind == "url":
            web.download(web.mirrored(entry.source.url, options.mirror), file, into / file.path, progress=count)
        else:
            hub.download(entry.source, file, into, progress=count, endpoint=options.mirror)
        if wrong := differences(into, (file,)):
            (into / file.path).unlink(missing_ok=True)
            shutil.rmtree(into / ".cache", ignore_errors=True)  # the Hub client's notes on what is complete
            origin = entry.source.url or entry.source.repo
            raise IntegrityError(f"{origin} sent {wrong[0]}. The file was deleted: try again, or another mirror")


def _convert(entry: Entry, work: Path, options: Options) -> Path:
    made = work / "made"
    shutil.rmtree(made, ignore_errors=True)
    options.progress("convert", 0, 0)
    convert.convert(entry, work / "fetched", made, python=options.python)
    options.progress("try", 0, 0)
    located = Located(
        name=entry.name,
        role=entry.role,
        folder=made,
        digest="",
        licence=entry.licence,
        tokenizer=entry.tokenizer,
        decoding=entry.decoding,
        normalization=entry.normalization,
        frame=entry.frame,
    )
    try:
        (options.try_out or smoke.check)(located)
    except ModelError as error:
        method = entry.converter.method if entry.converter else "none"
        raise ModelError(f"{error}. It was not installed: {_ADVICE[method]}") from error
    return made


def _differing(entry: Entry, files: tuple[File, ...]) -> str:
    return ", ".join(sorted({file.path for file in set(entry.files) ^ set(files)}))


def _place(made: Path, target: Path, work: Path) -> None:
    """Rename ``made`` to its place; what stands there is altered or a part and moves out of the way."""
    for path in made.rglob("*"):
        if path.is_file():
            with path.open("rb") as data:
                os.fsync(data.fileno())
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        target.replace(work / "replaced")
    made.replace(target)
