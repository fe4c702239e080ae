"""Documents with summaries to token ids, in the form that train.py reads.

The Arabic documents are translated by our own translator first: its English, with its faults, is what
the summarizer will meet. Translations are kept beside the output, so a second run does not repeat them.
"""

import argparse
import json
import lzma
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece as spm

from mt.engine import Decoding, Engine
from mt.progress import Bar
from mt.segment import segment
from mt.translate import EngineTranslator

from . import corpora
from .prepare import save

Encode = Callable[[str], list[int]]


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the items of one ``name.jsonl.xz``."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def translated(items: list[dict[str, Any]], model: Path, cache: Path) -> list[str]:
    """Return the English of each item's title and document, one line a paragraph."""
    if cache.exists():
        return [json.loads(line) for line in cache.open(encoding="utf-8")]
    translator = EngineTranslator(Engine(model), Decoding(beam_size=1), fold_letters=True)
    documents = [[item["title_ar"], *item["document_ar"].splitlines()] for item in items]
    sentences = [[[s.text for s in segment(line)] for line in lines if line.strip()] for lines in documents]
    flat = [s for lines in sentences for line in lines for s in line]
    with Bar(wanted=True) as progress:
        done = iter(translator.translate(flat, progress=progress))
    english = ["\n".join(" ".join(t.text for t in islice(done, len(line))) for line in lines) for lines in sentences]
    with cache.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(text, ensure_ascii=False) + "\n" for text in english)
    return english


def copy_links(source: Sequence[int], target: Sequence[int]) -> np.ndarray:
    """Links from source to target positions that hold the same piece, the longest common runs only.

    A run of one counts only where its piece is rare in the source: function words would link at random.
    """
    s, t = np.asarray(source), np.asarray(target)
    same = s[None, :] == t[:, None]
    left = np.zeros((len(t) + 1, len(s) + 1), dtype=np.int32)
    for i in range(len(t)):
        left[i + 1, 1:] = np.where(same[i], left[i, :-1] + 1, 0)
    right = np.zeros((len(t) + 1, len(s) + 1), dtype=np.int32)
    for i in reversed(range(len(t))):
        right[i, :-1] = np.where(same[i], right[i + 1, 1:] + 1, 0)
    run = np.where(same, left[1:, 1:] + right[:-1, :-1] - 1, 0)
    best = run.max(axis=1, keepdims=True)
    links = (run == best) & (run > 0) & ((best > 1) | (same.sum(1, keepdims=True) <= 2))
    target_at, source_at = np.nonzero(links)
    return np.stack([source_at, target_at], 1).astype(np.uint16)


def encode_all(
    pairs: list[tuple[str, str]], control: int, encode: Encode, *, limit: int
) -> tuple[list[list[int]], list[list[int]], list[np.ndarray]]:
    """Ids of documents (after the control token, first ``limit`` pieces), summaries, and their links."""
    sources, targets, links = [], [], []
    for document, summary in pairs:
        pieces = [i for line in document.splitlines() for i in encode(corpora.english(line))]
        target = encode(corpora.english(summary.replace("\n", " ")))
        if len(pieces) >= 20 and 3 <= len(target) <= 126 and len(target) < len(pieces):
            sources.append([control, *pieces[: limit - 2]])
            targets.append(target)
            links.append(copy_links(sources[-1], target))
    return sources, targets, links


def main() -> None:
    """Command line of the preparation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with summaries/ and eval_sets/")
    parser.add_argument("--page", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True, help="CTranslate2 folder of our translator")
    parser.add_argument("--out", type=Path, required=True, help="folder with vocabulary.model")
    parser.add_argument("--limit", type=int, default=448, help="pieces of a document that are kept (default 448)")
    parser.add_argument("--only", nargs="*", default=list(corpora.SUMMARIES), help="sets (default: all weighted)")
    args = parser.parse_args()
    tokenizer = spm.SentencePieceProcessor(model_file=str(args.out / "vocabulary.model"))
    evaluation = corpora.held_out(args.corpora / "eval_sets", args.page)
    for name in args.only:
        control = corpora.SUMMARIES[name][1]
        path = args.corpora / "summaries" / f"{name.removesuffix('.headline')}.jsonl.xz"
        if not path.exists():
            continue
        items = list(read(path))
        field = "summary"
        if name.startswith("news_ant_ar2en"):
            documents = translated(items, args.model, args.out / "news_ant_ar2en.translated.jsonl")
            field = "headline" if name.endswith(".headline") else field
            if field == "headline":  # the title would give the answer away
                documents = [document.partition("\n")[2] for document in documents]
        else:
            documents = [item["document"] for item in items]
        pairs = [
            (document, item[field])
            for document, item in zip(documents, items, strict=True)
            if item[field] not in evaluation
        ]
        sources, targets, links = encode_all(pairs, tokenizer.piece_to_id(control), tokenizer.encode, limit=args.limit)
        save(args.out / f"{name}.npz", sources, targets, links)
        print(f"{name:28s} {len(sources):6,d} of {len(items):6,d}")


if __name__ == "__main__":
    main()
