"""A run: what a system put out for some sets, with everything needed to judge it later.

Translating is slow and done once; comparing and gating only read run files. A run holds sources,
hypotheses, references and the statistics of every sentence, so that paired tests need nothing else.
The format is described in ``run.schema.json`` beside this file.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from mt.errors import InputError, OutputError, cause_of
from mt.evaluation.metrics import Score

SCHEMA = "mt.eval.run/1"


@dataclass(frozen=True, slots=True)
class Result:
    """One segment and what the system made of it.

    ``score`` is the model's mean log-probability a piece, or None for a system that has none.
    ``wrong`` says which rules a challenge item broke; ``faults`` are keys of :data:`mt.evaluation.faults.KINDS`.
    ``confidence`` is the lowest of its sentences, as :class:`mt.document.Translation` has it, or "" where the
    system has none. ``domain`` is what the set says the text is about, or "".
    """

    id: str
    source: str
    hypothesis: str
    reference: str = ""
    score: float | None = None
    flags: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    category: str = ""
    wrong: tuple[str, ...] = ()
    confidence: str = ""
    domain: str = ""


@dataclass(frozen=True, slots=True)
class SetResult:
    """A system's results on one set. ``counts`` holds faults, length ratio and challenge passes by name."""

    name: str
    version: str
    kind: str
    signature: str
    results: tuple[Result, ...]
    scores: tuple[Score, ...] = ()
    counts: dict[str, float] = field(default_factory=dict)
    protected: tuple[str, ...] = ()
    seconds: float = 0.0
    domain: str = ""

    def score(self, metric: str) -> Score | None:
        """Return the score called ``metric``, or None."""
        return next((score for score in self.scores if score.metric == metric), None)


@dataclass(frozen=True, slots=True)
class Run:
    """A system on some sets. ``speed``, ``machine`` and ``created`` are no part of :attr:`digest`."""

    system: str
    models: dict[str, dict[str, str]]
    decoding: dict[str, Any]
    sets: tuple[SetResult, ...]
    versions: dict[str, str] = field(default_factory=dict)
    speed: dict[str, Any] = field(default_factory=dict)
    machine: dict[str, Any] = field(default_factory=dict)
    created: str = ""
    accepted: dict[str, str] = field(default_factory=dict)

    def set(self, name: str) -> SetResult | None:
        """Return the results on the set called ``name``, or None."""
        return next((result for result in self.sets if result.name == name), None)

    @property
    def digest(self) -> str:
        """Return a sha256 over what was put out and how it scored; the same twice on one machine."""
        body = to_dict(replace(self, speed={}, machine={}, created="", accepted={}))
        for part in body["sets"]:
            part["seconds"] = 0.0
        return hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def to_dict(run: Run) -> dict[str, Any]:
    """Return plain values, as they stand in a run file."""
    return {"schema": SCHEMA, **asdict(run)}


def from_dict(raw: Mapping[str, Any]) -> Run:
    """Return the run that :func:`to_dict` gave. Raises :class:`InputError` for anything else."""
    if raw.get("schema") != SCHEMA:
        raise InputError(f"the run file's schema is {raw.get('schema')!r}, this version reads {SCHEMA!r}; run it again")
    try:
        body = {key: value for key, value in raw.items() if key != "schema"}
        return Run(**{**body, "sets": tuple(_set_from_dict(part) for part in body["sets"])})
    except (TypeError, KeyError) as error:
        raise InputError(f"the run file is malformed: {error}") from error


def _set_from_dict(raw: Mapping[str, Any]) -> SetResult:
    tuples = ("flags", "faults", "wrong")
    plain: list[dict[str, Any]] = [
        {k: tuple(v) if k in tuples else v for k, v in item.items()} for item in raw["results"]
    ]
    results = tuple(Result(**item) for item in plain)
    scores = tuple(Score(**{**score, "rows": tuple(map(tuple, score["rows"]))}) for score in raw["scores"])
    return SetResult(**{**raw, "results": results, "scores": scores, "protected": tuple(raw["protected"])})


def read_run(path: Path) -> Run:
    """Read a run file. Raises :class:`InputError` when it cannot be read or is of another schema."""
    try:
        return from_dict(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read ({cause_of(error)}); `mt eval run` makes runs, `mt eval accept` baselines"
        ) from error
    except (json.JSONDecodeError, UnicodeDecodeError, AttributeError) as error:
        raise InputError(f"{path}: not a run file ({error})") from error
    except InputError as error:
        raise InputError(f"{path}: {error}") from error


def write_run(run: Run, path: Path) -> None:
    """Write a run file whole or not at all. Raises :class:`OutputError`."""
    write_text(path, _dump(to_dict(run)))


def _dump(body: dict[str, Any]) -> str:
    """JSON with one line a result and a line of statistics a metric: small, and readable in a diff."""
    parts = body.pop("sets")
    head = ",\n".join(f"{json.dumps(key)}: {_line(value)}" for key, value in body.items())
    sets = []
    for part in parts:
        results, scores = part.pop("results"), part.pop("scores")
        lines = [f" {json.dumps(key)}: {_line(value)}" for key, value in part.items()]
        lines += [
            f' "{name}": [\n  ' + ",\n  ".join(map(_line, rows)) + "\n ]"
            for name, rows in (("scores", scores), ("results", results))
        ]
        sets.append("{\n" + ",\n".join(lines) + "\n}")
    return "{\n" + head + ',\n"sets": [' + ",\n".join(sets) + "]\n}\n"


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write_text(path: Path, text: str) -> None:
    """Write ``text`` beside ``path`` and rename it there. Raises :class:`OutputError`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        beside = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            beside.chmod(0o644)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error}); choose another place") from error
