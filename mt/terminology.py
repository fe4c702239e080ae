"""A user's own words around a translator: a glossary, a translation memory, or both, from their files.

>>> from mt.testing import FakeTranslator
>>> fake = FakeTranslator()
>>> Terminology().around(fake) is fake
True
"""

import argparse
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .document import Digest
from .errors import InputError, UsageError

if TYPE_CHECKING:
    from .translate import Translator


@dataclass(frozen=True)
class Terminology:
    """The files to keep to; None for none. ``fuzzy`` is the likeness from which near sentences are reused.

    Can be pickled, so that each process reads the files for itself.
    """

    glossary: Path | str | None = None
    memory: Path | str | None = None
    fuzzy: float | None = None

    @property
    def settings(self) -> dict[str, str]:
        """Names and digests of the files, as the translator around which they are has them.

        Raises :class:`~mt.errors.InputError` for a file that cannot be read.
        """
        glossary = {"glossary": _named(self.glossary)} if self.glossary else {}
        fuzzy = "" if self.fuzzy is None else f", fuzzy {self.fuzzy:g}"
        return {**glossary, **({"memory": _named(self.memory) + fuzzy} if self.memory else {})}

    def around(self, translator: "Translator") -> "Translator":
        """Return ``translator`` with these files around it, the memory outermost: people's sentences stay whole.

        Raises :class:`~mt.errors.InputError` for a file that cannot be used, :class:`~mt.errors.UsageError` for
        settings that make no sense.
        """
        if self.fuzzy is not None and self.memory is None:
            raise UsageError("near sentences are looked for in a translation memory: name one with --memory")
        if self.glossary is not None:
            from .glossary import GlossaryTranslator, read_glossary

            translator = GlossaryTranslator(translator, read_glossary(self.glossary))
        if self.memory is not None:
            from .memory import MemoryTranslator, read_memory

            translator = MemoryTranslator(translator, read_memory(self.memory), self.fuzzy)
        return translator


def told(digest: Digest) -> str:
    """Return in one line what the files did for ``digest``; nothing where they did nothing."""
    blocks = [*([digest.headline] if digest.headline else []), *digest.paragraphs]
    sentences = [sentence for block in blocks for sentence in block.sentences]
    terms = [term for sentence in sentences for term in sentence.terms]
    parts = (
        [f"glossary: {sum(term.applied for term in terms)} of {len(terms)} terms are in the English"] if terms else []
    )
    same, near = (sum(sentence.origin == origin for sentence in sentences) for origin in ("memory", "fuzzy"))
    if same or near:
        nearly = f", {near} of them only nearly the same" if near else ""
        parts.append(f"memory: {same + near} of {len(sentences)} sentences reused{nearly}")
    return "; ".join(parts)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add ``--glossary``, ``--memory`` and ``--fuzzy``."""
    parser.add_argument(
        "--glossary",
        type=Path,
        metavar="FILE",
        help="terms and their English: .tsv, .csv or .tbx (docs/terminology.md)",
    )
    parser.add_argument("--memory", type=Path, metavar="FILE", help="translations to reuse: .tmx or .tsv")
    parser.add_argument(
        "--fuzzy", type=_share, metavar="SHARE", help="also reuse sentences so much alike, 0.5 to 1: 0.85 is usual"
    )


def from_options(args: argparse.Namespace) -> Terminology:
    """Return what the options of :func:`add_options` say."""
    return Terminology(args.glossary, args.memory, args.fuzzy)


def _named(path: Path | str) -> str:
    try:
        with Path(path).open("rb") as stream:
            return f"{Path(path).name} {hashlib.file_digest(stream, 'sha256').hexdigest()[:12]}"
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"{path}: cannot be read ({reason}); check the path and its permissions") from error


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0.5 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a share from 0.5 to 1")
    return share
