"""The parts below the calls: admission, batches, keys, markup, the shelf of files."""

import asyncio
import stat
import threading

import pytest

from mt.errors import InputError, UsageError
from mt.server.batching import Batcher
from mt.server.gate import Gate, Ticket
from mt.server.keys import add_key, read_keys
from mt.server.limits import Limits
from mt.server.markup import pieces
from mt.server.refusals import Refusal, Stopped
from mt.server.shelf import Shelf
from mt.server.texts import translate_texts
from mt.testing import FakeTranslator


class Held(FakeTranslator):
    """Holds its first batch until ``go``; ``batches`` has what it was given together."""

    def __init__(self, poison=None):
        super().__init__()
        self.batches, self.poison = [], poison
        self.begun, self.go = threading.Event(), threading.Event()

    def translate(self, texts, *, progress=None):
        self.batches.append(list(texts))
        self.begun.set()
        assert self.go.wait(30)
        if self.poison in texts:
            raise ValueError("poison")
        return super().translate(texts, progress=progress)


@pytest.fixture
def batching():
    made = []

    def make(*args, **options):
        made.append(Batcher(*args, **options))
        return made[-1]

    yield make
    for batcher in made:
        batcher.close()


def ask_together(batcher, held, first, *others):
    """The answers to ``first``, and to ``others`` that gather while it is held."""
    answers = {}

    def ask(name, texts):
        try:
            answers[name] = [t.text for t in batcher.translate(texts)]
        except ValueError as error:
            answers[name] = str(error)

    threads = [threading.Thread(target=ask, args=(0, first))]
    threads[0].start()
    assert held.begun.wait(30)
    for n, texts in enumerate(others, 1):
        threads.append(threading.Thread(target=ask, args=(n, texts)))
        threads[-1].start()
        while len(batcher._orders) < n:
            threading.Event().wait(0.001)
    held.go.set()
    for thread in threads:
        thread.join()
    return answers


def test_what_waits_together_is_translated_together_and_nothing_is_mixed_up(batching):
    held = Held()
    answers = ask_together(batching(held), held, ["لا"], ["هنا", "هناك"], ["هنا"], ["نعم"])
    assert held.batches == [["لا"], ["هنا", "هناك", "هنا", "نعم"]]
    assert answers == {0: ["la"], 1: ["hna", "hnak"], 2: ["hna"], 3: ["nam"]}


def test_a_long_request_leaves_room_for_the_short_ones_behind_it(batching):
    held = Held()
    answers = ask_together(batching(held, characters=12), held, ["لا"], ["هنا"] * 50, ["نعم"])
    assert any("نعم" in batch for batch in held.batches[1:3])
    assert answers == {0: ["la"], 1: ["hna"] * 50, 2: ["nam"]}


def test_one_callers_text_cannot_fail_anothers_request(batching):
    held = Held(poison="هناك")
    answers = ask_together(batching(held), held, ["لا"], ["هناك"], ["هنا"])
    assert answers == {0: ["la"], 1: "poison", 2: ["hna"]}


def test_a_caller_that_no_longer_waits_is_taken_out_of_the_line(batching):
    held, ticket = Held(), Ticket(60)
    batcher = batching(held, characters=1)
    ended = threading.Event()

    def ask():
        with pytest.raises(Stopped):
            batcher.translate(["لا", "هنا", "هناك"], progress=ticket)
        ended.set()

    threading.Thread(target=ask).start()
    assert held.begun.wait(30)
    ticket.stop()
    assert ended.wait(30)
    held.go.set()
    assert batcher.translate(["نعم"])[0].text == "nam"
    assert ["هناك"] not in held.batches


def test_batches_that_end_out_of_order_are_put_in_order(batching):
    second = threading.Event()

    class Crossing(FakeTranslator):
        def translate(self, texts, *, progress=None):
            if texts == ["لا"]:
                assert second.wait(30)
            elif texts == ["هنا"]:
                second.set()
            return super().translate(texts, progress=progress)

    heard = []
    batcher = batching(Crossing(), characters=1, workers=2)
    done = batcher.translate(["لا", "هنا", "هناك"], progress=lambda count, total: heard.append((count, total)))
    assert [t.text for t in done] == ["la", "hna", "hnak"]
    assert heard[-1] == (3, 3)


def test_no_text_gives_no_translation(batching):
    assert batching(FakeTranslator()).translate([]) == []


def test_the_gate_lets_in_no_more_than_its_places():
    gate, go = Gate(running=1, waiting=1, seconds=60), threading.Event()
    jobs = [gate.start(lambda _: go.wait(30)) for _ in range(2)]
    with pytest.raises(Refusal) as refused:
        gate.start(lambda _: None)
    assert refused.value.status == 503 and refused.value.retry_after >= 1
    go.set()
    assert [job.future.result(30) for job in jobs] == [True, True]
    gate.close()
    assert gate.admitted == 0


