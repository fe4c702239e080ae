"""A system's outputs for a set to results: scores, faults, and which challenge items pass."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from mt.errors import InputError
from mt.evaluation import challenge
from mt.evaluation.faults import count_faults, count_number_errors, find_faults, length_ratio
from mt.evaluation.metrics import SUMMARY_METRICS, TRANSLATION_METRICS, Score, score_all
from mt.evaluation.runfile import Result, SetResult
from mt.evaluation.sets import EvalSet
from mt.evaluation.summaries import qualities
from mt.segment import segment


def judge_set(eval_set: EvalSet, outputs: Sequence[dict[str, Any]], *, seconds: float = 0.0) -> SetResult:
    """Score and check a system's outputs, one mapping with at least ``hypothesis`` for each segment."""
    if len(outputs) != len(eval_set.segments):
        raise InputError(f"{eval_set.card.name}: {len(outputs)} outputs for {len(eval_set.segments)} segments")
    card = eval_set.card
    if card.kind == "challenge":
        results, counts = _judge_items(eval_set, outputs)
    elif card.kind == "page":
        results, counts = _judge_page(eval_set, outputs[0])
    else:
        pairs = zip(eval_set.segments, outputs, strict=True)
        made = ((s, _result(s.id, s.source, o, s.reference, faults=card.kind == "translation")) for s, o in pairs)
        results = tuple(replace(result, domain=s.domain) for s, result in made)
        counts = {"unsupported": float(sum(len(o.get("unsupported", ())) for o in outputs))}
        if card.kind == "summary":
            # What an Arabic document says is what its translation says: the summarizer saw nothing else.
            documents = [o.get("document", s.source) for s, o in zip(eval_set.segments, outputs, strict=True)]
            counts |= qualities(documents, [o["hypothesis"] for o in outputs]).as_counts()
    counts |= {f"fault:{kind}": float(n) for kind, n in count_faults(r.faults for r in results).items()}
    if card.kind != "summary":
        numbers = count_number_errors([r.source for r in results], [r.faults for r in results])
        counts |= {name: float(n) for name, n in numbers.items()}
    if any(r.reference for r in results) and card.kind != "summary":
        counts["length_ratio"] = round(length_ratio([r.hypothesis for r in results], [r.reference for r in results]), 4)
    scores = _scores(eval_set, results, outputs)
    return SetResult(
        card.name, card.version, card.kind, eval_set.signature, results,
        scores=scores, counts=counts, protected=card.protected, seconds=round(seconds, 3), domain=card.domain,
    )  # fmt: skip


def _result(identifier: str, source: str, output: dict[str, Any], reference: str, *, faults: bool = True) -> Result:
    text = output["hypothesis"]
    found = find_faults(source, text, reference=reference) if faults else ()
    return Result(
        identifier, source, text, reference, output.get("score"), tuple(output.get("flags", ())), found,
        confidence=output.get("confidence", ""),
    )  # fmt: skip


def _judge_items(eval_set: EvalSet, outputs: Sequence[dict[str, Any]]) -> tuple[tuple[Result, ...], dict[str, float]]:
    items = [s.item for s in eval_set.segments]
    texts = {s.id: o["hypothesis"] for s, o in zip(eval_set.segments, outputs, strict=True)}
    results = tuple(
        Result(
            s.id, s.source, o["hypothesis"], s.reference, o.get("score"), tuple(o.get("flags", ())),
            # A page's furniture has numbers that must not come out, so only its output is looked at.
            faults=find_faults(s.source if s.item.get("kind") != "page" else "", o["hypothesis"]),
            category=s.item["category"],
            # With --limit the twin may not be there; the item is then judged by its other rules.
            wrong=challenge.judge(_without_lost_twin(s.item, texts), texts),
            confidence=o.get("confidence", ""),
        )
        for s, o in zip(eval_set.segments, outputs, strict=True)
    )  # fmt: skip
    passed = sum(not r.wrong for r in results)
    return results, {"items": float(len(items)), "passed": float(passed)}


def _without_lost_twin(item: dict[str, Any], texts: dict[str, str]) -> dict[str, Any]:
    return {k: v for k, v in item.items() if k != "twin" or v in texts}


def _judge_page(eval_set: EvalSet, output: dict[str, Any]) -> tuple[tuple[Result, ...], dict[str, float]]:
    """Pair the paragraphs in order; a missing one is empty, all surplus ones stand in the last place.

    So the number of pairs is fixed, and a page with furniture left in scores as badly as it reads.
    """
    references = [block for block in eval_set.segments[0].reference.split("\n") if block.strip()]
    blocks, sources = output["hypothesis"].split("\n"), list(output.get("sources", ()))
    counts = {"paragraphs": float(len(blocks)), "paragraphs_expected": float(len(references))}
    counts["unsupported"] = float(len(output.get("unsupported", ())))
    results = []
    for i, reference in enumerate(references):
        own = slice(i, None) if i == len(references) - 1 else slice(i, i + 1)
        part = {"hypothesis": " ".join(blocks[own])}
        results.append(_result(f"paragraph-{i + 1}", " ".join(sources[own]), part, reference))
    return tuple(results), counts


def _scores(eval_set: EvalSet, results: Sequence[Result], outputs: Sequence[dict[str, Any]]) -> tuple[Score, ...]:
    kind, made = eval_set.card.kind, []
    hypotheses, references = [r.hypothesis for r in results], [r.reference for r in results]
    if kind != "summary" and any(references):
        made += score_all(TRANSLATION_METRICS, hypotheses, references)
    if kind == "summary" and results:
        lines = ["\n".join(s.text for s in segment(r)) for r in references]
        made += score_all(SUMMARY_METRICS, hypotheses, lines)
    if kind == "page" and eval_set.summary and "summary" in outputs[0]:
        lines = ["\n".join(s.text for s in segment(eval_set.summary))]
        made += score_all(SUMMARY_METRICS, [outputs[0]["summary"]], lines)
    return tuple(Score(s.metric, s.value, f"{s.signature}|{eval_set.signature}", s.rows) for s in made)
