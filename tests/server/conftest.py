"""A server on fakes: what tests of the API share."""

from contextlib import contextmanager

import pytest

from mt.server.limits import Limits
from mt.testing import FakeSummarizer, FakeTranslator


@pytest.fixture
def serving():
    """``with serving(translator=..., keys=..., hosts=..., characters=...) as client``."""
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
def client(serving):
    with serving() as client:
        yield client
