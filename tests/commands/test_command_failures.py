import os
import stat
from pathlib import Path

import pytest
from command_fakes import ARTICLE, KNOWN

from mt.cli import main
from mt.errors import ModelError


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
