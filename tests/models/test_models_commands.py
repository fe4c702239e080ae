"""``mt models`` as a user types it, against local servers, with processes killed and raced."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hub_server import Repository

from mt import cli, pipeline
from mt.models import fetch, lock, render, smoke, store

REPO = "somebody/tiny-ct2"

# The command with a trial that random weights pass; HANG names a step before which it waits to be killed.
DRIVER = """
import os, sys, time
from pathlib import Path
from mt.models import convert, fetch, smoke, web
smoke.check = lambda located: None
web._PAUSES = (0.0,)

def hang(module, name, after):
    real = getattr(module, name)
    def wrapper(*args, **kwargs):
        found = real(*args, **kwargs) if after else None
        Path(os.environ["HUNG"]).touch()
        time.sleep(600)
    setattr(module, name, wrapper)

step = os.environ.get("HANG", "")
if step:
    module, name, when = step.split()
    hang({"convert": convert, "fetch": fetch, "web": web, "smoke": smoke}[module], name, when == "after")
from mt.cli import main
raise SystemExit(main())
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A working folder of its own, an empty store, no settings from outside."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("MT_STORE", str(tmp_path / "store"))
    monkeypatch.setattr(smoke, "check", lambda located: None)
    return tmp_path


def environment(home, **more):
    clean = {k: v for k, v in os.environ.items() if not k.startswith("HF_")}
    quiet = {"HF_HUB_DISABLE_TELEMETRY": "1", "HF_HUB_DISABLE_UPDATE_CHECK": "1", "HF_HOME": str(home / "hf")}
    return {**clean, **quiet, "MT_STORE": str(home / "store"), **more}


def start(home, *args, **more):
    command = [sys.executable, "-c", DRIVER, *args]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=home / "work", env=environment(home, **more), **pipes)


def mt(home, *args, **more):
    process = start(home, *args, **more)
    out, err = process.communicate(timeout=300)
    return process.returncode, out, err


@pytest.fixture
def tiny_repository(server, ready):
    server.repositories[REPO] = Repository(dict(ready))
    return server


def test_a_model_goes_from_the_hub_to_a_translation_by_three_commands(home, tiny_repository, capsys):
    mirror = ("--mirror", tiny_repository.endpoint)
    assert cli.main(["models", "fetch", REPO, "--role", "translate", *mirror]) == 0
    assert cli.main(["models", "use", "tiny-ct2"]) == 0
    assert cli.main(["models", "verify", "tiny-ct2"]) == 0
    said = capsys.readouterr()
    assert "0.6 MB from somebody/tiny-ct2@" in said.err
    assert "licence: mit" in said.err
    assert "tiny-ct2: 6 files, as locked" in said.err
    assert said.out == ""

    assert cli.main(["models", "path", "tiny-ct2"]) == 0
    folder = capsys.readouterr().out.strip()
    written = lock.read(home / "work" / "models.lock")
    assert written.defaults == {"translate": "tiny-ct2"}
    assert folder == str(store.folder(written.entries["tiny-ct2"]))

    translator = pipeline.load_translator(threads=1)  # by the lock of the working folder
    assert translator.identity["name"] == "tiny-ct2"
    (translation,) = translator.translate(["قال الوزير"])
    assert translation.pieces_in > 0


def test_a_repository_is_known_again_by_its_full_name(home, tiny_repository):
    mirror = ("--role", "translate", "--mirror", tiny_repository.endpoint)
    assert cli.main(["models", "fetch", REPO, *mirror]) == 0
    tiny_repository.log.clear()
    assert cli.main(["models", "fetch", REPO, *mirror]) == 0
    assert tiny_repository.log == []


def test_another_repository_of_the_same_name_does_not_take_its_place(home, tiny_repository, ready, capsys):
    tiny_repository.repositories["other/tiny-ct2"] = Repository({**ready, "README.md": b"# other\n"})
    mirror = ("--role", "translate", "--mirror", tiny_repository.endpoint)
    assert cli.main(["models", "lock", REPO, *mirror]) == 0
    assert cli.main(["models", "fetch", "other/tiny-ct2", *mirror]) == 4
    assert "tiny-ct2 is already the name of somebody/tiny-ct2@" in capsys.readouterr().err
    assert lock.read(home / "work" / "models.lock").entries["tiny-ct2"].source.repo == REPO


