"""A translator with a memory: what people translated comes from there, and nothing near is passed off as the same."""

import pytest

from mt.errors import UsageError
from mt.memory import Memory, MemoryTranslator
from mt.testing import FakeTranslator

PRICE = "بلغ سعر الطن 20 دينارا"
MEMORY = Memory(
    {
        PRICE: "A tonne cost 20 dinars.",
        "قال الوزير إنه سيسافر غدا إلى تونس": "The minister said he would travel to Tunis tomorrow.",
        "وصل عشرون لاجئا في 3 قوارب": "Twenty refugees arrived in three boats.",
    },
    name="ours.tmx",
    digest="0123456789abcdef",
)


def translate(*texts, fuzzy=None):
    fake = FakeTranslator()
    return MemoryTranslator(fake, MEMORY, fuzzy).translate(texts), fake.asked


def test_a_known_sentence_comes_from_the_memory_and_the_model_is_not_asked():
    [made], asked = translate("بلغ سعرُ الطن ٢٠ ديناراً")
    assert (made.text, made.origin, made.flags) == ("A tonne cost 20 dinars.", "memory", ())
    assert made.source == "بلغ سعرُ الطن ٢٠ ديناراً"
    assert asked == []


def test_everything_else_comes_from_the_model_in_its_place():
    made, asked = translate("نعم", PRICE, "لا", "نعم")
    assert [t.text for t in made] == ["nam", "A tonne cost 20 dinars.", "la", "nam"]
    assert [t.origin for t in made] == ["model", "memory", "model", "model"]
    assert asked == ["نعم", "لا", "نعم"]


def test_a_near_sentence_is_reused_only_where_that_was_asked_for():
    near = "قال الوزير إنه سيسافر غدا إلى باريس"
    assert translate(near)[0][0].origin == "model"
    assert translate(near, fuzzy=0.95)[0][0].origin == "model"
    [made], asked = translate(near, fuzzy=0.8)
    assert (made.origin, made.text) == ("fuzzy", "The minister said he would travel to Tunis tomorrow.")
    assert asked == []


def test_a_near_sentence_says_how_near_it_is_and_what_differs():
    [made], _ = translate("قال الوزير إنه سيسافر غدا إلى باريس", fuzzy=0.8)
    [flag] = made.flags
    # تونس -> باريس: four of 35 characters, rounded down.
    assert flag.kind == "fuzzy"
    assert flag.message == "reused from a sentence that is 88 % the same: “باريس” here, “تونس” there"
    assert made.confidence != "high"


def test_a_difference_is_told_without_the_mark_behind_it():
    memory = Memory({"فكك الجيش عبوة زرعت على الطريق الساحلي.": "The army defused a bomb planted on the coast road."})
    near = "فكك الجيش عبوة زرعت على الطريق الجبلي."
    [made] = MemoryTranslator(FakeTranslator(), memory, 0.85).translate([near])
    assert made.flags[0].message.endswith(": “الجبلي” here, “الساحلي” there")


def test_one_changed_number_is_put_in_and_told():
    [made], _ = translate("بلغ سعر الطن 25 دينارا", fuzzy=0.8)
    assert made.text == "A tonne cost 25 dinars."
    [flag] = made.flags
    assert "“25” here, “20” there" in flag.message and "number was put into" in flag.message


def test_a_sentence_whose_number_cannot_be_put_in_is_translated_anew():
    [made], asked = translate("وصل عشرون لاجئا في 5 قوارب", fuzzy=0.8)
    assert made.origin == "model"
    assert asked == ["وصل عشرون لاجئا في 5 قوارب"]


def test_blank_text_is_no_match():
    assert translate("", fuzzy=0.5)[0][0].text == ""


def test_progress_counts_all_texts():
    counts = []
    translator = MemoryTranslator(FakeTranslator(), MEMORY)
    translator.translate([PRICE, "نعم", "لا"], progress=lambda done, total: counts.append((done, total)))
    assert counts == [(2, 3), (3, 3)]
    counts.clear()
    translator.translate([PRICE], progress=lambda done, total: counts.append((done, total)))
    assert counts == [(1, 1)]


@pytest.mark.parametrize("likeness", [0.2, 1.5, -1])
def test_a_likeness_out_of_range_is_refused(likeness):
    with pytest.raises(UsageError, match=r"choose 0\.5 to 1"):
        MemoryTranslator(FakeTranslator(), MEMORY, likeness)


def test_the_record_names_the_memory_and_the_likeness():
    assert MemoryTranslator(FakeTranslator(), MEMORY).settings == {"memory": "ours.tmx 0123456789ab"}
    assert MemoryTranslator(FakeTranslator(), MEMORY, 0.85).settings == {"memory": "ours.tmx 0123456789ab, fuzzy 0.85"}
