"""Pages by their address: what is fetched, and what is not for all the tricks there are."""

import gzip
import http.server
import io
import json
import socket
import sys
import threading
from typing import ClassVar

import pytest

from mt import pipeline
from mt.cli import main
from mt.errors import InputError
from mt.read import web
from mt.read.web import fetch, is_public
from mt.testing import FakeTranslator

PAGE = '<!doctype html><html dir="rtl"><body><p>خبر عاجل</p></body></html>'.encode()


class Handler(http.server.BaseHTTPRequestHandler):
    asked: ClassVar[list[tuple[str, str]]] = []

    def do_GET(self):
        Handler.asked.append((self.path, self.headers["Host"]))
        status, headers, body = {
            "/packed": (200, {"Content-Encoding": "gzip"}, gzip.compress(PAGE)),
            "/bomb": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"a" * 200_000)),
            "/brotli": (200, {"Content-Encoding": "br"}, b"x"),
            "/broken": (200, {"Content-Encoding": "gzip"}, b"x"),
            "/moved": (302, {"Location": "/page"}, b""),
            "/round": (302, {"Location": "/round"}, b""),
            "/file": (302, {"Location": "file:///etc/passwd"}, b""),
            "/inside": (302, {"Location": "http://inside.example/page"}, b""),
            "/short": (200, {"Content-Length": "99999"}, PAGE),
            "/none": (404, {}, b""),
            "/long": (200, {}, b"a" * 200_000),
        }.get(self.path, (200, {}, PAGE))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def names(monkeypatch):
    """Names that resolve to what the test says; nothing is asked outside."""
    table = {"127.0.0.1": ["127.0.0.1"]}

    def look_up(host, port, *_, **__):
        if host not in table:
            raise socket.gaierror(-2, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in table[host]]

    monkeypatch.setattr(web.socket, "getaddrinfo", look_up)
    return table


@pytest.mark.parametrize("path", ["/page", "/moved", "/packed"])
def test_a_page_is_fetched_through_redirects_and_packing(site, path):
    assert fetch(site + path, allow_private=True) == PAGE


def test_arabic_letters_in_an_address_are_sent_as_browsers_send_them(site):
    fetch(f"{site}/خبر?q=%D8%AE ".strip() + "&r=ب#x", allow_private=True)
    assert Handler.asked[-1][0] == "/%D8%AE%D8%A8%D8%B1?q=%D8%AE&r=%D8%A8"


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/x", "gopher://x", "data://x"])
def test_only_http_and_https_are_fetched(url):
    with pytest.raises(InputError, match="only http and https"):
        fetch(url, allow_private=True)


@pytest.mark.parametrize("url", ["http://", "http://x:99999/", "http://[::1", "http://a b/", "http://x/\r\nHost: y"])
def test_what_is_no_address_is_refused(url):
    with pytest.raises(InputError, match=r"valid address|cannot be reached"):
        fetch(url)


def test_a_name_and_password_in_an_address_are_refused():
    with pytest.raises(InputError, match="user's name"):
        fetch("http://user:secret@example.org/")


def test_this_machine_is_not_asked_unless_that_is_allowed(site):
    before = len(Handler.asked)
    with pytest.raises(InputError, match=r"leads to 127\.0\.0\.1.*--allow-private"):
        fetch(f"{site}/page")
    assert len(Handler.asked) == before


@pytest.mark.parametrize(
    "url", ["http://2130706433/", "http://0x7f.1/", "http://localhost/", "http://[::1]/", "http://0/"]
)
def test_other_spellings_of_this_machine_are_refused_too(url):
    with pytest.raises(InputError, match=r"private network|cannot be reached"):
        fetch(url)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("64:ff9b::5db8:d822", True),
        ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False),
        ("255.255.255.255", False), ("::1", False), ("::", False), ("fe80::1%eth0", False), ("fc00::1", False),
        ("::ffff:10.0.0.1", False), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False), ("ff02::1", False),
    ],
)  # fmt: skip
def test_addresses_of_the_public_internet_are_told_from_the_others(address, public):
    assert is_public(address) is public


def test_a_host_with_one_private_address_among_public_ones_is_refused(names):
    names["two.example"] = ["93.184.216.34", "10.0.0.1"]
    with pytest.raises(InputError, match=r"leads to 10\.0\.0\.1"):
        fetch("http://two.example/")


def test_a_redirect_is_judged_like_the_first_address(site, names, monkeypatch):
    port = int(site.rpartition(":")[2])
    names |= {"outside.example": ["93.184.216.34"], "inside.example": ["10.0.0.1"]}
    real, places = socket.create_connection, []

    def connect(place, timeout):
        places.append(place)
        return real(("127.0.0.1", port), timeout=timeout)

    monkeypatch.setattr(web.socket, "create_connection", connect)
    with pytest.raises(InputError, match=r"inside\.example.*leads to 10\.0\.0\.1"):
        fetch("http://outside.example/inside")
    with pytest.raises(InputError, match="only http and https"):
        fetch("http://outside.example/file")
    # The connection goes to the address that was judged, under the host's name.
    assert set(places) == {("93.184.216.34", 80)}
    assert Handler.asked[-1] == ("/file", "outside.example")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/round", "redirected more than 5 times"),
        ("/none", "answered 404"),
        ("/long", "longer than 100,000 bytes"),
        ("/bomb", "unpacks to more than 100,000 bytes"),
        ("/brotli", "packed as br"),
        ("/short", "damaged on the way"),
        ("/broken", "damaged on the way"),
    ],
)
def test_what_a_server_may_answer_with_instead_of_a_page_is_refused(site, path, reason):
    with pytest.raises(InputError, match=reason):
        fetch(site + path, allow_private=True, max_bytes=100_000)


def test_a_server_that_is_too_slow_or_not_there_is_an_input_error(site, names):
    with pytest.raises(InputError, match="cannot be reached"):
        fetch("http://unknown.example/")
    with pytest.raises(InputError, match="took too long"):
        fetch(f"{site}/page", allow_private=True, seconds=-1.0)


def test_the_commands_take_an_address(site, capsys, monkeypatch):
    monkeypatch.setattr(pipeline, "load_translator", lambda *_, **__: FakeTranslator(known={"خبر عاجل": "News"}))
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert main(["translate", f"{site}/page", "--allow-private"]) == 0
    assert "<p>News</p>" in capsys.readouterr().out
    assert main(["digest", f"{site}/page", "--allow-private", "--no-summary", "--keep-furniture", "--to", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["name"] == f"{site}/page"
    assert main(["translate", f"{site}/page"]) == 3
    assert "--allow-private" in capsys.readouterr().err
