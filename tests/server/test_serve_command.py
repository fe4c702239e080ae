import asyncio

import pytest

from mt.cli import build_parser, main

pytest.importorskip("fastapi_offline", reason="needs the server extra")
pytest.importorskip("uvicorn", reason="needs the server extra")

from mt.server.run import own_hosts


def test_it_listens_on_this_machine_alone_and_has_limits_unless_told_otherwise():
    args = build_parser().parse_args(["serve"])
    assert (args.host, args.port) == ("127.0.0.1", 8080)
    assert args.characters and args.timeout and args.running and args.waiting


def test_a_new_key_is_printed_and_can_be_read_back(tmp_path, capsys):
    from mt.server.keys import read_keys

    path = tmp_path / "keys"
    assert main(["serve", "--api-keys", str(path), "--new-key", "reader"]) == 0
    assert read_keys(path).name_of(capsys.readouterr().out.strip()) == "reader"


@pytest.mark.parametrize(
    "words", [["--new-key", "a"], ["--port", "70000"], ["--timeout", "0"], ["--max-characters", "0"]]
)
def test_what_cannot_be_meant_is_refused_before_anything_is_loaded(words, capsys):
    assert main(["serve", *words]) == 2
    assert "mt: error" in capsys.readouterr().err


def test_a_file_of_keys_that_is_missing_ends_it(tmp_path, capsys):
    assert main(["serve", "--api-keys", str(tmp_path / "none")]) == 3


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.0.0.2"])
def test_on_this_machine_alone_only_its_own_names_are_let_in(host):
    assert {"localhost", "127.0.0.1", "news.lan"} <= set(own_hosts(host, ["News.lan"]))


def test_on_a_network_any_name_is_let_in_unless_some_are_given():
    assert own_hosts("0.0.0.0", []) == ()
    assert "news.lan" in own_hosts("0.0.0.0", ["news.lan"])


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_page_is_beside_the_api_and_keeps_its_limits():
    pytest.importorskip("gradio")
    from starlette.testclient import TestClient

    from mt import page
    from mt.document import Page
    from mt.page.growing import Wish, grow
    from mt.server.app import build
    from mt.server.limits import Limits
    from mt.server.refusals import Refusal
    from mt.server.service import Service
    from mt.testing import FakeSummarizer, FakeTranslator

    service = Service(FakeTranslator(), FakeSummarizer(), limits=Limits(characters=40))
    desk = page.Desk(service)

    async def made():  # where no loop runs, Gradio makes some and never closes them
        return build(service, page=lambda server, _: page.mount(server, desk))

    with TestClient(asyncio.run(made())) as client:
        shown = client.get("/")
        assert shown.status_code == 200 and "gradio" in shown.text
        assert "connect-src 'self'" in shown.headers["content-security-policy"]
        assert client.get("/health").json() == {"status": "ok"}
        with pytest.raises(Refusal, match="limit of 40"):
            list(grow(desk, Wish(Page("text", "ل" * 41))))
        *_, last = grow(desk, Wish(Page("text", "قال الوزير إن الاجتماع تأجل.")))
        assert last.digest.paragraphs[0].translation == "qal alwzyr in alajtmaa tajl."
