"""What the commands of ``mt eval`` do once their arguments are parsed: call, print, give the exit code."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mt.errors import InputError, UsageError

if TYPE_CHECKING:
    from mt.evaluation.decodings import Setting
    from mt.evaluation.run import System
    from mt.evaluation.runfile import Run
    from mt.evaluation.sets import EvalSet
    from mt.summarize import Summarizer


def cards_folder(args: argparse.Namespace) -> Path:
    """Return where the cards are."""
    from mt.evaluation.sets import DEFAULT_CARDS

    return args.cards or DEFAULT_CARDS


def sets_dirs(args: argparse.Namespace) -> list[Path]:
    """Return where data of public sets may be: the folders given, then the user's cache."""
    from mt.evaluation.fetch import default_folder

    return [*args.sets_dir, default_folder()]


def list_sets(args: argparse.Namespace) -> int:
    """Print one line a set."""
    from mt.evaluation.sets import list_cards, locate

    for card in list_cards(cards_folder(args)):
        try:
            for role in card.files:
                locate(card, role, sets_dirs=sets_dirs(args))
            state = "here"
        except InputError:
            state = "to fetch" if all(file.url for file in card.files.values()) else "absent"
        sys.stdout.write(f"{card.name:24} {card.kind:12} {card.segments:6}  {state:9} {card.licence}\n")
    return 0


def fetch_sets(args: argparse.Namespace) -> int:
    """Download sets into the last ``--sets-dir``, or the user's cache folder."""
    from mt.evaluation.fetch import default_folder, fetch
    from mt.evaluation.sets import find_card

    folder = args.sets_dir[-1] if args.sets_dir else default_folder()
    for name in args.names:
        for place in fetch(find_card(name, cards=cards_folder(args)), folder):
            sys.stderr.write(f"{name}: {place}\n")
    return 0


def verify_sets(args: argparse.Namespace) -> int:
    """Check every named set, or all whose data is here."""
    from mt.evaluation.sets import find_card, list_cards, read_verified

    cards = [find_card(name, cards=cards_folder(args)) for name in args.names] or list_cards(cards_folder(args))
    for card in cards:
        try:
            for role in card.files:
                read_verified(card, role, sets_dirs=sets_dirs(args))
        except InputError:
            if args.names:
                raise
            sys.stdout.write(f"{card.name}: not here\n")
            continue
        sys.stdout.write(f"{card.name}: good\n")
    return 0


def read_sets(args: argparse.Namespace) -> list["EvalSet"]:
    """Return the sets named by ``--set`` and ``--text``; raises :class:`UsageError` for none."""
    from mt.evaluation.sets import find_card, from_documents, from_files, read_set

    found = [
        read_set(find_card(name, cards=cards_folder(args)), sets_dirs=sets_dirs(args), limit=args.limit)
        for name in args.set
    ]
    for text in args.text:
        name, _, places = text.partition("=")
        paths = [Path(place) for place in places.split(",")]
        if len(paths) not in {2, 3}:
            raise UsageError(f"--text {text}: write it as NAME=SOURCE,REFERENCE or NAME=SOURCE,REFERENCE,DOMAINS")
        found.append(from_files(name, *paths, limit=args.limit))
    for text in getattr(args, "documents", []):
        name, _, place = text.partition("=")
        if not place:
            raise UsageError(f"--documents {text}: write it as NAME=FILE")
        found.append(from_documents(name, Path(place), limit=args.limit))
    if not found:
        raise UsageError("name at least one set with --set or --text; `mt eval sets list` shows them")
    return found


def run_command(args: argparse.Namespace) -> int:
    """Translate sets with every combination of model and settings of the search, and write a run file each."""
    from mt.evaluation.decodings import parse_decodings
    from mt.evaluation.report import score_lines
    from mt.evaluation.runfile import write_run

    sets = read_sets(args)
    searches = parse_decodings(args.beam, args.decoding)
    choices = [(model, settings) for model in args.model or [None] for settings in searches]
    for model, settings in choices:
        system = load_system(args, model, settings)
        out = args.out if len(choices) == 1 and args.out.suffix == ".json" else args.out / f"{system.name}.json"
        run = _measure(args, system, sets, out)
        write_run(run, out)
        sys.stdout.write("\n".join([f"{run.system}  {out}", *score_lines(run), ""]))
    return 0


