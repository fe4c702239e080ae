"""What the tests of reports build their digests from."""

from mt.document import TranslatedParagraph, Translation


def paragraph(*pairs, line=1):
    """A paragraph of (Arabic, English, flags...) sentences."""
    sentences = tuple(Translation(ar, en, -0.5, tuple(flags)) for ar, en, *flags in pairs)
    return TranslatedParagraph(
        " ".join(s.source for s in sentences), " ".join(s.text for s in sentences), sentences, line
    )