def test_work_whose_client_is_gone_is_told_so():
    async def gone():
        return True

    async def run():
        gate, stopped = Gate(running=1, waiting=0, seconds=60), threading.Event()

        def work(ticket):
            while True:
                try:
                    ticket.check()
                except Stopped:
                    stopped.set()
                    raise

        with pytest.raises(Stopped):
            await gate.run(work, gone=gone)
        assert stopped.wait(30)
        gate.close()

    asyncio.run(run())


def test_a_key_is_shown_once_and_only_its_digest_is_kept(tmp_path):
    path = tmp_path / "keys"
    first, second = add_key(path, "reader"), add_key(path, "robot")
    assert first not in path.read_text() and stat.S_IMODE(path.stat().st_mode) == 0o600
    keys = read_keys(path)
    assert (keys.name_of(first), keys.name_of(second), keys.name_of("other")) == ("reader", "robot", None)


@pytest.mark.parametrize("text", ["", "# only a remark\n", "reader secret\n", "a b c\n"])
def test_a_file_without_good_keys_is_refused(tmp_path, text):
    path = tmp_path / "keys"
    path.write_text(text)
    with pytest.raises(InputError):
        read_keys(path)


@pytest.mark.parametrize("limits", [{"characters": 0}, {"seconds": 0}, {"seconds": float("inf")}, {"waiting": -1}])
def test_limits_that_leave_no_room_are_refused(limits):
    with pytest.raises(UsageError):
        Limits(**limits)


def test_only_where_documents_come_in_may_a_request_be_as_long_as_one():
    limits = Limits(characters=1_000, file_bytes=5_000_000)
    longest = {path: limits.bytes_of(path) for path in ("/translate", "/translate_file", "/gradio_api/upload")}
    assert longest["/translate"] < 100_000
    assert longest["/translate_file"] == longest["/gradio_api/upload"] > 5_000_000


@pytest.mark.parametrize(
    "html",
    [
        "plain لا",
        "<p>لا",
        "<p class='a>b'>لا</p>",
        '<a title="x>y" href=z>لا</a>',
        "<!-- <b>لا --><i>هنا</i>",
        "2 < 3 > 1 لا",
        "<style>b{}</style><pre>لا</pre>",
        '<p translate="no">لا <b>هنا</b></p> نعم',
        "<p translate=no>a<p translate=no>b</p></p>لا",
        "<br>لا<br/>هنا<IMG src=a>",
        "<script>if (a</b>/.test('</p>')) {}</script>لا",
        "<unfinished لا",
        "<!doctype html><title>لا</title>",
        "<p title=don't>لا</p><p>هنا</p>",
    ],
)
def test_the_pieces_of_html_are_the_html(html):
    assert "".join(piece.text for piece in pieces(html)) == html


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("<p class='a>b'>لا</p>", ["لا"]),
        ('<p translate="no">لا <b>هنا</b></p> نعم', [" نعم"]),
        ("<p translate=no>a<p translate=no>b</p></p>لا", ["لا"]),
        ("<script>if (a</b>/.test('</p>')) {}</script>لا", ["لا"]),
        ("<style>b{}</style><pre>لا</pre>&lt;هنا&gt;", ["<هنا>"]),
        ("<p title=don't>لا</p><p>هنا</p>", ["لا", "هنا"]),
        ("2 < 3 لا", ["2 < 3 لا"]),
        ("<unfinished لا", []),
    ],
)
def test_only_visible_text_is_for_translation(html, texts):
    assert [piece.text for piece in pieces(html) if piece.translatable] == texts


@pytest.mark.parametrize("unit", ["<a", "<", "<!--", '<a b="', "<script>", "&", "<p translate=no>"])
def test_hostile_html_is_cut_without_loss(unit):
    html = unit * 20_000
    assert "".join(piece.text for piece in pieces(html)) == html


def test_a_text_of_several_lines_keeps_them():
    texts = ["أ\r\n\tب ", "\n\n", ""]
    assert translate_texts(texts, translator=FakeTranslator()) == ["a\r\n\tb ", "\n\n", ""]


def test_files_are_kept_until_there_is_no_room_or_time():
    shelf = Shelf(size=10)
    first, second = shelf.put(b"12345678", ".txt"), shelf.put(b"123", ".txt")
    assert (shelf.take(first), shelf.take(second), shelf.take("")) == (None, b"123", None)
    brief = Shelf(seconds=-1)
    assert brief.take(brief.put(b"a", ".txt")) is None
