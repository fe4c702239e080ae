"""The command in a process of its own, with a trial that random weights pass."""

import os
import subprocess
import sys

from mt.models import lock

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


def zip_entry(data):
    import hashlib

    file = lock.File("opus.zip", len(data), hashlib.sha256(data).hexdigest())
    source = lock.Source("url", url="https://nowhere.invalid/opus.zip", files=(file,))
    converter = lock.Converter("marian", "0", "int8")
    return lock.Entry("tiny", "translate", "CC-BY-4.0", source, "sentencepiece-pair", converter=converter)
