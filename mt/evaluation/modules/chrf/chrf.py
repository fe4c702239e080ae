"""Corpus chrF and, with ``word_order=2``, chrF++ as sacrebleu computes them, with the statistics of each sentence."""

from typing import Any

import datasets  # type: ignore[import-untyped]
import evaluate
from sacrebleu.metrics.chrf import CHRF


class Chrf(evaluate.Metric):  # type: ignore[misc]  # the library carries no types
    """A row of statistics: hypothesis, reference and matching n-grams for each of 6 (chrF++: 8) orders."""

    def _info(self) -> evaluate.MetricInfo:
        texts = datasets.Value("string")
        return evaluate.MetricInfo(
            description="Corpus chrF (character order 6, beta 2); word_order=2 makes it chrF++.",
            citation="Maja Popović. 2015. chrF: character n-gram F-score for automatic MT evaluation. WMT.",
            features=datasets.Features({"predictions": texts, "references": texts}),
        )

    def _compute(self, predictions: list[str], references: list[str], word_order: int = 0) -> dict[str, Any]:
        metric = CHRF(word_order=word_order)
        rows = metric._extract_corpus_statistics(predictions, [references])
        score = metric._compute_score_from_stats([sum(column) for column in zip(*rows, strict=True)]).score
        return {"score": float(score), "signature": str(metric.get_signature()), "statistics": rows}
