"""What several commands' options accept."""

import argparse

from .device import DEVICES


def positive(text: str) -> int:
    """Return ``text`` as a whole number above 0; argparse shows the message of anything else.

    >>> positive("12")
    12
    """
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def natural(text: str) -> int:
    """Return ``text`` as a whole number, 0 included."""
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number, 0 or more")
    return int(text)


def add_device(parser: argparse._ActionsContainer) -> None:
    """Add ``--device``, as :func:`mt.device.choose_device` takes it."""
    meaning = "where to calculate: cpu (default), cuda (a graphics card), auto (a card if there is one)"
    parser.add_argument("--device", choices=DEVICES, default="cpu", help=meaning)


def share(text: str) -> float:
    """Return ``text`` as a number from 0 to 1."""
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a share from 0 to 1")
    return number
