from dataclasses import replace

import pytest

from mt.document import Flag, SummarySentence, TranslatedParagraph, Translation
from mt.engine import Hypothesis
from mt.errors import UsageError
from mt.models.lock import Frame
from mt.summarize import (
    METHODS,
    EngineSummarizer,
    HeadlineWriter,
    Source,
    Trace,
    Wanted,
    own_summary,
    readable,
    text_of,
)
from mt.summarize.choose import Chooser
from mt.summarize.extract import centrality, repeats
from mt.summarize.own import automatic
from mt.summarize.source import PAGE_BREAK, divide

TEXT = (
    "The army took the city on Friday, while the rebels left.\n"
    "Twelve men fled to the desert in the south, where water is rare."
)
FIRST, SECOND = "The army took the city on Friday.", "Twelve men fled to the desert in the south."
TRUE = f"{FIRST} {SECOND}"
MODEL = Wanted(method="abstractive")


class WordEngine:
    """Pieces are words; the hypotheses for a part are scripted, best first, or its first seven words."""

    def __init__(self, *outputs, prefix=()):
        self.outputs = outputs
        self.calls = []
        self.frame = Frame(source_prefix=prefix)

    def with_prefix(self, *prefix):
        other = WordEngine(*self.outputs, prefix=prefix)
        other.calls = self.calls
        return other

    def encode(self, text):
        return text.split()

    def decode(self, pieces):
        return " ".join(pieces)

    def generate(self, sources, decoding, *, ratio=0.0, progress=None):
        self.calls.append([(self.frame.source_prefix, " ".join(s), decoding) for s in sources])
        outputs = self.outputs or None
        return [self.hypothesis(*(outputs or (" ".join(s[:7]),))) for s in sources]

    @staticmethod
    def hypothesis(best, *others):
        return Hypothesis(tuple(best.split()), -0.1, False, alternatives=tuple(tuple(o.split()) for o in others))


def kinds(summary):
    return [flag.kind for flag in summary.flags]


def texts(summary):
    return [sentence.text for sentence in summary.sentences]


# The model's sentences and what carries them


def test_a_supported_summary_names_the_sentences_that_carry_it():
    summary = EngineSummarizer(WordEngine(TRUE), limit=40).summarize(TEXT, wanted=MODEL)
    assert (summary.text, summary.method, summary.flags) == (TRUE, "abstractive", ())
    assert summary.sentences == (SummarySentence(FIRST, (0,)), SummarySentence(SECOND, (1,)))


def test_a_sentence_that_gives_one_the_deed_of_another_does_not_stand():
    made = Chooser(Source.of(TEXT)).choose([f"The rebels took the city. {SECOND}"]).sentences
    assert not any("rebels took" in sentence.text for sentence in made)
    assert SECOND in [sentence.text for sentence in made]


def test_a_sentence_with_nothing_like_it_in_the_text_is_dropped_and_counted():
    summary = EngineSummarizer(WordEngine(f"{TRUE} Nine women died in Paris."), limit=40).summarize(TEXT, wanted=MODEL)
    assert summary.text == TRUE
    assert kinds(summary) == ["unsupported"]
    assert "1 left out" in summary.flags[0].message


def test_an_unsupported_sentence_gives_way_to_the_same_said_rightly_in_another_hypothesis():
    wrong = "Thirteen men fled to the desert in the south."
    worse = f"Nine women died in Paris when a train left the rails at night. {SECOND}"
    summary = EngineSummarizer(WordEngine(f"{FIRST} {wrong}", worse), limit=40).summarize(TEXT, wanted=MODEL)
    assert [(s.text, s.sources, s.status) for s in summary.sentences] == [
        (FIRST, (0,), "supported"),
        (SECOND, (1,), "alternative"),
    ]


