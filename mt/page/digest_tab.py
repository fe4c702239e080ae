"""The first tab: a text in, its digest out, growing before one's eyes."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from ..document import Page
from ..errors import InputError
from ..report.fragment import Look, fragment
from ..report.strings import Language, Strings
from ..summarize import LENGTHS, METHODS
from .desk import Desk
from .example import example
from .forms import FORMS, parcel
from .growing import Step, Visit, Wish, grow, settings_of
from .labels import Labels
from .parts import QUIET, beam_slider, listing, model_choice, problem, status
from .reading import glossary_of_file, is_only_address, page_of_address, page_of_file, page_of_text

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
        with gradio.Row(elem_classes="mt-row"):
            self.terms = make(
                gradio.UploadButton, {"label": "page.glossary"}, elem_id="mt-glossary", scale=0, size="sm"
            )
            off = {"visible": False, "elem_id": "mt-glossary-off", "scale": 0, "size": "sm"}
            self.terms_off = make(gradio.Button, {"value": "page.glossary_off"}, **off)
            self.terms_said = gradio.HTML("", elem_id="mt-glossary-said", padding=False)
        self.glossary = gradio.State(None, time_to_live=3600)

    def _draw_result(self) -> None:
        import gradio

        self.status = gradio.HTML(status(), elem_id="mt-status", padding=False)
        self.step = gradio.State(None, time_to_live=3600)
        self.visit = gradio.State(Visit())
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
        self.line = gradio.Number(visible=False)

    def _wire(self) -> None:
        options = [self.model, self.beam, self.length, self.method, self.keep, self.bullets, self.glossary]
        asked = [self.source, self.name, *options, self.visit]
        shown = [self.status, self.result, self.step, self.tools, self.go, self.stop]
        present = self.present, [self.step, self.language], [self.result, self.tools]
        self.go.click(self.run, asked, shown, **QUIET).then(*present, **QUIET)
        keep = self.again.click(_kept_all, [self.line, self.keep], self.keep, js=_LINE, **QUIET)
        again = keep.then(self.run_keeping, [self.line, self.step, *asked], shown, js=_LINE, **QUIET)
        again.then(*present, **QUIET)
        self.stop.click(_stop, self.visit, None, **QUIET)
        read = [self.source, self.name, self.status]
        self.file.upload(self.read_file, [self.file], read, **QUIET)
        self.fetch.click(self.read_address, [self.address], read, **QUIET)
        self.address.submit(self.read_address, [self.address], read, **QUIET)
        given = [self.glossary, self.terms_said, self.terms_off, self.status]
        self.terms.upload(self.read_terms, [self.terms], given, **QUIET)
        self.terms_off.click(_without_terms, None, given, **QUIET)
        self.example.click(lambda: (example(), _NAME, status()), None, read, **QUIET)
        self.clear.click(lambda: ("", _NAME, status()), None, read, **QUIET)
        # What is typed has no longer to do with the file that was read.
        self.source.input(lambda: _NAME, None, self.name, **QUIET)
        for form, button in (("copy", self.copy), *self.saves.items()):
            make = button.click(_pack(form), [self.step, self.language], self.parcel, **QUIET)
            make.then(None, self.parcel, None, js="(parcel) => window.mtDeliver(parcel)")

    def run(self, text: str, name: str, *options: Any) -> Iterator[tuple[Any, ...]]:
        """Make the digest of ``text``, showing every step; the last one is left to :meth:`present`."""
        yield from self._run(text, name, *options, ())

    def run_keeping(self, line: int, step: Step | None, *asked: Any) -> Iterator[tuple[Any, ...]]:
        """Make the digest again, with ``line`` of the page (0: none) and those that were kept for ``step``."""
        kept = str(step.digest.settings.get("keep_lines", "")) if step else ""
        lines = *map(int, kept.split()), int(line)
        yield from self._run(*asked, tuple(filter(None, lines)))

    def _run(self, text: str, name: str, *options: Any) -> Iterator[tuple[Any, ...]]:
        import gradio

        *chosen, visit, lines = options
        hidden = gradio.update(visible=False)
        yield status("starting", busy=True), "", None, hidden, *_buttons(busy=True)
        last: Step | None = None
        try:
            for last in grow(self.desk, self._wish(text, name, lines, *chosen), visit):
                if last.stage in ("done", "stopped"):
                    break
                yield _said(last), show(last, visit.language), last, hidden, *_buttons(busy=True)
            said = _said(last) if last else status("stopped", done=0, total=0)
        except Exception as error:
            last, said = None, problem(self.desk.explain(error))
        yield said, gradio.skip(), last, gradio.skip(), *_buttons(busy=False)

    def present(self, step: Step | None, language: Language) -> tuple[Any, ...]:
        """Show what the work came to, in the language that the page now has."""
        import gradio

        return show(step, language), gradio.update(visible=step is not None and step.stage == "done")

    def read_file(self, path: str) -> tuple[Any, ...]:
        """Put an uploaded file's text into the box."""
        return self._read(lambda: page_of_file(Path(path)))

    def read_address(self, address: str) -> tuple[Any, ...]:
        """Put the text at an address into the box."""
        return self._read(lambda: self._fetched(address))

    def read_terms(self, path: str) -> tuple[Any, ...]:
        """Take an uploaded glossary; a wrong one leaves that in use which was there."""
        import gradio

        try:
            glossary = self.desk.start(lambda ticket: glossary_of_file(Path(path))).future.result()
        except Exception as error:
            return gradio.skip(), gradio.skip(), gradio.skip(), problem(self.desk.explain(error))
        said = status("glossary_is", name=glossary.name, count=len(glossary.entries))
        return glossary, said, gradio.update(visible=True), status()

    def _read(self, read: Callable[[], Page]) -> tuple[Any, ...]:
        import gradio

        try:
            # At the desk, for reading a large document or waiting for a slow server is work too.
            page = self.desk.start(lambda ticket: read()).future.result()
        except Exception as error:
            return gradio.skip(), gradio.skip(), problem(self.desk.explain(error))
        return page.text, page.name, status("read", name=page.name)

    def _fetched(self, address: str) -> Page:
        if not self.desk.rights.addresses:
            raise InputError("addresses are not fetched here: paste the text of the page instead")
        return page_of_address(address)

    def _wish(self, text: str, name: str, lines: tuple[int, ...], *options: Any) -> Wish:
        model, beam, length, method, keep, bullets, glossary = options
        settings = settings_of(length, method=method, bullets=bullets, keep_furniture=keep, keep_lines=lines)
        if is_only_address(text):
            page = self.desk.start(lambda ticket: self._fetched(text)).future.result()
        else:
            page = page_of_text(text, name or _NAME)
        return Wish(page, settings, model, int(beam), glossary)


