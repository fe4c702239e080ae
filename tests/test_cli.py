import io
import json
import os
import signal
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import jsonschema
import pytest

from mt import pipeline
from mt.cli import build_parser, main
from mt.document import Flag
from mt.errors import ModelError
from mt.testing import FakeSummarizer, FakeTranslator

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = """عنوان قصير للخبر

أعلن الجيش الليبي سيطرته على المدينة. وقال المتحدث باسمه إن العملية استمرت ثلاثة أيام متواصلة.

وأضاف أن القوات عثرت على أسلحة كثيرة في المكان الذي كان يتحصن فيه المسلحون قبل انسحابهم.

اترك تعليقاً
"""
SENTENCE = "أعلن الجيش الليبي سيطرته على المدينة."
KNOWN = {
    "عنوان قصير للخبر": "A short headline",
    SENTENCE: "The army took the city.",
    "وقال المتحدث باسمه إن العملية استمرت ثلاثة أيام متواصلة.": "It took three days.",
    "وأضاف أن القوات عثرت على أسلحة كثيرة في المكان الذي كان يتحصن فيه المسلحون قبل انسحابهم.": "Arms were found.",
    "اترك تعليقاً": "Leave a comment",
}


class Fakes:
    """The engines that commands get in place of real ones, and what was asked for."""

    def __init__(self):
        self.translator = FakeTranslator(known=KNOWN, flags={SENTENCE: (Flag("length", "far too short"),)})
        self.summarizer = FakeSummarizer()
        self.loaded = []

    def load_translator(self, name=None, **options):
        self.loaded.append(("translator", name, options))
        return self.translator

    def load_summarizer(self, name=None, **options):
        self.loaded.append(("summarizer", name, options))
        return self.summarizer


@pytest.fixture
def fakes(monkeypatch):
    fakes = Fakes()
    monkeypatch.setattr(pipeline, "load_translator", fakes.load_translator)
    monkeypatch.setattr(pipeline, "load_summarizer", fakes.load_summarizer)
    monkeypatch.delenv("MT_THREADS", raising=False)
    return fakes


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def __init__(self):
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    def isatty(self):
        return True

    def text(self):
        return self.buffer.getvalue().decode("utf-8")


def stdin_of(monkeypatch, data):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


# --- mt digest --------------------------------------------------------------------------------------------


def test_digest_prints_headline_summary_paragraphs_and_doubts(fakes, page, capsys):
    assert main(["digest", str(page)]) == 0
    out, err = capsys.readouterr()
    title = "SUMMARY (THE ARTICLE'S OWN SENTENCES, SHORTENED WHERE THAT CHANGES NOTHING)"
    assert out.startswith(f"A short headline\n\n{title}\n\nA short headline [¶\u00a0headline]\n\nTRANSLATION\n\n")
    assert "\n\nThe army took the city. [?1] It took three days.\n\nArms were found.\n\n" in out
    assert "[?1] paragraph 1, “The army took the city.”: far too short" in out
    assert "اترك تعليقاً" in out.partition("LEFT OUT")[2]
    assert err == ""