def test_an_unsupported_sentence_is_decoded_again_from_the_sentence_it_comes_closest_to():
    class Careful(WordEngine):
        """Wrong about the whole text, right about one sentence of it."""

        def generate(self, sources, decoding, *, ratio=0.0, progress=None):
            self.calls.append(sources)
            whole = f"{FIRST} Thirteen men fled to the desert in the south."
            return [self.hypothesis(whole if len(s) > 15 else SECOND) for s in sources]

    engine = Careful()
    summary = EngineSummarizer(engine, limit=40).summarize(TEXT, wanted=MODEL)
    assert " ".join(engine.calls[1][0]) == TEXT.splitlines()[1]
    assert summary.sentences[1] == SummarySentence(SECOND, (1,), "alternative")


def test_without_another_hypothesis_the_texts_own_sentence_stands_in():
    said = f"{FIRST} Thirteen men fled to the desert in the south."
    summary = EngineSummarizer(WordEngine(said), limit=40).summarize(TEXT, wanted=MODEL)
    own = SummarySentence(TEXT.splitlines()[1], (1,), "source")
    assert summary.sentences == (SummarySentence(FIRST, (0,)), own)
    assert summary.method == "abstractive"


def test_the_hypothesis_with_most_supported_words_is_taken_though_it_is_not_the_first():
    summary = EngineSummarizer(WordEngine("Nine women died in Paris.", TRUE), limit=40).summarize(TEXT, wanted=MODEL)
    assert (summary.text, summary.flags) == (TRUE, ())


def test_a_summary_that_is_all_invented_is_replaced_by_the_articles_own_sentences_and_says_so():
    summary = EngineSummarizer(WordEngine("Nine women died in Paris."), limit=40).summarize(FIRST, wanted=MODEL)
    assert (summary.text, summary.method, kinds(summary)) == (FIRST, "auto", ["fallback"])


def test_a_looping_summary_is_decoded_again_against_loops_and_then_replaced():
    engine = WordEngine("the city " * 40)
    summary = EngineSummarizer(engine, limit=100).summarize(TEXT, wanted=MODEL)
    assert [call[0][2].repetition_penalty for call in engine.calls] == [1.0, 1.2]
    assert (summary.method, kinds(summary)) == ("auto", ["fallback"])


def test_an_empty_hypothesis_is_replaced_by_the_articles_own_sentences():
    assert EngineSummarizer(WordEngine(""), limit=100).summarize(FIRST, wanted=MODEL).method == "auto"


def test_the_model_unchecked_is_at_hand_for_those_who_try_it_out():
    assert EngineSummarizer(WordEngine("Nine women died."), limit=100).draft(TEXT) == "Nine women died."


def test_an_empty_text_has_an_empty_summary():
    engine = WordEngine()
    assert EngineSummarizer(engine).summarize(" \n ").text == ""
    assert engine.calls == []


def test_the_same_is_not_said_twice():
    chooser = Chooser(Source.of(TEXT))
    assert len(chooser.choose([FIRST]).sentences) == 1
    assert chooser.choose(["On Friday the army took the city."]).sentences == ()


def test_a_last_sentence_that_was_cut_off_is_left_out():
    made = Chooser(Source.of(TEXT)).choose([f"{FIRST} Twelve men fled to"])
    assert [s.text for s in made.sentences] == [FIRST]


def test_a_sentence_about_him_stands_only_behind_the_one_that_names_him():
    source = Source.of("Ali Hamdi opened a school in Sfax. He promised two more. Rain fell on the roads of Gafsa.")
    assert [s.text for s in Chooser(source).choose(["He promised two more."]).sentences] == []
    both = "Ali Hamdi opened a school. He promised two more."
    assert [s.sources for s in Chooser(source).choose([both]).sentences] == [(0,), (1,)]


# Any length


def test_a_long_text_is_read_whole_and_says_that_it_was_divided():
    engine = WordEngine()
    lines = [f"Colonel Wa{i} took b{i} c{i} d{i} on Friday." for i in range(10)]
    summary = EngineSummarizer(engine, limit=20).summarize("\n".join(lines), wanted=MODEL)
    first_round = " ".join(part for _, part, _ in engine.calls[0])
    assert first_round == " ".join(lines)
    assert all(len(part.split()) <= 20 for call in engine.calls for _, part, _ in call)
    assert summary.flags[0].kind == "long-input"


