from concurrent.futures import ThreadPoolExecutor
from itertools import islice

import numpy as np
import pytest

from mt.confidence import HIGH, LOW
from mt.engine import Hypothesis
from mt.errors import UsageError
from mt.testing import FakeTranslator
from mt.translate import EngineTranslator, stream


class RecordingEngine:
    """Stands in for the engine: pieces are words, the hypothesis is scripted by source text.

    ``others`` are the alternatives of a source. Word for word, each output attends to its source.
    """

    def __init__(self, outputs=None, others=None):
        self.outputs = outputs or {}
        self.others = others or {}
        self.calls = []

    def encode(self, text):
        return text.split()

    def count(self, text):
        return len(text.split())

    def decode(self, pieces):
        return " ".join(pieces)

    def surfaces(self, pieces):
        return [f" {piece}" for piece in pieces]

    def stream(self, sources, decoding, *, ratio=0.0):
        self.calls.append(([" ".join(s) for s in sources], decoding))
        # As of the engine: the longest first.
        for i in sorted(range(len(sources)), key=lambda i: -len(sources[i])):
            yield i, self._hypothesis(sources[i], decoding)

    def attend(self, sources, targets):
        return [
            Hypothesis(tuple(target), -0.5, False, attention=np.eye(len(target), len(source), dtype=np.float32))
            for source, target in zip(sources, targets, strict=True)
        ]

    def _hypothesis(self, source, decoding):
        key = "again" if decoding.no_repeat_ngram_size else "first"
        text, score = self.outputs.get((key, " ".join(source)), (f"English of {len(source)} words", -0.5))
        others = self.others.get(" ".join(source), ())[: decoding.alternatives]
        eye = np.eye(len(text.split()), len(source), dtype=np.float32) if decoding.attention else None
        return Hypothesis(tuple(text.split()), score, False, tuple(tuple(o.split()) for o in others), eye)


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
        {("first", "وصل إلى سرت"): (loop, -0.1), ("again", "وصل إلى سرت"): ("He arrived in Sirte", -0.9)}
    )
    [result] = EngineTranslator(engine).translate(["وصل إلى سرت"])
    assert result.text == "He arrived in Sirte"
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


def test_words_of_the_text_as_written_are_aligned_even_where_normalization_drops_some():
    engine = RecordingEngine({("first", "قال نعم"): ("said yes", -0.1)})
    [result] = EngineTranslator(engine).translate(["قال ـ نَعَم"])
    assert result.source == "قال ـ نَعَم"
    assert result.alignment == ((0, 0), (2, 1))


def test_the_parts_of_a_long_sentence_are_aligned_in_the_whole():
    engine = RecordingEngine({("first", "قال الوزير،"): ("minister said", -0.5), ("first", "نعم لا"): ("yes no", -0.5)})
    [result] = EngineTranslator(engine, limit=2).translate(["قال الوزير، نعم لا"])
    assert result.alignment == ((0, 0), (1, 1), (2, 2), (3, 3))


def test_alignment_can_be_left_out():
    engine = RecordingEngine()
    [result] = EngineTranslator(engine, align=False).translate(["قال نعم"])
    assert result.alignment == ()
    assert not engine.calls[0][1].attention


def test_a_given_translation_can_be_aligned():
    translator = EngineTranslator(RecordingEngine())
    assert translator.align_pair("قال ـ نعم", "said yes") == ((0, 0), (2, 1))
    assert translator.align_pair("قال", "") == translator.align_pair("", "said") == ()


def test_alternatives_are_distinct_readable_and_never_the_translation_itself():
    others = {"قال نعم": ("He said yes", "He said yes", "said yes", "yes " * 40, "He agreed")}
    engine = RecordingEngine({("first", "قال نعم"): ("said yes", -0.1)}, others)
    [result] = EngineTranslator(engine, alternatives=5).translate(["قال نعم"])
    assert result.alternatives == ("He said yes", "He agreed")
    [none] = EngineTranslator(engine).translate(["قال نعم"])
    assert none.alternatives == ()


def test_a_sentence_in_parts_has_the_alternatives_of_all_parts_together():
    engine = RecordingEngine(
        {("first", "قال الوزير،"): ("a", -0.5), ("first", "نعم لا"): ("b", -0.5)},
        {"قال الوزير،": ("a2", "a3"), "نعم لا": ("b2",)},
    )
    [result] = EngineTranslator(engine, limit=2, alternatives=2).translate(["قال الوزير، نعم لا"])
    assert result.alternatives == ("a2 b2", "a3 b")


@pytest.mark.parametrize("count", [-1, 33])
def test_a_number_of_alternatives_that_cannot_be_given_is_refused(count):
    with pytest.raises(UsageError, match="0 to 32"):
        EngineTranslator(RecordingEngine(), alternatives=count)


def test_what_is_asked_for_beyond_the_decoding_is_recorded():
    assert EngineTranslator(RecordingEngine(), alternatives=2).settings == {"alternatives": 2}
    assert EngineTranslator(RecordingEngine()).settings == {}


@pytest.mark.parametrize(("score", "level"), [(-0.01, "high"), ((LOW + HIGH) / 2, "medium"), (-3.0, "low")])
def test_confidence_falls_with_the_score(score, level):
    engine = RecordingEngine({("first", "قال نعم"): ("said yes", score)})
    [result] = EngineTranslator(engine).translate(["قال نعم"])
    assert result.confidence == level


def test_a_stream_gives_the_same_translations_in_order():
    texts = [f"قال {n}" for n in range(200)]
    fake = FakeTranslator()
    assert list(stream(fake, texts)) == FakeTranslator().translate(texts)


def test_a_stream_begins_before_its_texts_end():
    fake = FakeTranslator()
    first = list(islice(stream(fake, iter(["نعم", "لا", "ربما", "أبدا"])), 1))
    assert [t.text for t in first] == ["nam"]
    assert fake.asked == ["نعم"]


def test_the_embedded_model_links_names_and_numbers_to_their_words(translator):
    source, english = "قتل 17 شخصا في بغداد.", "Seventeen or 17 people were killed in Baghdad."
    linked = {(source.split()[s], english.split()[t]) for s, t in translator.align_pair(source, english)}
    assert {("17", "17"), ("بغداد.", "Baghdad.")} <= linked


def test_every_link_of_the_real_page_stands_at_words_that_exist(translator, page_path):
    lines = [line for line in page_path.read_text(encoding="utf-8").splitlines() if line.strip()]
    for done in translator.translate(lines):
        sources, targets = len(done.source.split()), len(done.text.split())
        assert all(0 <= s < sources and 0 <= t < targets for s, t in done.alignment)
        assert done.alignment == tuple(sorted(set(done.alignment)))
        assert done.alignment or done.origin == "copied"


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
