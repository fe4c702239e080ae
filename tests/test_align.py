import pytest

from mt.align import lean, link, origins, places, shift
from mt.normalize import normalize


def test_a_word_of_several_pieces_is_linked_as_one():
    # "Ben|ghazi" from "بن|غا|زي": whichever piece looks at whichever, it is one pair of words.
    attention = [[0.6, 0.2, 0.1], [0.1, 0.1, 0.7]]
    assert link(attention, [0, 0, 0], [0, 0]) == ((0, 0),)


def test_words_change_places_as_in_the_sentence():
    # "أعلن الجيش" -> "army announced"
    assert link([[0.1, 0.9], [0.8, 0.2]], [0, 1], [0, 1]) == ((0, 1), (1, 0))


def test_one_source_word_may_have_several_words_in_english():
    # "محافظتين" -> "two provinces"
    assert link([[0.9], [0.8]], [0], [0, 1]) == ((0, 0), (0, 1))


def test_a_word_that_only_looks_at_the_end_mark_is_linked_to_nothing():
    # Each row lacks what went to the end mark: 0.95 of the second.
    assert link([[0.9, 0.1], [0.02, 0.03]], [0, 1], [0, 1]) == ((0, 0),)


def test_a_source_word_that_nothing_is_made_of_stays_without_links():
    assert link([[0.9, 0.0, 0.1]], [0, 1, 2], [0]) == ((0, 0),)


@pytest.mark.parametrize("empty", [([], [], []), ([], [0], []), ([[]], [], [0])])
def test_without_pieces_there_are_no_links(empty):
    assert link(*empty) == ()


@pytest.mark.parametrize(
    ("surfaces", "text", "expected"),
    [
        ([" The", " city", "."], "The city.", [0, 1, 1]),
        ([" the", " Governor", " &", "apos", ";", " s", " house"], "the Governor's house", [0, 1, 1, 1, 1, 1, 2]),
        ([' "', " Sky", " News", ' "', " said"], '"Sky News" said', [0, 0, 1, 1, 2]),
        ([" ", "سيطر", "ته", " علي"], "سيطرته علي", [0, 0, 0, 1]),  # the lone space belongs to what comes next
        ([" a", " ...", " b"], "a … b", [0, 1, 2]),  # the tokenizer spelt one character out
        ([" yes", " ."], "yes.", [0, 0]),
        ([" x"], "", []),
        ([], "x", []),
    ],
)
def test_pieces_are_found_in_tidied_text(surfaces, text, expected):
    assert places(surfaces, text) == expected


def test_a_piece_beyond_the_text_belongs_to_its_last_word():
    assert places([" a", " b", " ⁇", " "], "a b") == [0, 1, 1, 1]


@pytest.mark.parametrize(
    ("text", "normalized", "expected"),
    [
        ("قال ـ نعم", "قال نعم", [0, 2]),  # a lone stretching mark vanishes
        ("النبي ﷺ قال", "النبي صلى الله عليه وسلم قال", [0, 1, 1, 1, 1, 2]),
        ("جِدّاً قَالَ", "جدا قال", [0, 1]),
        ("", "", []),
    ],
)
def test_words_of_normalized_text_know_where_they_came_from(text, normalized, expected):
    assert normalize(text) == normalized
    assert origins(text, normalize) == expected


def test_words_are_normalized_one_by_one_as_in_the_whole_text(page_path):
    for line in page_path.read_text(encoding="utf-8").splitlines():
        assert " ".join(normalize(word) for word in line.split() if normalize(word)) == normalize(line)


def test_an_article_is_linked_as_its_noun_and_not_as_the_verb_before_it():
    # "أعلن الجيش" -> "The army announced"
    assert lean(((0, 0), (0, 2), (1, 1)), "The army announced") == ((0, 2), (1, 0), (1, 1))


def test_articles_in_a_row_and_at_the_end_do_no_harm():
    assert lean(((0, 2),), "a the army") == ((0, 0), (0, 1), (0, 2))
    assert lean(((0, 0), (1, 1)), "army the") == ((0, 0), (1, 1))


def test_links_of_a_part_move_to_its_place_in_the_whole():
    assert shift(((0, 0), (1, 2)), 4, 5) == ((4, 5), (5, 7))
