"""A comparison in text: a terminal's table, Markdown, JSON."""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict

from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table
from rich.text import Text

from mt.evaluation.compare import SetComparison, SystemScore
from mt.evaluation.metrics import METRICS
from mt.evaluation.significance import format_p

_EXAMPLES = 5


def mark(score: SystemScore, *, alpha: float = 0.05) -> str:
    """Return how a system stands to the first: "better", "worse", "same" or "" for the first itself.

    "same" means that the bootstrap does not tell them apart at ``alpha``, not that they are equal.
    """
    if score.difference is None:
        return ""
    if score.difference.p_bootstrap >= alpha:
        return "same"
    return "better" if (score.difference.value > 0) == METRICS[score.metric].higher_is_better else "worse"


def show(comparisons: Sequence[SetComparison], console: Console) -> None:
    """Print tables of scores, counts and slices to ``console``."""
    for part in comparisons:
        heads = ("system", "metric", "score", "95 %", "difference", "bootstrap", "randomization", "")
        table = Table(*map(_whole, heads), title=Text(part.name))
        for score in part.scores:
            table.add_row(*map(Text, _cells(score)))
        if part.scores:
            console.print(table)
        counts = Table("count", *map(_whole, map(escape, part.systems)), title=Text(f"{part.name}: faults and counts"))
        for name, values in part.counts.items():
            counts.add_row(Text(name.removeprefix("fault:")), *(f"{v:g}" for v in values))
        console.print(counts)
        slices = Table(
            "slice",
            "segments",
            *map(_whole, map(escape, part.systems)),
            title=Text(f"{part.name}: {_slice_unit(part)}"),
        )
        for row in part.slices:
            slices.add_row(Text(f"{row.group}: {row.name}"), str(row.segments), *(f"{v:.1f}" for v in row.scores))
        console.print(slices)


def _whole(head: str) -> Column:
    """A column whose words are broken where it is narrow, not cut off: names of systems often differ at their end."""
    return Column(head, overflow="fold")


def _slice_unit(part: SetComparison) -> str:
    return "chrF by slice" if part.scores else "percent passed by slice"


def _cells(score: SystemScore) -> list[str]:
    d = score.difference
    cells = [score.system, score.metric, f"{score.value:.2f}", f"{score.low:.2f} to {score.high:.2f}"]
    if d is None:
        return [*cells, "", "", "", ""]
    randomization = "" if math.isnan(d.p_randomization) else format_p(d.p_randomization)
    return [
        *cells,
        f"{d.value:+.2f} ({d.low:+.2f} to {d.high:+.2f})",
        format_p(d.p_bootstrap),
        randomization,
        mark(score),
    ]


def to_markdown(comparisons: Sequence[SetComparison]) -> str:
    """Return the comparison as Markdown: scores, counts, slices, the largest gains and losses."""
    lines: list[str] = []
    for part in comparisons:
        lines += [f"## {part.name}", ""]
        if part.scores:
            head = ["system", "metric", "score", "95 %", "difference", "bootstrap", "randomization", ""]
            lines += [*_table(head, [_cells(s) for s in part.scores]), ""]
        counts = [[k.removeprefix("fault:"), *(f"{v:g}" for v in values)] for k, values in part.counts.items()]
        lines += [*_table(["count", *part.systems], counts), ""]
        rows = [[f"{s.group}: {s.name}", str(s.segments), *(f"{v:.1f}" for v in s.scores)] for s in part.slices]
        lines += [f"### {_slice_unit(part)}", "", *_table(["slice", "segments", *part.systems], rows), ""]
        for difference in part.ngrams:
            lines += [
                f"### Phrases that {difference.system} gets right more often, and less often, than {part.systems[0]}",
                "",
            ]
            lines += [
                *_table(
                    ["phrase", part.systems[0], difference.system],
                    [list(map(str, r)) for r in (*difference.better, *difference.worse)],
                ),
                "",
            ]
        lines += _example_lines(part)
        signatures = dict.fromkeys(f"{s.metric}: `{s.signature}`" for s in part.scores)
        lines += [f"- {signature}" for signature in signatures] + [""]
    return "\n".join(lines)


def _example_lines(part: SetComparison) -> list[str]:
    lines: list[str] = []
    for i, system in enumerate(part.systems[1:], 1):
        ranked = sorted(part.examples, key=lambda e: -e.gains[i])
        chosen = [e for e in (*ranked[:_EXAMPLES], *ranked[: -_EXAMPLES - 1 : -1]) if e.gains[i]]
        lines += [f"### {system} against {part.systems[0]}: largest gains, then losses", ""]
        for e in chosen:
            lines += [f"- **{e.id}** ({e.gains[i]:+.1f}) {_escape(e.source)}", f"  - reference: {_escape(e.reference)}"]
            lines += [f"  - {part.systems[j]}: {_escape(e.hypotheses[j])}" for j in (0, i)]
        lines.append("")
    return lines


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return ["| " + " | ".join(_escape(cell) for cell in cells) + " |" for cells in (head, ["---"] * len(head), *rows)]


def _escape(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def to_json(comparisons: Sequence[SetComparison]) -> str:
    """Return every figure of the comparison as JSON; a test that was left out has a null p."""

    def plain(value: object) -> object:
        if isinstance(value, dict):
            return {k: plain(v) for k, v in value.items()}
        if isinstance(value, (list, tuple)):
            return [plain(v) for v in value]
        return None if isinstance(value, float) and math.isnan(value) else value

    body = {"schema": "mt.eval.comparison/1", "sets": [plain(asdict(part)) for part in comparisons]}
    return json.dumps(body, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
