import json
import subprocess
import sys
from dataclasses import dataclass

import pytest
from fixtures_eval import PAIRS, ROOT, make_run
from test_sets import put_data, write_card

from mt import cli
from mt.engine import Decoding
from mt.evaluation.runfile import read_run, write_run
from mt.testing import FakeSummarizer, FakeTranslator


@dataclass
class Searching(FakeTranslator):
    """A fake with settings of a search, as loaded translators have them."""

    decoding: Decoding = Decoding()


@pytest.fixture
def fakes(monkeypatch):
    monkeypatch.setattr("mt.pipeline.load_translator", lambda *a, **k: FakeTranslator(dict(PAIRS)))
    monkeypatch.setattr("mt.pipeline.load_summarizer", lambda *a, **k: FakeSummarizer())


@pytest.fixture
def pair(tmp_path):
    """Source and reference as text files, ten times over."""
    for name, column in (("s.ar", 0), ("r.en", 1)):
        (tmp_path / name).write_text("".join(p[column] + "\n" for p in PAIRS * 10), encoding="utf-8")
    return f"tiny={tmp_path / 's.ar'},{tmp_path / 'r.en'}"


def test_run_score_gate_and_compare_work_together(tmp_path, fakes, pair, capsys):
    out, base = tmp_path / "run.json", tmp_path / "base.json"
    assert cli.main(["eval", "run", "--text", pair, "--out", str(out)]) == 0
    assert not list(tmp_path.glob("*.journal.jsonl"))
    assert cli.main(["eval", "accept", str(out), "--reason", "a first baseline", "--out", str(base)]) == 0
    assert cli.main(["eval", "gate", "--baseline", str(base), str(out)]) == 0
    capsys.readouterr()
    assert cli.main(["eval", "compare", f"old={base}", f"new={out}", "--form", "json", "--trials", "50"]) == 0
    assert json.loads(capsys.readouterr().out)["sets"][0]["systems"] == ["old", "new"]
    assert cli.main(["eval", "score", str(out)]) == 0
    assert "chrf 100.00 [nrefs:1" in capsys.readouterr().out


def test_a_worse_run_ends_with_the_gates_exit_code_and_its_files(tmp_path, capsys):
    write_run(make_run("a"), tmp_path / "base.json")
    write_run(make_run("a", lambda i, t: t.split()[0]), tmp_path / "run.json")
    arguments = ["--junit", str(tmp_path / "j.xml"), "--markdown", str(tmp_path / "m.md")]
    code = cli.main(["eval", "gate", "--baseline", str(tmp_path / "base.json"), str(tmp_path / "run.json"), *arguments])
    assert code == 6
    assert "gate: FAILED" in capsys.readouterr().out
    assert "<failure" in (tmp_path / "j.xml").read_text(encoding="utf-8")
    assert "failed" in (tmp_path / "m.md").read_text(encoding="utf-8")


def test_several_beams_give_a_run_file_each(tmp_path, fakes, pair, monkeypatch):
    loaded = []
    monkeypatch.setattr(
        "mt.pipeline.load_translator", lambda name, **k: loaded.append((name, k["beam_size"])) or FakeTranslator()
    )
    code = cli.main(
        ["eval", "run", "--text", pair, "--model", "a", "--beam", "1", "--beam", "4", "--out", str(tmp_path / "o")]
    )
    assert code == 0
    assert loaded == [("a", 1), ("a", 4)]


def test_settings_of_the_search_reach_the_engine_and_name_the_run(tmp_path, monkeypatch, pair):
    monkeypatch.setattr("mt.pipeline.load_translator", lambda *a, **k: Searching())
    options = ["--decoding", "length_penalty=0.8", "--decoding", "no_repeat_ngram_size=3", "--limit", "3"]
    assert cli.main(["eval", "run", "--text", pair, *options, "--out", str(tmp_path / "run.json")]) == 0
    run = read_run(tmp_path / "run.json")
    assert (run.decoding["length_penalty"], run.decoding["no_repeat_ngram_size"]) == (0.8, 3)
    assert run.decoding["repetition_penalty"] == Decoding().repetition_penalty
    assert run.system.endswith("-length_penalty0.8-no_repeat_ngram_size3")


def test_one_setting_twice_gives_a_run_file_each(tmp_path, monkeypatch, pair):
    monkeypatch.setattr("mt.pipeline.load_translator", lambda *a, **k: Searching())
    options = ["--decoding", "length_penalty=0.8", "--decoding", "length_penalty=1", "--limit", "3"]
    assert cli.main(["eval", "run", "--text", pair, *options, "--out", str(tmp_path / "o")]) == 0
    assert sorted(read_run(path).decoding["length_penalty"] for path in (tmp_path / "o").glob("*.json")) == [0.8, 1.0]


