"""Open an archive that somebody else made, trusting none of its names and numbers."""

import re
import stat
import zipfile
from pathlib import Path

from mt.errors import ModelError

_CHUNK = 1 << 20
# Weights hardly compress and vocabularies about fivefold: what grows twentyfold is not a model.
_GROWTH = 20
_SPARE = 16 << 20  # bytes that even a tiny archive may hold
_MEMBERS = 1000


def unpack(archive: Path, into: Path) -> tuple[str, ...]:
    """Extract all files of the zip ``archive`` into the folder ``into``; return their paths.

    Refused with ModelError, before a byte is written: absolute or climbing paths, links, devices, names
    that differ only in case, encryption, and sizes out of proportion to the archive; and, while
    writing, a member longer than it said.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            members = [info for info in opened.infolist() if not info.is_dir()]
            _examine(archive, members)
            for info in members:
                _extract(opened, info, into / info.filename)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError) as error:
        raise ModelError(f"{archive.name} is no readable zip archive: {error}") from error
    return tuple(info.filename for info in members)


def _examine(archive: Path, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > _MEMBERS:
        raise _refusal(archive, f"it has {len(members)} files")
    seen: set[str] = set()
    for info in members:
        name = info.filename
        if not re.fullmatch(r"(?![./])[^\\:\x00-\x1f]+", name) or ".." in name.split("/"):
            raise _refusal(archive, f"the path {name!r} leaves the folder")
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in (0, stat.S_IFREG):
            raise _refusal(archive, f"{name} is a link or a device, not a file")
        if info.flag_bits & 0x1:
            raise _refusal(archive, f"{name} is encrypted")
        if name.casefold() in seen:
            raise _refusal(archive, f"{name} is there twice")
        seen.add(name.casefold())
    total = sum(info.file_size for info in members)
    if total > archive.stat().st_size * _GROWTH + _SPARE:
        raise _refusal(archive, f"it would grow to {total} bytes")


def _extract(opened: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    left = info.file_size
    with opened.open(info) as source, target.open("wb") as out:
        while chunk := source.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise ModelError(f"{info.filename} is longer than its archive says: refused")
            out.write(chunk)


def _refusal(archive: Path, why: str) -> ModelError:
    return ModelError(f"{archive.name} is refused: {why}. Nothing was unpacked")
