"""Summaries of a text's own sentences: which are taken, what is left of them, who "he" is."""

import math

import pytest

from mt.summarize import Source, Wanted, own_summary
from mt.summarize.extract import centrality, repeats
from mt.summarize.lead import lead
from mt.summarize.refer import speaker
from mt.summarize.source import PAGE_BREAK
from mt.summarize.worth import worth


def texts(summary):
    return [sentence.text for sentence in summary.sentences]


def auto(text, length="brief", *, doubtful=()):
    return own_summary(Source.of(text, doubtful=doubtful), Wanted(length))


def test_the_lead_leaves_out_headlines_fragments_and_questions():
    text = (
        "A headline\nBy Ali Hamdi.\nWho took the city?\nThe army took the city today.\nThe rebels fled to the desert."
    )
    summary = own_summary(Source.of(text), Wanted(method="lead"))
    assert texts(summary) == ["The army took the city today.", "The rebels fled to the desert."]


def test_the_lead_has_twenty_words_at_least():
    long = "The army took " + " ".join(["city"] * 70) + "."
    summary = own_summary(Source.of(f"Rain fell on the fields.\n{long}\nThe end of it came."), Wanted("10", "lead"))
    assert len(texts(summary)[0].split()) == 5
    assert len(summary.text.split()) < 20


def test_a_sentence_that_hangs_on_one_that_is_not_there_is_passed_over():
    text = "And it was good to be there again.\nThe army took the city on Friday.\nHe added that rain had fallen."
    assert texts(auto(text)) == ["The army took the city on Friday.", "He added that rain had fallen."]
    them = f"{text.splitlines()[1]}\nWho fled to the desert?\nThe prosecution ordered the arrest of all of them."
    assert texts(auto(them)) == ["The army took the city on Friday."]
    own = "The army held ten rebels and brought both of them to the city."
    assert texts(auto(own)) == [own]
    # Where nothing can stand alone the text is taken as it is.
    assert texts(auto(text.replace("The army took the city on Friday.\n", ""))) == text.splitlines()[::2]


def test_a_headline_is_passed_over_whatever_it_ends_with():
    body = "The army took the city on Friday."
    for headline in ("Army takes city..", "On Friday. Army takes city", "Army takes city (pictures)", "War: who won?"):
        assert texts(auto(f"{headline}\n{body}")) == [body]
    assert texts(auto(f"Rain fell on the fields.\n{body}")) == ["Rain fell on the fields.", body]


def test_what_the_headline_announces_is_told_though_it_comes_late():
    text = (
        "Nurses of Sfax hospital strike\nThe union of nurses met in its house on Friday with guests from all towns.\n"
        "Rain fell on the fields of Kef during the night.\nThe mayor of Gafsa opened a new market for the farmers.\n"
        "It is open all week.\nThe nurses of the hospital of Sfax began a strike for better wages."
    )
    made = auto(text, "30")
    assert [s.sources for s in made.sentences] == [(1,), (5,)]


def test_what_stands_before_the_story_and_has_no_word_of_its_headline_is_passed_over():
    text = (
        "Nurses of Sfax hospital strike\nRain fell on the fields of Kef during the night.\n"
        "The nurses of the hospital of Sfax began a strike for better wages.\n"
        "The union of health said that it backed the workers."
    )
    assert [s.sources for s in auto(text).sentences] == [(2,), (3,)]


def test_a_clause_that_says_which_is_not_cut_off():
    sentence = (
        "The officers of the national guard in the old town of the district of the north caught a young man of twenty "
        "years who killed a friend in the market after they had quarrelled."
    )
    assert "who killed a friend" in texts(auto(sentence))[0]


def test_a_sentence_without_its_stop_is_one_and_gets_it_and_a_list_is_none():
    text = "The team called eleven players for the first match of the cup in the capital next week\nAli Hamdi.\nOmar."
    assert texts(auto(f"Players for the cup\n{text}")) == [f"{text.splitlines()[0]}."]


def test_a_pronoun_gives_way_to_the_name_that_the_sentence_before_leaves_no_doubt_of():
    # The first is too long for the summary behind the sentence on rain, so that the second needs its name.
    said = "Mayor Habib Hamdi said that " + "the road was open and " * 14 + "the bridge was closed."
    text = f"Rain fell on all the fields of Kef and on those of Beja in the north of the country.\n{said}\n"
    made = auto(f"{text}He added that the school was dry.", "25")
    assert [(s.text, s.sources, s.status) for s in made.sentences[1:]] == [
        ("Habib Hamdi added that the school was dry.", (1, 2), "resolved")
    ]
    assert len(auto(f"{text}It added that the school was dry.", "25").sentences) == 1


