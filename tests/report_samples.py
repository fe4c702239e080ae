"""What the tests of reports build their digests from."""

import io
import re
from dataclasses import replace

from rich.console import Console

from mt.document import Digest, Flag, Removed, Summary, SummarySentence, TranslatedParagraph, Translation
from mt.report import show


def paragraph(*pairs, line=1):
    """A paragraph of (Arabic, English, flags...) sentences."""
    sentences = tuple(Translation(ar, en, -0.5, tuple(flags)) for ar, en, *flags in pairs)
    return TranslatedParagraph(
        " ".join(s.source for s in sentences), " ".join(s.text for s in sentences), sentences, line
    )


NUMBER = Flag("number", "the number 200 is missing")
UNSURE = Flag("low-probability", "the model was unsure")


PAGE = Digest(
    name="page.txt",
    headline=paragraph(("عنوان الخبر", "The headline")),
    paragraphs=(
        paragraph(("قال الوزير.", "The minister said."), ("وصل ٢٠٠ جندي.", "Soldiers arrived.", NUMBER), line=3),
        paragraph(("ثم غادر.", "Then he left.", NUMBER, UNSURE), line=5),
    ),
    summary=Summary("A minister spoke.", (SummarySentence("A minister spoke."),), "abstractive"),
    removed=(Removed("شارك الخبر", "share line", 7), Removed("Read more", "link", 9)),
    flags=(Flag("doubtful-page", "2 of 4 sentences have a warning"),),
    models={"translate": {"name": "news-1", "digest": "0123456789abcdef" * 4}},
    timings={"translate": 2.25, "clean": 0.01},
)
CLEAN = replace(PAGE, paragraphs=(paragraph(("نعم.", "Yes.")),), removed=(), flags=())

# What a hostile page may hold: an escape sequence, bidirectional controls, markup, half a character.
HOSTILE = "\x1b[31mred\x07 \u202eeda\u2066 <script>alert(1)</script> & \"'`*_[x](y) \ud800 \x9b\x00 نص"
HOSTILE_PAGE = replace(
    PAGE,
    name=HOSTILE,
    headline=paragraph((HOSTILE, HOSTILE, Flag("number", HOSTILE))),
    paragraphs=(paragraph((HOSTILE, HOSTILE, Flag("number", HOSTILE))),),
    summary=Summary(HOSTILE, (SummarySentence(HOSTILE),), "lead", (Flag("fallback", HOSTILE),)),
    removed=(Removed(HOSTILE, HOSTILE, 2),),
    models={"translate": {"name": HOSTILE, "digest": HOSTILE}},
)
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def on_terminal(digest, width=80, *, show_source=False, **more):
    out = io.StringIO()
    options = {"force_terminal": True, "color_system": "standard", "legacy_windows": False, **more}
    show(digest, Console(file=out, width=width, **options), show_source=show_source)
    return out.getvalue()


def without_ansi(text):
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def doubtful(text, score, confidence):
    flags = (Flag("low-confidence", f"unsure of {text}"),)
    return Translation("نص", text, score, flags, confidence=confidence)
