"""A system on some sets, to a run file. Stopped runs resume; the same run twice gives the same digest."""

import hashlib
import json
import platform
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from mt.document import Page, Translation
from mt.errors import InputError
from mt.evaluation.faults import unsupported
from mt.evaluation.journal import Journal
from mt.evaluation.judge import judge_set
from mt.evaluation.runfile import Run, SetResult
from mt.evaluation.sets import EvalSet, Segment
from mt.normalize import ARABIC_LETTER
from mt.segment import segment
from mt.summarize import Summarizer
from mt.translate import Translator

# Segments between two notes in the journal: small enough to lose little when stopped, large enough
# that an engine batches well. Fixed, so that a resumed run meets the same batches as an unbroken one.
CHUNK = 64
_CONFIDENCES = ("low", "medium", "high")
TOOLS = ("mt-digest", "ctranslate2", "sentencepiece", "sacrebleu", "rouge-score", "evaluate", "numpy")


@dataclass(frozen=True)
class System:
    """What is measured. ``sentences`` splits every segment into sentences first, as the product does."""

    name: str
    translator: Translator
    summarizer: Summarizer | None = None
    models: dict[str, dict[str, str]] = field(default_factory=dict)
    decoding: dict[str, Any] = field(default_factory=dict)
    sentences: bool = True

    @classmethod
    def of(cls, translator: Translator, summarizer: Summarizer | None = None, *, sentences: bool = True) -> "System":
        """Return the system of engines that know their own identity and decoding, as loaded ones do.

        Its name tells model and beam apart, as in ``ar-en-beam4``.
        """
        roles = {"translate": translator, "summarize": summarizer}
        models = {
            role: dict(getattr(engine, "identity", None) or {"name": type(engine).__name__, "digest": ""})
            for role, engine in roles.items()
            if engine is not None
        }
        decoding = getattr(translator, "decoding", None)
        settings = asdict(decoding) if decoding is not None else {}
        name = models["translate"]["name"]
        beam = f"-beam{settings['beam_size']}" if "beam_size" in settings else ""
        return cls(name + beam, translator, summarizer, models, settings, sentences)


