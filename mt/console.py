"""What the commands on text share: what they read, the form they write in, what they say on standard error."""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from .document import Digest, Flag, Page
from .errors import InputError, UsageError
from .report import SUFFIXES, visible
from .terminology import told
from .write import check, say, write


def place(text: str) -> Path | None:
    """The argument of ``--out``: a dash is standard output."""
    return None if text == "-" else Path(text)


def plain_page(file: str) -> Page:
    """The page of plain text in a file or on standard input."""
    from .read import decode

    data, name = opened(file)
    return decode(data, name=name)


def opened(file: str, allow_private: bool = False) -> tuple[bytes, str]:
    """What is in a file, at an address or comes from standard input, and what to call it."""
    from .read import MAX_DOCUMENT_BYTES, read_bytes
    from .read.web import fetch, is_address

    if not file:
        raise UsageError("the name of the file is empty; is the shell's variable set?")
    if is_address(file):
        return fetch(file, allow_private=allow_private), file
    if file != "-":
        return read_bytes(Path(file), max_bytes=MAX_DOCUMENT_BYTES), str(Path(file))
    if sys.stdin is None:
        raise InputError("standard input is closed; name a file")
    if is_terminal(sys.stdin):
        say("mt: reading standard input; end it with Ctrl-D")
    return sys.stdin.buffer.read(MAX_DOCUMENT_BYTES + 1), "standard input"


def form_of(args: argparse.Namespace) -> str:
    """The form asked for, or that of the suffix of ``--out``; checked, like ``--out``, before any work."""
    if args.out is None:
        return args.to or "text"
    check(args.out)
    # A device or pipe such as /dev/stdout has no say in it.
    form = args.to or {**SUFFIXES, ".tmx": "tmx"}.get(args.out.suffix.lower())
    if form is None:
        raise UsageError(
            f"no form is known by the suffix {args.out.suffix}: name one with --to {{{','.join(args.forms)}}}"
        )
    if form not in args.forms:
        raise UsageError(f"{args.out}: this command cannot write {form}, only {', '.join(args.forms)}")
    return str(form)


def finish(text: str, args: argparse.Namespace) -> int:
    """Write the output where it was asked for, and give the exit code."""
    write(text, args.out)
    if args.out and not is_quiet(args):
        say(f"mt: wrote {args.out}")
    return 0


def say_flags(places: Sequence[tuple[str, tuple[Flag, ...]]], args: argparse.Namespace) -> None:
    """What to distrust goes to standard error where the output must stay one line for each line."""
    for at, flags in places if not is_quiet(args) else ():
        for message, times in Counter(flag.message for flag in flags).items():
            say(f"mt: {at}: {visible(message)}{f' ({times} times)' if times > 1 else ''}")


def say_terms(digest: Digest, args: argparse.Namespace) -> None:
    """What glossary and memory did, where there are any."""
    if (line := told(digest)) and not is_quiet(args):
        say(f"mt: {line}")


def is_quiet(args: argparse.Namespace) -> bool:
    """Whether nothing is to be said beside the output."""
    return bool(getattr(args, "quiet", False))


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person is at the stream; a closed one is None."""
    return stream is not None and bool(stream.isatty())
