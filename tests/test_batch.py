import csv
import gzip
import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from mt import pipeline
from mt.batch.formats import Blob, Fields
from mt.batch.inputs import Item, find
from mt.batch.output import Output, line_of
from mt.batch.parts import read
from mt.batch.progress import describe
from mt.batch.window import Engines, Room, records, windows
from mt.batch.workers import Pool, here
from mt.cli import main
from mt.errors import InputError, ModelError, OutputError, UsageError
from mt.testing import FakeSummarizer, FakeTranslator

ROOT = Path(__file__).resolve().parent.parent
BODY = "أعلن الجيش الليبي سيطرته على المدينة رقم {}. وقال المتحدث باسمه إن العملية استمرت ثلاثة أيام متواصلة."


@pytest.fixture
def fakes(monkeypatch):
    """The translators that commands loaded, last one last."""
    loaded = []

    def load_translator(*_, **__):
        fake, calls = FakeTranslator(), []

        def translate(texts, *, progress=None):
            calls.append(len(texts))
            return FakeTranslator.translate(fake, texts, progress=progress)

        fake.translate, fake.calls = translate, calls
        loaded.append(fake)
        return fake

    monkeypatch.setattr(pipeline, "load_translator", load_translator)
    monkeypatch.setattr(pipeline, "load_summarizer", lambda *_, **__: FakeSummarizer())
    return loaded


@pytest.fixture
def pages(tmp_path):
    """A folder of 100 pages, one of them in English."""
    folder = tmp_path / "in"
    folder.mkdir()
    for i in range(100):
        (folder / f"{i:03}.txt").write_text("English" if i == 50 else BODY.format(i), encoding="utf-8")
    return folder


def everything(out):
    """All records of an output folder, in order."""
    return [record for part in sorted(out.glob("part-*")) for record in read(part)]


def items(*texts):
    return [Item(f"{n}.txt", f"{n}.txt", text, 10) for n, text in enumerate(texts)]


# --- inputs -----------------------------------------------------------------------------------------------


def places(*names, **more):
    return [item.place for item in find([str(name) for name in names], **more)]


def test_a_folder_gives_its_pages_below_it_in_order_and_passes_over_what_is_hidden_or_unknown(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/y.html", ".git/x.txt", ".hidden.txt", "picture.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert places(tmp_path) == ["b.txt", "a/y.html", "a/z.txt"]


def test_the_output_folder_is_no_input(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "part-00001.jsonl").write_text("{}")
    assert places(tmp_path, leave_out=tmp_path / "out") == ["a.txt"]


def test_a_pattern_is_a_name_too_and_no_page_comes_twice(tmp_path):
    for name in ("a.txt", "b.log", "c.txt"):
        (tmp_path / name).write_text("x")
    assert places(tmp_path / "*.txt") == ["a.txt", "c.txt"]
    assert places(tmp_path / "*.log", tmp_path, tmp_path / "a.txt") == ["b.log", "a.txt", "c.txt"]


def test_a_place_does_not_depend_on_how_the_input_was_named(tmp_path, monkeypatch):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("x")
    monkeypatch.chdir(tmp_path / "in")
    assert places(tmp_path / "in") == places(".") == places("../in") == places("a.txt") == ["a.txt"]


def test_a_name_that_is_nothing_is_refused(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        find([str(tmp_path / "missing")])


def contents(path, **fields):
    return [(item.place, item.id, item.content) for item in find([str(path)], fields=Fields(**fields))]


def test_json_lines_give_a_page_each_and_an_error_in_the_place_of_a_bad_one(tmp_path):
    path = tmp_path / "x.jsonl"
    lines = [
        '{"id": 7, "text": "نص"}',
        "",
        "{broken",
        "[1]",
        '{"id": "b", "body": "x"}',
        '{"text": 5}',
        '{"text": "آخر"}',
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = contents(path)
    assert [place for place, _, _ in found] == [f"x.jsonl:{n}" for n in (1, 3, 4, 5, 6, 7)]
    assert found[0] == ("x.jsonl:1", "7", "نص")
    assert found[-1] == ("x.jsonl:7", "x.jsonl:7", "آخر")
    messages = [str(content) for _, _, content in found[1:-1]]
    assert "is not JSON" in messages[0]
    assert "not a JSON object" in messages[1]
    assert "--text-field" in messages[2]
    assert "body" in messages[2]
    assert "not a text" in messages[3]


def test_json_lines_may_be_packed_and_name_their_fields_otherwise(tmp_path):
    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(gzip.compress('{"url": "u", "body": "نص"}\n'.encode()))
    assert contents(path, text="body", id="url") == [("x.jsonl.gz:1", "u", "نص")]


def test_a_packed_file_that_was_cut_gives_what_it_has_and_then_an_error(tmp_path):
    lines = b"".join(b'{"text": "%d"}\n' % n for n in range(50_000))
    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(gzip.compress(lines)[:-2000])
    found = contents(path)
    assert len(found) > 1
    assert isinstance(found[-1][2], InputError)
    assert not any(isinstance(content, InputError) for _, _, content in found[:-1])


@pytest.mark.parametrize(("suffix", "mark"), [(".csv", ","), (".csv", ";"), (".tsv", "\t")])
def test_a_table_gives_a_page_a_row_with_line_ends_inside_it(tmp_path, suffix, mark):
    path = tmp_path / f"x{suffix}"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=mark).writerows([["id", "text"], ["a", "سطر\nآخر"], ["", "نص"]])
    assert contents(path) == [(f"x{suffix}:1", "a", "سطر\nآخر"), (f"x{suffix}:2", f"x{suffix}:2", "نص")]


def test_parquet_gives_a_page_a_row(tmp_path):
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pa.table({"id": [1, 2], "text": ["نص", None], "x": [0, 0]}), tmp_path / "x.parquet")
    first, second = contents(tmp_path / "x.parquet")
    assert first == ("x.parquet:1", "1", "نص")
    assert isinstance(second[2], InputError)


def warc_record(url, kind, body, status=200):
    http = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Record-ID: <urn:uuid:{hash(url)}>\r\n"
        f"WARC-Date: 2020-01-01T00:00:00Z\r\nContent-Type: application/http;msgtype=response\r\n"
        f"Content-Length: {len(http) + len(body)}\r\n\r\n"
    )
    return head.encode() + http + body + b"\r\n\r\n"


