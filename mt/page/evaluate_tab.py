"""The tab that measures: a set that is here, or one's own hypotheses and references."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..report.strings import Language, Strings
from .desk import Desk
from .labels import Labels
from .parts import QUIET, beam_slider, model_choice, problem, status
from .scorecard import Lines, Measured, lines_of_file, measure_lines, present_sets, scorecard

if TYPE_CHECKING:
    from ..server.gate import Ticket

_FILES = ("hypotheses", "references", "sources")
_MOST = 500  # segments; more belong to the command line, which writes down and resumes


class EvaluateTab:
    """Draws the tab and ties its events together."""

    def __init__(self, desk: Desk, labels: Labels, language: Any) -> None:
        self.desk, self.labels, self.language = desk, labels, language
        self._draw()
        self._wire()

    def _draw(self) -> None:
        import gradio

        make = self.labels.make
        sets = present_sets()
        self.files: dict[str, Any] = {}
        self.said: dict[str, Any] = {}
        with gradio.Row(elem_classes="mt-two"):
            with gradio.Column():
                make(gradio.HTML, {"value": partial(_heading, key="page.a_set")}, padding=False)
                self.set = make(
                    gradio.Dropdown,
                    {"label": "page.set", "info": "page.set_hint"},
                    choices=sets,
                    value=next(iter(sets), None),
                    elem_id="mt-set",
                )
                self.limit = make(
                    gradio.Slider,
                    {"label": "page.segments"},
                    minimum=10,
                    maximum=_MOST,
                    step=10,
                    value=50,
                    elem_id="mt-segments",
                )
                with gradio.Row():
                    self.model = model_choice(self.desk, self.labels, min_width=200)
                    self.beam = beam_slider(self.labels, min_width=200)
                self.go = make(
                    gradio.Button, {"value": "page.measure"}, variant="primary", elem_id="mt-measure", scale=0
                )
            with gradio.Column():
                make(gradio.HTML, {"value": partial(_heading, key="page.own_files")}, padding=False)
                for name in _FILES:
                    with gradio.Row(elem_classes="mt-row"):
                        self.files[name] = make(
                            gradio.UploadButton, {"label": f"page.{name}"}, elem_id=f"mt-{name}", scale=0, size="md"
                        )
                        self.said[name] = gradio.HTML("", elem_id=f"mt-{name}-said", padding=False)
                self.score = make(
                    gradio.Button, {"value": "page.score"}, variant="primary", elem_id="mt-score", scale=0
                )
        self.lines = {name: gradio.State(None, time_to_live=3600) for name in _FILES}
        self.status = gradio.HTML(status(), elem_id="mt-evaluate-status", padding=False)
        self.measured = gradio.State(None, time_to_live=3600)
        self.result = gradio.HTML("", elem_id="mt-scores", padding=False, apply_default_css=False)

    def _wire(self) -> None:
        shown = [self.status, self.measured]
        present = show_card, [self.measured, self.language], self.result
        asked = [self.set, self.limit, self.model, self.beam]
        self.go.click(self.measure, asked, shown, **QUIET).then(*present, **QUIET)
        for name, button in self.files.items():
            button.upload(self.read_lines, button, [self.lines[name], self.said[name], self.status], **QUIET)
        score = self.score.click(self.score_lines, list(self.lines.values()), shown, **QUIET)
        score.then(*present, **QUIET)

    def measure(self, name: str | None, limit: int, model: str, beam: int) -> Iterator[tuple[str, Measured | None]]:
        """Translate the beginning of a set and score it."""
        counts: SimpleQueue[tuple[int, int] | None] = SimpleQueue()
        yield status("starting", busy=True), None
        try:
            job = self.desk.start(lambda ticket: self._measure(name, int(limit), (model, int(beam)), (ticket, counts)))
            job.future.add_done_callback(lambda _: counts.put(None))
            try:
                while (count := counts.get()) is not None:
                    done, total = count
                    yield status("measuring", busy=True, share=done / total, done=done, total=total), None
                yield status(), job.future.result()
            finally:
                job.stop()
        except Exception as error:
            yield problem(self.desk.explain(error)), None

    def _measure(
        self,
        name: str | None,
        limit: int,
        engine: tuple[str, int],
        hears: "tuple[Ticket, SimpleQueue[tuple[int, int] | None]]",
    ) -> Measured:
        from ..evaluation.run import System, measure
        from ..evaluation.sets import find_card, read_set

        if name not in present_sets():
            raise UsageError("choose a set of the list")
        eval_set = read_set(find_card(name), limit=min(limit, _MOST))
        ticket, counts = hears
        counts.put((0, len(eval_set.segments)))

        def progress(done: int, total: int) -> None:
            ticket.check()
            counts.put((done, total))

        run = measure(System.of(self.desk.translator(*engine)), [eval_set], progress=progress)
        return Measured(f"{run.system} · {name}", run.sets[0].scores, run.sets[0].results)

    def read_lines(self, path: str) -> tuple[Any, str, str]:
        """Take an uploaded file of lines; a wrong one leaves that in use which was there."""
        import gradio

        try:
            lines = self.desk.start(lambda ticket: lines_of_file(Path(path))).future.result()
        except Exception as error:
            return gradio.skip(), gradio.skip(), problem(self.desk.explain(error))
        return lines, status("lines_of", name=lines.name, count=len(lines.texts)), status()

    def score_lines(
        self, hypotheses: Lines | None, references: Lines | None, sources: Lines | None
    ) -> tuple[str, Measured | None]:
        """Score uploaded lines."""

        def work(_: "Ticket") -> Measured:
            if not (hypotheses and references):
                raise UsageError("choose a file of translations and a file of references first")
            return measure_lines(hypotheses, references, sources)

        try:
            return status(), self.desk.start(work).future.result()
        except Exception as error:
            return problem(self.desk.explain(error)), None


def show_card(measured: Measured | None, language: Language) -> str:
    """Return the HTML of the result's place."""
    return scorecard(measured, language) if measured else ""


def _heading(strings: Strings, *, key: str) -> str:
    return f'<h2 class="mt-part" lang="{strings.language}" dir="{strings.direction}">{strings[key]}</h2>'
