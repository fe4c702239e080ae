import json
import re
import shutil
from copy import copy

import ctranslate2
import numpy as np
import pytest
import sentencepiece

from mt.engine import Decoding, Engine, available_cores
from mt.errors import ModelError
from mt.models.store import EMBEDDED


def test_a_folder_without_a_model_is_a_model_error_that_names_it(tmp_path):
    with pytest.raises(ModelError, match=str(tmp_path)):
        Engine(tmp_path)


def test_unknown_decoding_settings_are_refused_by_name():
    with pytest.raises(ModelError, match="beem_size"):
        Decoding.from_mapping({"beem_size": 4})


def test_cores_are_those_this_process_may_use():
    assert available_cores() >= 1


def test_hypotheses_and_scores_equal_those_of_ctranslate2_called_directly(translator):
    sources = ["أعلن الجيش الليبي سيطرته على المدينة.", "قال الوزير إن الاجتماع تأجل.", "قتل شخصان."]
    folder = translator.engine.folder
    tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(folder / "vocabulary.model"))
    direct = ctranslate2.Translator(str(folder), device="cpu", compute_type="default", intra_threads=1)
    pieces = [tokenizer.encode(s, out_type=str) for s in sources]
    expected = [
        direct.translate_batch([[*p, "</s>"]], beam_size=2, return_scores=True, replace_unknowns=True)[0]
        for p in pieces
    ]
    ours = translator.engine.generate(pieces, Decoding(beam_size=2))
    assert [list(h.pieces) for h in ours] == [e.hypotheses[0] for e in expected]
    assert [h.score for h in ours] == pytest.approx([e.scores[0] for e in expected], abs=1e-4)


def test_results_come_back_in_the_order_of_their_sources(translator):
    texts = ["قال الوزير إن الاجتماع تأجل إلى يوم الأحد المقبل في تونس.", "نعم", "قتل شخصان في طرابلس."]
    pieces = [translator.engine.encode(t) for t in texts]
    together = translator.engine.generate([*pieces, []], Decoding())
    alone = [translator.engine.generate([p], Decoding())[0] for p in pieces]
    assert [h.pieces for h in together] == [*(h.pieces for h in alone), ()]


def test_a_hypothesis_that_reaches_the_limit_says_that_it_was_cut(translator):
    pieces = translator.engine.encode("أعلن الجيش الليبي سيطرته على مدينة بنغازي شرقي البلاد.")
    [cut] = translator.engine.generate([pieces], Decoding(max_length=3))
    [whole] = translator.engine.generate([pieces], Decoding(max_length=200))
    assert cut.truncated and len(cut.pieces) == 3
    assert not whole.truncated


def test_input_beyond_the_models_positions_raises_instead_of_being_cut(translator):
    with pytest.raises(ModelError, match="decode"):
        translator.engine.generate([["▁قال"] * 3000], Decoding(max_length=5))


def test_progress_counts_up_to_the_number_of_sources(translator):
    seen = []
    translator.engine.generate([["▁قال"], [], ["▁ان"]], Decoding(), progress=lambda *now: seen.append(now))
    assert seen[-1] == (3, 3)


def test_sources_stream_out_longest_first_each_with_its_position_and_the_empty_ones_last(translator):
    texts = ["نعم", "", "قال الوزير إن الاجتماع تأجل إلى يوم الأحد المقبل في تونس.", "قتل شخصان في طرابلس."]
    pieces = [translator.engine.encode(t) for t in texts]
    together = translator.engine.generate(pieces, Decoding())
    streamed = list(translator.engine.stream(pieces, Decoding()))
    assert [i for i, _ in streamed] == [2, 3, 0, 1]
    assert [h for _, h in sorted(streamed, key=lambda found: found[0])] == together


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_batches_hold_every_source_once_and_keep_all_workers_busy(translator, workers):
    engine = copy(translator.engine)
    engine._workers = workers
    sources = [["x"] * (1 + i % 40) for i in range(200)] + [[]]
    batches = list(engine._batches(sources, 512))
    assert sorted(i for batch in batches for i in batch) == list(range(200))
    assert len(batches) % workers == 0
    sizes = [sum(len(sources[i]) for i in batch) for batch in batches]
    assert max(sizes) <= 512 + 40 and max(sizes) - min(sizes) <= 80  # a sentence has up to 40 pieces


def test_one_page_is_shared_among_the_workers(translator):
    engine = copy(translator.engine)
    engine._workers = 2
    assert list(engine._batches([["x"] * 10, ["x"] * 30, ["x"] * 20], 512)) == [[1], [2, 0]]


def test_nothing_is_decoded_for_a_consumer_that_asks_no_more(translator, monkeypatch):
    engine, handed = copy(translator.engine), []
    submit = engine._submit
    monkeypatch.setattr(engine, "_submit", lambda batch, *rest: handed.append(len(batch)) or submit(batch, *rest))
    sources = [engine.encode("نعم")] * 100
    next(engine.stream(sources, Decoding(batch_tokens=2)))
    assert sum(handed) < 100


