"""The web page: paste an Arabic article, read its digest. ``python app.py`` opens it on this machine only.

The digest is shown in a frame that may load nothing and run nothing, so a hostile page stays harmless.
No telemetry, no external fonts or scripts: it works without a network.
"""

import os
from html import escape
from pathlib import Path
from typing import Any

import mt
from mt.errors import InputError, MtError
from mt.report import render

EXAMPLE = Path(__file__).resolve().parent / "eval_sets" / "libya_benghazi" / "page.ar.txt"
EMPTY = "<p>The digest will appear here.</p>"


def digest(text: str, keep_furniture: bool, show_source: bool) -> tuple[str, str]:
    """Return the digest of ``text`` as a framed page and as JSON; a problem is said in the page."""
    try:
        if not text.strip():
            raise InputError("paste the text of an Arabic page first")
        result = mt.digest(text, settings=mt.Settings(keep_furniture=keep_furniture))
    except MtError as problem:
        return f'<p role="alert">{escape(str(problem))}</p>', ""
    page = render(result, "html", show_source=show_source)
    frame = f'<iframe title="Digest" sandbox srcdoc="{escape(page)}" style="width:100%;height:75vh;border:0"></iframe>'
    return frame, render(result, "json")


def build() -> Any:
    """Return the Gradio page, not yet started."""
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    import gradio

    with gradio.Blocks(title="Arabic page to English digest") as page:
        gradio.Markdown("# Arabic page to English digest\nEverything runs on this machine; nothing is sent anywhere.")
        with gradio.Row():
            with gradio.Column():
                source = gradio.Textbox(label="Arabic page", lines=18, rtl=True)
                keep = gradio.Checkbox(label="Translate menus, forms and links too")
                beside = gradio.Checkbox(label="Show the Arabic beside the English", value=True)
                go = gradio.Button("Digest", variant="primary")
                if EXAMPLE.exists():
                    gradio.Examples([[EXAMPLE.read_text(encoding="utf-8")]], [source], label="A real page")
            with gradio.Column():
                output = gradio.HTML(EMPTY, label="Digest")
                with gradio.Accordion("JSON", open=False):
                    body = gradio.Code(language="json", label="JSON")
        go.click(digest, [source, keep, beside], [output, body], api_name="digest")
    return page


if __name__ == "__main__":
    build().launch(server_name="127.0.0.1", share=False)
