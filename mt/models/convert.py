"""From fetched files to a folder that the engine loads: converted weights, vocabulary, licence and card."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from mt.errors import ModelError, UsageError
from mt.models.lock import Entry
from mt.models.shape import VOCABULARIES
from mt.models.unpack import unpack

_JOB = Path(__file__).with_name("job.py")
_CARDS = ("LICENSE", "LICENSE.txt", "LICENSE.md", "README.md")


def convert(entry: Entry, fetched: Path, out: Path, *, python: Path | None = None) -> None:
    """Make the model folder ``out``, which must not exist, from the files in ``fetched``.

    ``python`` is the interpreter that converts, for the method ``transformers`` one with torch; default
    this one. Raises UsageError when a library is missing, ModelError when the files cannot be converted.
    """
    if entry.converter is None:
        raise ModelError(f"{entry.name} comes with this package: there is nothing to convert")
    method, source = entry.converter.method, fetched
    if method == "marian":
        source = fetched.parent / "unpacked"
        shutil.rmtree(source, ignore_errors=True)
        unpack(fetched / entry.source.files[0].path, source)
        _prepare_marian(source)
    if method == "none":
        out.mkdir()
        for file in entry.source.files:
            if file.path.startswith(("model.bin", "config.json")) or "vocabulary." in file.path:
                shutil.copyfile(source / file.path, out / file.path)
    else:
        _run([method, str(source), str(out), entry.converter.quantization], entry.name, python)
    _copy_vocabulary(entry, source, out)
    for card in _CARDS:
        if (source / card).is_file():
            shutil.copyfile(source / card, out / card)
    shutil.rmtree(fetched.parent / "unpacked", ignore_errors=True)


@cache
def version(method: str, python: Path | None = None) -> str:
    """Return the version of the converter, as in the lock; for ``transformers`` with that library's."""
    found: Mapping[str, str] = json.loads(_run(["versions"], "a model", python))
    if "ctranslate2" not in found:
        raise UsageError(f"{python or sys.executable} has no ctranslate2: install it there")
    if method != "transformers":
        return found["ctranslate2"]
    if "transformers" not in found or "torch" not in found:
        raise _missing("torch and transformers", "this model")
    return f"{found['ctranslate2']}+transformers.{found['transformers']}"


def _run(arguments: list[str], name: str, python: Path | None) -> str:
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [str(python or sys.executable), "-P", str(_JOB), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    except OSError as error:
        raise UsageError(f"{python} cannot be run: {error.strerror or error}") from error
    last = (done.stderr.strip().splitlines() or ["no message"])[-1]
    if done.returncode == 3:
        raise _missing(last, name)
    if done.returncode != 0:
        raise ModelError(f"{name} cannot be converted: {last}")
    return done.stdout


def _missing(library: str, name: str) -> UsageError:
    return UsageError(
        f"converting {name} needs {library}: pip install 'mt-digest[convert]', "
        "or name an interpreter that has it with --python"
    )


def _copy_vocabulary(entry: Entry, source: Path, out: Path) -> None:
    names = VOCABULARIES[entry.tokenizer]
    if entry.tokenizer == "sentencepiece":
        found = [name for name in names if (source / name).is_file()][:1]
        wanted = dict.fromkeys(found, names[0])
    else:
        wanted = {name: name for name in names if (source / name).is_file()}
        found = [] if len(wanted) < len(names) else list(wanted)
    if entry.tokenizer == "byte-bpe" and (source / "tokenizer.json").is_file():
        wanted["tokenizer.json"] = "tokenizer.json"  # what the tokenizers library reads, should it be used
    if not found:
        raise ModelError(f"{entry.name} has no {' or '.join(names)}: text cannot be cut into its pieces")
    for theirs, ours in wanted.items():
        shutil.copyfile(source / theirs, out / ours)


def _prepare_marian(folder: Path) -> None:
    """Rewrite ``decoder.yml`` so that it names files beside it, and plain vocabularies as YAML.

    The release's own names are of its makers' disk at times, and the converter reads only the form
    ``"piece": number``, while newer releases list one piece a line.
    """
    import yaml  # type: ignore[import-untyped]

    description = folder / "decoder.yml"
    try:
        found = yaml.safe_load(description.read_text(encoding="utf-8"))
        models, vocabularies = ([Path(name).name for name in found[key]] for key in ("models", "vocabs"))
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise ModelError(f"the archive is no Marian release: decoder.yml: {error}") from error
    absent = [name for name in (*models[:1], *vocabularies) if not (folder / name).is_file()]
    if absent or not models or not models[0].endswith(".npz"):
        raise ModelError(f"the archive is no Marian release: {', '.join(absent) or 'no .npz model'} is missing")
    vocabularies = [_yaml_vocabulary(folder / name).name for name in vocabularies]
    description.write_text(json.dumps({"models": models[:1], "vocabs": vocabularies}), encoding="utf-8")


def _yaml_vocabulary(path: Path) -> Path:
    lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    if path.suffix in (".yml", ".yaml") or all(re.search(r": *\d+$", line) for line in lines if line):
        return path
    target = path.with_name(path.name + ".yml")
    quoted = (line.rstrip("\r").replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    target.write_text("".join(f'"{piece}": {i}\n' for i, piece in enumerate(quoted)), encoding="utf-8")
    return target
