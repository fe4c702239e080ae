"""Bytes to pages: encodings told apart, and everything else refused with advice."""

import os
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt.errors import InputError
from mt.read import MAX_BYTES, decode, from_text, read_path

NEWS = (
    "أعلنت وزارة الصحة، اليوم الأحد، تسجيل ثلاث إصابات جديدة في العاصمة.\n"
    "وقال الوزير إن الوضع تحت السيطرة؟ لا أحد يعلم."
)
SHARED = Path(__file__).parents[1].parent / "shared" / "eval_sets" / "news-dev.ar"


@pytest.mark.parametrize(
    ("codec", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32-le"),
        ("windows-1256", "cp1256"),
        ("iso-8859-6", "iso8859_6"),
    ],
)
def test_arabic_news_is_read_in_every_encoding(codec: str, named: str):
    page = decode(NEWS.encode(codec), name="page.txt")
    assert page.text == NEWS
    assert page.encoding == named
    assert page.name == "page.txt"


@pytest.mark.parametrize("codec", ["windows-1256", "iso-8859-6"])
@pytest.mark.parametrize("headline", ["خبر عاجل من دمشق", "مقتل جنديين في سيناء", "قمة عربية في القاهرة اليوم"])
def test_a_headline_of_a_few_words_is_enough_to_tell_the_8_bit_encodings_apart(codec: str, headline: str):
    assert decode(headline.encode(codec), name="x").text == headline


def test_windows_1256_with_curly_quotes_and_vowel_marks_is_read():
    text = "قالَ الوَزيرُ: “نَعَم” – وغادر…"
    assert decode(text.encode("windows-1256"), name="x").text == text


def test_no_line_of_real_news_is_read_in_the_wrong_8_bit_encoding():
    if not SHARED.is_file():
        pytest.skip("the shared evaluation sets are not beside this checkout")
    for line in SHARED.read_text(encoding="utf-8").splitlines():
        for codec in ("windows-1256", "iso-8859-6"):
            data = line.encode(codec, "ignore")
            assert decode(data, name="x").text == data.decode(codec)


def test_line_ends_of_all_systems_become_one():
    assert decode("ا\r\nب\rج\nد\u2028ه\x0cو".encode(), name="x").text == "ا\nب\nج\nد\nه\nو"
    assert from_text("ا\r\nب").text == "ا\nب"


def test_english_ascii_is_utf_8():
    assert decode(b"plain text", name="x").encoding == "utf-8"


def test_a_damaged_byte_in_a_long_utf_8_file_becomes_a_replacement_mark():
    data = (NEWS * 5).encode()
    # Breaks one letter: its second byte is gone.
    page = decode(data[:1] + data[2:], name="x")
    assert page.encoding == "utf-8"
    assert page.text == "\ufffd" + (NEWS * 5)[1:]


def test_a_download_cut_inside_a_letter_loses_that_letter_only():
    data = "خبر عاجل".encode()
    assert decode(data[:-1], name="x").text == "خبر عاج"


def test_a_few_windows_1256_words_in_an_english_page_are_not_lost():
    text = "The paper is called القدس العربي " + "and it is published in London. " * 60
    assert decode(text.encode("windows-1256"), name="x").text == text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b" \n\t \r\n", "only white space"),
        ("\u200f \u00a0\n".encode(), "only white space"),
        (b"%PDF-1.7\n...", "PDF file.*pdftotext"),
        (b"PK\x03\x04rest", "docx.*plain text"),
        (b"\x89PNG\r\n\x1a\n", "PNG picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG picture"),
        (b"\x1f\x8b\x08rest", "gzip file, not text; unpack"),
        (b"<!DOCTYPE html>\n<html><body>", "HTML page.*text of the article"),
        (b"abc\x00def\x00\x00\x01", "binary data"),
        (bytes(range(1, 9)) * 20, "binary data"),
        ("Le président a déclaré l'été".encode("cp1252"), "save it as UTF-8"),
        ("Президент заявил, что война закончилась".encode("cp1251"), "save it as UTF-8"),
    ],
)
def test_what_is_no_arabic_text_is_refused_with_its_name_and_advice(data: bytes, message: str):
    with pytest.raises(InputError, match=rf"^odd\.bin: .*{message}"):
        decode(data, name="odd.bin")


def test_random_bytes_are_refused():
    with pytest.raises(InputError):
        decode(random.Random(1).randbytes(5000), name="x")


def test_a_text_over_the_limit_is_refused_and_one_at_the_limit_is_not():
    assert decode(b"abcd", name="x", max_bytes=4).text == "abcd"
    with pytest.raises(InputError, match="longer than 3 bytes"):
        decode(b"abcd", name="x", max_bytes=3)
    assert MAX_BYTES == 20_000_000


def test_a_lone_surrogate_and_a_nul_become_replacement_marks():
    assert from_text("ا\ud800ب\0").text == "ا\ufffdب\ufffd"


def test_a_blank_text_is_refused():
    with pytest.raises(InputError, match=r"^pasted: is empty"):
        from_text("", name="pasted")


def test_a_file_is_read_under_its_own_name(tmp_path: Path):
    path = tmp_path / "خبر.txt"
    path.write_bytes(NEWS.encode("windows-1256"))
    page = read_path(path)
    assert (page.name, page.text, page.encoding) == (str(path), NEWS, "cp1256")


def test_a_missing_file_a_folder_and_an_over_long_file_are_refused(tmp_path: Path):
    with pytest.raises(InputError, match=r"none\.txt: no such file"):
        read_path(tmp_path / "none.txt")
    with pytest.raises(InputError, match="is a folder"):
        read_path(tmp_path)
    long = tmp_path / "long.txt"
    long.write_bytes(b"a" * 11)
    with pytest.raises(InputError, match="longer than 10 bytes"):
        read_path(long, max_bytes=10)


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path):
    path = tmp_path / "secret.txt"
    path.write_bytes(b"text")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read every file")
    with pytest.raises(InputError, match="may not be read"):
        read_path(path)


@given(st.binary(max_size=200))
def test_any_bytes_give_a_clean_page_or_an_input_error(data: bytes):
    try:
        page = decode(data, name="x")
    except InputError:
        return
    assert page.text.strip()
    assert "\r" not in page.text
    assert "\0" not in page.text
    assert not page.text.startswith("\ufeff")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc",)), min_size=1))
def test_valid_utf_8_is_read_as_it_stands(text: str):
    try:
        page = decode(("خبر " + text).encode(), name="x")
    except InputError:
        return
    assert page.text == ("خبر " + text).replace("\u2028", "\n").replace("\u2029", "\n")
