"""One name in several spellings through a document is told; other words of one root are not."""

from mt.names import Variants, find_variants


def test_two_spellings_of_one_name_are_told_the_commonest_first():
    pairs = [("قال حفتر", "Haftar said"), ("وصل حفتر", "Hafter arrived"), ("عاد حفتر", "Haftar is back")]
    assert find_variants(pairs) == (Variants("حفتر", ("Haftar", "Hafter")),)


def test_one_spelling_is_consistent():
    assert find_variants([("قال حفتر", "Haftar said"), ("خليفة حفتر", "Khalifa Haftar's men")]) == ()


def test_a_derived_form_is_no_other_spelling():
    assert find_variants([("في لبنان", "in Lebanon"), ("لبنان", "the Lebanon's army")]) == ()


def test_two_words_that_sound_alike_in_one_sentence_leave_it_open():
    assert find_variants([("قال حفتر", "Haftar and Hafter said"), ("عاد حفتر", "Haftar is back")]) == ()


def test_a_document_without_names_has_no_variants():
    assert find_variants([("قال", "He said"), ("", "")]) == ()
