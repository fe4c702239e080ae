import numpy as np
import pytest

pytest.importorskip("torch", reason="the training extra is not installed")
pytest.importorskip("scipy", reason="the training extra is not installed")

from training.vmap import count, lines

# Ids of the model: <unk> 0, </s> 1, <mask> 2, then these; SentencePiece has padding at 2, so there they are one higher.
PIECES = ["<unk>", "</s>", "<mask>", "\u2581كتاب", "\u2581جديد", "\u2581book", "\u2581new", "s", "\u2581rare"]


@pytest.fixture
def corpus(tmp_path):
    """كتاب جديد / new book, twice; كتاب / books, once."""
    np.savez(
        tmp_path / "tiny.npz",
        source=np.array([4, 5, 4, 5, 4]), source_length=np.array([2, 2, 1]),
        target=np.array([7, 6, 7, 6, 6, 8]), target_length=np.array([2, 2, 2]),
        links=np.array([[0, 1], [1, 0], [0, 1], [1, 0], [0, 0], [0, 1]]), links_length=np.array([2, 2, 2]),
    )  # fmt: skip
    return tmp_path


def test_aligned_pieces_are_counted_over_sentences(corpus):
    aligned, unigram = count(corpus, len(PIECES) + 1)
    assert aligned[3, 5] == 3  # كتاب with book
    assert aligned[4, 6] == 2  # جديد with new
    assert aligned[3, 7] == 1
    assert unigram.tolist()[5:9] == [3, 2, 1, 0]


def test_a_piece_allows_what_it_was_aligned_with_twice(corpus):
    found = lines(PIECES, *count(corpus, len(PIECES) + 1), frequent=1, each=5)
    assert found[1:] == ["\u2581كتاب\t\u2581book", "\u2581جديد\t\u2581new"]


def test_frequent_pieces_single_letters_and_the_end_mark_are_always_allowed(corpus):
    found = lines(PIECES, *count(corpus, len(PIECES) + 1), frequent=1, each=5)
    assert found[0] == "\t<unk> </s> <mask> \u2581book s"
