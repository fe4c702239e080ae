import hashlib
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from fixtures_eval import ROOT, SHARED

from mt.errors import InputError, IntegrityError, UsageError
from mt.evaluation import sets
from mt.evaluation.fetch import fetch
from mt.evaluation.sets import find_card, list_cards, read_card, read_set, read_verified, split_lines

SOURCE, REFERENCE = "جملة أولى\nجملة ثانية\n".encode(), b"first\nsecond\n"


def write_card(folder, *, url="", source=SOURCE):
    folder.mkdir(parents=True, exist_ok=True)
    digests = [hashlib.sha256(data).hexdigest() for data in (source, REFERENCE)]
    (folder / "card.toml").write_text(
        'name = "tiny"\nversion = "1.0"\nkind = "translation"\nlicence = "MIT"\norigin = "here"\ntests = "all"\n'
        f'domain = "news"\nsegments = 2\n[files.source]\npath = "tiny.ar"\nsha256 = "{digests[0]}"\nurl = "{url}/ar"\n'
        f'[files.reference]\npath = "tiny.en"\nsha256 = "{digests[1]}"\nurl = "{url}/en"\n',
        encoding="utf-8",
    )
    return read_card(folder)


def put_data(folder):
    folder.mkdir(exist_ok=True)
    (folder / "tiny.ar").write_bytes(SOURCE)
    (folder / "tiny.en").write_bytes(REFERENCE)


@pytest.fixture
def server():
    """A web server on this machine that answers from a dict of paths."""
    answers = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            data = answers.get(self.path)
            self.send_response(200 if data is not None else 404)
            self.send_header("Content-Length", str(len(data or b"")))
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, *args):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_address[1]}", answers
        running.shutdown()
        thread.join()


@pytest.mark.parametrize("card", list_cards(), ids=lambda c: c.name)
def test_every_card_of_the_project_says_what_its_set_is(card):
    assert card.name == card.folder.name
    assert card.licence and card.origin and len(card.tests) > 20
    assert all(len(file.sha256) == 64 for file in card.files.values())


@pytest.mark.parametrize("name", ["challenge", "libya_benghazi"])
def test_our_own_sets_lie_beside_their_cards_unaltered(name):
    assert read_set(find_card(name)).segments


@pytest.mark.skipif(not SHARED.exists(), reason="public sets are not here")
def test_public_sets_read_from_a_folder_have_the_bytes_that_their_makers_published():
    for name, size in (("flores200-devtest", 1012), ("ntrex128", 1997), ("tatoeba-v2021-08-07", 10305)):
        assert len(read_set(find_card(name), sets_dirs=[SHARED / "eval_sets"]).segments) == size


def test_addresses_and_sums_of_public_sets_are_those_of_the_manifest():
    manifest = SHARED / "eval_sets" / "manifest.tsv"
    if not manifest.exists():
        pytest.skip("the manifest is not here")
    head, *rows = [line.split("\t") for line in manifest.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        facts = dict(zip(head, row, strict=True))
        card = find_card(facts["name"])
        assert card.segments == int(facts["segments"])
        for role in ("source", "reference"):
            assert card.files[role].sha256 == facts[f"{role}_sha256"]
            assert card.files[role].url.endswith(f"/{facts['repository']}/{facts['commit']}/{facts[role + '_path']}")


def test_one_altered_byte_is_refused(tmp_path):
    card = write_card(tmp_path / "tiny")
    put_data(tmp_path / "tiny")
    assert read_verified(card, "source") == SOURCE
    (tmp_path / "tiny" / "tiny.ar").write_bytes(SOURCE[:-1] + b" ")
    with pytest.raises(IntegrityError, match="sha256"):
        read_verified(card, "source")


def test_a_line_separator_inside_a_sentence_does_not_end_its_line():
    assert split_lines("a\u2028b\nc\n".encode()) == ["a\u2028b", "c"]


def test_fetched_files_get_their_name_only_with_the_right_sum(tmp_path, server):
    address, answers = server
    card = write_card(tmp_path / "cards" / "tiny", url=address)
    answers |= {"/ar": SOURCE, "/en": REFERENCE}
    fetch(card, tmp_path / "data")
    assert [s.reference for s in read_set(card, sets_dirs=[tmp_path / "data"]).segments] == ["first", "second"]


def test_other_bytes_from_the_server_leave_nothing_behind(tmp_path, server):
    address, answers = server
    card = write_card(tmp_path / "cards" / "tiny", url=address)
    answers |= {"/ar": SOURCE + b"x", "/en": REFERENCE}
    with pytest.raises(IntegrityError, match="nothing kept"):
        fetch(card, tmp_path / "data")
    assert list((tmp_path / "data").iterdir()) == []


def test_a_missing_page_is_an_input_error_that_names_the_address(tmp_path, server):
    card = write_card(tmp_path / "cards" / "tiny", url=server[0])
    with pytest.raises(InputError, match="404"):
        fetch(card, tmp_path / "data")


def test_a_set_that_is_here_is_not_fetched_again(tmp_path):
    card = write_card(tmp_path / "cards" / "tiny", url="http://127.0.0.1:1")
    put_data(tmp_path / "data")
    assert len(fetch(card, tmp_path / "data")) == 2


def test_only_https_addresses_are_fetched(tmp_path):
    card = write_card(tmp_path / "cards" / "tiny", url="file:///etc")
    with pytest.raises(UsageError, match="https"):
        fetch(card, tmp_path / "data")


def test_a_set_without_an_address_says_so(tmp_path):
    with pytest.raises(UsageError, match="no public address"):
        fetch(find_card("challenge"), tmp_path)


def test_an_unknown_set_is_refused_with_the_known_ones():
    with pytest.raises(UsageError, match="libya_benghazi"):
        find_card("no-such-set")


def test_a_card_that_miscounts_its_segments_is_refused(tmp_path):
    card = write_card(tmp_path / "tiny", source=b"a\nb\nc\n")
    put_data(tmp_path / "tiny")
    (tmp_path / "tiny" / "tiny.ar").write_bytes(b"a\nb\nc\n")
    with pytest.raises(InputError, match="3 source lines but 2"):
        read_set(card)


def test_keeping_only_some_segments_changes_the_signature(tmp_path):
    card = write_card(tmp_path / "tiny")
    put_data(tmp_path / "tiny")
    assert read_set(card, limit=1).signature == card.signature + "|first:1"
    assert read_set(card).signature == card.signature


def test_the_project_names_at_least_six_sets():
    assert len(list_cards(ROOT / "eval_sets")) >= 6
    assert {card.kind for card in list_cards()} <= set(sets.KINDS)