def test_the_list_shows_state_and_default_of_each_model(home, tiny_repository, capsys):
    cli.main(["models", "lock", REPO, "--role", "translate", "--mirror", tiny_repository.endpoint])
    capsys.readouterr()
    assert cli.main(["models", "list", "--json"]) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["tiny-ct2"]["state"] == "locked"
    assert rows["opus-mt-tc-big-ar-en"]["state"] == "in the catalog"
    assert [row["state"] for row in rows.values() if row["default"]] == ["embedded"] * 2


def test_info_says_that_a_model_is_not_for_commercial_use(home, capsys):
    assert cli.main(["models", "info", "nllb-200-distilled-600m"]) == 0
    out = capsys.readouterr().out
    assert "notice: NOT FOR COMMERCIAL USE" in out
    assert "BLEU 37.4 on FLORES-200 devtest (OPUS-MT leaderboard)" in out


@pytest.mark.parametrize("command", ["info", "fetch", "use", "remove", "path", "verify"])
def test_an_unknown_model_ends_with_code_4_and_a_way_out(home, capsys, command):
    assert cli.main(["models", command, "no-such-model"]) == 4
    assert "mt models" in capsys.readouterr().err


def test_an_altered_file_is_found_by_verify_and_repaired_by_fetch(home, tiny_repository, capsys):
    mirror = ("--mirror", tiny_repository.endpoint)
    cli.main(["models", "fetch", REPO, "--role", "translate", *mirror])
    cli.main(["models", "path", "tiny-ct2"])
    model = Path(capsys.readouterr().out.strip()) / "model.bin"
    with model.open("r+b") as data:
        data.write(b"\xff")
    assert cli.main(["models", "verify"]) == 4
    said = capsys.readouterr().err
    assert "model.bin: SHA-256" in said
    assert "mt models fetch tiny-ct2" in said
    assert cli.main(["models", "fetch", "tiny-ct2", *mirror]) == 0
    assert cli.main(["models", "verify", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["differences"] for row in rows if row["name"] == "tiny-ct2"] == [[]]


def test_remove_frees_the_files_and_leaves_the_lock(home, tiny_repository, capsys):
    cli.main(["models", "fetch", REPO, "--role", "translate", "--mirror", tiny_repository.endpoint])
    before = (home / "work" / "models.lock").read_bytes()
    assert cli.main(["models", "remove", "tiny-ct2"]) == 0
    assert (home / "work" / "models.lock").read_bytes() == before
    assert cli.main(["models", "path", "tiny-ct2"]) == 4
    assert "mt models fetch tiny-ct2" in capsys.readouterr().err


def test_an_embedded_model_cannot_be_removed(home, capsys):
    assert cli.main(["models", "list", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    embedded = [row["name"] for row in rows if row["state"] == "embedded"]
    assert cli.main(["models", "remove", embedded[0]]) == 4
    assert "part of this package" in capsys.readouterr().err


def test_another_quantization_makes_another_folder(home, server, marian, capsys, monkeypatch):
    entry = zip_entry(marian)
    server.files["opus.zip"] = marian
    render.write(lock.Lock().put(entry), home / "work" / "models.lock")
    for quantization in ("int8", "float32"):
        assert cli.main(["models", "fetch", "tiny", "--quantization", quantization, "--mirror", server.endpoint]) == 0
    assert len([p for p in (home / "store" / "tiny").iterdir() if p.is_dir()]) == 2
    assert lock.read(home / "work" / "models.lock").entries["tiny"].converter.quantization == "float32"


def zip_entry(data):
    import hashlib

    file = lock.File("opus.zip", len(data), hashlib.sha256(data).hexdigest())
    source = lock.Source("url", url="https://nowhere.invalid/opus.zip", files=(file,))
    converter = lock.Converter("marian", "0", "int8")
    return lock.Entry("tiny", "translate", "CC-BY-4.0", source, "sentencepiece-pair", converter=converter)


@pytest.mark.slow
def test_hf_endpoint_is_asked_and_hf_home_is_looked_into_first(home, tiny_repository):
    server = tiny_repository
    warm = f"from huggingface_hub import hf_hub_download as d; d({REPO!r}, 'model.bin', revision={_commit(server)!r})"
    ours = environment(home, HF_ENDPOINT=server.endpoint)
    subprocess.run([sys.executable, "-c", warm], env=ours, check=True, capture_output=True)
    code, _, err = mt(home, "models", "lock", REPO, "--role", "translate", HF_ENDPOINT=server.endpoint)
    assert code == 0, err
    server.log.clear()
    code, _, err = mt(home, "models", "fetch", "tiny-ct2", HF_ENDPOINT=server.endpoint)
    assert code == 0, err
    assert server.log
    assert not [line for line in server.log if line.endswith("model.bin")]


def _commit(server):
    return server.repositories[REPO].commit


@pytest.mark.slow
def test_offline_the_hub_is_not_asked_and_the_embedded_models_serve(home, tiny_repository):
    more = {"HF_ENDPOINT": tiny_repository.endpoint, "HF_HUB_OFFLINE": "1"}
    code, _, err = mt(home, "models", "fetch", REPO, "--role", "translate", **more)
    assert code == 4
    assert "HF_HUB_OFFLINE is set" in err
    assert tiny_repository.log == []
    assert mt(home, "models", "path", "news-ar-en-1", **more)[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "step",
    [
        "web download before",
        "web download after",
        "convert unpack after",
        "convert convert before",
        "convert convert after",
        "smoke check before",
        "fetch measure after",
        "fetch _place before",
        "fetch _place after",
    ],
)
def test_killed_at_any_step_the_next_run_completes(home, server, marian, step):
    server.files["opus.zip"] = marian
    render.write(lock.Lock().put(zip_entry(marian)), home / "work" / "models.lock")
    fetch_tiny = ("models", "fetch", "tiny", "--mirror", server.endpoint)
    _kill_when_hung(home, start(home, *fetch_tiny, HANG=step, HUNG=str(home / "hung")))
    installed = lock.read(home / "work" / "models.lock").entries["tiny"].files
    assert installed == ()  # nothing is claimed before it is in place
    code, _, err = mt(home, *fetch_tiny)
    assert code == 0, err
    entry = lock.read(home / "work" / "models.lock").entries["tiny"]
    assert fetch.is_complete(entry, home / "store")
    assert list((home / "store" / ".work").iterdir()) == []


@pytest.mark.slow
def test_killed_in_the_middle_of_a_download_the_next_run_goes_on_from_there(home, server, marian):
    server.files["opus.zip"] = marian
    server.faults["opus.zip"] = "slow"
    server.pause = 0.1
    render.write(lock.Lock().put(zip_entry(marian)), home / "work" / "models.lock")
    fetch_tiny = ("models", "fetch", "tiny", "--mirror", server.endpoint)
    process = start(home, *fetch_tiny)
    _wait(lambda: any(p.stat().st_size for p in (home / "store").rglob("opus.zip")), process)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    (partial,) = (home / "store").rglob("opus.zip")
    have = partial.stat().st_size
    assert 0 < have < len(marian)
    server.faults.clear()
    server.log.clear()
    code, _, err = mt(home, *fetch_tiny)
    assert code == 0, err
    assert server.log == [f"GET /opus.zip bytes={have}-"]


@pytest.mark.slow
def test_killed_in_the_middle_of_a_hub_file_the_next_run_completes(home, tiny_repository):
    server = tiny_repository
    server.faults["model.bin"] = "slow"
    server.pause = 0.2
    fetch_tiny = ("models", "fetch", REPO, "--role", "translate", "--mirror", server.endpoint)
    process = start(home, *fetch_tiny)
    _wait(lambda: f"GET /storage/{REPO}/model.bin" in server.log, process)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert not list((home / "store" / "tiny-ct2").glob("*"))
    server.faults.clear()
    code, _, err = mt(home, *fetch_tiny)
    assert code == 0, err
    assert fetch.is_complete(lock.read(home / "work" / "models.lock").entries["tiny-ct2"], home / "store")


@pytest.mark.slow
def test_two_fetches_at_once_download_once_and_both_succeed(home, server, marian):
    server.files["opus.zip"] = marian
    server.faults["opus.zip"] = "slow"
    render.write(lock.Lock().put(zip_entry(marian)), home / "work" / "models.lock")
    fetch_tiny = ("models", "fetch", "tiny", "--mirror", server.endpoint)
    both = [start(home, *fetch_tiny), start(home, *fetch_tiny)]
    ends = [(process.communicate(timeout=300)[1], process.returncode) for process in both]
    assert [code for _, code in ends] == [0, 0], ends
    entry = lock.read(home / "work" / "models.lock").entries["tiny"]
    assert fetch.is_complete(entry, home / "store")
    assert server.log.count("GET /opus.zip") == 1


def _kill_when_hung(home, process):
    _wait((home / "hung").exists, process)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def _wait(condition, process):
    for _ in range(6000):
        if condition():
            return
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    pytest.fail("the step was never reached")
