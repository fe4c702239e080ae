"""Lock and fetch against a local server: right bytes end in the store, wrong ones nowhere."""

import contextlib
import hashlib
import io
import json
import shutil
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import tiny
from hub_server import Repository

from mt.engine import Decoding, Engine
from mt.errors import IntegrityError, LockError, ModelError, OutputError, UsageError
from mt.models import catalog, convert, fetch, store, web
from mt.models.fetch import Options
from mt.models.lock import Converter, Entry, File, Frame, Source

REPO = "somebody/tiny-ct2"


def try_out(located):
    """Random weights say nothing sensible, but they must load and decode."""
    engine = Engine(located.folder, threads=1, frame=located.frame)
    assert len(engine.generate([engine.encode("قال الوزير")], Decoding(beam_size=1, max_length=4))) == 1


@pytest.fixture
def options(tmp_path, server, monkeypatch):
    monkeypatch.setattr(web, "_PAUSES", (0.0, 0.0, 0.0))
    return Options(store=tmp_path / "store", mirror=server.endpoint, try_out=try_out)


@pytest.fixture
def hub_entry(server, ready, options):
    server.repositories[REPO] = Repository(dict(ready))
    return catalog.lock_model(REPO, options, role="translate")


@pytest.fixture
def zip_entry(server, marian):
    server.files["opus.zip"] = marian
    return archive_entry(marian)


@pytest.fixture
def no_conversion(monkeypatch, ready):
    """Where only the way there matters: the archive "converts" to a folder that is ready."""

    def copied(entry, fetched, out, *, python):
        out.mkdir()
        for name, data in ready.items():
            (out / name).write_bytes(data)

    monkeypatch.setattr(convert, "convert", copied)


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


def test_locking_a_repository_writes_commit_sizes_and_hashes_of_the_needed_files(server, ready, hub_entry):
    assert hub_entry.source.revision == server.repositories[REPO].commit
    assert {f.path: (f.size, f.sha256) for f in hub_entry.source.files} == {
        path: (len(data), hashlib.sha256(data).hexdigest()) for path, data in ready.items()
    }
    assert (hub_entry.licence, hub_entry.tokenizer, hub_entry.converter.method) == ("mit", "sentencepiece-pair", "none")


def test_a_fetched_repository_is_in_the_store_byte_for_byte(ready, hub_entry, options):
    entry = fetch.fetch(hub_entry, options)
    place = store.folder(entry, store=options.store)
    for name in ("model.bin", "config.json", "shared_vocabulary.json", "source.spm", "target.spm"):
        assert (place / name).read_bytes() == ready[name]
    assert fetch.is_complete(entry, options.store)
    assert left(options) == [".work", "tiny-ct2"]
    assert list((options.store / ".work").iterdir()) == []


def test_a_complete_model_is_not_asked_for_again(server, hub_entry, options):
    entry = fetch.fetch(hub_entry, options)
    server.log.clear()
    assert fetch.fetch(entry, options) == entry
    assert server.log == []


def test_a_fetched_model_is_located_by_its_lock(hub_entry, options, tmp_path, monkeypatch):
    from mt.models import lock, render

    entry = fetch.fetch(hub_entry, options)
    render.write(lock.Lock().put(entry).use("translate", entry.name), tmp_path / "models.lock")
    found = store.locate("translate", lock=tmp_path / "models.lock", store=options.store)
    assert found.folder == store.folder(entry, store=options.store)
    try_out(found)


def test_progress_counts_every_byte_once(hub_entry, options):
    seen = []
    fetch.fetch(hub_entry, replace(options, progress=lambda step, done, total: seen.append((step, done, total))))
    counted = [(done, total) for step, done, total in seen if step == "download"]
    size = hub_entry.source.size
    assert counted[-1] == (size, size)
    assert [done for done, _ in counted] == sorted(done for done, _ in counted)
    assert max(done for done, _ in counted) == size


