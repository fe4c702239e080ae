"""A server that keeps to its operator's glossary and translation memory."""

import threading
from pathlib import Path

import pytest

from mt.cli import main

ARMY = "أعلن الجيش سيطرته على المدينة."
BRIDGE = "فتح الجسر أمام السيارات صباح اليوم."


@pytest.fixture
def words(tmp_path):
    """Options that name a glossary with one term and a memory with one sentence."""
    (tmp_path / "terms.tsv").write_text("الجيش\tArmed Forces\n")
    (tmp_path / "ours.tsv").write_text(f"{BRIDGE}\tThe bridge is open again.\n")
    return ["--glossary", str(tmp_path / "terms.tsv"), "--memory", str(tmp_path / "ours.tsv")]


@pytest.fixture
def serve(fakes, monkeypatch):
    """The application that ``mt serve`` with the given options would put on the network; its services are closed."""
    pytest.importorskip("fastapi_offline", reason="needs the server extra")
    made = []

    def run(*options):
        monkeypatch.setattr("mt.server.run.serve", lambda application, **_: made.append(application))
        assert main(["-q", "serve", "--no-ui", *options]) == 0
        return made[-1]

    yield run
    for application in made:
        application.service.close()


@pytest.fixture
def client(serve, words):
    pytest.importorskip("httpx", reason="needs the server extra")
    from starlette.testclient import TestClient

    return TestClient(serve(*words), base_url="http://127.0.0.1:8080")


def translated(client, q, **fields):
    return client.post("/translate", json={"q": q, "source": "ar", "target": "en", **fields}).json()


def test_a_text_has_the_glossarys_words_and_the_memorys_sentences(client):
    assert "Armed Forces" in translated(client, ARMY)["translatedText"]
    assert translated(client, [BRIDGE, "لا"])["translatedText"] == ["The bridge is open again.", "la"]
    assert translated(client, f"<p>{BRIDGE}</p>", format="html")["translatedText"] == "<p>The bridge is open again.</p>"


def test_a_file_has_them_too(client):
    url = client.post(
        "/translate_file", files={"file": ("a.txt", BRIDGE.encode())}, data={"source": "ar", "target": "en"}
    ).json()["translatedFileUrl"]
    assert client.get(url).text == "The bridge is open again."


@pytest.mark.parametrize("path", ["/digest", "/digest/stream"])
def test_a_digest_has_them_and_says_which_files_it_kept_to(client, path):
    answer = client.post(path, json={"text": f"{ARMY}\n\n{BRIDGE}"})
    assert "Armed Forces" in answer.text and "The bridge is open again." in answer.text
    assert '"origin": "memory"' in answer.text and '"glossary": "terms.tsv ' in answer.text


def test_alternatives_are_still_given(client):
    assert translated(client, "لا", alternatives=1) == {"translatedText": "la", "alternatives": ["la (2)"]}


def test_the_settings_name_the_files_without_their_folders(client, serve):
    from starlette.testclient import TestClient

    named = client.get("/frontend/settings").json()["terminology"]
    assert [value.split()[0] for value in named.values()] == ["terms.tsv", "ours.tsv"]
    assert list(named) == ["glossary", "memory"]
    plain = TestClient(serve(), base_url="http://127.0.0.1:8080")
    assert plain.get("/frontend/settings").json()["terminology"] == {}


def test_the_page_keeps_to_them_and_to_a_visitors_own_glossary(client):
    from mt.document import Page
    from mt.glossary import Entry, Glossary
    from mt.page.desk import Desk
    from mt.page.growing import Wish, grow

    own = Glossary((Entry("المدينة", "Benghazi"),))
    *_, last = grow(Desk(client.app.service), Wish(Page("text", f"{ARMY}\n\n{BRIDGE}"), glossary=own))
    first, second = last.digest.paragraphs
    assert "Armed Forces" in first.translation and "Benghazi" in first.translation
    assert second.translation == "The bridge is open again."


def test_a_file_that_is_not_there_ends_it_before_it_listens(fakes, tmp_path, capsys):
    pytest.importorskip("fastapi_offline", reason="needs the server extra")
    assert main(["serve", "--no-ui", "--glossary", str(tmp_path / "none.tsv")]) == 3
    assert "none.tsv" in capsys.readouterr().err


def test_the_files_are_read_once_and_stay_while_the_models_rest(fakes, words, monkeypatch):
    pytest.importorskip("fastapi_offline", reason="needs the server extra")
    from starlette.testclient import TestClient

    resting, answers = threading.Event(), []
    monkeypatch.setattr("mt.load.forget_engines", resting.set)

    def run(application, **_):
        for path in words[1::2]:
            Path(path).write_text("")
        assert resting.wait(60)
        with TestClient(application, base_url="http://127.0.0.1:8080") as client:
            answers.append(translated(client, BRIDGE)["translatedText"])

    monkeypatch.setattr("mt.server.run.serve", run)
    assert main(["-q", "serve", "--no-ui", "--unload-after", "0.0001", *words]) == 0
    assert answers == ["The bridge is open again."]
