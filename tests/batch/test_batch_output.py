import json
import os

import pytest
from batch_samples import everything

from mt.batch.output import Output, line_of
from mt.errors import OutputError


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
