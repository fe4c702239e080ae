"""The commands ``mt models ...``: see what there is, pin it, get it, check it, choose it, throw it away."""

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mt.errors import IntegrityError, LockError
from mt.models.overview import World, lines_of, origin
from mt.write import say, write

if TYPE_CHECKING:
    from mt.models.lock import Entry, Lock


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register ``models`` and its commands."""
    parser = subparsers.add_parser(
        "models",
        help="see, get and check models",
        description="Models are pinned byte for byte in models.lock. Only lock and fetch use the network.",
    )
    commands = parser.add_subparsers(dest="models_command", metavar="COMMAND", title="commands", required=True)
    for name, (run, help_text, named) in _COMMANDS.items():
        command = commands.add_parser(name, help=help_text, description=help_text[0].upper() + help_text[1:] + ".")
        if named != "none":
            nargs = "*" if named == "any" else None
            command.add_argument("name", metavar="NAME", nargs=nargs, help="name of a model (`mt models list`)")
        command.add_argument("--lock", type=Path, metavar="FILE", help="lock to use (default: ./models.lock)")
        command.add_argument("--store", type=Path, metavar="DIR", help="folder of fetched models (default: $MT_STORE)")
        command.add_argument("--json", action="store_true", help="JSON on standard output")
        command.set_defaults(run=run)
        if name in ("lock", "fetch"):
            _add_making_options(command)


def _add_making_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--role", choices=("translate", "summarize"), help="what a repository org/name does")
    command.add_argument("--revision", metavar="COMMIT", help="commit, branch or tag of a Hub repository")
    command.add_argument(
        "--quantization", choices=("int8", "int8_float32", "float32"), help="of the converted weights (default: int8)"
    )
    command.add_argument("--mirror", metavar="URL", help="server to ask instead; its bytes must be the same")
    command.add_argument("--python", type=Path, metavar="FILE", help="interpreter with torch that converts checkpoints")


def run_list(args: argparse.Namespace) -> int:
    """``mt models list``: every model of the locks and of the catalog, and how far it is."""
    from mt.models.catalog import catalog

    world = World.of(args.lock, args.store)
    names = dict.fromkeys([*sorted(world.entries), *(n for n in catalog() if n not in world.entries)])
    rows = [world.describe(name, catalog().get(name)) for name in names]
    if args.json:
        return _print_json(rows)
    table = [("", "name", "role", "state", "MB", "licence")]
    for row in rows:
        size = f"{row['download_bytes'] / 1e6:.0f}" if row["download_bytes"] else ""
        table.append(("*" if row["default"] else "", row["name"], row["role"], row["state"], size, row["licence"]))
    widths = [max(len(line[i]) for line in table) for i in range(len(table[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in table]
    write("\n".join(lines) + "\n", None)
    return 0


def run_info(args: argparse.Namespace) -> int:
    """``mt models info NAME``: everything known about one model."""
    from mt.models.catalog import catalog

    world = World.of(args.lock, args.store)
    known = catalog().get(args.name)
    if args.name not in world.entries and known is None:
        raise LockError(f"no lock and no catalog has a model called {args.name}: see `mt models list`")
    row = world.describe(args.name, known)
    if known:
        row["catalog"] = asdict(known)
    if args.name in world.entries:
        row["entry"] = asdict(world.entries[args.name])
    if args.json:
        return _print_json(row)
    write("\n".join(lines_of(row)) + "\n", None)
    return 0


def run_lock(args: argparse.Namespace) -> int:
    """``mt models lock NAME``: ask the server for commit and hashes, and write them down."""
    entry = _lock(args)
    return _done(args, f"locked {entry.name} ({origin(entry)}) in {_own_lock(args)}", entry)


def run_fetch(args: argparse.Namespace) -> int:
    """``mt models fetch NAME``: download, check, convert, try, install; locks a catalog model first."""
    from mt.models import fetch, store
    from mt.models.show import Show

    entry = _entry_to_fetch(args)
    place = args.store or store.root()
    if fetch.is_complete(entry, place) or entry.source.kind == "embedded":
        return _done(args, f"{entry.name} is complete at {store.folder(entry, store=args.store)}", entry)
    if not _quiet(args):
        _announce(entry, place)
    with Show(wanted=not _quiet(args)) as show:
        options = fetch.Options(store=args.store, python=args.python, mirror=args.mirror, progress=show)
        entry = fetch.fetch(
            entry,
            options,
            record=lambda made: _update(args, lambda lock: lock.put(made)),
            current=lambda entry: _current(args, entry),
        )
    return _done(args, f"{entry.name} is ready at {store.folder(entry, store=args.store)}", entry)


def run_verify(args: argparse.Namespace) -> int:
    """``mt models verify [NAME]``: hash every file of what is installed; an error names what differs."""
    from mt.models import store
    from mt.models.verify import differences

    locks = store.chain(args.lock)
    names = args.name or sorted({name for lock in locks for name in lock.entries})
    rows = []
    for entry in (store.find(locks, name) for name in names):
        place = store.folder(entry, store=args.store) if entry.files else None
        if place is None or not place.is_dir():
            if args.name:
                raise IntegrityError(f"{entry.name} is not installed: {store.remedy(entry)}")
            continue
        wrong = differences(place, entry.files)
        rows.append({"name": entry.name, "folder": str(place), "files": len(entry.files), "differences": wrong})
        if not args.json:
            say(f"mt: {entry.name}: {len(entry.files)} files, {'; '.join(wrong) if wrong else 'as locked'}")
    if args.json:
        _print_json(rows)
    bad = [row["name"] for row in rows if row["differences"]]
    if bad:
        raise IntegrityError(f"altered: {', '.join(map(str, bad))}. {store.remedy(store.find(locks, str(bad[0])))}")
    return 0


def run_use(args: argparse.Namespace) -> int:
    """``mt models use NAME``: make it the default of its role in your lock."""
    from mt.models import store

    entry = store.find(store.chain(args.lock if args.lock and args.lock.exists() else None), args.name)
    _update(args, lambda lock: lock.use(entry.role, entry.name))
    return _done(args, f"{entry.name} is now the default to {entry.role} in {_own_lock(args)}", entry)


def run_remove(args: argparse.Namespace) -> int:
    """``mt models remove NAME``: delete its files; the lock stays as it is."""
    from mt.models import fetch, store

    entry = store.find(store.chain(args.lock), args.name)
    if entry.source.kind == "embedded":
        raise LockError(f"{entry.name} is part of this package and cannot be removed")
    place = args.store or store.root()
    with fetch.alone(place, entry.name):
        freed = fetch.remove(entry.name, place)
    return _done(args, f"removed {entry.name}: {freed / 1e6:.0f} MB freed; its lock entry stays", entry)


def run_path(args: argparse.Namespace) -> int:
    """``mt models path NAME``: the verified folder of a model, for other programs."""
    from mt.models import store

    entry = store.find(store.chain(args.lock), args.name)
    located = store.locate(entry.role, entry.name, lock=args.lock, store=args.store)
    if args.json:
        return _print_json({"name": located.name, "folder": str(located.folder), "digest": located.digest})
    write(f"{located.folder}\n", None)
    return 0


# Name: what it runs, its help, and how many names it takes.
_COMMANDS: dict[str, tuple[Callable[[argparse.Namespace], int], str, str]] = {
    "list": (run_list, "list the models of the locks and of the catalog", "none"),
    "info": (run_info, "show licence, size, scores, files and settings of a model", "one"),
    "lock": (run_lock, "write commit and hashes of a model into models.lock", "one"),
    "fetch": (run_fetch, "download, check, convert and install a model", "one"),
    "verify": (run_verify, "hash every file of the installed models", "any"),
    "use": (run_use, "make a model the default of its role", "one"),
    "remove": (run_remove, "delete the files of a fetched model", "one"),
    "path": (run_path, "print the folder of a model after checking it", "one"),
}


def _quiet(args: argparse.Namespace) -> bool:
    """Whether ``--quiet`` was given; the command line adds it to every command."""
    return bool(getattr(args, "quiet", False))


def _lock(args: argparse.Namespace) -> "Entry":
    from mt.models.catalog import lock_model
    from mt.models.fetch import Options

    options = Options(store=args.store, python=args.python, mirror=args.mirror)
    quantization = args.quantization or "int8"
    entry = lock_model(args.name, options, role=args.role, revision=args.revision, quantization=quantization)

    def put(lock: "Lock") -> "Lock":
        there = lock.entries.get(entry.name)
        if there and (there.source.repo, there.source.url) != (entry.source.repo, entry.source.url):
            raise LockError(f"{entry.name} is already the name of {origin(there)} in {_own_lock(args)}")
        return lock.put(entry)

    _update(args, put)
    return entry


def _entry_to_fetch(args: argparse.Namespace) -> "Entry":
    """The locked entry, locking first what only the catalog or the Hub knows."""
    from mt.models import store

    own = _own_lock(args)
    entries = [entry for lock in store.chain(own if own.exists() else None) for entry in lock.entries.values()]
    known = [entry for entry in entries if args.name in (entry.name, entry.source.repo)]
    if args.revision or not known:
        return _lock(args)
    entry = known[0]
    wanted = args.quantization
    if wanted and entry.converter and entry.converter.method != "none" and wanted != entry.converter.quantization:
        return replace(entry, files=(), converter=replace(entry.converter, quantization=wanted))
    return entry


def _current(args: argparse.Namespace, entry: "Entry") -> "Entry":
    """What the lock has of the entry by now, when that is the same model made the same way."""
    from mt.models.lock import read

    path = _own_lock(args)
    now = read(path).entries.get(entry.name) if path.exists() else None
    if now is None or now.source != entry.source or now.converter is None or entry.converter is None:
        return entry
    return now if now.converter.quantization == entry.converter.quantization else entry


def _own_lock(args: argparse.Namespace) -> Path:
    from mt.models.store import LOCK_NAME

    return Path(args.lock) if args.lock else Path.cwd() / LOCK_NAME


def _update(args: argparse.Namespace, change: Callable[["Lock"], "Lock"]) -> None:
    """Change the user's lock, one process at a time."""
    import hashlib

    from mt.models import fetch, store
    from mt.models.lock import Lock, read
    from mt.models.render import write as write_lock

    path = _own_lock(args)
    key = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]
    with fetch.alone(args.store or store.root(), f"models.lock-{key}"):
        write_lock(change(read(path) if path.exists() else Lock()), path)


def _announce(entry: "Entry", place: Path) -> None:
    from mt.models.catalog import catalog
    from mt.models.fetch import free, space

    known = catalog().get(entry.name)
    notice = f" ({known.notice})" if known and known.notice else ""
    say(f"mt: {entry.name}: {entry.source.size / 1e6:.1f} MB from {origin(entry)}")
    say(f"mt: licence: {entry.licence}{notice}")
    say(f"mt: disk: up to {space(entry) / 1e6:.0f} MB for a while, {free(place) / 1e6:.0f} MB are free at {place}")


def _done(args: argparse.Namespace, message: str, entry: "Entry") -> int:
    if args.json:
        return _print_json(asdict(entry))
    if not _quiet(args):
        say(f"mt: {message}")
    return 0


def _print_json(value: object) -> int:
    write(json.dumps(value, ensure_ascii=False, indent=2) + "\n", None)
    return 0
