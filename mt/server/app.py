"""The application: routes, errors and documentation put together."""

from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi_offline import FastAPIOffline
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from ..errors import MtError
from ..version import __version__
from . import libre, ours
from .refusals import Refusal, Stopped, refusal_of
from .service import Service
from .shell import Shell, log_failure

ABOUT = """Arabic pages to English translations, summaries and warnings, on this machine alone.

The calls under *LibreTranslate* are those of that project, so that its clients work unchanged.
Errors are answered as `{"error": "..."}`; `Retry-After` says when a refused request may come again.
"""


def build(
    service: Service, *, page: Callable[[FastAPI, Service], FastAPI] | None = None, hosts: Collection[str] = ()
) -> Shell:
    """Return the ASGI application on ``service``, which it closes at the end.

    ``page`` mounts a page at / beside the API; ``hosts`` are the only Host headers let in, empty means all.
    """

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        service.close()

    app = FastAPIOffline(
        title="mt",
        version=__version__,
        description=ABOUT,
        redoc_url=None,
        lifespan=life,
        # None keeps the badge of a public validator, which would be a request to another host, off the page.
        swagger_ui_parameters={"validatorUrl": None},
    )
    app.state.service = service
    for router in (libre.router, ours.router):
        app.include_router(router, responses=_REFUSALS)
    for kind in (MtError, Exception, HTTPException):
        app.add_exception_handler(kind, _handle)
    api = {route.path for router in (libre.router, ours.router) for route in router.routes if hasattr(route, "path")}
    return Shell(page(app, service) if page else app, service, api=api | {"/openapi.json"}, hosts=hosts)


def answer(refusal: Refusal) -> Response:
    """Return the answer that tells a client of ``refusal``."""
    return JSONResponse({"error": str(refusal)}, refusal.status, headers=refusal.headers)


_ERROR = {"type": "object", "properties": {"error": {"type": "string"}}, "required": ["error"]}
_REFUSALS: dict[int | str, dict[str, object]] = {
    status: {"description": meaning, "content": {"application/json": {"schema": _ERROR}}}
    for status, meaning in {
        400: "The request cannot be understood",
        403: "The API key is missing or wrong",
        404: "There is no such thing",
        413: "Too much text",
        429: "Too many requests in a minute",
        500: "The engine failed",
        503: "Busy, or out of time",
    }.items()
}


async def _handle(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException):
        # Starlette's own: no route, wrong method, a broken form.
        refusal = Refusal(error.status_code, _WORDS.get(error.status_code, "Invalid request"))
        found = answer(refusal)
        found.headers.update(error.headers or {})
        return found
    if isinstance(error, Stopped) and await request.is_disconnected():
        return Response(status_code=499)  # nobody reads it; the log knows by it that the client left
    refusal = refusal_of(error)
    if refusal.status == 500 and isinstance(error, MtError):  # any other goes on to the shell, which logs it
        log_failure(request.scope["mt.request"], error)
    return answer(refusal)


_WORDS = {404: "There is nothing at this address", 405: "This address is not asked that way: see /docs"}
