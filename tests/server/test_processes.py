"""``mt serve`` as its users start it: in a process of its own, with its options, until a signal ends it."""

import http.client
import json
import os
import signal
import threading
import time
import urllib.error
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from served import served

pytest.importorskip("fastapi_offline", reason="needs the server extra")
pytest.importorskip("prometheus_client", reason="needs the server extra")
pytest.importorskip("uvicorn", reason="needs the server extra")

pytestmark = pytest.mark.slow

# On a translator that takes a second.
SLOWLY = """
import sys, time
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


def form(**fields):
    return urllib.parse.urlencode({"source": "ar", "target": "en", **fields}).encode()


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_server_told_to_stop_finishes_what_it_is_doing(sign, code):
    answers = []
    with served("--no-ui", program=("-c", SLOWLY)) as server:
        thread = threading.Thread(target=lambda: answers.append(json.loads(server.read("/translate", form(q="لا")))))
        thread.start()
        while "mt_admitted 1.0" not in server.read("/metrics"):
            assert thread.is_alive()
        ended, log = server.end(sign)
        thread.join()
    assert answers == [{"translatedText": "la"}]
    assert ended == code
    assert "Traceback" not in log


def test_a_server_told_to_stop_under_load_breaks_no_answer_off():
    outcomes = []

    def ask_on_and_on(port, client):
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

    with served("--no-ui", program=("-c", SLOWLY)) as server:
        threads = [threading.Thread(target=ask_on_and_on, args=(server.port, n)) for n in range(16)]
        for thread in threads:
            thread.start()
        while len(outcomes) < 32:
            assert any(thread.is_alive() for thread in threads)
            time.sleep(0.01)
        code, log = server.end(signal.SIGTERM)
        for thread in threads:
            thread.join()
    assert code == 143
    assert "Traceback" not in log
    assert {status for status, _, _ in outcomes} <= {200, 503, 0}
    assert all(body == {"translatedText": expected} for status, body, expected in outcomes if status == 200)
    # Whoever was being served at the signal got an answer: at most a connection each was let go before.
    assert sum(status == 200 for status, _, _ in outcomes) >= 32
    assert sum(status == 0 for status, _, _ in outcomes) <= 16


def test_two_workers_keep_to_the_glossary_and_the_memory_and_are_counted_as_one(tmp_path):
    ours = {f"وصل القطار رقم {n} إلى المحطة.": f"Train no. {n} is in." for n in range(24)}
    (tmp_path / "terms.tsv").write_text("درنة\tDerna\n")
    (tmp_path / "ours.tsv").write_text("".join(f"{arabic}\t{english}\n" for arabic, english in ours.items()))
    words = ["--glossary", str(tmp_path / "terms.tsv"), "--memory", str(tmp_path / "ours.tsv")]
    with served("--no-ui", "--workers", "2", "--device", "cpu", "--threads", "1", *words) as server:

        def ask(text):
            # A sentence of the memory beside one for the model and the glossary.
            answer = json.loads(server.read("/translate", form(q=f"{text}\nشن الجيش الليبي هجمات في درنة أمس.")))
            return answer["translatedText"].split("\n")

        with ThreadPoolExecutor(8) as clients:
            answers = list(clients.map(ask, ours))
        counted = server.read("/metrics")
        code, log = server.end(signal.SIGTERM)
    assert [first for first, _ in answers] == list(ours.values())
    assert all("Derna" in second for _, second in answers)
    assert 'mt_requests_total{route="/translate",status="200"} 24.0' in counted
    assert "mt_batch_sentences_sum 48.0" in counted
    assert code == 143
    assert "Traceback" not in log


@pytest.mark.filterwarnings("ignore")
def test_an_upload_that_nobody_read_is_gone_when_the_server_has_ended():
    pytest.importorskip("gradio", reason="needs the ui extra")
    secret = b"secret" * 400_000  # more than a request with a text may have
    with served("--threads", "1") as server:
        head = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        body = head + secret + b"\r\n--x--\r\n"
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        connection.request("POST", "/gradio_api/upload", body, {"Content-Type": "multipart/form-data; boundary=x"})
        assert connection.getresponse().status == 200
        connection.close()
        uploads = [path for path in server.folder.rglob("*") if path.is_file() and path.read_bytes() == secret]
        assert uploads
        server.end(signal.SIGTERM)
        assert not list(server.folder.iterdir())


@pytest.mark.filterwarnings("ignore")
def test_what_a_visitor_asks_of_the_page_counts_for_the_rate_of_the_address():
    gradio_client = pytest.importorskip("gradio_client")
    pytest.importorskip("gradio", reason="needs the ui extra")
    with served("--threads", "1", "--rate", "2") as server:
        client = gradio_client.Client(server.address, verbose=False)
        assert client.predict(text="وصل الوزير أمس.", length="none", api_name="/digest")["paragraphs"]
        assert json.loads(server.read("/translate", form(q="لا")))["translatedText"]
        with pytest.raises(Exception, match="too many requests"):
            client.predict(text="وصل الوزير أمس.", length="none", api_name="/digest")
        with pytest.raises(urllib.error.HTTPError) as refused:
            server.read("/translate", form(q="لا"))
        assert refused.value.code == 429
        refused.value.close()
        client.close()


def resident(pid):
    """Megabytes of memory that a process has."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs Linux's /proc")
def test_models_that_rest_give_their_memory_back_and_the_next_request_has_them_again(page_path):
    body = urllib.parse.urlencode({"text": page_path.read_text()}).encode()
    digests, rested = [], []
    with served("--no-ui", "--threads", "1", "--unload-after", "0.05") as server:
        for _ in range(3):
            digests.append(json.loads(server.read("/digest", body))["paragraphs"])
            awake = resident(server.process.pid)
            for _ in range(600):
                # The embedded models have 9 MB each, without what decoding needs.
                if (rest := resident(server.process.pid)) < awake - 18:
                    break
                time.sleep(0.1)
            rested.append(rest)
            assert rest < awake - 18
    assert digests[0] == digests[1] == digests[2]
    assert rested[2] - rested[1] < 9, "a part of the memory is not given back"