def test_digest_to_a_pipe_holds_no_escape_sequence_and_no_bidirectional_control(fakes, page, capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert main(["digest", str(page), "--show-source"]) == 0
    out = capsys.readouterr().out
    assert not set(out) & set("\x1b\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069")
    assert SENTENCE in out


def test_digest_on_a_terminal_uses_its_means(fakes, page, monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert main(["digest", str(page)]) == 0
    assert "\x1b[1m" in terminal.text()
    assert "╭" in terminal.text()


def test_digest_reads_standard_input_in_any_known_encoding(fakes, capsys, monkeypatch):
    stdin_of(monkeypatch, ARTICLE.encode("windows-1256"))
    assert main(["digest", "-", "--to", "json"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert body["name"] == "standard input"
    assert body["settings"]["encoding"] == "cp1256"
    assert body["headline"]["translation"] == "A short headline"


def test_the_json_of_digest_and_of_translate_is_what_the_schema_says(fakes, page, capsys):
    schema = json.loads((ROOT / "docs" / "digest.schema.json").read_text(encoding="utf-8"))
    for command in (["digest"], ["translate"], ["translate", "--clean"]):
        assert main([*command, str(page), "--to", "json"]) == 0
        jsonschema.Draft202012Validator(schema).validate(json.loads(capsys.readouterr().out))


@pytest.mark.parametrize(
    ("suffix", "beginning"),
    [
        (".txt", "A short"),
        ("", "A short"),
        (".md", "# A short"),
        (".HTML", "<!doctype"),
        (".htm", "<!doctype"),
        (".json", "{"),
    ],
)
def test_the_suffix_of_the_file_names_the_form(fakes, page, tmp_path, capsys, suffix, beginning):
    out = tmp_path / f"digest{suffix}"
    assert main(["digest", str(page), "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8").startswith(beginning)
    assert capsys.readouterr() == ("", f"mt: wrote {out}\n")


def test_a_dash_as_the_file_to_write_is_standard_output(fakes, page, capsys):
    assert main(["digest", str(page), "--out", "-", "--to", "md"]) == 0
    assert capsys.readouterr().out.startswith("# A short headline")


def test_a_form_that_is_asked_for_outweighs_the_suffix(fakes, page, tmp_path):
    out = tmp_path / "digest.txt"
    assert main(["digest", str(page), "--out", str(out), "--to", "json"]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["schema"] == "1.0"


def test_a_suffix_that_says_nothing_is_refused_before_any_model_is_loaded(fakes, page, tmp_path, capsys):
    assert main(["digest", str(page), "--out", str(tmp_path / "digest.pdf")]) == 2
    assert "--to" in capsys.readouterr().err
    assert fakes.loaded == []


def test_digest_passes_its_options_to_the_models(fakes, page, tmp_path):
    options = [
        "--model",
        "big",
        "--summarizer",
        "short",
        "--beam",
        "5",
        "--threads",
        "3",
        "--lock",
        str(tmp_path / "l"),
        "--verify",
    ]
    assert main(["digest", str(page), *options]) == 0
    common = {"threads": 3, "device": "cpu", "lock": tmp_path / "l", "verify": True}
    assert fakes.loaded == [
        ("translator", "big", {"beam_size": 5, **common}),
        ("summarizer", "short", {"beam_size": None, **common}),
    ]


def test_no_summary_loads_no_summarizer(fakes, page, capsys):
    assert main(["digest", str(page), "--no-summary"]) == 0
    assert [what for what, *_ in fakes.loaded] == ["translator"]
    assert "SUMMARY" not in capsys.readouterr().out


def test_keep_furniture_translates_it(fakes, page, capsys):
    assert main(["digest", str(page), "--keep-furniture"]) == 0
    assert "Leave a comment" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "advice"), [("Only English.", "no Arabic"), ("اترك تعليقاً\n", "--keep-furniture"), ("", "empty")]
)
def test_a_page_that_cannot_be_used_ends_with_3_and_advice(fakes, tmp_path, capsys, text, advice):
    path = tmp_path / "page.txt"
    path.write_text(text, encoding="utf-8")
    assert main(["digest", str(path)]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("mt: error: ")
    assert advice in err
    assert err.count("\n") == 1


# --- mt translate -----------------------------------------------------------------------------------------


def test_translate_gives_one_line_for_each_line_and_keeps_the_blank_ones(fakes, page, capsys):
    assert main(["translate", str(page)]) == 0
    out, err = capsys.readouterr()
    assert out == (
        "A short headline\n\nThe army took the city. It took three days.\n\nArms were found.\n\nLeave a comment\n"
    )
    assert err == "mt: line 3: far too short\n"


@pytest.mark.parametrize("text", [SENTENCE, f"{SENTENCE}\n", f"\n\n{SENTENCE}\n \n\n", f"{SENTENCE}\n" * 3])
def test_translate_writes_as_many_lines_as_it_reads(fakes, tmp_path, capsys, text):
    path = tmp_path / "page.txt"
    path.write_text(text, encoding="utf-8")
    assert main(["translate", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [bool(line) for line in lines] == [bool(line.strip()) for line in text.splitlines()]


def test_translate_reads_repeated_lines_as_often_as_they_stand_there(fakes, tmp_path, capsys):
    path = tmp_path / "page.txt"
    path.write_text(f"{SENTENCE}\n{SENTENCE}\n", encoding="utf-8")
    assert main(["translate", str(path), "-q"]) == 0
    assert capsys.readouterr() == ("The army took the city.\n" * 2, "")


def test_translate_with_clean_leaves_the_furniture_out(fakes, page, capsys):
    assert main(["translate", str(page), "--clean", "-q"]) == 0
    assert capsys.readouterr().out == (
        "A short headline\n\nThe army took the city. It took three days.\n\nArms were found.\n"
    )


def test_translate_streams_the_same_lines_and_doubts_as_it_writes_at_once(fakes, page, capsys):
    assert main(["translate", str(page)]) == 0
    whole = capsys.readouterr()
    assert main(["translate", str(page), "--stream"]) == 0
    assert capsys.readouterr() == whole


@pytest.mark.parametrize("text", ["\n\nنعم\n\n", "نعم\n", "نعم\nلا"])
def test_a_stream_has_as_many_lines_as_its_page(fakes, tmp_path, capsys, text):
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    assert main(["translate", str(tmp_path / "x.txt")]) == 0
    whole = capsys.readouterr().out
    assert main(["translate", str(tmp_path / "x.txt"), "--stream"]) == 0
    assert capsys.readouterr().out == whole


@pytest.mark.parametrize("more", [["--to", "json"], ["--clean"], ["--out", "x.txt"]])
def test_only_lines_of_text_can_be_streamed(fakes, page, capsys, more):
    assert main(["translate", str(page), "--stream", *more]) == 2
    assert "--stream" in capsys.readouterr().err


def test_alternatives_stand_set_in_below_their_line(fakes, tmp_path, capsys):
    (tmp_path / "x.txt").write_text(f"{SENTENCE}\n", encoding="utf-8")
    assert main(["translate", str(tmp_path / "x.txt"), "--alternatives", "2", "-q"]) == 0
    best = "The army took the city."
    assert capsys.readouterr().out == f"{best}\n    or: {best} (2)\n    or: {best} (3)\n"


def test_a_digest_shows_alternatives_and_its_json_holds_them(fakes, page, capsys):
    assert main(["digest", str(page), "--alternatives", "1"]) == 0
    text = capsys.readouterr().out
    assert "    or “The army took the city.”: The army took the city. (2)\n" in text
    assert main(["digest", str(page), "--alternatives", "1", "--to", "json"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert body["headline"]["sentences"][0]["alternatives"] == ["A short headline (2)"]


def test_translate_has_no_page_form(fakes, page, tmp_path, capsys):
    assert main(["translate", str(page), "--to", "html"]) == 2
    assert main(["translate", str(page), "--out", str(tmp_path / "x.html")]) == 2
    assert "only text, json" in capsys.readouterr().err


# --- mt summarize -----------------------------------------------------------------------------------------


def test_summarize_reads_english_and_prints_the_summary(fakes, tmp_path, capsys):
    path = tmp_path / "news.txt"
    path.write_text("The army took the city.\n\nMore followed.\n", encoding="utf-8")
    assert main(["summarize", str(path), "--model", "short", "--beam", "3"]) == 0
    assert capsys.readouterr() == ("The army took the city.\n", "")
    assert fakes.loaded == [
        ("summarizer", "short", {"beam_size": 3, "threads": 0, "device": "cpu", "lock": None, "verify": False})
    ]


def test_the_json_of_summarize_is_a_summary_with_schema_and_name(fakes, tmp_path, capsys):
    path = tmp_path / "news.txt"
    path.write_text("The army took the city.", encoding="utf-8")
    fakes.summarizer = FakeSummarizer(flags=(Flag("fallback", "first sentences only"),))
    assert main(["summarize", str(path), "--to", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "schema": "1.0",
        "name": str(path),
        "text": "The army took the city.",
        "sentences": [{"text": "The army took the city.", "sources": [0], "status": "supported"}],
        "method": "auto",
        "flags": [{"kind": "fallback", "message": "first sentences only"}],
    }


def test_what_to_distrust_in_a_summary_is_said_on_standard_error(fakes, tmp_path, capsys):
    path = tmp_path / "news.txt"
    path.write_text("The army took the city.", encoding="utf-8")
    fakes.summarizer = FakeSummarizer(flags=(Flag("fallback", "first sentences only"),))
    assert main(["summarize", str(path)]) == 0
    assert capsys.readouterr().err == "mt: summary: first sentences only\n"


# --- mt info and the parser -------------------------------------------------------------------------------


def test_info_names_versions_processor_and_models(capsys):
    assert main(["info", "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["python"] == ".".join(map(str, sys.version_info[:3]))
    assert facts["processor"]["usable_cores"] >= 1
    assert "float32" in facts["processor"]["compute_types"]
    assert {model["role"] for model in facts["models"]} == {"translate", "summarize"}


def test_info_works_with_a_broken_model_and_says_so(tmp_path, capsys, monkeypatch):
    def broken(*args, **kwargs):
        raise ModelError("the files are not there: fetch them")

    monkeypatch.setattr("mt.models.store.locate", broken)
    assert main(["info"]) == 0
    assert "broken: the files are not there: fetch them" in capsys.readouterr().out


def test_info_works_without_a_usable_lock_and_says_so(tmp_path, capsys):
    lock = tmp_path / "models.lock"
    lock.write_text("version = nonsense", encoding="utf-8")
    assert main(["info", "--lock", str(lock), "--json"]) == 0
    assert str(lock) in json.loads(capsys.readouterr().out)["models"][0]["problem"]


def test_version_is_that_of_the_package(capsys):
    from mt import __version__

    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"mt {__version__}\n"


def parsers(parser, path=("mt",)):
    yield path, parser
    for action in parser._actions:
        if hasattr(action, "choices") and isinstance(action.choices, dict):
            for name, child in action.choices.items():
                yield from parsers(child, (*path, name))


def test_every_command_and_every_option_has_a_help_text():
    missing = [
        (*path, action.dest)
        for path, parser in parsers(build_parser())
        for action in parser._actions
        if not action.help and not hasattr(action, "add_parser")
    ]
    assert missing == []


@pytest.mark.parametrize("path", [path[1:] for path, _ in parsers(build_parser())], ids=" ".join)
def test_every_command_can_be_asked_for_help(path, capsys):
    assert main([*path, "--help"]) == 0
    assert capsys.readouterr().out.startswith("usage: mt")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["digest", "page.txt", "--show-sorce"], "did you mean --show-source?); see `mt digest --help`"),
        (["digest", "page.txt", "--show"], "unknown argument --show"),  # no abbreviations
        (["digets"], "invalid choice: 'digets'"),
        ([], "COMMAND; see `mt --help`"),
        (["digest"], "name a FILE, or several with --many FILE ...; see `mt digest --help`"),
        (["digest", "page.txt", "--beam", "0"], "'0' is not a whole number above 0"),
        (["digest", "page.txt", "--threads", "-1"], "--threads"),
        (["digest", "page.txt", "--to", "pdf"], "invalid choice: 'pdf'"),
    ],
)
def test_a_wrong_command_line_ends_with_2_in_one_line_that_names_the_help(arguments, said, capsys):
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("mt: error: ")
    assert said in err
    assert err.count("\n") == 1


def test_the_number_of_threads_comes_from_the_environment_unless_it_is_given(fakes, page, monkeypatch, capsys):
    monkeypatch.setenv("MT_THREADS", "7")
    main(["digest", str(page), "--no-summary"])
    main(["digest", str(page), "--no-summary", "--threads", "2"])
    assert [options["threads"] for *_, options in fakes.loaded] == [7, 2]
    monkeypatch.setenv("MT_THREADS", "many")
    assert main(["digest", str(page)]) == 2
    assert "MT_THREADS" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["-q", "translate"], ["translate", "-q"]])
def test_quiet_may_stand_before_or_after_the_command(fakes, page, capsys, arguments):
    assert main([*arguments, str(page)]) == 0
    assert capsys.readouterr().err == ""


# --- What can go wrong ------------------------------------------------------------------------------------


def fail_with(fakes, error):
    def translate(texts, *, progress=None):
        raise error

    fakes.translator.translate = translate


def test_an_error_of_ours_is_one_line_with_its_exit_code(fakes, page, capsys):
    fail_with(fakes, ModelError("the model is gone: fetch it"))
    assert main(["digest", str(page)]) == 4
    assert capsys.readouterr() == ("", "mt: error: the model is gone: fetch it\n")


def test_an_unexpected_error_says_that_it_is_a_bug_and_shows_where_only_when_asked(fakes, page, capsys):
    fail_with(fakes, ZeroDivisionError("division by zero"))
    assert main(["digest", str(page)]) == 1
    short = capsys.readouterr().err
    assert short.startswith("mt: error: ZeroDivisionError: division by zero. This is a bug")
    assert "Traceback" not in short
    assert main(["digest", str(page), "-v"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_ctrl_c_ends_with_130_and_leaves_no_file(fakes, page, tmp_path, capsys):
    fail_with(fakes, KeyboardInterrupt())
    folder = tmp_path / "out"
    folder.mkdir()
    assert main(["digest", str(page), "--out", str(folder / "digest.html")]) == 130
    assert capsys.readouterr() == ("", "mt: stopped\n")
    assert list(folder.iterdir()) == []


def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(fakes, page, tmp_path, capsys, monkeypatch):
    folder = tmp_path / "out"
    folder.mkdir()
    out = folder / "digest.txt"
    out.write_text("old", encoding="utf-8")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert main(["digest", str(page), "--out", str(out)]) == 5
    assert capsys.readouterr().err == f"mt: error: cannot write {out}: no space left on device\n"
    assert out.read_text(encoding="utf-8") == "old"
    assert list(folder.iterdir()) == [out]


def test_a_written_file_keeps_its_permissions_and_its_link(fakes, page, tmp_path):
    real = tmp_path / "real.txt"
    real.write_text("old", encoding="utf-8")
    real.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to(real)
    assert main(["digest", str(page), "--out", str(link)]) == 0
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8").startswith("A short headline")
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_new_file_gets_the_permissions_that_the_user_gives_new_files(fakes, page, tmp_path):
    old = os.umask(0o027)
    try:
        assert main(["digest", str(page), "--out", str(tmp_path / "new.txt")]) == 0
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "new.txt").stat().st_mode) == 0o640


@pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="no /dev/null here")
def test_a_device_is_written_to_and_not_replaced(fakes, page):
    assert main(["digest", str(page), "--out", "/dev/null"]) == 0
    assert Path("/dev/null").is_char_device()


def test_an_output_that_cannot_be_is_refused_before_any_model_is_loaded(fakes, page, tmp_path, capsys):
    assert main(["digest", str(page), "--out", str(tmp_path)]) == 5
    assert main(["digest", str(page), "--out", str(tmp_path / "missing" / "x.txt")]) == 5
    assert "create it first" in capsys.readouterr().err
    assert fakes.loaded == []


def test_lone_surrogates_in_names_and_texts_break_no_output(fakes, tmp_path, capsys):
    path = tmp_path / "\udcff.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    fakes.translator.known = dict.fromkeys(KNOWN, "half \ud800 a letter")
    for form in ("text", "md", "json", "html"):
        assert main(["digest", str(path), "--to", form]) == 0
        assert "half" in capsys.readouterr().out
    assert main(["translate", str(path), "-q"]) == 0
    assert capsys.readouterr().out.startswith("half \ufffd a letter\n")


# --- A process of its own ---------------------------------------------------------------------------------

# The command with fakes in place of models, as a process. "slow" and "deaf" take minutes, one in Python, one not.
PROGRAM = textwrap.dedent(
    """
    import hashlib, sys, time
    from mt import pipeline
    from mt.cli import main
    from mt.testing import FakeSummarizer, FakeTranslator

    class Slow(FakeTranslator):
        def translate(self, texts, *, progress=None):
            print("translating", file=sys.stderr, flush=True)
            time.sleep(60)

    class Deaf(FakeTranslator):
        def translate(self, texts, *, progress=None):
            print("translating", file=sys.stderr, flush=True)
            hashlib.pbkdf2_hmac("sha256", b"", b"", 500_000_000)  # native code that hears no signal

    translators = {"slow": Slow, "deaf": Deaf}
    pipeline.load_translator = lambda name=None, **_: translators.get(name, FakeTranslator)()
    pipeline.load_summarizer = lambda name=None, **_: FakeSummarizer()
    sys.exit(main(sys.argv[1:]))
    """
)


def start(*arguments, **options):
    command = [sys.executable, "-c", PROGRAM, *map(str, arguments)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, cwd=ROOT, **options)


def test_python_m_mt_is_the_command():
    done = subprocess.run(
        [sys.executable, "-m", "mt", "--version"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.startswith("mt ")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
def test_a_reader_that_goes_away_ends_the_command_quietly(tmp_path):
    path = tmp_path / "long.txt"
    path.write_text(f"{SENTENCE}\n" * 4_000, encoding="utf-8")  # 150 kB, more than a pipe holds
    with start("translate", path, stdout=subprocess.PIPE) as process:
        assert process.stdout.read(1) == b"a"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("arguments", [["digest"], ["translate"], ["digest", "--to", "json"], ["digest", "--help"]])
def test_a_full_disk_on_standard_output_ends_with_5(page, arguments):
    with Path("/dev/full").open("wb") as full, start(*arguments, page, stdout=full) as process:
        assert process.stderr.read() == b"mt: error: cannot write to standard output: no space left on device\n"
    assert process.returncode == 5


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_under_out_ends_with_5(page):
    with start("digest", page, "--out", "/dev/full", stdout=subprocess.DEVNULL) as process:
        assert process.stderr.read() == b"mt: error: cannot write /dev/full: no space left on device\n"
    assert process.returncode == 5


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to a child there")
@pytest.mark.parametrize("model", ["slow", "deaf"])
def test_an_interrupt_stops_the_command_with_one_line_and_no_file(page, tmp_path, model):
    folder = tmp_path / "out"
    folder.mkdir()
    arguments = ("digest", page, "--model", model, "--out", folder / "x.html")
    with start(*arguments, stdout=subprocess.PIPE) as process:
        assert process.stderr.readline() == b"translating\n"
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == b"mt: stopped\n"
        assert process.stdout.read() == b""
    assert process.returncode == 130
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="file descriptors of POSIX")
@pytest.mark.parametrize(("closed", "code"), [(0, 3), (1, 5)])
def test_a_closed_standard_stream_is_an_error_like_another(page, closed, code):
    with start("digest", page if closed else "-", preexec_fn=lambda: os.close(closed)) as process:
        assert process.stderr.read().startswith(b"mt: error: ")
    assert process.returncode == code


def test_output_to_a_pipe_is_utf8_whatever_the_locale(page):
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    with start("digest", page, "--show-source", stdout=subprocess.PIPE, env=environment) as process:
        assert SENTENCE in process.stdout.read().decode("utf-8")
    assert process.returncode == 0
