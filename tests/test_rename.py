"""How a missing name is got back; the searches are scripted, the sentences and what should come of them by hand."""

import pytest

from mt.document import Translation
from mt.engine import Decoding
from mt.join import checked
from mt.names import find_names, missing_names
from mt.rename import Rename, in_english, lacks
from mt.retry import Draft


def draft(source, text, *, alignment=(), others=()):
    pieces = len(source.split()), len(text.split())
    return Draft(checked(Translation(source, text, -0.3, (), *pieces, alignment=alignment, alternatives=others)))


class Script:
    """Answers each search with hypotheses by the source that was searched; remembers what was asked."""

    def __init__(self, answers=()):
        self.answers = dict(answers)
        self.asked = []

    def __call__(self, texts, decoding):
        self.asked.append((list(texts), decoding.beam_size, decoding.alternatives))
        return [self.answers.get(text, [draft(text, "nothing of it at all")]) for text in texts]


def mend(drafts, script):
    return [made.translation for made in Rename(script).mend(drafts, Decoding(beam_size=4))]


def test_a_sentence_with_its_names_is_not_searched_again():
    script = Script()
    fine = draft("عادوا من العراق", "They returned from Iraq")
    assert mend([fine], script) == [fine.translation]
    assert script.asked == []


def test_a_hypothesis_that_still_loops_is_not_searched_again():
    script = Script()
    loop = draft("عادوا من العراق", "the city " * 30)
    assert mend([loop], script) == [loop.translation]
    assert script.asked == []


def test_the_missing_name_is_searched_in_english_and_aligned_with_the_words_as_they_stood():
    right = draft("عادوا من Iraq أمس", "They returned from Iraq yesterday", alignment=((0, 1), (2, 3), (3, 4)))
    script = Script({"عادوا من Iraq أمس": [right]})
    [mended] = mend([draft("عادوا من العراق أمس", "They returned from there yesterday", others=("x",))], script)
    assert script.asked == [(["عادوا من Iraq أمس"], 8, 7)]
    assert (mended.source, mended.text) == ("عادوا من العراق أمس", "They returned from Iraq yesterday")
    assert mended.alignment == ((0, 1), (2, 3), (3, 4))
    assert mended.flags == ()
    assert mended.alternatives == ("They returned from there yesterday",)


def test_a_name_without_a_sure_form_is_looked_for_among_other_hypotheses():
    source = "قال الدكتور فيرمان إن"
    script = Script({source: [draft(source, "The doctor there said"), draft(source, "Dr. Fireman said that")]})
    [mended] = mend([draft(source, "The doctor said that")], script)
    assert [texts for texts, *_ in script.asked] == [[source]]
    assert mended.text == "Dr. Fireman said that"


@pytest.mark.parametrize(
    "worse",
    [
        "Iraq",  # dropped the rest
        "Six soldiers went to Iraq yesterday at last",  # lost the number
        "Five soldiers went to Iraq جنود yesterday at last",  # left Arabic
    ],
)
def test_a_hypothesis_with_the_name_and_a_new_fault_is_not_taken(worse):
    source = "سافر 5 جنود في النهاية أمس إلى العراق"
    before = draft(source, "Five soldiers went there yesterday in the end, it is said")
    mixed = "سافر 5 جنود في النهاية أمس إلى Iraq"
    assert mend([before], Script({mixed: [draft(mixed, worse)]})) == [before.translation]
    assert lacks(before)


@pytest.mark.parametrize(
    ("source", "mixed"),
    [
        ("وصلوا من العراق ولبنان.", "وصلوا من Iraq و Lebanon."),
        ("عادوا للعراق", "عادوا ل Iraq"),
        ("خطاب لترامب أمس", "خطاب ل Trump أمس"),
        ("قال محمد في تونس", "قال محمد في تونس"),  # Mohamed or Muhammad; Tunis or Tunisia
    ],
)
def test_only_names_with_one_english_form_are_put_into_the_source(source, mixed):
    assert in_english(source, missing_names(source, "nothing")).text == mixed


def test_what_only_resembles_a_name_with_a_sure_form_does_not_mend_it():
    source = "في صحراء الولايات المتحدة"
    texts = ("in the desert of the state", "in the desert of the United States")
    mixed = "في صحراء United States"
    script = Script({mixed: [draft(mixed, text) for text in texts]})
    [mended] = mend([draft(source, "in the desert of the West")], script)
    assert mended.text == texts[1]


def test_on_is_not_ali_behind_a_title_when_letters_are_folded():
    assert find_names("اجبر الملك علي فتح الباب") == ()
    assert [name.text for name in find_names("قال الفنان علي الحجار")] == ["علي الحجار"]


def test_the_nation_of_a_president_and_for_somebody_are_no_names():
    assert find_names("قال الرئيس المصري السابق") == ()
    assert [name.text for name in find_names("خطاب مؤيد لترامب")] == ["ترامب"]
