"""The command ``mt``: parse, call, print, exit.

Results go to standard output, talk and progress to standard error. The exit code is that of
:mod:`mt.errors`, or 141 when the reader of a pipe went away: whether the rest mattered is for that reader
to say, so neither success nor an error is claimed. Environment: ``MT_THREADS`` is the default of
``--threads``; ``NO_COLOR`` turns colours off.
"""

import argparse
import difflib
import errno
import io
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NoReturn

from .errors import MtError, OutputError, UsageError
from .stop import STOPPED
from .version import __version__
from .write import say, write

_PIPE_CLOSED = 141  # 128 + SIGPIPE, what a shell reports for a program that a closed pipe ended
_BUG = 1
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; ``argv`` defaults to the arguments of the process.

    >>> main(["--version"])
    mt 0.1.0
    0
    """
    _make_streams_safe()
    verbose = False
    try:
        args = parse(sys.argv[1:] if argv is None else argv, os.environ)
        verbose = bool(getattr(args, "verbose", False))
        code = int(args.run(args))
        _flush()
    except SystemExit as end:  # argparse ends this way after --help and --version
        return end.code if isinstance(end.code, int) else 0
    except KeyboardInterrupt:
        say("mt: stopped")
        return STOPPED
    except BrokenPipeError:
        _abandon_stdout()
        return _PIPE_CLOSED
    except Exception as error:
        return _failed(error, verbose=verbose)
    return code


class _Missing(UsageError):
    """An argument is required and not there."""


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are ours and say where help is; the parsers of its commands are of its kind."""

    def error(self, message: str) -> NoReturn:
        """Raise :class:`~mt.errors.UsageError`."""
        kind = _Missing if "are required" in message else UsageError
        raise kind(f"{message}; see `{self.prog} --help`")

    def _print_message(self, message: str, file: object = None) -> None:
        # argparse drops help without a word when it cannot be written.
        write(message, None)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands. Nothing heavy is imported for it: ``mt --help`` must be quick."""
    from . import commands, info
    from .batch import commands as batch
    from .evaluation import commands as evaluation
    from .models import commands as models
    from .server import commands as server

    parser = _Parser(prog="mt", description="Arabic news pages to English translations and summaries, offline.")
    parser.add_argument("--version", action="version", version=f"mt {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands", required=True)
    for group in (commands, batch, server, models, evaluation, info):
        group.add_commands(subparsers)
    _describe(parser)
    for one in (parser, *_leaves(parser)):
        one.allow_abbrev = False  # --s would mean something else as soon as an option is added
        _add_talk_options(one)
    return parser


def parse(argv: Sequence[str], environ: Mapping[str, str]) -> argparse.Namespace:
    """Return the parsed arguments, defaults from ``environ`` filled in. Raises :class:`~mt.errors.UsageError`."""
    parser = build_parser()
    try:
        args, unknown = parser.parse_known_args(argv)
    except _Missing:
        # Argparse asks for what is missing before it tells of what it does not know.
        if strange := _strange(parser, argv):
            raise UsageError(_unknown(strange, parser, argv)) from None
        raise
    if unknown:
        raise UsageError(_unknown(unknown[0], parser, argv))
    if getattr(args, "threads", 0) is None:
        args.threads = _threads(environ.get("MT_THREADS", "").strip())
    return args


def _leaves(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """The parsers of all commands, those of groups included."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for child in action.choices.values():
                yield child
                yield from _leaves(child)


def _describe(parser: argparse.ArgumentParser) -> None:
    """Say in a command's own help what the list of commands says of it, where it has no more to say."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for listed in action._choices_actions:
                child = action.choices[listed.dest]
                child.description = child.description or f"{str(listed.help)[:1].upper()}{str(listed.help)[1:]}."
                _describe(child)


def _add_talk_options(parser: argparse.ArgumentParser) -> None:
    # SUPPRESS: a subcommand's default must not overwrite what stood before the subcommand.
    taken = parser._option_string_actions
    talk = (
        ("-q", "--quiet", "no progress and no remarks, only errors"),
        ("-v", "--verbose", "causes and tracebacks of errors"),
    )
    for short, long, meaning in talk:
        names = [name for name in (short, long) if name not in taken]
        if long in names:
            parser.add_argument(*names, action="store_true", default=argparse.SUPPRESS, help=meaning)


def _unknown(option: str, parser: argparse.ArgumentParser, argv: Sequence[str]) -> str:
    """What to say about an option that no parser knows: the nearest one, and where help is."""
    chosen = _chosen(parser, argv)
    near = difflib.get_close_matches(option.partition("=")[0], chosen._option_string_actions, n=1, cutoff=0.7)
    hint = f" (did you mean {near[0]}?)" if near else ""
    if not near and option.startswith("-") and not option.startswith("--"):
        hint = f" (a file is named ./{option})"
    return f"unknown argument {option}{hint}; see `{chosen.prog} --help`"


def _chosen(parser: argparse.ArgumentParser, argv: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of the command that the words name."""
    for word in argv:
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction) and word in action.choices:
                parser = action.choices[word]
                break
    return parser


def _strange(parser: argparse.ArgumentParser, argv: Sequence[str]) -> str:
    """The first word that looks like an option and is none of the command's."""
    known = _chosen(parser, argv)._option_string_actions
    for word in argv[: argv.index("--")] if "--" in argv else argv:
        looks = word.startswith("-") and word.lstrip("-")[:1].isalpha()
        if looks and word.partition("=")[0] not in known and (word.startswith("--") or word[:2] not in known):
            return word
    return ""


def _threads(text: str) -> int:
    if text and not (text.isascii() and text.isdigit()):
        raise UsageError(f"MT_THREADS is {text!r}: set it to a whole number, or unset it")
    return int(text or 0)


def _failed(error: Exception, *, verbose: bool) -> int:
    """Say what went wrong and return the exit code for it."""
    if isinstance(error, OSError) and error.errno in _FULL:
        error = OutputError(f"cannot write: {(error.strerror or str(error)).lower()}")
    if isinstance(error, MemoryError):
        error = MtError("not enough memory: split the text, or choose a smaller model or --beam 1")
    if isinstance(error, OutputError):
        _abandon_stdout()
    if verbose:
        import traceback

        say("".join(traceback.format_exception(error)).rstrip())
    if isinstance(error, MtError):
        say(f"mt: error: {error}")
        return error.exit_code
    where = "" if verbose else "; -v shows where it happened"
    say(f"mt: error: {type(error).__name__}: {error}. This is a bug, please report it{where}")
    return _BUG


def _flush() -> None:
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"cannot write to standard output: {(error.strerror or str(error)).lower()}") from error


def _make_streams_safe() -> None:
    """No output can fail for its letters: UTF-8 wherever it does not go to a terminal of another encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace" if stream is sys.stderr else "replace")


def _abandon_stdout() -> None:
    """Let the interpreter's last flush go nowhere: it would complain once more about the same failure."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
