from dataclasses import replace

import pytest

from mt.document import SummarySentence, TranslatedParagraph, Translation
from mt.engine import Hypothesis
from mt.errors import UsageError
from mt.models.lock import Frame
from mt.summarize import EngineSummarizer, HeadlineWriter, Source, Trace, Wanted, own_summary, text_of
from mt.summarize.choose import Chooser
from mt.summarize.extract import centrality, repeats
from mt.summarize.source import divide

TEXT = "The army took the city on Friday.\nTwelve men fled to the desert in the south."
TRUE = "The army took the city on Friday as twelve men fled to the desert."


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
    summary = EngineSummarizer(WordEngine(TRUE), limit=20).summarize(TEXT)
    assert (summary.text, summary.method, summary.flags) == (TRUE, "abstractive", ())
    assert summary.sentences == (SummarySentence(TRUE, (0, 1), "supported"),)


def test_a_sentence_with_nothing_like_it_in_the_text_is_dropped_and_counted():
    summary = EngineSummarizer(WordEngine(f"{TRUE} Nine women died in Paris."), limit=30).summarize(TEXT)
    assert summary.text == TRUE
    assert kinds(summary) == ["unsupported"]
    assert "1 left out" in summary.flags[0].message


def test_an_unsupported_sentence_gives_way_to_the_same_said_rightly_in_another_hypothesis():
    wrong, right = "Thirteen men fled to the desert in the south.", "Twelve men fled to the desert."
    first = "The army took the city on Friday."
    worse = f"Nine women died in Paris when a train left the rails at night. {right}"
    summary = EngineSummarizer(WordEngine(f"{first} {wrong}", worse), limit=30).summarize(TEXT)
    assert [(s.text, s.sources, s.status) for s in summary.sentences] == [
        (first, (0,), "supported"),
        (right, (1,), "alternative"),
    ]


def test_an_unsupported_sentence_is_decoded_again_from_the_sentences_it_comes_closest_to():
    class Careful(WordEngine):
        """Wrong about the whole text, right about one sentence of it."""

        def generate(self, sources, decoding, *, ratio=0.0, progress=None):
            self.calls.append(sources)
            whole = "The army took the city on Friday. Thirteen men fled to the desert in the south."
            return [self.hypothesis(whole if len(s) > 12 else "Twelve men fled south to desert.") for s in sources]

    engine = Careful()
    summary = EngineSummarizer(engine, limit=30).summarize(TEXT)
    assert " ".join(engine.calls[1][0]) == "Twelve men fled to the desert in the south."
    assert summary.sentences[1] == SummarySentence("Twelve men fled south to desert.", (1,), "alternative")


def test_without_another_hypothesis_the_texts_own_sentence_stands_in():
    first = "The army took the city on Friday."
    said = f"{first} Thirteen men fled to the desert in the south."
    summary = EngineSummarizer(WordEngine(said), limit=30).summarize(TEXT)
    own = SummarySentence("Twelve men fled to the desert in the south.", (1,), "source")
    assert summary.sentences == (SummarySentence(first, (0,)), own)
    assert summary.method == "abstractive"


def test_the_hypothesis_with_most_supported_words_is_taken_though_it_is_not_the_first():
    summary = EngineSummarizer(WordEngine("Nine women died in Paris.", TRUE), limit=30).summarize(TEXT)
    assert (summary.text, summary.flags) == (TRUE, ())


def test_a_summary_that_is_all_invented_is_replaced_by_the_lead_and_says_so():
    summary = EngineSummarizer(WordEngine("Nine women died in Paris."), limit=30).summarize("The army took the city.")
    assert (summary.text, summary.method, kinds(summary)) == ("The army took the city.", "lead", ["fallback"])


def test_a_looping_summary_is_decoded_again_against_loops_and_then_replaced():
    engine = WordEngine("the city " * 40)
    summary = EngineSummarizer(engine, limit=100).summarize(TEXT)
    assert [call[0][2].repetition_penalty for call in engine.calls] == [1.0, 1.2]
    assert (summary.method, kinds(summary)) == ("lead", ["fallback"])


