"""What the server counts, in Prometheus' text form."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from ..document import Digest
from .gate import Gate

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Meters:
    """The counters of one server; the registry is its own, so that several may live in one process."""

    def __init__(self, *gates: Gate) -> None:
        self._registry = registry = CollectorRegistry()
        self._requests = Counter("mt_requests", "Requests answered", ["route", "status"], registry=registry)
        self._seconds = Histogram("mt_request_seconds", "Seconds of a request", ["route"], registry=registry)
        self._characters = Counter("mt_characters", "Characters admitted", registry=registry)
        self._flags = Counter("mt_flags", "Warnings on sentences of digests", ["kind"], registry=registry)
        self._batch = Histogram(
            "mt_batch_sentences",
            "Sentences decoded together",
            buckets=(1, 2, 4, 8, 16, 32, 64, 128, 256, 512),
            registry=registry,
        )
        running = Gauge("mt_running", "Requests being worked on", registry=registry)
        running.set_function(lambda: sum(gate.running for gate in gates))
        admitted = Gauge("mt_admitted", "Requests running or waiting", registry=registry)
        admitted.set_function(lambda: sum(gate.admitted for gate in gates))

    def answered(self, route: str, status: int, seconds: float) -> None:
        """Count one request; ``route`` is a route's pattern, never what a client made up."""
        self._requests.labels(route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def admitted(self, characters: int) -> None:
        """Count the characters of one request."""
        self._characters.inc(characters)

    def batched(self, sentences: int) -> None:
        """Count one batch."""
        self._batch.observe(sentences)

    def digested(self, digest: Digest) -> None:
        """Count the warnings of one digest."""
        blocks = [*([digest.headline] if digest.headline else []), *digest.paragraphs]
        for flag in (flag for block in blocks for flag in block.flags):
            self._flags.labels(flag.kind).inc()

    def text(self) -> str:
        """Return everything counted."""
        return generate_latest(self._registry).decode()
