"""What several tests share: the real page, and the embedded models loaded once."""

from pathlib import Path

import pytest

import mt

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def page_path() -> Path:
    return ROOT / "eval_sets" / "libya_benghazi" / "page.ar.txt"


@pytest.fixture(scope="session")
def translator():
    return mt.load_translator()


@pytest.fixture(scope="session")
def summarizer():
    return mt.load_summarizer()
