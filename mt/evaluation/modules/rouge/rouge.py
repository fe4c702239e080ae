"""ROUGE F1 as rouge_score computes it, averaged plainly.

The well-known wrapper resamples inside and reports a median of random draws; this one does not, so
the same texts always give the same number. Chance enters only in ``mt.evaluation.significance``.
"""

from importlib.metadata import version
from typing import Any

import datasets  # type: ignore[import-untyped]
import evaluate
from rouge_score.rouge_scorer import RougeScorer


class Rouge(evaluate.Metric):  # type: ignore[misc]  # the library carries no types
    """A row of statistics: 100 times the F1 of one pair. For rougeLsum sentences are separate lines."""

    def _info(self) -> evaluate.MetricInfo:
        texts = datasets.Value("string")
        return evaluate.MetricInfo(
            description="Mean ROUGE F1 (0 to 100) of English texts, Porter-stemmed.",
            citation="Chin-Yew Lin. 2004. ROUGE: A Package for Automatic Evaluation of Summaries. ACL workshop.",
            features=datasets.Features({"predictions": texts, "references": texts}),
        )

    def _compute(self, predictions: list[str], references: list[str], variant: str = "rouge1") -> dict[str, Any]:
        scorer = RougeScorer([variant], use_stemmer=True)
        pairs = zip(predictions, references, strict=True)
        rows = [[100.0 * float(scorer.score(reference, guess)[variant].fmeasure)] for guess, reference in pairs]
        mean = sum(row[0] for row in rows) / len(rows)
        signature = f"nrefs:1|stem:porter|agg:mean|version:{version('rouge-score')}"
        return {"score": mean, "signature": signature, "statistics": rows}
