"""Each architecture, from a repository on a local Hub to the words that transformers itself decodes.

Needs an interpreter with torch and transformers: this one, or the one that ``MT_TORCH_PYTHON`` names.
"""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from hub_server import Repository

from mt.engine import Decoding, Engine
from mt.errors import ModelError
from mt.models import catalog, fetch, lock, render, store
from mt.models.fetch import Options

PYTHON = os.environ.get("MT_TORCH_PYTHON") or (sys.executable if find_spec("torch") else "")
ROLES = {"marian": "translate", "m2m_100": "translate", "bart": "summarize", "pegasus": "summarize", "t5": "summarize"}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not PYTHON, reason="no torch here: install mt-digest[training] or set MT_TORCH_PYTHON"),
]


@pytest.fixture(scope="session")
def checkpoints(tmp_path_factory):
    out = tmp_path_factory.mktemp("checkpoints")
    script = Path(__file__).with_name("checkpoints.py")
    done = subprocess.run([PYTHON, "-W", "ignore", script, out], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture
def options(tmp_path, server):
    return Options(tmp_path / "store", Path(PYTHON), server.endpoint, try_out=lambda located: None)


def installed(server, folder, options, role):
    server.repositories["tiny/model"] = Repository({p.name: p.read_bytes() for p in folder.iterdir()})
    entry = catalog.lock_model("tiny/model", options, role=role, quantization="float32")
    entry = fetch.fetch(entry, options)
    path = options.store / "models.lock"
    render.write(lock.Lock().put(entry), path)
    return store.locate(role, entry.name, lock=path, store=options.store)


@pytest.mark.parametrize("kind", ROLES)
def test_the_engine_decodes_what_transformers_decodes(checkpoints, server, options, kind):
    located = installed(server, checkpoints / kind, options, ROLES[kind])
    expected = json.loads((checkpoints / f"{kind}.json").read_text())
    if kind == "bart":
        pytest.importorskip("tokenizers", reason="byte-level BPE needs the tokenizers library")
    engine = Engine(located.folder, threads=1, frame=located.frame)
    (found,) = engine.generate([engine.encode(expected["text"])], Decoding(beam_size=1, max_length=12, min_length=0))

    output = expected["output"][1:]  # without the token that decoding starts from
    output = output[len(located.frame.target_prefix) :]
    output = output[:-1] if output[-1] == "</s>" else output
    assert list(found.pieces)[: len(output)] == output


def test_what_surrounds_the_pieces_is_what_the_tokenizer_of_transformers_puts(checkpoints, server, options):
    located = installed(server, checkpoints / "m2m_100", options, "translate")
    expected = json.loads((checkpoints / "m2m_100.json").read_text())["source"]
    assert expected[0] == located.frame.source_prefix[0] == "ara_Arab"
    assert expected[-1] == located.frame.source_suffix[0] == "</s>"
    assert located.frame.target_prefix == ("eng_Latn",)


def test_decoding_settings_come_from_the_models_own_file(checkpoints, server, options):
    server.repositories["tiny/model"] = Repository({p.name: p.read_bytes() for p in (checkpoints / "bart").iterdir()})
    entry = catalog.lock_model("tiny/model", options, role="summarize")
    # transformers counts the start token in both lengths, the engine does not.
    assert entry.decoding | {"min_length": 5, "max_length": 29} == entry.decoding
    assert (entry.decoding["beam_size"], entry.decoding["length_penalty"]) == (4, 2.0)
    assert entry.frame.target_prefix == ("<s>",)
    assert entry.frame.limit == 62


def test_a_pickle_that_runs_code_is_not_executed(checkpoints, server, options, tmp_path):
    marker = tmp_path / "executed"
    script = f"""
import torch
class Evil:
    def __reduce__(self):
        import pathlib
        return (pathlib.Path.touch, (pathlib.Path({str(marker)!r}),))
torch.save({{"x": Evil()}}, {str(tmp_path / "pytorch_model.bin")!r})
"""
    subprocess.run([PYTHON, "-c", script], check=True)
    files = {p.name: p.read_bytes() for p in (checkpoints / "marian").iterdir() if p.suffix != ".safetensors"}
    files["pytorch_model.bin"] = (tmp_path / "pytorch_model.bin").read_bytes()
    server.repositories["tiny/model"] = Repository(files)
    entry = catalog.lock_model("tiny/model", options, role="translate")
    with pytest.raises(ModelError, match="cannot be converted"):
        fetch.fetch(entry, options)
    assert not marker.exists()
