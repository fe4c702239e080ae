"""BLEU as sacrebleu computes it, with the statistics of each sentence."""

from typing import Any

import datasets  # type: ignore[import-untyped]
import evaluate
from sacrebleu.metrics.bleu import BLEU


class Bleu(evaluate.Metric):  # type: ignore[misc]  # the library carries no types
    """A row of statistics: system length, reference length, 4 matches, 4 totals."""

    def _info(self) -> evaluate.MetricInfo:
        texts = datasets.Value("string")
        return evaluate.MetricInfo(
            description="Corpus BLEU with sacrebleu's defaults (13a tokenizer, exponential smoothing).",
            citation="Matt Post. 2018. A Call for Clarity in Reporting BLEU Scores. WMT.",
            features=datasets.Features({"predictions": texts, "references": texts}),
        )

    def _compute(self, predictions: list[str], references: list[str]) -> dict[str, Any]:
        metric = BLEU()
        # The rows are exactly what corpus_score adds up; asking for them avoids counting twice.
        rows = metric._extract_corpus_statistics(predictions, [references])
        score = metric._compute_score_from_stats([sum(column) for column in zip(*rows, strict=True)]).score
        return {"score": float(score), "signature": str(metric.get_signature()), "statistics": rows}
