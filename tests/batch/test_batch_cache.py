import json
import signal
import sqlite3
from dataclasses import fields
from functools import partial
from pathlib import Path

import pytest
from batch_samples import everything, killed

from mt import pipeline
from mt.batch.cache import NAME, CachedTranslator, SentenceCache
from mt.batch.inputs import Item
from mt.batch.window import Engines, Room, windows
from mt.batch.workers import Pool
from mt.cli import main
from mt.document import Flag, Term, Translation
from mt.engine import Decoding
from mt.errors import OutputError
from mt.testing import FakeSummarizer, FakeTranslator

FULL = Translation(
    "قال",
    "He said",
    -0.25,
    flags=(Flag("loop", "says it twice"),),
    pieces_in=1,
    pieces_out=2,
    cuts=1,
    alignment=((0, 0), (0, 1)),
    alternatives=("Said",),
    terms=(Term("قال", "said", True),),
    origin="fuzzy",
    confidence="low",
)


@pytest.fixture
def cache(tmp_path):
    cache = SentenceCache(tmp_path / "cache", {"model": "a"})
    yield cache
    cache.close()


def test_a_translation_comes_back_with_every_field_it_had(cache):
    empty = Translation("x", "", 0.0)
    assert all(getattr(FULL, f.name) != getattr(empty, f.name) for f in fields(Translation))
    cache.put([FULL, empty], asked=2, found=0)
    assert cache.get(["قال", "x", "y"]) == {"قال": FULL, "x": empty}


def test_what_another_model_or_setting_made_is_not_found(cache, tmp_path):
    cache.put([FULL], asked=1, found=0)
    other = SentenceCache(tmp_path / "cache", {"model": "b"})
    assert other.get(["قال"]) == {}
    other.close()
    same = SentenceCache(tmp_path / "cache", {"model": "a"})
    assert same.get(["قال"]) == {"قال": FULL}
    same.close()


def test_more_sentences_than_one_query_may_name_are_found(cache):
    many = [Translation(str(n), f"t{n}", -1.0) for n in range(1_201)]
    cache.put(many, asked=1_201, found=0)
    assert cache.get([t.source for t in many]) == {t.source: t for t in many}


def test_only_what_is_not_known_is_translated_and_all_come_in_order(cache):
    fake = FakeTranslator()
    translator = CachedTranslator(fake, cache)
    assert [t.text for t in translator.translate(["لا", "هنا", "لا"])] == ["la", "hna", "la"]
    assert [t.text for t in translator.translate(["هناك", "لا"])] == ["hnak", "la"]
    assert fake.asked == ["لا", "هنا", "هناك"]
    assert cache.tally() == (4, 1)


def test_the_name_and_decoding_of_the_translator_are_passed_on(cache):
    fake = FakeTranslator()
    fake.identity, fake.decoding = {"name": "n", "digest": "d"}, Decoding(beam_size=3)
    digest = pipeline.digest("قال الوزير.", translator=CachedTranslator(fake, cache), summarizer=FakeSummarizer())
    assert digest.models["translate"] == {"name": "n", "digest": "d"}
    assert digest.settings["beam_size"] == 3


@pytest.mark.parametrize("value", ["{", '{"new": 1}', "7", '{"text": "x", "score": 0, "flags": [3]}'])
def test_a_record_that_cannot_be_read_is_translated_again(cache, tmp_path, value):
    cache.put([FULL], asked=1, found=0)
    with sqlite3.connect(tmp_path / "cache" / NAME) as base:
        base.execute("UPDATE sentence SET translation = ?", (value,))
    base.close()
    assert CachedTranslator(FakeTranslator(), cache).translate(["قال"])[0].text == "qal"


def test_a_cache_that_breaks_on_the_way_costs_no_translation(cache):
    translator = CachedTranslator(FakeTranslator(), cache)
    cache.close()
    assert translator.translate(["لا"])[0].text == "la"


def test_a_file_that_is_no_cache_is_refused_and_stays_as_it_is(tmp_path):
    (tmp_path / NAME).write_text("my thesis " * 100)
    with pytest.raises(OutputError, match="--cache"):
        SentenceCache(tmp_path, {})
    assert (tmp_path / NAME).read_text().startswith("my thesis")


# --- mt batch --cache -------------------------------------------------------------------------------------


@pytest.fixture
def pages(tmp_path):
    """Twelve pages with one sentence in common."""
    path = tmp_path / "in.jsonl"
    texts = [
        f"وصل الوفد رقم {n} إلى المدينة صباح اليوم. وقال المتحدث إن المحادثات تستمر ثلاثة أيام." for n in range(12)
    ]
    path.write_text("\n".join(json.dumps({"text": text}) for text in texts))
    return path


def test_a_run_with_a_cache_writes_the_same_records_and_says_what_it_found(fakes, pages, tmp_path, capsys):
    assert main(["batch", str(pages), str(tmp_path / "plain"), "-q"]) == 0
    cached = ["--cache", str(tmp_path / "c")]
    assert main(["batch", str(pages), str(tmp_path / "first"), *cached]) == 0
    assert "0 of 13 sentences (0.0%)" in capsys.readouterr().err
    assert main(["batch", str(pages), str(tmp_path / "second"), *cached]) == 0
    assert "13 of 13 sentences (100.0%)" in capsys.readouterr().err
    assert fakes[-1].asked == []

    def said(folder):  # a cache has another class, and a fake has no other name
        return [record["digest"] | {"models": {}} for record in everything(tmp_path / folder)]

    assert said("plain") == said("first") == said("second")


def fake_engines(folder):
    return Engines(CachedTranslator(FakeTranslator(), SentenceCache(Path(folder), {})))


def test_processes_share_one_cache_while_they_write(tmp_path):
    SentenceCache(tmp_path, {}).close()
    text = "وصل الوفد رقم {} إلى المدينة صباح اليوم. وقال المتحدث إن المحادثات تستمر ثلاثة أيام."
    items = [Item(str(n), str(n), text.format(n % 50), 10) for n in range(200)]
    with Pool(partial(fake_engines, str(tmp_path)), 2) as pool:
        made = [r for _, records in pool.run(windows(items, Room(pages=5))) for r in records]
    assert [r["status"] for r in made] == ["ok"] * 200
    cache = SentenceCache(tmp_path, {})
    asked, found = cache.tally()
    cache.close()
    # Each window of five pages asks for six sentences, 51 are different; what both ask for at once is made twice.
    assert asked == 240
    assert 240 - 2 * 51 <= found <= 240 - 51


def test_a_killed_run_leaves_a_cache_that_the_next_one_uses(fakes, tmp_path):
    pages = tmp_path / "in.jsonl"
    texts = [f"وصل الوفد رقم {n} إلى المدينة صباح اليوم." for n in range(100)]
    pages.write_text("\n".join(json.dumps({"text": text}) for text in texts))
    cached = ["--cache", str(tmp_path / "c"), "-q"]
    assert killed("translate:3", "batch", pages, tmp_path / "killed", *cached) == -signal.SIGKILL
    # Two windows of 32 pages were done before the kill: another run finds their sentences.
    assert main(["batch", str(pages), str(tmp_path / "other"), *cached]) == 0
    assert fakes[-1].asked == texts[64:]
