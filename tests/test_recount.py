"""How a lost number is got back; the searches are scripted, the sentences and what should come of them by hand."""

from dataclasses import replace

import pytest

from mt.checks import lost_numbers
from mt.document import Flag, Translation
from mt.engine import Decoding
from mt.join import checked, join
from mt.recount import Recount, loses
from mt.retry import Draft


def draft(source, text, *, score=-0.3, alignment=(), others=(), told=()):
    pieces = len(source.split()), len(text.split())
    made = Translation(source, text, score, (), *pieces, alignment=tuple(alignment), alternatives=others)
    return Draft(checked(made, told))


class Script:
    """Answers each search with hypotheses by the source that was searched; remembers what was asked, and how."""

    def __init__(self, **answers):
        self.answers = {source.replace("_", " "): texts for source, texts in answers.items()}
        self.asked = []

    def __call__(self, texts, decoding):
        self.asked.append((list(texts), decoding))
        return [[draft(text, english) for english in self.answers.get(text, ["nothing of it"])] for text in texts]


def mend(drafts, script, *, align=lambda source, english: ()):
    return [d.translation for d in Recount(script, align).mend(drafts, Decoding(beam_size=4))]


def kinds(translation):
    return [flag.kind for flag in translation.flags]


def test_a_sentence_with_its_numbers_is_not_searched_again():
    script = Script()
    fine = draft("قتل 5 جنود", "Five soldiers were killed")
    assert mend([fine], script) == [fine.translation]
    assert script.asked == []


def test_only_the_sentence_that_lost_one_is_searched_with_a_wider_beam():
    script = Script(قتل_5_جنود=["Some soldiers were killed", "Five soldiers were killed"])
    fine = draft("وصل الوزير", "The minister arrived")
    [first, second] = mend([fine, draft("قتل 5 جنود", "Some soldiers were killed")], script)
    assert (first.text, second.text) == ("The minister arrived", "Five soldiers were killed")
    [(texts, decoding)] = script.asked
    assert texts == ["قتل 5 جنود"]
    assert (decoding.beam_size, decoding.alternatives) == (8, 7)
    assert second.flags == ()


def test_the_likeliest_of_the_hypotheses_that_have_the_number_is_taken():
    script = Script(قتل_5_جنود=["6 soldiers died here", "5 soldiers died here", "Five soldiers died here"])
    [mended] = mend([draft("قتل 5 جنود", "Some soldiers died")], script)
    assert mended.text == "5 soldiers died here"


def test_one_that_invents_no_other_number_is_preferred():
    script = Script(قتل_5_جنود=["5 of 40 soldiers died", "5 soldiers died here"])
    [mended] = mend([draft("قتل 5 جنود", "Some soldiers died")], script)
    assert mended.text == "5 soldiers died here"


@pytest.mark.parametrize(
    "worse",
    [
        "5",  # dropped the rest
        "5 soldiers died the city the city the city the city the city the city",  # a loop
        "5 soldiers جنود died of it",  # left Arabic
    ],
)
def test_a_hypothesis_with_the_number_and_a_new_fault_is_not_taken(worse):
    source = "قتل 5 جنود في الهجوم على المدينة أمس"
    before = draft(source, "Some soldiers were killed in the attack on the city yesterday")
    script = Script(**{source.replace(" ", "_"): [worse]})
    [kept] = mend([before], script)
    assert kept == before.translation


def test_what_is_lost_in_words_is_searched_in_digits_and_aligned_with_the_words_as_they_stood():
    class Aligned(Script):
        def __call__(self, texts, decoding):
            found = super().__call__(texts, decoding)
            right = draft("بلغ 63 عاما", "He reached 63 years", alignment=((0, 0), (1, 2), (2, 3)))
            return [[right] if text == "بلغ 63 عاما" else own for text, own in zip(texts, found, strict=True)]

    script = Aligned()
    [mended] = mend([draft("بلغ ثلاثة وستين عاما", "He reached sixty years")], script)
    assert [texts for texts, _ in script.asked] == [["بلغ ثلاثة وستين عاما"], ["بلغ 63 عاما"]]
    assert (mended.source, mended.text) == ("بلغ ثلاثة وستين عاما", "He reached 63 years")
    assert mended.alignment == ((0, 0), (1, 2), (2, 2), (3, 3))
    assert mended.flags == ()


def test_where_one_number_in_digits_is_not_enough_all_are_written_so():
    source = "القرن العاشر والحادي عشر"
    script = Script(القرن_10_و11=["The 10th and 11th century"])
    [mended] = mend([draft(source, "The tenth century and so on")], script)
    assert [texts for texts, _ in script.asked] == [[source], ["القرن العاشر و11"], ["القرن 10 و11"]]
    assert mended.text == "The 10th and 11th century"


def test_the_same_text_is_not_searched_twice():
    script = Script()
    mend([draft("قتل 5 جنود", "Some soldiers were killed")], script)
    assert [texts for texts, _ in script.asked] == [["قتل 5 جنود"]]


