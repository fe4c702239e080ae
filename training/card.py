"""Measure a released model through the product's own path and write its card.

Scores are sacrebleu's, with signatures; the hypotheses come from ``mt.load_translator`` or
``mt.load_summarizer``: the int8 files that ship, decoded as users decode.
"""

import argparse
import json
import lzma
from pathlib import Path
from typing import Any

import sacrebleu

import mt
from mt.models.store import locate

from . import corpora
from .restore import count_layers, read_variables

_ABOUT = {
    "translate": "Arabic news sentences to English, trained from nothing on public sentence pairs.",
    "summarize": (
        "English news, as our translator writes it, to an English summary. Started from the translator's "
        "weights, whose training included restoring masked English sentences."
    ),
}


def score_translator(sets: Path, names: list[str]) -> list[dict[str, Any]]:
    """BLEU and chrF of the default translator on each set that is present."""
    translator = mt.load_translator()
    rows = []
    for name in names:
        source = sets / f"{name}.ar"
        if not source.exists():
            continue
        lines, references = (
            path.read_text(encoding="utf-8").rstrip("\n").split("\n") for path in (source, sets / f"{name}.en")
        )
        hypotheses = [t.text for t in translator.translate(lines)]
        for metric in (sacrebleu.metrics.BLEU(), sacrebleu.metrics.CHRF()):
            result = metric.corpus_score(hypotheses, [references])
            rows.append(
                {
                    "set": name,
                    "score": round(result.score, 2),
                    "signature": f"{metric.get_signature()}",
                    "metric": result.name,
                }
            )
            print(rows[-1])
    return rows


def score_summarizer(dev: Path, page: Path) -> list[dict[str, Any]]:
    """ROUGE of the summarizer's own words on the held-out Arabic articles, translated by the default translator."""
    from rouge_score.rouge_scorer import RougeScorer

    with lzma.open(dev, "rt", encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    settings = mt.Settings(method="abstractive")
    digests = [
        mt.digest("\n\n".join([i["title_ar"], *i["document_ar"].splitlines()]), settings=settings) for i in items
    ]
    systems = {
        "ours": [d.summary.text for d in digests if d.summary],
        "lead-60 of our translation": [_lead(d) for d in digests],
    }
    scorer = RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=True)
    rows = []
    for system, outputs in systems.items():
        scores = [scorer.score(i["summary"], out) for i, out in zip(items, outputs, strict=True)]
        for kind in ("rouge1", "rouge2", "rougeL"):
            value = 100 * sum(s[kind].fmeasure for s in scores) / len(scores)
            rows.append(
                {
                    "set": f"news_ant_ar2en.dev ({len(items)} articles), {system}",
                    "metric": kind,
                    "score": round(value, 2),
                    "signature": "rouge-score, stemmed, mean F",
                }
            )
            print(rows[-1])
    failed = sum(d.summary is not None and d.summary.method != "abstractive" for d in digests)
    rows.append({"set": "the same articles", "metric": "fallbacks", "score": failed, "signature": "count"})
    return rows


def _lead(digest: mt.Digest) -> str:
    words = " ".join(p.translation for p in digest.paragraphs).split()
    return " ".join(words[:60])


