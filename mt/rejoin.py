"""Paragraphs to sentences and back: what of a page is translated, and where each translation belongs.

>>> block = Paragraph("نعم. لا.", line=4)
>>> english = [Translation("نعم.", "Yes.", -0.1), Translation("لا.", "No.", -0.1)]
>>> [made] = rejoin([block], [sentences_of(block)], english)
>>> made.translation, made.line
('Yes. No.', 4)
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from .document import Page, Paragraph, TranslatedParagraph, Translation
from .language import other_language, untouched
from .segment import segment


def lines_of(page: Page) -> list[Paragraph]:
    """The lines of ``page`` that are not blank."""
    return [Paragraph(text.strip(), n) for n, text in enumerate(page.text.split("\n"), 1) if text.strip()]


def sentences_of(block: Paragraph) -> tuple[str, ...]:
    """The sentences of a paragraph; none where it is Persian or another language in Arabic letters."""
    return () if other_language(block.text) else tuple(s.text for s in segment(block.text))


def rejoin(
    blocks: Sequence[Paragraph], sentences: Sequence[Sequence[str]], translations: Iterable[Translation]
) -> Iterator[TranslatedParagraph]:
    """Yield every paragraph with its translations, which come in order, as soon as all of them are there."""
    pending = iter(translations)
    for block, texts in zip(blocks, sentences, strict=True):
        own = tuple(islice(pending, len(texts))) or (untouched(block.text, other_language(block.text)),)
        yield TranslatedParagraph(block.text, " ".join(t.text for t in own if t.text), own, block.line)
