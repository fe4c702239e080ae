"""The scores of the embedded models are shown where they are asked for, and kept in their cards alone."""

from pathlib import Path

import mt
from mt.models.card import scores_in

CARD = """# tiny

## Scores
The shipped files.

| set | metric | score | signature |
|---|---|--:|---|
| news-dev | BLEU | 44.27 | nrefs:1\\|case:mixed |
| dev (80 articles), ours | rouge1 | 40 | rouge-score |
| dev (80 articles), lead-60 of ours | rouge1 | 43.5 | rouge-score |
| the same articles | fallbacks | 18 | count |

## Data
| other | share | 7 | x |
"""


def test_the_models_own_scores_are_read_and_neither_counts_nor_those_of_other_systems(tmp_path):
    (tmp_path / "README.md").write_text(CARD, encoding="utf-8")
    assert scores_in(tmp_path) == ["BLEU 44.27 on news-dev (model card)", "rouge1 40 on dev (80 articles) (model card)"]


def test_a_model_without_a_card_has_no_scores(tmp_path):
    assert scores_in(tmp_path) == []


def test_each_embedded_model_has_some():
    for folder in (Path(mt.__file__).parent / "embedded").iterdir():
        assert scores_in(folder), folder.name
