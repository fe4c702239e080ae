"""Requests made up from our own OpenAPI description, valid and broken ones: none may bring the server down."""

import pytest

pytest.importorskip("schemathesis", reason="needs the dev extra")
pytest.importorskip("fastapi_offline", reason="needs the server extra")
pytest.importorskip("prometheus_client", reason="needs the server extra")

import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from mt.server.app import build
from mt.server.limits import Limits
from mt.server.service import Service
from mt.testing import FakeSummarizer, FakeTranslator

CALLS = [
    "POST /translate",
    "POST /detect",
    "GET /languages",
    "POST /translate_file",
    "GET /download_file/{name}",
    "GET /health",
    "GET /frontend/settings",
    "POST /digest",
    "POST /digest/stream",
    "POST /summarize",
    "GET /metrics",
]

# A description cannot say what is Arabic, or what is a document.
CHOOSY = {"POST /digest", "POST /digest/stream", "POST /translate_file"}


@pytest.fixture(scope="module")
def operations():
    """What the description names, by method and path."""
    service = Service(FakeTranslator(), FakeSummarizer(), limits=Limits(characters=2_000, seconds=10))
    shell = build(service)

    async def requests_only(scope, receive, send):  # each one would start and end the server
        if scope["type"] == "http":
            await shell(scope, receive, send)

    api = schemathesis.openapi.from_asgi("/openapi.json", requests_only)
    yield {operation.label: operation for operation in (found.ok() for found in api.get_all_operations())}
    service.close()


def test_every_call_that_is_described_is_tried(operations):
    assert sorted(operations) == sorted(CALLS)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("call", "mode"),
    [(call, GenerationMode.POSITIVE) for call in CALLS]
    # A call that takes nothing cannot be asked wrongly.
    + [(call, GenerationMode.NEGATIVE) for call in CALLS if call.startswith("POST")],
)
def test_what_is_described_is_what_is_answered_and_nothing_fails(operations, call, mode):
    operation = operations[call]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=25, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def ask(case):
        case.call_and_validate(excluded_checks=[positive_data_acceptance] if call in CHOOSY else [])

    ask()
