"""``mt info``: what a bug report needs to know. It works even when a model does not."""

import argparse
import json
import os
import re
from pathlib import Path
from typing import Any

from .errors import MtError
from .version import __version__

_LIBRARIES = ("ctranslate2", "sentencepiece", "sentencex", "huggingface-hub", "rich")
_EXTRAS = ("gradio", "evaluate", "sacrebleu", "rouge-score", "torch", "transformers")
# The instruction sets that decide how fast 8-bit matrices are multiplied.
_FEATURES = (
    "sse4_1",
    "avx",
    "avx2",
    "avx512f",
    "avx512bw",
    "avx512_vnni",
    "avx_vnni",
    "amx_int8",
    "asimd",
    "asimddp",
    "i8mm",
)


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register ``info``."""
    parser = subparsers.add_parser(
        "info", help="versions, processor and models", description="Versions, processor and models."
    )
    parser.add_argument("--json", action="store_true", help="JSON on standard output")
    parser.add_argument("--lock", type=Path, metavar="FILE", help="models.lock to use")
    parser.set_defaults(run=run_info)


def run_info(args: argparse.Namespace) -> int:
    """``mt info``: always 0, for a broken model is part of the answer."""
    from .report import escape_json
    from .write import write

    facts = collect(lock=args.lock)
    text = json.dumps(facts, ensure_ascii=False, indent=2) if args.json else _text(facts)
    write(escape_json(text) + "\n", None)
    return 0


def collect(*, lock: Path | None = None) -> dict[str, Any]:
    """Return versions, processor and models as plain values. A model that cannot be used says why under ``problem``."""
    import platform

    versions = {name: _version(name) for name in (*_LIBRARIES, *_EXTRAS)}
    return {
        "mt": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "libraries": {name: version for name, version in versions.items() if version or name in _LIBRARIES},
        "processor": _processor(),
        "models": _models(lock),
    }


def _version(name: str) -> str | None:
    from importlib import metadata

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _processor() -> dict[str, Any]:
    from .engine import available_cores

    model, features = _described()
    return {
        "model": model,
        "cores": os.cpu_count(),
        "usable_cores": available_cores(),
        "features": features,
        "compute_types": _compute_types(),
    }


def _described() -> tuple[str, list[str]]:
    """Name and instruction sets; on systems without ``/proc/cpuinfo`` only a name."""
    import platform

    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return platform.processor(), []
    name = re.search(r"^model name\s*:\s*(.*)$", text, re.MULTILINE)
    flags = re.search(r"^(?:flags|Features)\s*:\s*(.*)$", text, re.MULTILINE)
    found = set(flags[1].split()) if flags else set()
    return name[1] if name else platform.processor(), [f for f in _FEATURES if f in found]


def _compute_types() -> list[str] | str:
    """What the engine can calculate with here, or why it cannot say."""
    try:
        from .engine import compute_types

        return compute_types()
    except (ImportError, OSError, RuntimeError) as error:
        return f"the engine does not load: {error}"


def _models(lock: Path | None) -> list[dict[str, Any]]:
    from .models.store import chain

    try:
        locks = chain(lock)
    except MtError as error:
        return [{"name": "models.lock", "problem": str(error)}]
    entries = {name: entry for one in reversed(locks) for name, entry in one.entries.items()}
    defaults = {role: name for one in reversed(locks) for role, name in one.defaults.items()}
    if not entries:
        return [{"name": "models.lock", "problem": "no lock names any model"}]
    return [
        {
            "name": name,
            "role": entry.role,
            "default": defaults.get(entry.role) == name,
            **_state(entry.role, name, lock),
        }
        for name, entry in sorted(entries.items())
    ]


def _state(role: str, name: str, lock: Path | None) -> dict[str, str]:
    from .models.store import locate

    try:
        return {"digest": locate(role, name, lock=lock).digest}
    except MtError as error:
        return {"problem": str(error)}
    except Exception as error:  # a report on what is broken must not break
        return {"problem": f"{type(error).__name__}: {error}"}


def _text(facts: dict[str, Any]) -> str:
    processor = facts["processor"]
    types = processor["compute_types"]
    usable, cores = processor["usable_cores"], processor["cores"]
    rows = [
        ("mt", facts["mt"]),
        ("python", facts["python"]),
        ("system", facts["system"]),
        *((name, version or "missing") for name, version in facts["libraries"].items()),
        ("processor", processor["model"] or "unknown"),
        ("cores", f"{usable} of {cores} usable" if usable != cores else str(cores)),
        ("features", " ".join(processor["features"]) or "unknown"),
        ("compute types", types if isinstance(types, str) else " ".join(types)),
    ]
    for model in facts["models"]:
        what = " ".join(filter(None, [model["name"], "(default)" if model.get("default") else ""]))
        state = f"broken: {model['problem']}" if "problem" in model else f"ok, {model['digest']}"
        rows.append((model.get("role", "models"), f"{what}: {state}"))
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in rows)
