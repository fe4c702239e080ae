import csv
import gzip

import pytest
from batch_samples import BODY

from mt.batch.formats import Blob, Fields
from mt.batch.inputs import find
from mt.errors import InputError


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


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "windows-1256", "iso8859_6", "utf-16"])
def test_a_table_is_read_in_whatever_encoding_texts_are(tmp_path, codec):
    text = "قال الوزير إن الاجتماع عقد أمس في العاصمة"
    (tmp_path / "x.csv").write_bytes(f"id,text\n7,{text}\n".encode(codec))
    assert contents(tmp_path / "x.csv") == [("x.csv:1", "7", text)]