def test_a_doubtful_sentence_stays_out_unless_it_is_the_first_or_tells_what_the_headline_says():
    text = (
        "The army took the old city in the north today.\nRain fell on the fields of Kef during the night.\n"
        "Farmers in the south sold their wheat to five mills."
    )
    assert [s.sources for s in auto(text, doubtful={1}).sentences] == [(0,), (2,)]
    assert [s.sources for s in auto(text, doubtful={0}).sentences] == [(0,), (1,), (2,)]
    assert [s.sources for s in auto(text, doubtful={0, 1, 2}).sentences] == [(0,)]
    titled = f"Farmers of north sell wheat to mills\n{text}"
    assert [s.sources for s in auto(titled, doubtful={2, 3}).sentences] == [(1,), (3,)]


def test_shortening_leaves_what_the_headline_says():
    kept = "The fair of dates sold more than seven hundred tons of all kinds in the first days of its yearly market"
    rest = (
        ", and the office of quality seized thirty boxes of old fruit that did not fit the rules for food sold there."
    )
    assert texts(auto(f"Dates sold at fair\n{kept}{rest}")) == [f"{kept}."]
    assert texts(auto(f"Boxes of fruit seized at fair\n{kept}{rest}")) == [kept + rest]


def test_behind_the_first_come_those_with_figures_and_names():
    text = (
        "The army took the old city in the north today.\nThe weather was good for all who were out in the fields.\n"
        "There was much to be seen by those who came.\nThe bank of Sfax lost 20 million dinars in May and 12 in June."
    )
    assert [s.sources for s in auto(text, "20").sentences] == [(0,), (3,)]
    assert [s.sources for s in own_summary(Source.of(text), Wanted("20", "lead")).sentences] == [(0,), (1,)]


def test_worth_is_the_weighted_sum_of_what_is_seen():
    # Place 1 is a half; of eight words one is a number, and two of them are names.
    expected = 0.179 + 0.126 / 2 + 0.050 / 4 + 0.128 * 2 / 8 - 0.168 * math.log(8) / 4
    assert worth("In Sfax 20 men met Hamdi last week.", 1) == pytest.approx(expected)


def test_what_is_not_worth_its_length_beside_the_rest_is_left_out():
    # All of the weight lies on the first; the others are as long and hold a tenth of it.
    text = "\n".join(f"The mayor of Wa{i} opened a school in Xo{i} today." for i in range(6))
    value = [1.0, 0.1, 0.1, 0.1, 0.1, 0.1]
    # Worth a word of the first ten and 40 with nothing: 1.0 * 10 / 50 = 0.2, and 0.1 would lower that.
    assert [s.sources for s in lead(Source.of(text), 60, worth=value.__getitem__)] == [(0,)]
    assert len(lead(Source.of(text), 60, worth=lambda _: 0.1)) == 6


def test_a_good_sentence_is_not_passed_over_for_its_length_while_little_is_told():
    first = "The army took the old city in the north today after a week of heavy fighting in its streets."
    second = (
        "The rebels left the hills of Kef for the desert in the south with all their trucks, said a farmer who saw "
        "them pass by his house at night, and they took with them the grain of nine villages, the doctor of the "
        "district and his son, forty sheep and a tank that had stood near the old bridge since the winter before."
    )
    third = "Rain fell on the fields of Kef during the night."
    summary = own_summary(Source.of(f"{first}\n{second}\n{third}"), Wanted(method="lead"))
    assert [s.sources for s in summary.sentences] == [(0,), (1,)]


def test_a_page_opens_with_its_opening_though_no_verb_is_seen_in_it():
    opening = "The foreign minister of the republic pays a working visit to Tunis on the first of June."
    other = "The weather of the week in all the towns of the north and of the far south."
    body = "The army took the city on Friday."
    assert texts(auto(f"{opening}\n{other}\n{body}")) == [opening, body]


def test_a_long_sentence_loses_what_can_go_and_says_so():
    kept = (
        "The ministry of health opened a hospital for three hundred patients and a school in the north of the country"
    )
    rest = (
        ", while the union of doctors of the same town asked for nurses who know the language of the people who live "
        "there."
    )
    made = auto(kept + rest)
    assert [(s.text, s.status) for s in made.sentences] == [(kept + ".", "shortened")]
    assert own_summary(Source.of(kept + rest), Wanted(method="lead")).text == kept + rest


def test_no_summary_repeats_itself_or_breaks_off():
    again = "The army took the city of Sirte on Friday."
    text = f"{again}\nOn Friday the army took Sirte city.\n{again}\nRain fell on the fields of Kef and"
    assert texts(auto(text)) == [again]


