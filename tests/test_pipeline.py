import json

import pytest

import mt
from mt.document import Page
from mt.errors import InputError, UsageError
from mt.pipeline import Settings, stream_lines, translate_lines
from mt.testing import FakeSummarizer, FakeTranslator

ARTICLE = """عنوان قصير للخبر

أعلن الجيش الليبي سيطرته على المدينة. وقال المتحدث باسمه إن العملية استمرت ثلاثة أيام متواصلة.

وأضاف أن القوات عثرت على أسلحة كثيرة في المكان الذي كان يتحصن فيه المسلحون قبل انسحابهم.
"""


def fake(text, **more):
    return mt.digest(text, translator=FakeTranslator(), summarizer=FakeSummarizer(), **more)


def test_paragraphs_come_back_one_for_one_with_their_sentences():
    d = fake(ARTICLE)
    assert [p.source for p in d.paragraphs] == [line for line in ARTICLE.splitlines()[1:] if line]
    assert [len(p.sentences) for p in d.paragraphs] == [2, 1]
    assert d.headline.source == "عنوان قصير للخبر"


def test_a_paragraphs_translation_is_its_sentences_joined():
    d = fake(ARTICLE)
    assert d.paragraphs[0].translation == " ".join(s.text for s in d.paragraphs[0].sentences)


def test_every_line_of_the_page_is_either_translated_or_set_apart(page_path):
    page = page_path.read_text(encoding="utf-8")
    d = fake(page)
    kept = [d.headline.source, *(p.source for p in d.paragraphs), *(r.text for r in d.removed)]
    assert sorted(kept) == sorted(line.strip() for line in page.splitlines() if line.strip())


def test_the_summarizer_reads_the_headline_and_every_paragraph():
    class Listening(FakeSummarizer):
        def summarize(self, text):
            self.heard = text
            return super().summarize(text)

    listener = Listening()
    d = mt.digest(ARTICLE, translator=FakeTranslator(), summarizer=listener)
    assert listener.heard.splitlines() == [d.headline.translation, *(p.translation for p in d.paragraphs)]


@pytest.mark.parametrize(
    ("page", "headline"),
    [("عنوان الخبر\nوصل الوزير إلى تونس مساء أمس.", {0}), ("وصل الوزير إلى تونس مساء أمس.", set())],
)
def test_the_summarizer_is_told_which_sentences_are_the_headline(page, headline):
    class Listener(FakeSummarizer):
        def summarize_translation(self, text, doubtful, *, wanted, headline):
            self.asked.append(headline)
            return self.summarize(text)

    listener = Listener()
    mt.digest(page, translator=FakeTranslator(), summarizer=listener)
    assert listener.asked[0] == headline


def test_a_page_without_arabic_is_refused_with_advice():
    with pytest.raises(InputError, match="no Arabic"):
        fake("Only English here.\nNothing else.")


def test_a_page_of_furniture_alone_is_refused_with_advice():
    with pytest.raises(InputError, match="keep-furniture"):
        fake("اترك تعليقاً\nلن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *")


def test_no_summary_is_made_when_none_is_wanted():
    d = mt.digest(ARTICLE, translator=FakeTranslator(), settings=Settings(summary=False))
    assert d.summary is None


def test_the_digest_says_which_models_and_settings_made_it(translator, summarizer):
    d = mt.digest(ARTICLE, translator=translator, summarizer=summarizer)
    assert d.models["translate"]["name"] and len(d.models["translate"]["digest"]) == 64
    assert d.settings["beam_size"] == translator.decoding.beam_size
    assert set(d.timings) == {"load", "clean", "segment", "translate", "summarize"}


def test_json_holds_the_same_names_as_the_api():
    d = fake(ARTICLE)
    body = json.loads(d.to_json())
    assert body["paragraphs"][0]["source"] == d.paragraphs[0].source
    assert body["headline"]["translation"] == d.headline.translation
    assert body["summary"]["text"] == d.summary.text


def test_loading_the_same_model_twice_gives_one_engine():
    assert mt.load_translator().engine is mt.load_translator().engine


def test_a_beam_of_zero_is_refused():
    with pytest.raises(UsageError, match="beam"):
        mt.load_translator(beam_size=0)


@pytest.mark.slow
def test_the_real_page_is_digested_as_a_reader_wants_it(page_path):
    d = mt.digest(page_path.read_text(encoding="utf-8"))
    assert d.headline is not None
    assert len(d.paragraphs) == 12
    assert len(d.removed) == 7
    english = [d.headline.translation, *(p.translation for p in d.paragraphs), d.summary.text]
    assert all(english)
    assert not any("\u0600" <= letter <= "\u06ff" for text in english for letter in text)
    assert not any(f.kind == "loop" for p in d.paragraphs for f in p.flags)
    assert 20 <= len(d.summary.text.split()) <= 90


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "كلمة " * 2000,
        "قال الوزير الليبي في تصريح صحفي إن الحكومة " * 250,
        "😀 ﷺ ۝ ۩ قال النبي ﷺ 👍🏽 في المدينة",
        "قال the minister قال le ministre قال",
        "\ud800 قال الوزير \udfff",
        "\n".join(["قال الوزير إن الاجتماع تأجل إلى موعد آخر."] * 20_000),
        "قالالوزيرإنالاجتماع" * 3000,
    ],
    ids=["one word", "no stops", "emoji", "mixed", "surrogates", "20,000 lines", "no spaces"],
)
def test_odd_pages_end_well(text):
    d = mt.digest(text, settings=Settings(keep_furniture=True, summary=False))
    assert d.paragraphs or d.headline
    json.loads(d.to_json().encode("utf-8"))


def test_a_paragraph_in_another_language_is_left_as_it_is_and_stays_out_of_the_summary():
    persian = "وزیر خارجه ایران برای گفتگو با همتای خود وارد بغداد شد."
    translator, summarizer = FakeTranslator(), FakeSummarizer()
    page = f"{persian}\n\n{ARTICLE}\n\n{persian}"
    d = mt.digest(page, translator=translator, summarizer=summarizer)
    blocks = [*([d.headline] if d.headline else []), *d.paragraphs]
    left = next(p for p in blocks if p.source == persian)
    assert (left.translation, left.sentences[0].origin) == (persian, "copied")
    assert [flag.kind for flag in left.flags] == ["other-language"]
    assert persian not in translator.asked
    assert persian not in summarizer.asked[0]


def test_lines_in_another_language_are_left_as_they_are():
    translator, urdu = FakeTranslator(), "بارش کی وجہ سے سڑکیں بند ہو گئیں۔"
    lines = translate_lines(Page("x", f"نعم\n{urdu}"), translator=translator).paragraphs
    assert [line.translation for line in lines] == ["nam", urdu]
    assert translator.asked == ["نعم"]


def test_a_page_in_another_language_alone_is_refused_by_its_name():
    with pytest.raises(InputError, match="is in Urdu, as it seems"):
        fake("بارش کی وجہ سے سڑکیں بند ہو گئیں۔")


def test_streamed_lines_are_the_paragraphs_of_translated_lines():
    page = Page("x", ARTICLE)
    whole = translate_lines(page, translator=FakeTranslator())
    assert tuple(stream_lines(page, translator=FakeTranslator())) == whole.paragraphs


def test_the_first_line_is_there_before_the_last_is_asked_for():
    translator = FakeTranslator()
    first = next(stream_lines(Page("x", "نعم\nلا\nربما"), translator=translator))
    assert (first.line, first.translation) == (1, "nam")
    assert translator.asked == ["نعم"]
