"""The lock is strict, its errors have lines, its text is stable."""

from pathlib import Path

import pytest

from mt.errors import LockError
from mt.models.lock import Converter, Entry, File, Frame, Lock, Source, parse, read
from mt.models.render import render, write

A = "a" * 64
B = "b" * 64
REVISION = "0123456789abcdef0123456789abcdef01234567"

# Written by hand from the format's description, not by render().
TEXT = f"""\
version = 1

[defaults]
translate = "small"

[models."big.v2"]
role = "translate"
licence = "CC-BY-4.0"
tokenizer = "sentencepiece-pair"
files = [
    {{ path = "model.bin", size = 7, sha256 = "{B}" }},
]

[models."big.v2".source]
kind = "hub"
repo = "org/name"
revision = "{REVISION}"
files = [
    {{ path = "config.json", size = 3, sha256 = "{A}" }},
    {{ path = "model.safetensors", size = 9, sha256 = "{B}" }},
]

[models."big.v2".converter]
method = "transformers"
version = "4.8.5"
quantization = "int8"

[models."big.v2".frame]
source_suffix = ["</s>"]
limit = 150

[models.small]
role = "translate"
licence = "MIT"
tokenizer = "sentencepiece"
files = [
    {{ path = "model.bin", size = 7, sha256 = "{A}" }},
]

[models.small.source]
kind = "embedded"

[models.small.decoding]
beam_size = 2
length_penalty = 1.0

[models.small.normalization]
fold_letters = true
"""


def lines_of(text):
    return {line.strip(): number for number, line in enumerate(text.splitlines(), 1)}


def test_a_lock_gives_every_field_that_its_text_names():
    lock = parse(TEXT, name="x")
    assert lock.defaults == {"translate": "small"}
    assert lock.entries["small"] == Entry(
        "small",
        "translate",
        "MIT",
        Source("embedded"),
        "sentencepiece",
        files=(File("model.bin", 7, A),),
        decoding={"beam_size": 2, "length_penalty": 1.0},
        normalization={"fold_letters": True},
    )
    big = lock.entries["big.v2"]
    assert big.source.repo == "org/name"
    assert big.source.revision == REVISION
    assert big.source.size == 12
    assert big.converter == Converter("transformers", "4.8.5", "int8")
    assert big.frame == Frame(source_suffix=("</s>",), limit=150)


def test_an_empty_text_is_an_empty_lock():
    assert parse("", name="x") == Lock()


def test_the_generated_text_reads_back_as_the_same_lock():
    lock = parse(TEXT, name="x")
    assert parse(render(lock), name="y") == lock


def test_the_generated_text_is_the_hand_written_one_after_its_comment():
    body = "".join(line for line in render(parse(TEXT, name="x")).splitlines(True) if not line.startswith("#"))
    assert body == TEXT


