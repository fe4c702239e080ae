"""Pages, windows and runs that several tests of mt.batch share."""

import subprocess
import sys
import textwrap
from pathlib import Path

from mt.batch.inputs import Item
from mt.batch.parts import read
from mt.batch.window import Room, windows

ROOT = Path(__file__).resolve().parents[2]
BODY = "أعلن الجيش الليبي سيطرته على المدينة رقم {}. وقال المتحدث باسمه إن العملية استمرت ثلاثة أيام متواصلة."


def everything(out):
    """All records of an output folder, in order."""
    return [record for part in sorted(out.glob("part-*")) for record in read(part)]


def items(*texts):
    return [Item(f"{n}.txt", f"{n}.txt", text, 10) for n, text in enumerate(texts)]


def small_windows():
    """Ten pages, two a window."""
    return windows(items(*(BODY.format(n) for n in range(10))), Room(pages=2))


# ``mt batch`` with fakes, killed by itself before the nth call of something: exact where a timer is not.
DEADLY = textwrap.dedent("""
    import os, signal, sys
    from pathlib import Path
    from mt import pipeline
    from mt.batch import manifest, output, parts
    from mt.cli import main
    from mt.testing import FakeSummarizer, FakeTranslator

    pipeline.load_translator = lambda *_, **__: FakeTranslator()
    pipeline.load_summarizer = lambda *_, **__: FakeSummarizer()
    where, count = sys.argv[1].split(":")
    owner, name = {
        "translate": (FakeTranslator, "translate"), "write": (output, "line_of"), "sync": (os, "fsync"),
        "note": (manifest.Manifest, "note"), "rename": (Path, "replace"), "settle": (parts, "_settle"),
        "unlink": (Path, "unlink"),
    }[where]
    original, calls = getattr(owner, name), 0

    def deadly(*args, **options):
        global calls
        calls += 1
        if calls == int(count):
            os.kill(os.getpid(), getattr(signal, sys.argv[2]))
        return original(*args, **options)

    setattr(owner, name, deadly)
    sys.exit(main(sys.argv[3:]))
""")


def killed(where, *args, by="SIGKILL"):
    """The exit code of a run that kills itself."""
    command = [sys.executable, "-c", DEADLY, where, by, *map(str, args), "--max-failures", "1"]
    return subprocess.run(command, capture_output=True, cwd=ROOT, check=False).returncode
