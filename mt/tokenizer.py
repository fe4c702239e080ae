"""Text to the pieces of a vocabulary and back: SentencePiece or byte-level BPE, whichever a model has.

>>> tidy("he said , and left .")
'he said, and left.'
"""

import html
import re
from pathlib import Path
from typing import Protocol

from .errors import UsageError


class Tokenizer(Protocol):
    """Whatever cuts text into the pieces of a model's vocabulary and puts them together again."""

    def encode(self, text: str) -> list[str]:
        """Return the source pieces of ``text``."""
        ...

    def decode(self, pieces: list[str]) -> str:
        """Return the text of target pieces."""
        ...

    def surface(self, piece: str) -> str:
        """Return the characters of a piece, with the space before it where a word begins."""
        ...


class _SentencePiece:
    """One joint vocabulary, or one for each side as OPUS-MT has them."""

    def __init__(self, source: Path, target: Path) -> None:
        import sentencepiece

        self._source = sentencepiece.SentencePieceProcessor(model_file=str(source))
        self._target = sentencepiece.SentencePieceProcessor(model_file=str(target))

    def encode(self, text: str) -> list[str]:
        return list(self._source.encode(text, out_type=str))

    def decode(self, pieces: list[str]) -> str:
        return str(self._target.decode(pieces))

    def surface(self, piece: str) -> str:
        return piece.replace("\u2581", " ")


class _ByteLevel:
    """The byte-level BPE of BART and its kin, kept in a ``tokenizer.json``."""

    def __init__(self, path: Path) -> None:
        try:
            from tokenizers import Tokenizer
        except ImportError as error:
            raise UsageError("this model needs the tokenizers library: pip install 'mt-digest[convert]'") from error
        self._bpe = Tokenizer.from_file(str(path))

    def encode(self, text: str) -> list[str]:
        return list(self._bpe.encode(text, add_special_tokens=False).tokens)

    def decode(self, pieces: list[str]) -> str:
        ids = (self._bpe.token_to_id(piece) for piece in pieces)
        return str(self._bpe.decode([i for i in ids if i is not None], skip_special_tokens=True))

    def surface(self, piece: str) -> str:
        return self.decode([piece])


def load_tokenizer(folder: Path) -> Tokenizer:
    """Return the tokenizer whose files stand in ``folder``.

    Raises :class:`~mt.errors.UsageError` where it needs a library that is not installed.
    """
    joint = ("vocabulary.model", "sentencepiece.bpe.model", "spiece.model")
    for name in joint:
        if (folder / name).exists():
            return _SentencePiece(folder / name, folder / name)
    if (folder / "source.spm").exists():
        return _SentencePiece(folder / "source.spm", folder / "target.spm")
    return _ByteLevel(folder / "tokenizer.json")


_UNTIDY = re.compile(r""" [,.;:!?%)\]}'"]|[(\[{"] """)  # what all of the following begin with
_TIDY: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\s+([,.;:!?%)\]}])(?=\s|$|[\"'])"), r"\1"),  # no space before a closing mark
    (re.compile(r"([(\[{])\s+"), r"\1"),
    (re.compile(r"(?<=\w)\s+'(s|t|re|ve|ll|d|m)\b"), r"'\1"),  # Governor 's -> Governor's
    # Quotes hug what they quote; a closing quote, which has no space before it, must not be taken to open.
    (re.compile(r'(?<!\S)"\s+([^"]+?)\s+"(?!\w)'), r'"\1"'),
)


def tidy(text: str) -> str:
    """Return model output as people write it: entities unescaped, no space before stops or inside quotes.

    >>> tidy("the Governor &apos; s Office , he said .")
    "the Governor's Office, he said."
    """
    text = " ".join(html.unescape(text).replace(" ' s ", "'s ").split())
    if _UNTIDY.search(text):
        for pattern, replacement in _TIDY:
            text = pattern.sub(replacement, text)
    return text.strip()