def test_an_altered_byte_of_the_right_length_is_refused_and_deleted(server, hub_entry, options):
    server.faults["model.bin"] = "alter"
    with pytest.raises(IntegrityError, match=r"tiny-ct2 sent model\.bin: SHA-256"):
        fetch.fetch(hub_entry, options)
    assert not list(options.store.rglob("model.bin"))
    server.faults.clear()
    assert fetch.is_complete(fetch.fetch(hub_entry, options), options.store)


def test_a_file_in_git_that_was_altered_is_refused_while_locking(server, ready, options):
    server.repositories[REPO] = Repository(dict(ready))
    server.faults["config.json"] = "alter"
    with pytest.raises(IntegrityError, match=r"config\.json is not what its commit says"):
        catalog.lock_model(REPO, options, role="translate")


def test_a_short_file_is_refused(server, hub_entry, options):
    server.faults["model.bin"] = "short"
    with pytest.raises((ModelError, IntegrityError)):
        fetch.fetch(hub_entry, options)
    assert "tiny-ct2" not in left(options)


@pytest.mark.parametrize("fault", ["drop", "again", "slow"])
def test_a_repository_whose_connection_breaks_is_complete_by_the_next_run(server, hub_entry, options, fault):
    server.faults["model.bin"] = fault
    with contextlib.suppress(ModelError):  # the client may give up, but what it raises is ours
        fetch.fetch(hub_entry, options)
    assert fetch.is_complete(fetch.fetch(hub_entry, options), options.store)


def test_a_large_file_is_taken_from_the_host_that_the_hub_names(server, hub_entry, options):
    fetch.fetch(hub_entry, options)
    assert f"GET /storage/{REPO}/model.bin" in server.log
    assert f"GET /storage/{REPO}/config.json" not in server.log


def test_a_repository_that_is_not_there_is_named(server, options):
    with pytest.raises(ModelError, match=r"some/none: no such repository"):
        catalog.lock_model("some/none", options, role="translate")


def test_a_commit_that_is_not_there_is_named(server, ready, options):
    server.repositories[REPO] = Repository(dict(ready))
    with pytest.raises(ModelError, match=r"at 000000000000: no such commit"):
        catalog.lock_model(REPO, options, role="translate", revision="0" * 40)


def test_a_file_that_vanished_is_named(server, hub_entry, options):
    del server.repositories[REPO].files["target.spm"]
    server.repositories[REPO].__class__.commit = property(lambda self: hub_entry.source.revision)
    try:
        with pytest.raises(ModelError, match=r"target\.spm.*no such file"):
            fetch.fetch(hub_entry, options)
    finally:
        server.repositories[REPO].__class__.commit = _COMMIT


_COMMIT = Repository.commit


def test_a_moved_repository_no_longer_serves_the_locked_commit(server, hub_entry, options):
    server.repositories[REPO].files["README.md"] = b"# new\n"
    with pytest.raises(ModelError, match="no such commit"):
        fetch.fetch(hub_entry, options)


@pytest.mark.parametrize("status", [401, 403])
def test_a_gated_repository_says_how_to_get_in(server, ready, options, monkeypatch, status):
    server.repositories[REPO] = Repository(dict(ready), gate=status)
    with pytest.raises(ModelError, match=r"accept its terms .* HF_TOKEN"):
        catalog.lock_model(REPO, options, role="translate")


def test_a_gated_repository_opens_with_its_token(server, ready, options, monkeypatch):
    server.repositories[REPO] = Repository(dict(ready), gate=401)
    monkeypatch.setenv("HF_TOKEN", "hf_right")
    entry = catalog.lock_model(REPO, options, role="translate")
    assert fetch.is_complete(fetch.fetch(entry, options), options.store)


