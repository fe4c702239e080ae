"""Reading a request: JSON, a form or the address line, whichever the client likes, into one checked value."""

import json
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import parse_qsl

from fastapi import Request
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from starlette.datastructures import UploadFile

from .refusals import Refusal
from .service import Caller, Service
from .texts import well_formed

M = TypeVar("M", bound=BaseModel)

Text = Annotated[str, AfterValidator(well_formed)]
Source = Annotated[
    str,
    Field(description="Language of the text; en is copied as it is.", json_schema_extra={"enum": ["auto", "ar", "en"]}),
]
Target = Annotated[str, Field(description="Language to translate into.", json_schema_extra={"enum": ["en"]})]
Count = Annotated[int, Field(ge=0, le=64), BeforeValidator(lambda value: value or 0)]


@dataclass(frozen=True)
class Upload:
    """A file as it was sent; the name is what the client says, and used for nothing but its suffix."""

    name: str
    data: bytes


class Ask(BaseModel):
    """What every request may hold. Fields that are not ours are ignored: clients of other servers send some."""

    model_config = ConfigDict(extra="ignore")

    api_key: str = Field("", description="Needed where the server's operator gave out keys.")


class AskTranslate(Ask):
    """``POST /translate``."""

    q: Text | list[Text] = Field(description="Text to translate, or a list of texts.")
    source: Source = "auto"
    target: Target = "en"
    format: Literal["text", "html"] = Field("text", description="html: tags stay, the text between them is translated.")
    alternatives: Count = Field(0, description="How many further translations to give; there may be fewer.")


class AskDetect(Ask):
    """``POST /detect``."""

    q: Text = Field(description="Text whose language is asked for.")


Length = Annotated[
    str,
    Field(  # before the validator, or the pattern is not in the description of the API
        pattern=r"^(headline|sentence|brief|long|[1-9][0-9]{1,2}|[1-4][0-9]{3}|5000)$",
        description="Of the summary: headline, sentence, brief, long, or a number of words from 10 to 5000.",
    ),
    BeforeValidator(lambda value: str(value) if isinstance(value, int) else value),
]
Method = Literal["auto", "abstractive", "extractive", "lead"]


class AskDigest(Ask):
    """``POST /digest`` and ``POST /digest/stream``."""

    text: Text = Field(description="The page's text, Arabic.")
    keep_furniture: bool = Field(False, description="Translate menus, forms and doubled lines too.")
    summary: bool = Field(True, description="Summarize the translation.")
    length: Length = "brief"
    method: Method = Field("auto", description="How to summarize: in the text's sentences, or in the model's words.")
    form: Literal["json", "text", "md", "html"] = Field("json", description="Form of the answer.")
    show_source: bool = Field(False, description="Set the Arabic beside the English; JSON always holds both.")


class AskSummary(Ask):
    """``POST /summarize``."""

    text: Text = Field(description="English text, a paragraph a line.")
    length: Length = "brief"
    method: Method = "auto"


def service_of(request: Request) -> Service:
    """Return the server's one service."""
    service: Service = request.app.state.service
    return service


async def fields_of(request: Request) -> dict[str, Any]:
    """Return the fields of the body, and those of the address line that the body lacks.

    Raises a 400 :class:`~mt.server.refusals.Refusal` for a body that cannot be understood.
    """
    fields: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    limits = service_of(request).limits
    if kind == "multipart/form-data":
        bounds = {"max_files": 1, "max_fields": limits.texts + 16, "max_part_size": limits.body_bytes}
        async with request.form(**bounds) as form:  # which deletes the upload afterwards
            fields |= _gathered([(name, await _read(value)) for name, value in form.multi_items()])
    elif kind == "application/x-www-form-urlencoded":
        # Not Starlette's parser: it takes the bare UTF-8 that curl sends for Latin-1.
        text = (await request.body()).decode("utf-8", "replace")
        try:
            fields |= _gathered(parse_qsl(text, keep_blank_values=True, max_num_fields=limits.texts + 16))
        except ValueError as error:
            raise Refusal(413, f"Invalid request: more than {limits.texts} texts") from error
    elif body := await request.body():
        try:
            sent = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise Refusal(400, "Invalid request: the body is not JSON; set Content-Type for a form") from error
        if not isinstance(sent, dict):
            raise Refusal(400, "Invalid request: the body must be one JSON object")
        fields |= sent
    return fields


async def _read(value: str | UploadFile) -> "str | Upload":
    return value if isinstance(value, str) else Upload(value.filename or "", await value.read())


def _gathered(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """The values by name; a name that comes several times has a list."""
    fields: dict[str, list[Any]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in fields.items()}


async def asked(request: Request, model: type[M]) -> tuple[M, Caller]:
    """Return the checked request and who made it. Raises a :class:`~mt.server.refusals.Refusal`."""
    fields = await fields_of(request)
    caller = admit(request, fields)
    return understood(fields, model), caller


def admit(request: Request, fields: Mapping[str, Any]) -> Caller:
    """Check key and rate; the key may stand in the fields or in an Authorization header."""
    kind, _, bearer = request.headers.get("authorization", "").partition(" ")
    key = fields.get("api_key") or (bearer.strip() if kind.lower() == "bearer" else "")
    address = request.client.host if request.client else "unknown"
    caller = service_of(request).admit(key if isinstance(key, str) else "", address)
    request.scope["mt.caller"] = caller
    return caller


def understood(fields: Mapping[str, Any], model: type[M]) -> M:
    """Return ``fields`` as ``model``. Raises a 400 :class:`~mt.server.refusals.Refusal` that names the first fault."""
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        place = str(first["loc"][0]) if first["loc"] else "body"
        if first["type"] == "missing":
            raise Refusal(400, f"Invalid request: missing {place} parameter") from error
        raise Refusal(400, f"Invalid request: {place}: {first['msg']}") from error


async def admitted(request: Request) -> None:
    """Check key and rate of a request without a body."""
    admit(request, dict(request.query_params))


def file_of(fields: Mapping[str, Any]) -> Upload:
    """Return the uploaded file. Raises a 400 :class:`~mt.server.refusals.Refusal` when there is none."""
    file = fields.get("file")
    if not isinstance(file, Upload):
        raise Refusal(400, "Invalid request: missing file parameter; send it as multipart/form-data")
    return file


def body_of(model: type[BaseModel], *, file: bool = False) -> dict[str, Any]:
    """Return what OpenAPI is told about a body: JSON or a form of the same fields."""
    schema = model.model_json_schema()
    if file:
        schema["properties"]["file"] = {"type": "string", "format": "binary", "description": "The document."}
        schema["required"] = [*schema.get("required", []), "file"]
        return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}}
    form = deepcopy(schema)
    for field in form["properties"].values():
        for choice in field.get("anyOf", ()):
            if choice.get("type") == "array":
                choice["minItems"] = 1  # a form cannot say that a list is empty
    content = {"application/json": {"schema": schema}, "application/x-www-form-urlencoded": {"schema": form}}
    return {"requestBody": {"required": True, "content": content}}