def test_the_order_in_which_models_are_added_does_not_show():
    lock = parse(TEXT, name="x")
    other = Lock(defaults=lock.defaults)
    for name in reversed(list(lock.entries)):
        other = other.put(lock.entries[name])
    assert render(other) == render(lock)


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ("beam_size = 2", "beem_size = 2", "beem_size = 2", "beem_size is not a known key"),
        ("beam_size = 2", 'beam_size = "2"', 'beam_size = "2"', "must be a whole number"),
        ("beam_size = 2", "beam_size = true", "beam_size = true", "must be a whole number"),
        (REVISION, "0123456", 'revision = "0123456"', "a commit of 40 hex digits"),
        (REVISION, "main", 'revision = "main"', "a commit of 40 hex digits"),
        ('kind = "embedded"', 'kind = "torrent"', 'kind = "torrent"', "must be one of embedded, hub, url"),
        ('licence = "MIT"\n', "", "[models.small]", "models.small.licence is missing"),
        ('licence = "MIT"', 'licence = " "', 'licence = " "', "is empty"),
        ("fold_letters = true", "fold_letters = 1", "fold_letters = 1", "must be true or false"),
        ("version = 1", "version = 2", "version = 2", "this is format 2"),
        ('translate = "small"', 'translates = "small"', 'translates = "small"', "is not a known key"),
        ('translate = "small"', 'summarize = "small"', 'summarize = "small"', "not to summarize"),
        ("limit = 150", "limit = -1", "limit = -1", "must be 0 or more"),
        ('source_suffix = ["</s>"]', "source_suffix = [1]", "source_suffix = [1]", "must hold strings only"),
        ('method = "transformers"', 'method = "magic"', 'method = "magic"', "must be one of"),
        ("[models.small]", "[models.Small]", "[models.Small]", "a name of a-z"),
    ],
)
def test_a_wrong_line_is_named_by_its_number(old, new, at, says):
    text = TEXT.replace(old, new)
    assert text != TEXT
    with pytest.raises(LockError) as error:
        parse(text, name="my.lock")
    assert says in str(error.value)
    assert str(error.value).startswith(f"my.lock, line {lines_of(text)[at]}: ")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (f'{{ path = "../evil", size = 7, sha256 = "{A}" }},', "a plain relative path"),
        (f'{{ path = "/etc/passwd", size = 7, sha256 = "{A}" }},', "a plain relative path"),
        (f'{{ path = "C:\\\\x", size = 7, sha256 = "{A}" }},', "a plain relative path"),
        (f'{{ path = "a/../b", size = 7, sha256 = "{A}" }},', "a plain relative path"),
        ('{ path = "model.bin", size = 7, sha256 = "aaaa" },', "64 hex digits"),
        ('{ path = "model.bin", size = 7 },', "sha256 is missing"),
        (f'{{ path = "model.bin", sha256 = "{A}" }},', "size is missing"),
        (f'{{ path = "model.bin", size = 7, sha256 = "{A}", md5 = "x" }},', "md5 is not a known key"),
    ],
)
def test_a_wrong_file_is_named_by_the_line_of_its_row(row, says):
    good = f'{{ path = "model.bin", size = 7, sha256 = "{A}" }},'
    text = TEXT.replace(good, row)
    assert text != TEXT
    with pytest.raises(LockError) as error:
        parse(text, name="my.lock")
    assert says in str(error.value)
    assert f"line {lines_of(text)[row]}: " in str(error.value)


def test_an_embedded_model_without_files_is_refused():
    row = f'files = [\n    {{ path = "model.bin", size = 7, sha256 = "{A}" }},\n]\n'
    with pytest.raises(LockError, match=r"models\.small\.files is missing"):
        parse(TEXT.replace(row, ""), name="x")
    with pytest.raises(LockError, match=r"models\.small\.files is empty"):
        parse(TEXT.replace(row, "files = []\n"), name="x")


def test_a_fetched_model_may_wait_for_its_conversion():
    row = f'files = [\n    {{ path = "model.bin", size = 7, sha256 = "{B}" }},\n]\n'
    assert parse(TEXT.replace(row, ""), name="x").entries["big.v2"].files == ()


def test_text_that_is_not_toml_is_refused_with_its_line():
    with pytest.raises(LockError, match="line 2"):
        parse("version = 1\nnonsense\n", name="x")


def test_a_missing_lock_says_where_it_was_looked_for(tmp_path):
    with pytest.raises(LockError, match="there is no lock at"):
        read(tmp_path / "models.lock")


def test_a_lock_that_could_not_be_read_back_is_not_written(tmp_path):
    path = tmp_path / "models.lock"
    path.write_text(TEXT)
    bad = parse(TEXT, name="x").put(Entry("bad", "translate", "MIT", Source("hub"), "sentencepiece"))
    with pytest.raises(LockError):
        write(bad, path)
    assert path.read_text() == TEXT
    assert [p.name for p in tmp_path.iterdir()] == ["models.lock"]


def test_a_written_lock_reads_back_and_leaves_nothing_beside_it(tmp_path):
    path = tmp_path / "deep" / "models.lock"
    write(parse(TEXT, name="x"), path)
    assert read(path).entries == parse(TEXT, name="x").entries
    assert [p.name for p in path.parent.iterdir()] == ["models.lock"]


def test_odd_strings_survive_the_text():
    odd = 'quote " backslash \\ newline \n del \x7f عربي'
    lock = Lock().put(Entry("m", "translate", odd, Source("embedded"), "sentencepiece", (File("a", 0, A),)))
    assert parse(render(lock), name="x").entries["m"].licence == odd


def test_the_checkouts_own_lock_is_valid():
    path = Path(__file__).parents[2] / "models.lock"
    assert read(path).path == path
