"""The first tab: a text in, its digest out, growing before one's eyes."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from ..document import Digest, Page
from ..errors import UsageError
from ..read import from_text
from ..report.fragment import Look, fragment
from ..report.strings import Language, Strings
from ..summarize import LENGTHS, METHODS
from .desk import Desk
from .example import example
from .forms import FORMS, parcel
from .growing import Step, Wish, grow, settings_of
from .labels import Labels
from .parts import QUIET, beam_slider, listing, model_choice, status
from .reading import glossary_of_file, page_of_address, page_of_file

_NAME = "pasted text"


class DigestTab:
    """Draws the tab, then ties its events together; its methods are the handlers of those."""

    def __init__(self, desk: Desk, labels: Labels, language: Any) -> None:
        self.desk, self.labels, self.language = desk, labels, language
        self._draw_source()
        self._draw_result()
        self._wire()

    def _draw_source(self) -> None:
        import gradio

        make = self.labels.make
        self.source = make(
            gradio.Textbox,
            {"label": "page.source", "placeholder": "page.source_hint"},
            lines=7,
            max_lines=9,
            rtl=True,
            elem_id="mt-source",
        )
        self.name = gradio.State(_NAME)
        with gradio.Row(elem_classes="mt-row"):
            self.go = make(gradio.Button, {"value": "page.run"}, variant="primary", elem_id="mt-run", scale=0)
            self.stop = make(gradio.Button, {"value": "page.stop"}, visible=False, elem_id="mt-stop", scale=0)
            self.file = make(gradio.UploadButton, {"label": "page.file"}, elem_id="mt-file", scale=0)
            self.example = make(gradio.Button, {"value": "page.example"}, elem_id="mt-example", scale=0)
            self.example.visible = bool(example())
            self.clear = make(gradio.Button, {"value": "page.clear"}, elem_id="mt-clear", scale=0)
        with gradio.Row(visible=self.desk.rights.addresses, elem_classes="mt-row mt-address"):
            self.address = make(
                gradio.Textbox,
                {"label": "page.address", "placeholder": "page.address_hint"},
                elem_id="mt-address",
                max_lines=1,
            )
            self.fetch = make(gradio.Button, {"value": "page.fetch"}, elem_id="mt-fetch", scale=0)
        with make(gradio.Accordion, {"label": "page.options"}, open=False, elem_id="mt-options"):
            self._draw_options()

    def _draw_options(self) -> None:
        import gradio

        make = self.labels.make
        with gradio.Row():
            self.model = model_choice(self.desk, self.labels, elem_id="mt-model")
            self.beam = beam_slider(self.labels, elem_id="mt-beam")
            lengths = [(f"page.length_{name}", name) for name in ("none", *LENGTHS)]
            self.length = listing(self.labels, "page.length", lengths, value="brief", elem_id="mt-length")
            methods = [(f"page.method_{name}", name) for name in METHODS]
            self.method = listing(self.labels, "page.method", methods, value=METHODS[0], elem_id="mt-method")
        with gradio.Row(elem_classes="mt-row"):
            self.keep = make(gradio.Checkbox, {"label": "page.keep"}, elem_id="mt-keep", container=False)
            self.bullets = make(gradio.Checkbox, {"label": "page.bullets"}, elem_id="mt-bullets", container=False)
            self.terms = make(
                gradio.UploadButton, {"label": "page.glossary"}, elem_id="mt-glossary", scale=0, size="sm"
            )
        self.glossary = gradio.State(None, time_to_live=3600)

    def _draw_result(self) -> None:
        import gradio

        self.status = gradio.HTML(status(""), elem_id="mt-status", padding=False)
        self.digest = gradio.State(None, time_to_live=3600)
        with gradio.Row(visible=False, elem_classes="mt-row mt-tools") as self.tools:
            self.copy = self.labels.make(gradio.Button, {"value": "page.copy"}, elem_id="mt-copy", scale=0, size="sm")
            self.saves = {
                form: self.labels.make(
                    gradio.Button,
                    {"value": partial(_save_as, title=made.title)},
                    elem_id=f"mt-save-{form}",
                    scale=0,
                    size="sm",
                )
                for form, made in FORMS.items()
            }
        self.result = gradio.HTML("", elem_id="mt-result", padding=False, apply_default_css=False)
        self.parcel = gradio.JSON(visible=False)
        # What the button in the result presses; the box itself is not there while the options are folded.
        self.again = gradio.Button(visible="hidden", elem_id="mt-again")

    def _wire(self) -> None:
        options = [self.model, self.beam, self.length, self.method, self.keep, self.bullets, self.glossary]
        asked = [self.source, self.name, *options, self.language]
        shown = [self.status, self.result, self.digest, self.tools, self.go, self.stop]
        run = self.go.click(self.run, asked, shown, **QUIET)
        keep = self.again.click(lambda: True, None, self.keep, **QUIET)
        again = keep.then(self.run, asked, shown, **QUIET)
        idle = [self.status, self.go, self.stop]
        self.stop.click(self.stopped, [self.language], idle, cancels=[run, again], **QUIET)
        read = [self.source, self.name, self.status]
        self.file.upload(self.read_file, [self.file, self.language], read, **QUIET)
        self.fetch.click(self.read_address, [self.address, self.language], read, **QUIET)
        self.address.submit(self.read_address, [self.address, self.language], read, **QUIET)
        given = [self.glossary, self.terms, self.status]
        self.terms.upload(self.read_terms, [self.terms, self.language], given, **QUIET)
        self.example.click(lambda: (example(), _NAME, status("")), None, read, **QUIET)
        self.clear.click(lambda: ("", _NAME, status("")), None, read, **QUIET)
        # What is typed has no longer to do with the file that was read.
        self.source.input(lambda: _NAME, None, self.name, **QUIET)
        for form, button in (("copy", self.copy), *self.saves.items()):
            make = button.click(_pack(form), [self.digest, self.language], self.parcel, **QUIET)
            make.then(None, self.parcel, None, js="(parcel) => window.mtDeliver(parcel)")

    def run(self, text: str, name: str, *options: Any) -> Iterator[tuple[Any, ...]]:
        """Make the digest of ``text``, showing every step."""
        import gradio

        *chosen, language = options
        strings = Strings(language)
        idle = gradio.update(visible=True), gradio.update(visible=False)
        busy = gradio.update(visible=False), gradio.update(visible=True)
        yield status(strings["page.starting"], busy=True), "", None, gradio.update(visible=False), *busy
        try:
            for step in grow(self.desk, _wish(text, name, strings, *chosen)):
                done = step.stage == "done"
                shown = gradio.update(visible=done)
                keep_digest = step.digest if done else None
                yield (
                    _said(step, strings),
                    show(step.digest, language, growing=not done),
                    keep_digest,
                    shown,
                    *(idle if done else busy),
                )
        except Exception as error:
            problem = status(self.desk.explain(error), wrong=True)
            yield problem, "", None, gradio.update(visible=False), *idle

    def stopped(self, language: Language) -> tuple[Any, ...]:
        """Say that the work was stopped."""
        import gradio

        return status(Strings(language)["page.stopped"]), gradio.update(visible=True), gradio.update(visible=False)

    def read_file(self, path: str, language: Language) -> tuple[Any, ...]:
        """Put an uploaded file's text into the box."""
        return self._read(lambda: page_of_file(Path(path)), language)

    def read_address(self, address: str, language: Language) -> tuple[Any, ...]:
        """Put the text at an address into the box."""
        return self._read(lambda: page_of_address(address), language)

    def read_terms(self, path: str, language: Language) -> tuple[Any, ...]:
        """Take an uploaded glossary; a wrong one leaves that in use which was there."""
        import gradio

        try:
            glossary = self.desk.start(lambda ticket: glossary_of_file(Path(path))).future.result()
        except Exception as error:
            return gradio.skip(), gradio.skip(), status(self.desk.explain(error), wrong=True)
        said = Strings(language)["page.glossary_is"].format(name=glossary.name)
        return glossary, gradio.update(label=said), status("")

    def _read(self, read: Any, language: Language) -> tuple[Any, ...]:
        import gradio

        try:
            # At the desk, for reading a large document or waiting for a slow server is work too.
            page: Page = self.desk.start(lambda ticket: read()).future.result()
        except Exception as error:
            return gradio.skip(), gradio.skip(), status(self.desk.explain(error), wrong=True)
        return page.text, page.name, status(Strings(language)["page.read"].format(name=page.name))


