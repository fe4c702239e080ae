"""A comparison as one HTML page: no network, no other file, readable without scripts."""

import difflib
import math
import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

from mt.evaluation import plots
from mt.evaluation.compare import Example, SetComparison
from mt.evaluation.metrics import METRICS
from mt.evaluation.significance import format_p
from mt.evaluation.tables import mark

_HERE = Path(__file__).resolve().parent
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"


def render(comparisons: Sequence[SetComparison], *, title: str = "Comparison", rows: int = 300) -> str:
    """Return the page; each set's sentence table holds the ``rows`` segments on which the systems differ most."""
    sections = "".join(_section(part, rows) for part in comparisons)
    links = " · ".join(f'<a href="#{_anchor(part.name)}">{escape(part.name)}</a>' for part in comparisons)
    return frame(title, f"<nav>{links}</nav>{sections}")


def frame(title: str, body: str) -> str:
    """Return ``body`` as a whole page with our style and sorting; nothing may be loaded from elsewhere."""
    style = (_HERE / "page.css").read_text(encoding="utf-8")
    script = (_HERE / "page.js").read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{style}</style></head><body><h1>{escape(title)}</h1>"
        f"{body}<script>{script}</script></body></html>\n"
    )


def _anchor(name: str) -> str:
    return "set-" + re.sub(r"\W+", "-", name)


def _section(part: SetComparison, rows: int) -> str:
    blocks = [
        f'<section id="{_anchor(part.name)}"><h2>{escape(part.name)}</h2>'
        f"<p>{part.segments} segments ({escape(part.kind)})</p>"
    ]
    if part.scores:
        blocks += [_score_table(part), '<div class="plots">', *_plots(part), "</div>"]
    else:
        blocks += ['<div class="plots">', *_plots(part), "</div>"]
    blocks += [_count_table(part), _ngram_tables(part), _sentence_table(part, rows), "</section>"]
    return "".join(blocks)


def _score_table(part: SetComparison) -> str:
    body = ""
    for s in part.scores:
        d = s.difference
        cells = (
            f"<td>{d.value:+.2f}</td><td>{d.low:+.2f} to {d.high:+.2f}</td><td>{format_p(d.p_bootstrap)}</td>"
            f"<td>{'' if math.isnan(d.p_randomization) else format_p(d.p_randomization)}</td>"
            if d
            else '<td colspan="4">held against</td>'
        )
        body += (
            f'<tr class="{mark(s)}"><td>{escape(s.system)}</td><td>'
            f'<abbr title="{escape(s.signature, quote=True)}">{s.metric}</abbr></td>'
            f"<td>{s.value:.2f}</td><td>{s.low:.2f} to {s.high:.2f}</td>{cells}<td>{mark(s)}</td></tr>"
        )
    heads = (
        "system",
        "metric",
        "score",
        "95 % interval",
        "difference",
        "95 % interval",
        "bootstrap",
        "randomization",
        "",
    )
    return (
        _table(heads, body)
        + '<p class="note">Point at a metric for its signature. "same" means not told apart at p = 0.05.</p>'
    )


def _plots(part: SetComparison) -> list[str]:
    found = []
    for metric in dict.fromkeys(s.metric for s in part.scores):
        better = "" if METRICS[metric].higher_is_better else " (lower is better)"
        rows = [(s.system, s.value, s.low, s.high) for s in part.scores if s.metric == metric]
        found.append(plots.intervals(f"{metric}{better} with 95 % intervals", rows))
    unit = "chrF" if part.scores else "percent passed"
    for group in dict.fromkeys(s.group for s in part.slices):
        own = [s for s in part.slices if s.group == group]
        names = [f"{s.name} ({s.segments})" for s in own]
        if group == "length" and len(own) > 1:
            table = [[s.scores[i] for s in own] for i in range(len(part.systems))]
            found.append(plots.lines(f"{unit} by source length", names, part.systems, table, unit=unit))
        elif len(own) > 1:
            title = group if group.startswith("passed") else f"{unit} by {group}"
            found.append(plots.bars(title, names, part.systems, [s.scores for s in own]))
    if part.calibrations:
        labels = ["most doubtful", "doubtful", "middle", "sure", "surest"]
        names = [f"{c.system} (rank correlation {c.correlation:.2f})" for c in part.calibrations]
        found.append(
            plots.lines("chrF by the system's own confidence", labels, names, [c.scores for c in part.calibrations])
        )
    faults = {k.removeprefix("fault:"): v for k, v in part.counts.items() if k.startswith("fault:")}
    if faults:
        found.append(plots.bars("faults (segments)", list(faults), part.systems, list(faults.values())))
    return found


def _count_table(part: SetComparison) -> str:
    body = "".join(
        f"<tr><td>{escape(name.removeprefix('fault:'))}</td>{''.join(f'<td>{v:g}</td>' for v in values)}</tr>"
        for name, values in part.counts.items()
    )
    return "<h3>Counts</h3>" + _table(("count", *part.systems), body)


def _ngram_tables(part: SetComparison) -> str:
    blocks = []
    for d in part.ngrams:
        rows = "".join(
            f"<tr><td>{escape(phrase)}</td><td>{a}</td><td>{b}</td></tr>" for phrase, a, b in (*d.better, *d.worse)
        )
        title = f"Phrases of the references: {part.systems[0]} against {d.system}"
        blocks.append(
            f"<details><summary>{escape(title)}</summary>"
            f"{_table(('phrase', part.systems[0], d.system), rows)}</details>"
        )
    return "".join(blocks)


def _sentence_table(part: SetComparison, rows: int) -> str:
    shown = part.examples[:rows]
    heads = (
        "id",
        "source",
        "reference",
        *part.systems,
        *(f"{name}: score" for name in part.systems),
        "largest difference",
    )
    body = "".join(_sentence_row(example) for example in shown)
    note = f"The {len(shown)} of {part.segments} segments on which the systems differ most. Click a heading to sort."
    marks = "Words that are not in the reference are marked in a hypothesis." if any(e.reference for e in shown) else ""
    return f'<h3>Segments</h3><p class="note">{note} {marks}</p>{_table(heads, body)}'


def _sentence_row(example: Example) -> str:
    first = example.hypotheses[0]
    texts = "".join(
        f'<td class="text">{highlight(h, example.reference or (first if i else h))}</td>'
        for i, h in enumerate(example.hypotheses)
    )
    scores = "".join(f"<td>{s:.1f}</td>" for s in example.scores)
    largest = max(example.gains, key=abs)
    return (
        f'<tr><td>{escape(example.id)}</td><td class="text" lang="ar" dir="rtl">{escape(example.source)}</td>'
        f'<td class="text">{escape(example.reference)}</td>{texts}{scores}<td>{largest:+.1f}</td></tr>'
    )


def highlight(text: str, other: str) -> str:
    """Return ``text`` as HTML with the words marked that ``other`` does not have in the same order.

    >>> highlight("a red cat", "a cat")
    'a <mark>red </mark>cat'
    """
    words, others = _TOKEN.findall(text), _TOKEN.findall(other)
    made = []
    for tag, start, end, _, _ in difflib.SequenceMatcher(a=words, b=others, autojunk=False).get_opcodes():
        piece = escape("".join(words[start:end]))
        made.append(piece if tag == "equal" or not piece else f"<mark>{piece}</mark>")
    return "".join(made)


def _table(heads: Sequence[str], body: str) -> str:
    row = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    return f'<div class="scroll"><table><thead><tr>{row}</tr></thead><tbody>{body}</tbody></table></div>'
