"""Lock and fetch from a local Hub: right bytes end in the store, wrong ones nowhere."""

import contextlib
import hashlib
import json
from dataclasses import replace

import pytest
from fetching import REPO, left, try_out
from hub_server import Repository

from mt.errors import IntegrityError, LockError, ModelError, OutputError
from mt.models import catalog, fetch, store


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
