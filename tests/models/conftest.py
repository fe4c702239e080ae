"""Servers and a hermetic environment for the tests of the model store."""

import pytest
from hub_server import Server


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
