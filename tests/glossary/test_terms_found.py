"""Where a term stands in an Arabic sentence."""

import pytest

from mt.glossary import Entry, Glossary


def found(sentence, *entries):
    """The English of the terms found, with the words of ``split()`` that they cover."""
    glossary = Glossary(tuple(Entry(*entry) for entry in entries))
    return [(o.entry.target, o.first, o.last) for o in glossary.find(sentence)]


def is_found(sentence, source, forms="prefixed"):
    return bool(found(sentence, (source, "English", False, forms)))


@pytest.mark.parametrize(
    "word",
    ["داعش", "وداعش", "فداعش", "بداعش", "لداعش", "كداعش", "وبداعش", "ولداعش", "الداعش", "بالداعش", "للداعش", "وللداعش"],
)
def test_a_term_is_found_with_whatever_is_written_in_one_word_before_it(word):
    assert found(f"قال إن {word} انسحب", ("داعش", "ISIS")) == [("ISIS", 2, 2)]


@pytest.mark.parametrize("word", ["البرلمان", "والبرلمان", "بالبرلمان", "للبرلمان", "وللبرلمان", "كالبرلمان"])
def test_a_term_with_the_article_is_found_behind_a_preposition(word):
    assert is_found(f"عاد {word} أمس", "البرلمان")


def test_a_term_with_the_article_is_not_found_without_it():
    assert not is_found("طلب رباط جديد", "الرباط")


def test_the_lam_that_is_not_written_twice_is_understood():
    assert is_found("قدم تقريرا للجنة", "لجنة")  # ل + اللجنة = للجنة
    assert is_found("قدم تقريرا للجنة الوطنية", "اللجنة الوطنية")


def test_letters_that_look_like_an_article_may_be_the_words_own():
    assert is_found("علاج الالتهاب الرئوي", "التهاب")
    assert is_found("علاج الالتهاب الرئوي", "التهاب رئوي")


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("مَجلِس النُّواب", "مجلس النواب"),  # vowels
        ("مجلـــس النواب", "مجلس النواب"),  # tatweel
        ("راس لانوف", "رأس لانوف"),  # no hamza
        ("كتيبه البتار", "كتيبة البتار"),  # heh for teh marbuta
        ("المستشفي العسكرى", "المستشفى العسكري"),  # ya and alef maqsura exchanged
        ("«مجلس النواب»،", "مجلس النواب"),
        ("لـ”داعش“", "داعش"),
        ("بـ(داعش)", "داعش"),
        ("كوفيد-19", "كوفيد-19"),
        ("كوفيد ١٩", "كوفيد 19"),
    ],
)
def test_spelling_and_marks_make_no_difference(text, term):
    assert is_found(f"قال {text} أمس", term)


def test_a_word_that_merely_begins_or_ends_like_a_term_is_another_word():
    assert not is_found("ولد الطفل أمس", "لد")  # no و with لد: too short to be sure
    assert not is_found("أمطرت السماء على سماء المدينة", "ماء")  # س stands before verbs only
    assert not is_found("درنتين", "درنة")
    assert not is_found("قطرات المطر", "قطر")


def test_the_future_is_found_for_a_verb():
    assert is_found("ستنسحب القوات", "تنسحب")


def test_an_exact_term_takes_nothing_before_it():
    assert is_found("من قطر", "قطر", "exact")
    assert not is_found("وقطر", "قطر", "exact")
    assert not is_found("لقطر", "قطر", "exact")
    assert is_found("إلى الرباط", "الرباط", "exact")
    assert not is_found("بالرباط", "الرباط", "exact")


@pytest.mark.parametrize(
    ("word", "term"),
    [
        ("المسلحون", "مسلح"),
        ("مسلحين", "مسلح"),
        ("مسلحة", "مسلح"),
        ("كتيبتهم", "كتيبة"),
        ("كتيبتان", "كتيبة"),
        ("لكتيبتها", "كتيبة"),
        ("عبوات", "عبوة"),
        ("مسلحا", "مسلح"),
    ],
)
def test_endings_are_taken_off_only_where_the_entry_asks_for_it(word, term):
    assert is_found(f"وصل {word} أمس", term, "inflected")
    assert not is_found(f"وصل {word} أمس", term)


def test_every_word_of_an_inflected_term_may_have_an_article_and_an_ending():
    assert is_found("أسقطت الطائرات المسيرة", "طائرة مسيرة", "inflected")
    assert is_found("أسقطت الطائرة المسيرة", "طائرة مسيرة")
    assert not is_found("أسقطت طائرات مسيرة", "طائرة مسيرة")


def test_an_article_inside_a_term_must_be_there():
    assert not is_found("في مجلس نواب", "مجلس النواب")


def test_the_longest_term_wins_and_terms_do_not_overlap():
    terms = (("مجلس", "council"), ("مجلس النواب", "House"), ("النواب الليبي", "Libyan deputies"))
    assert found("عقد مجلس النواب الليبي ومجلس الأمن", *terms) == [("House", 1, 2), ("council", 4, 4)]


def test_the_word_as_it_stands_wins_over_a_word_with_a_prefix():
    assert found("في لبنان", ("بنان", "Banan"), ("لبنان", "Lebanon")) == [("Lebanon", 1, 1)]


def test_terms_come_in_the_order_of_the_sentence_as_often_as_they_stand_there():
    terms = (("سرت", "Sirte"), ("بنغازي", "Benghazi"))
    assert found("من سرت إلى بنغازي ومن بنغازي إلى سرت", *terms) == [
        ("Sirte", 1, 1),
        ("Benghazi", 3, 3),
        ("Benghazi", 5, 5),
        ("Sirte", 7, 7),
    ]


def test_a_comma_or_a_stop_ends_a_term():
    assert not is_found("عقد مجلس، النواب حضروا", "مجلس النواب")
    assert not is_found("عقد المجلس. النواب حضروا", "المجلس النواب")


def test_a_word_of_which_the_term_is_only_a_part_is_marked():
    [one] = Glossary((Entry("تونس", "Tunis"),)).find("رحلة تونس/ليبيا")
    assert (one.first, one.whole) == (1, False)
    [other] = Glossary((Entry("تونس", "Tunis"),)).find("رحلة إلى تونس.")
    assert other.whole


def test_an_occurrence_says_what_stands_around_the_term():
    [one] = Glossary((Entry("كتيبة", "brigade", False, "inflected"),)).find("وصلوا إلى «وكتائب» ولكتيبتين.")
    assert (one.text, one.prefix, one.ending, one.plural) == ("ولكتيبتين", "ول", "تين", True)
    [definite] = Glossary((Entry("البرلمان", "parliament"),)).find("قال للبرلمان")
    assert definite.prefix == "ل"


def test_an_empty_sentence_holds_no_term():
    assert found("", ("سرت", "Sirte")) == []
    assert found("!؟ ... 2016", ("سرت", "Sirte")) == []
