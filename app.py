"""The web page: paste an Arabic article, read its digest. ``python app.py`` opens it on this machine only.

The digest is shown in a frame that may load nothing and run nothing, so a hostile page stays harmless.
No telemetry, no external fonts or scripts: it works without a network.
"""

import os
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import mt
from mt.errors import InputError, MtError
from mt.report import render

EXAMPLE = Path(__file__).resolve().parent / "eval_sets" / "libya_benghazi" / "page.ar.txt"
EMPTY = "<p>The digest will appear here.</p>"

Make = Callable[[str, "mt.Settings"], mt.Digest]


def make_here(text: str, settings: "mt.Settings") -> mt.Digest:
    """Make a digest in this process, with no limit but the machine's."""
    return mt.digest(text, settings=settings)


def digest(text: str, keep_furniture: bool, show_source: bool, make: Make = make_here) -> tuple[str, str]:
    """Return the digest of ``text`` as a framed page and as JSON; a problem is said in the page."""
    try:
        if not text.strip():
            raise InputError("paste the text of an Arabic page first")
        result = make(text, mt.Settings(keep_furniture=keep_furniture))
    except MtError as problem:
        return f'<p role="alert">{escape(str(problem))}</p>', ""
    page = render(result, "html", show_source=show_source)
    frame = f'<iframe title="Digest" sandbox srcdoc="{escape(page)}" style="width:100%;height:75vh;border:0"></iframe>'
    return frame, render(result, "json")


def build(make: Make = make_here) -> Any:
    """Return the Gradio page, not yet started; ``make`` makes its digests."""
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

        def click(text: str, keep_furniture: bool, show_source: bool) -> tuple[str, str]:
            return digest(text, keep_furniture, show_source, make)

        go.click(click, [source, keep, beside], [output, body], api_name="digest")
    return page


def mount(server: Any, make: Make) -> Any:
    """Put the page at / of a FastAPI ``server``, beside what it serves already."""
    page = build(make)
    import gradio

    # More than one thread of the page may wait for the server's own queue, which is the one that counts.
    page.queue(default_concurrency_limit=8, max_size=32)
    return gradio.mount_gradio_app(server, page, path="", show_error=False, footer_links=[], max_file_size="1mb")


if __name__ == "__main__":
    build().launch(server_name="127.0.0.1", share=False)