def test_a_full_disk_under_the_hub_client_is_an_output_error(hub_entry, options, monkeypatch):
    import huggingface_hub

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(huggingface_hub, "hf_hub_download", full)
    with pytest.raises(OutputError, match="the disk is full: free some space"):
        fetch.fetch(hub_entry, options)


def test_a_role_is_asked_for_when_the_catalog_does_not_know_it(options):
    with pytest.raises(LockError, match="--role translate"):
        catalog.lock_model("org/name", options)
    with pytest.raises(LockError, match="mt models list"):
        catalog.lock_model("no-such-model", options)


@pytest.mark.parametrize(
    ("config", "why"),
    [
        ({"model_type": "llama"}, "is a llama model"),
        ({"model_type": "bart", "auto_map": {"AutoModel": "code.Model"}}, "needs code from its repository"),
    ],
)
def test_a_model_that_cannot_be_run_is_refused_before_its_weights_are_fetched(server, options, config, why):
    files = {"config.json": json.dumps(config).encode(), "model.safetensors": b"x" * 99}
    server.repositories[REPO] = Repository(files)
    with pytest.raises(ModelError, match=f"{REPO} {why}"):
        catalog.lock_model(REPO, options, role="summarize")
    assert not any("safetensors" in line for line in server.log)


def test_a_hash_of_the_catalog_that_the_server_contradicts_is_an_error(server, ready, options, monkeypatch):
    server.repositories[REPO] = Repository(dict(ready))
    known = catalog.Model("known", "translate", "t", "MIT", "hub", repo=REPO, hashes={"model.bin": "0" * 64})
    monkeypatch.setattr(catalog, "catalog", lambda: {"known": known})
    with pytest.raises(IntegrityError, match=r"model\.bin has SHA-256 .*, the catalog says 0000"):
        catalog.lock_model("known", options)


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


@pytest.mark.parametrize("fault", ["drop", "again", "slow"])
@pytest.mark.usefixtures("no_conversion")
def test_a_connection_that_breaks_or_crawls_is_taken_up_again(server, zip_entry, options, fault):
    server.faults["opus.zip"] = fault
    assert fetch.is_complete(fetch.fetch(zip_entry, options), options.store)


@pytest.mark.usefixtures("no_conversion")
def test_a_broken_download_goes_on_from_the_byte_it_had(server, zip_entry, options):
    server.faults["opus.zip"] = "drop"
    fetch.fetch(zip_entry, options)
    half = zip_entry.source.size // 2
    assert [line for line in server.log if "opus.zip" in line] == ["GET /opus.zip", f"GET /opus.zip bytes={half}-"]


def test_a_partial_file_of_an_earlier_run_is_continued(server, zip_entry, options, marian):
    target = options.store / "part.zip"
    target.parent.mkdir()
    target.write_bytes(marian[:1000])
    counted = []
    web.download(f"{server.endpoint}/opus.zip", zip_entry.source.files[0], target, progress=counted.append)
    assert target.read_bytes() == marian
    assert server.log == ["GET /opus.zip bytes=1000-"]
    assert (counted[0], sum(counted)) == (1000, len(marian))


def test_a_server_that_ignores_ranges_is_read_from_the_start(server, zip_entry, options, marian):
    server.faults["opus.zip"] = "ignore-range"
    target = options.store / "part.zip"
    target.parent.mkdir()
    target.write_bytes(b"x" * 1000)
    counted = []
    web.download(f"{server.endpoint}/opus.zip", zip_entry.source.files[0], target, progress=counted.append)
    assert target.read_bytes() == marian
    assert sum(counted) == len(marian)


def test_a_file_longer_than_the_lock_says_is_cut_and_refused(server, zip_entry, options, marian):
    server.files["opus.zip"] = b"x" + marian
    with pytest.raises(IntegrityError, match=r"sent opus\.zip"):
        fetch.fetch(zip_entry, options)
    assert not list(options.store.rglob("opus.zip"))


