"""What is translated by all contenders, and the same weights in the form that each of them wants."""

import json
import lzma
import random
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mt
from mt.engine import Engine
from mt.normalize import normalize
from mt.pipeline import outline
from mt.read import from_text

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "eval_sets" / "libya_benghazi" / "page.ar.txt"


@dataclass(frozen=True)
class Plan:
    """Texts, and how they are translated."""

    sentences: tuple[str, ...]
    pages: tuple[str, ...]
    threads: int
    beam: int


def default_sentences() -> list[str]:
    """Sentences of our own hand-written training pairs, mixed always alike; fewer than five words are no sentence."""
    pairs = sorted((ROOT / "training" / "corpus" / "pairs").glob("*.tsv"))
    rows = [row.split("\t", 1)[0] for path in pairs for row in path.read_text(encoding="utf-8").splitlines()]
    lines = [row for row in rows if len(row.split()) >= 5]
    random.Random(0).shuffle(lines)
    return lines


def read_lines(path: Path) -> list[str]:
    """Return the lines of a text file, which may be compressed with xz."""
    data = path.read_bytes()
    return (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8").split("\n")


def distinct(lines: Iterable[str], count: int) -> tuple[str, ...]:
    """Return the first ``count`` different lines that say something: equal ones would be translated once."""
    return tuple(dict.fromkeys(line.strip() for line in lines if line.strip()))[:count]


def read_pages(path: Path | None, count: int, sentences: tuple[str, ...]) -> tuple[str, ...]:
    """Return whole pages: of JSON lines with ``document_ar``, of a folder, or our real page and pages made up.

    One that is made up is a dozen of ``sentences``, two a paragraph: as long as a page, if no article.
    """
    if path is None:
        blocks = [" ".join(sentences[i : i + 2]) for i in range(0, len(sentences), 2)]
        made = ["\n\n".join(blocks[i : i + 6]) for i in range(0, len(blocks), 6)]
        pages = [PAGE.read_text(encoding="utf-8"), *made]
    elif path.is_dir():
        pages = [each.read_text(encoding="utf-8") for each in sorted(path.glob("*.txt"))]
    else:
        pages = [json.loads(line)["document_ar"] for line in read_lines(path) if line]
    return tuple(pages[:count])


def write_job(folder: Path, plan: Plan) -> dict[str, int]:
    """Write the job into ``folder``; return how much there is to do."""
    engine = mt.load_translator(threads=1).engine
    vocabulary = json.loads((engine.folder / "shared_vocabulary.json").read_text(encoding="utf-8"))
    ids = {piece: i for i, piece in enumerate(vocabulary)}
    pages = [
        {"text": text, "sentences": [_prepared(s, engine, ids) for s in outline(from_text(text)).texts]}
        for text in plan.pages
    ]
    body = {
        "threads": plan.threads,
        "beam": plan.beam,
        "model": str(engine.folder),
        "sentences": [_prepared(text, engine, ids) for text in plan.sentences],
        "pages": pages,
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "job.json").write_text(json.dumps(body, ensure_ascii=False), encoding="utf-8")
    return {
        "sentences": len(plan.sentences),
        "words": sum(len(s["text"].split()) for s in body["sentences"]),
        "tokens": sum(len(s["pieces"]) for s in body["sentences"]),
        "pages": len(pages),
        "page words": sum(len(s["text"].split()) for page in pages for s in page["sentences"]),
    }


def _prepared(text: str, engine: Engine, ids: dict[str, int]) -> dict[str, Any]:
    plain = normalize(text, fold_letters=True)
    pieces = engine.encode(plain)
    return {"text": text, "plain": plain, "pieces": pieces, "ids": [ids.get(p, ids["<unk>"]) for p in pieces]}


def pack_for_argos(folder: Path) -> None:
    """Lay out the embedded model as an installed package of Argos Translate.

    Argos adds no end mark to a sentence, so the copy's ``config.json`` asks CTranslate2 to.
    """
    model = mt.load_translator(threads=1).engine.folder
    package = folder / "argos" / "packages" / "ar_en"
    if package.exists():
        return
    shutil.copytree(model, package / "model", ignore=shutil.ignore_patterns("README.md", "vocabulary.model"))
    shutil.copy(model / "vocabulary.model", package / "sentencepiece.model")
    config = json.loads((model / "config.json").read_text(encoding="utf-8"))
    (package / "model" / "config.json").write_text(json.dumps({**config, "add_source_eos": True}), encoding="utf-8")
    names = {"from_code": "ar", "from_name": "Arabic", "to_code": "en", "to_name": "English"}
    about = {"package_version": "1.0", "argos_version": "1.9", "type": "translate", **names}
    (package / "metadata.json").write_text(json.dumps(about), encoding="utf-8")


def save_checkpoint(folder: Path) -> str:
    """Save the embedded model as a checkpoint of transformers; return why not, or nothing."""
    try:
        from training.model import build_for
        from training.restore import restore
    except ImportError as error:
        return f"the training extra is not installed ({error})"
    model = build_for(restore(mt.load_translator(threads=1).engine.folder))
    model.save_pretrained(folder / "checkpoint")
    return ""
