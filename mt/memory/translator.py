"""A translator that looks into a translation memory first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..checks import lost_numbers
from ..document import Flag, Translation
from ..engine import Progress
from ..errors import UsageError
from ..wrapped import Wrapped
from .store import Match, Memory, adapted, numbers_differ

_MARKS = "\"'()[].,،؛;:!?؟…"
_SHOWN = 3  # differences that a message spells out


@dataclass(frozen=True)
class MemoryTranslator(Wrapped):
    """The :class:`~mt.translate.Translator` ``translator`` for what ``memory`` does not hold.

    With ``fuzzy`` (0.5 to 1) a sentence that is at least so much like the new one is reused as well; its flag, of
    the kind ``fuzzy``, says how much alike they are and what differs. Raises :class:`~mt.errors.UsageError` for a
    ``fuzzy`` out of range.
    """

    memory: Memory
    fuzzy: float | None = None

    def __post_init__(self) -> None:
        if self.fuzzy is not None and not 0.5 <= self.fuzzy <= 1:
            raise UsageError(f"sentences that are {self.fuzzy:g} alike cannot be asked for: choose 0.5 to 1")

    def added(self) -> Mapping[str, str]:
        """The name and the digest of the memory, and the likeness asked for."""
        name = f"{self.memory.name} {self.memory.digest[:12]}".strip()
        return {"memory": name if self.fuzzy is None else f"{name}, fuzzy {self.fuzzy:g}"}

    def translate(self, texts: Sequence[str], *, progress: Progress | None = None) -> list[Translation]:
        """Translate ``texts``; see :class:`~mt.translate.Translator`."""
        done = {text: made for text in dict.fromkeys(texts) if (made := self._reused(text))}
        left = [text for text in texts if text not in done]
        known = len(texts) - len(left)

        def step(count: int, _: int) -> None:
            if progress:
                progress(known + count, len(texts))

        fresh = iter(self.translator.translate(left, progress=step) if left else [])
        if progress and not left:
            progress(known, known)
        return [done[text] if text in done else next(fresh) for text in texts]

    def _reused(self, text: str) -> Translation | None:
        if not text.strip():
            return None
        if (exact := self.memory.exact(text)) is not None:
            return Translation(text, exact, 0.0, origin="memory")
        if self.fuzzy is None or (match := self.memory.closest(text, self.fuzzy)) is None:
            return None
        return _fuzzy(text, match)


def _fuzzy(text: str, match: Match) -> Translation | None:
    """The reuse of a sentence that is nearly the same; none where its numbers would be wrong."""
    english, message = match.target, _message(match)
    if numbers_differ(match):
        changed = adapted(match)
        if changed is None:
            return None
        english, message = changed, f"{message}; the number was put into its English"
    if set(lost_numbers(text, english)) - set(lost_numbers(match.source, match.target)):
        return None
    return Translation(text, english, 0.0, (Flag("fuzzy", message),), origin="fuzzy", confidence="medium")


def _message(match: Match) -> str:
    shown = [_difference(here, there) for here, there in match.differences[:_SHOWN]]
    more = len(match.differences) - len(shown)
    others = f" and {more} more" if more > 0 else ""
    # Rounded down: only the same sentence is 100 % the same.
    return f"reused from a sentence that is {int(100 * match.likeness)} % the same: {', '.join(shown)}{others}"


def _difference(here: str, there: str) -> str:
    if here.strip(_MARKS) != there.strip(_MARKS):
        here, there = here.strip(_MARKS), there.strip(_MARKS)
    if not here:
        return f"“{there}” is there and not here"
    if not there:
        return f"“{here}” is here and not there"
    return f"“{here}” here, “{there}” there"
