"""The command ``mt batch``: many pages into a folder of records."""

import argparse
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from ..stop import stoppable
from ..version import __version__
from ..write import say

if TYPE_CHECKING:
    from .inputs import Source
    from .output import Output
    from .run import Work
    from .window import Engines


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
        help="a folder, a file or a pattern: .txt, .jsonl, .csv, .parquet, .warc (the last two need an extra)",
    )
    batch.add_argument("output", metavar="OUT", type=Path, help="folder of the records; new, empty, or to go on with")
    _add_input_options(batch)
    _add_run_options(batch)
    _add_model_options(batch)
    batch.set_defaults(run=run_batch)


def _add_input_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--text-field", default="text", metavar="NAME", help="field or column of the text")
    parser.add_argument("--id-field", default="id", metavar="NAME", help="field or column of the page's own id")
    parser.add_argument("--to", choices=("jsonl", "parquet"), default="jsonl", help="form of the parts")
    parser.add_argument("--part-size", type=_positive, default=1000, metavar="N", help="pages a part (default: 1000)")


def _add_run_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--workers", type=_positive, default=1, metavar="N", help="processes, each with one thread")
    parser.add_argument("--retry-failed", action="store_true", help="do the failed pages of earlier runs again")
    parser.add_argument("--restart", action="store_true", help="delete the records in OUT and begin anew")
    parser.add_argument(
        "--max-failures",
        type=_share,
        default=0.0,
        metavar="SHARE",
        help="share of failed pages, 0 to 1, up to which the exit code is 0 (default: 0, any failure is told)",
    )


def _add_model_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", metavar="NAME", help="translator's name in models.lock")
    parser.add_argument("--summarizer", metavar="NAME", help="summarizer's name in models.lock")
    parser.add_argument("--beam", type=_positive, metavar="N", help="hypotheses the translator searches side by side")
    parser.add_argument("--threads", type=_natural, metavar="N", help="threads of a single worker (default: all cores)")
    parser.add_argument("--lock", type=Path, metavar="FILE", help="models.lock to use")
    parser.add_argument("--keep-furniture", action="store_true", help="translate menus, forms and doubled lines too")
    parser.add_argument("--no-summary", action="store_true", help="translate only")


def run_batch(args: argparse.Namespace) -> int:
    """``mt batch``: one record a page; the exit code tells whether too many of them failed."""
    from .formats import Fields
    from .inputs import find
    from .output import Output, clear
    from .parts import need
    from .progress import Meter, wanted
    from .run import run

    need(args.to)
    fields = Fields(args.text_field, args.id_field)
    source = find(args.inputs, fields=fields, leave_out=args.output)
    settings = _settings(args, source)
    if args.restart:
        clear(args.output)
    quiet = bool(getattr(args, "quiet", False))
    shown = wanted() and not quiet
    with Output(args.output, settings, form=args.to, pages=args.part_size) as output:
        if args.retry_failed:
            output.forget_failed()
        with Meter(source.size() if shown else 0, shown=shown) as meter, stoppable(meter.close), _work(args) as work:
            made = run(source, output, work, meter=meter)
        return _verdict(output, made, args, quiet=quiet)


def _verdict(output: "Output", made: int, args: argparse.Namespace, *, quiet: bool) -> int:
    good, failed = output.count("ok"), output.count("failed")
    if not good + failed:
        raise InputError(f"no page was found in {', '.join(args.inputs)}")
    if not quiet:
        say(f"mt: {made:,} pages now, {good:,} done and {failed:,} failed in all, in {args.output}")
    if failed > args.max_failures * (good + failed):
        raise InputError(
            f"{failed:,} of {good + failed:,} pages failed, more than --max-failures {args.max_failures:g} allows: "
            'their records have the status "failed" and say why; --retry-failed does them again'
        )
    return 0


@dataclass(frozen=True)
class Loader:
    """Loads the engines, in whatever process."""

    translator: str | None
    summarizer: str | None
    beam: int | None
    threads: int
    lock: Path | None
    keep_furniture: bool
    summary: bool

    def __call__(self) -> "Engines":
        """Return them. Raises :class:`~mt.errors.ModelError`."""
        from .. import pipeline
        from ..engine import available_cores
        from .window import Engines

        translator = pipeline.load_translator(
            self.translator, beam_size=self.beam, threads=self.threads, lock=self.lock
        )
        summarizer = (
            pipeline.load_summarizer(self.summarizer, threads=self.threads, lock=self.lock) if self.summary else None
        )
        settings = pipeline.Settings(keep_furniture=self.keep_furniture, summary=self.summary)
        return Engines(translator, summarizer, settings, self.threads or available_cores())


@contextmanager
def _work(args: argparse.Namespace) -> "Iterator[Work]":
    from .workers import Pool, here

    threads = 1 if args.workers > 1 else args.threads
    load = Loader(args.model, args.summarizer, args.beam, threads, args.lock, args.keep_furniture, not args.no_summary)
    with ExitStack() as stack:
        if args.workers > 1:
            yield stack.enter_context(Pool(load, args.workers)).run
        else:
            yield partial(here, engines=load())


def _settings(args: argparse.Namespace, source: "Source") -> dict[str, Any]:
    """Whatever decides which records there are and what they say. Verifies the models' bytes on the way."""
    from ..models.store import locate

    models = {"translator": locate("translate", args.model, lock=args.lock)}
    if not args.no_summary:
        models["summarizer"] = locate("summarize", args.summarizer, lock=args.lock)
    return {
        **{role: f"{found.name} {found.digest[:16]}" for role, found in models.items()},
        **{f"{role} settings": {**found.options, **found.decoding} for role, found in models.items()},
        "beam": args.beam,
        "keep furniture": args.keep_furniture,
        "input": str(source.base),
        "text field": args.text_field,
        "id field": args.id_field,
        "mt": __version__,
    }


def _positive(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def _natural(text: str) -> int:
    return 0 if text == "0" else _positive(text)


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a share from 0 to 1")
    return share
