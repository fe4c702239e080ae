from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fixtures_eval import make_run

from mt.errors import InputError, UsageError
from mt.evaluation.baseline import accept
from mt.evaluation.gate import Limit, Policy, judge, judge_drop
from mt.evaluation.judge import judge_set
from mt.evaluation.metrics import Score
from mt.evaluation.runfile import Run, read_run
from mt.evaluation.sets import Card, DataFile, EvalSet, Segment
from mt.evaluation.verdict import to_junit, to_lines, to_markdown


def failed(verdict):
    return {check.name for check in verdict.checks if not check.passed}


def challenge_run(outputs, *, protected=("numbers",)):
    items = [{"id": f"n{i}", "category": "numbers", "source": f"جملة {i}", "all_of": [str(i)]} for i in range(30)] + [
        {"id": f"x{i}", "category": "names", "source": f"اسم {i}", "all_of": ["name"]} for i in range(30)
    ]
    segments = tuple(Segment(i["id"], i["source"], "", i) for i in items)
    card = Card(
        "items", "1", "challenge", "MIT", "", "", "news", 60, {"items": DataFile("i", "2" * 64)}, Path(), protected
    )
    texts = {**{f"n{i}": f"Sentence {i}" for i in range(30)}, **{f"x{i}": "A name" for i in range(30)}, **outputs}
    made = [{"hypothesis": texts[s.id]} for s in segments]
    return Run("fake", {}, {}, (judge_set(EvalSet(card, segments), made),))


def test_a_run_passes_against_itself():
    assert judge(make_run("a"), make_run("a")).passed


def test_a_large_drop_fails_even_on_a_tiny_set():
    assert not judge_drop(10.0, 0.40, Limit(allowed=0.5, fatal=5.0))[0]


def test_a_small_drop_fails_when_it_is_no_chance():
    assert not judge_drop(1.0, 0.01, Limit(allowed=0.5, fatal=5.0))[0]
    assert judge_drop(1.0, 0.20, Limit(allowed=0.5, fatal=5.0))[0]


def test_a_drop_within_what_is_allowed_passes_however_sure_it_is():
    assert judge_drop(0.4, 0.0001, Limit(allowed=0.5, fatal=5.0))[0]


def test_a_fatal_drop_is_wider_on_a_small_set_and_never_narrower():
    """A quarter of the segments, twice the interval."""
    assert Limit(0.5, 2.0).of_size(100) == Limit(0.5, 4.0)
    assert Limit(0.5, 2.0).of_size(10000) == Limit(0.5, 2.0)


def test_a_score_that_is_no_number_fails():
    assert not judge_drop(float("nan"), 0.5, Limit(0.5, 2.0))[0]


def test_a_word_lost_in_every_sentence_fails():
    worse = make_run("a", lambda i, text: text.rsplit(" ", 1)[0] + ".")
    assert {"chrf", "bleu"} <= failed(judge(make_run("a"), worse))


def test_a_gain_passes():
    worse = make_run("a", lambda i, text: text.rsplit(" ", 1)[0] + ".")
    assert judge(worse, make_run("a")).passed


def test_one_more_loop_fails_though_the_score_hardly_moves():
    loop = "the team won " * 12
    run = make_run("a", lambda i, text: loop if i == 4 else text)
    policy = Policy(limits={})
    verdict = judge(make_run("a"), run, policy)
    assert failed(verdict) == {"fault: loop"}
    assert next(c.items for c in verdict.checks if c.name == "fault: loop") == ("4",)


def test_one_more_wrong_number_fails_unless_it_was_allowed():
    run = make_run("a", lambda i, text: "Nine soldiers were killed in the attack." if i == 1 else text)
    assert failed(judge(make_run("a"), run)) == {"fault: number"}
    assert judge(make_run("a"), run, Policy(faults={"number": 1})).passed


def test_an_item_of_a_protected_category_that_used_to_pass_fails_by_itself():
    verdict = judge(challenge_run({}), challenge_run({"n7": "Sentence"}), Policy(faults={}))
    assert failed(verdict) == {"items: numbers"}
    assert next(c.items for c in verdict.checks if not c.passed) == ("n7",)


def test_one_item_of_another_category_may_fall():
    assert judge(challenge_run({}), challenge_run({"x7": "Nothing"}), Policy(limits={"passes": Limit(2, 5)})).passed


