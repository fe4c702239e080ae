"""The tab that sets two translations of one text side by side, with their names hidden until a vote if wanted."""

import random
from collections.abc import Iterator
from typing import Any

from ..document import Digest
from ..errors import UsageError
from ..pipeline import Settings
from ..read import from_text
from ..report.beside import beside
from ..report.strings import Language, Strings
from .desk import Desk
from .example import example
from .growing import Wish, grow
from .labels import Labels
from .parts import QUIET, beam_slider, model_choice, status

_VOTES = ("first", "same", "second")


class CompareTab:
    """Draws the tab and ties its events together.

    ``seed`` decides the order of a blind comparison; None draws a new one each time.
    """

    def __init__(self, desk: Desk, labels: Labels, language: Any, *, seed: int | None = None) -> None:
        self.desk, self.labels, self.language = desk, labels, language
        self._chance = random.Random(seed)
        self._draw()
        self._wire()

    def _draw(self) -> None:
        import gradio

        make = self.labels.make
        self.source = make(
            gradio.Textbox,
            {"label": "page.source", "placeholder": "page.source_hint"},
            lines=6,
            max_lines=12,
            rtl=True,
            elem_id="mt-compare-source",
        )
        self.choices: list[Any] = []
        with gradio.Row():
            for side in ("a", "b"):
                with gradio.Group(), gradio.Row():
                    model = model_choice(self.desk, self.labels, elem_id=f"mt-model-{side}", min_width=120)
                    beam = beam_slider(self.labels, elem_id=f"mt-beam-{side}", min_width=120)
                    self.choices += [model, beam]
        self.choices[-1].value = 1
        self.blind = make(gradio.Checkbox, {"label": "page.blind"}, elem_id="mt-blind")
        with gradio.Row(elem_classes="mt-row"):
            self.go = make(
                gradio.Button, {"value": "page.compare_run"}, variant="primary", elem_id="mt-compare", scale=0
            )
            self.example = make(gradio.Button, {"value": "page.example"}, scale=0)
            self.example.visible = bool(example())
        self.status = gradio.HTML(status(""), padding=False)
        with gradio.Row(visible=False, elem_classes="mt-row mt-votes") as self.votes:
            self.vote = {
                name: make(gradio.Button, {"value": f"page.vote_{name}"}, elem_id=f"mt-vote-{name}", scale=0)
                for name in _VOTES
            }
        self.pair = gradio.State(None, time_to_live=3600)
        self.tally = gradio.State({})
        self.result = gradio.HTML("", elem_id="mt-beside", padding=False, apply_default_css=False)

    def _wire(self) -> None:
        shown = [self.status, self.result, self.votes, self.pair]
        self.go.click(self.run, [self.source, *self.choices, self.blind, self.language], shown, **QUIET)
        self.example.click(example, None, self.source, **QUIET)
        for name, button in self.vote.items():
            known = [self.pair, self.tally, self.language]
            button.click(_voting(name), known, [self.status, self.result, self.votes, self.tally], **QUIET)

    def run(self, text: str, *choices: Any) -> Iterator[tuple[Any, ...]]:
        """Translate ``text`` with both choices and show them beside each other."""
        import gradio

        *engines, blind, language = choices
        strings = Strings(language)
        hidden = gradio.update(visible=False)
        try:
            made: dict[str, Digest] = {}
            for model, beam in (engines[:2], engines[2:]):
                yield status(strings["page.comparing"].format(done=len(made)), busy=True), "", hidden, None
                self._add(made, self._digest(text, model, int(beam), strings), strings)
        except Exception as error:
            yield status(self.desk.explain(error), wrong=True), "", hidden, None
            return
        pair = list(made.items())
        if blind:
            self._chance.shuffle(pair)
        yield status(""), show(pair, language, blind=blind), gradio.update(visible=blind), pair

    def _add(self, made: dict[str, Digest], digest: Digest, strings: Strings) -> None:
        if (name := name_of(digest)) in made:
            raise UsageError(strings["page.same_choice"])
        made[name] = digest

    def _digest(self, text: str, model: str, beam: int, strings: Strings) -> Digest:
        if not text.strip():
            raise UsageError(strings["page.no_text"])
        wish = Wish(from_text(text, name="text"), Settings(summary=False), model, beam)
        *_, last = grow(self.desk, wish)
        return last.digest


def name_of(digest: Digest) -> str:
    """Return what tells a translation from another: the model and its beam."""
    model = digest.models["translate"]["name"]
    beam = digest.settings.get("beam_size")
    return f"{model}, beam {beam}" if beam else model


def show(pair: list[tuple[str, Digest]], language: Language, *, blind: bool) -> str:
    """Return both translations beside the Arabic, under their names or, ``blind``, as A and B."""
    names = ["A", "B"] if blind else [name for name, _ in pair]
    return beside([digest for _, digest in pair], names, language)


def _voting(name: str) -> Any:
    def vote(pair: list[tuple[str, Digest]], tally: dict[str, int], language: Language) -> tuple[Any, ...]:
        """Count the vote and show the names."""
        import gradio

        strings = Strings(language)
        chosen = strings["page.vote_same"] if name == "same" else pair[_VOTES.index(name) // 2][0]
        tally = {**tally, chosen: tally.get(chosen, 0) + 1}
        counts = " · ".join(f"{who}: {count}" for who, count in sorted(tally.items()))
        told = status(strings["page.voted"].format(counts=counts))
        return told, show(pair, language, blind=False), gradio.update(visible=False), tally

    return vote
