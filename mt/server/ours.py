"""Our own calls: a digest at once or as it grows, a summary, the counters."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from ..document import SCHEMA_VERSION, Digest
from ..pipeline import Settings
from ..report import escape_json, render
from ..summarize import Wanted
from .asking import AskDigest, AskSummary, admitted, asked, body_of, service_of
from .gate import Job
from .growing import Tell
from .meters import CONTENT_TYPE
from .refusals import refusal_of
from .shell import log_failure

router = APIRouter(tags=["Digest"])

_QUIET = 15.0  # seconds after which a proxy may take a silent connection for dead

_KINDS = {
    "json": "application/json",
    "text": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
}
_STREAM: dict[int | str, dict[str, Any]] = {200: {"content": {"text/event-stream": {}}, "description": "The events."}}
_FORMS: dict[int | str, dict[str, Any]] = {
    200: {"content": {kind.partition(";")[0]: {} for kind in _KINDS.values()}, "description": "The digest."}
}


@router.post("/digest", openapi_extra=body_of(AskDigest), response_class=Response, responses=_FORMS)
async def digest(request: Request) -> Response:
    """Translate and summarize a page, and say what to distrust; the JSON is that of ``mt digest --to json``."""
    ask, _ = await asked(request, AskDigest)
    job = _digest(request, ask)
    result = await job.result(request.is_disconnected)
    return Response(render(result, ask.form, show_source=ask.show_source), media_type=_KINDS[ask.form])


@router.post("/digest/stream", openapi_extra=body_of(AskDigest), response_class=StreamingResponse, responses=_STREAM)
async def stream(request: Request) -> StreamingResponse:
    """Make a digest and tell of its parts as they are done, as server-sent events.

    `start` (how many paragraphs and sentences), `headline`, each `paragraph`, `summary`, and at the end `result`
    (the digest) or `error`.
    """
    ask, _ = await asked(request, AskDigest)
    loop, events = asyncio.get_running_loop(), asyncio.Queue[str | None]()

    def tell(name: str, data: dict[str, Any]) -> None:  # called in the thread that works
        loop.call_soon_threadsafe(events.put_nowait, _event(name, data))

    job = _digest(request, ask, tell)
    return StreamingResponse(
        _events(job, events, request), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
    )


@router.post("/summarize", openapi_extra=body_of(AskSummary))
async def summarize(request: Request) -> dict[str, Any]:
    """Summarize an English text in a few sentences."""
    ask, _ = await asked(request, AskSummary)
    service = service_of(request)
    service.measure([ask.text])
    wanted = Wanted(ask.length, ask.method)
    work = service.gate.run(
        lambda ticket: service.summarize(ask.text, ticket, wanted=wanted), gone=request.is_disconnected
    )
    return {"schema": SCHEMA_VERSION, **asdict(await work)}


@router.get("/metrics", response_class=PlainTextResponse, dependencies=[Depends(admitted)])
async def metrics(request: Request) -> Response:
    """Give the counters to Prometheus."""
    return Response(service_of(request).meters.text(), media_type=CONTENT_TYPE)


def _digest(request: Request, ask: AskDigest, tell: Tell | None = None) -> Job[Digest]:
    service = service_of(request)
    service.measure([ask.text])
    settings = Settings(ask.keep_furniture, ask.summary, length=ask.length, method=ask.method)
    return service.gate.start(lambda ticket: service.digest(ask.text, ticket, settings=settings, tell=tell))


async def _events(job: Job[Digest], events: "asyncio.Queue[str | None]", request: Request) -> AsyncIterator[str]:
    """The events of one job; when the client goes away this is closed, and the job given up."""
    result = asyncio.ensure_future(job.result(request.is_disconnected))
    result.add_done_callback(lambda _: events.put_nowait(None))  # after all that the job told
    try:
        while True:
            try:
                event = await asyncio.wait_for(events.get(), _QUIET)
            except TimeoutError:
                yield ": still at it\n\n"
            else:
                if event is None:
                    break
                yield event
        yield _event("result", result.result().to_dict())
    except Exception as error:
        refusal = refusal_of(error)
        if refusal.status == 500:
            log_failure(request.scope["mt.request"], error)
        yield _event("error", {"error": str(refusal), "status": refusal.status})
    finally:
        job.stop()
        result.cancel()


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {escape_json(json.dumps(data, ensure_ascii=False))}\n\n"
