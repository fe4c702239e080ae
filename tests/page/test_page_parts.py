import base64
import io
import json
from pathlib import Path

import pytest

import mt
from mt.document import Digest
from mt.errors import InputError, UsageError
from mt.page.api import _require_kinds
from mt.page.desk import Desk, Rights
from mt.page.forms import FORMS, parcel
from mt.page.models_tab import models_table
from mt.page.parts import problem, status
from mt.page.reading import glossary_of_file, page_of_address, page_of_file
from mt.page.scorecard import Lines, Measured, lines_of_file, measure_lines, scorecard
from mt.server.limits import Limits
from mt.server.refusals import Refusal

DIGEST = Digest("a/b c.txt", None, (), None, ())


def test_a_line_that_tells_of_a_problem_is_an_alert_and_escapes_it():
    line = problem("<script>")
    assert 'role="alert"' in line and "&lt;script&gt;" in line and "⚠" in line and "<script" not in line


def test_a_line_is_said_in_both_languages_so_that_the_page_can_turn_at_any_moment():
    line = status("done", count=3)
    assert '<span lang="en" dir="ltr">Done: 3 sentences.</span>' in line
    assert '<span lang="ar" dir="rtl">تم: عدد الجمل 3.</span>' in line
    assert "ليس فيه إلا فراغات" in problem("a.txt: holds only white space; give a text with at least one sentence")


def test_an_uploaded_file_is_read_by_its_format_and_deleted(tmp_path):
    path = tmp_path / "page.html"
    path.write_text("<!doctype html><title>x</title><p>قال الوزير إن الاجتماع تأجل.</p>", encoding="utf-8")
    page = page_of_file(path)
    assert (page.name, path.exists()) == ("page.html", False)
    assert "قال الوزير" in page.text and "<p>" not in page.text


def test_an_uploaded_glossary_is_read_and_deleted_and_its_error_names_no_folder(tmp_path):
    good, bad = tmp_path / "good.tsv", tmp_path / "bad.tsv"
    good.write_text("سرت\tSirte\n", encoding="utf-8")
    bad.write_text("Sirte\tSirte\n", encoding="utf-8")
    assert glossary_of_file(good).name == "good.tsv"
    with pytest.raises(InputError) as caught:
        glossary_of_file(bad)
    assert "bad.tsv" in str(caught.value) and str(tmp_path) not in str(caught.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("address", ["page.txt", "file:///etc/passwd", "http://127.0.0.1:1/", "http://[::1]/"])
def test_an_address_that_is_none_or_leads_to_this_machine_is_not_fetched(address):
    with pytest.raises(InputError):
        page_of_address(address)


@pytest.mark.parametrize("form", FORMS)
def test_a_saved_file_has_a_name_that_fits_everywhere_and_the_whole_content(form):
    packed = parcel(DIGEST, form, "en")
    assert packed["name"] == f"b-c.en.{form}"
    data = base64.b64decode(packed["data"])
    if form == "docx":
        docx = pytest.importorskip("docx", reason="needs the docx extra")
        text = "\n".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)
    else:
        text = data.decode()
    assert ("a/b c.txt" in text) and (form != "json" or json.loads(text)["name"] == DIGEST.name)


def test_a_server_tells_a_visitor_nothing_about_an_unknown_error_and_keeps_its_limits(caplog):
    pytest.importorskip("prometheus_client", reason="needs the server extra")
    from mt.server.service import Service
    from mt.testing import FakeSummarizer, FakeTranslator

    service = Service(FakeTranslator(), FakeSummarizer(), limits=Limits(characters=10))
    desk = Desk(service)
    try:
        assert "/secret" not in desk.explain(RuntimeError("/secret/path"))
        [line] = [json.loads(record.message) for record in caplog.records]
        assert line == {"request": "page", "error": "RuntimeError", "cause": None, "where": []}
        with pytest.raises(Refusal, match="limit of 10"):
            desk.start(lambda ticket: None, texts=["ل" * 11])
        assert desk.translator() is service.translator
    finally:
        service.close()


@pytest.mark.parametrize(
    ("name", "value"), [("text", {"a": 1}), ("model", 7), ("beam", "x"), ("keep_furniture", "no"), ("length", None)]
)
def test_what_a_program_gives_in_another_type_is_refused_by_its_name(name, value):
    right = {"text": "", "model": "", "beam": 0, "keep_furniture": False, "length": "brief"}
    _require_kinds(right)
    with pytest.raises(UsageError, match=f"^{name} must be of the type"):
        _require_kinds({**right, name: value})


