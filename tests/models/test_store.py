"""A model is found through the right lock and never handed out with an altered byte."""

import hashlib
import subprocess
import sys

import pytest

from mt.errors import IntegrityError, LockError, ModelError
from mt.models import render, store, verify
from mt.models.lock import Converter, Entry, File, Frame, Lock, Source

REVISION = "0123456789abcdef0123456789abcdef01234567"


def file(path, data):
    return File(path, len(data), hashlib.sha256(data).hexdigest())


def entry(name, *, role="translate", files=(), kind="hub", **more):
    source = Source("embedded") if kind == "embedded" else Source("hub", "o/n", REVISION, files=(file("a", b"a"),))
    converter = None if kind == "embedded" else Converter("none", "4.8.5", "as-fetched")
    return Entry(name, role, "MIT", source, "sentencepiece", tuple(files), converter, **more)


def put(folder, **contents):
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in contents.items():
        (folder / name.replace("_", ".")).write_bytes(data)


@pytest.fixture
def world(tmp_path, monkeypatch):
    """A package with one embedded model, an empty store, an empty working folder."""
    here, package = tmp_path / "here", tmp_path / "package"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("MT_STORE", str(tmp_path / "store"))
    monkeypatch.setattr(store, "EMBEDDED", package / "embedded")
    monkeypatch.setattr(store, "shipped_lock", lambda: package / "models.lock")
    put(package / "embedded" / "small", model_bin=b"small", config_json=b"{}")
    files = (file("config.json", b"{}"), file("model.bin", b"small"))
    shipped = Lock().put(entry("small", kind="embedded", files=files)).use("translate", "small")
    render.write(shipped, package / "models.lock")
    monkeypatch.setattr(verify, "_seen", set())
    return tmp_path


def test_an_embedded_model_is_the_default_and_has_the_digest_that_sha256sum_gives(world):
    found = store.locate("translate")
    folder = world / "package" / "embedded" / "small"
    listing = subprocess.run(["sha256sum", "config.json", "model.bin"], cwd=folder, capture_output=True, check=True)
    assert (found.name, found.folder, found.licence) == ("small", folder, "MIT")
    assert found.digest == hashlib.sha256(listing.stdout).hexdigest()


def test_an_altered_byte_of_the_same_length_is_found_and_named(world):
    (world / "package" / "embedded" / "small" / "model.bin").write_bytes(b"smalL")
    with pytest.raises(IntegrityError, match=r"model\.bin: SHA-256 .*install mt-digest again"):
        store.locate("translate")


def test_a_short_file_is_found_and_named(world):
    (world / "package" / "embedded" / "small" / "model.bin").write_bytes(b"smal")
    with pytest.raises(IntegrityError, match=r"model\.bin: 4 bytes, the lock says 5"):
        store.locate("translate")


def test_a_missing_file_is_found_and_named(world):
    (world / "package" / "embedded" / "small" / "model.bin").unlink()
    with pytest.raises(IntegrityError, match=r"model\.bin: No such file"):
        store.locate("translate")


def test_files_are_hashed_once_in_a_process(world, monkeypatch):
    store.locate("translate")
    monkeypatch.setattr(verify, "sha256", lambda *a, **k: pytest.fail("hashed twice"))
    store.locate("translate")


def test_the_working_folders_lock_goes_before_the_shipped_one(world):
    files = (file("model.bin", b"big"),)
    mine = Lock().put(entry("big", files=files)).use("translate", "big")
    render.write(mine, world / "here" / "models.lock")
    put(world / "store" / "big" / verify.digest(files)[:16], model_bin=b"big")
    assert store.locate("translate").name == "big"
    assert store.locate("translate", "small").name == "small"


def test_a_given_lock_goes_before_the_working_folders(world):
    render.write(Lock().use("translate", "nothing"), world / "here" / "models.lock")
    render.write(Lock().use("translate", "small"), world / "other.lock")
    with pytest.raises(LockError, match="nothing"):
        store.locate("translate")
    assert store.locate("translate", lock=world / "other.lock").name == "small"


def test_a_given_lock_that_does_not_exist_is_an_error(world):
    with pytest.raises(LockError, match="there is no lock at"):
        store.locate("translate", lock=world / "missing.lock")


def test_an_unknown_name_lists_the_known_ones_and_what_to_do(world):
    with pytest.raises(LockError, match=r"there is: small.*mt models lock huge"):
        store.locate("translate", "huge")


