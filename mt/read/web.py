"""Fetch a page by its address: http and https, public hosts, a limit on bytes and on seconds.

Whoever can make this program fetch an address must not reach with it what only this machine can reach.
So a host is resolved once, its addresses are judged, and the connection goes to the very address that
was judged; each redirect begins again from the start. Proxies named in the environment are not asked.
"""

import http.client
import ipaddress
import socket
import ssl
import time
import zlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from mt.errors import InputError, cause_of
from mt.read.text import MAX_BYTES
from mt.version import __version__

SECONDS = 30.0
"""For everything together: name, redirects, body."""

_REDIRECTS = 5
_QUIET = 10.0  # seconds without a byte
_CHUNK = 1 << 16
_MOVED = frozenset((301, 302, 303, 307, 308))
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_HEADERS = {
    "User-Agent": f"mt-digest/{__version__}",
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Language": "ar",
    "Accept-Encoding": "identity",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class _Limits:
    allow_private: bool
    max_bytes: int
    deadline: float  # of time.monotonic()

    def left(self, url: str) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise InputError(f"{url}: took too long; try again later, or save the page and name the file")
        return min(left, _QUIET)


def is_address(text: str) -> bool:
    """Whether ``text`` is meant as an address rather than as a file's path.

    >>> is_address("https://example.org/a"), is_address("page.html")
    (True, False)
    """
    return "://" in text


def fetch(url: str, *, allow_private: bool = False, max_bytes: int = MAX_BYTES, seconds: float = SECONDS) -> bytes:
    """The body that ``url`` answers with, redirects followed.

    ``allow_private`` lets it lead to this machine and to private networks. Raises
    :class:`~mt.errors.InputError` for other schemes and forbidden hosts, for servers that fail or are too
    slow, and for more than ``max_bytes``.
    """
    limits = _Limits(allow_private, max_bytes, time.monotonic() + seconds)
    at = url
    for _ in range(_REDIRECTS + 1):
        try:
            answer = _ask(at, limits)
        except (OSError, http.client.HTTPException) as error:  # ssl.SSLError and socket.gaierror are OSErrors
            raise InputError(
                f"{at}: cannot be reached ({cause_of(error)}); check the address and the network"
            ) from error
        if isinstance(answer, bytes):
            return answer
        at = answer
    raise InputError(f"{url}: is redirected more than {_REDIRECTS} times; open it in a browser and save the page")


def _ask(url: str, limits: _Limits) -> bytes | str:
    """The body, or the address that the server points to instead."""
    parts = _split(url)
    connection = _connect(parts, _resolve(parts, limits, url), limits.left(url))
    try:
        connection.request("GET", urlunsplit(("", "", parts.path or "/", parts.query, "")), headers=_HEADERS)
        answer = connection.getresponse()
        if answer.status in _MOVED:
            return urljoin(url, answer.getheader("Location") or "")
        if answer.status != 200:
            raise InputError(f"{url}: the server answered {answer.status} {answer.reason}; check the address")
        body = _body(connection, answer, url, limits)
        return _unpacked(body, answer.getheader("Content-Encoding") or "", url, limits)
    finally:
        connection.close()


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise InputError(f"{url}: is no valid address ({error})") from error
    if parts.scheme not in ("http", "https"):
        raise InputError(f"{url}: only http and https addresses are fetched")
    if not parts.hostname or port == 0 or any(ord(c) <= 32 or ord(c) == 127 for c in url):
        raise InputError(f"{url}: is no valid address; copy it from the browser")
    if parts.username is not None:
        raise InputError(f"{url}: holds a user's name; leave it out")
    # Letters beyond ASCII as browsers send them; what is encoded already stays.
    kept = "%/:=&?~#+!$,;'@()*[]"
    return parts._replace(path=quote(parts.path, safe=kept), query=quote(parts.query, safe=kept))


def _resolve(parts: SplitResult, limits: _Limits, url: str) -> tuple[str, int]:
    """One address of the host; all of them must be allowed, else a second look-up might pick another."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise InputError(f"{url}: {parts.hostname} is no valid name of a host") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not limits.allow_private and (private := [one for one in addresses if not is_public(one)]):
        raise InputError(
            f"{url}: leads to {private[0]}, on this machine or a private network; --allow-private permits that"
        )
    return addresses[0], port


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, whatever way it is written or wrapped.

    >>> is_public("93.184.216.34"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            ip = inner
        elif ip.teredo or ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _connect(parts: SplitResult, place: tuple[str, int], timeout: float) -> http.client.HTTPConnection:
    """A connection to ``place`` under the host's name; the name is not looked up again."""
    host = str(parts.hostname)
    sock = socket.create_connection(place, timeout=timeout)
    try:
        if parts.scheme == "https":
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=host)
        connection = http.client.HTTPConnection(host, parts.port, timeout=timeout)
        if parts.scheme == "https" and parts.port is None:
            connection.port = 443
            connection.default_port = 443  # else the Host header says :443
    except BaseException:
        sock.close()
        raise
    connection.sock = sock
    return connection


def _body(connection: Any, answer: http.client.HTTPResponse, url: str, limits: _Limits) -> bytes:
    body = bytearray()
    while True:
        left = limits.left(url)
        if connection.sock is not None:  # None once the server has said how long its answer is, and that it ends
            connection.sock.settimeout(left)
        chunk = answer.read1(_CHUNK)
        if not chunk and answer.length:
            raise InputError(f"{url}: was damaged on the way (it ends early); try again")
        if not chunk:
            return bytes(body)
        body += chunk
        if len(body) > limits.max_bytes:
            raise InputError(f"{url}: longer than {limits.max_bytes:,} bytes; save the article alone")


def _unpacked(body: bytes, encoding: str, url: str, limits: _Limits) -> bytes:
    """The body as it was before the server packed it, though it was asked not to."""
    if encoding.lower() in ("", "identity"):
        return body
    if encoding.lower() not in ("gzip", "x-gzip", "deflate"):
        raise InputError(f"{url}: is packed as {encoding}; open it in a browser and save the page")
    try:
        unpacker = zlib.decompressobj(47)  # gzip or zlib, as the header says
        plain = unpacker.decompress(body, limits.max_bytes + 1)
    except zlib.error as error:
        raise InputError(f"{url}: was damaged on the way ({error}); try again") from error
    if len(plain) > limits.max_bytes:
        raise InputError(f"{url}: unpacks to more than {limits.max_bytes:,} bytes; save the article alone")
    if not unpacker.eof:
        raise InputError(f"{url}: was damaged on the way (it ends early); try again")
    return plain
