"""Hostile and damaged documents: an input error with a reason, nothing read from elsewhere, no memory eaten."""

import io
import stat
import struct
import zipfile

import pytest

from mt.document import TranslatedParagraph
from mt.errors import InputError, UsageError
from mt.inline import unaligned
from mt.read import open_document, package, read_page
from mt.read.source import require
from mt.read.tree import parse_xml


def plain(texts) -> list[TranslatedParagraph]:
    """Translations of which only the words are known."""
    return [unaligned(text) for text in texts]


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
GOOD = f"<w:document {W}><w:body><w:p><w:r><w:t>خبر</w:t></w:r></w:p></w:body></w:document>"


def word(body: str | bytes = GOOD, **others: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", body)
        for name, text in others.items():
            archive.writestr(name, text)
    return out.getvalue()


def refused(data: bytes, reason: str, name: str = "x.docx") -> None:
    with pytest.raises(InputError, match=reason) as caught:
        open_document(data, name=name)
    assert str(caught.value).startswith(name)


def test_a_document_without_tricks_is_read():
    assert open_document(word(), name="x.docx").texts == ["خبر"]


def test_entities_that_multiply_are_refused():
    bomb = '<!DOCTYPE d [<!ENTITY a "خبرخبرخبر"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    refused(word(bomb + GOOD.replace("خبر", "&b;&b;&b;")), "entities")


def test_an_entity_that_names_a_file_is_refused_and_the_file_not_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("سر")
    attack = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + GOOD.replace("خبر", "خبر &x;")
    refused(word(attack), "entities")
    refused(word(attack.encode("utf-16")), "entities|damaged")


def test_an_external_document_type_is_not_fetched(tmp_path):
    dtd = tmp_path / "x.dtd"
    dtd.write_text('<!ENTITY x "سر">')
    root = parse_xml(f'<!DOCTYPE d SYSTEM "{dtd.as_uri()}"><d>خبر &x;</d>'.encode(), "x")
    assert "سر" not in "".join(root.itertext(with_tail=True))


def test_a_web_page_cannot_define_entities():
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>خبر &x;</p></body></html>'
    texts = open_document(page.encode(), name="x.html").texts
    assert not any("root:" in text for text in texts)


def test_a_file_that_unpacks_to_too_much_is_refused_by_its_own_figures(monkeypatch):
    monkeypatch.setattr(package, "MAX_UNPACKED", 1000)
    refused(word(**{"word/media/a.png": b"\0" * 2000}), "unpacks to more than 1,000 bytes")


def test_a_part_whose_header_lies_about_its_size_is_refused_all_the_same(monkeypatch):
    monkeypatch.setattr(package, "MAX_PART", 1000)
    data = bytearray(word(GOOD.replace("خبر", "خبر" * 1000)))
    real = zipfile.ZipFile(io.BytesIO(bytes(data))).getinfo("word/document.xml").file_size
    for place in range(len(data) - 4):
        if data[place : place + 4] == struct.pack("<I", real):
            data[place : place + 4] = struct.pack("<I", 900)
    refused(bytes(data), "unpacks to more than|damaged")


def test_a_document_of_too_many_files_is_refused(monkeypatch):
    monkeypatch.setattr(package, "MAX_ENTRIES", 3)
    refused(word(a="", b="", c=""), "4 files")


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil", "word/../../evil", "..\\evil", "C:/evil"])
def test_a_file_name_that_leads_out_of_the_document_is_refused(name):
    refused(word(**{name: "x"}), "outside the document")


def test_two_files_of_one_name_are_refused():
    with pytest.warns(UserWarning, match="Duplicate"):
        data = word(**{"word/document.xml": GOOD})
    refused(data, "two files of one name")


def test_a_locked_zip_is_refused():
    data = bytearray(word())
    data[6] |= 1  # the flag of the local header, and below that of the directory
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    refused(bytes(data), "password")


@pytest.mark.parametrize("name", ["x.docx", "x.odt", "x.epub"])
def test_a_file_cut_off_or_of_another_kind_is_refused(name):
    refused(word()[:60], "damaged", name)
    refused(b"Just text", "save it again from its program", name)


def test_a_damaged_part_is_refused():
    data = word()
    middle = data.index(b"word/document.xml") + 30
    refused(data[:middle] + b"\xff\xff\xff\xff" + data[middle + 4 :], "damaged")


def test_a_damaged_picture_is_refused_before_anything_is_translated():
    data = word(**{"word/media/a.png": bytes(range(256)) * 4})
    middle = data.index(b"word/media/a.png") + 60
    refused(data[:middle] + b"\xff\xff\xff\xff" + data[middle + 4 :], "damaged")


def test_an_absurdly_deep_part_is_refused():
    refused(word(f"<w:document {W}>" + "<w:p>" * 100_000 + "خبر" + "</w:p>" * 100_000 + "</w:document>"), "damaged")


def test_a_document_over_the_limit_is_refused(monkeypatch):
    from mt.read import formats

    monkeypatch.setattr(formats, "MAX_DOCUMENT_BYTES", 10)
    monkeypatch.setattr(formats, "MAX_BYTES", 10)
    refused(word(), "longer than 10 bytes")
    refused("<html><p>خبر</p></html>".encode(), "longer than 10 bytes", "x.html")
    with pytest.raises(InputError, match="longer than 10 bytes"):
        read_page(b"%PDF-1.7 and more", name="x.pdf")


def test_a_link_among_the_files_comes_out_as_no_link():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", GOOD)
        link = zipfile.ZipInfo("word/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    written = open_document(out.getvalue(), name="x.docx").rebuild(plain(["news"]))
    mode = zipfile.ZipFile(io.BytesIO(written)).getinfo("word/link").external_attr >> 16
    assert not stat.S_ISLNK(mode)


def test_a_library_that_is_missing_names_the_command_that_installs_it():
    with pytest.raises(UsageError, match=r'reading maps needs .*: pip install "mt-digest\[documents\]"'):
        require("no_such_library_anywhere", what="reading maps")
