import numpy as np
import pytest

pytest.importorskip("torch", reason="the training extra is not installed")

from training.batches import Source, cropped, noised
from training.model import to_model_ids
from training.summaries import copy_links
from training.train import learning_rate


def test_padding_is_the_last_model_id_and_the_others_close_ranks():
    # SentencePiece: 0 unk, 1 </s>, 2 pad, 3...; the model has no 2 there
    assert to_model_ids(np.array([0, 1, 3, 7])).tolist() == [0, 1, 2, 6]


def test_noised_keeps_what_it_does_not_mask_and_links_every_target_piece():
    ids = np.arange(100, 160)
    source, links = noised(ids, np.random.default_rng(3), mask=5, first=6)
    assert source[0] == 6
    assert sorted(target for _, target in links) == list(range(60))
    for at, target in links:
        assert source[at] in (5, ids[target])
    assert 0 < (source == 5).sum() < 15


def test_copy_links_follow_the_longest_common_run():
    #         0   1   2   3   4   5   6   7
    source = [10, 11, 12, 99, 11, 98, 11, 97]
    target = [50, 10, 11, 12, 60]
    assert copy_links(source, target).tolist() == [[0, 1], [1, 2], [2, 3]]


def test_a_single_common_piece_links_only_when_it_is_rare_in_the_source():
    assert copy_links([1, 2, 1, 3, 1], [9, 1, 8]).tolist() == []
    assert copy_links([1, 2, 1, 3, 1], [9, 3, 8]).tolist() == [[3, 1]]


@pytest.mark.parametrize(
    ("done", "step", "expected"),
    [(0.0, 0, 0.01), (0.2, 99, 1.0), (0.4, 500, 1.0), (0.7, 500, 0.5), (1.0, 500, 0.0)],
)
def test_the_learning_rate_warms_up_holds_and_falls_to_zero(done, step, expected):
    assert learning_rate(done, step, peak=1.0, warmup=100, hold=0.4) == pytest.approx(expected)


def test_a_cropped_document_keeps_only_the_links_into_what_is_left():
    source, links = cropped(np.arange(10), np.array([[2, 0], [5, 1], [4, 2]]), 5)
    assert source.tolist() == [0, 1, 2, 3, 4]
    assert links.tolist() == [[2, 0], [4, 2]]


def test_a_corpus_read_backwards_has_its_sides_and_links_exchanged(tmp_path):
    sides = {"source": [3, 4, 5], "source_length": [2, 1], "target": [7, 8, 9, 6], "target_length": [3, 1]}
    links = {"links": [[0, 2], [1, 0], [0, 0]], "links_length": [2, 1]}
    np.savez(tmp_path / "pairs.npz", **{name: np.array(values) for name, values in {**sides, **links}.items()})
    source, target, pairs = Source.load(tmp_path / "pairs.npz", reverse=True).pair(0)
    # ids above 2 close ranks by one, as in every corpus
    assert (source.tolist(), target.tolist()) == ([6, 7, 8], [2, 3])
    assert pairs.tolist() == [[2, 0], [0, 1]]
