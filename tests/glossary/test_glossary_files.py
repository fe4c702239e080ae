"""Glossaries as people have them: tables and term bases, good and bad."""

import hashlib
import re
from pathlib import Path

import pytest

from mt.errors import InputError
from mt.glossary import FORMS, Entry, Glossary, read_glossary


@pytest.fixture
def read(tmp_path):
    def read(content, name="terms.tsv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_glossary(path)

    return read


def refused(read, content, reason, name="terms.tsv"):
    with pytest.raises(InputError, match=reason) as caught:
        read(content, name)
    assert name in str(caught.value)


def test_two_columns_without_names_are_arabic_and_english(read):
    assert read("داعش\tISIS\nدرنة\tDerna\n").entries == (Entry("داعش", "ISIS"), Entry("درنة", "Derna"))


def test_columns_may_be_named_in_any_order_and_say_how_to_match(read):
    table = "target\tforms\tsource\tcase\tnote\nISIS\texact\tداعش\tyes\tx\nDerna\t\tدرنة\n"
    assert read(table).entries == (Entry("داعش", "ISIS", True, "exact"), Entry("درنة", "Derna"))


@pytest.mark.parametrize(
    "table",
    [
        "source,target\nدرنة,Derna\n",
        "source;target\nدرنة;Derna\n",
        '"source","target"\r\n"درنة","Derna"\r\n',
        "\ufeffsource,target\nدرنة,Derna",
        "# our terms, as agreed\n\nsource,target\n\nدرنة , Derna\n",
        "source,target\nدرنة,Derna\nدرنه,Derna\n",
    ],
)
def test_tables_come_in_many_dialects(read, table):
    assert read(table, "terms.csv").entries == (Entry("درنة", "Derna"),)


def test_a_table_in_windows_1256_is_read(read):
    assert read("درنة\tDerna\nداعش\tISIS\n".encode("windows-1256")).entries[0] == Entry("درنة", "Derna")


def test_a_quotation_mark_in_a_tabbed_table_is_itself(read):
    assert read('"درنة"\tthe "Derna" file\n').entries == (Entry('"درنة"', 'the "Derna" file'),)


def test_a_comma_may_stand_in_quotes(read):
    assert read('سرت,"Sirte, Libya"\n', "terms.csv").entries == (Entry("سرت", "Sirte, Libya"),)


def test_a_glossary_has_its_files_name_and_digest(read):
    glossary = read("درنة\tDerna\n")
    assert (glossary.name, glossary.digest) == ("terms.tsv", hashlib.sha256("درنة\tDerna\n".encode()).hexdigest())


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("درنة\n", "line 1: a term needs Arabic and English"),
        ("درنة\tDerna\n\tISIS\n", "line 2: a term needs Arabic and English"),
        ("Derna\tدرنة\n", "line 1: there is no Arabic in “Derna”; Arabic comes first"),
        ("درنة\tدرنه\n", "line 1: “درنه” should be English"),
        ("درنة\t-\n", "line 1: “درنة” has no English"),
        ("درنة\tDerna\n\nدرنه\tDarnah\n", "line 3: “درنه” is “Darnah” here and “Derna” in line 1; keep one"),
        ("درنة\tDerna\tperhaps\n", "line 1: case is yes or no, not 'perhaps'"),
        ("درنة\tDerna\t\tall\n", "line 1: forms is one of exact, prefixed, inflected, not 'all'"),
        ("", "holds no term"),
        ("# nothing yet\n", "holds no term"),
        ("source\ttarget\n", "holds no term"),
        (b"\x00\x01\x02\x03\x00", "binary data"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_its_line(read, content, reason):
    refused(read, content, reason)


def test_a_file_that_is_no_glossary_or_not_there_is_refused(read, tmp_path):
    refused(read, "درنة\tDerna\n", "a glossary is a .tsv, .csv or .tbx file", "terms.xlsx")
    refused(read, 'سرت,"Sirte', "line 1", "terms.csv")
    with pytest.raises(InputError, match="no such file"):
        read_glossary(tmp_path / "nowhere.tsv")


TBX_2008 = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><text><body>
<termEntry id="c1">
 <langSet xml:lang="ar"><tig><term>تنظيم الدولة</term></tig><tig><term>داعش</term></tig></langSet>
 <langSet xml:lang="en">
  <tig><term>Daesh</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
  <tig><term>Islamic State</term></tig>
  <tig><term>ISIS</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
 </langSet>
</termEntry>
<termEntry id="c2"><langSet xml:lang="fr"><tig><term>Syrte</term></tig></langSet>
 <langSet xml:lang="ar-LY"><ntig><termGrp><term>سرت</term></termGrp></ntig></langSet>
 <langSet xml:lang="en-GB"><ntig><termGrp><term>Sirte</term></termGrp></ntig></langSet></termEntry>
<termEntry id="c3"><langSet xml:lang="ar"><tig><term>نعم</term></tig></langSet></termEntry>
</body></text></martif>"""

TBX_2019 = """<?xml version='1.0'?>
<tbx style="dca" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
<conceptEntry id="c1"><langSec xml:lang="ar"><termSec><term>درنة</term></termSec></langSec>
<langSec xml:lang="en"><termSec><term>Derna</term></termSec></langSec></conceptEntry>
</body></text></tbx>"""


def test_a_term_base_of_either_edition_gives_every_arabic_term_the_best_english_one(read):
    expected = (Entry("تنظيم الدولة", "ISIS"), Entry("داعش", "ISIS"), Entry("سرت", "Sirte"))
    assert read(TBX_2008, "terms.tbx").entries == expected
    assert read(TBX_2019, "terms.tbx").entries == (Entry("درنة", "Derna"),)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<tbx><text>", "no well-formed XML"),
        ("<tbx/>", "holds no termEntry"),
        ("not xml", "no well-formed XML"),
        (TBX_2008.replace('langSet xml:lang="en"', 'langSet xml:lang="de"').replace("en-GB", "de"), "holds no term"),
        ('<!DOCTYPE t [<!ENTITY a "xxx"><!ENTITY b "&a;&a;">]><tbx>&b;</tbx>', "defines XML entities"),
        ('<!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/passwd">]><tbx>&x;</tbx>', "defines XML entities"),
    ],
)
def test_a_term_base_that_cannot_be_used_is_refused(read, content, reason):
    refused(read, content, reason, "terms.tbx")


DOCS = Path(__file__).parents[2] / "docs" / "terminology.md"


def test_the_glossary_in_the_docs_is_one(read):
    [table] = re.findall(r"```\n(source\t.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    entries = read(table).entries
    assert [(e.target, e.case, e.forms) for e in entries] == [
        ("Ras Ajdir", False, "prefixed"),
        ("ISIS", True, "prefixed"),
        ("al-Battar Brigade", False, "prefixed"),
        ("the Pentagon", False, "prefixed"),
        ("explosive device", False, "inflected"),
        ("Qatar", False, "exact"),
    ]


@pytest.mark.parametrize("forms", FORMS)
def test_the_forms_that_the_docs_promise_are_found(forms):
    rows = {
        "exact": ["كتيبة"],
        "prefixed": ["وكتيبة", "لكتيبة", "الكتيبة", "بالكتيبة", "للكتيبة"],
        "inflected": ["كتيبتهم", "كتيبتين"],
    }
    glossary = Glossary((Entry("كتيبة", "brigade", forms=forms),))
    expected = [word for name in FORMS[: FORMS.index(forms) + 1] for word in rows[name]]
    words = [word for row in rows.values() for word in row] + ["كتائب"]
    assert [word for word in words if glossary.find(word)] == expected