def test_a_model_that_does_not_shorten_gives_way_to_the_articles_own_sentences_instead_of_running_for_ever():
    class Echo(WordEngine):
        def generate(self, sources, decoding, *, ratio=0.0, progress=None):
            return [Hypothesis(tuple(s), -0.1, False) for s in sources]

    text = "\n".join(f"Line {i} says w{i} x{i} y{i}." for i in range(12))
    assert EngineSummarizer(Echo(), limit=8).summarize(text, wanted=MODEL).method == "auto"


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("words", [30, 60, 120])
def test_a_number_of_words_is_kept_within_a_fifth(words, method):
    text = "\n".join(f"Colonel Wa{i} took the town of Xo{i} with {i + 2} men on Friday." for i in range(60))
    summary = EngineSummarizer(WordEngine(), limit=100).summarize(text, wanted=Wanted(str(words), method))
    assert abs(len(summary.text.split()) - words) <= words / 5


def test_parts_are_about_even_and_hold_every_piece_in_order():
    lines = ["a b c d", "e f g", "h i j k l", "m n"]
    parts = divide(lines, encode=str.split, limit=100, parts=2)
    assert [piece for part in parts for piece in part] == " ".join(lines).split()
    assert [len(part) for part in parts] == [7, 7]


@pytest.mark.parametrize("text", ["", "huge", "-3", "9", "5001", "٣٠"])
def test_a_length_that_does_not_exist_is_refused(text):
    with pytest.raises(UsageError, match="words"):
        Wanted(text)


def test_a_method_that_does_not_exist_is_refused():
    with pytest.raises(UsageError, match="lead"):
        Wanted(method="magic")


# Models that know lengths by a token


@pytest.mark.parametrize(
    ("length", "token"), [("headline", "<headline>"), ("sentence", "<sentence>"), ("brief", "<brief>")]
)
def test_a_length_is_asked_for_by_its_token_where_the_model_was_trained_with_them(length, token):
    engine = WordEngine(TRUE, prefix=("<brief>",))
    EngineSummarizer(engine, limit=40).summarize(TEXT, wanted=Wanted(length, "abstractive"))
    assert [prefix for call in engine.calls for prefix, _, _ in call] == [(token,)]


def test_a_model_without_such_tokens_keeps_its_own_prefix_and_writes_no_headline():
    engine = WordEngine(TRUE, prefix=("summarize:",))
    summarizer = EngineSummarizer(engine, limit=40)
    summarizer.summarize(TEXT, wanted=Wanted("sentence", "abstractive"))
    assert engine.calls[0][0][0] == ("summarize:",)
    assert summarizer.headline(TEXT) is None


def test_a_headline_is_the_first_hypothesis_that_the_text_supports_without_its_stop():
    engine = WordEngine("Army takes Paris on Friday", "Army took city on Friday.", prefix=("<brief>",))
    summarizer = EngineSummarizer(engine, limit=30)
    assert isinstance(summarizer, HeadlineWriter)
    assert summarizer.headline(TEXT) == SummarySentence("Army took city on Friday", (0,), "supported")
    assert replace(summarizer, engine=WordEngine("Nine die", prefix=("<brief>",))).headline(TEXT) is None


# The text's own sentences


def auto(text, length="brief", *, doubtful=()):
    summarizer = EngineSummarizer(WordEngine(""), limit=100)
    return summarizer.summarize_translation(text, doubtful, wanted=Wanted(length))


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
    # Where nothing can stand alone the text is taken as it is.
    assert texts(auto(text.replace("The army took the city on Friday.\n", ""))) == text.splitlines()[::2]


def test_a_doubtful_sentence_stands_back_behind_others_near_it_unless_it_is_the_first():
    # Ten words each, so that two make the twenty that are asked for.
    text = (
        "The army took the old city in the north today.\nRain fell on the fields of Kef during the night.\n"
        "Farmers in the south sold their wheat to five mills."
    )
    assert [s.sources for s in auto(text, "20", doubtful={1}).sentences] == [(0,), (2,)]
    assert [s.sources for s in auto(text, "20", doubtful={0}).sentences] == [(0,), (1,)]
    # It comes in where there is room for it.
    assert [s.sources for s in auto(text, doubtful={0, 1}).sentences] == [(0,), (1,), (2,)]


