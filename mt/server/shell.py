"""What surrounds every request: its number, its bounds, its headers, its line in the log.

It reads the whole body before anything else sees it, bounded in size and time, so that a slow or
endless upload costs no worker. Whatever fails inside ends here: nothing but the kind of an error and
the place in our code goes to the log, for a message may quote the request.
"""

import asyncio
import json
import logging
import re
import time
import traceback
import uuid
from collections.abc import Collection
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders

from .refusals import Refusal, refusal_of
from .service import Service

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("mt.server")

_ID = re.compile(r"[\w.-]{1,64}", re.ASCII)
_COMMON = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "SAMEORIGIN"}
_API = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'"
# Swagger and Gradio start themselves with inline scripts; neither may ask another host for anything.
_PAGE = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' data: blob:; media-src 'self' data: blob:; "
    "worker-src 'self' blob:; frame-ancestors 'self'; base-uri 'self'; form-action 'self'"
)


class Shell:
    """An ASGI application around another one; ``hosts`` empty lets every Host header in.

    On a loopback address ``hosts`` names the machine's own names: a page of another site that has its
    name resolved to this machine is then refused.
    """

    def __init__(self, app: "ASGIApp", service: Service, *, api: Collection[str], hosts: Collection[str] = ()) -> None:
        self.app, self.service = app, service
        self._api, self._hosts = frozenset(api), frozenset(hosts)

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = _Answer(scope, send, self._api)
        scope["mt.request"] = answer.request
        try:
            self._require_host(Headers(scope=scope).get("host", ""))
            body = await self._body(scope, receive)
            await self.app(scope, _replay(body, receive), answer.send)
        except Exception as error:
            if not isinstance(error, Refusal):
                log_failure(answer.request, error)
            if not answer.status:
                await answer.refuse(refusal_of(error))
        finally:
            self._note(scope, answer)

    def _require_host(self, host: str) -> None:
        name = host.rpartition(":")[0] if re.search(r":\d+$", host) else host
        if self._hosts and name.lower() not in self._hosts:
            raise Refusal(400, "This server does not go by that name: use its address, or start it with --allow-host")

    async def _body(self, scope: "Scope", receive: "Receive") -> bytes:
        limits = self.service.limits
        most = limits.bytes_of(scope["path"])
        told = Headers(scope=scope).get("content-length", "0")
        if not told.isdigit() or len(told) > 12 or int(told) > most:
            raise Refusal(413, f"The request is longer than {most} bytes: send less text")
        try:
            async with asyncio.timeout(limits.body_seconds):
                return await _read(receive, most)
        except TimeoutError as error:
            raise Refusal(408, f"The request did not arrive within {limits.body_seconds:g} seconds") from error

    def _note(self, scope: "Scope", answer: "_Answer") -> None:
        route = getattr(scope.get("route"), "path", "") or ("page" if answer.status < 400 else "none")
        seconds = time.perf_counter() - answer.start
        self.service.meters.answered(route, answer.status, seconds)
        caller = scope.get("mt.caller")
        line = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "request": answer.request,
            "method": scope["method"] if scope["method"] in _METHODS else "other",
            "route": route,
            "status": answer.status,
            "seconds": round(seconds, 3),
            **({"key": caller.name} if caller and caller.known else {}),
        }
        log.info("%s", json.dumps(line))


_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class _Answer:
    """The answer to one request on its way out."""

    def __init__(self, scope: "Scope", send: "Send", api: frozenset[str]) -> None:
        given = Headers(scope=scope).get("x-request-id", "")
        self.request = given if _ID.fullmatch(given) else uuid.uuid4().hex
        self.start, self.status = time.perf_counter(), 0
        self._scope, self._send, self._api = scope, send, api

    async def send(self, message: "Message") -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["X-Request-ID"] = self.request
            ours = getattr(self._scope.get("route"), "path", "") in self._api or self.status >= 400
            for name, value in {**_COMMON, "Content-Security-Policy": _API if ours else _PAGE}.items():
                headers.setdefault(name, value)
        await self._send(message)

    async def refuse(self, refusal: Refusal) -> None:
        from .app import answer

        await answer(refusal)(self._scope, _nothing, self.send)


def log_failure(request: str, error: Exception) -> None:
    """Log the kind of an error and where in the code it came up, never its message."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "/mt/" in f.filename.replace("\\", "/")]
    where = [f"{f.filename.replace(chr(92), '/').rpartition('/mt/')[2]}:{f.lineno}" for f in frames]
    cause = type(error.__cause__).__name__ if error.__cause__ else None
    log.error("%s", json.dumps({"request": request, "error": type(error).__name__, "cause": cause, "where": where}))


async def _read(receive: "Receive", limit: int) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refusal(400, "The request was broken off")
        body += message.get("body", b"")
        if len(body) > limit:
            raise Refusal(413, f"The request is longer than {limit} bytes: send less text")
        if not message.get("more_body"):
            return bytes(body)


def _replay(body: bytes, receive: "Receive") -> "Receive":
    """The body as one message, then whatever comes after it: the client going away."""
    pending = [body]

    async def again() -> "Message":
        if pending:
            return {"type": "http.request", "body": pending.pop(), "more_body": False}
        return await receive()

    return again


async def _nothing() -> "Message":
    return {"type": "http.disconnect"}