def test_a_third_text_file_gives_each_line_its_domain(tmp_path, fakes, pair):
    (tmp_path / "d.txt").write_text("politics\nwar\n" * 30, encoding="utf-8")
    out = tmp_path / "run.json"
    assert cli.main(["eval", "run", "--text", f"{pair},{tmp_path / 'd.txt'}", "--out", str(out)]) == 0
    assert [r.domain for r in read_run(out).sets[0].results[:3]] == ["politics", "war", "politics"]
    assert cli.main(["eval", "run", "--text", f"{pair},a,b", "--out", str(out)]) == 2


def test_a_plain_text_file_joins_a_comparison(tmp_path, capsys):
    card = write_card(tmp_path / "cards" / "tiny")
    put_data(card.folder)
    for name, text in (("a.txt", "first\nsecond\n"), ("b.txt", "first\nother\n")):
        (tmp_path / name).write_text(text)
    options = [
        "--set",
        "tiny",
        "--cards",
        str(tmp_path / "cards"),
        "--trials",
        "50",
        "--html",
        str(tmp_path / "c.html"),
    ]
    assert cli.main(["eval", "compare", f"A={tmp_path / 'a.txt'}", f"B={tmp_path / 'b.txt'}", *options]) == 0
    assert "<svg" in (tmp_path / "c.html").read_text(encoding="utf-8")
    assert "tiny" in capsys.readouterr().out


def test_a_text_file_without_a_set_is_a_usage_error(tmp_path):
    (tmp_path / "a.txt").write_text("x\n")
    assert cli.main(["eval", "compare", str(tmp_path / "a.txt"), str(tmp_path / "a.txt")]) == 2


def test_sets_are_listed_and_verified(tmp_path, capsys):
    card = write_card(tmp_path / "cards" / "tiny")
    options = ["--cards", str(tmp_path / "cards"), "--sets-dir", str(tmp_path / "data")]
    assert cli.main(["eval", "sets", "verify", "tiny", *options]) == 3
    put_data(tmp_path / "data")
    capsys.readouterr()
    assert cli.main(["eval", "sets", "verify", *options]) == 0
    assert capsys.readouterr().out == "tiny: good\n"
    assert cli.main(["eval", "sets", "list", *options]) == 0
    assert "here" in capsys.readouterr().out
    (tmp_path / "data" / "tiny.ar").write_text("x\ny\n")
    assert cli.main(["eval", "sets", "verify", "tiny", *options]) == 4
    assert card.name == "tiny"


def test_an_unknown_limit_is_a_usage_error(tmp_path):
    write_run(make_run("a"), tmp_path / "run.json")
    options = ["--baseline", str(tmp_path / "run.json"), str(tmp_path / "run.json"), "--limit"]
    assert cli.main(["eval", "gate", *options, "fluency=1,2"]) == 2
    assert cli.main(["eval", "gate", *options, "chrf=1"]) == 2


def test_score_prints_json(tmp_path, capsys):
    (tmp_path / "h").write_text("the cat\n")
    assert (
        cli.main(
            ["eval", "score", str(tmp_path / "h"), "--reference", str(tmp_path / "h"), "--metric", "ter", "--json"]
        )
        == 0
    )
    assert json.loads(capsys.readouterr().out)[0]["value"] == 0


def test_robustness_prints_a_line_for_each_noise(tmp_path, fakes, pair, capsys):
    options = ["--noise", "hamza", "--level", "1", "--limit", "6", "--html", str(tmp_path / "r.html")]
    assert cli.main(["eval", "robustness", "--text", pair, *options]) == 0
    assert "hamza" in capsys.readouterr().out
    assert "<svg" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_the_parser_loads_nothing_heavy():
    heavy = "{'numpy', 'sacrebleu', 'evaluate', 'rich'}"
    code = f"import sys, mt.evaluation.commands; print(sorted({heavy} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout == "[]\n"


def test_accepting_writes_a_file_that_can_be_read(tmp_path):
    write_run(make_run("a"), tmp_path / "run.json")
    cli.main(
        ["eval", "accept", str(tmp_path / "run.json"), "--reason", "for a test", "--out", str(tmp_path / "b.json")]
    )
    assert read_run(tmp_path / "b.json").accepted["reason"] == "for a test"
