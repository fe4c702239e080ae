"""How good some translations are, on one card: scores with intervals, a plot, the worst sentences first."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InputError, MtError
from ..report import visible
from ..report.strings import Language, Strings

if TYPE_CHECKING:
    from ..evaluation.metrics import Score
    from ..evaluation.runfile import Result

_WORST = 15
_METRICS = ("bleu", "chrf", "chrf++", "ter")
_LONGEST_FILE = 2_000_000  # bytes: 10,000 long sentences


@dataclass(frozen=True)
class Measured:
    """What was measured: its name, the scores with their rows, and each segment's result in order."""

    name: str
    scores: "Sequence[Score]"
    results: "Sequence[Result]"


@cache
def present_sets() -> list[str]:
    """Return the names of the sets whose data is here and verified when read: translation and challenge sets."""
    from ..evaluation.fetch import default_folder
    from ..evaluation.sets import list_cards, locate

    found = []
    for card in list_cards():
        try:
            for role in card.files:
                locate(card, role, sets_dirs=[default_folder()])
        except MtError:
            continue
        found.append(card.name)
    return found


def measure_files(hypotheses: Path, references: Path, sources: Path | None = None) -> Measured:
    """Score one hypothesis a line against one reference a line.

    Raises :class:`~mt.errors.InputError` for unequal files and for what is not UTF-8 text.
    """
    from ..evaluation.faults import find_faults
    from ..evaluation.metrics import score_all
    from ..evaluation.runfile import Result

    ours, theirs = _lines(hypotheses), _lines(references)
    given = _lines(sources) if sources else [""] * len(ours)
    if len(given) != len(ours):
        raise InputError(f"{len(ours)} hypotheses but {len(given)} sources; give one line for each segment")
    scores = score_all(_METRICS, ours, theirs)
    results = [
        Result(str(n), source, text, reference, faults=find_faults(source, text, reference=reference))
        for n, (source, text, reference) in enumerate(zip(given, ours, theirs, strict=True), 1)
    ]
    return Measured(hypotheses.name, scores, results)


def _lines(path: Path) -> list[str]:
    from ..evaluation.sets import split_lines

    if path.stat().st_size > _LONGEST_FILE:
        raise InputError(f"{path.name}: longer than {_LONGEST_FILE:,} bytes; use `mt eval score`")
    try:
        return split_lines(path.read_bytes())
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name}: is no UTF-8 text; save it as plain text, one segment a line") from error


def scorecard(measured: Measured, language: Language = "en") -> str:
    """Return the card as HTML."""
    strings = Strings(language)
    parts = [f'<section class="mt-card" lang="{language}" dir="{strings.direction}">']
    parts.append(f'<h2 dir="auto">{escape(visible(measured.name))}</h2>')
    parts.append(f"<p>{strings['page.counted'].format(count=len(measured.results))}</p>")
    parts += _scores(measured, strings)
    parts += _items(measured, strings)
    parts += _worst(measured, strings)
    return "".join([*parts, "</section>"])


def _scores(measured: Measured, strings: Strings) -> list[str]:
    from ..evaluation import plots
    from ..evaluation.significance import interval

    shown = [score for score in measured.scores if score.metric in _METRICS and len(score.rows)]
    if not shown:
        return []
    bounds = [(score, *interval(score.metric, score.rows)) for score in shown]
    rows = [
        f'<tr><th scope="row">{score.metric}</th><td>{score.value:.1f}</td><td dir="ltr">{low:.1f} – {high:.1f}</td>'
        f'<td dir="ltr"><code>{escape(score.signature)}</code></td></tr>'
        for score, low, high in bounds
    ]
    heads = _heads(strings, "metric", "value", "interval", "signature")
    table = _region(strings["page.scores"], f"<table><thead>{heads}</thead><tbody>{''.join(rows)}</tbody></table>")
    plot = plots.intervals(strings["page.plot"], [(s.metric, s.value, low, high) for s, low, high in bounds])
    return [table, f'<div class="mt-plot" dir="ltr">{plot}</div>']


def _items(measured: Measured, strings: Strings) -> list[str]:
    """For a challenge set: how many items pass."""
    items = [result for result in measured.results if result.category]
    if not items:
        return []
    passed = sum(not result.wrong for result in items)
    return [f"<p><strong>{strings['page.passed'].format(passed=passed, total=len(items))}</strong></p>"]


def _worst(measured: Measured, strings: Strings) -> list[str]:
    from ..evaluation.metrics import sentence_scores

    chrf = next((score for score in measured.scores if score.metric == "chrf" and len(score.rows)), None)
    if chrf:
        ranked = sorted(
            zip(sentence_scores("chrf", chrf.rows), measured.results, strict=True), key=lambda pair: pair[0]
        )
        chosen = [(f"{value:.0f}", result) for value, result in ranked[:_WORST]]
    else:
        chosen = [("✗", result) for result in measured.results if result.wrong][:_WORST]
    if not chosen:
        return []
    rows = "".join(_result(mark, result) for mark, result in chosen)
    heads = _heads(strings, "chrf" if chrf else "failed", "arabic", "hypothesis", "reference", "faults")
    title = strings["page.worst"]
    return [f"<h3>{title}</h3>", _region(title, f"<table><thead>{heads}</thead><tbody>{rows}</tbody></table>")]


def _result(mark: str, result: "Result") -> str:
    faults = "; ".join((*result.faults, *map(str, result.wrong)))
    return (
        f'<tr><td>{mark}</td><td lang="ar" dir="rtl">{escape(visible(result.source))}</td>'
        f'<td lang="en" dir="ltr">{escape(visible(result.hypothesis))}</td>'
        f'<td lang="en" dir="ltr">{escape(visible(result.reference))}</td>'
        f'<td dir="ltr">{escape(visible(faults))}</td></tr>'
    )


def _heads(strings: Strings, *names: str) -> str:
    return "<tr>" + "".join(f'<th scope="col">{strings[f"page.{name}"]}</th>' for name in names) + "</tr>"


def _region(label: str, table: str) -> str:
    """A table that scrolls by itself on a narrow screen; the keyboard can reach it."""
    return f'<div class="mt-table" role="region" tabindex="0" aria-label="{escape(label)}">{table}</div>'
