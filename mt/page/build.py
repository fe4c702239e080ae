"""The tabs put together, and their dress: theme, style, script."""

import atexit
import os
import shutil
import tempfile
from functools import cache
from importlib.resources import files
from typing import Any

from ..report.fragment import script, style
from ..report.strings import LANGUAGES, Language, Strings
from .api import add_api
from .compare_tab import CompareTab, show_pair
from .desk import Desk
from .digest_tab import DigestTab, show
from .evaluate_tab import EvaluateTab, show_card
from .growing import Visit
from .labels import Labels
from .models_tab import ModelsTab, models_table
from .parts import QUIET

_NAMES: dict[Language, str] = {"en": "English", "ar": "العربية"}
_OLD = 600  # seconds after which an upload that nobody read is deleted


def build(desk: Desk) -> Any:
    """Return the Gradio page, not yet started. Raises :class:`ImportError` without Gradio."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_TEMP_DIR"] = _uploads()
    import gradio

    labels = Labels()
    with gradio.Blocks(title=Strings()["page.title"], delete_cache=(_OLD, _OLD), analytics_enabled=False) as page:
        with gradio.Row(elem_classes="mt-row mt-top"):
            labels.make(gradio.HTML, {"value": _heading}, elem_id="mt-heading", padding=False, apply_default_css=False)
            language = gradio.Radio(
                [(_NAMES[name], name) for name in LANGUAGES],
                value="en",
                label="Language · اللغة",
                elem_id="mt-language",
                container=False,
                scale=0,
                min_width=220,
            )
        with gradio.Tabs():
            with labels.make(gradio.Tab, {"label": "page.tab_digest"}, id="digest"):
                digest = DigestTab(desk, labels, language)
            with labels.make(gradio.Tab, {"label": "page.tab_evaluate"}, id="evaluate"):
                evaluate = EvaluateTab(desk, labels, language)
            with labels.make(gradio.Tab, {"label": "page.tab_compare"}, id="compare"):
                compare = CompareTab(desk, labels, language)
            with labels.make(gradio.Tab, {"label": "page.tab_models"}, id="models"):
                models = ModelsTab(desk, labels, language)

        def speak(to: Language, visit: Visit, *made: Any) -> list[Any]:
            visit.language = to  # work that runs goes on in it
            step, measured, pair = made
            results = show(step, to), show_card(measured, to), show_pair(pair, to)
            return [*labels.updates(to), *results, models_table(desk, to)]

        made = [digest.step, evaluate.measured, compare.pair]
        shown = [*labels.components, digest.result, evaluate.result, compare.result, models.table]
        language.change(speak, [language, digest.visit, *made], shown, js=_TURN, **QUIET)
        # A page opened as /?lang=ar, or by somebody who chose Arabic before.
        page.load(None, None, language, js="() => window.mtLanguage()")
        add_api(desk)
    return page


@cache
def _uploads() -> str:
    """A folder for uploads that only this user can enter, gone when the process ends."""
    folder = tempfile.mkdtemp(prefix="mt-page-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


_TURN = "(language, ...rest) => { window.mtTurn(language); return [language, ...rest]; }"


def _heading(strings: Strings) -> str:
    said = f"<h1>{strings['page.title']}</h1><p>{strings['page.about']}</p>"
    return f'<header class="mt-heading" lang="{strings.language}" dir="{strings.direction}">{said}</header>'


@cache
def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


# The colours of digest.css, each with its contrast to what is below it at 4.5 or more.
_COLOURS = {
    "body_background_fill": "#fdfcf9",
    "body_background_fill_dark": "#16171a",
    "body_text_color": "#1d1c1a",
    "body_text_color_dark": "#e6e3dc",
    "body_text_color_subdued": "#5f5b54",
    "body_text_color_subdued_dark": "#a8a399",
    "block_background_fill": "#fdfcf9",
    "block_background_fill_dark": "#16171a",
    "block_label_text_color": "#5f5b54",
    "block_label_text_color_dark": "#a8a399",
    "block_title_text_color": "#5f5b54",
    "block_title_text_color_dark": "#a8a399",
    "block_info_text_color": "#5f5b54",
    "block_info_text_color_dark": "#a8a399",
    "input_background_fill": "#f4f0e6",
    "input_background_fill_dark": "#1f2126",
    "input_placeholder_color": "#5f5b54",
    "input_placeholder_color_dark": "#a8a399",
    "button_primary_background_fill": "#1f5a94",
    "button_primary_background_fill_hover": "#174877",
    "button_primary_background_fill_dark": "#8fc1f5",
    "button_primary_background_fill_hover_dark": "#b4d8fc",
    "button_primary_text_color": "#ffffff",
    "button_primary_text_color_dark": "#10243a",
    "button_secondary_background_fill": "#ece7da",
    "button_secondary_background_fill_hover": "#dfd8c7",
    "button_secondary_background_fill_dark": "#2b2d33",
    "button_secondary_background_fill_hover_dark": "#3a3d45",
    "button_secondary_text_color": "#1d1c1a",
    "button_secondary_text_color_dark": "#e6e3dc",
    "color_accent": "#1f5a94",
    "border_color_primary": "#dcd7cc",
    "border_color_primary_dark": "#35363b",
}


def dress() -> dict[str, Any]:
    """Return what Gradio is given when it serves the page: nothing in it is loaded from elsewhere."""
    import gradio

    # Names of fonts that systems have; Gradio's own would be fetched.
    fonts = ["system-ui", "Segoe UI", "Noto Sans", "Noto Sans Arabic", "sans-serif"]
    theme = gradio.themes.Base(
        primary_hue=gradio.themes.colors.blue,
        neutral_hue=gradio.themes.colors.stone,
        font=fonts,
        font_mono=["ui-monospace", "DejaVu Sans Mono", "monospace"],
    )
    return {
        "theme": theme.set(**_COLOURS),
        "css": style() + _file("page.css"),
        "head": f"<script>{script()}\n{_file('page.js')}</script>",
        "footer_links": [],
    }
