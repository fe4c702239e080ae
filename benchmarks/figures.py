"""Rounds of measurements to medians, ratios and tables."""

import re
import statistics
from collections.abc import Sequence
from typing import Any

Rounds = Sequence[dict[str, dict[str, Any]]]
OURS, LIMIT = "ours", "raw"


def summarize(rounds: Rounds, work: dict[str, int], *, threads: int, beam: int) -> dict[str, Any]:
    """Return one row a contender: rates, latencies, memory, and how many times as fast ours is.

    A ratio is taken within a round, so that what slows the machine down for a while slows both.
    """
    rows, skipped = {}, {}
    for name in rounds[0]:
        answers = [r[name] for r in rounds]
        if reason := next((a["skip"] for a in answers if "skip" in a), ""):
            skipped[name] = reason
            continue
        rates = {
            "sentences/s": [work["sentences"] / a["sentences s"] for a in answers],
            "words/s": [work["words"] / a["sentences s"] for a in answers],
            "tokens/s": [work["tokens"] / a["sentences s"] for a in answers],
            "pages/s": [work["pages"] / a["pages s"] for a in answers],
        }
        plain = {key: [a[key] for a in answers] for key in ("cold page s", "warm page s", "load s", "peak MiB")}
        rows[name] = {key: spread(values) for key, values in {**rates, **plain}.items()}
        rows[name]["ratios"] = {
            key: spread([r[name][key] / r[OURS][key] for r in rounds])
            for key in ("sentences s", "pages s", "cold page s", "warm page s", "peak MiB")
            if all("skip" not in r.get(OURS, {"skip": ""}) for r in rounds)
        }
        if all(LIMIT in r and "skip" not in r[LIMIT] for r in rounds):
            rows[name]["same as raw"] = same_share(answers[0]["outputs"], rounds[0][LIMIT]["outputs"])
    return {"threads": threads, "beam": beam, "rounds": len(rounds), "work": work, "rows": rows, "skipped": skipped}


def spread(values: Sequence[float]) -> dict[str, float]:
    """Return median, least and most, rounded to four digits."""
    found = {"median": statistics.median(values), "low": min(values), "high": max(values)}
    return {key: float(f"{value:.4g}") for key, value in found.items()}


def same_share(outputs: Sequence[str], others: Sequence[str]) -> float:
    """Return which share of lines is the same but for spaces: proof that the same model was run.

    Unequal numbers of lines cannot be compared and give 0.
    """
    if len(outputs) != len(others):
        return 0.0
    pairs = zip(outputs, others, strict=True)
    return round(sum(_bare(a) == _bare(b) for a, b in pairs) / max(len(outputs), 1), 4)


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text)


def to_markdown(body: dict[str, Any]) -> str:
    """Return a table for each combination of threads and beam."""
    lines = [" · ".join(f"{key} {value}" for key, value in body["machine"].items()), ""]
    for result in body["results"]:
        work = result["work"]
        lines += [
            f"### {_counted(result['threads'], 'thread')}, beam {result['beam']}",
            "",
            f"{work['sentences']} sentences ({work['words']} words), {work['pages']} pages ({work['page words']} "
            f"words), {_counted(result['rounds'], 'round')}",
            "",
            "| | sentences/s | words/s | pages/s | ours is faster: sentences | pages | warm page s | cold page s "
            "| load s | peak MiB | same as raw |",
            "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        ]
        lines += [_row(name, row) for name, row in result["rows"].items()]
        lines += ["", *(f"- {name}: left out, {reason}" for name, reason in result["skipped"].items()), ""]
    return "\n".join(lines).rstrip()


def _row(name: str, row: dict[str, Any]) -> str:
    ratios = row["ratios"]
    cells = [f"{row[key]['median']:.4g}" for key in ("sentences/s", "words/s", "pages/s")]
    cells += [_range(ratios.get(key)) for key in ("sentences s", "pages s")]
    cells += [f"{row[key]['median']:.3g}" for key in ("warm page s", "cold page s", "load s")]
    cells += [f"{row['peak MiB']['median']:.0f}", f"{row.get('same as raw', 0):.0%}"]
    return "| " + " | ".join([name, *cells]) + " |"


def _range(ratio: dict[str, float] | None) -> str:
    return f"{ratio['median']:.2f} ({ratio['low']:.2f} to {ratio['high']:.2f})" if ratio else ""


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number != 1 else ''}"
