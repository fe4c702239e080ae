"""A real server on a free port of this machine, asked by other people's clients."""

import http.client
import json
import socket
import threading
import time
import urllib.error

import pytest

pytest.importorskip("fastapi_offline", reason="needs the server extra")
pytest.importorskip("prometheus_client", reason="needs the server extra")
pytest.importorskip("uvicorn", reason="needs the server extra")

from mt.server.keys import Keys, digest_of
from mt.testing import FakeTranslator


class Slow(FakeTranslator):
    """Waits for ``go`` before it answers."""

    def __init__(self):
        super().__init__()
        self.begun, self.go = threading.Event(), threading.Event()

    def translate(self, texts, *, progress=None):
        self.begun.set()
        assert self.go.wait(300)  # far longer than any test waits for what it must not hold up
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
        left = service.gate.admitted
        slow.go.set()
        assert left == 0


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
