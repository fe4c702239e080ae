"""What clients do wrong, by accident or on purpose, to a real server: it goes on serving the others."""

import http.client
import json
import socket
import threading
import time
from contextlib import ExitStack

import pytest

from mt.errors import ModelError
from mt.testing import FakeTranslator

JSON = {"Content-Type": "application/json"}


def ask(port, path="/translate", body=None, timeout=60):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        body = {"q": "لا", "source": "ar", "target": "en"} if body is None else body
        connection.request("POST", path, json.dumps(body), JSON)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


def closed(connection):
    """Whether the other side closes within the socket's time."""
    try:
        return connection.recv(1_000) == b""
    except ConnectionError:
        return True


def until(condition):
    for _ in range(3_000):
        if condition():
            return
        time.sleep(0.01)
    pytest.fail("waited in vain")


@pytest.mark.parametrize("sent", [b"", b"POST /translate HTTP/1.1\r\nHost: a\r\nX-A: "])
def test_a_connection_that_never_says_what_it_wants_is_closed(running, sent):
    with (
        running(idle_seconds=0.2) as (port, _),
        socket.create_connection(("127.0.0.1", port), timeout=60) as slow,
    ):
        slow.sendall(sent)
        assert closed(slow)


def test_a_head_that_drips_in_is_not_waited_for_longer_because_it_drips(running):
    def drip():
        try:
            for _ in range(1_000):
                slow.sendall(b"X-A: b\r\n")
                time.sleep(0.05)
        except OSError:
            pass

    with (
        running(idle_seconds=0.3) as (port, _),
        socket.create_connection(("127.0.0.1", port), timeout=60) as slow,
    ):
        slow.sendall(b"GET /health HTTP/1.1\r\n")
        thread = threading.Thread(target=drip)
        thread.start()
        assert closed(slow)
        thread.join()


@pytest.mark.slow
def test_a_second_request_on_a_connection_has_its_own_time(running):
    with running(idle_seconds=2) as (port, _):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for _ in range(4):
            connection.request("GET", "/health")
            assert connection.getresponse().read() == b'{"status":"ok"}'
            time.sleep(0.8)
        connection.sock.sendall(b"GET /health HTTP/1.1\r\nX-A: ")
        assert closed(connection.sock)
        connection.close()


@pytest.mark.slow
def test_a_request_that_takes_longer_than_its_head_may_is_answered(running):
    class Slow(FakeTranslator):
        def translate(self, texts, *, progress=None):
            time.sleep(4)
            return super().translate(texts, progress=progress)

    with running(Slow(), idle_seconds=1.5) as (port, _):
        assert ask(port) == (200, {"translatedText": "la"})


def test_a_hundred_idle_connections_take_no_place_from_others(running):
    with running(idle_seconds=30) as (port, _), ExitStack() as stack:
        for _ in range(100):
            idle = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=60))
            idle.sendall(b"POST /translate HTTP/1.1\r\nHost: a\r\n")
        assert ask(port) == (200, {"translatedText": "la"})


def test_a_client_that_leaves_in_the_middle_of_its_body_costs_nothing(running):
    with running() as (port, service):
        for _ in range(20):
            with socket.create_connection(("127.0.0.1", port), timeout=60) as client:
                client.sendall(b"POST /translate HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n{")
        assert ask(port) == (200, {"translatedText": "la"})
        assert not service.busy


def test_a_stream_whose_reader_leaves_is_given_up(running):
    begun, go = threading.Event(), threading.Event()

    class Held(FakeTranslator):
        def translate(self, texts, *, progress=None):
            begun.set()
            assert go.wait(60)
            return super().translate(texts, progress=progress)

    with running(Held()) as (port, service):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("POST", "/digest/stream", json.dumps({"text": "أعلن الجيش سيطرته على المدينة."}), JSON)
        assert begun.wait(60)
        connection.close()
        until(lambda: not service.busy)
        go.set()


@pytest.mark.slow
def test_an_answer_that_nobody_reads_is_not_kept_for_ever(running):
    text = "a" * 20_000_000  # more than the kernel keeps for a connection
    with running(idle_seconds=2, characters=20_000_000) as (port, service):
        with socket.socket() as deaf:
            deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            deaf.settimeout(60)
            deaf.connect(("127.0.0.1", port))
            body = json.dumps({"q": text, "source": "en", "target": "en"}).encode()
            head = (
                f"POST /translate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
            )
            deaf.sendall(head.encode() + b"\r\n\r\n" + body)
            # It does not read: the server ends the connection, and what it had not sent is gone.
            until(lambda: 'status="200"} 1.0' in service.meters.text())
            time.sleep(7)
            taken = 0
            while some := _read(deaf):
                taken += len(some)
            assert taken < len(text)
        assert ask(port) == (200, {"translatedText": "la"})


def _read(connection):
    try:
        return connection.recv(65_536)
    except ConnectionError:
        return b""


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),  # TLS where none is spoken
        b"GET / HTTP/9.9\r\n\r\n",
        b"\r\n" * 5_000,
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\n\r\n",
        b"POST /translate HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
        b"POST /translate HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n12345",
        b"POST /translate HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /download_file/../../../../etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        b"GET /download_file/%2e%2e%2f%2e%2e%2fetc%2fpasswd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    ],
)
def test_what_is_no_proper_request_is_refused_and_the_next_one_served(running, sent):
    with running(idle_seconds=2, body_seconds=2) as (port, _):
        with socket.create_connection(("127.0.0.1", port), timeout=60) as odd:
            answer = b""
            try:
                odd.sendall(sent)
                while some := odd.recv(65_536):
                    answer += some
            except ConnectionError:
                pass
            assert b"root:" not in answer
            assert answer == b"" or answer.split(b" ")[1][:1] == b"4"
        assert ask(port) == (200, {"translatedText": "la"})


def test_an_engine_that_fails_now_and_then_fails_nobody_else(running):
    class Moody(FakeTranslator):
        def translate(self, texts, *, progress=None):
            if any("شر" in text for text in texts):
                raise ModelError("no")
            return super().translate(texts, progress=progress)

    results = {}

    def send(n):
        results[n] = ask(port, body={"q": f"شر {n}" if n % 4 == 0 else f"لا {n}", "source": "ar", "target": "en"})

    with running(Moody()) as (port, _):
        threads = [threading.Thread(target=send, args=(n,)) for n in range(32)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [n for n in range(32) if results[n][0] == 500] == list(range(0, 32, 4))
    assert all(results[n] == (200, {"translatedText": f"la {n}"}) for n in range(32) if n % 4)
