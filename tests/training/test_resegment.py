from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="the training extra is not installed")

import sentencepiece

from training.model import to_model_ids
from training.resegment import Resegmenter, _moved

VOCABULARY = Path(__file__).resolve().parents[2] / "mt" / "embedded" / "news-ar-en-1" / "vocabulary.model"
TEXT = "واعلنت وزارة الداخلية القبض علي 25 شخصا"


@pytest.fixture(scope="module")
def tokenizer():
    sentencepiece.set_random_generator_seed(1)
    return sentencepiece.SentencePieceProcessor(model_file=str(VOCABULARY))


def test_a_link_goes_to_every_piece_that_holds_one_of_its_characters():
    # behind one tag: قلم|ان becomes ق|لما|ن; the middle piece has characters of both
    links = np.array([[0, 5], [1, 6], [2, 7]])
    assert _moved(links, 1, ["▁قلم", "ان"], ["▁ق", "لما", "ن"]).tolist() == [[0, 5], [1, 6], [2, 6], [2, 7], [3, 7]]


def test_the_text_and_its_tag_stay_and_the_cuts_differ(tokenizer):
    ids = [tokenizer.piece_to_id("<mask>"), *tokenizer.encode(TEXT)]
    links = np.array([(i, i) for i in range(len(ids))])
    resegment = Resegmenter(tokenizer, alpha=0.2)
    seen = set()
    for _ in range(20):
        new, moved = resegment(to_model_ids(np.array(ids)), links)
        back = [int(i) + (int(i) >= 2) for i in new]  # padding is the last id of the model, the third of the file
        assert back[0] == ids[0]
        assert tokenizer.decode(back[1:]) == TEXT
        assert {i for i, _ in moved.tolist()} == set(range(len(new)))
        assert {j for _, j in moved.tolist()} == set(range(len(ids)))
        seen.add(tuple(back))
    assert len(seen) > 10


def test_unknown_pieces_leave_a_text_as_it_is(tokenizer):
    ids = to_model_ids(np.array(tokenizer.encode(TEXT + " ☂ رجل")))
    assert 0 in ids
    assert Resegmenter(tokenizer, alpha=0.1)(ids, None)[0].tolist() == ids.tolist()
