import signal
import sys
import threading

import pytest

from mt.stop import TERMINATED, stoppable, unwinding

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def test_afterwards_everything_is_as_before():
    threads = threading.active_count()
    with stoppable():
        assert threading.active_count() == threads + 1
    assert threading.active_count() == threads
    assert signal.set_wakeup_fd(-1) == -1


def test_an_interrupt_that_python_hears_ends_the_ordinary_way():
    cleaned = []
    with pytest.raises(KeyboardInterrupt), stoppable(lambda: cleaned.append(1)):
        signal.raise_signal(signal.SIGINT)
    assert cleaned == []


def test_in_another_thread_it_does_nothing():
    seen = []

    def work():
        with stoppable():
            seen.append(threading.active_count())

    before = threading.active_count()
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [before + 1]  # the thread itself and no watcher


def test_told_to_end_a_process_leaves_its_blocks_in_order():
    before, left = signal.getsignal(signal.SIGTERM), []
    with pytest.raises(SystemExit) as ended, unwinding():
        try:
            signal.raise_signal(signal.SIGTERM)
        finally:
            left.append(1)
    assert (ended.value.code, left) == (TERMINATED, [1])
    assert signal.getsignal(signal.SIGTERM) is before
