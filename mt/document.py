"""The values that pass between the stages. All are frozen; each says what always holds of it.

``Page`` --clean--> ``Article`` --segment--> ``Sentence`` spans --translate--> ``Translation``
--rejoin--> ``TranslatedParagraph`` --summarize--> ``Summary`` --> ``Digest``.
"""

import json
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

SCHEMA_VERSION = "1.0"


@dataclass(frozen=True, slots=True)
class Page:
    r"""Decoded text of one input. ``text`` has ``\n`` line ends, no BOM and no NUL."""

    name: str
    text: str
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Removed:
    """A line that cleaning set apart. ``line`` counts from 1 in the page; ``text`` is as it stood there.

    ``page`` is as in :class:`TranslatedParagraph`.
    """

    text: str
    reason: str
    line: int
    page: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of an article as it stood on the page, without white space around it.

    ``line`` counts from 1 in the page. Never empty.
    """

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Article:
    """What a page says. Every non-blank line of the page is in exactly one of the three fields.

    Only a line that begins with a byline is in two: the byline is ``removed``, the rest a paragraph.
    """

    headline: Paragraph | None
    paragraphs: tuple[Paragraph, ...]
    removed: tuple[Removed, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A span of a paragraph: ``paragraph[start:end] == text``. Never empty."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Flag:
    """A reason not to trust a piece of output.

    ``kind`` is one of the names in :data:`mt.checks.KINDS`; ``message`` is for people.
    """

    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry met in a source: its words there, the wanted English, and whether the hypothesis has it."""

    source: str
    target: str
    applied: bool


@dataclass(frozen=True, slots=True)
class Translation:
    """One source text and its hypothesis.

    ``score`` is the mean log-probability a token (natural logarithm, at most 0); ``pieces_in`` and
    ``pieces_out`` count subword pieces without end marks; ``cuts`` is the number of extra pieces an
    over-long source was decoded in (0: whole). ``alignment`` pairs words of ``source`` and of ``text`` by
    their positions in ``str.split()``, in order; empty where none is known. ``alternatives`` are further
    hypotheses, best first. ``origin`` is ``"model"``, ``"copied"`` (nothing to translate), ``"memory"`` or
    ``"fuzzy"`` (reused from a translation memory). ``confidence`` is ``"high"``, ``"medium"`` or ``"low"``.
    """

    source: str
    text: str
    score: float
    flags: tuple[Flag, ...] = ()
    pieces_in: int = 0
    pieces_out: int = 0
    cuts: int = 0
    alignment: tuple[tuple[int, int], ...] = ()
    alternatives: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    origin: str = "model"
    confidence: str = "high"


@dataclass(frozen=True, slots=True)
class TranslatedParagraph:
    """A paragraph and its sentences in order; ``translation`` is their texts joined.

    ``page`` names the page it is from in a joint digest of several, and is empty otherwise.
    """

    source: str
    translation: str
    sentences: tuple[Translation, ...]
    line: int
    page: str = ""

    @property
    def flags(self) -> tuple[Flag, ...]:
        """The flags of all its sentences, in order."""
        return tuple(flag for sentence in self.sentences for flag in sentence.flags)


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """One sentence of a summary and the sentences that carry it.

    ``sources`` are their positions, from 0 and in order: in a :class:`Digest` among :attr:`Digest.sentences`,
    each of which holds its Arabic; from a summarizer among the sentences of the text it was given. ``status``
    is ``"supported"`` (the model's words, and its sources hold them), ``"alternative"`` (the same of another
    hypothesis or search, in place of a sentence without support), ``"source"`` (the text's own sentence),
    ``"shortened"`` (the same without a part that can go) or ``"resolved"`` (one of these two with a name for the
    pronoun that it begins with; the name is that of the first of its sources).
    """

    text: str
    sources: tuple[int, ...] = ()
    status: str = "supported"


@dataclass(frozen=True, slots=True)
class Summary:
    """An English summary; ``text`` is its sentences joined.

    ``method`` is ``"auto"`` (the text's own first sentences, long ones shortened), ``"abstractive"`` (the
    model's words), ``"extractive"`` (the text's most central sentences) or ``"lead"`` (its first ones).
    """

    text: str
    sentences: tuple[SummarySentence, ...]
    method: str
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything said about one page. Nothing of the page is missing: what is not translated is in ``removed``.

    ``written_headline`` is the model's own, made only where the page has none. In a joint digest of several
    pages the headlines stand among ``paragraphs``. ``models`` maps a role to name and digest, ``settings``
    holds what was asked for, ``timings`` maps a stage to seconds.
    """

    name: str
    headline: TranslatedParagraph | None
    paragraphs: tuple[TranslatedParagraph, ...]
    summary: Summary | None
    removed: tuple[Removed, ...]
    flags: tuple[Flag, ...] = ()
    models: dict[str, dict[str, str]] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    timings: dict[str, float] = field(default_factory=dict)
    written_headline: SummarySentence | None = None

    @property
    def sentences(self) -> tuple[Translation, ...]:
        """All translations in reading order, the headline's first: what the ``sources`` of a summary count."""
        blocks = (self.headline, *self.paragraphs) if self.headline else self.paragraphs
        return tuple(sentence for block in blocks for sentence in block.sentences)

    def paragraph_of(self, sentence: int) -> int:
        """Return the number of the paragraph, from 1, that holds ``self.sentences[sentence]``; 0: the headline."""
        end = len(self.headline.sentences) if self.headline else 0
        if sentence < end:
            return 0
        for number, paragraph in enumerate(self.paragraphs, 1):
            end += len(paragraph.sentences)
            if sentence < end:
                return number
        raise IndexError(f"sentence {sentence} of {end}")

    def to_dict(self) -> dict[str, Any]:
        """Plain values under the same names, as ``docs/digest.schema.json`` describes them."""
        # Not dataclasses.asdict: its deep copies took a third of what a page costs outside the engine.
        return {
            "schema": SCHEMA_VERSION,
            **_fields(self),
            "headline": _paragraph(self.headline) if self.headline else None,
            "paragraphs": list(map(_paragraph, self.paragraphs)),
            "summary": _summary(self.summary) if self.summary else None,
            "removed": tuple(map(_fields, self.removed)),
            "flags": tuple(map(_fields, self.flags)),
            "written_headline": _fields(self.written_headline) if self.written_headline else None,
            **{name: deepcopy(getattr(self, name)) for name in ("models", "settings", "timings")},
        }

    def to_json(self, *, indent: int | None = 2) -> str:
        """JSON of :meth:`to_dict`, Arabic letters kept readable."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)


def _fields(value: Any) -> dict[str, Any]:
    """The fields of a value under their names, as they are; most are immutable and need no copy."""
    return {name: getattr(value, name) for name in value.__slots__}


def _translation(value: Translation) -> dict[str, Any]:
    return {
        **_fields(value),
        "flags": tuple(map(_fields, value.flags)),
        "terms": tuple(map(_fields, value.terms)),
    }


def _paragraph(value: TranslatedParagraph) -> dict[str, Any]:
    return {
        **_fields(value),
        "sentences": tuple(map(_translation, value.sentences)),
        "flags": list(map(_fields, value.flags)),
    }


def _summary(value: Summary) -> dict[str, Any]:
    return {
        **_fields(value),
        "sentences": tuple(map(_fields, value.sentences)),
        "flags": tuple(map(_fields, value.flags)),
    }
