"""Every error this package raises on purpose. The message says what is wrong and what to do.

==== ============================================================================
exit meaning
==== ============================================================================
0    done
1    an unexpected failure: a bug of ours
2    the command line is wrong
3    the input cannot be used (:class:`InputError`)
4    a model is missing, altered or unusable (:class:`ModelError`)
5    the result could not be written (:class:`OutputError`)
6    quality fell below the baseline (:class:`GateError`)
130  stopped with Ctrl-C
141  the reader of a pipe went away
==== ============================================================================
"""


class MtError(Exception):
    """Base of all errors of this package; ``exit_code`` is what the command line ends with."""

    exit_code = 1


class InputError(MtError):
    """The input cannot be read as text, is empty, too long, or holds no Arabic."""

    exit_code = 3


class ModelError(MtError):
    """A model cannot be loaded or run."""

    exit_code = 4


class LockError(ModelError):
    """``models.lock`` is missing, malformed, or does not name the model asked for."""


class IntegrityError(ModelError):
    """A model's file is missing or its bytes are not those that the lock names."""


class OutputError(MtError):
    """The result could not be written: disk full, no permission."""

    exit_code = 5


class GateError(MtError):
    """A measured score fell below its baseline."""

    exit_code = 6


class UsageError(MtError):
    """A setting has a value that cannot be used, or an optional extra is not installed."""

    exit_code = 2


def cause_of(error: BaseException) -> str:
    """What an error of the system or of a library says, without the number and the wrapper around it.

    >>> cause_of(OSError(2, "No such file or directory"))
    'no such file or directory'
    """
    inner = None if hasattr(error, "code") else getattr(error, "reason", None)  # urllib's; with a code it is an answer
    said = str(getattr(inner or error, "strerror", None) or inner or error)
    return said if said[:2].isupper() else said[:1].lower() + said[1:]