def test_a_server_counts_the_work_of_a_visitor_by_the_address(monkeypatch):
    pytest.importorskip("limits", reason="needs the server extra")
    from mt.server.service import Service
    from mt.testing import FakeSummarizer, FakeTranslator

    service = Service(FakeTranslator(), FakeSummarizer(), limits=Limits(rate=2))
    try:
        for address, served in (("10.0.0.1", 2), ("10.0.0.2", 1), ("10.0.0.1", 0)):
            monkeypatch.setattr("mt.page.desk.address", lambda address=address: address)
            for _ in range(served):
                Desk(service).start(lambda ticket: None).future.result()
        with pytest.raises(Refusal, match="too many requests"):
            Desk(service).start(lambda ticket: None)
    finally:
        service.close()


def test_at_home_an_error_of_ours_is_told_and_any_other_comes_up():
    assert Desk().explain(InputError("no text")) == "no text"
    with pytest.raises(ZeroDivisionError):
        Desk().explain(ZeroDivisionError())


def test_the_embedded_models_are_offered_default_first_and_listed_with_size_and_licence():
    desk = Desk(rights=Rights())
    assert desk.models("translate")[0] == next(iter(desk.models("translate")))
    table = models_table(desk, "en")
    for role in ("translate", "summarize"):
        assert desk.models(role)[0] in table
    assert "part of this package" in table and "\u00a0MB" in table and "MIT" in table
    card = Path(mt.__file__).parent / "embedded" / desk.models("translate")[0] / "README.md"
    [row] = [line for line in card.read_text(encoding="utf-8").split("\n") if line.startswith("| ntrex128 | BLEU |")]
    assert f"BLEU {row.split('|')[3].strip()} on ntrex128" in table
    assert 'dir="rtl"' in models_table(desk, "ar")


def test_uploaded_lines_get_the_scores_that_sacrebleu_gives(tmp_path):
    sacrebleu = pytest.importorskip("sacrebleu", reason="needs the eval extra")
    ours = ["The minister arrived yesterday in the capital.", "He left at noon after two talks.", "No comment came."]
    theirs = [
        "The minister came yesterday to the capital.",
        "He left at noon after the talks.",
        "There was no comment.",
    ]
    read = []
    for name, lines in (("hyp.txt", ours), ("ref.txt", theirs)):
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        read.append(lines_of_file(tmp_path / name))
    assert not list(tmp_path.iterdir())  # what was read is deleted
    measured = measure_lines(*read)
    values = {score.metric: score.value for score in measured.scores}
    assert values["bleu"] == pytest.approx(sacrebleu.corpus_bleu(ours, [theirs]).score)
    assert values["chrf"] == pytest.approx(sacrebleu.corpus_chrf(ours, [theirs]).score)
    card = scorecard(measured)
    assert card.index("No comment came.") < card.index("The minister arrived")
    assert "<svg" in card and "95 %" in card


def test_files_of_different_lengths_are_refused():
    pytest.importorskip("sacrebleu", reason="needs the eval extra")
    with pytest.raises(InputError, match="2 hypotheses but 1 references"):
        measure_lines(Lines("hyp.txt", ("one", "two")), Lines("ref.txt", ("one",)))


def test_an_uploaded_file_of_lines_that_is_no_text_is_refused_by_its_name_alone(tmp_path):
    path = tmp_path / "hyp.txt"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match=r"^hyp\.txt: is no UTF-8 text"):
        lines_of_file(path)
    with pytest.raises(InputError, match=r"^hyp\.txt: the upload is no longer there"):
        lines_of_file(path)


def test_a_scorecard_has_columns_for_sources_and_faults_only_where_there_are_any():
    pytest.importorskip("sacrebleu", reason="needs the eval extra")
    ours, theirs = Lines("hyp.txt", ("One cat.", "Two dogs left.")), Lines("ref.txt", ("One cat.", "Two dogs went."))
    plain = scorecard(measure_lines(ours, theirs))
    assert "faults" not in plain and ">Arabic<" not in plain
    full = scorecard(measure_lines(ours, theirs, Lines("src.txt", ("قطة واحدة", "رحل كلبان و٣٥ قطة"))))
    assert "faults" in full and ">Arabic<" in full and "رحل كلبان" in full


def test_a_name_of_markup_is_shown_as_text():
    assert "&lt;b&gt;" in scorecard(Measured("<b>", (), ()))
