"""The tab of models: what is installed and what could be, with sizes and licences; fetching for an administrator."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from ..models.catalog import Model, catalog
from ..models.overview import World
from ..report.strings import Language, Strings
from .desk import Desk
from .labels import Labels
from .parts import QUIET, cell, problem, status


class ModelsTab:
    """Draws the tab and ties its events together."""

    def __init__(self, desk: Desk, labels: Labels, language: Any) -> None:
        import gradio

        self.desk, self.labels = desk, labels
        self.table = gradio.HTML(models_table(desk, "en"), elem_id="mt-models", padding=False, apply_default_css=False)
        with gradio.Row(visible=desk.rights.models, elem_classes="mt-row"):
            self.wanted = labels.make(
                gradio.Dropdown, {"label": "page.to_fetch"}, choices=_absent(desk), elem_id="mt-wanted"
            )
            self.fetch = labels.make(gradio.Button, {"value": "page.fetch_model"}, elem_id="mt-fetch-model", scale=0)
        self.status = gradio.HTML(status(), padding=False)
        if desk.rights.models:  # without the right there is no event to call
            self.fetch.click(
                self.run,
                [self.wanted, language],
                [self.status, self.table],
                **QUIET,
                concurrency_limit=1,
            )

    def run(self, name: str | None, language: Language) -> Iterator[tuple[str, Any]]:
        """Fetch a model of the lists, telling of its steps."""
        import gradio

        if name not in _absent(self.desk):
            yield problem("choose a model of the list"), gradio.skip()
            return
        # A process of its own: converting takes much memory, which ends with it.
        command = [sys.executable, "-m", "mt", "models", "fetch", name]
        command += ["--lock", str(self.desk.lock)] if self.desk.lock else []
        last = ""
        with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
            for line in process.stderr or ():
                last = line.strip().removeprefix("mt: ")
                yield status("step", busy=True, what=last), gradio.skip()
        said = problem(last) if process.returncode else status("step", what=last)
        yield said, models_table(self.desk, language)


def models_table(desk: Desk, language: Language) -> str:
    """Return the table of all models of the locks and of the catalog, installed ones first."""
    strings = Strings(language)
    rows = sorted(
        _rows(desk), key=lambda row: (row["state"] not in _HERE, row["role"] != "translate", not row["default"])
    )
    heads = "".join(
        f'<th scope="col">{strings[f"page.{name}"]}</th>'
        for name in ("model", "role", "state", "size", "licence", "measured")
    )
    body = "".join(_row(row, strings) for row in rows)
    caption = f"<caption>{strings['page.models_about']}</caption>"
    return (
        f'<div class="mt-table mt-stacked" lang="{language}" dir="{strings.direction}" tabindex="0" role="region" '
        f'aria-label="{strings["page.models"]}"><table>{caption}<thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


_HERE = ("embedded", "fetched")


def _rows(desk: Desk) -> list[dict[str, Any]]:
    world, known = World.of(desk.lock, None), catalog()
    names = dict.fromkeys([*world.entries, *known])
    return [{**world.describe(name, known.get(name)), "bytes": _size(world, known, name)} for name in names]


def _size(world: World, known: Mapping[str, Model], name: str) -> int:
    """The bytes of a model's files as they are used, or as they would be fetched."""
    entry = world.entries.get(name)
    if entry and entry.files:
        return sum(file.size for file in entry.files)
    size: int = world.describe(name, known.get(name))["download_bytes"]
    return size


def _row(row: dict[str, Any], strings: Strings) -> str:
    size = f"{row['bytes'] / 1e6:,.0f}\u00a0MB" if row["bytes"] else ""
    state = strings.get(f"state.{row['state']}", row["state"])
    mark = "● " if row["state"] in _HERE else "○ "
    default = f" · {strings['page.default']}" if row["default"] else ""
    licence = "; ".join(strings.message(said) for said in (row["licence"], row["notice"]) if said)
    role = strings.get(f"role.{row['role']}", row["role"])
    cells = {
        "role": role,
        "state": f"{mark}{state}{default}",
        "size": size,
        "licence": licence,
        "measured": "; ".join(row["scores"]),
    }
    rest = "".join(cell(text, strings[f"page.{name}"], 'dir="auto"') for name, text in cells.items())
    return f'<tr><th scope="row" dir="ltr">{escape(row["name"])}</th>{rest}</tr>'


def _absent(desk: Desk) -> list[str]:
    return [row["name"] for row in _rows(desk) if row["state"] not in _HERE]