def test_many_items_of_an_unprotected_category_fail_together():
    worse = challenge_run({f"x{i}": "Nothing" for i in range(10)})
    assert failed(judge(challenge_run({}), worse)) == {"passes"}


def test_other_tool_settings_are_refused_not_compared():
    run = make_run("a")
    changed = replace(run.sets[0], scores=tuple(replace(s, signature=s.signature + "|x") for s in run.sets[0].scores))
    with pytest.raises(InputError, match="not comparable"):
        judge(make_run("a"), replace(run, sets=(changed,)))


def test_another_version_of_the_set_is_refused():
    run = make_run("a")
    with pytest.raises(InputError, match="not comparable"):
        judge(make_run("a"), replace(run, sets=(replace(run.sets[0], signature="set:tiny@2.0:00"),)))


def test_a_run_without_the_baselines_set_is_refused():
    with pytest.raises(InputError, match="no set 'tiny'"):
        judge(make_run("a"), replace(make_run("a"), sets=()))


def test_a_baseline_without_sets_is_refused_as_it_would_pass_anything():
    with pytest.raises(InputError, match="pass anything"):
        judge(replace(make_run("a"), sets=()), make_run("a"))


def test_a_dropped_metric_is_refused():
    run = make_run("a")
    fewer = replace(run.sets[0], scores=tuple(s for s in run.sets[0].scores if s.metric != "chrf"))
    with pytest.raises(InputError, match="no chrf"):
        judge(make_run("a"), replace(run, sets=(fewer,)))


@pytest.mark.parametrize(("ratio", "passes"), [(0.9, True), (0.5, False)])
def test_speed_is_held_against_the_reference_engine_of_the_same_run(ratio, passes):
    run = replace(make_run("a"), speed={"ratio": ratio, "reference": "plain"})
    assert judge(make_run("a"), run, Policy(min_speed_ratio=0.8)).passed == passes


def test_a_speed_that_was_not_measured_does_not_pass():
    with pytest.raises(InputError, match="not timed"):
        judge(make_run("a"), make_run("a"), Policy(min_speed_ratio=0.8))


def test_noise_within_a_few_words_does_not_raise_an_alarm():
    """Some sentences get a little better and some a little worse: four synonyms in sixty sentences."""
    swaps = {0: ("morning", "day"), 9: ("killed", "slain"), 20: ("rose", "went up"), 33: ("denied", "refuted")}
    before = make_run("a", lambda i, t: t.replace(*swaps[i]) if i in (0, 9) else t)
    after = make_run("a", lambda i, t: t.replace(*swaps[i]) if i in (20, 33) else t)
    assert judge(before, after).passed


def test_junit_names_each_check_and_the_broken_items():
    verdict = judge(challenge_run({}), challenge_run({"n7": "Sentence"}), Policy(faults={}))
    root = ElementTree.fromstring(to_junit(verdict))
    assert root.get("tests") == str(len(verdict.checks))
    assert root.get("failures") == "1"
    failure = root.find(".//failure")
    assert failure is not None and "n7" in failure.text


def test_the_table_and_the_summary_say_what_failed():
    verdict = judge(challenge_run({}), challenge_run({"n7": "Sentence"}), Policy(faults={}))
    assert "gate: FAILED, 1 of" in to_lines(verdict)[-1]
    assert "items: numbers" in to_markdown(verdict).split("❌")[1].split("✅")[0]


def test_a_baseline_is_the_run_with_its_reason_and_without_its_timing(tmp_path):
    run = replace(make_run("a"), speed={"ratio": 1.0})
    accept(run, tmp_path / "b.json", reason="first model that translates")
    kept = read_run(tmp_path / "b.json")
    assert kept.accepted["reason"] == "first model that translates"
    assert kept.accepted["digest"] == run.digest
    assert kept.speed == {}
    assert judge(kept, run).passed


def test_a_baseline_without_a_reason_is_refused(tmp_path):
    with pytest.raises(UsageError, match="why"):
        accept(make_run("a"), tmp_path / "b.json", reason="")
    assert not (tmp_path / "b.json").exists()


def test_scores_print_with_their_signature():
    assert str(Score("chrf", 61.234, "nrefs:1")) == "chrf 61.23 [nrefs:1]"
