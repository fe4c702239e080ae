import json
import subprocess
import sys

import pytest

import app
from mt.testing import FakeSummarizer, FakeTranslator


@pytest.fixture
def fakes(monkeypatch):
    monkeypatch.setattr("mt.pipeline.load_translator", lambda *_, **__: FakeTranslator())
    monkeypatch.setattr("mt.pipeline.load_summarizer", lambda *_, **__: FakeSummarizer())


def test_the_digest_is_framed_without_scripts_and_its_json_is_the_apis(fakes):
    page, body = app.digest("قال الوزير إن الاجتماع تأجل.", False, True)
    assert "sandbox" in page and "allow-scripts" not in page
    assert json.loads(body)["paragraphs"][0]["translation"] == "qal alwzyr in alajtmaa tajl."


def test_a_problem_is_said_on_the_page_and_escaped(fakes):
    page, body = app.digest("<script>alert(1)</script>", False, False)
    assert 'role="alert"' in page and "<script>" not in page and body == ""


def test_an_empty_box_asks_for_text(fakes):
    assert "paste" in app.digest("  ", False, False)[0]


@pytest.mark.slow
def test_the_page_builds_and_names_its_api():
    pytest.importorskip("gradio")
    # In a process of its own: Gradio leaves event loops open, which would fail whatever test runs next.
    code = "import app; print(*app.build().get_api_info()['named_endpoints'])"
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, cwd=app.__file__[:-6], capture_output=True, text=True, check=True)
    assert "/digest" in run.stdout.split()
