import pytest

pytest.importorskip("torch", reason="the training extra is not installed")
pytest.importorskip("transformers", reason="the training extra is not installed")
pytest.importorskip("google.protobuf", reason="the training extra is not installed")

import sentencepiece
import torch
from sentencepiece import sentencepiece_model_pb2 as proto

from training.widen import joined, widened

KIND = proto.ModelProto.SentencePiece
OLD = {"<unk>": 0.0, "</s>": 0.0, "<pad>": 0.0, "▁": -2.0, "قل": -4.0, "م": -3.0, "▁قل": -3.5, "▁pen": -2.5}


def model(scores):
    """A unigram vocabulary as SentencePiece keeps it."""
    made = proto.ModelProto()
    kinds = {"<unk>": KIND.UNKNOWN, "</s>": KIND.CONTROL, "<pad>": KIND.CONTROL}
    for piece, score in scores.items():
        made.pieces.add(piece=piece, score=score, type=kinds.get(piece, KIND.NORMAL))
    made.trainer_spec.unk_id, made.trainer_spec.bos_id, made.trainer_spec.eos_id, made.trainer_spec.pad_id = 0, -1, 1, 2
    return made


def processor(made):
    return sentencepiece.SentencePieceProcessor(model_proto=made.SerializeToString())


@pytest.fixture
def wide():
    return joined(model(OLD), model({"<unk>": 0.0, "▁قلم": -5.0, "م": -6.0, "لم": -7.0}))


def test_old_pieces_keep_their_numbers_and_english_its_scores(wide):
    assert [p.piece for p in wide.pieces] == [*OLD, "▁قلم", "لم"]
    scores = {p.piece: p.score for p in wide.pieces}
    assert scores["▁pen"] == -2.5
    assert scores["م"] == pytest.approx(-6.0 - 0.6931, abs=1e-3)  # half of the text is Arabic: less ln 2
    assert scores["▁قل"] < -20  # of no more use


def test_arabic_is_cut_as_the_larger_vocabulary_cuts_it_and_english_as_before(wide):
    assert processor(model(OLD)).encode("قلم pen", out_type=str) == ["▁قل", "م", "▁pen"]
    assert processor(wide).encode("قلم pen", out_type=str) == ["▁قلم", "▁pen"]


def test_a_new_piece_begins_as_the_mean_of_the_pieces_it_was_cut_into(wide):
    # Rows by the model's numbers: those of SentencePiece without padding, which comes last.
    table = torch.arange(8.0)[:, None].repeat(1, 2)
    state = {"model.shared.weight": table, "final_logits_bias": torch.arange(8.0)[None], "other": torch.ones(3)}
    new = widened(state, processor(model(OLD)), processor(wide))
    # "▁قل" is number 6 and "م" 5 for SentencePiece, 5 and 4 for the model; "لم" has an unknown letter (0) and "م".
    assert new["model.shared.weight"][:, 0].tolist() == [0, 1, 2, 3, 4, 5, 6, 4.5, 2.0, 7]
    assert new["final_logits_bias"].tolist() == [[0, 1, 2, 3, 4, 5, 6, 0, 0, 7]]
    assert torch.equal(new["other"], torch.ones(3))
