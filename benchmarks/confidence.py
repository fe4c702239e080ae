"""What the model's own score says about a translation, and the limits of the three levels of confidence.

    python benchmarks/confidence.py --shared FOLDER [--model NAME] [--sets news-dev ntrex128]

FOLDER holds ``eval_sets/NAME.ar`` and ``.en``. Prints, for each set, Spearman's rank correlation between score
(mean log-probability a piece) and sentence chrF, a reliability table in ten parts of equal size, and how the
three levels come out; then the lines to put into ``mt/confidence.py``. Run it again for every new default model.

The limits are the scores at which expected chrF passes 50 and 70, by isotonic regression (Barlow et al. 1972)
over the sets together, each weighing the same however many sentences it has.
"""

import argparse
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import isotonic_regression
from scipy.stats import spearmanr

import mt
from mt.confidence import HIGH, LEVELS, LOW
from mt.document import Translation
from mt.evaluation.metrics import score, sentence_scores
from mt.translate import EngineTranslator

POOR, GOOD = 50.0, 70.0  # sentence chrF; read beside the source, below 50 the gist is often wrong
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Measured:
    """The sentences of one set: what the model said of them, and how near they came to the reference."""

    name: str
    translations: list[Translation]
    chrf: Numbers

    @property
    def scores(self) -> Numbers:
        """Mean log-probability a piece of each sentence."""
        return np.array([t.score for t in self.translations])

    @property
    def levels(self) -> npt.NDArray[np.str_]:
        """The level of confidence of each sentence, as ``mt/confidence.py`` has it now."""
        return np.array([t.confidence for t in self.translations])

    @property
    def rho(self) -> float:
        """Spearman's correlation of score and chrF."""
        return float(spearmanr(self.scores, self.chrf).statistic)


def measure(name: str, folder: Path, translator: EngineTranslator) -> Measured:
    """Translate one set and score each sentence."""
    source, reference = (
        (folder / f"{name}.{side}").read_text(encoding="utf-8").removesuffix("\n").split("\n") for side in ("ar", "en")
    )
    done = translator.translate(source)
    rows = score("chrf", [t.text for t in done], reference).rows
    return Measured(name, done, np.array(sentence_scores("chrf", rows)))


def limits(sets: list[Measured]) -> tuple[float, float]:
    """The scores at which expected chrF passes ``POOR`` and ``GOOD``."""
    scores = np.concatenate([s.scores for s in sets])
    chrf = np.concatenate([s.chrf for s in sets])
    weights = np.concatenate([np.full(len(s.chrf), 1 / len(s.chrf)) for s in sets])
    order = scores.argsort()
    expected = isotonic_regression(chrf[order], weights=weights[order]).x
    places = (min(int(np.searchsorted(expected, wanted)), len(order) - 1) for wanted in (POOR, GOOD))
    low, high = (round(float(scores[order][place]), 2) for place in places)
    return low, high


def reliability(one: Measured, parts: int = 10) -> None:
    """Print how chrF grows with the score."""
    print("\n| score | sentences | mean chrF | chrF below 50 |\n|---|---|---|---|")
    for own in np.array_split(one.scores.argsort(), parts):
        chrf, scores = one.chrf[own], one.scores[own]
        poor = 100 * np.mean(chrf < POOR)
        print(f"| {scores[0]:.2f} to {scores[-1]:.2f} | {len(own)} | {chrf.mean():.1f} | {poor:.0f} % |")


def summary(one: Measured) -> str:
    """How many sentences each level has, in percent, and their mean chrF."""
    cells = []
    for level in reversed(LEVELS):
        own = one.chrf[one.levels == level]
        cells.append(f"{100 * len(own) / len(one.chrf):.0f} %: {own.mean():.0f}" if len(own) else "0 %")
    return f"{one.name} {'   '.join(cells)}   rho {one.rho:.2f}"


def main() -> None:
    """Print tables, and the limits for ``mt/confidence.py``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--model", help="translator's name in models.lock")
    parser.add_argument("--sets", nargs="+", default=["news-dev", "ntrex128"], metavar="NAME")
    arguments = parser.parse_args()
    translator = replace(mt.load_translator(arguments.model), align=False)
    sets = [measure(name, arguments.shared / "eval_sets", translator) for name in arguments.sets]
    beam = translator.decoding.beam_size
    print(f"model {' '.join(translator.identity.values())}, beam {beam}")
    for one in sets:
        print(f"\n{one.name}: {len(one.chrf)} sentences, chrF {one.chrf.mean():.1f}, Spearman's rho {one.rho:.3f}")
        reliability(one)
    print(f"\nlow / medium / high with LOW, HIGH = {LOW}, {HIGH} (share of sentences: mean chrF)")
    print("\n".join(f"  {summary(one)}" for one in sets))
    print("\nfor mt/confidence.py:\n  LOW, HIGH = {}, {}".format(*limits(sets)))


if __name__ == "__main__":
    main()
