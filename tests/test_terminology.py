"""The options --glossary, --memory and --fuzzy, and the same from Python."""

import json
import pickle

import pytest

import mt
from mt import pipeline
from mt.cli import main
from mt.errors import InputError, UsageError
from mt.memory import read_memory
from mt.terminology import Terminology
from mt.testing import FakeSummarizer, FakeTranslator

PAGE = """أعلن الجيش الليبي سيطرته على مدينة درنة.

وقال المتحدث إن القوات عثرت على 20 صاروخا في المكان.
"""
FIRST, SECOND = PAGE.split("\n\n")
KNOWN = {
    FIRST: "The Libyan army announced its control of Darnah.",
    "أعلن الجيش الليبي سيطرته على مدينة Derna.": "The Libyan army announced its control of the city of Derna.",
    SECOND.strip(): "The spokesman said 20 rockets were found.",
    "وقال المتحدث إن القوات عثرت على 20 missile في المكان.": "The spokesman said 20 mistles were found.",
}


@pytest.fixture
def files(tmp_path, monkeypatch):
    """A folder with a page, a glossary and a memory; the engines are fakes."""
    monkeypatch.setattr(pipeline, "load_translator", lambda *_, **__: FakeTranslator(known=KNOWN))
    monkeypatch.setattr(pipeline, "load_summarizer", lambda *_, **__: FakeSummarizer())
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "terms.tsv").write_text("درنة\tDerna\nصاروخ\tmissile\t\tinflected\n", encoding="utf-8")
    (tmp_path / "ours.tsv").write_text(
        "وقال المتحدث إن القوات عثرت على 15 صاروخا في المكان.\tForces found 15 missiles there, he said.\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_digest_keeps_to_a_glossary_and_says_so(files, capsys):
    assert main(["digest", "page.txt", "--glossary", "terms.tsv"]) == 0
    out, err = capsys.readouterr()
    assert "The Libyan army announced its control of the city of Derna." in out
    assert "GlossaryTranslator" not in out
    assert "the glossary wants “missile” for “صاروخا”" in " ".join(out.split())
    assert "mt: glossary: 1 of 2 terms are in the English\n" in err


def test_a_digest_in_json_has_every_term_and_the_glossarys_digest(files, capsys):
    assert main(["-q", "digest", "page.txt", "--glossary", "terms.tsv", "--to", "json"]) == 0
    out, err = capsys.readouterr()
    body = json.loads(out)
    terms = [term for p in body["paragraphs"] for s in p["sentences"] for term in s["terms"]]
    assert terms == [
        {"source": "درنة", "target": "Derna", "applied": True},
        {"source": "صاروخا", "target": "missile", "applied": False},
    ]
    assert body["settings"]["glossary"].startswith("terms.tsv ")
    assert err == ""


def test_translate_reuses_a_memory_and_marks_what_is_only_near(files, capsys):
    assert main(["translate", "page.txt", "--memory", "ours.tsv", "--fuzzy", "0.85"]) == 0
    out, err = capsys.readouterr()
    assert "Forces found 20 missiles there, he said." in out
    assert "“20” here, “15” there" in err
    assert "mt: memory: 1 of 2 sentences reused, 1 of them only nearly the same\n" in err


def test_without_fuzzy_only_the_same_sentence_is_reused(files, capsys):
    assert main(["translate", "page.txt", "--memory", "ours.tsv"]) == 0
    out, err = capsys.readouterr()
    assert "The spokesman said 20 rockets were found." in out
    assert err == ""


def test_a_memory_comes_before_a_glossary(files, capsys):
    (files / "ours.tsv").write_text(f"{FIRST}\tDerna (Darnah) was taken.\n", encoding="utf-8")
    assert main(["translate", "page.txt", "--memory", "ours.tsv", "--glossary", "terms.tsv", "--to", "json"]) == 0
    first = json.loads(capsys.readouterr().out)["paragraphs"][0]["sentences"][0]
    assert (first["text"], first["origin"], first["terms"]) == ("Derna (Darnah) was taken.", "memory", [])


def test_what_is_written_as_tmx_serves_as_a_memory(files, capsys):
    assert main(["translate", "page.txt", "--out", "made.tmx"]) == 0
    memory = read_memory(files / "made.tmx")
    assert memory.exact(FIRST) == KNOWN[FIRST]
    assert main(["translate", "page.txt", "--to", "tmx"]) == 0
    assert capsys.readouterr().out == (files / "made.tmx").read_text(encoding="utf-8")


def test_a_digest_is_not_written_as_tmx(files, capsys):
    assert main(["digest", "page.txt", "--out", "made.tmx"]) == 2
    assert "cannot write tmx" in capsys.readouterr().err
    assert not (files / "made.tmx").exists()


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--glossary", "nowhere.tsv"], 3, "nowhere.tsv: no such file"),
        (["--glossary", "page.txt"], 3, "page.txt, line 1: a term needs Arabic and English"),
        (["--memory", "nowhere.tmx"], 3, "nowhere.tmx: cannot be read"),
        (["--memory", "page.txt"], 3, "page.txt, line 1: needs Arabic, a tab, and English"),
        (["--fuzzy", "0.85"], 2, "name one with --memory"),
        (["--memory", "ours.tsv", "--fuzzy", "85"], 2, "'85' is not a share from 0.5 to 1"),
        (["--memory", "ours.tsv", "--fuzzy", "most"], 2, "'most' is not a share from 0.5 to 1"),
    ],
)
@pytest.mark.parametrize("command", ["digest", "translate"])
def test_files_and_settings_that_cannot_be_used_are_refused(files, capsys, command, options, code, message):
    assert main([command, "page.txt", *options]) == code
    out, err = capsys.readouterr()
    assert message in err
    assert out == ""


def test_a_batch_keeps_to_them_and_refuses_to_go_on_with_others(files, capsys):
    command = ["batch", "page.txt", "out", "--no-summary", "--glossary", "terms.tsv", "--memory", "ours.tsv"]
    assert main(command) == 0
    [record] = [json.loads(line) for line in (files / "out/part-00001.jsonl").read_text("utf-8").splitlines()]
    assert record["digest"]["paragraphs"][0]["sentences"][0]["terms"][0]["applied"]
    with (files / "terms.tsv").open("a", encoding="utf-8") as terms:
        terms.write("سرت\tSirte\n")
    assert main(command) != 0
    assert "glossary: terms.tsv" in capsys.readouterr().err


def test_python_has_the_same(files):
    translator = Terminology(glossary="terms.tsv", memory="ours.tsv", fuzzy=0.85).around(mt.load_translator())
    digest = mt.digest(PAGE, translator=translator, settings=mt.Settings(summary=False))
    assert [p.translation for p in digest.paragraphs] == [
        "The Libyan army announced its control of the city of Derna.",
        "Forces found 20 missiles there, he said.",
    ]
    assert set(digest.settings) >= {"glossary", "memory"}


def test_the_files_are_known_by_name_and_digest_before_they_are_read(files):
    both = Terminology(glossary="terms.tsv", memory="ours.tsv", fuzzy=0.85)
    assert both.settings == dict(both.around(FakeTranslator()).settings)
    assert pickle.loads(pickle.dumps(both)) == both
    assert Terminology().settings == {}
    with pytest.raises(InputError, match="nowhere"):
        Terminology(glossary="nowhere.tsv").settings  # noqa: B018 - reading it is the test


def test_without_files_nothing_stands_around_the_translator():
    fake = FakeTranslator()
    assert Terminology().around(fake) is fake
    with pytest.raises(UsageError, match="--memory"):
        Terminology(fuzzy=0.9).around(fake)
