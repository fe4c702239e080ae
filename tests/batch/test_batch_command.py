import sys

import pytest
from batch_samples import everything

from mt.batch.progress import describe
from mt.cli import main
from mt.errors import InputError, OutputError, UsageError


def test_batch_makes_one_record_a_page_and_tells_the_failures(fakes, pages, tmp_path, capsys):
    assert main(["batch", str(pages), str(tmp_path / "out")]) == InputError.exit_code
    made = everything(tmp_path / "out")
    assert [r["id"] for r in made] == [f"{n:03}.txt" for n in range(100)]
    assert [r["id"] for r in made if r["status"] != "ok"] == ["050.txt"]
    out, err = capsys.readouterr()
    assert out == ""
    assert "99 done and 1 failed" in err
    assert "--retry-failed" in err
    assert "The first of this run: 050.txt: no Arabic" in err


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


def test_a_file_in_the_place_of_the_output_is_refused(fakes, pages, capsys):
    assert main(["batch", str(pages), str(pages / "000.txt")]) == OutputError.exit_code
    assert "is a file" in capsys.readouterr().err


def test_an_address_in_the_place_of_the_output_is_refused(fakes, pages, capsys):
    assert main(["batch", str(pages), "s3://bucket/out"]) == UsageError.exit_code
    assert "--send-to" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [["--address", "x"], ["--threads", "2", "--workers", "2"], ["--engine", "ray", "--address", "x", "--cache", "c"]],
)
def test_options_that_do_not_go_together_are_refused_before_any_work(fakes, pages, tmp_path, options):
    assert main(["batch", str(pages), str(tmp_path / "out"), *options]) == UsageError.exit_code
    assert not (tmp_path / "out").exists()


def test_without_ray_the_command_says_what_to_install(fakes, pages, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "ray", None)
    assert main(["batch", str(pages), str(tmp_path / "out"), "--engine", "ray"]) == UsageError.exit_code
    assert "mt-digest[ray]" in capsys.readouterr().err


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
