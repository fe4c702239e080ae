"""The tab that measures: a set that is here, or one's own hypotheses and references."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..report.strings import Language, Strings
from .desk import Desk
from .labels import Labels
from .parts import QUIET, beam_slider, model_choice, status
from .scorecard import Measured, measure_files, present_sets, scorecard

if TYPE_CHECKING:
    from ..server.gate import Ticket

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
        with gradio.Row():
            with gradio.Column():
                self.set = make(
                    gradio.Dropdown,
                    {"label": "page.set", "info": "page.set_hint"},
                    choices=sets,
                    value=next(iter(sets), None),
                    elem_id="mt-set",
                )
                self.limit = make(
                    gradio.Slider, {"label": "page.segments"}, minimum=10, maximum=_MOST, step=10, value=50
                )
                with gradio.Row():
                    self.model = model_choice(self.desk, self.labels, min_width=120)
                    self.beam = beam_slider(self.labels, min_width=120)
                self.go = make(
                    gradio.Button, {"value": "page.measure"}, variant="primary", elem_id="mt-measure", scale=0
                )
            with gradio.Column():
                self.files = {
                    name: make(gradio.UploadButton, {"label": f"page.{name}"}, elem_id=f"mt-{name}")
                    for name in ("hypotheses", "references", "sources")
                }
                self.score = make(gradio.Button, {"value": "page.score"}, elem_id="mt-score", scale=0)
        self.status = gradio.HTML(status(""), padding=False)
        self.result = gradio.HTML("", elem_id="mt-scores", padding=False, apply_default_css=False)

    def _wire(self) -> None:
        shown = [self.status, self.result]
        self.go.click(self.measure, [self.set, self.limit, self.model, self.beam, self.language], shown, **QUIET)
        for name, button in self.files.items():
            button.upload(partial(_chosen, f"page.{name}"), [button, self.language], button, **QUIET)
        self.score.click(self.measure_files, [*self.files.values(), self.language], shown, **QUIET)

    def measure(
        self, name: str | None, limit: int, model: str, beam: int, language: Language
    ) -> Iterator[tuple[str, str]]:
        """Translate the beginning of a set and score it."""
        strings = Strings(language)
        counts: SimpleQueue[tuple[int, int] | None] = SimpleQueue()
        try:
            job = self.desk.start(lambda ticket: self._measure(name, int(limit), (model, int(beam)), (ticket, counts)))
            job.future.add_done_callback(lambda _: counts.put(None))
            try:
                while (count := counts.get()) is not None:
                    told = strings["page.measuring"].format(done=count[0], total=count[1])
                    yield status(told, busy=True, share=count[0] / count[1]), ""
                yield status(""), scorecard(job.future.result(), language)
            finally:
                job.stop()
        except Exception as error:
            yield status(self.desk.explain(error), wrong=True), ""

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

    def measure_files(
        self, hypotheses: str | None, references: str | None, sources: str | None, language: Language
    ) -> tuple[str, str]:
        """Score uploaded lines."""
        paths = [Path(path) if path else None for path in (hypotheses, references, sources)]
        try:
            measured = self.desk.start(lambda ticket: self._score(paths, Strings(language))).future.result()
        except Exception as error:
            return status(self.desk.explain(error), wrong=True), ""
        finally:
            for path in filter(None, paths):
                path.unlink(missing_ok=True)
        return status(""), scorecard(measured, language)

    def _score(self, paths: Sequence[Path | None], strings: Strings) -> Measured:
        hypotheses, references, sources = paths
        if not (hypotheses and references):
            raise UsageError(strings["page.two_files"])
        return measure_files(hypotheses, references, sources)


def _chosen(key: str, path: str, language: Language) -> Any:
    """Say on a button which file it has."""
    import gradio

    strings = Strings(language)
    return gradio.update(label=strings["page.chosen"].format(what=strings[key], name=Path(path).name))
