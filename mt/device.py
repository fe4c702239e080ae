"""Where a model calculates, and with which numbers: chosen from what the machine can do.

Only the choice is here. What the machine can do is asked of the runtime that is passed in, so the
rules can be tried for machines that are not at hand.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from .errors import UsageError

DEVICES = ("cpu", "cuda", "auto")

# Best first, for weights that are stored as 8-bit integers. Half precision halves the traffic of what is
# not integer; bfloat16 overflows later than float16 but only newer cards have it (compute capability 8).
# A card without fast 8-bit products multiplies the weights out when it loads them.
_CUDA_TYPES = ("int8_float16", "int8_bfloat16", "float16", "int8_float32", "float32")


class Runtime(Protocol):
    """What is asked of the machine; the ``ctranslate2`` module answers it."""

    def get_cuda_device_count(self) -> int:
        """Return how many CUDA cards can be used."""
        ...

    def get_supported_compute_types(self, device: str, /) -> Collection[str]:
        """Return the kinds of numbers that ``device`` calculates with."""
        ...


@dataclass(frozen=True, slots=True)
class Device:
    """A place to calculate: ``name`` is ``"cpu"`` or ``"cuda"``; ``compute_type`` as CTranslate2 names them."""

    name: str
    compute_type: str

    def workers(self, threads: int) -> int:
        """Return how many batches run side by side where ``threads`` processor threads were asked for.

        One on a card, which a single batch fills: more would only share its memory.
        """
        return 1 if self.name == "cuda" else threads


CPU = Device("cpu", "default")  # the type the model was stored in, or the nearest the processor has


def choose_device(wanted: str, runtime: Runtime) -> Device:
    """Return where to calculate: ``wanted`` is ``"cpu"``, ``"cuda"``, or ``"auto"`` (a card if there is one).

    Raises :class:`~mt.errors.UsageError` for another name, and for ``"cuda"`` where no card can be used.

    >>> import ctranslate2
    >>> choose_device("cpu", ctranslate2)
    Device(name='cpu', compute_type='default')
    """
    if wanted not in DEVICES:
        raise UsageError(f"no device is called {wanted!r}; choose from {', '.join(DEVICES)}")
    if wanted == "cpu":
        return CPU
    try:
        found = _card(runtime)
    except RuntimeError as error:  # a driver that is too old, or none beside a build that wants one
        found, reason = None, f" ({error})"
    else:
        reason = ""
    if found is None and wanted == "cuda":
        raise UsageError(f"no CUDA card can be used here{reason}; give --device cpu, or auto to take what there is")
    return found or CPU


def _card(runtime: Runtime) -> Device | None:
    if not runtime.get_cuda_device_count():
        return None
    supported = runtime.get_supported_compute_types("cuda")
    return Device("cuda", next((kind for kind in _CUDA_TYPES if kind in supported), "default"))
