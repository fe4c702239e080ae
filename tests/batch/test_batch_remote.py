"""Addresses in place of paths; fsspec's store in memory stands for those of the cloud."""

import csv
import gzip
import io
import sys
import uuid

import fsspec
import pytest
from batch_samples import BODY, everything

from mt.batch.formats import Fields
from mt.batch.inputs import Item, find
from mt.batch.output import Output, clear
from mt.batch.remote import Depot, Remote, is_address
from mt.batch.window import Engines, records
from mt.cli import main
from mt.errors import InputError, OutputError, UsageError
from mt.testing import FakeTranslator


@pytest.fixture
def store():
    """A folder in a store, empty at first: its address, and a function that puts a file there."""
    folder = f"memory://{uuid.uuid4().hex}"  # one store for the whole process

    def put(name, data):
        with fsspec.open(f"{folder}/{name}", "wb") as stream:
            stream.write(data)

    return folder, put


def places(*names, **fields):
    return [item.place for item in find(list(names), fields=Fields(**fields))]


@pytest.mark.parametrize(
    ("name", "is_one"), [("s3://b/x", True), ("gs://b", True), ("C:/x", False), ("news/a.txt", False), ("a:b", False)]
)
def test_an_address_is_told_from_a_path(name, is_one):
    assert is_address(name) is is_one


def test_a_folder_elsewhere_gives_its_pages_in_order_and_passes_over_what_is_hidden_or_unknown(store):
    folder, put = store
    for name in ("b.txt", "a/z.txt", "a/y.html", ".git/x.txt", ".hidden.txt", "picture.png"):
        put(name, b"x")
    assert places(folder) == ["b.txt", "a/y.html", "a/z.txt"]
    assert places(f"{folder}/") == places(folder)


def test_files_and_patterns_elsewhere_are_names_too_and_no_page_comes_twice(store):
    folder, put = store
    for name in ("a.txt", "b.log", "c.txt"):
        put(name, b"x")
    assert places(f"{folder}/b.log") == ["b.log"]
    assert places(f"{folder}/*.txt") == ["a.txt", "c.txt"]
    assert places(f"{folder}/c.txt", folder) == ["c.txt", "a.txt"]


def test_places_are_told_from_the_folder_that_all_addresses_share(store):
    folder, put = store
    for name in ("2016/a.txt", "2017/a.txt"):
        put(name, b"x")
    assert places(f"{folder}/2016", f"{folder}/2017") == ["2016/a.txt", "2017/a.txt"]


def test_collections_elsewhere_are_read_as_those_here(store, tmp_path):
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = io.StringIO(newline="")
    csv.writer(rows).writerows([["id", "text"], ["a", "نص"], ["b", "آخر"]])
    table = io.BytesIO()
    parquet.write_table(pa.table({"id": ["a", "b"], "text": ["نص", "آخر"]}), table)
    files = {
        "x.csv": rows.getvalue().encode(),
        "x.csv.gz": gzip.compress(rows.getvalue().encode()),
        "x.jsonl": '{"id": "a", "text": "نص"}\n{"id": "b", "text": "آخر"}\n'.encode(),
        "x.jsonl.gz": gzip.compress('{"id": "a", "text": "نص"}\n{"id": "b", "text": "آخر"}\n'.encode()),
        "x.parquet": table.getvalue(),
    }
    folder, put = store
    for name, data in files.items():
        put(name, data)
        (tmp_path / name).write_bytes(data)
        assert [(item.id, item.content) for item in find([f"{folder}/{name}"])] == [("a", "نص"), ("b", "آخر")]
    assert list(find([folder])) == list(find([str(tmp_path)]))


def test_a_page_elsewhere_gives_the_record_of_the_same_page_here(store, tmp_path):
    folder, put = store
    for name in ("a.txt", "b.html"):
        data = BODY.format(1).encode() if name == "a.txt" else f"<!doctype html><p>{BODY.format(2)}</p>".encode()
        put(name, data)
        (tmp_path / name).write_bytes(data)
    engines = Engines(FakeTranslator())
    there, here = (records(tuple(find([base])), engines) for base in (folder, str(tmp_path)))
    assert there == here
    assert [record["status"] for record in there] == ["ok", "ok"]


def test_a_page_that_went_away_is_a_failed_record(store):
    folder, _ = store
    gone = Item("a.txt", "a.txt", Remote(f"{folder}/a.txt"), 1)
    (made,) = records((gone,), Engines(FakeTranslator()))
    assert made["error"] == {
        "kind": "InputError",
        "message": f"{folder}/a.txt: is not there; check the spelling of the address",
    }


