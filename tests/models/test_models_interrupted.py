"""Fetching in processes of its own: killed, offline, twice at once."""

import signal
import subprocess
import sys
import time

import pytest
from command_driver import REPO, environment, mt, start, zip_entry

from mt.models import fetch, lock, render


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
