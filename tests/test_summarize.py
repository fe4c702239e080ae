from mt.engine import Hypothesis
from mt.summarize import EngineSummarizer


class WordEngine:
    """Pieces are words; the summary of a part is scripted or its first three words."""

    def __init__(self, output=None):
        self.output = output
        self.calls = []

    def encode(self, text):
        return text.split()

    def count(self, text):
        return len(text.split())

    def decode(self, pieces):
        return " ".join(pieces)

    def generate(self, sources, decoding, *, ratio=0.0, progress=None):
        self.calls.append([" ".join(s) for s in sources])
        found = [self.output.split() if self.output is not None else list(s[:3]) for s in sources]
        return [Hypothesis(tuple(f), -0.1, False) for f in found]


def test_a_text_that_fits_is_summarized_in_one_part():
    text = "The army took the city on Friday.\nTwelve men fled to the desert in the south."
    said = "The army took the city on Friday as twelve men fled to the desert."
    engine = WordEngine(said)
    summary = EngineSummarizer(engine, limit=20).summarize(text)
    assert engine.calls == [[" ".join(text.split())]]
    assert (summary.text, summary.method, summary.flags) == (said, "abstractive", ())


def test_a_sentence_without_support_is_dropped_and_counted():
    text = "The army took the city on Friday.\nTwelve men fled to the desert in the south."
    true = "The army took the city on Friday as twelve men fled to the desert."
    summary = EngineSummarizer(WordEngine(f"{true} Nine women died in Paris."), limit=30).summarize(text)
    assert summary.text == true
    assert [f.kind for f in summary.flags] == ["unsupported"]


def test_a_summary_that_is_all_invented_is_replaced_by_the_lead():
    summary = EngineSummarizer(WordEngine("Nine women died in Paris."), limit=30).summarize("The army took the city.")
    assert (summary.text, summary.method) == ("The army took the city.", "lead")


def test_a_long_text_is_summarized_whole_and_says_so():
    engine = WordEngine()
    lines = [f"w{i}a w{i}b w{i}c w{i}d" for i in range(10)]
    summary = EngineSummarizer(engine, limit=12).summarize("\n".join(lines))
    first_round = " ".join(engine.calls[0]).split()
    assert first_round == " ".join(lines).split()  # every word was read
    assert all(len(part.split()) <= 12 for call in engine.calls for part in call)
    assert summary.flags[0].kind == "long-input"


def test_a_looping_summary_is_replaced_by_the_lead_and_says_so():
    text = "The army took the city. It lost twenty men. The rest fled to the desert."
    summary = EngineSummarizer(WordEngine("the city " * 40), limit=100).summarize(text)
    assert summary.method == "lead"
    assert summary.text == text
    assert [f.kind for f in summary.flags] == ["fallback"]


def test_an_empty_hypothesis_is_replaced_by_the_lead():
    assert EngineSummarizer(WordEngine(""), limit=100).summarize("The army took the city.").method == "lead"


def test_an_empty_text_has_an_empty_summary():
    engine = WordEngine()
    assert EngineSummarizer(engine).summarize(" \n ").text == ""
    assert engine.calls == []


def test_a_model_that_does_not_shorten_ends_with_the_lead_instead_of_running_for_ever():
    class Echo(WordEngine):
        def generate(self, sources, decoding, *, ratio=0.0, progress=None):
            return [Hypothesis(tuple(s), -0.1, False) for s in sources]

    summary = EngineSummarizer(Echo(), limit=8).summarize("\n".join(f"Line {i} says this." for i in range(12)))
    assert summary.method == "lead"


def test_the_lead_leaves_out_a_headline_and_has_twenty_words_at_least():
    long = " ".join(["word"] * 70) + "."
    summary = EngineSummarizer(WordEngine(""), limit=500).summarize(f"A headline\nIt rained.\n{long}\nThe end came.")
    assert summary.sentences == ("It rained.", long)


def test_the_lead_is_about_sixty_words_of_whole_sentences():
    sentence = "One two three four five six seven eight nine ten."
    summary = EngineSummarizer(WordEngine(""), limit=1000).summarize(" ".join([sentence] * 20))
    assert summary.sentences == (sentence,) * 6
