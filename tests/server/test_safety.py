import json
import logging
import threading

import pytest

from mt.errors import ModelError
from mt.server.keys import Keys, digest_of
from mt.testing import FakeTranslator

ASK = {"q": "لا", "source": "ar", "target": "en"}
KEYS = Keys({digest_of("right"): "reader"})


class Broken:
    """A translator that fails, with a path and the text in its message."""

    def translate(self, texts, *, progress=None):
        raise ModelError(f"/secret/model could not decode {texts[0]}")


class Slow(FakeTranslator):
    """Waits for ``go`` before it answers; ``begun`` says that it was asked."""

    def __init__(self):
        super().__init__()
        self.begun, self.go = threading.Event(), threading.Event()

    def translate(self, texts, *, progress=None):
        self.begun.set()
        assert self.go.wait(30)
        return super().translate(texts, progress=progress)


def test_more_characters_than_allowed_are_answered_with_413_and_reach_no_model(serving):
    with serving(characters=10) as client:
        for path, body in [
            ("/translate", {**ASK, "q": "ل" * 11}),
            ("/translate", {**ASK, "q": ["ل" * 6, "ل" * 5]}),
            ("/detect", {"q": "ل" * 11}),
            ("/digest", {"text": "ل" * 11}),
            ("/digest/stream", {"text": "ل" * 11}),
            ("/summarize", {"text": "a" * 11}),
        ]:
            answer = client.post(path, json=body)
            assert answer.status_code == 413, path
            assert "10" in answer.json()["error"]
        assert client.post("/translate", json={**ASK, "q": "ل" * 10}).status_code == 200
        file = {"file": ("a.txt", ("ل" * 11).encode())}
        assert client.post("/translate_file", files=file, data={"source": "ar", "target": "en"}).status_code == 413
        assert client.service.translator._translator.asked == ["ل" * 10]


def test_more_texts_than_allowed_are_answered_with_413(serving):
    with serving(texts=2) as client:
        assert client.post("/translate", json={**ASK, "q": ["لا"] * 3}).status_code == 413
        assert client.post("/translate", data={**ASK, "q": ["لا"] * 100}).status_code == 413


def test_ten_megabytes_are_answered_with_413(client):
    assert client.post("/translate", content=b"x" * 10_000_000).status_code == 413


def test_ten_megabytes_in_pieces_of_unknown_number_are_answered_with_413(client):
    assert client.post("/translate", content=(b"x" * 100_000 for _ in range(100))).status_code == 413


def test_without_a_key_nothing_is_done_where_keys_are_needed(serving):
    with serving(keys=KEYS) as client:
        for answer in (
            client.post("/translate", json=ASK),
            client.post("/translate", json={**ASK, "api_key": "wrong"}),
            client.post("/translate", json={**ASK, "api_key": ["right"]}),
            client.post("/digest", json={"text": "لا"}),
            client.get("/metrics"),
        ):
            assert answer.status_code == 403
            assert "key" in answer.json()["error"].lower()
        assert client.get("/health").status_code == 200
        assert client.get("/frontend/settings").json()["keyRequired"] is True


def test_a_key_is_taken_from_json_form_address_line_or_header(serving):
    with serving(keys=KEYS) as client:
        assert client.post("/translate", json={**ASK, "api_key": "right"}).status_code == 200
        assert client.post("/translate", data={**ASK, "api_key": "right"}).status_code == 200
        assert client.post("/translate", json=ASK, params={"api_key": "right"}).status_code == 200
        assert client.get("/metrics", headers={"Authorization": "Bearer right"}).status_code == 200


def test_more_requests_a_minute_than_allowed_are_answered_with_429_and_when_to_come_back(serving):
    pytest.importorskip("limits")
    with serving(rate=2) as client:
        answers = [client.post("/translate", json=ASK) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert 1 <= int(answers[2].headers["retry-after"]) <= 60


def test_when_every_place_is_taken_the_next_request_is_told_when_to_come_back(serving):
    slow = Slow()
    with serving(slow, running=1, waiting=0) as client:
        first = []
        thread = threading.Thread(target=lambda: first.append(client.post("/translate", json=ASK)))
        thread.start()
        assert slow.begun.wait(30)
        answer = client.post("/translate", json=ASK)
        stream = client.post("/digest/stream", json={"text": "لا"})
        slow.go.set()
        thread.join()
    assert answer.status_code == stream.status_code == 503
    assert int(answer.headers["retry-after"]) >= 1
    assert first[0].json() == {"translatedText": "la"}


def test_a_request_that_takes_too_long_is_given_up_but_keeps_its_place_until_it_ends(serving):
    slow = Slow()
    with serving(slow, seconds=0.1) as client:
        answer = client.post("/translate", json=ASK)
        slow.go.set()
    assert answer.status_code == 503
    assert "too long" in answer.json()["error"]
    assert client.service.gate.admitted == 0


def test_an_engines_failure_is_answered_with_500_and_neither_answer_nor_log_tell_the_message(serving, caplog):
    with caplog.at_level(logging.INFO, "mt.server"), serving(Broken()) as client:
        answer = client.post("/translate", json=ASK, headers={"X-Request-ID": "mine.1"})
    assert answer.status_code == 500
    assert set(answer.json()) == {"error"}
    assert answer.headers["x-request-id"] == "mine.1"
    for text in (answer.text, caplog.text):
        assert "secret" not in text and "لا" not in text and "Traceback" not in text
    [failure] = [json.loads(record.message) for record in caplog.records if record.levelname == "ERROR"]
    assert failure["error"] == "ModelError" and failure["request"] == "mine.1"
    assert any(place.startswith("server/batching.py:") for place in failure["where"])


def test_the_log_has_one_json_line_a_request_without_its_text(client, caplog):
    with caplog.at_level(logging.INFO, "mt.server"):
        client.post("/translate?q=%D9%84%D8%A7&api_key=hidden", json={})
    [line] = [json.loads(record.message) for record in caplog.records if record.name == "mt.server"]
    assert line["route"] == "/translate" and line["status"] == 200 and line["method"] == "POST"
    assert "hidden" not in caplog.text and "%D9" not in caplog.text


def test_an_answer_has_a_number_and_forbids_what_it_need_not_do(client):
    headers = client.get("/health", headers={"X-Request-ID": "bad id\u00e9".encode("latin-1")}).headers
    assert len(headers["x-request-id"]) == 32
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "access-control-allow-origin" not in headers


def test_a_page_of_another_site_cannot_read_answers(client):
    headers = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    answer = client.options("/translate", headers=headers)
    assert "access-control-allow-origin" not in answer.headers


def test_a_name_that_is_not_ours_is_refused(serving):
    with serving(hosts=("localhost", "127.0.0.1")) as client:
        assert client.get("/health", headers={"Host": "rebound.example:8080"}).status_code == 400
        assert client.get("/health", headers={"Host": "LOCALHOST:8080"}).status_code == 200


def test_an_address_that_is_not_there_and_a_wrong_method_are_errors_of_the_same_shape(client):
    for answer, status in ((client.get("/nothing"), 404), (client.get("/translate"), 405)):
        assert answer.status_code == status
        assert set(answer.json()) == {"error"}
