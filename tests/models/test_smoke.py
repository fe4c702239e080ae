"""The trial of a converted model passes good output and names what is wrong with bad output."""

from dataclasses import dataclass

import pytest

from mt.document import Translation
from mt.errors import ModelError
from mt.models import smoke, store
from mt.models.store import Located

# Translated by hand from the five sentences of the trial.
GOOD = (
    "The health ministry announced 1,250 new cases today.",
    "The president arrived in Cairo on 17 March 2023 for an official visit.",
    "Oil prices rose to 84 dollars a barrel.",
    "36 people were killed and 140 wounded in an explosion north of the city.",
    "Police said they had arrested 58 suspects during the campaign.",
)


@dataclass
class Stage:
    outputs: list

    def __call__(self, engine, decoding, **options):
        return self

    def translate(self, texts):
        return [Translation(text, output, -0.5) for text, output in zip(texts, self.outputs, strict=True)]

    def draft(self, text):
        return self.outputs[0] if isinstance(self.outputs[0], str) else self.outputs[0](text)


@pytest.fixture
def trial(tmp_path, monkeypatch):
    def run(role, outputs):
        stage = Stage(list(outputs))
        monkeypatch.setattr("mt.engine.Engine", lambda folder, frame: None)
        monkeypatch.setattr("mt.translate.EngineTranslator", stage)
        monkeypatch.setattr("mt.summarize.EngineSummarizer", stage)
        smoke.check(Located("m", role, tmp_path, "", "MIT", "sentencepiece"))

    return run


def test_right_translations_pass(trial):
    trial("translate", GOOD)


def test_one_number_written_as_a_word_passes(trial):
    trial("translate", [*GOOD[:2], "Oil prices rose to eighty-four dollars.", *GOOD[3:]])


def test_two_lost_numbers_do_not_pass(trial):
    with pytest.raises(ModelError, match="2 of 5 sentences lost their number"):
        trial("translate", ["There were new cases.", "Oil prices rose.", *GOOD[2:]])


@pytest.mark.parametrize(
    ("output", "why"),
    [
        ("", "is empty"),
        ("...", "is empty"),
        ("أعلنت وزارة الصحة", "is not in Latin letters"),
        ("connect connect connect connect connect connect connect connect", "is a loop"),
    ],
)
def test_bad_output_is_named(trial, output, why):
    with pytest.raises(ModelError, match=f"was converted but does not work: .*{why}"):
        trial("translate", [*GOOD[:4], output])


def test_a_summary_about_its_text_passes(trial):
    trial("summarize", [lambda text: text.split(". ")[0] + "."])


def test_a_summary_about_something_else_does_not_pass(trial):
    with pytest.raises(ModelError, match="has nothing to do with its source"):
        trial("summarize", ["Penguins gather beneath frozen skies while dancers rehearse."])


def test_the_embedded_models_pass(tmp_path):
    for role in ("translate", "summarize"):
        try:
            located = store.locate(role)
        except ModelError as error:
            pytest.skip(f"no embedded model to {role} here: {error}")
        smoke.check(located)
