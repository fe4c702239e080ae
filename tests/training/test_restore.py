import json

import pytest

pytest.importorskip("torch", reason="the training extra is not installed")
pytest.importorskip("transformers", reason="the training extra is not installed")

from mt.models.store import EMBEDDED
from mt.normalize import normalize
from training.export import agreement
from training.model import build_for
from training.restore import restore

FOLDER = EMBEDDED / "news-ar-en-1"


@pytest.mark.slow
def test_a_restored_model_decodes_as_ctranslate2_decodes_the_shipped_files(page_path):
    import sentencepiece

    state = restore(FOLDER)
    assert len(state["model.shared.weight"]) == len(json.loads((FOLDER / "shared_vocabulary.json").read_text())) + 1
    model = build_for(state)
    model.eval()
    tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(FOLDER / "vocabulary.model"))
    lines = [normalize(line, fold_letters=True) for line in page_path.read_text(encoding="utf-8").split("\n")]
    pieces = [tokenizer.encode(line, out_type=str) for line in lines]
    sources = [own for own in pieces if 5 < len(own) < 60][:10]
    assert len(sources) == 10
    # Both in float32 from the same int8 weights; only the order of additions differs.
    assert agreement(model, FOLDER, sources) >= 0.8