def card(role: str, rows: list[dict[str, Any]], training: str, licences: dict[str, str]) -> str:
    """The text of the card."""
    located = locate(role)
    size = sum(p.stat().st_size for p in located.folder.glob("*") if p.suffix != ".md")
    layers = count_layers(read_variables(located.folder / "model.bin"))
    pieces = len(json.loads((located.folder / "shared_vocabulary.json").read_text(encoding="utf-8")))
    weights = corpora.WEIGHTS if role == "translate" else corpora.SUMMARY_WEIGHTS
    lines = [
        f"# {located.name}",
        "",
        _ABOUT[role],
        "",
        f"Marian (transformers), width 256, 4 heads, {layers['encoder']} encoder and {layers['decoder']} decoder "
        f"layers, feed-forward 1,024, one joint unigram vocabulary of {pieces:,d} pieces, embeddings tied three ways; "
        f"int8 for CTranslate2, {size / 1e6:.1f} MB with its vocabulary. Digest `{located.digest[:16]}` (see "
        "models.lock).",
        "",
        f"Training: `training/README.md`. {training}",
        "",
        "## Scores",
        "The shipped files, through the product's own path.",
        "",
        "| set | metric | score | signature |",
        "|---|---|--:|---|",
        *("| " + " | ".join(_cell(r[key]) for key in ("set", "metric", "score", "signature")) + " |" for r in rows),
        "",
        "## Limits",
        *_LIMITS[role],
        "",
        "## Data",
        "The weights are offered under the MIT licence as far as that is ours to give. They learned from texts under "
        "the licences below, some of them for research or non-commercial use only: ask before you sell them. None of "
        "the texts is in this package, save `own_*`, which we wrote (CC0).",
        "",
        "| source | share % | licence |",
        "|---|--:|---|",
    ]
    weights = {name: share for name, share in weights.items() if name != "forward_translated"}  # read backwards only
    licences = {**_MADE, **licences}
    total = sum(weights.values())
    for name, share in sorted(weights.items(), key=lambda item: -item[1]):
        licence = licences.get(
            name.removesuffix(".headline"), "CC0-1.0 (ours)" if name.startswith("own_") else "unknown"
        )
        lines.append(f"| {name} | {100 * share / total:.1f} | {licence} |")
    return "\n".join(lines) + "\n"


_MADE = {
    "back_translated": "English news of several origins, mostly under research or no stated terms; Arabic by a model",
    "back_translated_general": "the same of BBC, CNN and Daily Mail articles (xsum, cnndm)",
    "noisy": "misspelled copies of the other sources",
}


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|")  # signatures hold the mark that parts the cells


_LIMITS = {
    "translate": [
        "- A model of this size, trained for nearly eight hours, knows news of 2015-2017 best; other topics, "
        "dialect and literature come out vague or wrong. Names it has not met are spelled by sound, some invented.",
        "- Fluent English is no sign of a right translation. Read the flags, and the Arabic where it matters.",
        "- Hamza on alef and the two forms of final yeh are folded before decoding, so the few words that differ only "
        "there are told apart by context alone.",
    ],
    "summarize": [
        "- It was trained on few summaries and on machine-translated documents: it can join facts that do not belong "
        "together or name the wrong person. Check each sentence against the translation.",
        "- It reads 250 pieces (about 170 words) at once; longer texts are summarized in parts.",
    ],
}


def read_licences(*manifests: Path) -> dict[str, str]:
    """Name to licence of every corpus in the manifests (tab-separated, first line names the columns)."""
    import csv

    found = {}
    for path in manifests:
        with path.open(encoding="utf-8", newline="") as rows:
            found |= {row["name"]: row["licence"] for row in csv.DictReader(rows, delimiter="\t")}
    return found


def main() -> None:
    """Command line of the card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("role", choices=_ABOUT)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with eval_sets/, bitext/, summaries/")
    parser.add_argument("--page", type=Path, required=True)
    parser.add_argument("--log", type=Path, required=True, help="log.jsonl of the training")
    parser.add_argument("--note", default="", help="what else the card should say of the training")
    args = parser.parse_args()
    if args.role == "translate":
        rows = score_translator(
            args.corpora / "eval_sets", ["news-dev", "ntrex128", "flores200-devtest", "tatoeba-v2021-08-07"]
        )
    else:
        rows = score_summarizer(args.corpora / "summaries" / "news_ant_ar2en.dev.jsonl.xz", args.page)
    last = json.loads(args.log.read_text().splitlines()[-1])
    licences = read_licences(args.corpora / "bitext" / "manifest.tsv", args.corpora / "summaries" / "manifest.tsv")
    size = f"{last['step']:,d} steps, {last['seen']:,d} target pieces, {last['minutes']:.0f} minutes"
    training = f"{size} on two CPU cores. {args.note}"
    (locate(args.role).folder / "README.md").write_text(
        card(args.role, rows, training.strip(), licences), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