def journal_key(system: System, sets: Sequence[EvalSet]) -> str:
    """Return what a stopped run must agree on to be gone on with."""
    parts = [system.name, system.models, system.decoding, system.sentences, [s.signature for s in sets], _versions()]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def measure(
    system: System,
    sets: Sequence[EvalSet],
    *,
    journal: Journal | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Run:
    """Run ``system`` over ``sets`` and score it.

    ``journal`` holds what an earlier, stopped run did, and is kept up to date. ``progress(done, total)``
    counts segments.
    """
    total, done, results = sum(len(s.segments) for s in sets), 0, []
    for eval_set in sets:
        outputs: list[dict[str, Any]] = []
        seconds = 0.0
        for start in range(0, len(eval_set.segments), CHUNK):
            entry = _chunk(system, eval_set, start, journal)
            outputs += entry["outputs"]
            seconds += entry["seconds"]
            done += len(entry["outputs"])
            if progress:
                progress(done, total)
        results.append(judge_set(eval_set, outputs, seconds=seconds))
    return Run(
        system=system.name,
        models=system.models,
        decoding={**system.decoding, "split": "sentences" if system.sentences else "lines"},
        sets=tuple(results),
        versions=_versions(),
        speed={"peak_rss_mib": _peak_memory()},
        machine=_machine(),
        created=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    )


def _chunk(system: System, eval_set: EvalSet, start: int, journal: Journal | None) -> dict[str, Any]:
    """The outputs of one chunk and the seconds they took, from the journal where it has them."""
    key = f"{eval_set.signature}/{start}/{len(eval_set.segments)}"
    entry = journal.find(key) if journal is not None else None
    if entry is None:
        begin = time.perf_counter()
        outputs = list(_produce(system, eval_set, eval_set.segments[start : start + CHUNK]))
        entry = {"outputs": outputs, "seconds": time.perf_counter() - begin}
        if journal is not None:
            journal.note(key, entry)
    return entry


def _produce(system: System, eval_set: EvalSet, segments: Sequence[Segment]) -> Iterator[dict[str, Any]]:
    """What the system puts out for each segment, as the journal keeps it."""
    kind = eval_set.card.kind
    if kind == "summary":
        yield from (_summarized(system, s) for s in segments)
        return
    pages = {i for i, s in enumerate(segments) if kind == "page" or s.item.get("kind") == "page"}
    texts = iter(_translate(system, [s.source for i, s in enumerate(segments) if i not in pages]))
    for i, each in enumerate(segments):
        yield _digested(system, each.source) if i in pages else next(texts)


def _translate(system: System, texts: list[str]) -> Iterator[dict[str, Any]]:
    parts = [[s.text for s in segment(text)] if system.sentences else [text] for text in texts]
    flat = iter(system.translator.translate([part for own in parts for part in own]) if texts else [])
    for own in parts:
        yield _joined([next(flat) for _ in own])


def _joined(parts: list[Translation]) -> dict[str, Any]:
    """One output of the sentences of a segment; its score is the mean a piece, its confidence the lowest."""
    pieces = sum(part.pieces_out for part in parts)
    mean = sum(part.score * part.pieces_out for part in parts) / pieces if pieces else 0.0
    return {
        "hypothesis": " ".join(part.text for part in parts if part.text),
        "score": round(mean, 6),
        "flags": [flag.kind for part in parts for flag in part.flags],
        "confidence": min((part.confidence for part in parts), key=_CONFIDENCES.index, default=""),
    }


def _digested(system: System, page: str) -> dict[str, Any]:
    """The output for a whole page: its paragraphs as lines, as a reader gets them."""
    from mt.pipeline import Settings, digest

    settings = Settings(summary=system.summarizer is not None)
    try:
        made = digest(Page("page", page), translator=system.translator, summarizer=system.summarizer, settings=settings)
    except InputError as error:
        # Nothing left of a page that has an article is a failure to count, not a reason to stop a run.
        return {"hypothesis": "", "score": None, "flags": ["refused"], "sources": [], "why": str(error)}
    blocks = [*([made.headline] if made.headline else []), *made.paragraphs]
    output = _joined([sentence for block in blocks for sentence in block.sentences])
    output |= {"hypothesis": "\n".join(b.translation for b in blocks), "sources": [b.source for b in blocks]}
    if made.summary:
        output["summary"] = "\n".join(sentence.text for sentence in made.summary.sentences)
        output["unsupported"] = list(unsupported(output["hypothesis"], made.summary))
    return output


def _summarized(system: System, segment_: Segment) -> dict[str, Any]:
    if system.summarizer is None:
        raise InputError("a summary set needs a summarizer: name one with --summarizer")
    if ARABIC_LETTER.search(segment_.source):
        # The whole job: the document is translated first, and the summary is what is measured.
        whole = _digested(system, segment_.source)
        return {**whole, "hypothesis": whole.get("summary", ""), "document": whole["hypothesis"]}
    made = system.summarizer.summarize(segment_.source)
    return {
        "hypothesis": "\n".join(sentence.text for sentence in made.sentences) or made.text,
        "score": None,
        "flags": [made.method, *(flag.kind for flag in made.flags)],
        "unsupported": list(unsupported(segment_.source, made)),
    }


def add_comet(run: Run, checkpoint: Path) -> Run:
    """Return ``run`` with a COMET score for every set that has references in English for single texts."""
    from mt.evaluation.neural import score_comet

    def scored(part: SetResult) -> SetResult:
        if part.kind == "summary" or not all(r.reference for r in part.results):
            return part
        columns = zip(*((r.source, r.hypothesis, r.reference) for r in part.results), strict=True)
        made = score_comet(checkpoint, *columns)
        named = replace(made, signature=f"{made.signature}|{part.signature}")
        return replace(part, scores=(*part.scores, named))

    return replace(run, sets=tuple(scored(part) for part in run.sets))


def from_text_file(name: str, eval_set: EvalSet, lines: Sequence[str]) -> Run:
    """Return the run of a system that we only have the output of, one line a segment."""
    result = judge_set(eval_set, [{"hypothesis": line} for line in lines])
    return Run(name, {}, {"source": "text file"}, (result,), versions=_versions())


def _versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for tool in TOOLS:
        try:
            found[tool] = version(tool)
        except PackageNotFoundError:
            continue
    return found


def _machine() -> dict[str, Any]:
    import os

    return {"system": platform.system(), "arch": platform.machine(), "cores": os.cpu_count(), "cpu": _processor()}


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:  # noqa: PTH123
            return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")
    except OSError:
        return platform.processor()


def _peak_memory() -> float:
    """Peak resident memory of this process in MiB, 0 where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows has no such call
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024), 1)