def test_a_web_archive_gives_its_pages_and_neither_pictures_nor_failures(tmp_path):
    pytest.importorskip("fastwarc")
    text = BODY.format(1).encode()
    archive = [
        warc_record("http://a/", "text/html", b"<p>" + text),
        warc_record("http://b/", "image/png", b"\x89PNG"),
        warc_record("http://c/", "text/html", b"gone", status=404),
        warc_record("http://d/", "text/plain", text),
    ]
    (tmp_path / "x.warc.gz").write_bytes(b"".join(map(gzip.compress, archive)))
    found = contents(tmp_path / "x.warc.gz")
    assert [(identity, content) for _, identity, content in found] == [
        ("http://a/", Blob(b"<p>" + text, ".html")),
        ("http://d/", Blob(text, ".txt")),
    ]


# --- windows ----------------------------------------------------------------------------------------------


def test_a_window_ends_with_its_pages_or_its_bytes():
    of = [Item(str(n), str(n), "x", weight) for n, weight in enumerate([10, 10, 10, 95, 10, 300, 10])]
    found = [[item.weight for item in w] for w in windows(of, Room(pages=3, bytes=100))]
    assert found == [[10, 10, 10], [95], [10], [300], [10]]


def test_a_record_is_the_digest_of_its_page_alone_but_for_the_seconds():
    texts = [BODY.format(n) for n in range(3)]
    translator = FakeTranslator()
    made = records(tuple(items(*texts)), Engines(translator, FakeSummarizer()))
    alone = pipeline.digest(
        pipeline.from_text(texts[1], name="1.txt"), translator=FakeTranslator(), summarizer=FakeSummarizer()
    )
    expected = alone.to_dict() | {"timings": {}}
    assert made[1] == {"schema": "1.0", "id": "1.txt", "place": "1.txt", "status": "ok", "digest": expected}


def test_the_sentences_of_a_window_are_translated_in_one_call():
    calls = []

    class Counting(FakeTranslator):
        def translate(self, texts, *, progress=None):
            calls.append(len(texts))
            return super().translate(texts, progress=progress)

    records(tuple(items(*(BODY.format(n) for n in range(5)))), Engines(Counting()))
    assert calls == [10]


