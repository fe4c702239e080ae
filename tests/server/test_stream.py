"""``/digest/stream``: the parts of a digest as they are done."""

import http.client
import json
import re
import threading
from pathlib import Path

import pytest

from mt.document import Flag
from mt.errors import ModelError
from mt.testing import FakeTranslator, transliterate

HEADLINE = "الجيش الليبي يسيطر على المدينة"
SENTENCES = (
    "أعلن الجيش الليبي سيطرته على المدينة.",
    "وقال المتحدث باسمه إن العملية استمرت ثلاثة أيام متواصلة.",
    "ولم يصدر تعليق من الحكومة على ما أعلنه المتحدث.",
)
PAGE = "\n\n".join((HEADLINE, *SENTENCES))
JSON = {"Content-Type": "application/json"}
API = Path(__file__).resolve().parents[2] / "docs" / "api.md"


class Held(FakeTranslator):
    """Holds the text that begins with ``word`` until ``go``; ``begun`` says that it has come."""

    def __init__(self, word, **options):
        super().__init__(**options)
        self.word, self.begun, self.go = word, threading.Event(), threading.Event()

    def translate(self, texts, *, progress=None):
        if any(text.startswith(self.word) for text in texts):
            self.begun.set()
            assert self.go.wait(300)  # far longer than any test waits for what it must not hold up
        return super().translate(texts, progress=progress)


def block(lines):
    """The next event: everything up to a blank line."""
    found = {}
    for line in lines:
        if not line.strip():
            return found
        name, _, value = line.rstrip("\n").partition(": ")
        found[name] = value
    return None


def events(text):
    """Names and data of all events; comments are left out."""
    lines = iter(text.splitlines(keepends=True))
    blocks = iter(lambda: block(lines), None)
    return [(found["event"], json.loads(found["data"])) for found in blocks if "event" in found]


def test_a_stream_has_the_parts_of_the_digest_in_order_and_then_the_digest(client):
    answer = client.post("/digest/stream", json={"text": PAGE})
    assert answer.headers["content-type"].startswith("text/event-stream")
    told = events(answer.text)
    names = ["start", "headline", "paragraph", "paragraph", "paragraph", "summary", "result"]
    assert [name for name, _ in told] == names
    data = [data for _, data in told]
    assert data[0] == {"paragraphs": 3, "sentences": 4}
    assert data[1] == {"line": 1, "source": HEADLINE, "text": transliterate(HEADLINE), "flags": []}
    assert data[2:5] == [
        {"index": n, "line": 3 + 2 * n, "source": text, "text": transliterate(text), "flags": []}
        for n, text in enumerate(SENTENCES)
    ]
    at_once = client.post("/digest", json={"text": PAGE}).json()
    assert {**data[-1], "timings": {}} == {**at_once, "timings": {}}
    assert data[5] == at_once["summary"]


def test_a_paragraph_of_a_stream_has_its_flags(serving):
    with serving(FakeTranslator(flags={SENTENCES[1]: (Flag("length", "short"),)})) as client:
        told = events(client.post("/digest/stream", json={"text": PAGE, "summary": False}).text)
    flags = [data["flags"] for name, data in told if name == "paragraph"]
    assert flags == [[], [{"kind": "length", "message": "short"}], []]
    assert "summary" not in dict(told)


def test_a_paragraph_in_another_language_is_told_in_its_place(client):
    persian = "این خبر را سازمان ملل متحد در گزارشی که امروز منتشر شد تأیید کرده است."
    told = events(client.post("/digest/stream", json={"text": f"{PAGE}\n\n{persian}\n\n{SENTENCES[0]} ثم عاد."}).text)
    paragraphs = [data for name, data in told if name == "paragraph"]
    assert [p["source"] for p in paragraphs[2:]] == [SENTENCES[2], persian, f"{SENTENCES[0]} ثم عاد."]
    assert [flag["kind"] for flag in paragraphs[3]["flags"]] == ["other-language"]


def test_a_stream_that_cannot_begin_has_one_event_that_says_why(client):
    [(name, body)] = events(client.post("/digest/stream", json={"text": "no Arabic"}).text)
    assert name == "error" and body["status"] == 400 and "no Arabic text was found" in body["error"]


def test_a_stream_that_fails_midway_keeps_what_was_told_and_the_failure_is_in_the_log_without_the_text(serving, caplog):
    class Failing(FakeTranslator):
        def translate(self, texts, *, progress=None):
            if SENTENCES[2] in texts:
                raise ModelError(f"/secret/model could not decode {texts[0]}")
            return super().translate(texts, progress=progress)

    with serving(Failing()) as client:
        told = events(client.post("/digest/stream", json={"text": PAGE}).text)
    assert [name for name, _ in told[:2]] == ["start", "headline"]
    assert told[-1][0] == "error" and told[-1][1]["status"] == 500
    [failure] = [json.loads(record.message) for record in caplog.records if record.levelname == "ERROR"]
    assert failure["error"] == "ModelError"
    assert "secret" not in caplog.text + str(told[-1]) and SENTENCES[2] not in caplog.text


@pytest.fixture
def opened():
    """Ask for a stream and give its lines one by one; the connection can be closed early."""
    connections = []

    def ask(port, **fields):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connections.append(connection)
        connection.request("POST", "/digest/stream", json.dumps({"text": PAGE, **fields}), JSON)
        return connection, map(bytes.decode, connection.getresponse())

    yield ask
    for connection in connections:
        connection.close()


def test_what_is_done_arrives_while_the_rest_is_being_translated(running, opened):
    held = Held(SENTENCES[0])
    with running(held) as (port, _):
        _, lines = opened(port)
        assert [block(lines)["event"] for _ in range(2)] == ["start", "headline"]
        assert held.begun.wait(60) and not held.go.is_set()
        held.go.set()
        assert block(lines)["event"] == "paragraph"


def test_a_stream_that_has_nothing_to_tell_shows_that_it_lives(running, opened, monkeypatch):
    monkeypatch.setattr("mt.server.ours._QUIET", 0.01)
    held = Held(SENTENCES[0])
    with running(held) as (port, _):
        _, lines = opened(port)
        assert [block(lines)["event"] for _ in range(2)] == ["start", "headline"]
        assert block(lines) == {"": "still at it"}
        held.go.set()


def test_when_the_reader_leaves_the_rest_is_not_translated(running, opened):
    held = Held(SENTENCES[0])
    with running(held) as (port, service):
        connection, lines = opened(port)
        assert block(lines)["event"] == "start"
        assert held.begun.wait(60)
        connection.close()
        for _ in range(6_000):
            if not service.busy:
                break
            threading.Event().wait(0.01)
        busy = service.busy
        held.go.set()
        assert not busy
    assert SENTENCES[2] not in held.asked


def test_the_example_of_the_documentation_reads_a_stream(running, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("no_proxy", "*")
    [example] = re.findall(r"```python\n(import json\n.*?)```", API.read_text(), re.DOTALL)
    (tmp_path / "page.txt").write_text(PAGE)
    monkeypatch.chdir(tmp_path)
    with running() as (port, _):
        exec(example.replace(":8080", f":{port}"), {})
    assert capsys.readouterr().out.splitlines() == [transliterate(text) for text in SENTENCES]
