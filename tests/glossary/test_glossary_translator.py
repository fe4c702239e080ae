"""A translator with a glossary: terms in, everything else untouched, every term reported."""

import pytest
from aligned import Scripted

from mt.document import Flag, Term
from mt.engine import Decoding
from mt.glossary import Entry, Glossary, GlossaryTranslator
from mt.glossary.mix import mix
from mt.testing import FakeTranslator

DERNA = Entry("درنة", "Derna")
ISIS = Entry("داعش", "ISIS")
SENTENCE = "وصلوا إلى درنة أمس"


def translated(known, *entries, texts=None, ways=("align", "copy")):
    scripted = Scripted(known)
    made = GlossaryTranslator(scripted, Glossary(entries), ways).translate(texts or list(known)[:1])
    return made, scripted


def test_a_term_that_the_model_has_right_is_reported_and_nothing_is_asked_twice():
    [made], scripted = translated({SENTENCE: ("They reached Derna yesterday", "2-2")}, DERNA)
    assert made.text == "They reached Derna yesterday"
    assert made.terms == (Term("درنة", "Derna", applied=True),)
    assert made.flags == ()
    assert len(scripted.asked) == 1


def test_a_term_that_the_model_has_wrong_is_put_in_its_place():
    [made], scripted = translated({SENTENCE: ("They reached Darnah yesterday", "2-2")}, DERNA)
    assert (made.text, made.terms[0].applied, made.flags) == ("They reached Derna yesterday", True, ())
    assert len(scripted.asked) == 1


def test_without_an_alignment_the_term_is_given_to_the_model_in_latin_letters():
    known = {
        SENTENCE: ("They reached a grain yesterday",),
        "وصلوا إلى Derna أمس": ("They arrived in Derna yesterday", "0-0 0-1 1-2 2-3 3-4"),
    }
    [made], scripted = translated(known, DERNA)
    assert made.text == "They arrived in Derna yesterday"
    assert made.source == SENTENCE
    assert made.alignment == ((0, 0), (0, 1), (1, 2), (2, 3), (3, 4))
    assert scripted.asked == [[SENTENCE], ["وصلوا إلى Derna أمس"]]


@pytest.mark.parametrize(
    ("why", "second", "flags"),
    [
        ("it lacks the term as well", "They arrived in a grain yesterday", ()),
        ("it has a new fault", "Derna Derna Derna Derna Derna", (Flag("loop", "again and again"),)),
        ("it has dropped a part", "Derna", ()),
    ],
)
def test_a_second_hypothesis_is_not_taken_when(why, second, flags):
    known = {SENTENCE: ("They reached a grain yesterday",), "وصلوا إلى Derna أمس": (second, "", flags)}
    [made], _ = translated(known, DERNA)
    assert made.text == "They reached a grain yesterday", why
    assert made.terms == (Term("درنة", "Derna", applied=False),)
    [flag] = made.flags
    assert flag.kind == "glossary"
    assert "“Derna”" in flag.message and "“درنة”" in flag.message


def test_a_term_that_stands_twice_is_wanted_twice():
    source = "قاتل داعش ثم انسحب داعش"
    [made], _ = translated({source: ("ISIS fought, then Daash left", "1-0 0-1 2-2 3-4 4-3")}, ISIS)
    assert made.text == "ISIS fought, then ISIS left"
    [once], _ = translated({source: ("ISIS fought, then left", "1-0 0-1 2-2 3-3")}, ISIS, ways=("align",))
    assert [term.applied for term in once.terms] == [True, False]


def test_two_terms_with_one_english_share_no_word():
    source = "قال داعش والتنظيم"
    [made], _ = translated(
        {source: ("ISIS and the group said", "1-0 0-4 2-1 2-3")}, ISIS, Entry("التنظيم", "ISIS"), ways=("align",)
    )
    assert made.text == "ISIS and ISIS said"
    assert [term.applied for term in made.terms] == [True, True]


def test_several_terms_of_a_sentence_are_put_in_one_after_the_other():
    source = "من درنة إلى داعش أمس"
    [made], _ = translated(
        {source: ("From Darnah to the state group yesterday", "0-0 1-1 2-2 3-4 3-5 4-6")}, DERNA, ISIS
    )
    assert made.text == "From Derna to ISIS yesterday"
    assert {(1, 1), (3, 3), (4, 4)} <= set(made.alignment)


def test_a_replacement_that_would_lose_a_number_is_not_made():
    entry = Entry("كتيبة", "brigade")
    source = "أرسلوا 20 كتيبة أمس"
    [made], _ = translated({source: ("They sent twenty yesterday", "2-2 3-3")}, entry, ways=("align",))
    assert made.text == "They sent twenty yesterday"
    assert [flag.kind for flag in made.flags] == ["glossary"]


