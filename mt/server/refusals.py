"""What the server answers when it does not do what was asked: one shape, ``{"error": message}``.

The shape is LibreTranslate's. A message never holds text of the request, a path, or a traceback.
"""

from ..errors import InputError, MtError, UsageError


class Refusal(MtError):
    """A request is answered with ``status`` and the message; ``retry_after`` in seconds, None for never."""

    def __init__(self, status: int, message: str, *, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after

    @property
    def headers(self) -> dict[str, str]:
        """``Retry-After``, where trying again makes sense."""
        return {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}


class Stopped(MtError):
    """A request's work was given up: its client went away, or its time was over."""


def refusal_of(error: Exception) -> Refusal:
    """Return what the client is told about ``error``.

    >>> refusal_of(RuntimeError("/secret/path")).status
    500
    """
    if isinstance(error, Refusal):
        return error
    if isinstance(error, InputError | UsageError):
        return Refusal(400, str(error).replace("--keep-furniture", "keep_furniture"))
    if isinstance(error, Stopped):
        return Refusal(503, "The request took too long: send less text, or try again later", retry_after=5)
    # The cause names folders and may quote the text: it stays here.
    return Refusal(500, "The server failed: its operator finds the cause in the log, by the X-Request-ID")
