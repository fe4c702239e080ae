"""Names are found where they are certain, and words that are names too are left alone."""

import pytest

from mt.names import find_names

FOUND = (
    ("وصل اللواء خليفة حفتر إلى بنغازي", ["خليفة حفتر", "بنغازي"]),
    ("قال الرئيس الأمريكي دونالد ترامب", ["دونالد ترامب"]),
    ("وزار بنغازي وطرابلس", ["بنغازي", "طرابلس"]),
    ("التقى جون كيري", ["جون كيري"]),
    ("عبد الرحمن بن خليفة", ["عبد الرحمن بن خليفة"]),
    ("في الولايات المتحدة", ["الولايات المتحدة"]),
    ("للقاهرة", ["للقاهرة"]),
    ("قال الدكتور فيرمان إن", ["فيرمان"]),
    ("السيدة كلارا زوغبرغ", ["كلارا"]),
    ("قال رئيس الوزراء عبدالله النسور إن", ["عبدالله النسور"]),
    ("قال وليد الجلال مدير المكتب", ["وليد الجلال"]),
    # What describes who was named is none of his names.
    ("الشاعر محمد المقيم في الجبل", ["محمد"]),
    ("افتتح الملك خالد الجسر", ["خالد"]),
    ("قال محمد البارحة", ["محمد"]),
)
NONE = (
    "كان على الوزير أن يقول",
    "جوز الهند لذيذ",
    "حسن الأداء على الأرض",
    "أذان المغرب",
    "قال الرئيس إنه سيسافر",
    "هذا أمل جميل",
    "",
    "Libya and Tunisia",
)


@pytest.mark.parametrize(("source", "expected"), FOUND)
def test_people_and_places_are_found(source: str, expected: list[str]):
    assert [name.text for name in find_names(source)] == expected


@pytest.mark.parametrize("source", NONE)
def test_ordinary_words_are_no_names(source: str):
    assert find_names(source) == ()


def test_a_name_stands_where_it_says_without_its_preposition():
    source = "عاد إلى طَرابلس ولبنغازي"
    names = find_names(source)
    assert [source[name.start : name.end] for name in names] == ["طَرابلس", "بنغازي"]