def show(step: Step | None, language: Language) -> str:
    """Return the HTML of the result's place."""
    if step is None:
        return ""
    done = step.stage == "done"
    offers = done and not step.digest.settings.get("keep_furniture")
    look = Look(language=language, offers=offers, growing=step.stage in _GROWING, stopped=step.stage == "stopped")
    return fragment(step.digest, look)


_GROWING = ("translate", "summarize")
# The page's script knows which line was asked for: it takes the place of the first input.
_LINE = "(line, ...rest) => [window.mtLine, ...rest]"


def _kept_all(line: int, keep: bool) -> bool:
    """Whether everything is kept from now on: the button below the lines stands for none of them."""
    return keep or not line


def _stop(visit: Visit) -> None:
    if visit.stop:
        visit.stop()


def _buttons(*, busy: bool) -> tuple[Any, Any]:
    """The button that starts keeps its place, so that a second click in haste hits nothing else."""
    import gradio

    return gradio.update(interactive=not busy), gradio.update(visible=busy)


def _without_terms() -> tuple[Any, ...]:
    import gradio

    return None, "", gradio.update(visible=False), status()


def _said(step: Step) -> str:
    if step.stage == "done":
        return status("done", count=step.total)
    if step.stage == "stopped":
        return status("stopped", done=step.done, total=step.total)
    key = "translating" if step.stage == "translate" else "summarizing"
    return status(key, busy=True, share=step.done / (step.total or 1), done=step.done, total=step.total)


def _save_as(strings: Strings, *, title: str) -> str:
    return strings["page.save"].format(form=title)


def _pack(form: str) -> Callable[[Step | None, Language], dict[str, str]]:
    def pack(step: Step | None, language: Language) -> dict[str, str]:
        return parcel(step.digest, form, language) if step and step.stage == "done" else {}

    return pack
