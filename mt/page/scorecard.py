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
from .parts import cell

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
    """Return the names of the translation and challenge sets whose data is here, verified; the largest first."""
    from ..evaluation.fetch import default_folder
    from ..evaluation.sets import list_cards, locate

    found = []
    for card in list_cards():
        try:
            for role in card.files:
                locate(card, role, sets_dirs=[default_folder()])
        except MtError:
            continue
        found.append(card)
    return [card.name for card in sorted(found, key=lambda card: -card.segments)]


@dataclass(frozen=True)
class Lines:
    """The lines of an uploaded file, and what it was called."""

    name: str
    texts: tuple[str, ...]


def lines_of_file(path: Path) -> Lines:
    """Read an uploaded file of one segment a line and delete it.

    Raises :class:`~mt.errors.InputError` for a long file and for what is not UTF-8 text.
    """
    from ..evaluation.sets import split_lines

    name = visible(path.name)
    try:
        if path.stat().st_size > _LONGEST_FILE:
            raise InputError(f"{name}: longer than {_LONGEST_FILE:,} bytes; use `mt eval score`")
        return Lines(name, tuple(split_lines(path.read_bytes())))
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: is no UTF-8 text; save it as plain text, one segment a line") from error
    except OSError as error:
        raise InputError(f"{name}: the upload is no longer there; choose the file again") from error
    finally:
        path.unlink(missing_ok=True)


def measure_lines(hypotheses: Lines, references: Lines, sources: Lines | None = None) -> Measured:
    """Score one hypothesis a line against one reference a line.

    Raises :class:`~mt.errors.InputError` when there are more of the one than of the other.
    """
    from ..evaluation.faults import find_faults
    from ..evaluation.metrics import score_all
    from ..evaluation.runfile import Result

    ours, theirs = hypotheses.texts, references.texts
    given = sources.texts if sources else ("",) * len(ours)
    if len(given) != len(ours):
        raise InputError(f"{len(ours)} hypotheses but {len(given)} sources; give one line for each segment")
    scores = score_all(_METRICS, ours, theirs)
    results = [
        Result(str(n), source, text, reference, faults=find_faults(source, text, reference=reference))
        for n, (source, text, reference) in enumerate(zip(given, ours, theirs, strict=True), 1)
    ]
    return Measured(hypotheses.name, scores, results)


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
        f'<tr><th scope="row" dir="ltr">{score.metric}</th><td>{score.value:.1f}</td>'
        f'<td dir="ltr">{low:.1f} – {high:.1f}</td></tr>'
        f'<tr class="signature"><td colspan="3" dir="ltr"><code>{escape(score.signature)}</code></td></tr>'
        for score, low, high in bounds
    ]
    heads = "".join(f'<th scope="col">{strings[f"page.{name}"]}</th>' for name in ("metric", "value", "interval"))
    table = f'<div class="mt-table"><table><thead><tr>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
    title = strings["page.plot"]
    plot = plots.intervals(title, [(s.metric, s.value, low, high) for s, low, high in bounds])
    drawn = f'<div class="mt-plot" role="region" tabindex="0" aria-label="{escape(title)}">{plot}</div>'
    return [f'<div class="mt-measured">{table}{drawn}</div>']


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
    # A column that says nothing is left out.
    cells = [_cells(mark, result, strings) for mark, result in chosen]
    names = [name for name in cells[0] if any(row[name] for row in cells)]
    said = {"mark": "chrf" if chrf else "failed"}
    titles = {name: strings[f"page.{said.get(name, name)}"] for name in names}
    heads = "".join(f'<th scope="col">{title}</th>' for title in titles.values())
    rows = "".join(
        f"<tr>{''.join(cell(visible(row[name]), titles[name], _SIDES.get(name, '')) for name in names)}</tr>"
        for row in cells
    )
    title = strings["page.worst"]
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return [f"<h3>{title}</h3>", _region(title, table)]


def _cells(mark: str, result: "Result", strings: Strings) -> dict[str, str]:
    faults = [strings[f"fault.{kind}"] for kind in result.faults] + [strings.message(said) for said in result.wrong]
    texts = {"arabic": result.source, "hypothesis": result.hypothesis, "reference": result.reference}
    return {"mark": mark, **texts, "faults": "; ".join(faults)}


_SIDES = {"arabic": 'lang="ar" dir="rtl"', "hypothesis": 'lang="en" dir="ltr"', "reference": 'lang="en" dir="ltr"'}


def _region(label: str, table: str) -> str:
    """A table that scrolls by itself on a narrow screen; the keyboard can reach it."""
    return f'<div class="mt-table mt-stacked" role="region" tabindex="0" aria-label="{escape(label)}">{table}</div>'