def test_bad_pages_are_recorded_with_their_error_and_the_others_are_done():
    class Choosy(FakeTranslator):
        def translate(self, texts, *, progress=None):
            if any("رقم 2" in text for text in texts):
                raise ModelError("too hard")
            return super().translate(texts, progress=progress)

    window = (*items(BODY.format(1), BODY.format(2), "English", " "), Item("x", "x", InputError("unread"), 0))
    made = records(window, Engines(Choosy()))
    assert [r["status"] for r in made] == ["ok", "failed", "failed", "failed", "failed"]
    assert [r["error"]["kind"] for r in made[1:]] == ["ModelError", "InputError", "InputError", "InputError"]
    assert made[1]["error"]["message"] == "too hard"
    assert "no Arabic" in made[2]["error"]["message"]


def test_a_bug_met_in_one_page_is_recorded_too():
    class Buggy(FakeSummarizer):
        def summarize(self, text):
            if "2" in text:
                raise ZeroDivisionError
            return super().summarize(text)

    made = records(tuple(items(BODY.format(1), BODY.format(2))), Engines(FakeTranslator(), Buggy()))
    assert [r["status"] for r in made] == ["ok", "failed"]
    assert made[1]["error"]["kind"] == "ZeroDivisionError"


# --- output -----------------------------------------------------------------------------------------------


def rec(place, status="ok"):
    return {"place": place, "status": status}


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_records_go_into_parts_of_the_size_asked_for(tmp_path, form):
    if form == "parquet":
        pytest.importorskip("pyarrow")
    with Output(tmp_path, {}, form=form, pages=2) as output:
        for place in "abc":
            output.add([rec(place)])
        assert "a" in output
        assert "d" not in output
    assert [p.name for p in sorted(tmp_path.glob("part*"))] == [f"part-00001.{form}", f"part-00002.{form}"]
    assert everything(tmp_path) == [rec("a"), rec("b"), rec("c")]


def test_an_output_of_other_settings_is_refused_with_what_differs(tmp_path):
    with Output(tmp_path, {"beam": 2}):
        pass
    with pytest.raises(OutputError, match="beam: 2 then, 4 now"):
        Output(tmp_path, {"beam": 4})


def test_a_folder_of_other_things_is_refused(tmp_path):
    (tmp_path / "thesis.doc").write_text("x")
    with pytest.raises(OutputError, match=r"holds thesis\.doc"):
        Output(tmp_path, {})
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.doc"]


def test_two_runs_do_not_write_one_folder(tmp_path):
    with Output(tmp_path, {}), pytest.raises(OutputError, match="another run"):
        Output(tmp_path, {})


def test_the_pages_of_a_part_that_was_deleted_are_done_again(tmp_path):
    with Output(tmp_path, {}, pages=1) as output:
        output.add([rec("a")])
        output.add([rec("b")])
    (tmp_path / "part-00001.jsonl").unlink()
    with Output(tmp_path, {}, pages=1) as output:
        assert "a" not in output
        assert "b" in output
        output.add([rec("a")])
    assert everything(tmp_path) == [rec("b"), rec("a")]


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_failed_records_are_taken_out_to_be_done_again(tmp_path, form):
    if form == "parquet":
        pytest.importorskip("pyarrow")
    with Output(tmp_path, {}, form=form, pages=2) as output:
        output.add([rec("a"), rec("b", "failed")])
        output.add([rec("c")])
    with Output(tmp_path, {}, form=form) as output:
        assert output.forget_failed() == 1
        assert "b" not in output
        assert output.count("ok") == 2
    assert everything(tmp_path) == [rec("a"), rec("c")]


def test_a_full_disk_is_told_and_loses_nothing(tmp_path, monkeypatch):
    with Output(tmp_path, {}) as output:
        output.add([rec("a")])
        monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        with pytest.raises(OutputError, match="No space left"):
            output.add([rec("b")])
        monkeypatch.undo()
    assert everything(tmp_path) == [rec("a")]
    with Output(tmp_path, {}) as output:
        assert "a" in output
        assert "b" not in output


def test_a_record_is_valid_json_whatever_letters_are_in_it():
    assert json.loads(line_of({"id": "\ud800 \u2028"})) == {"id": "\ud800 \u2028"}
    assert line_of({"id": "\n"}).count(b"\n") == 1


# --- workers ----------------------------------------------------------------------------------------------


def fake_engines():
    return Engines(FakeTranslator())


