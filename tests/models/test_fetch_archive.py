"""A Marian archive from a local server becomes a model in the store, or nothing does."""

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import tiny
from fetching import REPO, archive_entry, left
from hub_server import Repository

from mt.errors import IntegrityError, ModelError, OutputError, UsageError
from mt.models import catalog, fetch, store
from mt.models.lock import Converter, File


def test_a_marian_archive_becomes_a_model_folder(zip_entry, options):
    entry = fetch.fetch(zip_entry, options)
    place = store.folder(entry, store=options.store)
    assert {p.name for p in place.iterdir()} == {
        "config.json", "LICENSE", "model.bin", "README.md", "shared_vocabulary.json", "source.spm", "target.spm",
    }  # fmt: skip
    assert json.loads((place / "config.json").read_text())["add_source_eos"] is True
    import ctranslate2

    assert entry.converter.version == ctranslate2.__version__


@pytest.mark.slow
def test_a_marian_archive_with_plain_vocabularies_gives_the_same_weights(server, zip_entry, options, marian):
    other = tiny.marian_zip(plain=True)
    server.files["plain.zip"] = other
    first = fetch.fetch(zip_entry, options)
    second = fetch.fetch(replace(archive_entry(other, "plain"), name="plain"), options)
    hashes = [{f.path: f.sha256 for f in entry.files} for entry in (first, second)]
    assert hashes[0]["model.bin"] == hashes[1]["model.bin"]
    assert hashes[0]["shared_vocabulary.json"] == hashes[1]["shared_vocabulary.json"]


@pytest.mark.slow
def test_converting_twice_gives_the_bytes_of_the_lock(zip_entry, options, tmp_path):
    entry = fetch.fetch(zip_entry, options)
    elsewhere = replace(options, store=tmp_path / "other")
    assert fetch.fetch(entry, elsewhere) == entry


@pytest.mark.usefixtures("no_conversion")
def test_a_conversion_that_gives_other_bytes_is_not_installed(zip_entry, options, tmp_path):
    entry = fetch.fetch(zip_entry, options)
    files = tuple(replace(f, sha256="0" * 64) if f.path == "model.bin" else f for f in entry.files)
    other = replace(options, store=tmp_path / "other")
    with pytest.raises(IntegrityError, match=r"other bytes than the lock names: model\.bin"):
        fetch.fetch(replace(entry, files=files), other)
    assert left(other) == [".work"]


@pytest.mark.usefixtures("no_conversion")
def test_a_lock_made_by_another_converter_is_not_followed_silently(zip_entry, options, tmp_path):
    entry = fetch.fetch(zip_entry, options)
    old = replace(entry, converter=replace(entry.converter, version="4.0.0"))
    with pytest.raises(ModelError, match=r"locked with converter 4\.0\.0.*mt models lock"):
        fetch.fetch(old, replace(options, store=tmp_path / "other"))


@pytest.mark.slow
@pytest.mark.parametrize("quantization", ["int8", "int8_float32", "float32"])
def test_weights_are_quantized_as_asked(zip_entry, options, quantization):
    entry = fetch.fetch(replace(zip_entry, converter=Converter("marian", "0", quantization)), options)
    size = next(f.size for f in entry.files if f.path == "model.bin")
    # float32 takes about four bytes where int8 takes one; the position table stays float32 in both.
    assert (size > 150_000) is (quantization == "float32")


def test_locking_an_archive_asks_for_its_size(server, options, marian, monkeypatch):
    server.files["opus.zip"] = marian
    digest = hashlib.sha256(marian).hexdigest()
    known = catalog.Model("m", "translate", "t", "MIT", "url", url="https://nowhere.invalid/a/opus.zip", sha256=digest)
    monkeypatch.setattr(catalog, "catalog", lambda: {"m": known})
    entry = catalog.lock_model("m", options)
    assert entry.source.files == (File("opus.zip", len(marian), digest),)
    assert server.log == ["HEAD /opus.zip"]


def test_a_disk_without_room_is_seen_before_the_download(server, zip_entry, options, monkeypatch):
    monkeypatch.setattr(fetch.shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10**6, 0, 10**6))
    with pytest.raises(OutputError, match=r"1 MB are free .* MT_STORE"):
        fetch.fetch(zip_entry, options)
    assert server.log == []


@pytest.mark.usefixtures("no_conversion")
def test_a_disk_that_fills_up_is_an_output_error_and_the_next_run_goes_on(server, zip_entry, options, monkeypatch):
    real = Path.open

    def full(self, mode="r", *args, **kwargs):
        if self.name == "opus.zip" and mode in ("ab", "wb"):
            raise OSError(28, "No space left on device")
        return real(self, mode, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", full)
        with pytest.raises(OutputError, match="No space left on device: run the same command again"):
            fetch.fetch(zip_entry, options)
    assert fetch.is_complete(fetch.fetch(zip_entry, options), options.store)


@pytest.mark.usefixtures("no_conversion")
def test_a_model_that_fails_its_trial_is_not_installed(zip_entry, options):
    def refuse(located):
        raise ModelError("garbage")

    with pytest.raises(ModelError, match="garbage"):
        fetch.fetch(zip_entry, replace(options, try_out=refuse))
    assert left(options) == [".work"]


def test_the_smoke_check_refuses_random_weights(zip_entry, options):
    with pytest.raises(ModelError, match=r"was converted but does not work.*not installed: please report it"):
        fetch.fetch(zip_entry, replace(options, try_out=None))
    assert left(options) == [".work"]


@pytest.mark.usefixtures("no_conversion")
def test_an_altered_installed_file_is_replaced_by_the_next_fetch(zip_entry, options):
    entry = fetch.fetch(zip_entry, options)
    model = store.folder(entry, store=options.store) / "model.bin"
    model.write_bytes(model.read_bytes()[:-1] + b"\0\0")
    assert fetch.fetch(entry, options) == entry
    assert fetch.is_complete(entry, options.store)


@pytest.mark.usefixtures("no_conversion")
def test_removing_frees_the_files_and_half_done_work(zip_entry, options, server):
    entry = fetch.fetch(zip_entry, options)
    work = options.store / ".work" / f"{entry.name}-{'a' * 16}"
    work.mkdir()
    (work / "part").write_bytes(b"x" * 7)
    freed = fetch.remove(entry.name, options.store)
    assert freed == sum(f.size for f in entry.files) + 7
    assert left(options) == [".work"]


def test_a_torch_checkpoint_without_torch_says_how_to_get_it(server, options):
    if _has_torch():
        pytest.skip("this interpreter has torch")
    config = {"model_type": "marian", "max_position_embeddings": 512}
    files = {
        "config.json": json.dumps(config).encode(),
        "model.safetensors": b"x",
        "source.spm": b"",
        "target.spm": b"",
    }
    server.repositories[REPO] = Repository(files)

    with pytest.raises(
        UsageError, match=r"needs torch and transformers: pip install 'mt-digest\[training\]'.*--python"
    ):
        catalog.lock_model(REPO, options, role="translate")


def _has_torch():
    from importlib.util import find_spec

    return find_spec("torch") is not None
