"""A real server on a free port of this machine, asked by other people's clients."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

pytest.importorskip("fastapi_offline", reason="needs the server extra")
pytest.importorskip("prometheus_client", reason="needs the server extra")
pytest.importorskip("uvicorn", reason="needs the server extra")

from mt.server.keys import Keys, digest_of
from mt.testing import FakeTranslator

# A server of the test's own machine needs no proxy.
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Slow(FakeTranslator):
    """Waits for ``go`` before it answers."""

    def __init__(self):
        super().__init__()
        self.begun, self.go = threading.Event(), threading.Event()

    def translate(self, texts, *, progress=None):
        self.begun.set()
        assert self.go.wait(30)
        return super().translate(texts, progress=progress)


@pytest.fixture
def no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")


def test_the_client_of_libretranslate_works_unchanged(running, no_proxy):
    client = pytest.importorskip("libretranslatepy")
    with running() as (port, _):
        api = client.LibreTranslateAPI(f"http://127.0.0.1:{port}/")
        assert api.translate("أعلن الجيش.", "ar", "en") == "aaln aljysh."
        assert api.translate("لا\nهنا & هناك", "auto", "en") == "la\nhna & hnak"
        assert api.detect("أعلن الجيش") == [{"confidence": 100.0, "language": "ar"}]
        assert [language["code"] for language in api.languages()] == ["ar", "en"]


def test_the_client_of_libretranslate_sends_its_key_and_hears_why_it_is_refused(running, no_proxy):
    client = pytest.importorskip("libretranslatepy")
    with running(keys=Keys({digest_of("right"): "reader"})) as (port, _):
        address = f"http://127.0.0.1:{port}"
        assert client.LibreTranslateAPI(address, "right").translate("لا", "ar", "en") == "la"
        with pytest.raises(urllib.error.HTTPError) as refused:
            client.LibreTranslateAPI(address, "wrong").translate("لا", "ar", "en")
        assert refused.value.code == 403
        assert json.loads(refused.value.read()) == {"error": "Invalid API key"}
        refused.value.close()


def test_a_client_that_goes_away_frees_its_place(running):
    slow = Slow()
    with running(slow, running=1, waiting=0) as (port, service):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("POST", "/translate", json.dumps({"q": "لا"}), {"Content-Type": "application/json"})
        assert slow.begun.wait(30)
        assert service.gate.admitted == 1
        connection.close()
        for _ in range(3_000):
            if not service.gate.admitted:
                break
            time.sleep(0.01)
        slow.go.set()
        assert service.gate.admitted == 0


def test_a_body_that_never_ends_is_answered_with_408(running):
    with (
        running(body_seconds=0.2) as (port, _),
        socket.create_connection(("127.0.0.1", port), timeout=30) as slow,
    ):
        slow.sendall(b"POST /translate HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{")
        assert slow.recv(1_000).startswith(b"HTTP/1.1 408")


def test_sixteen_clients_at_once_get_their_own_answers(running):
    wrong = []

    def ask(port, n):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for turn in range(8):
            body = json.dumps({"q": f"لا {n} {turn}", "source": "ar", "target": "en"})
            connection.request("POST", "/translate", body, {"Content-Type": "application/json"})
            answer = connection.getresponse().read()
            if json.loads(answer) != {"translatedText": f"la {n} {turn}"}:
                wrong.append(answer)
        connection.close()

    with running() as (port, service):
        threads = [threading.Thread(target=ask, args=(port, n)) for n in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not wrong
        assert service.gate.admitted == 0


SERVER = """
import sys, threading, time
from mt import pipeline
from mt.testing import FakeSummarizer, FakeTranslator

class Slow(FakeTranslator):
    def translate(self, texts, *, progress=None):
        time.sleep(1)
        return super().translate(texts, progress=progress)