def test_a_role_without_default_says_how_to_choose_one(world):
    with pytest.raises(LockError, match=r"no lock has a default model to summarize.*mt models use"):
        store.locate("summarize")


def test_a_model_of_the_other_role_is_refused(world):
    with pytest.raises(LockError, match="small is a model to translate, not to summarize"):
        store.locate("summarize", "small")


@pytest.mark.parametrize("files", [(), (File("model.bin", 3, "a" * 64),)])
def test_a_model_that_was_not_fetched_says_how_to_fetch_it(world, files):
    render.write(Lock().put(entry("big", files=files)), world / "here" / "models.lock")
    with pytest.raises(ModelError, match="mt models fetch big"):
        store.locate("translate", "big")


def test_an_unchanged_stored_model_is_not_hashed_by_the_next_process(world, monkeypatch):
    files = (file("model.bin", b"big"),)
    render.write(Lock().put(entry("big", files=files)), world / "here" / "models.lock")
    place = world / "store" / "big" / verify.digest(files)[:16]
    put(place, model_bin=b"big")
    store.locate("translate", "big")
    monkeypatch.setattr(verify, "_seen", set())  # as a new process has it
    hashed = []
    real = verify.sha256
    monkeypatch.setattr(verify, "sha256", lambda path, **k: hashed.append(path.name) or real(path, **k))
    store.locate("translate", "big")
    assert hashed == []
    monkeypatch.setattr(verify, "_seen", set())
    store.locate("translate", "big", force=True)
    assert hashed == ["model.bin"]


def test_a_replaced_file_of_a_stored_model_is_hashed_again(world, monkeypatch):
    files = (file("model.bin", b"big"),)
    render.write(Lock().put(entry("big", files=files)), world / "here" / "models.lock")
    place = world / "store" / "big" / verify.digest(files)[:16]
    put(place, model_bin=b"big")
    store.locate("translate", "big")
    monkeypatch.setattr(verify, "_seen", set())
    (place / "new").write_bytes(b"bad")
    (place / "new").replace(place / "model.bin")
    with pytest.raises(IntegrityError, match=r"model\.bin"):
        store.locate("translate", "big")


def test_force_hashes_again_in_the_same_process(world):
    store.locate("translate")
    (world / "package" / "embedded" / "small" / "model.bin").write_bytes(b"smalL")
    with pytest.raises(IntegrityError):
        store.locate("translate", force=True)


def test_options_are_the_arguments_of_the_roles_stage(world):
    common = {"folder": world, "digest": "", "licence": "MIT", "tokenizer": "sentencepiece"}
    translate = store.Located("t", "translate", normalization={"fold_letters": True}, frame=Frame(limit=99), **common)
    assert translate.options == {"fold_letters": True, "limit": 99}
    # The prefix is the engine's to put, not the stage's.
    summarize = store.Located("s", "summarize", frame=Frame(source_prefix=("<sum>",), limit=440), **common)
    assert summarize.options == {"limit": 440}


def test_locking_an_embedded_folder_makes_it_loadable_and_the_default(world):
    put(world / "package" / "embedded" / "news", model_bin=b"n", vocabulary_model=b"v", README_md=b"card")
    path = world / "package" / "models.lock"
    made = store.lock_embedded(
        world / "package" / "embedded" / "news",
        role="summarize",
        licence="MIT",
        settings={"decoding": {"beam_size": 3}, "frame": Frame(source_prefix=("<sum>",))},
        path=path,
    )
    assert [f.path for f in made.files] == ["model.bin", "vocabulary.model"]
    found = store.locate("summarize")
    assert (found.name, found.decoding, found.frame.source_prefix) == ("news", {"beam_size": 3}, ("<sum>",))
    assert store.locate("translate").name == "small"


def test_locking_a_folder_without_a_model_is_refused(world):
    put(world / "empty", config_json=b"{}")
    with pytest.raises(ModelError, match=r"no model\.bin"):
        store.lock_embedded(world / "empty", role="translate", licence="MIT", path=world / "x.lock")


@pytest.mark.skipif(sys.platform != "linux", reason="the folder differs by operating system")
def test_without_a_setting_the_store_is_in_the_users_data_folder(tmp_path, monkeypatch):
    # XDG Base Directory Specification: $XDG_DATA_HOME, or else ~/.local/share
    monkeypatch.delenv("MT_STORE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert store.root() == tmp_path / "mt-digest" / "models"
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert store.root() == tmp_path / ".local" / "share" / "mt-digest" / "models"
