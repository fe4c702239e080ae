import io
import sys

import pytest

from mt import progress
from mt.progress import Bar


class Screen(io.StringIO):
    """Standard error as a terminal."""

    encoding = "utf-8"

    def isatty(self):
        return True


def show_on_screen(monkeypatch):
    """Not a fixture: pytest puts its own stream in place between a fixture and its test."""
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    return screen


def test_a_bar_says_how_many_sentences_are_done_and_is_wiped_away(monkeypatch):
    screen = show_on_screen(monkeypatch)
    with Bar(wanted=True) as bar:
        bar._start()  # what the timer does after a second
        bar(3, 10)
        bar._bar.refresh()
        assert "sentence 3 of 10" in screen.getvalue()
        bar(10, 10)
        bar._bar.refresh()
        assert "summing up" in screen.getvalue()
    assert screen.getvalue().rstrip("\r").endswith("\x1b[2K")  # erase the line


def test_quick_work_shows_nothing(monkeypatch):
    screen = show_on_screen(monkeypatch)
    monkeypatch.setattr(progress, "_DELAY", 3600)
    with Bar(wanted=True) as bar:
        assert bar._timer.is_alive()
        bar(1, 2)
    assert screen.getvalue() == ""


def test_a_timer_that_fires_after_the_work_shows_nothing(monkeypatch):
    screen = show_on_screen(monkeypatch)
    with Bar(wanted=True) as bar:
        pass
    bar._start()
    assert screen.getvalue() == ""


@pytest.mark.parametrize("wanted", [True, False])
def test_no_timer_runs_without_a_terminal_or_without_a_wish(wanted, monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO() if wanted else Screen())
    assert Bar(wanted=wanted)._timer is None
