import json
import subprocess
import sys

import numpy as np
import pytest
from fixtures_eval import SHARED

from mt.errors import InputError, UsageError
from mt.evaluation.metrics import SUMMARY_METRICS, TRANSLATION_METRICS, aggregate, score, score_all, sentence_scores
from mt.evaluation.sets import split_lines

LEXICAL = [*TRANSLATION_METRICS, *SUMMARY_METRICS]
REFERENCE = SHARED / "eval_sets" / "flores200-devtest.en"
SYSTEMS = ("argos", "opusmt", "nllb", "bergamot-base-memory", "bergamot-base", "microsoft", "google")
needs_peers = pytest.mark.skipif(not REFERENCE.exists(), reason="published outputs of other systems are not here")


def peer(system):
    return SHARED / "peers" / f"flores200-devtest.{system}.en"


@needs_peers
@pytest.mark.slow
@pytest.mark.parametrize("system", SYSTEMS)
def test_scores_are_those_of_sacrebleus_own_command_to_the_digit(system):
    hypotheses, references = (split_lines(p.read_bytes()) for p in (peer(system), REFERENCE))
    command = [sys.executable, "-m", "sacrebleu", str(REFERENCE), "-i", str(peer(system)), "-w", "10", "-m"]
    plain = json.loads(subprocess.run([*command, "bleu", "chrf", "ter"], capture_output=True, check=True).stdout)
    words = ["chrf", "--chrf-word-order", "2"]
    plain.append(json.loads(subprocess.run([*command, *words], capture_output=True, check=True).stdout))
    for name, printed in zip(("bleu", "chrf", "ter", "chrf++"), plain, strict=True):
        ours = score(name, hypotheses, references, unescape=False)
        assert f"{ours.value:.10f}" == f"{printed['score']:.10f}"
        assert ours.signature == printed["signature"] + "|entities:kept"


@needs_peers
def test_unescaping_gives_google_the_two_points_that_its_entities_cost():
    """47.05 against 45.09 BLEU were measured with sacrebleu on a file whose entities another tool unescaped."""
    hypotheses, references = (split_lines(p.read_bytes()) for p in (peer("google"), REFERENCE))
    assert round(score("bleu", hypotheses, references).value, 2) == 47.05
    assert round(score("bleu", hypotheses, references, unescape=False).value, 2) == 45.09


def test_the_signature_says_what_became_of_entities():
    assert score("chrf", ["a &amp; b"], ["a & b"]).signature.endswith("|entities:unescaped")
    assert score("chrf", ["a &amp; b"], ["a & b"]).value == 100
    assert score("chrf", ["a &amp; b"], ["a & b"], unescape=False).value < 100


def test_rouge_is_the_plain_mean_of_pairs():
    """One pair shares 2 of 3 words each way (F1 2/3), the other all: the mean is 5/6."""
    found = score("rouge1", ["a red cat", "the dog"], ["a red car", "the dog"])
    assert found.value == pytest.approx(100 * 5 / 6)
    assert score("rouge1", ["a red cat", "the dog"], ["a red car", "the dog"]) == found


@pytest.mark.parametrize("metric", LEXICAL)
def test_added_statistics_give_the_score_of_the_whole(metric):
    hypotheses = ["the cat sat on the mat today", "dogs bark at the moon", "", "one two"]
    references = ["the cat sat on a mat today", "the dogs bark at a moon", "nothing came", "one two"]
    found = score(metric, hypotheses, references)
    sums = np.asarray(found.rows, dtype=float).sum(axis=0)[None]
    assert aggregate(metric, sums, [4])[0] == pytest.approx(found.value, abs=1e-9)


@pytest.mark.parametrize("metric", LEXICAL)
def test_a_sentence_score_is_the_score_of_that_sentence_alone(metric):
    hypotheses, references = ["the cat sat on the mat", "a"], ["the cat sat on a mat", "quite another thing"]
    alone = [score(metric, [h], [r]).value for h, r in zip(hypotheses, references, strict=True)]
    assert sentence_scores(metric, score(metric, hypotheses, references).rows) == pytest.approx(alone, abs=1e-9)


def test_scoring_opens_no_connection_and_leaves_the_home_folder_alone(tmp_path):
    code = (
        "import socket\n"
        "def refuse(*args, **kwargs): raise AssertionError('a connection was tried')\n"
        "socket.socket.connect = refuse\nsocket.create_connection = refuse\nsocket.getaddrinfo = refuse\n"
        "from mt.evaluation.metrics import score\n"
        "print(score('chrf', ['a b c'], ['a b c']).value, score('rouge1', ['a b'], ['a b']).value)\n"
    )
    folder = tmp_path / "home"
    folder.mkdir()
    # A module of the metric's name in the working directory is what a bare name would load.
    (tmp_path / "chrf").mkdir()
    (tmp_path / "chrf" / "chrf.py").write_text("raise SystemExit('code of the working directory ran')")
    environment = {"HOME": str(folder), "PATH": "/usr/bin:/bin"}
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout) == (0, "100.0 100.0\n"), run.stderr
    assert list(folder.iterdir()) == []


def test_unequal_numbers_of_lines_are_refused():
    with pytest.raises(InputError, match="2 hypotheses but 1 references"):
        score("bleu", ["a", "b"], ["a"])


def test_an_empty_set_is_refused_instead_of_crashing():
    with pytest.raises(InputError, match="no segments"):
        score("bleu", [], [])


def test_scoring_by_all_metrics_at_once_gives_what_each_gives_alone():
    hypotheses, references = ["the cat sat on the mat", "a &amp; b", ""], ["the cat sat on a mat", "a & b", "nothing"]
    for together in score_all(LEXICAL, hypotheses, references):
        alone = score(together.metric, hypotheses, references)
        assert (together.signature, together.rows) == (alone.signature, alone.rows)
        assert together.value == pytest.approx(alone.value, abs=1e-12)


def test_an_unknown_metric_is_refused_with_the_known_ones():
    with pytest.raises(UsageError, match="chrf"):
        score("meteor", ["a"], ["a"])
