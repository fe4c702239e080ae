"""The command ``mt serve``."""

import argparse
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..options import add_device, natural, positive
from ..stop import unwinding
from ..terminology import add_options as add_terminology_options
from ..terminology import from_options as terminology_of
from ..write import say, write
from .limits import Limits

if TYPE_CHECKING:
    from fastapi import FastAPI

    from .rest import Rest
    from .service import Service

_EXTRA = "this needs the server extra: pip install 'mt-digest[server]'"


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register ``serve``."""
    parser = subparsers.add_parser(
        "serve",
        help="the page and the HTTP API",
        description="Serve the page and the HTTP API, which LibreTranslate's clients understand, on this machine.",
    )
    parser.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=_port, default=8080, metavar="N", help="port to listen on (8080)")
    page = parser.add_argument_group("page")
    page.add_argument("--no-ui", action="store_true", help="the API alone, without the page")
    page.add_argument("--allow-address", action="store_true", help="let visitors have the page fetch a public address")
    page.add_argument("--admin", action="store_true", help="let visitors have the page fetch models")
    _add_limits(parser)
    keys = parser.add_argument_group("keys")
    keys.add_argument("--api-keys", type=Path, metavar="FILE", help="let in only who has a key of this file; no page")
    keys.add_argument("--new-key", metavar="NAME", help="add a key to the file of --api-keys, print it once, and end")
    models = parser.add_argument_group("models")
    models.add_argument("--model", metavar="NAME", help="translator's name in models.lock (default: the lock's choice)")
    models.add_argument("--summarizer", metavar="NAME", help="summarizer's name in models.lock")
    models.add_argument("--beam", type=positive, metavar="N", help="hypotheses the translator searches side by side")
    models.add_argument(
        "--threads", type=natural, metavar="N", help="processor threads (default: MT_THREADS, or all cores)"
    )
    add_device(models)
    models.add_argument(
        "--workers",
        type=positive,
        default=Limits().workers,
        metavar="N",
        help=f"batches in work at once, in this one process ({Limits().workers}; docs/deploy.md)",
    )
    models.add_argument(
        "--unload-after",
        type=_minutes,
        default=0.0,
        metavar="MIN",
        help="minutes without a request after which the models' memory is given back (0: never)",
    )
    models.add_argument("--lock", type=Path, metavar="FILE", help="models.lock to use")
    add_terminology_options(parser)
    parser.set_defaults(run=run_serve)


def _add_limits(parser: argparse.ArgumentParser) -> None:
    usual = Limits()
    group = parser.add_argument_group("limits")
    options = (
        ("--max-characters", "characters", "characters of one request"),
        ("--max-file-bytes", "file_bytes", "bytes of one document"),
        ("--in-flight", "running", "requests worked on at once"),
        ("--waiting", "waiting", "requests that wait beyond those; more are told to come back"),
        ("--rate", "rate", "requests a minute of one key or address, 0 for any number"),
    )
    for option, name, meaning in options:
        value = getattr(usual, name)
        group.add_argument(option, type=natural, default=value, dest=name, metavar="N", help=f"{meaning} ({value})")
    group.add_argument(
        "--timeout", type=float, default=usual.seconds, metavar="S", help=f"seconds of one request ({usual.seconds:g})"
    )
    group.add_argument(
        "--allow-host", action="append", default=[], metavar="NAME", help="a name this server goes by; may be repeated"
    )


def run_serve(args: argparse.Namespace) -> int:
    """``mt serve``: serve until Ctrl-C or SIGTERM, also while the models are loading."""
    if args.new_key:
        return _new_key(args)
    with unwinding():
        return _serve(args)


def _serve(args: argparse.Namespace) -> int:
    limits = Limits(
        characters=args.characters,
        file_bytes=args.file_bytes,
        running=args.running,
        waiting=args.waiting,
        rate=args.rate,
        seconds=args.timeout,
        workers=args.workers,
    )
    try:
        from . import app, run
        from .keys import read_keys
        from .service import Service
    except ImportError as error:
        raise UsageError(_EXTRA) from error

    keys = read_keys(args.api_keys) if args.api_keys else None
    rest = _engines(args)
    # Around what rests, so that the files are read once.
    translator = terminology_of(args).around(rest.translator)
    service = Service(translator, rest.summarizer, limits=limits, keys=keys)
    quiet = bool(getattr(args, "quiet", False))
    page = None if args.no_ui or service.keys else _page(args)
    application = app.build(service, page=page, hosts=run.own_hosts(args.host, args.allow_host))
    if not quiet:
        what = "page, API" if page else "API"
        say(f"mt: {what} and its documentation (/docs) on http://{args.host}:{args.port}/; Ctrl-C ends it")
    with rest.watched() if args.unload_after else nullcontext():
        run.serve(application, host=args.host, port=args.port, quiet=quiet)
    return 0


def _engines(args: argparse.Namespace) -> "Rest":
    from .. import pipeline
    from ..load import forget_engines
    from ..summarize import Summarizer
    from ..translate import Translator
    from .rest import Rest

    place: dict[str, Any] = {"threads": args.threads, "device": args.device, "lock": args.lock}

    def load() -> tuple[Translator, Summarizer]:
        return (
            pipeline.load_translator(args.model, beam_size=args.beam, **place),
            pipeline.load_summarizer(args.summarizer, **place),
        )

    return Rest(load, seconds=60 * args.unload_after, forget=forget_engines)


def _page(args: argparse.Namespace) -> "Callable[[FastAPI, Service], FastAPI] | None":
    """What mounts the page, where Gradio is installed. It knows no keys: behind them it would be an open door."""
    from .. import page

    def mount(server: "FastAPI", service: "Service") -> "FastAPI":
        rights = page.Rights(addresses=args.allow_address, models=args.admin)
        desk = page.Desk(service, rights=rights, lock=args.lock, threads=args.threads, device=args.device)
        mounted: FastAPI = page.mount(server, desk)
        return mounted

    return mount if page.is_available() else None


def _new_key(args: argparse.Namespace) -> int:
    from .keys import add_key

    if not args.api_keys:
        raise UsageError("--new-key needs --api-keys FILE, the file to add it to")
    write(add_key(args.api_keys, args.new_key) + "\n", None)
    return 0


def _minutes(text: str) -> float:
    try:
        minutes = float(text)
    except ValueError:
        minutes = -1.0
    if not 0 <= minutes < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of minutes")
    return minutes


def _port(text: str) -> int:
    if (number := natural(text)) > 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: choose 0 to 65535")
    return number