def deadly_engines():
    class Deadly(FakeTranslator):
        def translate(self, texts, *, progress=None):
            if any("رقم 5" in text for text in texts):
                os._exit(9)
            return super().translate(texts, progress=progress)

    return Engines(Deadly())


def no_engines():
    raise ModelError("no model")


def small_windows():
    return windows(items(*(BODY.format(n) for n in range(10))), Room(pages=2))


def test_several_processes_give_the_same_in_the_same_order_as_one():
    with Pool(fake_engines, 2) as pool:
        assert list(pool.run(small_windows())) == list(here(small_windows(), fake_engines()))


def test_no_more_is_read_ahead_than_keeps_the_processes_busy():
    read_so_far = 0

    def counted():
        nonlocal read_so_far
        for window in windows(items(*(BODY.format(n) for n in range(40))), Room(pages=1)):
            read_so_far += 1
            yield window

    with Pool(fake_engines, 2) as pool:
        ahead = [read_so_far - done for done, _ in enumerate(pool.run(counted()))]
    assert len(ahead) == 40
    assert max(ahead) == 4


def test_a_page_that_kills_its_process_is_recorded_and_costs_no_other_page():
    with Pool(deadly_engines, 2) as pool:
        made = [record for _, records in pool.run(small_windows()) for record in records]
    assert [r["place"] for r in made] == [f"{n}.txt" for n in range(10)]
    assert [r["place"] for r in made if r["status"] == "failed"] == ["5.txt"]
    assert "died" in made[5]["error"]["message"]


def test_engines_that_cannot_be_loaded_end_the_run():
    with Pool(no_engines, 2) as pool, pytest.raises(ModelError, match="no model"):
        list(pool.run(small_windows()))


# --- mt batch ---------------------------------------------------------------------------------------------


def test_batch_makes_one_record_a_page_and_tells_the_failures(fakes, pages, tmp_path, capsys):
    assert main(["batch", str(pages), str(tmp_path / "out")]) == InputError.exit_code
    made = everything(tmp_path / "out")
    assert [r["id"] for r in made] == [f"{n:03}.txt" for n in range(100)]
    assert [r["id"] for r in made if r["status"] != "ok"] == ["050.txt"]
    out, err = capsys.readouterr()
    assert out == ""
    assert "99 done and 1 failed" in err
    assert "--retry-failed" in err


@pytest.mark.parametrize(("share", "code"), [("0.01", 0), ("0.009", 3), ("1", 0)])
def test_the_exit_code_is_decided_by_the_share_of_failures(fakes, pages, tmp_path, share, code):
    assert main(["batch", str(pages), str(tmp_path / "out"), "--max-failures", share, "-q"]) == code


def test_a_second_run_asks_the_model_for_new_pages_only(fakes, pages, tmp_path):
    command = ["batch", str(pages), str(tmp_path / "out"), "--max-failures", "1", "-q"]
    assert main(command) == 0
    (pages / "new.txt").write_text("خبر جديد تماماً من المدينة.", encoding="utf-8")
    assert main(command) == 0
    assert fakes[-1].asked == ["خبر جديد تماماً من المدينة."]
    assert len(everything(tmp_path / "out")) == 101


def test_retry_failed_does_the_failed_pages_again_and_no_other(fakes, pages, tmp_path):
    command = ["batch", str(pages), str(tmp_path / "out"), "-q"]
    assert main(command) == 3
    (pages / "050.txt").write_text("خبر جديد تماماً من المدينة.", encoding="utf-8")
    assert main(command) == 3
    assert main([*command, "--retry-failed"]) == 0
    assert fakes[-1].asked == ["خبر جديد تماماً من المدينة."]
    assert sorted(r["id"] for r in everything(tmp_path / "out")) == [f"{n:03}.txt" for n in range(100)]


def test_other_settings_are_refused_until_restart_is_asked_for(fakes, pages, tmp_path, capsys):
    command = ["batch", str(pages), str(tmp_path / "out"), "--max-failures", "1", "-q"]
    assert main(command) == 0
    assert main([*command, "--beam", "1"]) == OutputError.exit_code
    assert "beam: None then, 1 now" in capsys.readouterr().err
    assert main([*command, "--beam", "1", "--restart"]) == 0
    assert len(everything(tmp_path / "out")) == 100


