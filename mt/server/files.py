"""Files as ``/translate_file`` takes them: which kinds, how large, and the same kind back."""

import io
import zipfile
from importlib.util import find_spec

from ..documents import translate_document
from ..read import ALIASES, SUFFIXES, decode, format_of, open_document
from ..translate import Translator
from .gate import Ticket
from .limits import Limits
from .refusals import Refusal
from .texts import translate_texts

# Not the formats of mt.read that need to be told which columns to translate.
_KINDS = {
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".srt": "application/x-subrip; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".epub": "application/epub+zip",
}
_PLAIN = (".txt", ".md", ".srt", ".vtt")
_UNPACKED = 6  # times the largest upload: text packs to a tenth, but pictures, which are most of a file, not at all


def taken() -> tuple[str, ...]:
    """Return the suffixes that can be translated here; some need the ``documents`` extra."""
    kinds = tuple(_KINDS) if find_spec("lxml") else _PLAIN
    others = [alias for alias, kind in ALIASES.items() if kind in kinds]
    return (*kinds, ".text", *others)


def media_type(name: str) -> str:
    """Return the media type of a translated file by the suffix of ``name``."""
    return _KINDS.get(f".{name.rpartition('.')[2]}", "application/octet-stream")


def kind_of(data: bytes, name: str) -> str:
    """Return the format of an upload as a suffix; its name is used for nothing else.

    Raises a 400 :class:`~mt.server.refusals.Refusal` for a format that is not taken, and
    :class:`~mt.errors.InputError` for a file that is not what its name says.
    """
    said = f".{name.rpartition('.')[2].lower()}" if "." in name else ""
    # Named by its suffix alone: what a client calls its file goes into no message.
    kind = format_of(data, f"file{said}") if said in taken() else ""
    if kind not in taken():
        raise Refusal(400, f"Invalid request: this kind of file is not taken, only {', '.join(taken())}")
    return kind


def translate_file(data: bytes, kind: str, translator: Translator, ticket: Ticket, limits: Limits) -> bytes:
    """Return ``data``, a file of format ``kind``, in English; layout, links and pictures stay.

    Raises a 413 :class:`~mt.server.refusals.Refusal` for a file that holds or unpacks to too much,
    :class:`~mt.errors.InputError` for a damaged one, :class:`~mt.server.refusals.Stopped` by the ticket.
    """
    name = f"file{kind}"
    if kind not in SUFFIXES:
        text = decode(data, name=name).text
        _require_size(len(text), limits)
        return translate_texts([text], translator=translator, progress=ticket)[0].encode()
    _require_modest(data, limits)
    document = open_document(data, name=name)
    if document is None:
        raise Refusal(400, "Invalid request: this kind of file is not taken")
    _require_size(sum(map(len, document.texts)), limits)
    ticket.check()
    return translate_document(document, name=name, translator=translator, progress=ticket)[0]


def _require_size(characters: int, limits: Limits) -> None:
    if characters > limits.characters:
        raise Refusal(413, f"Invalid request: {characters} characters exceed the limit of {limits.characters}")


def _require_modest(data: bytes, limits: Limits) -> None:
    """Refuse what unpacks to far more than may be sent: a server opens several files at once."""
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(info.file_size for info in archive.infolist())
    except Exception:  # damaged: whoever opens it says so
        return
    if size > _UNPACKED * limits.file_bytes:
        raise Refusal(413, f"The file unpacks to more than {_UNPACKED * limits.file_bytes} bytes: take pictures out")
