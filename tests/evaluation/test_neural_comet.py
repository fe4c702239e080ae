"""The real COMET package with a checkpoint made here: a few weights drawn by chance, in the package's own format.

Its scores mean nothing; that they come out, and the same as the package gives by itself, is what is tested.
Runs where ``unbabel-comet`` is installed (it wants other versions of torch and transformers than training does).
"""

import pytest
from fixtures_eval import make_run

from mt.errors import ModelError
from mt.evaluation.neural import score_comet
from mt.evaluation.run import add_comet

comet = pytest.importorskip("comet", reason="unbabel-comet is not installed", exc_type=ImportError)
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]  # the package warns a good deal

WORDS = ["<s>", "<pad>", "</s>", "<unk>", "<mask>", "a", "b", "c", "d", "e"]


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory):
    import torch
    import yaml
    from comet.models import RegressionMetric
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import XLMRobertaConfig, XLMRobertaModel, XLMRobertaTokenizerFast

    folder = tmp_path_factory.mktemp("comet")
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(WORDS)}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0))
    XLMRobertaTokenizerFast(tokenizer_object=tokenizer, model_max_length=64).save_pretrained(folder / "encoder")
    torch.manual_seed(0)
    config = XLMRobertaConfig(
        vocab_size=len(WORDS), hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=16,
        max_position_embeddings=70, pad_token_id=1, bos_token_id=0, eos_token_id=2,
    )  # fmt: skip
    XLMRobertaModel(config).save_pretrained(folder / "encoder")
    settings = {
        "encoder_model": "XLM-RoBERTa", "pretrained_model": str(folder / "encoder"), "hidden_sizes": [8],
        "keep_embeddings_frozen": True,
    }  # fmt: skip
    model = RegressionMetric(**settings, load_pretrained_weights=False)
    (folder / "checkpoints").mkdir()
    place = folder / "checkpoints" / "model.ckpt"
    body = {"state_dict": model.state_dict(), "hyper_parameters": settings, "pytorch-lightning_version": "2.0.0"}
    torch.save(body, place)
    hparams = {**settings, "class_identifier": "regression_metric"}
    (folder / "hparams.yaml").write_text(yaml.safe_dump(hparams), encoding="utf-8")
    return place


def test_scores_are_those_that_the_package_gives_by_itself(checkpoint):
    data = [{"src": "a b", "mt": "c d", "ref": "c e"}, {"src": "b", "mt": "e", "ref": "d"}]
    model = comet.load_from_checkpoint(str(checkpoint))
    theirs = model.predict(data, batch_size=2, gpus=0, progress_bar=False)
    ours = score_comet(checkpoint, *([row[key] for row in data] for key in ("src", "mt", "ref")))
    assert [row[0] for row in ours.rows] == pytest.approx([100 * value for value in theirs.scores], abs=1e-4)
    assert ours.value == pytest.approx(100 * theirs.system_score, abs=1e-4)


def test_a_run_gets_one_row_a_segment_and_a_signature_with_the_checkpoint(checkpoint):
    part = add_comet(make_run("a"), checkpoint).sets[0]
    found = part.score("comet")
    assert len(found.rows) == len(part.results)
    assert "checkpoint:" in found.signature and part.signature in found.signature


def test_a_file_that_is_no_checkpoint_is_a_model_error(tmp_path):
    (tmp_path / "w.ckpt").write_bytes(b"no weights")
    with pytest.raises(ModelError, match="not a COMET checkpoint"):
        score_comet(tmp_path / "w.ckpt", ["a"], ["a"], ["a"])
