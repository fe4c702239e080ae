"""Servers and a hermetic environment for the tests of the model store."""

import pytest
from fetching import REPO, archive_entry, try_out
from hub_server import Repository, Server

from mt.models import catalog, convert, smoke, web
from mt.models.fetch import Options


@pytest.fixture
def server():
    with Server() as running:
        yield running


@pytest.fixture(scope="session")
def marian():
    import tiny

    return tiny.marian_zip()


@pytest.fixture(scope="session")
def ready(tmp_path_factory):
    """The files of a ready CTranslate2 repository."""
    import tiny

    return tiny.ctranslate2_files(tmp_path_factory.mktemp("ready"))


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


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A working folder of its own, an empty store, no settings from outside."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("MT_STORE", str(tmp_path / "store"))
    monkeypatch.setattr(smoke, "check", lambda located: None)
    return tmp_path


@pytest.fixture
def tiny_repository(server, ready):
    server.repositories[REPO] = Repository(dict(ready))
    return server