def test_flags_about_words_are_made_anew_and_all_others_stay():
    name, length = Flag("names", "not found in the English: درنة (Derna)"), Flag("length", "far too short")
    [made], _ = translated({SENTENCE: ("They reached Darnah yesterday", "2-2", (name, length))}, DERNA)
    assert made.flags == (length,)
    number = Flag("numbers", "not found in the English: 20")
    known = {"نقل 20 جريحا إلى درنة": ("The wounded were taken to Darnah", "3-4 4-5", (number, name))}
    [other], _ = translated(known, DERNA)
    assert other.text == "The wounded were taken to Derna"
    assert [flag.kind for flag in other.flags] == ["numbers"]


def test_a_name_that_the_glossary_calls_otherwise_is_not_missing():
    [made], _ = translated({"وصلوا إلى القدس": ("They reached the Holy City", "2-3 2-4")}, Entry("القدس", "Holy City"))
    assert made.flags == ()


def test_sentences_without_a_term_are_what_the_translator_made_of_them():
    fake = FakeTranslator(flags={"نعم": (Flag("length", "far too short"),)})
    texts = ["نعم", "لا", "", "2016", "نعم"]
    glossary = Glossary((ISIS,))
    assert GlossaryTranslator(fake, glossary).translate(texts) == FakeTranslator(flags=fake.flags).translate(texts)
    assert fake.asked == texts


def test_each_text_keeps_its_place_and_equal_texts_are_equal():
    known = {SENTENCE: ("They reached Darnah yesterday", "2-2"), "نعم": ("Yes",)}
    made, _ = translated(known, DERNA, texts=[SENTENCE, "نعم", SENTENCE])
    assert [t.text for t in made] == ["They reached Derna yesterday", "Yes", "They reached Derna yesterday"]


def test_progress_counts_the_texts():
    counts = []
    GlossaryTranslator(FakeTranslator(), Glossary((ISIS,))).translate(
        ["نعم", "لا"], progress=lambda done, total: counts.append((done, total))
    )
    assert counts[-1] == (2, 2)


def test_it_is_recorded_as_the_model_behind_it_with_the_glossary_in_the_settings():
    fake = FakeTranslator()
    fake.identity, fake.decoding = {"name": "fake", "digest": "00"}, Decoding(beam_size=7)
    made = GlossaryTranslator(fake, Glossary((ISIS,), name="terms.tsv", digest="0123456789abcdef"))
    assert made.identity == {"name": "fake", "digest": "00"}
    assert made.decoding.beam_size == 7
    assert made.settings == {"glossary": "terms.tsv 0123456789ab"}
    assert GlossaryTranslator(FakeTranslator(), Glossary(())).identity == {"name": "FakeTranslator", "digest": ""}


@pytest.mark.parametrize(
    ("sentence", "expected", "origins"),
    [
        ("وصلوا إلى درنة.", "وصلوا إلى Derna.", ((0,), (1,), (2,))),
        ("عادوا لدرنة، أمس", "عادوا ل Derna، أمس", ((0,), (1,), (1,), (2,))),
        ("«ودرنة»", "«و Derna»", ((0,), (0,))),
        ("في حقل الدرنة", "في حقل Derna", ((0,), (1,), (2,))),
        ("قالوا للدرنة", "قالوا ل Derna", ((0,), (1,), (1,))),
        ("في درنات", "في Dernas", ((0,), (1,))),
        ("درنة ودرنة", "Derna و Derna", ((0,), (1,), (1,))),
    ],
)
def test_the_english_takes_the_place_of_the_arabic_word_and_leaves_what_stands_around_it(sentence, expected, origins):
    mixed = mix(sentence, Glossary((Entry("درنة", "Derna", forms="inflected"),)).find(sentence))
    assert mixed.text == expected
    assert mixed.origins == origins


def test_a_term_of_several_words_stands_for_all_of_them():
    sentence = "عقد مجلس النواب جلسة"
    mixed = mix(sentence, Glossary((Entry("مجلس النواب", "House of Representatives"),)).find(sentence))
    assert mixed.text == "عقد House of Representatives جلسة"
    assert mixed.forth(((0, 1), (2, 0), (3, 2))) == ((0, 1), (1, 0), (2, 0), (3, 0), (4, 2))
    assert mixed.back(((0, 1), (1, 0), (4, 2))) == ((0, 1), (1, 0), (2, 0), (3, 2))


@pytest.mark.slow
def test_the_embedded_model_leaves_sentences_without_a_term_as_they_are(translator):
    texts = ["أعلن الجيش الليبي سيطرته على المدينة.", "قال الوزير إن الاجتماع تأجل.", "قتل شخصان في طرابلس."]
    assert GlossaryTranslator(translator, Glossary((ISIS,))).translate(texts) == translator.translate(texts)
