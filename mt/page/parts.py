"""What several tabs have alike: the choice of a model and a beam, a line that says what goes on."""

from collections.abc import Sequence
from html import escape
from typing import Any

from ..report.strings import LANGUAGES, Language, Strings
from .desk import BEAMS, Desk
from .labels import Labels

QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
"""How the page's own events are tied: no call of the API, and no overlay, for the tabs tell their progress."""


def model_choice(desk: Desk, labels: Labels, *, role: str = "translate", **more: Any) -> Any:
    """Return the list of installed models for ``role``; its value "" is the default."""
    import gradio

    names = desk.models(role)

    def choices(strings: Any) -> list[tuple[str, str]]:
        return [(strings["page.default_model"].format(name=names[0] if names else ""), "")] + [
            (name, name) for name in names[1:]
        ]

    return labels.make(gradio.Dropdown, {"label": "page.model", "choices": choices}, value="", **more)


def beam_slider(labels: Labels, **more: Any) -> Any:
    """Return the slider for the beam; 0 is the model's own."""
    import gradio

    return labels.make(gradio.Slider, {"label": "page.beam"}, minimum=0, maximum=BEAMS[1], step=1, value=0, **more)


def listing(labels: Labels, label: str, keys: Sequence[tuple[str, str]], **more: Any) -> Any:
    """Return a list with a choice for each of ``keys``: the key of what it is called, and its value."""
    import gradio

    def choices(strings: Any) -> list[tuple[str, str]]:
        return [(strings[key], value) for key, value in keys]

    return labels.make(gradio.Dropdown, {"label": label, "choices": choices}, **more)


def status(key: str = "", *, busy: bool = False, share: float | None = None, **values: Any) -> str:
    """Return a line that screen readers speak when it changes, in all languages: the page shows its own.

    ``key`` is one of the table ("" for an empty line), ``values`` fill its gaps; ``share`` of 1 is drawn as a bar.
    """
    said = {strings.language: strings[f"page.{key}"].format(**values) if key else "" for strings in _ALL}
    bar = ""
    if share is not None:
        # An element's value, not a style: our policies forbid styles in attributes.
        bar = f'<progress max="100" value="{round(100 * share)}" aria-hidden="true"></progress>'
    return f'<p class="mt-status {"busy" if busy else "calm"}" role="status" aria-live="polite">{bar}{_spans(said)}</p>'


def problem(message: str) -> str:
    """Return a line that says what went wrong, in all languages; ``message`` is English."""
    said = {strings.language: f"⚠ {strings.message(message)}" for strings in _ALL}
    return f'<p class="mt-status wrong" role="alert">{_spans(said)}</p>'


_ALL = [Strings(language) for language in LANGUAGES]


def _spans(said: dict[Language, str]) -> str:
    directions = {strings.language: strings.direction for strings in _ALL}
    spans = (f'<span lang="{name}" dir="{directions[name]}">{escape(text)}</span>' for name, text in said.items())
    return "".join(spans)


def cell(text: str, title: str, attributes: str = "") -> str:
    """Return a cell of a table that on a narrow screen, where there is no head, says by itself what it holds.

    >>> cell("9 MB", "Size"), cell("", "Size")
    ('<td data-name="Size" >9 MB</td>', '<td ></td>')
    """
    label = f'data-name="{escape(title)}" ' if text else ""
    return f"<td {label}{attributes}>{escape(text)}</td>"
