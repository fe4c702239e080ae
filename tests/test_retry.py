import pytest

from mt.document import Flag, Translation
from mt.engine import Decoding
from mt.retry import LADDER, Draft, Retry, Rung, collapse, stutters

LOOP = Flag("loop", "the model repeats itself")


def draft(source, text, *, loops=False, unfinished=False, score=-0.5):
    return Draft(Translation(source, text, score, (LOOP,) if loops else ()), unfinished)


class Script:
    """Answers each search from a list of outputs by source; remembers what was asked, and how."""

    def __init__(self, answers=None):
        self.answers = answers or {}
        self.asked = []

    def __call__(self, texts, decoding):
        self.asked.append((list(texts), decoding))
        return [self.answers.get(text, draft(text, "good")) for text in texts]


def mend(drafts, ladder, script):
    return Retry(ladder, script, lambda text: len(text.split())).mend(drafts, Decoding())


def test_what_is_well_is_left_alone():
    script = Script()
    fine = draft("نعم", "Yes.")
    assert mend([fine], LADDER, script) == [fine]
    assert script.asked == []


def test_each_rung_sees_only_what_the_ones_below_did_not_mend():
    script = Script({"ب": draft("ب", "still", loops=True)})
    wrong = [draft("ا", "x", loops=True), draft("ت", "fine"), draft("ب", "x", unfinished=True)]
    mend(wrong, (Rung("one", ban=3), Rung("two", ban=2)), script)
    assert [texts for texts, _ in script.asked] == [["ا", "ب"], ["ب"]]
    assert [decoding.no_repeat_ngram_size for _, decoding in script.asked] == [3, 2]


def test_a_hypothesis_without_end_is_replaced_by_one_that_ends():
    [mended] = mend([draft("ا", "x", unfinished=True)], LADDER, Script())
    assert mended.translation.text == "good"


def test_of_two_loops_the_more_probable_one_stays():
    script = Script({"ا": draft("ا", "worse", loops=True, score=-2.0)})
    [kept] = mend([draft("ا", "better", loops=True, score=-0.5)], (Rung("ban", ban=3),), script)
    assert kept.translation.text == "better"


def test_a_loop_is_worse_than_no_end():
    looping, endless = draft("ا", "a", loops=True), draft("ا", "b", unfinished=True)
    assert looping.or_better(endless) is endless
    assert endless.or_better(looping) is endless


def test_a_sentence_is_split_into_parts_about_even_and_says_so():
    script = Script({"قال الوزير،": draft("قال الوزير،", "one"), "نعم يا صديقي": draft("نعم يا صديقي", "two")})
    [whole] = mend([draft("قال الوزير، نعم يا صديقي", "x", loops=True)], (Rung("split", parts=2),), script)
    assert script.asked[0][0] == ["قال الوزير،", "نعم يا صديقي"]
    assert (whole.translation.text, whole.translation.cuts) == ("one two", 1)
    assert [flag.message for flag in whole.translation.flags if flag.kind == "cut"] == [
        "the model lost its way in the sentence, so it was translated in 2 parts"
    ]


def test_a_single_word_cannot_be_split():
    script = Script()
    mend([draft("سسسس", "x", loops=True)], (Rung("split", parts=2),), script)
    assert script.asked[0][0] == ["سسسس"]


def test_a_source_that_repeats_itself_is_decoded_without_the_repeats_and_says_so():
    short = Draft(Translation("قف قف هنا", "Stop here", -0.2, alignment=((0, 0), (2, 1))))
    script = Script({"قف قف هنا": short})
    [mended] = mend([draft("قف قف قف قف هنا", "x", loops=True)], (Rung("collapse", collapse=True),), script)
    result = mended.translation
    assert (result.source, result.text) == ("قف قف قف قف هنا", "Stop here")
    assert result.alignment == ((0, 0), (4, 1))
    assert [flag.kind for flag in result.flags] == ["repeats"]


def test_leaving_out_repeats_is_not_tried_where_there_are_none():
    script = Script()
    mend([draft("قال الوزير", "x", loops=True)], (Rung("collapse", collapse=True),), script)
    assert script.asked == []


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("جدااااا", "جدا"),
        ("ههههههههه", "ههه"),  # laughter
        ("الله ممكن", "الله ممكن"),
        ("عاجل عاجل عاجل عاجل", "عاجل عاجل"),
        ("عاجل، عاجل ، عاجل! عاجل", "عاجل، عاجل ، عاجل! عاجل"),
        ("عاجل، عاجل، عاجل! هنا", "عاجل، عاجل، هنا"),
        ("من هنا من هنا من هنا إلى هناك", "من هنا من هنا إلى هناك"),
        ("نعم نعم", "نعم نعم"),
        ("0 0 0 0", "0 0 0 0"),
        ("", ""),
    ],
)
def test_what_is_said_three_times_in_a_row_is_said_twice(text, short):
    assert collapse(text).text == short


def test_collapsed_words_know_their_places():
    assert collapse("ا ب ب ب ب ت").words == (0, 1, 2, 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("his him his him him his him hin him his him him his", True),
        ("No, no, no.", False),
        ("the president said that the minister said that the army said that it had left", False),
        ("", False),
    ],
)
def test_only_many_words_of_few_kinds_are_a_stutter(text, expected):
    assert stutters(text) is expected


def test_a_stutter_that_cannot_be_mended_is_flagged_and_not_trusted():
    text = "his him his him him his him hin him his him him his"
    result = Draft(Translation("قال الوزير", text, -0.1)).flagged()
    assert [flag.kind for flag in result.flags] == ["loop"]
    assert result.confidence == "low"


def test_a_source_that_stutters_may_be_translated_so():
    assert not Draft(Translation("لا " * 20, "no " * 20, -0.1)).loops


@pytest.mark.parametrize("rung", LADDER, ids=lambda rung: rung.name)
def test_rungs_only_alter_what_they_name(rung):
    before = Decoding(beam_size=4, length_penalty=0.7, alternatives=2)
    after = rung.decoding(before)
    assert (after.length_penalty, after.alternatives) == (0.7, 2)
    assert after.beam_size == (1 if rung.greedy else 4)
