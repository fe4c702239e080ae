"""The command ``mt batch``: many pages into a folder of records."""

import argparse
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import InputError, UsageError
from ..options import add_device, natural, positive, share
from ..progress import Bar
from ..stop import stoppable
from ..terminology import add_options as add_terminology_options
from ..terminology import from_options as terminology_of
from ..write import say
from .remote import is_address

if TYPE_CHECKING:
    from .inputs import Source
    from .loading import Loader
    from .output import Output
    from .run import Made, Work


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register ``batch``."""
    batch = subparsers.add_parser(
        "batch",
        help="translate and summarize many pages",
        description="Digest many pages into a folder of records, one a page. Give the same command again after "
        "whatever stopped it, and it goes on.",
    )
    batch.add_argument(
        "inputs",
        metavar="IN",
        nargs="+",
        help="a folder, a file, a pattern or an address (s3://bucket/in): pages as .txt, .html, .pdf and others, many "
        "in one file as .jsonl, .csv, .parquet, .warc",
    )
    batch.add_argument("output", metavar="OUT", help="folder of the records: new, empty, or to go on with")
    _add_input_options(batch)
    _add_run_options(batch)
    _add_model_options(batch)
    add_terminology_options(batch)
    batch.set_defaults(run=run_batch)


def _add_input_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("pages and records")
    group.add_argument("--text-field", default="text", metavar="NAME", help="field or column of the text")
    group.add_argument("--id-field", default="id", metavar="NAME", help="field or column of the page's own id")
    group.add_argument("--to", choices=("jsonl", "parquet"), default="jsonl", help="form of the records")
    group.add_argument("--part-size", type=positive, default=1000, metavar="N", help="pages a file (default: 1000)")
    group.add_argument(
        "--send-to", metavar="ADDRESS", help="send finished files there (s3://bucket/out); OUT keeps what is in work"
    )
    group.add_argument(
        "--dedup",
        type=_similarity,
        metavar="SHARE",
        help="do not translate a page of which an earlier one has this share, 0.5 to 1, word for word: 0.8 is usual",
    )


def _add_run_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("the run")
    group.add_argument(
        "--workers",
        type=positive,
        metavar="N",
        help="processes, each with one thread (default: one with all cores; with ray one for each core)",
    )
    group.add_argument("--engine", choices=("local", "ray"), default="local", help="who starts them (default: local)")
    group.add_argument(
        "--address", metavar="HOST", help="a Ray cluster, auto or HOST:6379 (default: Ray on this machine)"
    )
    group.add_argument(
        "--cache", type=Path, metavar="DIR", help="keep translated sentences in DIR and look there first"
    )
    group.add_argument("--retry-failed", action="store_true", help="do the failed pages of earlier runs again")
    group.add_argument("--restart", action="store_true", help="delete the records made so far and begin anew")
    group.add_argument(
        "--max-failures",
        type=share,
        default=0.0,
        metavar="SHARE",
        help="share of failed pages, 0 to 1, up to which the exit code is 0 (default: 0, any failure is told)",
    )


def _add_model_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("models")
    group.add_argument("--model", metavar="NAME", help="translator's name in models.lock")
    group.add_argument("--summarizer", metavar="NAME", help="summarizer's name in models.lock")
    group.add_argument("--beam", type=positive, metavar="N", help="hypotheses the translator searches side by side")
    group.add_argument("--threads", type=natural, metavar="N", help="threads of a single worker (default: all cores)")
    add_device(group)
    group.add_argument("--lock", type=Path, metavar="FILE", help="models.lock to use")
    group.add_argument("--keep-furniture", action="store_true", help="translate menus, forms and doubled lines too")
    group.add_argument("--no-summary", action="store_true", help="translate only")


def run_batch(args: argparse.Namespace) -> int:
    """``mt batch``: one record a page; the exit code tells whether too many of them failed."""
    from .formats import Fields
    from .inputs import find
    from .output import Output, clear
    from .parts import need
    from .progress import Meter
    from .remote import Depot
    from .run import run

    _require_sense(args)
    args.output = Path(args.output)
    need(args.to)
    fields = Fields(args.text_field, args.id_field)
    source = find(args.inputs, fields=fields, leave_out=args.output)
    load = _loader(args)
    settings = _settings(args, source, load)
    depot = Depot(args.send_to) if args.send_to else None
    if args.restart:
        clear(args.output, depot)
    quiet = bool(getattr(args, "quiet", False))
    with Output(args.output, settings, form=args.to, pages=args.part_size, depot=depot) as output:
        if args.retry_failed:
            output.forget_failed()
        with (
            _counting(load, quiet=quiet),
            Bar(wanted=not quiet) as bar,
            stoppable(bar.close),
            _work(load, args) as work,
        ):
            made = run(source, output, work, meter=Meter(source.size() if bar.wanted else 0, show=bar.show))
        return _verdict(output, made, args, quiet=quiet)


def _require_sense(args: argparse.Namespace) -> None:
    if is_address(args.output):
        raise UsageError("OUT is a folder of this machine, where what is in work lies; send records with --send-to")
    if args.address and args.engine != "ray":
        raise UsageError("--address is that of a Ray cluster: add --engine ray")
    if args.address and args.cache:
        raise UsageError("--cache is a file, which the machines of a cluster cannot share: leave it out")
    if args.threads and _is_spread(args):
        raise UsageError("--threads is for a single worker: with --workers or Ray each has one, leave it out")


def _is_spread(args: argparse.Namespace) -> bool:
    """Whether there is more than this process, or may be."""
    return args.engine == "ray" or (args.workers or 1) > 1


def _verdict(output: "Output", made: "Made", args: argparse.Namespace, *, quiet: bool) -> int:
    good, failed, twins = output.count("ok"), output.count("failed"), output.count("twin")
    whole = good + failed + twins
    if not whole:
        raise InputError(f"no page was found in {', '.join(args.inputs)}")
    if not quiet:
        also = f", {twins:,} twins of others" if twins else ""
        now = f"{made.pages:,} page{'' if made.pages == 1 else 's'} now"
        say(f"mt: {now}, {good:,} done and {failed:,} failed in all{also}, in {args.output}")
    if failed > args.max_failures * whole:
        raise InputError(
            f"{failed:,} of {whole:,} pages failed, more than --max-failures {args.max_failures:g} allows: "
            'their records have the status "failed" and say why; --retry-failed does them again'
            + (f". The first of this run: {made.failure}" if made.failure else "")
        )
    return 0


@contextmanager
def _work(load: "Loader", args: argparse.Namespace) -> "Iterator[Work]":
    """What makes records of windows: this process or several, behind the search for twins where it is asked for."""
    from .output import TWINS
    from .workers import Pool, here

    with ExitStack() as stack:
        work: Work
        if args.engine == "ray":
            from .cluster import Cluster, Matching

            matching = Matching(load, load.settings)
            work = stack.enter_context(Cluster(matching, args.workers or 0, address=args.address)).run
        elif _is_spread(args):
            work = stack.enter_context(Pool(load, args.workers)).run
        else:
            work = partial(here, engines=load())
        if args.dedup:
            from .twins import Twins

            twins = stack.enter_context(Twins(args.output / TWINS, args.dedup, keep_furniture=args.keep_furniture))
            yield lambda windows: work(map(twins.mark, windows))
        else:
            yield work


def _loader(args: argparse.Namespace) -> "Loader":
    from .loading import Loader

    return Loader(
        args.model,
        args.summarizer,
        beam=args.beam,
        threads=1 if _is_spread(args) else args.threads or 0,
        device=args.device,
        lock=args.lock,
        keep_furniture=args.keep_furniture,
        summary=not args.no_summary,
        cache=args.cache,
        terminology=terminology_of(args),
    )


def _settings(args: argparse.Namespace, source: "Source", load: "Loader") -> dict[str, Any]:
    """Whatever decides which records there are and what they say."""
    settings = {
        **load.settings,
        "input": str(source.base),
        "text field": args.text_field,
        "id field": args.id_field,
    }
    if args.dedup:
        from .twins import need

        settings["dedup"] = f"{args.dedup:g}, rensa {need()}"
    return settings


@contextmanager
def _counting(load: "Loader", *, quiet: bool) -> Iterator[None]:
    """Say at the end how many sentences the cache knew."""
    if load.cache is None:
        yield
        return
    from .cache import SentenceCache

    # Opened before any worker opens it: only one process can put a new file in order.
    with closing(SentenceCache(load.cache, load.made_with)) as cache:
        before = cache.tally()
        yield
        asked, found = (now - then for now, then in zip(cache.tally(), before, strict=True))
    if asked and not quiet:
        say(f"mt: {found:,} of {asked:,} sentences ({found / asked:.1%}) were in the cache")


def _similarity(text: str) -> float:
    if (found := share(text)) < 0.5:
        raise argparse.ArgumentTypeError(f"{text!r} is too low: pages that are less than half alike are not found")
    return found
