"""Our own calls: a digest at once or as it grows, a summary, the counters."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from ..document import SCHEMA_VERSION, Digest
from ..engine import Progress
from ..pipeline import Settings
from ..report import escape_json, render
from ..summarize import Wanted
from .asking import AskDigest, AskSummary, admitted, asked, body_of, service_of
from .gate import Job
from .meters import CONTENT_TYPE
from .refusals import refusal_of

router = APIRouter(tags=["Digest"])

_QUIET = 15.0  # seconds after which a proxy may take a silent connection for dead

_KINDS = {
    "json": "application/json",
    "text": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
}
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


@router.post("/digest/stream", openapi_extra=body_of(AskDigest), response_class=StreamingResponse)
async def stream(request: Request) -> StreamingResponse:
    r"""Make a digest and tell of its progress, as server-sent events.

    ``progress`` (``{"done", "total"}`` in sentences) any number of times, then ``result`` (the digest)
    or ``error`` (``{"error"}``).
    """
    ask, _ = await asked(request, AskDigest)
    loop, counts = asyncio.get_running_loop(), asyncio.Queue[tuple[int, int]]()

    def report(done: int, total: int) -> None:  # called in the thread that works
        loop.call_soon_threadsafe(counts.put_nowait, (done, total))

    job = _digest(request, ask, report)
    return StreamingResponse(
        _events(job, counts, request), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
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


def _digest(request: Request, ask: AskDigest, progress: Progress | None = None) -> Job[Digest]:
    service = service_of(request)
    service.measure([ask.text])
    settings = Settings(ask.keep_furniture, ask.summary, length=ask.length, method=ask.method)
    return service.gate.start(lambda ticket: service.digest(ask.text, ticket, settings=settings, progress=progress))


async def _events(job: Job[Digest], counts: "asyncio.Queue[tuple[int, int]]", request: Request) -> AsyncIterator[str]:
    """The events of one job; when the client goes away this is closed, and the job given up."""
    result = asyncio.ensure_future(job.result(request.is_disconnected))
    last = (-1, -1)
    try:
        while not result.done():
            count = asyncio.ensure_future(counts.get())
            await asyncio.wait({count, result}, timeout=_QUIET, return_when=asyncio.FIRST_COMPLETED)
            if count.done() and count.result() != last:
                last = count.result()
                yield _event("progress", json.dumps({"done": last[0], "total": last[1]}))
            elif not result.done():
                yield ": still at it\n\n"
            count.cancel()
        yield _event("result", escape_json(json.dumps(result.result().to_dict(), ensure_ascii=False)))
    except Exception as error:
        yield _event("error", json.dumps({"error": str(refusal_of(error))}))
    finally:
        job.stop()
        result.cancel()


def _event(name: str, data: str) -> str:
    return f"event: {name}\ndata: {data}\n\n"