def test_an_empty_hypothesis_is_replaced_by_the_lead():
    assert EngineSummarizer(WordEngine(""), limit=100).summarize("The army took the city.").method == "lead"


def test_an_empty_text_has_an_empty_summary():
    engine = WordEngine()
    assert EngineSummarizer(engine).summarize(" \n ").text == ""
    assert engine.calls == []


def test_the_same_is_not_said_twice():
    chooser = Chooser(Source.of(TEXT))
    assert len(chooser.choose(["The army took the city on Friday."]).sentences) == 1
    assert chooser.choose(["On Friday the army took the city."]).sentences == ()


def test_a_last_sentence_that_was_cut_off_is_left_out():
    made = Chooser(Source.of(TEXT)).choose(["The army took the city on Friday. Twelve men fled to"])
    assert [s.text for s in made.sentences] == ["The army took the city on Friday."]


# Any length


def test_a_long_text_is_read_whole_and_says_that_it_was_divided():
    engine = WordEngine()
    lines = [f"Colonel Wa{i} took b{i} c{i} d{i} on Friday." for i in range(10)]
    summary = EngineSummarizer(engine, limit=20).summarize("\n".join(lines))
    first_round = " ".join(part for _, part, _ in engine.calls[0])
    assert first_round == " ".join(lines)
    assert all(len(part.split()) <= 20 for call in engine.calls for _, part, _ in call)
    assert summary.flags[0].kind == "long-input"


def test_a_model_that_does_not_shorten_ends_with_the_lead_instead_of_running_for_ever():
    class Echo(WordEngine):
        def generate(self, sources, decoding, *, ratio=0.0, progress=None):
            return [Hypothesis(tuple(s), -0.1, False) for s in sources]

    text = "\n".join(f"Line {i} says w{i} x{i} y{i}." for i in range(12))
    assert EngineSummarizer(Echo(), limit=8).summarize(text).method == "lead"


@pytest.mark.parametrize("words", [30, 60, 120])
def test_a_number_of_words_is_kept_within_a_fifth(words):
    text = "\n".join(f"Colonel Wa{i} took the town of Xo{i} with {i + 2} men on Friday." for i in range(60))
    summary = EngineSummarizer(WordEngine(), limit=100).summarize(text, wanted=Wanted(str(words)))
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
    EngineSummarizer(engine, limit=30).summarize(TEXT, wanted=Wanted(length))
    assert [prefix for call in engine.calls for prefix, _, _ in call] == [(token,)]


def test_a_model_without_such_tokens_keeps_its_own_prefix_and_writes_no_headline():
    engine = WordEngine(TRUE, prefix=("summarize:",))
    summarizer = EngineSummarizer(engine, limit=30)
    summarizer.summarize(TEXT, wanted=Wanted("sentence"))
    assert engine.calls[0][0][0] == ("summarize:",)
    assert summarizer.headline(TEXT) is None


def test_a_headline_is_the_first_hypothesis_that_the_text_supports_without_its_stop():
    engine = WordEngine("Army takes Paris on Friday", "Army took city on Friday.", prefix=("<brief>",))
    summarizer = EngineSummarizer(engine, limit=30)
    assert isinstance(summarizer, HeadlineWriter)
    assert summarizer.headline(TEXT) == SummarySentence("Army took city on Friday", (0,), "supported")
    assert replace(summarizer, engine=WordEngine("Nine die", prefix=("<brief>",))).headline(TEXT) is None


# The text's own sentences


def test_the_lead_leaves_out_a_headline_and_has_twenty_words_at_least():
    long = " ".join(["word"] * 70) + "."
    summary = own_summary(Source.of(f"A headline\nIt rained.\n{long}\nThe end came."), Wanted(method="lead"))
    assert texts(summary) == ["It rained.", long]


def test_the_lead_is_about_sixty_words_of_whole_sentences():
    sentence = "One two three four five six seven eight nine ten."
    summary = own_summary(Source.of(" ".join([sentence] * 20)), Wanted(method="lead"))
    assert texts(summary) == [sentence] * 6


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
