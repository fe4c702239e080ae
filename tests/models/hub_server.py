"""A server on this machine that answers as the Hugging Face Hub does, and one for plain files.

The routes and headers are those that the real client was seen to use: ``/api/models/...`` for what a
commit holds, ``HEAD`` and ``GET /org/name/resolve/COMMIT/FILE`` for bytes. Large files are sent on to
another host (127.0.0.1 to localhost), as the Hub sends them to its storage. Faults are set by path.
"""

import hashlib
import json
import re
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

LFS_SUFFIXES = (".bin", ".safetensors", ".model", ".spm")
COMMIT = re.compile(r"[0-9a-f]{40}")


@dataclass
class Repository:
    """Files by path, at one commit. ``gate`` is the status for those who may not see it (401 or 403)."""

    files: dict[str, bytes]
    licence: str = "mit"
    gate: int = 0

    @property
    def commit(self):
        digest = hashlib.sha1(usedforsecurity=False)
        for path, data in sorted(self.files.items()):
            digest.update(path.encode() + b"\0" + data)
        return digest.hexdigest()


@dataclass
class Server:
    """A running server: ``endpoint`` is its address, ``log`` what was asked, ``faults`` what goes wrong.

    A fault is ``alter`` (a byte differs), ``short`` (fewer bytes, said so), ``drop`` (the connection ends
    half-way, once), ``drop-always``, ``slow``, ``again`` (503, once) or ``ignore-range``.
    """

    repositories: dict[str, Repository] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    pause: float = 0.002

    def __enter__(self):
        handler = type("Bound", (_Handler,), {"world": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        return self

    def __exit__(self, *exception):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def port(self):
        return self._server.server_address[1]

    @property
    def endpoint(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def storage(self):
        return f"http://localhost:{self.port}/storage"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    world: Server

    def log_message(self, *args):
        pass

    def do_HEAD(self):
        self._answer(body=False)

    def do_GET(self):
        self._answer(body=True)

    def _answer(self, *, body):
        path = unquote(urlsplit(self.path).path)
        self.world.log.append(f"{self.command} {path}{' ' + self.headers['Range'] if self.headers['Range'] else ''}")
        try:
            if found := re.fullmatch(r"/api/models/([^/]+/[^/]+)(?:/revision/([^/]+))?", path):
                self._info(*found.groups())
            elif found := re.fullmatch(r"/([^/]+/[^/]+)/resolve/([^/]+)/(.+)", path):
                self._resolve(*found.groups(), body=body)
            elif found := re.fullmatch(r"/storage/([^/]+/[^/]+)/(.+)", path):
                self._bytes(self.world.repositories[found[1]].files[found[2]], found[2], body=body)
            elif path.lstrip("/") in self.world.files:
                name = path.lstrip("/")
                self._bytes(self.world.files[name], name, body=body)
            else:
                self._error(404)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _info(self, name, revision):
        if (repository := self._repository(name, revision)) is None:
            return
        siblings = [self._sibling(path, data) for path, data in sorted(repository.files.items())]
        card = {"license": repository.licence} if repository.licence else {}
        self._json(
            {
                "id": name,
                "sha": repository.commit,
                "siblings": siblings,
                "private": False,
                "gated": "manual" if repository.gate else False,
                "disabled": False,
                "tags": [],
                "cardData": card,
                "createdAt": "2024-01-01T00:00:00.000Z",
                "lastModified": "2024-01-01T00:00:00.000Z",
            }
        )

    def _sibling(self, path, data):
        blob = hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
        found = {"rfilename": path, "size": len(data), "blobId": blob}
        if path.endswith(LFS_SUFFIXES):
            found["lfs"] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "pointerSize": 134}
        return found

    def _repository(self, name, revision):
        repository = self.world.repositories.get(name)
        if repository is None:
            return self._error(404, "RepoNotFound")
        if repository.gate and self.headers["Authorization"] != "Bearer hf_right":
            return self._error(repository.gate, "GatedRepo")
        if revision not in (None, "main", repository.commit):
            return self._error(404, "RevisionNotFound")
        return repository

    def _resolve(self, name, revision, path, *, body):
        if (repository := self._repository(name, revision)) is None:
            return
        data = repository.files.get(path)
        if data is None:
            self._error(404, "EntryNotFound")
            return
        headers = {"X-Repo-Commit": repository.commit}
        if path.endswith(LFS_SUFFIXES):
            digest = hashlib.sha256(data).hexdigest()
            headers |= {"X-Linked-Size": str(len(data)), "X-Linked-Etag": f'"{digest}"'}
            headers["Location"] = f"{self.world.storage}/{name}/{path}"
            self._head(302, 0, headers)
            return
        headers["ETag"] = f'"{hashlib.sha1(b"blob %d" % len(data) + data, usedforsecurity=False).hexdigest()}"'
        self._bytes(data, path, body=body, headers=headers)

    def _bytes(self, data, path, *, body, headers=None):
        headers = {"Accept-Ranges": "bytes", **(headers or {})}
        fault = self.world.faults.get(path, "") if body else ""
        if fault in ("drop", "again"):
            del self.world.faults[path]
        if fault == "again":
            self._error(503)
            return
        if fault == "alter":
            data = data[:-1] + bytes([data[-1] ^ 1])
        if fault == "short":
            data = data[:-3]
        start = 0
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers["Range"] or "")
        if asked and fault != "ignore-range":
            start = int(asked[1])
            headers["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
        rest = data[start:]
        self._head(206 if start else 200, len(rest), headers)
        if not body:
            return
        if fault.startswith("drop"):
            self.wfile.write(rest[: len(rest) // 2])
            self.close_connection = True
        elif fault == "slow":
            for i in range(0, len(rest), 4096):
                self.wfile.write(rest[i : i + 4096])
                time.sleep(self.world.pause)
        else:
            self.wfile.write(rest)

    def _json(self, value):
        data = json.dumps(value).encode()
        self._head(200, len(data), {"Content-Type": "application/json"})
        if self.command == "GET":
            self.wfile.write(data)

    def _error(self, status, code=""):
        headers = {"X-Error-Code": code, "X-Error-Message": code} if code else {}
        self._head(status, 0, headers)

    def _head(self, status, length, headers):
        self.send_response(status)
        self.send_header("Content-Length", str(length))
        for key, value in headers.items():
            self.send_header(key, value)
        self.end_headers()
