"""Downloads that break, crawl, lie or are not there."""

from dataclasses import replace

import pytest

from mt.errors import IntegrityError, ModelError
from mt.models import fetch, web


@pytest.mark.parametrize("fault", ["drop", "again", "slow"])
@pytest.mark.usefixtures("no_conversion")
def test_a_connection_that_breaks_or_crawls_is_taken_up_again(server, zip_entry, options, fault):
    server.faults["opus.zip"] = fault
    assert fetch.is_complete(fetch.fetch(zip_entry, options), options.store)


@pytest.mark.usefixtures("no_conversion")
def test_a_broken_download_goes_on_from_the_byte_it_had(server, zip_entry, options):
    server.faults["opus.zip"] = "drop"
    fetch.fetch(zip_entry, options)
    half = zip_entry.source.size // 2
    assert [line for line in server.log if "opus.zip" in line] == ["GET /opus.zip", f"GET /opus.zip bytes={half}-"]


def test_a_partial_file_of_an_earlier_run_is_continued(server, zip_entry, options, marian):
    target = options.store / "part.zip"
    target.parent.mkdir()
    target.write_bytes(marian[:1000])
    counted = []
    web.download(f"{server.endpoint}/opus.zip", zip_entry.source.files[0], target, progress=counted.append)
    assert target.read_bytes() == marian
    assert server.log == ["GET /opus.zip bytes=1000-"]
    assert (counted[0], sum(counted)) == (1000, len(marian))


def test_a_server_that_ignores_ranges_is_read_from_the_start(server, zip_entry, options, marian):
    server.faults["opus.zip"] = "ignore-range"
    target = options.store / "part.zip"
    target.parent.mkdir()
    target.write_bytes(b"x" * 1000)
    counted = []
    web.download(f"{server.endpoint}/opus.zip", zip_entry.source.files[0], target, progress=counted.append)
    assert target.read_bytes() == marian
    assert sum(counted) == len(marian)


def test_a_file_longer_than_the_lock_says_is_cut_and_refused(server, zip_entry, options, marian):
    server.files["opus.zip"] = b"x" + marian
    with pytest.raises(IntegrityError, match=r"sent opus\.zip"):
        fetch.fetch(zip_entry, options)
    assert not list(options.store.rglob("opus.zip"))


def test_a_connection_that_never_holds_ends_with_what_to_do(server, zip_entry, options):
    server.files["opus.zip"] = server.files["opus.zip"][:0]
    with pytest.raises(ModelError, match="the connection ended early: run the same command again"):
        fetch.fetch(zip_entry, options)


def test_an_archive_that_is_gone_is_said_at_once(server, zip_entry, options):
    del server.files["opus.zip"]
    with pytest.raises(ModelError, match="the server answered 404"):
        fetch.fetch(zip_entry, options)
    assert len(server.log) == 1


def test_a_server_that_is_not_there_is_said(zip_entry, options):
    with pytest.raises(ModelError, match=r"http://127\.0\.0\.1:9/opus\.zip.*run the same command again"):
        fetch.fetch(zip_entry, replace(options, mirror="http://127.0.0.1:9"))


def test_a_proxy_of_the_environment_is_used(server, monkeypatch):
    server.files["opus.zip"] = b"12345"
    monkeypatch.setenv("http_proxy", server.endpoint)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert web.size("http://nowhere.invalid/opus.zip") == 5


def test_only_web_addresses_are_opened(tmp_path):
    with pytest.raises(ModelError, match="only http and https"):
        web.size("file:///etc/passwd")