pipeline.load_translator = lambda *a, **k: Slow()
pipeline.load_summarizer = lambda *a, **k: FakeSummarizer()
from mt.cli import main
sys.exit(main(sys.argv[1:]))
"""


@contextmanager
def process(port):
    """``mt serve`` in a process of its own, on a translator that takes a second."""
    command = [sys.executable, "-c", SERVER, "serve", "--no-ui", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            yield server
        finally:
            server.kill()


def read(port, path, body=None):
    with OPENER.open(f"http://127.0.0.1:{port}{path}", body, timeout=60) as answer:
        return answer.read().decode()


@pytest.mark.slow
@pytest.mark.parametrize(("sign", "code"), [(signal.SIGTERM, -signal.SIGTERM), (signal.SIGINT, 130)])
def test_a_server_told_to_stop_finishes_what_it_is_doing(sign, code):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    body, answers = b"q=%D9%84%D8%A7&source=ar&target=en", []
    with process(port) as server:
        assert f":{port}/" in server.stderr.readline()
        wait_for(port)
        thread = threading.Thread(target=lambda: answers.append(json.loads(read(port, "/translate", body))))
        thread.start()
        while "mt_admitted 1.0" not in read(port, "/metrics"):
            assert thread.is_alive()
        server.send_signal(sign)
        thread.join()
        _, log = server.communicate(timeout=60)
        assert answers == [{"translatedText": "la"}]
        assert server.returncode == code
        assert "Traceback" not in log


def wait_for(port):
    for _ in range(300):
        try:
            read(port, "/health")
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server did not start")


def resident(pid):
    """Megabytes of memory that a process has."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs Linux's /proc")
def test_models_that_rest_give_their_memory_back_and_the_next_request_has_them_again(page_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = ["-q", "serve", "--no-ui", "--port", str(port), "--threads", "1", "--unload-after", "0.05"]
    body = urllib.parse.urlencode({"text": page_path.read_text()}).encode()
    digests, rested = [], []
    with subprocess.Popen([sys.executable, "-m", "mt", *words]) as server:
        try:
            wait_for(port)
            for _ in range(3):
                digests.append(json.loads(read(port, "/digest", body))["paragraphs"])
                awake = resident(server.pid)
                for _ in range(600):
                    # The embedded models have 9 MB each, without what decoding needs.
                    if (rest := resident(server.pid)) < awake - 18:
                        break
                    time.sleep(0.1)
                rested.append(rest)
                assert rest < awake - 18
        finally:
            server.terminate()
    assert digests[0] == digests[1] == digests[2]
    assert rested[2] - rested[1] < 9, "a part of the memory is not given back"


@pytest.mark.slow
def test_a_server_told_to_stop_under_load_breaks_no_answer_off():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    outcomes = []

    def ask_on_and_on(client):
        for turn in range(1_000):
            body = json.dumps({"q": f"لا {client} {turn}", "source": "ar", "target": "en"})
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            try:
                connection.request("POST", "/translate", body, {"Content-Type": "application/json"})
                answer = connection.getresponse()
                outcomes.append((answer.status, json.loads(answer.read()), f"la {client} {turn}"))
            except ConnectionRefusedError:
                return
            except (ConnectionError, http.client.RemoteDisconnected):
                outcomes.append((0, None, ""))  # told without a word, before it was admitted
            finally:
                connection.close()

    with process(port) as server:
        assert f":{port}/" in server.stderr.readline()
        wait_for(port)
        threads = [threading.Thread(target=ask_on_and_on, args=(n,)) for n in range(16)]
        for thread in threads:
            thread.start()
        while len(outcomes) < 32:
            assert any(thread.is_alive() for thread in threads)
        server.send_signal(signal.SIGTERM)
        for thread in threads:
            thread.join()
        _, log = server.communicate(timeout=60)
    assert server.returncode == -signal.SIGTERM
    assert "Traceback" not in log
    assert {status for status, _, _ in outcomes} <= {200, 503, 0}
    assert all(body == {"translatedText": expected} for status, body, expected in outcomes if status == 200)
    # Whoever was being served at the signal got an answer: at most a connection each was let go before.
    assert sum(status == 200 for status, _, _ in outcomes) >= 32
    assert sum(status == 0 for status, _, _ in outcomes) <= 16
