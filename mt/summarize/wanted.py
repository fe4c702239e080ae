"""What kind of summary is wanted: how long, by which method."""

from dataclasses import dataclass

from mt.errors import UsageError

LENGTHS = {"headline": 12, "sentence": 25, "brief": 60, "long": 180}
"""Names of lengths and the words that each is about; ``sentence`` is one sentence, however long."""

METHODS = ("auto", "abstractive", "extractive", "lead")

_FEWEST, _MOST = 10, 5000  # words that can be asked for


@dataclass(frozen=True, slots=True)
class Wanted:
    """A kind of summary. ``length`` is one of :data:`LENGTHS` or a number of words, as text or whole number.

    ``method`` is ``"auto"`` (the text's own first and best sentences, long ones shortened), ``"abstractive"`` (the
    model's words where the text holds them), ``"extractive"`` (the most central sentences of the text) or
    ``"lead"`` (its first ones, whole). Raises :class:`~mt.errors.UsageError` for anything else.

    >>> Wanted("long").words, Wanted("90").words
    (180, 90)
    """

    length: str = "brief"
    method: str = "auto"

    def __post_init__(self) -> None:
        if self.method not in METHODS:
            raise UsageError(f"no method is called {self.method}: choose one of {', '.join(METHODS)}")
        if self.length not in LENGTHS and not (self.length.isascii() and self.length.isdigit()):
            raise UsageError(f"no length is called {self.length}: choose {', '.join(LENGTHS)} or a number of words")
        if self.length not in LENGTHS and not _FEWEST <= int(self.length) <= _MOST:
            raise UsageError(f"a summary of {self.length} words cannot be made: ask for {_FEWEST} to {_MOST}")

    @property
    def words(self) -> int:
        """About how many words are wanted."""
        return LENGTHS.get(self.length) or int(self.length)

    @property
    def single(self) -> bool:
        """Whether one sentence is wanted."""
        return self.length in ("headline", "sentence")
