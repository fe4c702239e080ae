"""What the tests of locking and fetching share: a repository, an archive, and what is left of both."""

import hashlib

from mt.engine import Decoding, Engine
from mt.models.lock import Converter, Entry, File, Frame, Source

REPO = "somebody/tiny-ct2"


def try_out(located):
    """Random weights say nothing sensible, but they must load and decode."""
    engine = Engine(located.folder, threads=1, frame=located.frame)
    assert len(engine.generate([engine.encode("قال الوزير")], Decoding(beam_size=1, max_length=4))) == 1


def archive_entry(data, name="opus"):
    file = File(f"{name}.zip", len(data), hashlib.sha256(data).hexdigest())
    return Entry(
        "tiny-marian",
        "translate",
        "CC-BY-4.0",
        Source("url", url=f"https://nowhere.invalid/{name}.zip", files=(file,)),
        "sentencepiece-pair",
        converter=Converter("marian", "0", "int8"),
        frame=Frame(limit=150),
        decoding={"beam_size": 4},
    )


def left(options):
    """What is in the store beside locks."""
    return sorted(p.name for p in options.store.iterdir() if p.name != ".locks") if options.store.exists() else []
