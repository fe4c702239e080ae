"""``mt serve`` in a process of its own, for tests that ask a real server."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

# A server of the test's own machine needs no proxy.
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass
class Served:
    """A server that answers; ``folder`` is where it keeps temporary files."""

    process: subprocess.Popen
    port: int
    folder: Path
    stderr: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def read(self, path, body=None):
        with OPENER.open(self.address + path, body, timeout=60) as answer:
            return answer.read().decode()

    def end(self, sign) -> tuple[int, str]:
        """Send a signal; return the exit code and all that was logged."""
        self.process.send_signal(sign)
        return self.process.wait(300), self.stderr.read_text()


@contextmanager
def served(*options, program=("-m", "mt")) -> Iterator[Served]:
    """Start ``mt serve`` with ``options`` on a free port, or with another ``program`` that takes the same arguments."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # in a shell's background; the server would inherit it
        signal.signal(signal.SIGINT, signal.default_int_handler)
    with tempfile.TemporaryDirectory() as name:
        folder, stderr = Path(name, "tmp"), Path(name, "stderr")
        folder.mkdir()
        command = [sys.executable, *program, "serve", "--port", str(port), *options]
        with (
            stderr.open("w") as log,
            subprocess.Popen(command, stderr=log, env={**os.environ, "TMPDIR": str(folder)}) as process,
        ):
            one = Served(process, port, folder, stderr)
            try:
                _wait_for(one)
                yield one
            finally:
                process.kill()


def _wait_for(server: Served) -> None:
    for _ in range(1_800):
        try:
            server.read("/health")
        except OSError:
            if server.process.poll() is not None:
                break
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"the server did not start: {server.stderr.read_text()}")
