"""A running server: models loaded once, page and API on one port, an orderly end."""

import asyncio
import ipaddress
import json
import logging
import socket
import sys
from collections.abc import Collection
from typing import TYPE_CHECKING

import uvicorn

from ..errors import UsageError
from .connection import connection

if TYPE_CHECKING:
    from .service import Service
    from .shell import Shell

_OWN_NAMES = ("localhost", "127.0.0.1", "[::1]")


def own_hosts(host: str, more: Collection[str]) -> tuple[str, ...]:
    """Return the Host headers to let in: on a loopback address the machine's own names, elsewhere any.

    >>> own_hosts("0.0.0.0", [])
    ()
    """
    loopback = host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)
    return (*_OWN_NAMES, host, *(name.lower() for name in more)) if loopback or more else ()


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


class Server(uvicorn.Server):
    """Uvicorn that, once told to stop, waits for running work and not for pages that are merely open."""

    def __init__(self, config: uvicorn.Config, service: "Service") -> None:
        super().__init__(config)
        self._service = service

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop listening, let admitted requests finish, then close whatever is still open."""
        watch = asyncio.ensure_future(self._leave_when_idle())
        try:
            await super().shutdown(sockets)
        finally:
            watch.cancel()

    async def _leave_when_idle(self) -> None:
        idle = 0
        while idle < 4:  # a second, for the last answers to be read
            await asyncio.sleep(0.25)
            idle = 0 if self._service.busy else idle + 1
        while True:  # until this is cancelled, for what was accepted meanwhile; what follows goes its ordinary way
            for one in list(self.server_state.connections):
                one.transport.abort()
            await asyncio.sleep(0.25)


def serve(application: "Shell", *, host: str, port: int, quiet: bool = False) -> None:
    """Serve until SIGINT or SIGTERM. Raises :class:`~mt.errors.UsageError` when the port is taken."""
    configure_log(quiet=quiet)
    config = configuration(application, host=host, port=port)
    sock = _bind(config)
    try:
        Server(config, application.service).run(sockets=[sock])
    finally:
        application.service.close()


def configuration(application: "Shell", *, host: str = "127.0.0.1", port: int = 0) -> uvicorn.Config:
    """Return uvicorn's settings for ``application``, bounded by its limits."""
    limits = application.service.limits
    return uvicorn.Config(
        application,
        host=host,
        port=port,
        http=connection(limits.idle_seconds),
        access_log=False,  # it would log addresses with the text in them; ours has the route's pattern
        log_config=None,
        server_header=False,
        proxy_headers=False,  # a client could choose its own address and escape its rate
        limit_concurrency=4 * (limits.running + limits.waiting) + 64,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=int(limits.seconds) + 5,
    )


def _bind(config: uvicorn.Config) -> socket.socket:
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    sock = socket.socket(family)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((config.host, config.port))
    except (OSError, OverflowError) as error:
        sock.close()
        raise UsageError(
            f"cannot listen on {config.host}, port {config.port}: {error}; choose another with --port"
        ) from error
    return sock


class _OneLine(logging.Formatter):
    """The message alone, as JSON: a traceback may quote a request."""

    def format(self, record: logging.LogRecord) -> str:
        message = record.getMessage()
        return message if record.name == "mt.server" else json.dumps({"logger": record.name, "message": message})


def configure_log(*, quiet: bool) -> None:
    """One JSON object a line on standard error: every request, and what went wrong; ``quiet`` the latter alone."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_OneLine())
    for name, level in (("mt.server", logging.ERROR if quiet else logging.INFO), ("uvicorn", logging.ERROR)):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(level)