def test_a_connection_that_never_holds_ends_with_what_to_do(server, zip_entry, options):
    server.files["opus.zip"] = server.files["opus.zip"][:0]
    with pytest.raises(ModelError, match="the connection ended early: run the same command again"):
        fetch.fetch(zip_entry, options)


def test_an_archive_that_is_gone_is_said_at_once(server, zip_entry, options):
    del server.files["opus.zip"]
    with pytest.raises(ModelError, match="the server answered 404"):
        fetch.fetch(zip_entry, options)
    assert len(server.log) == 1


def test_a_server_that_is_not_there_is_said(zip_entry, options):
    with pytest.raises(ModelError, match=r"http://127\.0\.0\.1:9/opus\.zip.*run the same command again"):
        fetch.fetch(zip_entry, replace(options, mirror="http://127.0.0.1:9"))


def test_a_proxy_of_the_environment_is_used(server, monkeypatch):
    server.files["opus.zip"] = b"12345"
    monkeypatch.setenv("http_proxy", server.endpoint)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert web.size("http://nowhere.invalid/opus.zip") == 5


def test_only_web_addresses_are_opened(tmp_path):
    with pytest.raises(ModelError, match="only http and https"):
        web.size("file:///etc/passwd")


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


def hostile(build):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        build(archive)
    return out.getvalue()


def _link(archive):
    info = zipfile.ZipInfo("decoder.yml")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(info, "/etc/passwd")


def _twice(archive):
    archive.writestr("decoder.yml", "a")
    archive.writestr("Decoder.yml", "b")


@pytest.mark.parametrize(
    ("build", "why"),
    [
        (lambda a: a.writestr("../evil", "x"), "leaves the folder"),
        (lambda a: a.writestr("a/../../evil", "x"), "leaves the folder"),
        (lambda a: a.writestr("/evil", "x"), "leaves the folder"),
        (lambda a: a.writestr("C:/evil", "x"), "leaves the folder"),
        (_link, "is a link or a device"),
        (_twice, "is there twice"),
        (lambda a: a.writestr("bomb", b"\0" * (40 << 20)), "it would grow to 41943040 bytes"),
        (lambda a: [a.writestr(str(i), "") for i in range(1001)], "it has 1001 files"),
    ],
)
def test_an_archive_that_means_harm_is_refused_before_a_byte_is_written(server, options, build, why):
    data = hostile(build)
    server.files["opus.zip"] = data
    with pytest.raises(ModelError, match=f"opus.zip is refused: .*{why}"):
        fetch.fetch(archive_entry(data), options)
    assert not list(options.store.rglob("unpacked/*"))
    assert not (options.store.parent / "evil").exists()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"no zip at all", "no readable zip archive"),
        (tiny.zipped({"readme": b"x"}), "no Marian release: decoder.yml"),
        (tiny.zipped({"decoder.yml": b"models: [a.npz]\nvocabs: [v.yml, v.yml]\n"}), "a.npz, v.yml, v.yml is missing"),
    ],
)
def test_an_archive_of_something_else_is_refused(server, options, data, why):
    server.files["opus.zip"] = data
    with pytest.raises(ModelError, match=why):
        fetch.fetch(archive_entry(data), options)


def test_weights_that_are_pickles_in_disguise_are_not_executed(server, options, tmp_path):
    import numpy as np

    class Evil:
        def __reduce__(self):
            return (Path(tmp_path / "executed").touch, ())

    out = io.BytesIO()
    np.savez(out, **{"special:model.yml": np.array([Evil()], dtype=object)})
    (tmp_path / "executed").unlink(missing_ok=True)
    files = tiny.marian_files() | {"opus.npz.best-perplexity.npz": out.getvalue()}
    data = tiny.zipped(files)
    server.files["opus.zip"] = data
    with pytest.raises(ModelError, match="cannot be converted"):
        fetch.fetch(archive_entry(data), options)
    assert not (tmp_path / "executed").exists()
