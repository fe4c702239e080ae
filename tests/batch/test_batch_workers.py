import os
import signal
import threading
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from batch_samples import BODY, items, small_windows

from mt.batch.window import Engines, Room, windows
from mt.batch.workers import Pool, here
from mt.errors import ModelError
from mt.testing import FakeTranslator


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


def engines_that_say_what_they_hear():
    raise ModelError(str(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())))


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="needs POSIX signals")
def test_ctrl_c_is_kept_from_a_process_from_its_first_moment_and_not_from_this_one():
    with Pool(engines_that_say_what_they_hear, 1) as pool, pytest.raises(ModelError, match="True"):
        list(pool.run(small_windows()))
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


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


def test_in_one_process_a_window_is_read_ahead_and_each_given_out_before_the_next_is_translated():
    reading, translated = [], []

    class Watching(FakeTranslator):
        def translate(self, texts, *, progress=None):
            translated.append(texts)
            return super().translate(texts, progress=progress)

    def counted():
        for window in windows(items(*(BODY.format(n) for n in range(9))), Room(pages=1)):
            reading.append(window)
            yield window

    seen = [(len(reading), len(translated)) for _ in here(counted(), Engines(Watching()))]
    assert seen == [(min(n + 2, 9), n + 1) for n in range(9)]


def test_in_one_process_what_is_left_half_read_leaves_no_thread_behind():
    before = threading.active_count()
    made = here(small_windows(), fake_engines())
    next(made)
    made.close()
    assert threading.active_count() == before


def test_a_page_that_kills_its_process_is_recorded_and_costs_no_other_page():
    with Pool(deadly_engines, 2) as pool:
        made = [record for _, records in pool.run(small_windows()) for record in records]
    assert [r["place"] for r in made] == [f"{n}.txt" for n in range(10)]
    assert [r["place"] for r in made if r["status"] == "failed"] == ["5.txt"]
    assert "died" in made[5]["error"]["message"]


def once_deadly_engines(marker):
    class Deadly(FakeTranslator):
        def translate(self, texts, *, progress=None):
            if not Path(marker).exists() and any("رقم 5" in text for text in texts):
                Path(marker).touch()
                os._exit(9)
            return [replace(found, score=-float(len(texts))) for found in super().translate(texts, progress=progress)]

    return Engines(Deadly())


def test_a_process_that_is_killed_changes_no_record(tmp_path):
    # Scores tell how many sentences a page was translated with: its company must be the same again.
    with Pool(partial(once_deadly_engines, str(tmp_path / "died")), 2) as pool:
        made = list(pool.run(small_windows()))
    assert (tmp_path / "died").exists()
    assert made == list(here(small_windows(), once_deadly_engines(tmp_path / "died")))


def test_engines_that_cannot_be_loaded_end_the_run():
    with Pool(no_engines, 2) as pool, pytest.raises(ModelError, match="no model"):
        list(pool.run(small_windows()))
