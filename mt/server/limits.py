"""How much a server takes on: every limit is set unless someone unsets it."""

from dataclasses import dataclass

from ..errors import UsageError

_FRAME = 65_536  # bytes for field names and the marks between them
_FILES = ("/translate_file", "/gradio_api/upload")  # where documents come in: the API, the page


@dataclass(frozen=True)
class Limits:
    """The bounds of one server. Raises :class:`~mt.errors.UsageError` for a value that leaves no room to work.

    >>> Limits(characters=1_000).body_bytes
    77536
    """

    characters: int = 100_000  # of one request; a long news page has 50,000
    texts: int = 1_000  # in one list
    file_bytes: int = 10_000_000  # of one uploaded document; most of it is pictures, which cost nothing
    seconds: float = 120.0  # of one request, from its admission to its answer
    running: int = 16  # requests worked on at once: what waits together is translated together
    waiting: int = 64  # requests admitted beyond those; the next one is told to come back
    workers: int = 2  # batches in work at once, so that the engine need not wait for what Python does with them
    idle_seconds: float = 15.0  # for the head of a request to arrive, or for some of an answer to be taken
    body_seconds: float = 20.0  # for a request's body to arrive
    files: int = 2  # documents worked on at once: one that is taken apart needs some tens of megabytes
    rate: int = 0  # requests a minute of one key, or address where there are no keys; 0: unbounded

    def __post_init__(self) -> None:
        """Refuse what cannot be meant."""
        least = {"characters": 1, "texts": 1, "file_bytes": 1, "running": 1, "files": 1, "workers": 1}
        least |= {"waiting": 0, "rate": 0}
        for name, bound in least.items():
            if getattr(self, name) < bound:
                raise UsageError(f"the limit {name} is {getattr(self, name)}: set it to {bound} or more")
        for name in ("seconds", "idle_seconds", "body_seconds"):
            if not 0 < getattr(self, name) < float("inf"):
                raise UsageError(f"the limit {name} is {getattr(self, name)}: set it to a number above 0")

    @property
    def body_bytes(self) -> int:
        r"""The longest body taken: one character has at most twelve bytes, as ``\ud83d\ude00`` or ``%F0%9F%98%80``."""
        return 12 * self.characters + _FRAME

    def bytes_of(self, path: str) -> int:
        """The longest body taken at ``path``."""
        return max(self.body_bytes, self.file_bytes + _FRAME) if path in _FILES else self.body_bytes