def show(digest: Digest | None, language: Language, *, growing: bool = False) -> str:
    """Return the HTML of the result's place."""
    if digest is None:
        return ""
    return fragment(digest, Look(language=language, offers=not digest.settings.get("keep_furniture"), growing=growing))


def told(digest: Digest | None, language: Language) -> str:
    """Return the line above a finished digest; an empty one where there is none."""
    return status(Strings(language)["page.done"].format(count=len(digest.sentences)) if digest else "")


def _wish(text: str, name: str, strings: Strings, *options: Any) -> Wish:
    model, beam, length, method, keep, bullets, glossary = options
    if not text.strip():
        raise UsageError(strings["page.no_text"])
    settings = settings_of(length, method=method, bullets=bullets, keep_furniture=keep)
    return Wish(from_text(text, name=name or _NAME), settings, model, int(beam), glossary)


def _said(step: Step, strings: Strings) -> str:
    if step.stage == "done":
        return told(step.digest, strings.language)
    key = "page.translating" if step.stage == "translate" else "page.summarizing"
    return status(strings[key].format(done=step.done, total=step.total), busy=True, share=step.done / (step.total or 1))


def _save_as(strings: Strings, *, title: str) -> str:
    return strings["page.save"].format(form=title)


def _pack(form: str) -> Any:
    def pack(digest: Digest | None, language: Language) -> dict[str, str]:
        return parcel(digest, form, language) if digest else {}

    return pack
