"""The web page: paste an Arabic article, read its digest; measure and compare models, see what is installed.

:func:`launch` opens it by itself, :func:`mount` beside the HTTP API. It loads nothing from elsewhere,
sends nothing anywhere, and works without a network.
"""

import importlib.util
from typing import Any

from .desk import Desk, Rights

__all__ = ["Desk", "Rights", "is_available", "launch", "mount"]

# Work is admitted by the desk's own gate; these let enough of the page's events wait before it.
_EVENTS_AT_ONCE, _EVENTS_WAITING = 8, 32


def is_available() -> bool:
    """Whether Gradio, the ``ui`` extra, is installed."""
    return importlib.util.find_spec("gradio") is not None


def mount(server: Any, desk: Desk) -> Any:
    """Put the page at / of a FastAPI ``server``, beside what it serves already; return the server."""
    from .build import build, dress

    page = build(desk)
    import gradio

    page.queue(default_concurrency_limit=_EVENTS_AT_ONCE, max_size=_EVENTS_WAITING)
    return gradio.mount_gradio_app(
        server, page, path="", server_name="127.0.0.1", show_error=False, max_file_size=desk.file_bytes, **dress()
    )


def launch(desk: Desk, *, port: int | None = None, host: str = "127.0.0.1") -> None:
    """Serve the page alone until Ctrl-C; ``port`` None takes the first free one from 7860 on."""
    from .build import build, dress

    page = build(desk)
    page.queue(default_concurrency_limit=_EVENTS_AT_ONCE, max_size=_EVENTS_WAITING)
    most = desk.file_bytes
    page.launch(server_name=host, server_port=port, share=False, show_error=False, max_file_size=most, **dress())
