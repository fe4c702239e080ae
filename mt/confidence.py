"""How far a sentence can be trusted, in three words.

The model's own mean log-probability a piece says it best of all that is known without a reference; a
fault that a check has seen outweighs it. ``python benchmarks/confidence.py --shared FOLDER`` measures how
well, and prints the two limits below for whatever translator is the default.
"""

from collections.abc import Collection

LEVELS = ("high", "medium", "low")

# Mean log-probabilities at which a sentence's expected chrF passes 50 and 70 (isotonic regression over
# news-dev and NTREX-128, each set weighing the same; news-ar-en-1, digest cfe2f9265c4c, beam 4). Below LOW
# the gist is often wrong. "high" is relative: a reader who compared 100 lines of news-dev with their Arabic
# found some fault in most sentences that were merely above the middle, which is why the limit is strict.
# On other translators they are a rough guide.
# Shares of sentences and their mean chrF, low / medium / high, and Spearman's rho of score and chrF:
#   news-dev  13 %: 52   65 %: 69   22 %: 80   rho 0.48
#   NTREX-128 46 %: 42   51 %: 52    3 %: 64   rho 0.45
LOW, HIGH = -0.57, -0.31

GRAVE = frozenset({"empty", "loop", "untranslated", "negation"})
"""Kinds of flag that make a sentence ``low`` whatever its score."""

HARMLESS = frozenset({"cut", "not-arabic", "low-confidence"})
"""Kinds of flag that say nothing more about it; any other keeps it from being ``high``."""


def confidence(score: float, kinds: Collection[str] = ()) -> str:
    """Return one of :data:`LEVELS` for a hypothesis with this score and flags of these kinds.

    ``score`` is the mean log-probability a piece.

    >>> confidence(-0.3), confidence(-0.3, ["numbers"]), confidence(-1.2)
    ('high', 'medium', 'low')
    """
    if score < LOW or not GRAVE.isdisjoint(kinds):
        return "low"
    return "high" if score >= HIGH and HARMLESS.issuperset(kinds) else "medium"
