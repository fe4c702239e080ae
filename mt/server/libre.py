"""The calls of LibreTranslate, with its names, shapes and errors, so that its clients work unchanged."""

from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from . import files
from .asking import (
    Ask,
    AskDetect,
    AskTranslate,
    Source,
    Target,
    admit,
    admitted,
    asked,
    body_of,
    fields_of,
    file_of,
    service_of,
    understood,
)
from .gate import Ticket
from .markup import Piece, joined, pieces
from .refusals import Refusal
from .texts import detect

router = APIRouter(tags=["LibreTranslate"])

NAMES = {"ar": "Arabic", "en": "English"}


@router.post("/translate", openapi_extra=body_of(AskTranslate))
async def translate(request: Request) -> dict[str, Any]:
    """Translate a text, or a list of texts, into English."""
    ask, _ = await asked(request, AskTranslate)
    _require_languages(ask.source, ask.target)
    texts = [ask.q] if isinstance(ask.q, str) else ask.q
    service_of(request).measure(texts)
    parts = [list(pieces(text)) if ask.format == "html" else [Piece(text, True)] for text in texts]
    html = ask.format == "html"
    copied = ask.source.lower() == "en"
    best, *others = [texts] if copied else await _translated(request, parts, ask.alternatives, html=html)
    single = isinstance(ask.q, str)
    answer: dict[str, Any] = {"translatedText": best[0] if single else best}
    if ask.source.lower() == "auto":
        found = [_language(own) for own in parts]
        answer["detectedLanguage"] = found[0] if single else found
    if ask.alternatives:
        rows = zip(best, *others, strict=True)
        different = [[text for text in dict.fromkeys(words) if text != first] for first, *words in rows]
        answer["alternatives"] = different[0] if single else different
    return answer


async def _translated(request: Request, parts: list[list[Piece]], count: int, *, html: bool) -> list[list[str]]:
    """Every text, cut into pieces, put together again in English, and ``count`` times in other words."""
    service = service_of(request)
    runs = [piece.text for own in parts for piece in own if piece.translatable]
    work = service.gate.run(lambda ticket: service.variants(runs, count, ticket), gone=request.is_disconnected)
    whole = []
    for english in await work:
        done = iter(english)
        whole.append([joined(own, done) if html else next(done) for own in parts])
    return whole


@router.post("/detect", openapi_extra=body_of(AskDetect))
async def detect_language(request: Request) -> list[dict[str, Any]]:
    """Tell Arabic script from others."""
    ask, _ = await asked(request, AskDetect)
    service_of(request).measure([ask.q])
    return [{"confidence": confidence, "language": code} for code, confidence in detect(ask.q)]


@router.api_route("/languages", methods=["GET", "POST"], include_in_schema=False)
@router.get("/languages")
async def languages() -> list[dict[str, Any]]:
    """Name the languages: Arabic is translated, English is copied."""
    return [{"code": code, "name": name, "targets": ["en"]} for code, name in NAMES.items()]


class _AskFile(Ask):
    source: Source = "auto"
    target: Target = "en"


@router.post("/translate_file", openapi_extra=body_of(_AskFile, file=True))
async def translate_file(request: Request) -> dict[str, str]:
    """Translate a document into one of the same kind; the answer says where it can be fetched for 15 minutes."""
    fields = await fields_of(request)
    admit(request, fields)
    ask, file = understood({k: v for k, v in fields.items() if k != "file"}, _AskFile), file_of(fields)
    service = service_of(request)
    _require_languages(ask.source, ask.target)

    def work(ticket: Ticket) -> tuple[bytes, str]:
        kind = files.kind_of(file.data, file.name)
        return file.data if ask.source.lower() == "en" else service.translate_file(file.data, kind, ticket), kind

    name = service.shelf.put(*await service.file_gate.run(work, gone=request.is_disconnected))
    url = request.url_for("download_file", name=name)
    # Behind a proxy that speaks TLS. Whoever makes this header up gets an address that does not work for him.
    told = request.headers.get("x-forwarded-proto", "").lower()
    return {"translatedFileUrl": str(url.replace(scheme=told) if told in ("http", "https") else url)}


@router.get("/download_file/{name}", response_class=Response)
async def download_file(request: Request, name: str) -> Response:
    """Fetch a translated file. The address is secret: it needs no key."""
    data = service_of(request).shelf.take(name)
    if data is None:
        raise Refusal(404, "This file is not here, or no longer: translate it again")
    headers = {"Content-Disposition": f'attachment; filename="translated.{name.rpartition(".")[2]}"'}
    return Response(data, media_type=files.media_type(name), headers=headers)


@router.get("/health")
async def health() -> dict[str, str]:
    """Say that the server lives."""
    return {"status": "ok"}


@router.get("/frontend/settings")
async def settings(request: Request) -> dict[str, Any]:
    """Tell a client what this server allows."""
    service = service_of(request)
    return {
        "apiKeys": service.keys is not None,
        "charLimit": service.limits.characters,
        "filesTranslation": True,
        "frontendTimeout": 500,
        "keyRequired": service.keys is not None,
        "language": {
            "source": {"code": "ar", "name": NAMES["ar"]},
            "target": {"code": "en", "name": NAMES["en"]},
        },
        "suggestions": False,
        "supportedFilesFormat": list(files.taken()),
        "terminology": dict(service.translator.settings),  # ours: names and digests of glossary and memory
    }


@router.post("/suggest", include_in_schema=False, dependencies=[Depends(admitted)])
async def suggest() -> None:
    """Refuse a suggested translation: nothing would be done with it."""
    raise Refusal(403, "Suggestions are disabled on this server.")


def _require_languages(source: str, target: str) -> None:
    for code, known in ((source.lower(), {"auto", *NAMES}), (target.lower(), {"en"})):
        if code not in known:
            raise Refusal(400, f"This language is not supported here: use {' or '.join(sorted(known))}")


def _language(parts: list[Piece]) -> dict[str, Any]:
    code, confidence = detect(" ".join(piece.text for piece in parts if piece.translatable))[0]
    return {"confidence": confidence, "language": code}
