"""Translation edit rate as sacrebleu computes it, with the statistics of each sentence."""

from typing import Any

import datasets  # type: ignore[import-untyped]
import evaluate
from sacrebleu.metrics.ter import TER


class Ter(evaluate.Metric):  # type: ignore[misc]  # the library carries no types
    """A row of statistics: edits, reference length in words."""

    def _info(self) -> evaluate.MetricInfo:
        texts = datasets.Value("string")
        return evaluate.MetricInfo(
            description="Corpus TER with sacrebleu's defaults; 0 is a perfect match, lower is better.",
            citation="Matthew Snover et al. 2006. A Study of Translation Edit Rate. AMTA.",
            features=datasets.Features({"predictions": texts, "references": texts}),
        )

    def _compute(self, predictions: list[str], references: list[str]) -> dict[str, Any]:
        metric = TER()
        rows = metric._extract_corpus_statistics(predictions, [references])
        score = metric._compute_score_from_stats([sum(column) for column in zip(*rows, strict=True)]).score
        return {"score": float(score), "signature": str(metric.get_signature()), "statistics": rows}
