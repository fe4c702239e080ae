"""From the sentences of a summary to the translations that they rest on, and so to their Arabic."""

from dataclasses import replace

from mt.document import Flag, SummarySentence, TranslatedParagraph, Translation
from mt.summarize import Source, Trace, readable, text_of
from mt.summarize.source import PAGE_BREAK


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


def test_a_quotation_that_was_not_closed_joins_no_two_translations():
    said, went, fell = 'The mayor said: "The road is open.', "Ali Hamdi went to Sfax.", 'Rain fell on the "old" roads.'
    block = paragraph(("أ", said), ("ب", went), ("ج", fell))
    assert Source.of(" ".join((said, went, fell))).sentences != (said, went, fell)  # what a cut by itself makes of it
    assert Source.of(text_of([block])).sentences == (said, went, fell)
    trace = Trace([block])
    assert [trace.sentence(SummarySentence("", (at,))).sources for at in range(3)] == [(0,), (1,), (2,)]


def test_a_quotation_of_two_translations_that_was_closed_stays_with_who_said_it():
    block = paragraph(("أ", 'The mayor said: "The road is open.'), ("ب", 'It is dry."'))
    assert Source.of(text_of([block])).sentences == ('The mayor said: "The road is open. It is dry."',)


def test_the_headline_of_a_titled_page_is_known_by_its_sentences():
    blocks = [paragraph(("أ", "The army won. Ten died.")), paragraph(("ب", "The army took the city."))]
    assert Trace(blocks, titled=True).headline == {0, 1}
    assert Trace(blocks).headline == set()


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


def test_sentences_with_a_warning_or_of_low_confidence_are_doubtful():
    sentences = (flagged("It rained."), flagged("It snowed.", "numbers"), flagged("It hailed.", confidence="low"))
    block = TranslatedParagraph("ب", "It rained. It snowed. It hailed.", sentences, 1)
    assert Trace([block]).doubtful == {1, 2}
