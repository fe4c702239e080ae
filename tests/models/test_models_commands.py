"""``mt models`` as a user types it, against local servers, with processes killed and raced."""

import json
from pathlib import Path

import pytest
from command_driver import REPO, zip_entry
from hub_server import Repository

from mt import cli, pipeline
from mt.models import lock, render, store


def test_a_model_goes_from_the_hub_to_a_translation_by_three_commands(home, tiny_repository, capsys):
    mirror = ("--mirror", tiny_repository.endpoint)
    assert cli.main(["models", "fetch", REPO, "--role", "translate", *mirror]) == 0
    assert cli.main(["models", "use", "tiny-ct2"]) == 0
    assert cli.main(["models", "verify", "tiny-ct2"]) == 0
    said = capsys.readouterr()
    assert "0.6 MB from somebody/tiny-ct2@" in said.err
    assert "licence: mit" in said.err
    assert "tiny-ct2: 6 files, as locked" in said.err
    assert said.out == ""

    assert cli.main(["models", "path", "tiny-ct2"]) == 0
    folder = capsys.readouterr().out.strip()
    written = lock.read(home / "work" / "models.lock")
    assert written.defaults == {"translate": "tiny-ct2"}
    assert folder == str(store.folder(written.entries["tiny-ct2"]))

    translator = pipeline.load_translator(threads=1)  # by the lock of the working folder
    assert translator.identity["name"] == "tiny-ct2"
    (translation,) = translator.translate(["قال الوزير"])
    assert translation.pieces_in > 0


def test_a_repository_is_known_again_by_its_full_name(home, tiny_repository):
    mirror = ("--role", "translate", "--mirror", tiny_repository.endpoint)
    assert cli.main(["models", "fetch", REPO, *mirror]) == 0
    tiny_repository.log.clear()
    assert cli.main(["models", "fetch", REPO, *mirror]) == 0
    assert tiny_repository.log == []


def test_another_repository_of_the_same_name_does_not_take_its_place(home, tiny_repository, ready, capsys):
    tiny_repository.repositories["other/tiny-ct2"] = Repository({**ready, "README.md": b"# other\n"})
    mirror = ("--role", "translate", "--mirror", tiny_repository.endpoint)
    assert cli.main(["models", "lock", REPO, *mirror]) == 0
    assert cli.main(["models", "fetch", "other/tiny-ct2", *mirror]) == 4
    assert "tiny-ct2 is already the name of somebody/tiny-ct2@" in capsys.readouterr().err
    assert lock.read(home / "work" / "models.lock").entries["tiny-ct2"].source.repo == REPO


def test_the_list_shows_state_and_default_of_each_model(home, tiny_repository, capsys):
    cli.main(["models", "lock", REPO, "--role", "translate", "--mirror", tiny_repository.endpoint])
    capsys.readouterr()
    assert cli.main(["models", "list", "--json"]) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["tiny-ct2"]["state"] == "locked"
    assert rows["opus-mt-tc-big-ar-en"]["state"] == "in the catalog"
    assert [row["state"] for row in rows.values() if row["default"]] == ["embedded"] * 2


def test_info_says_that_a_model_is_not_for_commercial_use(home, capsys):
    assert cli.main(["models", "info", "nllb-200-distilled-600m"]) == 0
    out = capsys.readouterr().out
    assert "notice: NOT FOR COMMERCIAL USE" in out
    assert "BLEU 37.4 on FLORES-200 devtest (OPUS-MT leaderboard)" in out


@pytest.mark.parametrize("command", ["info", "fetch", "use", "remove", "path", "verify"])
def test_an_unknown_model_ends_with_code_4_and_a_way_out(home, capsys, command):
    assert cli.main(["models", command, "no-such-model"]) == 4
    assert "mt models" in capsys.readouterr().err


def test_an_altered_file_is_found_by_verify_and_repaired_by_fetch(home, tiny_repository, capsys):
    mirror = ("--mirror", tiny_repository.endpoint)
    cli.main(["models", "fetch", REPO, "--role", "translate", *mirror])
    cli.main(["models", "path", "tiny-ct2"])
    model = Path(capsys.readouterr().out.strip()) / "model.bin"
    with model.open("r+b") as data:
        data.write(b"\xff")
    assert cli.main(["models", "verify"]) == 4
    said = capsys.readouterr().err
    assert "model.bin: SHA-256" in said
    assert "mt models fetch tiny-ct2" in said
    assert cli.main(["models", "fetch", "tiny-ct2", *mirror]) == 0
    assert cli.main(["models", "verify", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["differences"] for row in rows if row["name"] == "tiny-ct2"] == [[]]


def test_remove_frees_the_files_and_leaves_the_lock(home, tiny_repository, capsys):
    cli.main(["models", "fetch", REPO, "--role", "translate", "--mirror", tiny_repository.endpoint])
    before = (home / "work" / "models.lock").read_bytes()
    assert cli.main(["models", "remove", "tiny-ct2"]) == 0
    assert (home / "work" / "models.lock").read_bytes() == before
    assert cli.main(["models", "path", "tiny-ct2"]) == 4
    assert "mt models fetch tiny-ct2" in capsys.readouterr().err


def test_an_embedded_model_cannot_be_removed(home, capsys):
    assert cli.main(["models", "list", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    embedded = [row["name"] for row in rows if row["state"] == "embedded"]
    assert cli.main(["models", "remove", embedded[0]]) == 4
    assert "part of this package" in capsys.readouterr().err


def test_another_quantization_makes_another_folder(home, server, marian, capsys, monkeypatch):
    entry = zip_entry(marian)
    server.files["opus.zip"] = marian
    render.write(lock.Lock().put(entry), home / "work" / "models.lock")
    for quantization in ("int8", "float32"):
        assert cli.main(["models", "fetch", "tiny", "--quantization", quantization, "--mirror", server.endpoint]) == 0
    assert len([p for p in (home / "store" / "tiny").iterdir() if p.is_dir()]) == 2
    assert lock.read(home / "work" / "models.lock").entries["tiny"].converter.quantization == "float32"
