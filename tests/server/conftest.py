"""A server on fakes: what tests of the API share."""

import socket
import threading
from contextlib import contextmanager

import pytest

from mt.server.limits import Limits
from mt.testing import FakeSummarizer, FakeTranslator


@pytest.fixture
def serving():
    """``with serving(translator=..., keys=..., hosts=..., characters=...) as client``: no network, one thread."""
    for library in ("fastapi", "fastapi_offline", "prometheus_client", "httpx"):
        pytest.importorskip(library, reason="needs the server extra")
    from starlette.testclient import TestClient

    from mt.server.app import build
    from mt.server.service import Service

    @contextmanager
    def serve(translator=None, summarizer=None, keys=None, hosts=(), **limits):
        service = Service(
            translator or FakeTranslator(), summarizer or FakeSummarizer(), limits=Limits(**limits), keys=keys
        )
        with TestClient(build(service, hosts=hosts)) as client:
            client.service = service
            yield client

    return serve


@pytest.fixture
def running():
    """``with running(translator=..., keys=..., characters=...) as (port, service)``: as ``mt serve`` listens."""
    for library in ("fastapi", "fastapi_offline", "prometheus_client", "uvicorn"):
        pytest.importorskip(library, reason="needs the server extra")

    from mt.server.app import build
    from mt.server.run import Server, configuration
    from mt.server.service import Service

    @contextmanager
    def run(translator=None, keys=None, **limits):
        service = Service(translator or FakeTranslator(), FakeSummarizer(), limits=Limits(**limits), keys=keys)
        server = Server(configuration(build(service)), service)
        sock = socket.create_server(("127.0.0.1", 0))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]})
        thread.start()
        try:
            yield sock.getsockname()[1], service
        finally:
            server.should_exit = True
            thread.join(60)
            sock.close()
        assert not thread.is_alive()

    return run


@pytest.fixture
def client(serving):
    with serving() as client:
        yield client
