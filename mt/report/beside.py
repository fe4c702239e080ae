"""Several translations of one page beside each other: the Arabic first, a column for each."""

from collections.abc import Sequence
from html import escape

from ..document import Digest, TranslatedParagraph, Translation
from .notes import visible
from .strings import Language, Strings


def beside(digests: Sequence[Digest], names: Sequence[str], language: Language = "en") -> str:
    """Return a table of ``digests``, which are of the same text, under ``names``; a paragraph a row.

    Style and script are those of :mod:`mt.report.fragment`: pointing at a sentence lights it up in all
    columns. Raises :class:`ValueError` when the digests are not of the same text.
    """
    strings = Strings(language)
    columns = [[*([d.headline] if d.headline else []), *d.paragraphs] for d in digests]
    # A heading stands where its column begins, whichever way the page runs.
    heads = f'<th scope="col" dir="rtl">{strings["page.arabic"]}</th>'
    heads += "".join(f'<th scope="col" dir="ltr">{escape(name)}</th>' for name in names)
    body, first = [], 0
    for row in zip(*columns, strict=True):
        cells = "".join(
            f'<td lang="en" dir="ltr" data-name="{escape(name)}">{_sentences(p, first, strings)}</td>'
            for name, p in zip(names, row, strict=True)
        )
        arabic = _sentences(row[0], first)
        body.append(f'<tr><td class="source" lang="ar" dir="rtl">{arabic}</td>{cells}</tr>')
        first += len(row[0].sentences)
    return (
        f'<article class="mt-digest both beside" lang="{language}" dir="{strings.direction}"><table>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(body)}</tbody></table></article>"
    )


def _sentences(paragraph: TranslatedParagraph, first: int, strings: Strings | None = None) -> str:
    """One side of a paragraph; with ``strings`` the English, with its warnings in the reader's language."""
    return " ".join(
        f'<span class="s" data-s="{number}">{escape(visible(sentence.text if strings else sentence.source))}</span>'
        + (_warning(sentence, strings) if strings else "")
        for number, sentence in enumerate(paragraph.sentences, first)
    )


def _warning(sentence: Translation, strings: Strings) -> str:
    reasons = escape("; ".join(strings.message(visible(flag.message)) for flag in sentence.flags))
    return f'<span class="mark" role="img" title="{reasons}" aria-label="{reasons}">⚠</span>' if reasons else ""
