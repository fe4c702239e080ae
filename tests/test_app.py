import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def run(code):
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)


def run_python(code):
    """Output of a fresh interpreter: Gradio warns, and leaves event loops open that would fail the next test."""
    done = run(code)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_entry_explains_itself_without_loading_gradio():
    assert "False" in run_python("import sys, app, mt.page; print('gradio' in sys.modules)")


def test_without_gradio_the_command_to_install_it_is_named():
    code = "import mt.page; mt.page.is_available = lambda: False; import app; app.main([])"
    done = run(code)
    assert done.returncode == 2
    assert "mt-digest[ui]" in done.stderr


@pytest.mark.slow
def test_the_page_has_one_public_call_whose_parameters_are_named_and_typed():
    pytest.importorskip("gradio")
    code = """
import json
from mt.page import Desk
from mt.page.build import build
print(json.dumps(build(Desk()).get_api_info()["named_endpoints"]))
"""
    calls = json.loads(run_python(code).strip().splitlines()[-1])
    assert list(calls) == ["/digest"]
    types = {p["parameter_name"]: p["python_type"]["type"] for p in calls["/digest"]["parameters"]}
    assert types["text"] == "str" and types["keep_furniture"] == "bool"
    assert {p["parameter_name"] for p in calls["/digest"]["parameters"] if p["parameter_has_default"]} == {
        *("model", "beam", "keep_furniture", "length")
    }


@pytest.mark.slow
def test_the_page_tells_nobody_and_loads_no_fonts():
    pytest.importorskip("gradio")
    code = """
import os
from mt.page import Desk
from mt.page.build import build, dress
page = build(Desk())
theme = dress()["theme"]
print(os.environ["GRADIO_ANALYTICS_ENABLED"], page.analytics_enabled, theme._stylesheets)
"""
    assert run_python(code).split()[-3:] == ["False", "False", "[]"]


@pytest.mark.slow
def test_nothing_that_a_visitor_could_call_fetches_a_model_unless_an_administrator_said_so():
    pytest.importorskip("gradio")
    code = """
from mt.page import Desk, Rights
from mt.page.build import build
for right in (False, True):
    page = build(Desk(rights=Rights(models=right)))
    ids = {part.elem_id: number for number, part in page.blocks.items() if getattr(part, "elem_id", None)}
    print(sum((ids["mt-fetch-model"], "click") in fn.targets for fn in page.fns.values()))
"""
    assert run_python(code).split()[-2:] == ["0", "1"]
