import json
import random
import signal
import sys

import pytest

pytest.importorskip("rensa", reason="needs the extra that finds doubled pages")

from batch_samples import everything, killed

from mt.batch.inputs import Item, Twin
from mt.batch.twins import Twins, likeness_of, minima_of
from mt.cli import main
from mt.errors import UsageError


def words(count, seed):
    """Arabic-looking words, all of them different."""
    letters, rng = "ابتجدرسعفقكلمنهوي", random.Random(seed)
    return ["".join(rng.choices(letters, k=7)) for _ in range(count)]


def jaccard(one, other, run=5):
    """The similarity by its definition, on the sets themselves."""
    a, b = ({tuple(w[i : i + run]) for i in range(len(w) - run + 1)} for w in (one, other))
    return len(a & b) / len(a | b)


@pytest.mark.parametrize("kept", [400, 380, 300, 200, 0])
def test_the_estimate_is_near_the_true_similarity(kept):
    one = words(400, seed=kept)
    other = one[:kept] + words(400 - kept, seed=kept + 1)
    true = jaccard(one, other)
    # Four standard errors of a share of 128.
    assert abs(likeness_of(minima_of(one), minima_of(other)) - true) <= 4 * (true * (1 - true) / 128) ** 0.5


def items(*texts):
    return tuple(
        Item(f"p{n}", f"p{n}", text if isinstance(text, str) else " ".join(text), 1) for n, text in enumerate(texts)
    )


def marks(window, path, similarity=0.8):
    with Twins(path, similarity) as twins:
        return [item.content if isinstance(item.content, Twin) else None for item in twins.mark(window)]


def test_a_page_that_repeats_another_is_its_twin_and_others_are_not(tmp_path):
    one, other = words(300, 1), words(300, 2)
    changed = [*one[:290], *words(10, 3)]  # 286 of 306 runs in common: 0.93
    half = [*one[:150], *words(150, 4)]  # 146 of 446: 0.33
    found = marks(items(one, other, one, changed, half), tmp_path / "x")
    assert found[:3] == [None, None, Twin("p0", 1.0)]
    assert found[3].of == "p0" and abs(found[3].similarity - jaccard(one, changed)) < 0.1
    assert found[4] is None


def test_vowel_signs_and_furniture_make_no_difference(tmp_path):
    text = "أعلن الجيش الليبي سيطرته على المدينة بعد معارك استمرت ثلاثة أيام متواصلة في ضواحيها الشرقية."
    marked = text.replace("أعلن", "أَعْلَنَ").replace("الجيش", "الجَيش")
    assert marks(items(text, f"{marked}\n\nشارك هذا الخبر\n"), tmp_path / "x")[1] is not None


def test_of_several_pages_alike_the_first_counts(tmp_path):
    one = words(300, 1)
    assert marks(items(one, one, one), tmp_path / "x") == [None, Twin("p0", 1.0), Twin("p0", 1.0)]


def test_what_cannot_be_read_is_left_for_its_record_to_say(tmp_path):
    item = Item("missing", "missing", tmp_path / "missing.txt", 1)
    with Twins(tmp_path / "x", 0.8) as twins:
        assert twins.mark((item,)) == (item,)


def test_pages_seen_before_a_stop_are_judged_the_same_again(tmp_path):
    one, other = words(300, 1), words(300, 2)
    window = items(one, other, [*one[:290], *words(10, 3)], [*one[:280], *words(20, 5)])
    first = marks(window, tmp_path / "x")
    assert marks(window, tmp_path / "x") == first
    assert [bool(mark) for mark in first] == [False, False, True, True]


# --- mt batch --dedup -------------------------------------------------------------------------------------


@pytest.fixture
def pages(tmp_path):
    """100 pages; every fifth says what the page four before it says, in all but the last words."""
    texts = []
    for n in range(100):
        old = texts[n - 4].split() if n % 5 == 4 else words(120, n)
        texts.append(" ".join([*old[:-3], *words(3, n + 1000)]))
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(json.dumps({"text": text}) for text in texts))
    return path


def test_twins_are_recorded_with_the_page_they_are_like_and_are_not_translated(fakes, pages, tmp_path, capsys):
    assert main(["batch", str(pages), str(tmp_path / "out"), "--dedup", "0.8"]) == 0
    assert "80 done and 0 failed in all, 20 twins of others" in capsys.readouterr().err
    made = everything(tmp_path / "out")
    twins = [(r["place"], r["twin"]["of"]) for r in made if r["status"] == "twin"]
    assert twins == [(f"in.jsonl:{n + 1}", f"in.jsonl:{n - 3}") for n in range(4, 100, 5)]
    assert all(0.8 <= r["twin"]["similarity"] <= 1 and "digest" not in r for r in made if r["status"] == "twin")
    assert len(fakes[-1].asked) == 80


def test_twins_have_their_column_in_parquet(fakes, pages, tmp_path):
    pytest.importorskip("pyarrow")
    for form in ("jsonl", "parquet"):
        assert main(["batch", str(pages), str(tmp_path / form), "--dedup", "0.8", "--to", form, "-q"]) == 0
    assert everything(tmp_path / "parquet") == everything(tmp_path / "jsonl")


@pytest.mark.parametrize("call", ["1", "2", "3"])
def test_a_killed_run_finds_the_same_twins_when_it_goes_on(fakes, pages, tmp_path, call):
    options = ["--dedup", "0.8", "-q"]
    assert killed(f"note:{call}", "batch", pages, tmp_path / "out", *options) == -signal.SIGKILL
    assert main(["batch", str(pages), str(tmp_path / "out"), *options]) == 0
    assert main(["batch", str(pages), str(tmp_path / "whole"), *options]) == 0
    assert everything(tmp_path / "out") == everything(tmp_path / "whole")


def test_begun_without_it_a_folder_is_not_gone_on_with_and_restart_forgets_the_pages_seen(
    fakes, pages, tmp_path, capsys
):
    command = ["batch", str(pages), str(tmp_path / "out"), "-q"]
    assert main(command) == 0
    assert main([*command, "--dedup", "0.8"]) == 5
    assert "dedup: None then, 0.8" in capsys.readouterr().err
    assert main([*command, "--dedup", "0.8", "--restart"]) == 0
    assert main([*command, "--dedup", "0.8", "--restart"]) == 0
    assert sum(r["status"] == "twin" for r in everything(tmp_path / "out")) == 20


@pytest.mark.parametrize("share", ["0.4", "1.1", "x"])
def test_a_similarity_that_cannot_be_searched_for_is_refused(pages, tmp_path, share):
    assert main(["batch", str(pages), str(tmp_path / "out"), "--dedup", share]) == UsageError.exit_code


def test_without_its_library_the_command_says_what_to_install(fakes, pages, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "rensa", None)
    assert main(["batch", str(pages), str(tmp_path / "out"), "--dedup", "0.8"]) == UsageError.exit_code
    assert "pip install rensa" in capsys.readouterr().err
