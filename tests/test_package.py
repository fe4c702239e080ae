"""What a user installs: the wheel, outside the checkout."""

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    [built] = out.glob("*.whl")
    return built


@pytest.mark.slow
def test_the_wheel_holds_lock_models_and_styles_but_no_training_or_tests(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert {
        "mt/models.lock",
        "mt/py.typed",
        "mt/report/digest.css",
        "mt/names/names.tsv",
        "mt/page/page.js",
        "mt/models/catalog.toml",
    } <= set(names)
    assert sum(name.endswith("/model.bin") for name in names) == 2
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"mt"}


@pytest.mark.slow
def test_the_wheel_digests_the_real_page_outside_the_checkout(wheel, tmp_path, page_path):
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    # Dependencies come from this environment; the checkout does not: .pth files are read in site folders only.
    path = os.pathsep.join([str(site), sysconfig.get_paths()["purelib"], sysconfig.get_paths()["platlib"]])
    environment = {**os.environ, "PYTHONPATH": path}
    run = subprocess.run(
        [sys.executable, "-S", "-m", "mt", "digest", str(page_path), "--to", "json"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    body = json.loads(run.stdout)
    assert len(body["paragraphs"]) == 12
    where = [sys.executable, "-S", "-c", "import mt; print(mt.__file__)"]
    found = subprocess.run(where, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert found.stdout.startswith(str(site))


def test_importing_the_package_loads_no_engine_and_no_heavy_library():
    code = "import sys, mt; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"ctranslate2", "sentencepiece", "numpy", "rich", "huggingface_hub", "gradio", "torch"}
    assert not heavy & set(run.stdout.split())
