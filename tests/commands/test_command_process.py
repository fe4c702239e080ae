import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from command_fakes import ROOT, SENTENCE

# The command with fakes in place of models, as a process. "slow" and "deaf" take minutes, one in Python, one not.
PROGRAM = textwrap.dedent(
    """
    import hashlib, sys, time
    from mt import pipeline
    from mt.cli import main
    from mt.testing import FakeSummarizer, FakeTranslator

    class Slow(FakeTranslator):
        def translate(self, texts, *, progress=None):
            print("translating", file=sys.stderr, flush=True)
            time.sleep(60)

    class Deaf(FakeTranslator):
        def translate(self, texts, *, progress=None):
            print("translating", file=sys.stderr, flush=True)
            hashlib.pbkdf2_hmac("sha256", b"", b"", 500_000_000)  # native code that hears no signal

    translators = {"slow": Slow, "deaf": Deaf}
    pipeline.load_translator = lambda name=None, **_: translators.get(name, FakeTranslator)()
    pipeline.load_summarizer = lambda name=None, **_: FakeSummarizer()
    sys.exit(main(sys.argv[1:]))
    """
)


def start(*arguments, **options):
    command = [sys.executable, "-c", PROGRAM, *map(str, arguments)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, cwd=ROOT, **options)


def test_python_m_mt_is_the_command():
    done = subprocess.run(
        [sys.executable, "-m", "mt", "--version"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.startswith("mt ")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
def test_a_reader_that_goes_away_ends_the_command_quietly(tmp_path):
    path = tmp_path / "long.txt"
    path.write_text(f"{SENTENCE}\n" * 4_000, encoding="utf-8")  # 150 kB, more than a pipe holds
    with start("translate", path, stdout=subprocess.PIPE) as process:
        assert process.stdout.read(1) == b"a"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("arguments", [["digest"], ["translate"], ["digest", "--to", "json"], ["digest", "--help"]])
def test_a_full_disk_on_standard_output_ends_with_5(page, arguments):
    with Path("/dev/full").open("wb") as full, start(*arguments, page, stdout=full) as process:
        assert process.stderr.read() == b"mt: error: cannot write to standard output: no space left on device\n"
    assert process.returncode == 5


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_under_out_ends_with_5(page):
    with start("digest", page, "--out", "/dev/full", stdout=subprocess.DEVNULL) as process:
        assert process.stderr.read() == b"mt: error: cannot write /dev/full: no space left on device\n"
    assert process.returncode == 5


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to a child there")
@pytest.mark.parametrize("model", ["slow", "deaf"])
def test_an_interrupt_stops_the_command_with_one_line_and_no_file(page, tmp_path, model):
    folder = tmp_path / "out"
    folder.mkdir()
    arguments = ("digest", page, "--model", model, "--out", folder / "x.html")
    with start(*arguments, stdout=subprocess.PIPE) as process:
        assert process.stderr.readline() == b"translating\n"
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == b"mt: stopped\n"
        assert process.stdout.read() == b""
    assert process.returncode == 130
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="file descriptors of POSIX")
@pytest.mark.parametrize(("closed", "code"), [(0, 3), (1, 5)])
def test_a_closed_standard_stream_is_an_error_like_another(page, closed, code):
    with start("digest", page if closed else "-", preexec_fn=lambda: os.close(closed)) as process:
        assert process.stderr.read().startswith(b"mt: error: ")
    assert process.returncode == code


def test_output_to_a_pipe_is_utf8_whatever_the_locale(page):
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    with start("digest", page, "--show-source", stdout=subprocess.PIPE, env=environment) as process:
        assert SENTENCE in process.stdout.read().decode("utf-8")
    assert process.returncode == 0