def test_a_long_text_is_not_summed_up_by_its_beginning_alone():
    filler = [f"Wa{i} of Ba{i} and Ta{i} of Da{i} sold Xo{i} to Ya{i}, Zo{i} and Fa{i}." for i in range(60)]
    # The second of these resembles both others, which do not resemble each other.
    storm = [
        "A storm flooded the valley.",
        "The storm that flooded the valley broke the bridge and closed the harbour.",
        "The harbour closed because the bridge broke.",
    ]
    places = [
        s.sources[0] for s in auto("\n".join(["The fair of wheat began in the north.", *filler, *storm])).sentences
    ]
    assert places[0] == 0
    assert 62 in places


def test_each_of_several_pages_has_its_turn():
    pages = ["The army took the city on Friday.\nRain fell on the fields of Kef.", "The union called a strike in Sfax."]
    made = auto(PAGE_BREAK.join(pages), "14")
    assert texts(made) == ["The army took the city on Friday.", "The union called a strike in Sfax."]


def test_the_lead_is_about_sixty_words_of_whole_sentences():
    sentences = [f"The mayor of Wa{i} opened a school in Xo{i} today." for i in range(20)]
    assert texts(own_summary(Source.of(" ".join(sentences)), Wanted(method="lead"))) == sentences[:6]


def test_abbreviations_end_no_sentence():
    assert Source.of("The U.S. left road No. 13. It rained.").sentences == ("The U.S. left road No. 13.", "It rained.")


def test_centrality_is_the_stationary_walk_over_similar_sentences():
    # Sentence 0 shares words with 1 and with 2, which share none with each other: a path of three nodes with
    # loops. With damping 0.85 the stationary solution, worked by hand, is r0 = 0.05 + 0.85 (r0/3 + r1),
    # r1 = r2 = 0.05 + 0.85 (r1/2 + r0/3), so r0 = 0.41606, r1 = 0.29197.
    ranks = centrality(["Ministers visited Tunis farms.", "Ministers visited Sfax.", "Tunis farms burned."])
    assert ranks == pytest.approx([0.41606, 0.29197, 0.29197], abs=1e-5)


def test_the_extractive_summary_keeps_the_order_of_the_text_and_repeats_nothing():
    text = (
        "Rain fell in the north. The army took the city of Sirte on Friday. On Friday the army took Sirte city. "
        "The army said Sirte city was quiet. Prices of bread rose."
    )
    summary = own_summary(Source.of(text), Wanted("20", "extractive"))
    assert summary.method == "extractive"
    places = [sentence.sources[0] for sentence in summary.sentences]
    assert places == sorted(places)
    assert not ({1, 2} <= set(places))
    assert all(sentence.status == "source" for sentence in summary.sentences)


def test_saying_less_of_the_same_is_a_repetition_and_saying_something_else_is_not():
    assert repeats("The army took Sirte.", ["On Friday the army took the city of Sirte."])
    assert not repeats("The army took Sirte.", ["Twenty men died in Sirte."])


@pytest.mark.parametrize(
    ("before", "sentence", "who"),
    [
        (["Mayor Ali Hamdi said that it rained."], "He also noted that it snowed.", ("Ali Hamdi", 0)),
        (
            ["The spokesman for the ministry, Ali Hamdi, said that it rained."],
            "He noted that it snowed.",
            ("Ali Hamdi", 0),
        ),
        (["Minister of Health Ali Hamdi said it rained.", "He added that it was dry."], "He noted.", ("Ali Hamdi", 0)),
        (["Ali Hamdi left.", "Hamdi said that it rained."], "He added that it snowed.", ("Ali Hamdi", 1)),
        (["Mrs Amna Hamdi said that it rained."], "She added that it snowed.", ("Amna Hamdi", 0)),
        # Another may be meant.
        (["Ali Hamdi said that Omar Saidi had left."], "He added that it snowed.", None),
        (["A spokesman for President Ali Hamdi said that it rained."], "He added that it snowed.", None),
        (["The brother of Ali Hamdi said that it rained."], "He added that it snowed.", None),
        (["Ali Hamdi's driver said that it rained."], "He added that it snowed.", None),
        (["The minister said that Ali Hamdi had left."], "He added that it snowed.", None),
        (["Ali Hamdi met the minister."], "He added that it snowed.", None),
        (["Ali Hamdi said that it rained."], "She added that it snowed.", None),
        (["Ali Hamdi said that it rained."], "He left the town.", None),
        (["Ali Hamdi said that it rained.", "Rain fell."], "He added that it snowed.", None),
        (["Ali Hamdi left.", "Omar Hamdi left.", "Hamdi said that it rained."], "He added that it snowed.", None),
        (["The ministry said that it rained."], "He added that it snowed.", None),
    ],
)
def test_who_goes_on_speaking_is_named_only_where_that_is_certain(before, sentence, who):
    assert speaker(before, sentence) == who
