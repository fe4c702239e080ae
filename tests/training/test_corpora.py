"""Nothing that the models are measured on may be trained on."""

import json
import lzma
from itertools import islice
from pathlib import Path

import pytest

from training import corpora

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
PAGE = ROOT / "eval_sets" / "libya_benghazi"

LONG = "the army said on Saturday that it had taken control of the city"


@pytest.fixture
def held_out():
    return corpora.Overlap([LONG, "Thank you.", "قال الوزير إن الاجتماع تأجل إلى موعد آخر غير معلوم"])


@pytest.mark.parametrize(
    "sentence",
    [
        LONG,
        "Yesterday THE ARMY said, on Saturday, that it had left.",  # eight words in a row, whatever the marks
        "thank you",
        "و قال الوزير إن الاجتماع تأجل إلى موعد آخر",
    ],
)
def test_shared_runs_of_eight_words_and_equal_short_sentences_overlap(held_out, sentence):
    assert sentence in held_out


@pytest.mark.parametrize("sentence", ["the army said on Saturday that it won", "Thank you very much.", "قال الوزير"])
def test_seven_words_in_a_row_do_not_overlap(held_out, sentence):
    assert sentence not in held_out


def test_no_own_pair_or_generated_pair_survives_that_overlaps_with_the_real_page():
    evaluation = corpora.held_out(ROOT / "nowhere", PAGE / "page.ar.txt")
    for name in ("own_pairs", "own_grammar"):
        for arabic, _ in islice(corpora.read_pairs(name, ROOT / "nowhere"), 5000):
            assert arabic not in evaluation, arabic


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.exists(), reason="the corpora are not beside this checkout")
def test_what_is_loaded_for_training_shares_nothing_with_the_evaluation_sets():
    prepare = pytest.importorskip("training.prepare", exc_type=ImportError)
    evaluation = corpora.held_out(SHARED / "eval_sets", PAGE / "page.ar.txt")
    names = ["ted_mttt_dev_test", "mt_fignews", "ud_pud", "own_pairs"]
    loaded = prepare.load(SHARED / "bitext", evaluation, names)
    # Held out once more by another rule: whole sentences as plain strings.
    lines = {
        " ".join(corpora.words(line))
        for path in (SHARED / "eval_sets").glob("*.en")
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    assert sum(map(len, loaded.values())) > 5000
    for pairs in loaded.values():
        assert not [en for _, en in pairs if " ".join(corpora.words(en)) in lines]


@pytest.mark.parametrize(
    ("arabic", "english", "sound"),
    [
        ("قال الوزير إن الاجتماع تأجل", "The minister said the meeting was postponed", True),
        ("قال الوزير إن الاجتماع تأجل", "قال the minister", False),
        ("the minister said", "The minister said", False),
        ("قال", "", False),
        ("قال الوزير إن الاجتماع تأجل أمس مرة أخرى", "He", False),
        ("نعم", "Yes", True),
    ],
)
def test_a_sound_pair_has_two_scripts_and_like_lengths(arabic, english, sound):
    assert corpora.is_sound(arabic, english) is sound


def test_documents_of_a_set_of_summaries_are_read_as_mono(tmp_path, held_out):
    (tmp_path / "summaries").mkdir()
    document = f"The mayor opened the new bridge. T{LONG[1:]}.\nTraffic began to flow across it at noon."
    with lzma.open(tmp_path / "summaries" / "towns.jsonl.xz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"document": document, "summary": "A bridge"}) + "\n")
    assert corpora.read_mono(tmp_path / "mono", ["towns", "absent"], held_out) == [
        "The mayor opened the new bridge.",
        "Traffic began to flow across it at noon.",
    ]