def test_what_cannot_be_an_input_is_refused(store, tmp_path, monkeypatch):
    folder, put = store
    put("a.txt", b"x")
    with pytest.raises(InputError, match="no such file"):
        find([f"{folder}/missing"])
    with pytest.raises(UsageError, match="all paths or all addresses"):
        find([str(tmp_path), folder])
    with pytest.raises(InputError, match="nope://x"):
        find(["nope://x"])
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(UsageError, match="pip install s3fs"):
        find(["s3://bucket/in"])


# --- a depot ----------------------------------------------------------------------------------------------


def rec(place, status="ok"):
    return {"place": place, "status": status}


def fetched(depot, folder):
    """The records in a depot."""
    folder.mkdir()
    for name in depot.names():
        depot.fetch(name, folder / name)
    return everything(folder)


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_finished_parts_are_sent_away_and_known_to_the_next_run(store, tmp_path, form):
    if form == "parquet":
        pytest.importorskip("pyarrow")
    depot = Depot(store[0])
    for places in ("ab", "c"):
        with Output(tmp_path / "out", {}, form=form, pages=2, depot=depot) as output:
            assert ("a" in output) is (places == "c")
            output.add([rec(place) for place in places])
    assert depot.names() == {f"part-00001.{form}", f"part-00002.{form}"}
    assert not list((tmp_path / "out").glob("part-*"))
    assert fetched(depot, tmp_path / "x") == [rec("a"), rec("b"), rec("c")]


def test_failed_records_are_taken_out_of_parts_that_were_sent(store, tmp_path):
    depot = Depot(store[0])
    with Output(tmp_path / "out", {}, pages=2, depot=depot) as output:
        output.add([rec("a"), rec("b", "failed")])
        output.add([rec("c", "failed"), rec("d", "failed")])
    with Output(tmp_path / "out", {}, pages=2, depot=depot) as output:
        assert output.forget_failed() == 3
        output.add([rec("b")])
    assert fetched(depot, tmp_path / "x") == [rec("a"), rec("b")]
    assert "part-00003.jsonl" in depot.names()


def test_a_part_that_was_not_sent_is_sent_by_the_next_run(store, tmp_path, monkeypatch):
    depot = Depot(store[0])
    monkeypatch.setattr(Depot, "send", lambda *_: (_ for _ in ()).throw(OutputError("no network")))
    with pytest.raises(OutputError, match="no network"), Output(tmp_path, {}, depot=depot) as output:
        output.add([rec("a")])
    monkeypatch.undo()
    with Output(tmp_path, {}, depot=depot) as output:
        assert "a" in output
    assert depot.names() == {"part-00001.jsonl"}


def test_the_pages_of_a_part_that_was_deleted_there_are_done_again(store, tmp_path):
    depot = Depot(store[0])
    with Output(tmp_path, {}, pages=1, depot=depot) as output:
        output.add([rec("a")])
        output.add([rec("b")])
    depot.remove("part-00001.jsonl")
    with Output(tmp_path, {}, pages=1, depot=depot) as output:
        assert "a" not in output
        assert "b" in output


def test_parts_of_another_run_are_not_overwritten(store, tmp_path):
    folder, put = store
    put("part-00001.jsonl", b"{}")
    for _ in range(2):
        with pytest.raises(OutputError, match="of another run"):
            Output(tmp_path, {}, depot=Depot(folder))


def test_restart_deletes_the_parts_that_were_sent_and_those_of_no_other_depot(store, tmp_path):
    folder, put = store
    depot = Depot(f"{folder}/ours")
    with Output(tmp_path, {}, depot=depot) as output:
        output.add([rec("a")])
    put("other/part-00001.jsonl", b"{}")
    put("ours/notes.txt", b"x")
    clear(tmp_path, depot)
    assert depot.names() == {"notes.txt"}
    assert Depot(f"{folder}/other").names() == {"part-00001.jsonl"}


def test_a_folder_whose_parts_were_sent_is_not_gone_on_with_elsewhere(store, tmp_path):
    with Output(tmp_path, {}, depot=Depot(store[0])):
        pass
    with pytest.raises(OutputError, match=r"sent to: memory://\w+ then, None now"):
        Output(tmp_path, {})


def test_batch_reads_addresses_and_sends_to_them(fakes, store, tmp_path):
    folder, put = store
    for n in range(3):
        put(f"in/{n}.txt", BODY.format(n).encode())
    command = ["batch", f"{folder}/in", str(tmp_path / "out"), "--send-to", f"{folder}/out", "-q"]
    assert main(command) == 0
    assert [r["id"] for r in fetched(Depot(f"{folder}/out"), tmp_path / "x")] == ["0.txt", "1.txt", "2.txt"]
    assert main(command) == 0
    assert fakes[-1].asked == []
