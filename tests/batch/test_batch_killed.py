import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from batch_samples import ROOT, everything, killed

from mt.cli import main

POINTS = ["translate:1", "translate:3", "write:40", "sync:2", "note:2", "rename:1", "settle:1", "settle:2"]


@pytest.mark.parametrize("where", POINTS)
def test_a_run_killed_at_any_point_and_resumed_equals_one_that_was_not(fakes, pages, tmp_path, where):
    options = ["--part-size", "40", "--max-failures", "1", "-q"]
    assert killed(where, "batch", pages, tmp_path / "out", *options) == -signal.SIGKILL
    assert main(["batch", str(pages), str(tmp_path / "out"), *options]) == 0
    assert main(["batch", str(pages), str(tmp_path / "whole"), *options]) == 0
    assert everything(tmp_path / "out") == everything(tmp_path / "whole")
    assert not list((tmp_path / "out").glob("*.open"))


@pytest.mark.parametrize("where", ["translate:3", "note:2", "rename:1", "settle:1", "unlink:1"])
def test_parquet_parts_survive_being_killed_too(fakes, pages, tmp_path, where):
    pytest.importorskip("pyarrow")
    options = ["--part-size", "40", "--max-failures", "1", "-q", "--to", "parquet"]
    assert killed(where, "batch", pages, tmp_path / "out", *options) == -signal.SIGKILL
    assert main(["batch", str(pages), str(tmp_path / "out"), *options]) == 0
    assert main(["batch", str(pages), str(tmp_path / "whole"), *options]) == 0
    assert everything(tmp_path / "out") == everything(tmp_path / "whole")


@pytest.mark.parametrize("where", ["rename:1", "settle:1", "translate:1", "note:1"])
def test_a_retry_that_is_killed_loses_no_page_and_doubles_none(fakes, pages, tmp_path, where):
    options = ["--part-size", "40", "--max-failures", "1", "-q"]
    assert main(["batch", str(pages), str(tmp_path / "out"), *options]) == 0
    whole = everything(tmp_path / "out")
    assert killed(where, "batch", pages, tmp_path / "out", *options, "--retry-failed") == -signal.SIGKILL
    assert main(["batch", str(pages), str(tmp_path / "out"), *options]) == 0
    assert sorted(everything(tmp_path / "out"), key=str) == sorted(whole, key=str)


def test_a_resumed_run_asks_the_model_in_the_same_windows_as_one_that_was_not_stopped(fakes, pages, tmp_path):
    out = tmp_path / "out"
    assert killed("translate:3", "batch", pages, out, "-q") == -signal.SIGKILL
    with (out / "part-00001.open").open("ab") as stream:  # killed after a record of the window, before the manifest
        stream.write(b'{"schema":"1.0","id":"064.txt","place":"064.txt","status":"ok"}\n')
    assert main(["batch", str(pages), str(out), "--max-failures", "1", "-q"]) == 0
    assert fakes[0].calls == [64, 8]  # sentences: two a page, 32 pages a window, 36 pages left
    assert len(everything(out)) == 100


def test_what_was_finished_before_the_kill_is_not_done_again(fakes, pages, tmp_path):
    assert killed("translate:3", "batch", pages, tmp_path / "out", "-q") == -signal.SIGKILL
    assert main(["batch", str(pages), str(tmp_path / "out"), "--max-failures", "1", "-q"]) == 0
    # Two windows of 32 pages were done; the page in English has nothing to translate, so 36 are left.
    assert len([text for text in fakes[-1].asked if "رقم" in text]) == 36


def test_a_line_that_was_being_written_is_cut_off(fakes, pages, tmp_path):
    out = tmp_path / "out"
    assert killed("translate:3", "batch", pages, out, "-q") == -signal.SIGKILL
    with (out / "part-00001.open").open("ab") as stream:
        stream.write(b'{"schema":"1.0","id":"064.txt","place":"064')
    assert main(["batch", str(pages), str(out), "--max-failures", "1", "-q"]) == 0
    assert [r["id"] for r in everything(out)] == [f"{n:03}.txt" for n in range(100)]


@pytest.mark.parametrize("where", ["translate:3", "sync:2", "note:2"])
def test_ctrl_c_keeps_what_is_done_and_the_next_run_goes_on(fakes, pages, tmp_path, where):
    assert killed(where, "batch", pages, tmp_path / "out", "-q", by="SIGINT") == 130
    assert len(everything(tmp_path / "out")) == 64
    assert main(["batch", str(pages), str(tmp_path / "out"), "--max-failures", "1", "-q"]) == 0
    assert [r["id"] for r in everything(tmp_path / "out")] == [f"{n:03}.txt" for n in range(100)]


def children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def until(condition, seconds=120.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to find the worker processes")
def test_two_real_workers_killed_with_their_parent_leave_no_process_and_lose_no_page(pages, tmp_path):
    options = ["--no-summary", "--beam", "1", "--max-failures", "1", "-q"]
    run = [sys.executable, "-m", "mt", "batch", str(pages)]
    process = subprocess.Popen([*run, str(tmp_path / "out"), *options, "--workers", "2"], cwd=ROOT)
    opened = tmp_path / "out" / "part-00001.open"
    until(lambda: (opened.exists() and opened.stat().st_size) or process.poll() is not None)
    assert process.poll() is None
    workers = children(process.pid)
    assert len(workers) >= 2
    process.kill()
    process.wait()
    until(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))
    subprocess.run([*run, str(tmp_path / "out"), *options, "--workers", "2"], check=True, cwd=ROOT)
    # A window is decoded in other batches by two threads, which changes the last digits of scores.
    subprocess.run([*run, str(tmp_path / "whole"), *options, "--threads", "1"], check=True, cwd=ROOT)
    assert everything(tmp_path / "out") == everything(tmp_path / "whole")