def test_one_wrong_number_opposite_the_lost_one_is_replaced_and_says_so():
    before = draft("وقع عام 2011 هنا", "It happened in 20111, here", alignment=((0, 1), (2, 3), (3, 4)))
    [mended] = mend([before], Script())
    assert mended.text == "It happened in 2011, here"
    assert mended.alignment == before.translation.alignment
    [flag] = mended.flags
    assert flag == Flag("restored-number", "“20111” was replaced by “2011” from the source")
    assert mended.confidence == "medium"


def test_a_number_of_several_words_is_replaced_whole_and_the_words_behind_it_stay_aligned():
    source = "قبل 221 عاما هنا"
    before = draft(source, "Two hundred and twenty years here", alignment=((1, 0), (1, 3), (2, 4), (3, 5)))
    [mended] = mend([before], Script())
    assert mended.text == "221 years here"
    assert mended.alignment == ((1, 0), (2, 1), (3, 2))


def test_two_wrong_numbers_are_each_replaced_by_their_own():
    before = draft("من 400 إلى 900", "from 4000 to 9000", alignment=((0, 0), (1, 1), (2, 2), (3, 3)))
    [mended] = mend([before], Script())
    assert mended.text == "from 400 to 900"
    assert kinds(mended) == ["restored-number", "restored-number"]


@pytest.mark.parametrize(
    ("source", "text", "alignment"),
    [
        ("من 2020 إلى 2005", "by 2020,005", ((1, 1), (3, 1))),  # stands for two
        ("وصل 400 جندي", "About 4000 or 40 came", ((1, 1), (1, 3))),  # two stand for it
        ("وصل 400 جندي", "About 4000 came", ((0, 1),)),  # stands for another word
        ("وصل 400 جندي", "Many soldiers came", ((1, 0),)),  # no number
        ("معيار 802.11 جديد", "the 802.111b standard", ((0, 2), (1, 1))),  # part of a name
        ("وصل 400 جندي", "About 4000 came", ()),
    ],
)
def test_where_it_is_not_one_against_one_the_sentence_keeps_its_warning(source, text, alignment):
    before = draft(source, text, alignment=alignment)
    assert mend([before], Script()) == [before.translation]
    assert "numbers" in kinds(before.translation)


def test_without_an_alignment_one_is_made_for_the_purpose():
    [mended] = mend([draft("عام 2011", "in 20111")], Script(), align=lambda source, english: ((0, 0), (1, 1)))
    assert (mended.text, mended.alignment) == ("in 2011", ())


def test_what_was_done_before_is_still_told():
    told = Flag("repeats", "the source repeats itself; its repeats were left out")
    before = draft("عام 2011", "in 20111", alignment=((0, 0), (1, 1)), told=[told])
    [mended] = mend([before], Script())
    assert kinds(mended) == ["repeats", "restored-number"]


def test_the_hypothesis_that_was_replaced_becomes_the_first_alternative():
    script = Script(قتل_5_جنود=["5 soldiers died here"])
    [mended] = mend([draft("قتل 5 جنود", "Some soldiers died", others=("Soldiers died", "Dead"))], script)
    assert mended.alternatives == ("Some soldiers died", "Soldiers died")


def test_a_part_with_a_number_put_right_says_so_in_its_whole():
    parts = [draft("عام 2011،", "in 2011,", told=[Flag("restored-number", "x")]), draft("هنا", "here")]
    whole = join("عام 2011، هنا", ("عام 2011، ", "هنا"), [d.translation for d in parts], "it was long and")
    assert kinds(whole) == ["restored-number", "cut"]


def test_a_missing_weekday_is_a_loss_like_a_number():
    assert loses(draft("وصل يوم السبت", "He arrived"))
    script = Script(وصل_يوم_السبت=["He came", "He came on Saturday"])
    [mended] = mend([draft("وصل يوم السبت", "He arrived")], script)
    assert mended.text == "He came on Saturday"


@pytest.mark.parametrize("align", [True, False])
def test_with_the_embedded_model_only_sentences_that_lose_a_number_change_and_only_for_the_better(translator, align):
    texts = [
        "توفي هانز عام 1945، قبل أيام قليلة من عيد ميلاده الثالث والستين.",
        "حصل على المركز الحادي والثلاثين من بين 330000 مشارك.",
        "قال الوزير إن الاجتماع تأجل إلى يوم الأحد المقبل في تونس.",
    ]
    own = replace(translator, align=align)
    for plain, mended in zip(replace(own, recount=False).translate(texts), own.translate(texts), strict=True):
        before, after = (len(lost_numbers(done.source, done.text)) for done in (plain, mended))
        assert after < before or mended == plain
        assert bool(mended.alignment) == align
        assert all(s < len(mended.source.split()) and t < len(mended.text.split()) for s, t in mended.alignment)
