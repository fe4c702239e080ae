import pytest

import mt
from mt.document import Flag
from mt.normalize import ARABIC_LETTER
from mt.summarize import Summarizer
from mt.testing import FakeSummarizer, FakeTranslator, transliterate
from mt.translate import Translator

FLAG = Flag("length", "far too short")


def test_the_fakes_stand_for_translator_and_summarizer():
    # The annotations are checked by mypy where it runs over the tests, the calls by Python.
    translator: Translator = FakeTranslator()
    summarizer: Summarizer = FakeSummarizer()
    digest = mt.digest("قال الوزير إن الاجتماع تأجل.", translator=translator, summarizer=summarizer)
    assert digest.paragraphs[0].translation == digest.summary.text == "qal alwzyr in alajtmaa tajl."


def test_a_translation_comes_back_for_every_text_in_order_and_is_remembered():
    fake = FakeTranslator(known={"نعم": "Yes"}, flags={"لا": (FLAG,)})
    results = fake.translate(["نعم", "لا", ""])
    assert [(r.source, r.text, r.flags) for r in results] == [("نعم", "Yes", ()), ("لا", "la", (FLAG,)), ("", "", ())]
    assert fake.asked == ["نعم", "لا", ""]


def test_progress_is_told_after_each_text():
    heard = []
    FakeTranslator().translate(["أ", "ب"], progress=lambda done, total: heard.append((done, total)))
    assert heard == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [("قال ٢٠٠ جندي؟", "qal 200 jndy?"), ("كِتَابٌ", "ktab"), ("NATO، 3.5", "NATO, 3.5"), ("گچ\ufdf2", "")],
    ids=["digits and marks", "vowel signs dropped", "Latin kept", "other Arabic signs dropped"],
)
def test_transliteration_leaves_no_arabic(arabic, latin):
    assert transliterate(arabic) == latin
    assert not ARABIC_LETTER.search(latin)


def test_the_fake_summary_is_the_first_line():
    fake = FakeSummarizer(flags=(FLAG,))
    assert fake.summarize("\n  One line. \nTwo.").text == "One line."
    assert fake.summarize("One.").flags == (FLAG,)
    assert fake.summarize("").text == ""
    assert fake.asked == ["\n  One line. \nTwo.", "One.", ""]
