from dataclasses import replace

import pytest

from mt.document import SummarySentence
from mt.engine import Hypothesis
from mt.errors import UsageError
from mt.models.lock import Frame
from mt.summarize import (
    METHODS,
    EngineSummarizer,
    HeadlineWriter,
    Source,
    Wanted,
)
from mt.summarize.choose import Chooser
from mt.summarize.source import divide

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


# The default


def test_the_default_asks_no_model():
    engine = WordEngine(TRUE)
    text = (
        "The ministry of public works opened, for the first time since the founding of the republic, a long bridge "
        "of steel and stone from one bank of the river to another to help the people."
    )
    made = EngineSummarizer(engine, limit=100).summarize(text)
    assert [(s.text, s.status) for s in made.sentences] == [(text, "source")]
    assert engine.calls == []