def test_a_long_sentence_loses_what_can_go_and_says_so():
    kept = (
        "The ministry of health opened a hospital for three hundred patients and a school in the north of the country"
    )
    rest = ", while the union of doctors of the same town asked for nurses who know the language of the people there."
    made = auto(kept + rest)
    assert [(s.text, s.status) for s in made.sentences] == [(kept + ".", "shortened")]
    assert own_summary(Source.of(kept + rest), Wanted(method="lead")).text == kept + rest


def test_a_long_sentence_that_cannot_be_shortened_by_rule_may_be_said_shorter_by_the_model():
    text = (
        "The ministry of public works opened, for the first time since the founding of the republic, a long bridge "
        "of steel and stone from one bank of the river to another to help the people."
    )
    said = "The ministry of public works opened a long bridge."
    made = automatic(Source.of(text), Wanted(), shorter=lambda at: said)
    assert [(s.text, s.status) for s in made.sentences] == [(said, "supported")]
    whole = automatic(Source.of(text), Wanted(), shorter=lambda at: "")
    assert [(s.text, s.status) for s in whole.sentences] == [(text, "source")]


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


# From the summary to the Arabic


def paragraph(*pairs):
    sentences = tuple(Translation(ar, en, -0.1) for ar, en in pairs)
    return TranslatedParagraph(" ".join(ar for ar, _ in pairs), " ".join(en for _, en in pairs if en), sentences, 1)


def test_sources_lead_to_translations_though_english_sentences_are_divided_otherwise():
    paragraphs = [
        paragraph(("أ", "It rained. Snow fell.")),  # one Arabic sentence, two English
        paragraph(("ب", "")),  # nothing came out
        paragraph(("ج", "The army,"), ("د", "he said, left.")),  # two Arabic sentences, one English
    ]
    assert text_of(paragraphs) == "It rained. Snow fell.\n\nThe army, he said, left."
    trace = Trace(paragraphs)
    assert trace.sentence(SummarySentence("Snow.", (1,))).sources == (0,)
    assert trace.sentence(SummarySentence("The army left.", (2,))).sources == (2, 3)
    assert trace.sentence(SummarySentence("Both.", (0, 1, 2))).sources == (0, 2, 3)


def test_pages_are_parted_by_a_form_feed():
    blocks = [replace(paragraph(("أ", "It rained.")), page=page) for page in ("a", "a", "b")]
    assert text_of(blocks) == f"It rained.\nIt rained.\n{PAGE_BREAK}It rained."
    assert Trace(blocks).sentence(SummarySentence("It rained.", (2,))).sources == (2,)
    assert Source.of(text_of(blocks)).starts == (0, 2)


def flagged(english, *found, confidence="high"):
    return Translation("ب", english, -0.1, tuple(Flag(kind, "") for kind in found), confidence=confidence)


def test_sentences_that_loop_or_hold_arabic_carry_no_summary_and_keep_their_number():
    made = readable(TranslatedParagraph("ب", "", (flagged("No no no.", "loop"), flagged("It rained.")), 1))
    assert made.translation == "It rained."
    assert Trace([made]).sentence(SummarySentence("It rained.", (0,))).sources == (1,)
    whole = TranslatedParagraph("ب", "It rained.", (flagged("It rained.", "names"),), 1)
    assert readable(whole) is whole


def test_sentences_with_a_warning_are_doubtful_and_those_of_a_low_score_alone_are_not():
    sentences = (flagged("It rained."), flagged("It snowed.", "numbers"), flagged("It hailed.", confidence="low"))
    block = TranslatedParagraph("ب", "It rained. It snowed. It hailed.", sentences, 1)
    assert Trace([block]).doubtful == {1}
