"""On a Ray cluster of this machine: slow to start, hence one for all of these tests."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

# Read when Ray is imported: without, whoever reaches this machine could run code on it.
os.environ.setdefault("RAY_AUTH_MODE", "token")
pytest.importorskip("ray", reason="needs Ray")

from batch_samples import BODY, everything, small_windows

from mt.batch.cluster import Cluster, Matching
from mt.batch.inputs import Item, find
from mt.batch.loading import Loader
from mt.batch.window import Engines, Room, windows
from mt.batch.workers import here
from mt.cli import main
from mt.errors import ModelError, UsageError
from mt.testing import FakeTranslator

# Ray leaves a few sockets and files to the garbage collector.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(port, folder):
    """A cluster of this machine alone, or None: a busy machine is too slow for Ray, which waits 30 seconds."""
    command = [str(Path(sys.executable).with_name("ray")), "start", "--head", "--block", f"--port={port}"]
    options = ["--num-cpus=2", "--include-dashboard=false", f"--temp-dir={folder}", "--object-store-memory=100000000"]
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen([*command, *options], stdout=said, stderr=said, cwd=folder)
    while process.poll() is None and b"Ray runtime started" not in (folder / "said").read_bytes():
        time.sleep(0.2)
    return process if process.poll() is None else None


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The address of a cluster: that of RAY_ADDRESS, or one of two cores that ends with these tests."""
    if "RAY_ADDRESS" in os.environ:
        yield os.environ["RAY_ADDRESS"]
        return
    os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))  # recent Rays let nobody in without
    port = free_port()
    folder = tmp_path_factory.mktemp("r")
    process = next((found for _ in range(3) if (found := start(port, folder))), None)
    if process is None:
        pytest.fail("Ray did not start: " + (folder / "said").read_text(errors="replace")[-500:])
    yield f"127.0.0.1:{port}"
    process.terminate()
    process.wait()


def fake_engines():
    def engines():
        return Engines(FakeTranslator())

    return engines


def dying_over(words, *, once=None):
    """Engines that end their process over ``words``: each time, or only while the file ``once`` is not there."""

    def engines():
        class Deadly(FakeTranslator):
            def translate(self, texts, *, progress=None):
                if any(words in text for text in texts) and not (once and once.exists()):
                    if once:
                        once.touch()
                    os._exit(9)
                return super().translate(texts, progress=progress)

        return Engines(Deadly())

    return engines


def made_by(cluster, of):
    return json.dumps([records for _, records in cluster.run(of)])


def test_a_cluster_gives_the_same_records_in_the_same_order_as_one_process(address):
    with Cluster(fake_engines(), 2, address=address) as cluster:
        made = made_by(cluster, small_windows())
    assert made == json.dumps([records for _, records in here(small_windows(), Engines(FakeTranslator()))])


def test_files_and_addresses_are_read_and_a_missing_one_is_a_failed_page(address, tmp_path):
    for n in range(3):
        (tmp_path / f"{n}.txt").write_text(BODY.format(n), encoding="utf-8")
    missing = Item("no.txt", "no.txt", tmp_path / "no.txt", 1)
    items = [*find([str(tmp_path)]), missing, *find([f"file://{tmp_path}"])]
    of = list(windows(items, Room(pages=2)))
    with Cluster(fake_engines(), 1, address=address) as cluster:
        made = made_by(cluster, of)
    assert [record["status"] for window in json.loads(made) for record in window] == ["ok"] * 3 + ["failed"] + [
        "ok"
    ] * 3
    assert made == json.dumps([records for _, records in here(of, Engines(FakeTranslator()))])


def test_an_actor_that_is_killed_costs_no_page_and_changes_no_record(address, tmp_path):
    engines = dying_over("رقم 5", once=tmp_path / "died")
    with Cluster(engines, 2, address=address) as cluster:
        made = made_by(cluster, small_windows())
    assert (tmp_path / "died").exists()
    assert made == json.dumps([records for _, records in here(small_windows(), engines())])


def test_a_page_that_kills_its_actor_is_recorded_and_costs_no_other_page(address):
    with Cluster(dying_over("رقم 5"), 2, address=address) as cluster:
        made = [record for _, records in cluster.run(small_windows()) for record in records]
    assert [record["place"] for record in made] == [f"{n}.txt" for n in range(10)]
    assert [record["place"] for record in made if record["status"] == "failed"] == ["5.txt"]
    assert "died" in made[5]["error"]["message"]


def test_work_begins_with_the_cores_that_are_there_when_more_are_asked_for(address):
    with Cluster(fake_engines(), 50, address=address) as cluster:
        made = [record for _, records in cluster.run(small_windows()) for record in records]
    assert [record["status"] for record in made] == ["ok"] * 10


def test_a_cluster_without_a_free_core_is_an_error_and_no_wait_for_ever(address):
    with (
        Cluster(fake_engines(), 2, address=address) as cluster,
        pytest.raises(UsageError, match="no core"),
    ):
        cluster._patience = 0.0
        list(cluster.run(small_windows()))


def test_engines_that_cannot_be_loaded_end_the_run(address):
    def engines():
        raise ModelError("no model")

    with Cluster(engines, 1, address=address) as cluster, pytest.raises(ModelError, match="no model"):
        list(cluster.run(small_windows()))


def test_a_machine_with_other_models_is_refused(address):
    other = Matching(Loader(summary=False), {**Loader(summary=False).settings, "mt": "0.0"})
    with Cluster(other, 1, address=address) as cluster, pytest.raises(ModelError, match=r"other models.*\(mt\)"):
        list(cluster.run(small_windows()))


def test_the_command_writes_the_same_bytes_on_a_cluster_as_here(address, pages, tmp_path):
    options = ["--no-summary", "--beam", "1", "--max-failures", "1", "-q"]
    ray = ["--engine", "ray", "--address", address, "--workers", "2"]
    assert main(["batch", str(pages), str(tmp_path / "ray"), *options, *ray]) == 0
    assert main(["batch", str(pages), str(tmp_path / "here"), *options, "--threads", "1"]) == 0
    assert everything(tmp_path / "ray") == everything(tmp_path / "here")
    names = [sorted(path.name for path in (tmp_path / name).glob("part-*")) for name in ("ray", "here")]
    assert names == [["part-00001.jsonl"], ["part-00001.jsonl"]]
    assert (tmp_path / "ray" / names[0][0]).read_bytes() == (tmp_path / "here" / names[0][0]).read_bytes()
