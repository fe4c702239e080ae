"""What keeps memory flat through any number of pages: nothing that remembers texts grows with them."""

import functools
import gc

from batch_samples import BODY, items

import mt.batch.window
from mt.batch.window import Engines, records, windows
from mt.testing import FakeTranslator

MOST = 4096  # entries; words of a language come back so often that more is hardly ever asked for


def caches():
    found = [each for each in gc.get_objects() if type(each) is functools._lru_cache_wrapper]
    return {f"{each.__module__}.{each.__qualname__}": each for each in found if each.__module__.startswith("mt.")}


def made(first, count):
    pages = items(*(BODY.format(n) + f" كلمة{n} جديدة{n} للسيد اسم{n}" for n in range(first, first + count)))
    for window in windows(pages):
        records(window, Engines(FakeTranslator()))


def test_no_cache_of_words_holds_more_than_those_that_come_back():
    made(0, 2)
    sizes = {name: each.cache_parameters()["maxsize"] for name, each in caches().items()}
    assert sizes
    assert {name: size for name, size in sizes.items() if size is not None and size > MOST} == {}


def test_a_cache_without_bound_does_not_grow_with_the_pages():
    def unbounded():
        return {
            name: each.cache_info().currsize
            for name, each in caches().items()
            if each.cache_parameters()["maxsize"] is None
        }

    made(0, 40)
    before = unbounded()
    made(100, 40)
    assert {name: size for name, size in unbounded().items() if size > before.get(name, size)} == {}


def test_free_memory_is_handed_back_after_every_window(monkeypatch):
    handed = []
    monkeypatch.setattr(mt.batch.window, "trim", lambda: handed.append(True))
    for window in windows(items(*(BODY.format(n) for n in range(40)))):
        records(window, Engines(FakeTranslator()))
    assert len(handed) == 2  # of 32 pages and of 8
