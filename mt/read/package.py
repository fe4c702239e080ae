"""Documents that are zip files (docx, odt, epub), opened with every size counted before it is believed."""

import io
import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

from mt.errors import InputError

MAX_ENTRIES = 10_000
"""Files in one document. A book of a thousand chapters and pictures has fewer than half as many."""

MAX_UNPACKED = 300_000_000
"""Bytes of all files of a document together, unpacked; pictures are most of it."""

MAX_PART = 50_000_000
"""Bytes of one file that has to be parsed, unpacked."""

# What the standard library raises on damaged archives; more than it says.
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError)
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the only ones that documents use


@dataclass
class Package:
    """The files of a zip document by name, in their order; ``parts`` are those that were replaced."""

    name: str
    infos: list[zipfile.ZipInfo]
    data: bytes
    parts: dict[str, bytes] = field(default_factory=dict)

    def __contains__(self, part: str) -> bool:
        return any(info.filename == part for info in self.infos)

    @property
    def names(self) -> list[str]:
        """The names of all files."""
        return [info.filename for info in self.infos]

    def read(self, part: str) -> bytes:
        """The bytes of one file; :class:`~mt.errors.InputError` when it is missing, damaged or absurdly long."""
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            return self._read(archive, part, MAX_PART)

    def verify(self) -> None:
        """Unpack every file once: damage to a picture is said before the text is translated, not behind it."""
        left = MAX_UNPACKED
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            for part in self.names:
                left -= len(self._read(archive, part, left))

    def rebuild(self) -> bytes:
        """The zip file again, with ``parts`` in their places."""
        out = io.BytesIO()
        left = MAX_UNPACKED
        with zipfile.ZipFile(io.BytesIO(self.data)) as source, zipfile.ZipFile(out, "w") as target:
            for info in self.infos:
                body = self.parts.get(info.filename)
                if body is None:
                    body = self._read(source, info.filename, left)
                    left -= len(body)
                # A fresh record: the old one's sizes, flags and extra fields belong to the old bytes.
                fresh = zipfile.ZipInfo(info.filename, info.date_time)
                fresh.compress_type = zipfile.ZIP_STORED if _is_stored(info) else zipfile.ZIP_DEFLATED
                fresh.external_attr = info.external_attr & 0xFF  # no Unix modes: a link would be one
                target.writestr(fresh, body)
        return out.getvalue()

    def _read(self, archive: zipfile.ZipFile, part: str, most: int) -> bytes:
        try:
            with archive.open(part) as stream:
                body = stream.read(most + 1)  # the header's size may be a lie
        except KeyError as error:
            raise InputError(f"{self.name}: lacks {part}; save the document again and retry") from error
        except _DAMAGE as error:
            raise InputError(f"{self.name}: is damaged ({part}: {error}); save it again and retry") from error
        if len(body) > most:
            raise InputError(f"{self.name}: {part} unpacks to more than {most:,} bytes; refused")
        return body


def open_package(data: bytes, name: str) -> Package:
    """Open a zip document. Raises :class:`~mt.errors.InputError` for damaged, locked and hostile ones."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except _DAMAGE as error:
        raise InputError(f"{name}: is a damaged zip file ({error}); save it again and retry") from error
    if len(infos) > MAX_ENTRIES:
        raise InputError(f"{name}: holds {len(infos):,} files, more than {MAX_ENTRIES:,}; refused")
    if sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise InputError(f"{name}: unpacks to more than {MAX_UNPACKED:,} bytes; take large pictures out first")
    names = [info.filename for info in infos]
    if len(set(names)) < len(names):
        raise InputError(f"{name}: holds two files of one name; save it again and retry")
    for info in infos:
        if info.flag_bits & 1:
            raise InputError(f"{name}: is locked with a password; save a copy without one")
        if info.compress_type not in _PACKINGS:
            raise InputError(f"{name}: is packed in an unusual way; save it again and retry")
        if _escapes(info.filename):
            raise InputError(f"{name}: holds a file named {info.filename!r}, outside the document; refused")
    package = Package(name, infos, data)
    package.verify()
    return package


def _escapes(part: str) -> bool:
    plain = part.replace("\\", "/")
    return plain.startswith("/") or ":" in plain.split("/")[0] or posixpath.normpath(plain).startswith("..")


def _is_stored(info: zipfile.ZipInfo) -> bool:
    return info.compress_type == zipfile.ZIP_STORED
