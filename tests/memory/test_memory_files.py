"""Translation memories as tools write them, and as we do."""

import hashlib
from xml.etree import ElementTree

import pytest

from mt.document import Flag, Translation
from mt.errors import InputError
from mt.memory import read_memory, to_tmx

TMX = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en"
 srclang="en" datatype="plaintext"/><body>
<tu><tuv xml:lang="EN-US"><seg>The first</seg></tuv><tuv xml:lang="ar-LY"><seg>الأول</seg></tuv></tu>
<tu><tuv xml:lang="ar"><seg>الثاني <bpt i="1">&lt;b&gt;</bpt>هنا<ept i="1">&lt;/b&gt;</ept> <hi>نعم</hi></seg></tuv>
 <tuv xml:lang="en"><seg>The second <ph>{1}</ph>here &amp; now</seg></tuv></tu>
<tu><tuv lang="ar"><seg>الثالث</seg></tuv><tuv lang="en"><seg>The third</seg></tuv></tu>
<tu><tuv xml:lang="ar"><seg>الرابع</seg></tuv><tuv xml:lang="fr"><seg>Le quatrième</seg></tuv></tu>
<tu><tuv xml:lang="ar"><seg>الأول</seg></tuv><tuv xml:lang="en"><seg>The very first</seg></tuv></tu>
</body></tmx>"""


@pytest.fixture
def read(tmp_path):
    def read(content, name="ours.tmx"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_memory(path)

    return read


def refused(read, content, reason, name="ours.tmx"):
    with pytest.raises(InputError, match=reason) as caught:
        read(content, name)
    assert name in str(caught.value)


def test_a_tmx_gives_the_pairs_of_arabic_and_english_without_codes(read):
    memory = read(TMX)
    assert len(memory) == 3
    assert memory.exact("الثاني هنا نعم") == "The second here & now"
    assert memory.exact("الثالث") == "The third"
    assert memory.exact("الرابع") is None


def test_the_last_translation_of_a_sentence_counts(read):
    assert read(TMX).exact("الأول") == "The very first"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_tmx_may_be_in_any_encoding_of_unicode(read, encoding):
    assert len(read(TMX.replace("UTF-8", "UTF-16" if "16" in encoding else "UTF-8").encode(encoding))) == 3


def test_a_table_gives_its_first_two_columns(read):
    memory = read('source\ttarget\nنعم\tYes\t2024\n\nقال: "لا"\tHe said "no"\n', "ours.tsv")
    assert (memory.exact("نعم"), memory.exact('قال: "لا"')) == ("Yes", 'He said "no"')


def test_a_memory_has_its_files_name_and_digest(read):
    memory = read("نعم\tYes\n", "ours.tsv")
    assert (memory.name, memory.digest) == ("ours.tsv", hashlib.sha256("نعم\tYes\n".encode()).hexdigest())


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        ("<tmx><body><tu>", "ours.tmx", "no well-formed XML"),
        ("", "ours.tmx", "no well-formed XML"),
        ("<tmx><body/></tmx>", "ours.tmx", "holds no sentence in Arabic"),
        ('<!DOCTYPE t [<!ENTITY a "x">]><tmx>&a;</tmx>', "ours.tmx", "defines XML entities"),
        ('<!DOCTYPE t [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]><tmx/>', "ours.tmx", "defines XML entities"),
        ('<?xml version="1.0" encoding="klingon"?><tmx/>', "ours.tmx", "no well-formed XML"),
        ("", "ours.tsv", "holds no sentence in Arabic"),
        ("نعم\tYes\nلا\n", "ours.tsv", "line 2: needs Arabic, a tab, and English"),
        ("نعم\tYes\nNo\tلا\n", "ours.tsv", "line 2: needs Arabic, a tab, and English"),
        ("نعم\tYes\n".encode("windows-1256"), "ours.tsv", "no text in UTF-8"),
        ("نعم\tYes\n", "ours.docx", "a translation memory is a .tmx or .tsv file"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(read, content, name, reason):
    refused(read, content, reason, name)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    for name in ("no.tmx", "no.tsv"):
        with pytest.raises(InputError, match="cannot be read"):
            read_memory(tmp_path / name)


def test_what_is_written_is_read_back(read):
    made = [
        Translation('قال: <نعم> & "لا"', 'He said <yes> & "no"', -0.1),
        Translation("سرت\u200f\x00", "Sirte", -0.9, (Flag("low-confidence", "the model was unsure & so on"),)),
        Translation("سرت\u200f\x00", "Sirte", -0.9),
        Translation("2016", "2016", 0.0, origin="copied"),
        Translation("فارغ", "", 0.0),
    ]
    tmx = to_tmx(made)
    memory = read(tmx)
    assert len(memory) == 2
    assert memory.exact('قال: <نعم> & "لا"') == 'He said <yes> & "no"'
    assert memory.exact("سرت") == "Sirte"


def test_what_is_written_is_tmx_1_4_with_languages_and_doubts():
    flag = Flag("low-confidence", "the model was unsure")
    root = ElementTree.fromstring(to_tmx([Translation("نعم", "Yes", -0.9, (flag,))]).encode())
    header = root.find("header")
    required = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}
    assert (root.tag, root.get("version")) == ("tmx", "1.4")
    assert required == set(header.attrib)
    unit = root.find("body/tu")
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    assert [(v.get(language), v.findtext("seg")) for v in unit.iter("tuv")] == [("ar", "نعم"), ("en", "Yes")]
    assert unit.findtext("note") == "the model was unsure"


def test_a_tmx_of_many_units_is_read_unit_by_unit(tmp_path):
    from itertools import islice

    from mt.read.stream import elements

    path = tmp_path / "large.tmx"
    unit = '<tu><tuv xml:lang="ar"><seg>نعم</seg></tuv><tuv xml:lang="en"><seg>Yes</seg></tuv></tu>'
    # The end is missing: what stands before it is there before the whole is read.
    path.write_text("<tmx><body>" + unit * 5000, encoding="utf-8")
    assert len(list(islice(elements(path, "tu"), 400))) == 400
