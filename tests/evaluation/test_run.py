import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from fixtures_eval import PAIRS, make_run, make_set

import mt.evaluation
from mt.errors import InputError, OutputError
from mt.evaluation import run as running
from mt.evaluation.journal import Journal
from mt.evaluation.lead import LeadSummarizer
from mt.evaluation.metrics import SUMMARY_METRICS
from mt.evaluation.report import score_lines
from mt.evaluation.run import System, measure
from mt.evaluation.runfile import read_run, to_dict, write_run
from mt.evaluation.sets import find_card, from_documents, read_set
from mt.testing import FakeSummarizer, FakeTranslator


def system(**known):
    return System("fake", FakeTranslator(known=known or dict(PAIRS)))


def test_a_run_file_read_back_is_the_run_that_was_written(tmp_path):
    run = measure(system(), [make_set()])
    write_run(run, tmp_path / "run.json")
    assert read_run(tmp_path / "run.json") == run


def test_a_run_file_keeps_to_its_schema(tmp_path):
    run = measure(replace(system(), summarizer=FakeSummarizer()), [make_set(), read_set(find_card("libya_benghazi"))])
    write_run(run, tmp_path / "run.json")
    schema = json.loads((Path(mt.evaluation.__file__).parent / "run.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads((tmp_path / "run.json").read_text(encoding="utf-8")), schema)


def test_the_same_run_twice_has_the_same_digest_and_another_output_has_not():
    digests = [measure(system(), [make_set()]).digest for _ in range(2)]
    assert digests[0] == digests[1]
    other = measure(system(**{PAIRS[0][0]: "Something else."}), [make_set()])
    assert other.digest != digests[0]


def test_a_translator_that_is_right_scores_100():
    scores = {s.metric: s.value for s in measure(system(), [make_set()]).sets[0].scores}
    assert (scores["bleu"], scores["chrf"], scores["ter"]) == (pytest.approx(100), pytest.approx(100), 0)


def test_a_stopped_run_goes_on_where_it_stood_and_ends_as_an_unbroken_one(tmp_path):
    eval_set = make_set(40)  # 240 segments: 4 chunks
    whole = measure(system(), [eval_set])

    class Stopping(FakeTranslator):
        def translate(self, texts, *, progress=None):
            if self.asked:
                raise KeyboardInterrupt
            return super().translate(texts)

    with pytest.raises(KeyboardInterrupt):
        measure(System("fake", Stopping(dict(PAIRS))), [eval_set], journal=Journal(tmp_path / "j", "key"))
    # The line that was being written when the power failed.
    with (tmp_path / "j").open("ab") as file:
        file.write(b'{"key": "half')
    second = system()
    resumed = measure(second, [eval_set], journal=Journal(tmp_path / "j", "key"))
    assert resumed.digest == whole.digest
    assert len(second.translator.asked) == 240 - running.CHUNK


def test_a_journal_of_another_run_is_refused(tmp_path):
    Journal(tmp_path / "j", "one")
    with pytest.raises(InputError, match="another run"):
        Journal(tmp_path / "j", "two")


def test_progress_counts_segments_to_the_end():
    seen = []
    measure(system(), [make_set(20)], progress=lambda done, total: seen.append((done, total)))
    assert seen == [(64, 120), (120, 120)]


def test_a_segment_of_two_sentences_is_translated_as_two_unless_lines_are_kept_whole():
    eval_set = make_set(1)
    two = replace(eval_set.segments[0], source="وصل الوزير. غادر الوفد.")
    eval_set = replace(eval_set, segments=(two, *eval_set.segments[1:]))
    for sentences, count in ((True, 7), (False, 6)):
        fake = FakeTranslator()
        measure(System("fake", fake, sentences=sentences), [eval_set])
        assert len(fake.asked) == count


def test_the_real_page_gives_one_pair_for_each_paragraph_of_its_reference():
    """13 blocks in the reference, counted by hand; the page's furniture must not become a pair."""
    part = measure(System("fake", FakeTranslator(), FakeSummarizer()), [read_set(find_card("libya_benghazi"))]).sets[0]
    assert len(part.results) == 13
    assert part.counts["paragraphs"] == part.counts["paragraphs_expected"] == 13
    assert part.score("rouge1") is not None


def test_a_summary_set_is_scored_and_the_lead_of_a_text_is_its_first_three_sentences(tmp_path):
    line = {"document": "One came. Two saw. Three won. Four left.", "summary": "One came. Two saw. Three won."}
    (tmp_path / "d.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    lead = System("lead", FakeTranslator(), LeadSummarizer())
    part = measure(lead, [from_documents("d", tmp_path / "d.jsonl")]).sets[0]
    assert part.results[0].hypothesis == "One came.\nTwo saw.\nThree won."
    assert {s.metric: round(s.value) for s in part.scores} == dict.fromkeys(SUMMARY_METRICS, 100)


def test_an_arabic_document_is_translated_before_it_is_summarized(tmp_path):
    line = {"document_ar": PAIRS[0][0], "summary": PAIRS[0][1]}
    (tmp_path / "d.jsonl").write_text(json.dumps(line), encoding="utf-8")
    whole = replace(system(), summarizer=FakeSummarizer())
    part = measure(whole, [from_documents("d", tmp_path / "d.jsonl")]).sets[0]
    assert part.results[0].hypothesis == PAIRS[0][1]


def test_faults_are_counted_alike_for_a_plain_text_file():
    lines = [english for _, english in PAIRS * 10]
    lines[1] = "Seven soldiers were killed in the attack."
    lines[3] = "The government نفت the report."
    lines[5] = ""
    counts = running.from_text_file("other", make_set(), lines).sets[0].counts
    assert (counts["fault:number"], counts["fault:arabic"], counts["fault:empty"]) == (1, 1, 1)


def test_the_share_of_segments_with_digits_that_lose_a_number_is_counted_and_told():
    """20 of the 60 segments have digits: 5 soldiers and 3 percent, ten times each; three lose theirs."""
    lines = [english for _, english in PAIRS * 10]
    lines[1] = lines[7] = "Seven soldiers were killed in the attack."
    lines[2] = "Oil prices rose."
    run = running.from_text_file("other", make_set(), lines)
    assert (run.sets[0].counts["with_digits"], run.sets[0].counts["number_errors"]) == (20, 3)
    assert "  numbers: 3 of 20 segments with digits lose one (15.0 %)" in score_lines(run)


def test_a_set_without_digits_has_no_such_share():
    segments = tuple(s for s in make_set().segments if not any(map(str.isdigit, s.source)))
    small = replace(make_set(), segments=segments)
    run = running.from_text_file("other", small, ["x"] * len(segments))
    assert not any("numbers:" in line for line in score_lines(run))


def test_a_text_file_with_a_line_too_few_is_refused():
    with pytest.raises(InputError, match="59 outputs for 60 segments"):
        running.from_text_file("other", make_set(), ["x"] * 59)


def test_a_file_of_another_schema_is_refused(tmp_path):
    (tmp_path / "run.json").write_text(json.dumps({**to_dict(make_run("a")), "schema": "mt.eval.run/9"}))
    with pytest.raises(InputError, match="run it again"):
        read_run(tmp_path / "run.json")


def test_a_run_that_cannot_be_written_says_where(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="file"):
        write_run(make_run("a"), tmp_path / "file" / "run.json")