def test_attention_has_a_row_for_each_piece_and_a_column_for_each_source_piece(translator):
    pieces = translator.engine.encode("قتل شخصان في طرابلس.")
    [plain] = translator.engine.generate([pieces], Decoding())
    [found] = translator.engine.generate([pieces], Decoding(attention=True))
    assert plain.attention is None
    assert found.pieces == plain.pieces
    assert [len(row) for row in found.attention] == [len(pieces)] * len(found.pieces)
    assert all(sum(row) <= 1.001 for row in found.attention)  # the rest of a row went to the end mark


def test_a_given_target_gets_the_attention_it_has_when_the_model_writes_it(translator):
    sources = [translator.engine.encode(text) for text in ("قتل شخصان في طرابلس.", "نعم")]
    written = translator.engine.generate(sources, Decoding(attention=True))
    given = translator.engine.attend(sources, [h.pieces for h in written])
    for mine, theirs in zip(given, written, strict=True):
        assert mine.pieces == theirs.pieces
        assert np.array(mine.attention[1:]) == pytest.approx(np.array(theirs.attention[1:]), abs=1e-4)
        assert sum(mine.attention[0]) > 0


def test_attention_does_not_depend_on_what_is_decoded_beside(translator):
    # In a batch, CTranslate2 4.8 gives the first piece of a beam search the attention of another source.
    texts = [
        "قال الوزير إن الاجتماع تأجل إلى يوم الأحد.",
        "قتل شخصان في طرابلس.",
        "نعم",
        "أعلن الجيش سيطرته على المدينة.",
    ]
    pieces = [translator.engine.encode(t) for t in texts]
    wanted = Decoding(beam_size=4, attention=True)
    together = translator.engine.generate(pieces, wanted)
    for own, hypothesis in zip(pieces, together, strict=True):
        [alone] = translator.engine.generate([own], wanted)
        assert np.array(hypothesis.attention) == pytest.approx(np.array(alone.attention), abs=0.02)


def test_alternatives_are_further_hypotheses_best_first(translator):
    folder = translator.engine.folder
    pieces = translator.engine.encode("قتل شخصان في طرابلس.")
    direct = ctranslate2.Translator(str(folder), device="cpu", compute_type="default", intra_threads=1)
    [expected] = direct.translate_batch([[*pieces, "</s>"]], beam_size=3, num_hypotheses=3, replace_unknowns=True)
    # A beam of 1 is widened to hold them.
    [found] = translator.engine.generate([pieces], Decoding(beam_size=1, alternatives=2))
    assert [list(found.pieces), *map(list, found.alternatives)] == expected.hypotheses


def test_several_hypotheses_are_those_of_ctranslate2_each_with_its_score_and_attention(translator):
    folder = translator.engine.folder
    pieces = translator.engine.encode("قتل شخصان في طرابلس.")
    direct = ctranslate2.Translator(str(folder), device="cpu", compute_type="default", intra_threads=1)
    [expected] = direct.translate_batch(
        [[*pieces, "</s>"]], beam_size=4, num_hypotheses=3, return_scores=True, replace_unknowns=True
    )
    wanted = Decoding(beam_size=4, alternatives=2, attention=True)
    [(place, found), (empty, [nothing])] = translator.engine.several([pieces, []], wanted)
    assert (place, [list(h.pieces) for h in found]) == (0, expected.hypotheses)
    assert [h.score for h in found] == pytest.approx(expected.scores, abs=1e-4)
    assert [len(h.attention) for h in found] == [len(h.pieces) for h in found]
    assert (empty, nothing.pieces) == (1, ())


def test_surfaces_are_the_characters_of_the_pieces_with_the_space_before_a_word(translator):
    text = "أعلن الجيش"
    assert "".join(translator.engine.surfaces(translator.engine.encode(text))) == f" {text}"


@pytest.mark.parametrize("name", ["news-ar-en-1", "news-summary-1"])
def test_an_embedded_model_lists_every_piece_but_arabic_ones_and_control_tokens(name):
    pieces = json.loads((EMBEDDED / name / "shared_vocabulary.json").read_text(encoding="utf-8"))
    source, allowed = (EMBEDDED / name / "vmap.txt").read_text(encoding="utf-8").rstrip("\n").split("\t")
    control = {"<mask>", "<copy>", "<summary>", "<headline>", "<sentence>", "<brief>", "<long>"}
    assert source == ""
    assert allowed.split(" ") == [p for p in pieces if p not in control and not re.search("[\u0600-\u06ff]", p)]


def test_only_listed_pieces_are_written(translator, tmp_path):
    folder = shutil.copytree(translator.engine.folder, tmp_path / "model")
    source, decoding = translator.engine.encode("سيطر الجيش على المدينة."), Decoding(beam_size=1)
    [free] = Engine(folder, threads=1).generate([source], decoding)
    listed = (folder / "vmap.txt").read_text(encoding="utf-8").split(" ")
    assert free.pieces[1] in listed
    (folder / "vmap.txt").write_text(" ".join(p for p in listed if p != free.pieces[1]), encoding="utf-8")
    [bound] = Engine(folder, threads=1).generate([source], decoding)
    assert free.pieces[1] not in bound.pieces
    # A given target may hold any piece.
    [attended] = Engine(folder, threads=1).attend([source], [free.pieces])
    assert attended.pieces == free.pieces