def test_restart_deletes_nothing_where_no_output_is(fakes, pages, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "part-mine.jsonl").write_text("x")
    assert main(["batch", str(pages), str(tmp_path / "out"), "--restart"]) == OutputError.exit_code
    assert (tmp_path / "out" / "part-mine.jsonl").exists()


def test_an_input_without_pages_is_an_error(fakes, tmp_path, capsys):
    (tmp_path / "in").mkdir()
    assert main(["batch", str(tmp_path / "in"), str(tmp_path / "out")]) == InputError.exit_code
    assert "no page was found" in capsys.readouterr().err


def test_a_missing_extra_is_a_wrong_command_not_a_failed_page(fakes, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (tmp_path / "x.parquet").write_bytes(b"PAR1")
    assert main(["batch", str(tmp_path / "x.parquet"), str(tmp_path / "out")]) == UsageError.exit_code
    assert "pip install pyarrow" in capsys.readouterr().err


@pytest.mark.parametrize("share", ["2", "-1", "nan", "x"])
def test_a_share_is_from_0_to_1(pages, tmp_path, share, capsys):
    assert main(["batch", str(pages), str(tmp_path / "out"), f"--max-failures={share}"]) == UsageError.exit_code


def test_the_meter_says_rate_and_time_left():
    assert describe(90, 2, 60.0, 3725.4) == "90 pages, 2 failed, 1.5 a second, 1:02:05 left"
    assert describe(3, 0, 60.0, None) == "3 pages, 3.0 a minute"


# --- killed -----------------------------------------------------------------------------------------------

# ``mt batch`` with fakes, killed by itself before the nth call of something: exact where a timer is not.
DEADLY = textwrap.dedent("""
    import os, signal, sys
    from pathlib import Path
    from mt import pipeline
    from mt.batch import output, parts
    from mt.cli import main
    from mt.testing import FakeSummarizer, FakeTranslator

    pipeline.load_translator = lambda *_, **__: FakeTranslator()
    pipeline.load_summarizer = lambda *_, **__: FakeSummarizer()
    where, count = sys.argv[1].split(":")
    owner, name = {
        "translate": (FakeTranslator, "translate"), "write": (output, "line_of"), "sync": (os, "fsync"),
        "note": (output.Output, "_note"), "rename": (Path, "replace"), "settle": (parts, "_settle"),
        "unlink": (Path, "unlink"),
    }[where]
    original, calls = getattr(owner, name), 0

    def deadly(*args, **options):
        global calls
        calls += 1
        if calls == int(count):
            os.kill(os.getpid(), getattr(signal, sys.argv[2]))
        return original(*args, **options)

    setattr(owner, name, deadly)
    sys.exit(main(sys.argv[3:]))
""")


def killed(where, *args, by="SIGKILL"):
    """The exit code of a run that kills itself."""
    command = [sys.executable, "-c", DEADLY, where, by, *map(str, args), "--max-failures", "1"]
    return subprocess.run(command, capture_output=True, cwd=ROOT, check=False).returncode


POINTS = ["translate:1", "translate:3", "write:40", "sync:2", "note:2", "rename:1", "settle:1", "settle:2"]


@pytest.mark.parametrize("where", POINTS)
def test_a_run_killed_at_any_point_and_resumed_equals_one_that_was_not(fakes, pages, tmp_path, where):
    options = ["--part-size", "40", "--max-failures", "1", "-q"]
    assert killed(where, "batch", pages, tmp_path / "out", *options) == -signal.SIGKILL
    assert main(["batch", str(pages), str(tmp_path / "out"), *options]) == 0
    assert main(["batch", str(pages), str(tmp_path / "whole"), *options]) == 0
    assert everything(tmp_path / "out") == everything(tmp_path / "whole")
    assert not list((tmp_path / "out").glob("*.open"))


@pytest.mark.parametrize("where", ["translate:3", "note:2", "rename:1", "settle:1", "unlink:1"])
def test_parquet_parts_survive_being_killed_too(fakes, pages, tmp_path, where):
    pytest.importorskip("pyarrow")
    options = ["--part-size", "40", "--max-failures", "1", "-q", "--to", "parquet"]
    assert killed(where, "batch", pages, tmp_path / "out", *options) == -signal.SIGKILL
    assert main(["batch", str(pages), str(tmp_path / "out"), *options]) == 0
    assert main(["batch", str(pages), str(tmp_path / "whole"), *options]) == 0
    assert everything(tmp_path / "out") == everything(tmp_path / "whole")


@pytest.mark.parametrize("where", ["rename:1", "settle:1", "translate:1", "note:1"])
def test_a_retry_that_is_killed_loses_no_page_and_doubles_none(fakes, pages, tmp_path, where):
    options = ["--part-size", "40", "--max-failures", "1", "-q"]
    assert main(["batch", str(pages), str(tmp_path / "out"), *options]) == 0
    whole = everything(tmp_path / "out")
    assert killed(where, "batch", pages, tmp_path / "out", *options, "--retry-failed") == -signal.SIGKILL
    assert main(["batch", str(pages), str(tmp_path / "out"), *options]) == 0
    assert sorted(everything(tmp_path / "out"), key=str) == sorted(whole, key=str)


def test_a_resumed_run_asks_the_model_in_the_same_windows_as_one_that_was_not_stopped(fakes, pages, tmp_path):
    out = tmp_path / "out"
    assert killed("translate:3", "batch", pages, out, "-q") == -signal.SIGKILL
    with (out / "part-00001.open").open("ab") as stream:  # killed after a record of the window, before the manifest
        stream.write(b'{"schema":"1.0","id":"064.txt","place":"064.txt","status":"ok"}\n')
    assert main(["batch", str(pages), str(out), "--max-failures", "1", "-q"]) == 0
    assert fakes[0].calls == [64, 8]  # sentences: two a page, 32 pages a window, 36 pages left
    assert len(everything(out)) == 100


def test_what_was_finished_before_the_kill_is_not_done_again(fakes, pages, tmp_path):
    assert killed("translate:3", "batch", pages, tmp_path / "out", "-q") == -signal.SIGKILL
    assert main(["batch", str(pages), str(tmp_path / "out"), "--max-failures", "1", "-q"]) == 0
    # Two windows of 32 pages were done; the page in English has nothing to translate, so 36 are left.
    assert len([text for text in fakes[-1].asked if "رقم" in text]) == 36


def test_a_line_that_was_being_written_is_cut_off(fakes, pages, tmp_path):
    out = tmp_path / "out"
    assert killed("translate:3", "batch", pages, out, "-q") == -signal.SIGKILL
    with (out / "part-00001.open").open("ab") as stream:
        stream.write(b'{"schema":"1.0","id":"064.txt","place":"064')
    assert main(["batch", str(pages), str(out), "--max-failures", "1", "-q"]) == 0
    assert [r["id"] for r in everything(out)] == [f"{n:03}.txt" for n in range(100)]


@pytest.mark.parametrize("where", ["translate:3", "sync:2", "note:2"])
def test_ctrl_c_keeps_what_is_done_and_the_next_run_goes_on(fakes, pages, tmp_path, where):
    assert killed(where, "batch", pages, tmp_path / "out", "-q", by="SIGINT") == 130
    assert len(everything(tmp_path / "out")) == 64
    assert main(["batch", str(pages), str(tmp_path / "out"), "--max-failures", "1", "-q"]) == 0
    assert [r["id"] for r in everything(tmp_path / "out")] == [f"{n:03}.txt" for n in range(100)]


def children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def until(condition, seconds=120.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to find the worker processes")
def test_two_real_workers_killed_with_their_parent_leave_no_process_and_lose_no_page(pages, tmp_path):
    options = ["--no-summary", "--beam", "1", "--max-failures", "1", "-q"]
    run = [sys.executable, "-m", "mt", "batch", str(pages)]
    process = subprocess.Popen([*run, str(tmp_path / "out"), *options, "--workers", "2"], cwd=ROOT)
    opened = tmp_path / "out" / "part-00001.open"
    until(lambda: (opened.exists() and opened.stat().st_size) or process.poll() is not None)
    assert process.poll() is None
    workers = children(process.pid)
    assert len(workers) >= 2
    process.kill()
    process.wait()
    until(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))
    subprocess.run([*run, str(tmp_path / "out"), *options, "--workers", "2"], check=True, cwd=ROOT)
    # A window is decoded in other batches by two threads, which changes the last digits of scores.
    subprocess.run([*run, str(tmp_path / "whole"), *options, "--threads", "1"], check=True, cwd=ROOT)
    assert everything(tmp_path / "out") == everything(tmp_path / "whole")