def load_system(args: argparse.Namespace, model: str | None, settings: "Mapping[str, Setting]") -> "System":
    """Load the engines that the arguments name; ``settings`` of the search stand before the model's own."""
    from dataclasses import replace

    from mt.evaluation.decodings import name_suffix
    from mt.evaluation.run import System
    from mt.pipeline import load_translator

    beam = settings.get("beam_size")
    translator = load_translator(
        model, beam_size=None if beam is None else int(beam), threads=args.threads, lock=args.lock
    )
    others: dict[str, Any] = {key: value for key, value in settings.items() if key != "beam_size"}
    if others:
        translator = replace(translator, decoding=replace(translator.decoding, **others))
    system = System.of(translator, _summarizer(args), sentences=not getattr(args, "whole_lines", False))
    return replace(system, name=system.name + name_suffix(others))


def _summarizer(args: argparse.Namespace) -> "Summarizer | None":
    from mt.evaluation.lead import EXTRACTIVE, LEAD, ExtractiveSummarizer, LeadSummarizer
    from mt.pipeline import load_summarizer

    wanted = getattr(args, "summarizer", None)
    if not wanted:
        return None
    if wanted == LEAD:
        return LeadSummarizer()
    if wanted == EXTRACTIVE:
        return ExtractiveSummarizer()
    return load_summarizer(None if wanted == "default" else wanted, threads=args.threads, lock=args.lock)


def _measure(args: argparse.Namespace, system: "System", sets: list["EvalSet"], out: Path) -> "Run":
    from mt.evaluation.journal import Journal
    from mt.evaluation.run import journal_key, measure

    place = out.with_suffix(".journal.jsonl")
    if args.restart:
        place.unlink(missing_ok=True)
    journal = Journal(place, journal_key(system, sets))
    if len(journal) and not getattr(args, "quiet", False):
        sys.stderr.write(f"going on with {place}: {len(journal)} chunks are done\n")
    with show_progress(system.name, quiet=getattr(args, "quiet", False)) as progress:
        run = measure(system, sets, journal=journal, progress=progress)
    if args.comet:
        from mt.evaluation.run import add_comet

        run = add_comet(run, args.comet)
    if args.reference_engine:
        from dataclasses import replace

        from mt.evaluation.speed import time_beside

        reference = load_system(args, args.reference_engine, {})
        run = replace(run, speed={**run.speed, **time_beside(system, reference, sets)})
    journal.close()
    return run


@contextmanager
def show_progress(title: str, *, quiet: bool = False) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr, drawn only on a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal, transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def score_command(args: argparse.Namespace) -> int:
    """Print scores of a run file, or of a plain text file of hypotheses."""
    import json

    from mt.evaluation.metrics import TRANSLATION_METRICS, score_all
    from mt.evaluation.report import score_lines
    from mt.evaluation.runfile import read_run
    from mt.evaluation.sets import find_card, read_set, split_lines

    if args.file.suffix == ".json":
        sys.stdout.write("\n".join(score_lines(read_run(args.file))) + "\n")
        return 0
    try:
        lines = split_lines(args.file.read_bytes())
        references = split_lines(args.reference.read_bytes()) if args.reference else []
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}") from error
    if args.set:
        references = [
            s.reference
            for s in read_set(find_card(args.set, cards=cards_folder(args)), sets_dirs=sets_dirs(args)).segments
        ]
    elif not args.reference:
        raise UsageError("name references with --reference FILE or --set NAME")
    metrics = args.metric or list(TRANSLATION_METRICS)
    scores = score_all(metrics, lines, references, unescape=not args.keep_entities)
    if args.json:
        plain = [{"metric": s.metric, "value": s.value, "signature": s.signature} for s in scores]
        sys.stdout.write(json.dumps(plain, indent=1) + "\n")
    else:
        sys.stdout.write("".join(f"{s}\n" for s in scores))
    return 0
