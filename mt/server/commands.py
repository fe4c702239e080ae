"""The command ``mt serve``."""

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..write import say, write
from .limits import Limits

if TYPE_CHECKING:
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
    parser.add_argument("--no-ui", action="store_true", help="the API alone, without the page")
    _add_limits(parser)
    keys = parser.add_argument_group("keys")
    keys.add_argument("--api-keys", type=Path, metavar="FILE", help="let in only who has a key of this file; no page")
    keys.add_argument("--new-key", metavar="NAME", help="add a key to the file of --api-keys, print it once, and end")
    models = parser.add_argument_group("models")
    models.add_argument("--model", metavar="NAME", help="translator's name in models.lock (default: the lock's choice)")
    models.add_argument("--summarizer", metavar="NAME", help="summarizer's name in models.lock")
    models.add_argument("--beam", type=_natural, metavar="N", help="hypotheses the translator searches side by side")
    models.add_argument(
        "--threads", type=_natural, metavar="N", help="processor threads (default: MT_THREADS, or all cores)"
    )
    models.add_argument("--lock", type=Path, metavar="FILE", help="models.lock to use")
    parser.set_defaults(run=run_serve)


def _add_limits(parser: argparse.ArgumentParser) -> None:
    usual = Limits()
    group = parser.add_argument_group("limits")
    options = (
        ("--max-characters", "characters", "characters of one request"),
        ("--in-flight", "running", "requests worked on at once"),
        ("--waiting", "waiting", "requests that wait beyond those; more are told to come back"),
        ("--rate", "rate", "requests a minute of one key or address, 0 for any number"),
    )
    for option, name, meaning in options:
        value = getattr(usual, name)
        group.add_argument(option, type=_natural, default=value, dest=name, metavar="N", help=f"{meaning} ({value})")
    group.add_argument(
        "--timeout", type=float, default=usual.seconds, metavar="S", help=f"seconds of one request ({usual.seconds:g})"
    )
    group.add_argument(
        "--allow-host", action="append", default=[], metavar="NAME", help="a name this server goes by; may be repeated"
    )


def run_serve(args: argparse.Namespace) -> int:
    """``mt serve``: serve until Ctrl-C or SIGTERM."""
    if args.new_key:
        return _new_key(args)
    limits = Limits(
        characters=args.characters,
        running=args.running,
        waiting=args.waiting,
        rate=args.rate,
        seconds=args.timeout,
    )
    try:
        from . import app, run
    except ImportError as error:
        raise UsageError(_EXTRA) from error

    service = _service(args, limits)
    quiet = bool(getattr(args, "quiet", False))
    # The page knows no keys: behind them it would be an open door.
    module = None if args.no_ui or service.keys else run.find_page()
    page = partial(run.mount, module) if module else None
    application = app.build(service, page=page, hosts=run.own_hosts(args.host, args.allow_host))
    if not quiet:
        what = "page, API" if page else "API"
        say(f"mt: {what} and its documentation (/docs) on http://{args.host}:{args.port}/; Ctrl-C ends it")
    run.serve(application, host=args.host, port=args.port, quiet=quiet)
    return 0


def _service(args: argparse.Namespace, limits: Limits) -> "Service":
    from .. import pipeline
    from .keys import read_keys
    from .service import Service

    keys = read_keys(args.api_keys) if args.api_keys else None
    return Service(
        pipeline.load_translator(args.model, beam_size=args.beam, threads=args.threads, lock=args.lock),
        pipeline.load_summarizer(args.summarizer, threads=args.threads, lock=args.lock),
        limits=limits,
        keys=keys,
    )


def _new_key(args: argparse.Namespace) -> int:
    from .keys import add_key

    if not args.api_keys:
        raise UsageError("--new-key needs --api-keys FILE, the file to add it to")
    write(add_key(args.api_keys, args.new_key) + "\n", None)
    return 0


def _natural(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
    return int(text)


def _port(text: str) -> int:
    if (number := _natural(text)) > 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: choose 0 to 65535")
    return number
