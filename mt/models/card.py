"""The scores in the card of a model of this package: measured, kept and shown from that one place."""

import re
from pathlib import Path

_SECTION = re.compile(r"^## Scores$(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_ROW = re.compile(
    r"^\| (?P<set>[^|]+?)(?:, ours)? \| (?P<metric>\w+) \| (?P<value>\d+(?:\.\d+)?) \| (?P<kind>[^|]+)", re.M
)


def scores_in(folder: Path) -> list[str]:
    """The model's own scores, as its README.md in ``folder`` gives them; none where there is no card.

    Rows of the card on other systems ("SET, WHOSE"; "ours" is the model) and counts are left out.
    """
    try:
        card = (folder / "README.md").read_text(encoding="utf-8")
    except OSError:
        return []
    section = _SECTION.search(card)
    rows = _ROW.finditer(section[1]) if section else ()
    return [
        f"{row['metric']} {row['value']} on {row['set']} (model card)"
        for row in rows
        if ", " not in row["set"] and row["kind"].strip() != "count"
    ]
