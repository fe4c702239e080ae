from concurrent.futures import ThreadPoolExecutor

import pytest

from mt.engine import Hypothesis
from mt.translate import EngineTranslator


class RecordingEngine:
    """Stands in for the engine: pieces are words, the hypothesis is scripted by source text."""

    def __init__(self, outputs=None):
        self.outputs = outputs or {}
        self.calls = []

    def encode(self, text):
        return text.split()

    def count(self, text):
        return len(text.split())

    def decode(self, pieces):
        return " ".join(pieces)

    def generate(self, sources, decoding, *, ratio=0.0, progress=None):
        self.calls.append(([" ".join(s) for s in sources], decoding))
        key = "again" if decoding.no_repeat_ngram_size else "first"
        found = [self.outputs.get((key, " ".join(s)), (f"English of {len(s)} words", -0.5)) for s in sources]
        return [Hypothesis(tuple(text.split()), score, False) for text, score in found]


def test_each_text_gets_one_translation_in_order_with_its_own_source():
    texts = ["قال الوزير", "نعم", "قال الوزير"]
    result = EngineTranslator(RecordingEngine()).translate(texts)
    assert [t.source for t in result] == texts
    assert [t.text for t in result] == ["English of 2 words", "English of 1 words", "English of 2 words"]


def test_equal_texts_are_decoded_once_even_when_they_differ_only_in_spelling_marks():
    engine = RecordingEngine()
    EngineTranslator(engine).translate(["قال", "قـــال", "قَالَ", "قال"])
    assert engine.calls[0][0] == ["قال"]


def test_text_without_arabic_is_copied_and_only_words_of_another_language_are_flagged():
    engine = RecordingEngine()
    number, french = EngineTranslator(engine).translate(["2016 – 95 %", "le ministre a parlé hier"])
    assert (number.text, number.flags) == ("2016 – 95 %", ())
    assert french.text == "le ministre a parlé hier"
    assert [f.kind for f in french.flags] == ["not-arabic"]
    assert engine.calls == [] or engine.calls[0][0] == []


def test_an_empty_text_gives_an_empty_translation():
    [empty] = EngineTranslator(RecordingEngine()).translate([""])
    assert (empty.text, empty.flags) == ("", ())


def test_a_looping_hypothesis_is_decoded_again_and_the_better_one_kept():
    loop = "the city " * 30
    engine = RecordingEngine(
        {("first", "سرت سرت سرت"): (loop, -0.1), ("again", "سرت سرت سرت"): ("Sirte, Sirte, Sirte", -0.9)}
    )
    [result] = EngineTranslator(engine).translate(["سرت سرت سرت"])
    assert result.text == "Sirte, Sirte, Sirte"
    assert "loop" not in [f.kind for f in result.flags]
    assert engine.calls[1][1].no_repeat_ngram_size == 3


def test_a_hypothesis_that_still_loops_is_flagged():
    loop = "the city " * 30
    engine = RecordingEngine({(n, "سرت"): (loop, -0.1) for n in ("first", "again")})
    [result] = EngineTranslator(engine).translate(["سرت"])
    assert "loop" in [f.kind for f in result.flags]


def test_an_over_long_sentence_is_translated_in_parts_and_says_so():
    engine = RecordingEngine()
    [result] = EngineTranslator(engine, limit=10).translate(["، ".join(["قال الوزير اليوم"] * 8)])
    assert result.cuts >= 2
    assert all(len(source.split()) <= 10 for source in engine.calls[0][0])
    assert "cut" in [f.kind for f in result.flags]


def test_the_score_of_a_sentence_in_parts_is_the_mean_a_piece():
    # 3 pieces at -0.5 and 1 piece at -2.5 make (3 * -0.5 + 1 * -2.5) / 4 = -1.0
    engine = RecordingEngine({("first", "قال الوزير،"): ("a b c", -0.5), ("first", "نعم لا"): ("d", -2.5)})
    [result] = EngineTranslator(engine, limit=2).translate(["قال الوزير، نعم لا"])
    assert result.text == "a b c d"
    assert result.score == pytest.approx(-1.0)


@pytest.mark.parametrize("twin", ["أعلن الجيش الليبى سيطرته على المدينه", "اعلن الجيــش الليبي سيطرتهُ على المدينه"])
def test_the_embedded_model_reads_variant_spellings_as_one(translator, twin):
    plain, variant = translator.translate(["أعلن الجيش الليبي سيطرته على المدينه", twin])
    assert plain.text == variant.text != ""


def test_one_translator_may_be_used_by_many_threads(translator):
    texts = ["أعلن الجيش الليبي سيطرته على المدينة.", "قال الوزير إن الاجتماع تأجل.", "قتل شخصان في طرابلس."] * 3
    expected = [translator.translate([t])[0].text for t in texts]
    with ThreadPoolExecutor(8) as pool:
        found = [f.text for [f] in pool.map(lambda t: translator.translate([t]), texts)]
    assert found == expected
