"""The catalog holds only what was verified, and a model's own files say how it is run."""

import re
from pathlib import Path

import pytest

from mt.errors import ModelError
from mt.models.catalog import catalog
from mt.models.lock import Frame
from mt.models.shape import needed, of_checkpoint, of_converted

FACTS = Path(__file__).parents[3] / "shared" / "facts" / "models.md"


def test_every_revision_and_hash_of_the_catalog_is_one_that_was_verified():
    if not FACTS.exists():
        pytest.skip("the collected facts are not beside this checkout")
    verified = set(re.findall(r"\b[0-9a-f]{64}\b|\b[0-9a-f]{40}\b", FACTS.read_text(encoding="utf-8")))
    for model in catalog().values():
        named = {model.revision, model.sha256, *model.hashes.values()} - {""}
        assert named <= verified, model.name


def test_every_archive_has_a_hash_and_every_repository_a_name():
    for model in catalog().values():
        if model.kind == "url":
            assert re.fullmatch("[0-9a-f]{64}", model.sha256), model.name
            assert model.url.startswith("https://"), model.name
        else:
            assert re.fullmatch(r"[\w.-]+/[\w.-]+", model.repo), model.name


def test_a_model_that_is_not_for_commercial_use_says_so():
    nc = [model for model in catalog().values() if "NC" in model.licence]
    assert len(nc) == 3
    assert all("NOT FOR COMMERCIAL USE" in model.notice for model in nc)


def test_every_score_names_its_set_and_source():
    scores = [score for model in catalog().values() for score in model.scores]
    assert len(scores) > 10
    assert all(score.set and score.source and score.metric for score in scores)


def test_safetensors_are_taken_before_a_pickle():
    names = ["config.json", "pytorch_model.bin", "model.safetensors", "tf_model.h5", "rust_model.ot", "vocab.json"]
    assert needed(names) == ("config.json", "model.safetensors", "vocab.json")


def test_a_pickle_is_taken_when_there_is_nothing_else():
    assert needed(["config.json", "pytorch_model.bin", "spiece.model"]) == (
        "config.json",
        "pytorch_model.bin",
        "spiece.model",
    )


def test_all_shards_of_a_large_checkpoint_are_taken_with_their_index():
    shards = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"]
    assert needed(["config.json", "model.safetensors.index.json", *shards]) == (
        "config.json",
        *shards,
        "model.safetensors.index.json",
    )


def test_a_ready_folder_needs_no_weights_of_another_kind():
    names = [
        "model.bin",
        "config.json",
        "shared_vocabulary.txt",
        "sentencepiece.bpe.model",
        "pytorch_model.bin",
        ".git",
    ]
    assert needed(names) == ("config.json", "model.bin", "sentencepiece.bpe.model", "shared_vocabulary.txt")


@pytest.mark.parametrize("names", [["README.md"], ["model.safetensors"], ["config.json", "tf_model.h5"]])
def test_a_repository_without_usable_weights_is_refused(names):
    with pytest.raises(ModelError, match="holds neither"):
        needed(names)


def test_bart_is_framed_by_its_start_token_and_forced_to_begin_with_it():
    config = {"model_type": "bart", "bos_token_id": 0, "max_position_embeddings": 1024}
    generation = {"forced_bos_token_id": 0, "num_beams": 4, "length_penalty": 2.0, "min_length": 56, "max_length": 142}
    shape = of_checkpoint(config, generation, role="summarize")
    assert shape.frame == Frame(("<s>",), ("</s>",), ("<s>",), 1022)
    # The bounds on new tokens are one less than transformers' bounds, which count the start token.
    assert shape.decoding == {"beam_size": 4, "length_penalty": 2.0, "min_length": 55, "max_length": 141}
    assert shape.tokenizer == "byte-bpe"


def test_bart_without_a_forced_start_is_not_forced():
    assert of_checkpoint({"model_type": "bart", "bos_token_id": 0}, {}, role="summarize").frame.target_prefix == ()


def test_settings_of_a_task_go_before_general_ones_and_the_own_file_before_both():
    config = {
        "model_type": "t5",
        "num_beams": 1,
        "max_length": 20,
        "task_specific_params": {"summarization": {"num_beams": 4, "max_length": 200, "min_length": 30}},
    }
    shape = of_checkpoint(config, {"num_beams": 6}, role="summarize")
    assert shape.decoding == {"beam_size": 6, "max_length": 199, "min_length": 29}


def test_nllb_is_told_both_languages():
    shape = of_checkpoint({"model_type": "m2m_100", "max_position_embeddings": 1024}, {}, role="translate")
    assert shape.frame == Frame(("ara_Arab",), ("</s>",), ("eng_Latn",), 1022)
    with pytest.raises(ModelError, match="is a translation model"):
        of_checkpoint({"model_type": "m2m_100"}, {}, role="summarize")


def test_a_ready_nllb_folder_is_known_by_its_language_tokens():
    names = ["model.bin", "config.json", "shared_vocabulary.txt", "sentencepiece.bpe.model"]
    shape = of_converted({}, names, ["<s>", "ara_Arab", "eng_Latn"], role="translate")
    assert (shape.tokenizer, shape.frame.source_prefix) == ("sentencepiece", ("ara_Arab",))


def test_a_ready_folder_without_a_vocabulary_model_is_refused():
    with pytest.raises(ModelError, match="no SentencePiece or merges"):
        of_converted({}, ["model.bin", "config.json", "shared_vocabulary.json"], [], role="translate")
