"""The tab that sets two translations of one text side by side, with their names hidden until a vote if wanted."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from ..document import Digest
from ..errors import UsageError
from ..pipeline import Settings
from ..report.beside import beside
from ..report.strings import Language
from .desk import Desk
from .example import example
from .growing import Wish, grow
from .labels import Labels
from .parts import QUIET, beam_slider, model_choice, problem, status
from .reading import page_of_text

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
            {"label": "page.source", "placeholder": "page.compare_hint"},
            lines=6,
            max_lines=12,
            rtl=True,
            elem_id="mt-compare-source",
        )
        self.choices: list[Any] = []
        with gradio.Row(elem_classes="mt-two"):
            for side in ("a", "b"):
                with gradio.Row(elem_classes="mt-choice"):
                    model = model_choice(self.desk, self.labels, elem_id=f"mt-model-{side}", min_width=200)
                    beam = beam_slider(self.labels, elem_id=f"mt-beam-{side}", min_width=200)
                    self.choices += [model, beam]
        self.choices[-1].value = 1
        self.blind = make(gradio.Checkbox, {"label": "page.blind"}, elem_id="mt-blind", container=False)
        with gradio.Row(elem_classes="mt-row"):
            self.go = make(
                gradio.Button, {"value": "page.compare_run"}, variant="primary", elem_id="mt-compare", scale=0
            )
            self.example = make(gradio.Button, {"value": "page.example"}, scale=0)
            self.example.visible = bool(example())
        self.status = gradio.HTML(status(), elem_id="mt-compare-status", padding=False)
        with gradio.Row(visible=False, elem_classes="mt-row mt-votes") as self.votes:
            self.vote = {
                name: make(gradio.Button, {"value": f"page.vote_{name}"}, elem_id=f"mt-vote-{name}", scale=0)
                for name in _VOTES
            }
        self.pair = gradio.State(None, time_to_live=3600)
        self.tally = gradio.State({})
        self.result = gradio.HTML("", elem_id="mt-beside", padding=False, apply_default_css=False)

    def _wire(self) -> None:
        present = self.present, [self.pair, self.language], [self.result, self.votes]
        asked = [self.source, *self.choices, self.blind]
        self.go.click(self.run, asked, [self.status, self.pair], **QUIET).then(*present, **QUIET)
        self.example.click(example, None, self.source, **QUIET)
        for name, button in self.vote.items():
            counted = button.click(
                partial(vote, name=name), [self.pair, self.tally], [self.status, self.pair, self.tally], **QUIET
            )
            counted.then(*present, **QUIET)

    def run(self, text: str, *choices: Any) -> Iterator[tuple[str, "Pair | None"]]:
        """Translate ``text`` with both choices."""
        *engines, blind = choices
        made: list[tuple[str, Digest]] = []
        try:
            for model, beam in (engines[:2], engines[2:]):
                yield status("comparing", busy=True, share=len(made) / 2, done=len(made)), None
                made.append(self._made(text, model, int(beam), others=made))
        except Exception as error:
            yield problem(self.desk.explain(error)), None
            return
        if blind:
            self._chance.shuffle(made)
        yield status(), Pair(tuple(made), hidden=blind)

    def present(self, pair: "Pair | None", language: Language) -> tuple[str, Any]:
        """Show what there is, and the buttons for a vote while the names are hidden."""
        import gradio

        return show_pair(pair, language), gradio.update(visible=bool(pair and pair.hidden))

    def _made(self, text: str, model: str, beam: int, *, others: Sequence[tuple[str, Digest]]) -> tuple[str, Digest]:
        wish = Wish(page_of_text(text, "text"), Settings(summary=False), model, beam)
        *_, last = grow(self.desk, wish)
        name = name_of(last.digest)
        if any(name == other for other, _ in others):
            raise UsageError("both choices are the same model and beam: change one")
        return name, last.digest


@dataclass(frozen=True)
class Pair:
    """Two digests of one text by their names; ``hidden`` until somebody has voted."""

    digests: tuple[tuple[str, Digest], ...]
    hidden: bool = False


def name_of(digest: Digest) -> str:
    """Return what tells a translation from another: the model and its beam."""
    model = digest.models["translate"]["name"]
    beam = digest.settings.get("beam_size")
    return f"{model}, beam {beam}" if beam else model


def show_pair(pair: Pair | None, language: Language) -> str:
    """Return both translations beside the Arabic, under their names or, hidden, as A and B."""
    if pair is None:
        return ""
    names = ["A", "B"] if pair.hidden else [name for name, _ in pair.digests]
    return beside([digest for _, digest in pair.digests], names, language)


def vote(pair: Pair, tally: dict[str, int], *, name: str) -> tuple[str, Pair, dict[str, int]]:
    """Count a vote, by the name of what was chosen ("" for neither), and show the names."""
    chosen = "" if name == "same" else pair.digests[_VOTES.index(name) // 2][0]
    tally = {**tally, chosen: tally.get(chosen, 0) + 1}
    counts = " · ".join(f"{who}: {count}" for who, count in sorted(tally.items()) if who)
    return status("voted", counts=counts or 0, same=tally.get("", 0)), replace(pair, hidden=False), tally
