"""Download one file of known size and hash from an address, going on where an earlier run stopped."""

import errno
import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mt.errors import ModelError, OutputError, cause_of
from mt.models.lock import File

_CHUNK = 1 << 20
_TIMEOUT = 30.0  # seconds without a byte, not for the whole file
_PAUSES = (1.0, 4.0, 15.0)  # seconds before each retry; a try that brought bytes starts them over

_AGENT = {"User-Agent": "mt-digest", "Accept-Encoding": "identity"}


def mirrored(url: str, mirror: str | None) -> str:
    """Return where a mirror has the file of ``url``: its name in the mirror's folder.

    >>> mirrored("https://example.org/a/b.zip", "http://localhost:8000/files/")
    'http://localhost:8000/files/b.zip'
    """
    return f"{mirror.rstrip('/')}/{url.rpartition('/')[2]}" if mirror else url


def size(url: str) -> int:
    """Return how many bytes ``url`` has; ModelError when the server cannot be reached or does not say."""
    try:
        with _open(urllib.request.Request(url, method="HEAD", headers=_AGENT)) as answer:
            length = answer.headers.get("Content-Length", "")
    except (OSError, http.client.HTTPException) as error:
        raise ModelError(
            f"cannot reach {url} ({cause_of(error)}); check the network, or name a server with --mirror"
        ) from error
    if not length.isdecimal():
        raise ModelError(f"{url} does not say its size")
    return int(length)


def download(url: str, file: File, target: Path, *, progress: Callable[[int], None]) -> None:
    """Stream ``url`` into ``target`` until it has ``file.size`` bytes; ``progress`` hears those on disk first.

    What is there already is kept and the rest asked for. Breaks are retried; whatever was written stays
    for the next run. Raises ModelError (server), OutputError (disk). The hash is the caller's to check.
    """
    progress(_kept(target, file.size))
    pauses = iter(_PAUSES)
    while True:
        before = _kept(target, file.size)
        if before == file.size:
            return
        try:
            _continue(url, file, target, progress)
        except urllib.error.HTTPError as error:
            if error.code < 500 and error.code not in (408, 429):
                raise ModelError(f"{url}: the server answered {error.code} {error.reason}") from error
            reason: Exception = error
        except (OSError, http.client.HTTPException) as error:
            if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EACCES):
                raise OutputError(f"cannot write {target}: {error.strerror}: run the same command again") from error
            reason = error
        else:
            reason = ModelError("the connection ended early")
        after = _kept(target, file.size)
        if after == file.size:
            return
        if after > before:
            pauses = iter(_PAUSES)
        pause = next(pauses, None)
        if pause is None:
            raise ModelError(
                f"{url}: {cause_of(reason)}: run the same command again to go on from byte {after}"
            ) from reason
        time.sleep(pause)


def _kept(target: Path, most: int) -> int:
    """Bytes on disk; a file that is longer than it should be is no start of it and is removed."""
    try:
        found = target.stat().st_size
    except FileNotFoundError:
        return 0
    if found > most:
        target.unlink()
        return 0
    return found


def _continue(url: str, file: File, target: Path, progress: Callable[[int], None]) -> None:
    have = _kept(target, file.size)
    headers = {**_AGENT, **({"Range": f"bytes={have}-"} if have else {})}
    with _open(urllib.request.Request(url, headers=headers)) as answer:
        resumed = answer.status == 206 and answer.headers.get("Content-Range", "").startswith(f"bytes {have}-")
        if not resumed and have:
            progress(-have)  # the server sends all of it again
            have = 0
        with target.open("ab" if resumed else "wb") as out:
            while have < file.size and (chunk := answer.read1(min(_CHUNK, file.size - have))):
                out.write(chunk)
                have += len(chunk)
                progress(len(chunk))


def _open(request: urllib.request.Request) -> Any:
    if not request.full_url.startswith(("https://", "http://")):
        raise ModelError(f"{request.full_url}: only http and https addresses are fetched")
    # A new opener each time: the library's own remembers the proxies of its first use.
    return urllib.request.build_opener().open(request, timeout=_TIMEOUT)
