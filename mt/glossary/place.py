"""The wanted English in a hypothesis: whether it is there, and where to put it when it is not.

A term takes the place of the words that the alignment gives for its Arabic, when these stand together and say
nothing else. In any other case the hypothesis is left alone: a sentence without the term can be read, a
broken one cannot.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from ..document import Translation
from .entries import Occurrence

_ENDING = r"(?:['’]?s|es|['’])?"
_ARTICLES = ("the", "a", "an")
# What English needs around a term and Arabic writes in one word with it, or in the order of the words.
_AROUND = frozenset(
    re.findall(
        r"\w+",
        "the a an of in on at to for from by with as and or but so into like that which who its his her their our "
        "is are was were be been has have had will would he she it they",
    )
)
_EDGES = re.compile(r"^([^\w]*)(.*?)([^\w]*)$", re.DOTALL)
_INNER_MARK = re.compile(r"[,;:.!?)]['\"”’]?$|^[(\"“]")
_FREE = 2  # words that the replaced ones may be more than the term's, in Arabic or in English


@dataclass(frozen=True, slots=True)
class Span:
    """Words ``first`` to ``last`` (inclusive) of a hypothesis's ``split()``."""

    first: int
    last: int

    @property
    def words(self) -> set[int]:
        """Their positions."""
        return set(range(self.first, self.last + 1))


def find(translation: Translation, occurrence: Occurrence) -> list[Span]:
    """Return where the wanted English stands; an s or 's may be added to it, its own "the" may be missing."""
    spans = []
    for match in _pattern(occurrence.entry.target, occurrence.entry.case).finditer(translation.text):
        before = len(translation.text[: match.start()].split())
        # A term may begin inside a word: pro-ISIS.
        glued = match.start() > 0 and not translation.text[match.start() - 1].isspace()
        first = before - 1 if glued else before
        spans.append(Span(first, len(translation.text[: match.end()].split()) - 1))
    return spans


@lru_cache(maxsize=4096)
def _pattern(target: str, case: bool) -> re.Pattern[str]:
    words = target.split()
    if len(words) > 1 and words[0].lower() == "the":
        words = words[1:]
    return re.compile(
        r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + _ENDING + r"(?!\w)", 0 if case else re.IGNORECASE
    )


def aligned(translation: Translation, occurrence: Occurrence) -> Span | None:
    """Return the words that say the term, None when they are unknown, scattered or say more than the term."""
    source = range(occurrence.first, occurrence.last + 1)
    inside = {t for s, t in translation.alignment if s in source}
    outside = {t for s, t in translation.alignment if s not in source}
    words = translation.text.split()
    bare = [_EDGES.sub(r"\2", word).lower() for word in words]
    content = [t for t in sorted(inside - outside) if t < len(words) and bare[t] and bare[t] not in _AROUND]
    if not content or not occurrence.whole:
        return None
    target = occurrence.entry.target.lower().split()
    first, last = content[0], content[-1]
    # Beside the words to be replaced may stand a part of the term: the "camp" of a "Zaatari camp".
    if first and _akin(bare[first - 1], target[0]):
        first -= 1
    if last + 1 < len(words) and _akin(bare[last + 1], target[-1]):
        last += 1
    span = Span(first, last)
    if len(span.words) > max(len(target), len(source)) + _FREE or any(map(_INNER_MARK.search, words[first:last])):
        return None
    between = set(range(content[0], content[-1])) - set(content)
    if any(t in outside and bare[t] not in _AROUND for t in between):
        return None
    digits = any(map(str.isdigit, "".join(words[first : last + 1])))
    return None if digits and not any(map(str.isdigit, occurrence.entry.target)) else span


def _akin(word: str, other: str) -> bool:
    """Whether two words are the same up to their fifth letter: election, electoral."""
    return bool(word) and word[:5] == other[:5]


def put(translation: Translation, occurrence: Occurrence, span: Span) -> Translation:
    """Return ``translation`` with the wanted English instead of the words in ``span``, alignment kept right.

    Marks around the words stay, as do a possessive and a capital that begins the sentence; an article before them
    is kept where it goes with the term.
    """
    words = translation.text.split()
    opening = _EDGES.sub(r"\1", words[span.first])
    closing = _EDGES.sub(r"\3", words[span.last])
    replaced = _EDGES.sub(r"\2", words[span.last])
    target = _owned(occurrence, replaced)
    first, article = _article(words, span, occurrence)
    if first < span.first and article is None:
        opening = _EDGES.sub(r"\1", words[first]) + opening
    new = [*([article] if article else []), *f"{opening}{target}{closing}".split()]
    begins = first == 0 or words[first - 1].endswith((".", "!", "?", ":"))
    if begins and _EDGES.sub(r"\2", words[first])[:1].isupper():
        new[0] = _capitalized(new[0])
    text = " ".join([*words[:first], *new, *words[span.last + 1 :]])
    return replace(
        translation, text=text, alignment=_shifted(translation, occurrence, Span(first, span.last), len(new))
    )


def _owned(occurrence: Occurrence, replaced: str) -> str:
    """The wanted English with the 's of the words it replaces."""
    if not re.search(r"['’]s$", replaced):
        return occurrence.english
    return occurrence.english + ("'" if occurrence.plural else "'s")


def _article(words: list[str], span: Span, occurrence: Occurrence) -> tuple[int, str | None]:
    """Where the replacement begins, and the article it needs: that before the words, dropped or mended."""
    before = span.first - 1
    article = _EDGES.sub(r"\2", words[before]).lower() if span.first else ""
    if article not in _ARTICLES or not words[before][-1].isalpha():
        return span.first, None
    target = occurrence.entry.target
    has_own = target.split()[0].lower() in _ARTICLES
    # A name of one word takes none; one that does, the Pentagon, is written with it in the glossary.
    is_name = target[:1].isupper() and len(target.split()) == 1
    if has_own or is_name or (article != "the" and occurrence.plural):
        return before, None
    if article == "the":
        return span.first, None
    fitting = "an" if target[:1].lower() in "aeiou" else "a"
    return before, _EDGES.sub(r"\1", words[before]) + (fitting.title() if words[before][:1].isupper() else fitting)


def _capitalized(word: str) -> str:
    # Not iPhone, whose second letter says that the first is meant.
    return re.sub(r"^(\W*)([a-z])(?![A-Z])", lambda match: match[1] + match[2].upper(), word)


def _shifted(translation: Translation, occurrence: Occurrence, old: Span, count: int) -> tuple[tuple[int, int], ...]:
    """The alignment after ``old`` has become ``count`` words that all say the term."""
    kept = [
        (s, t if t < old.first else t + count - len(old.words)) for s, t in translation.alignment if t not in old.words
    ]
    own = [(s, t) for s in range(occurrence.first, occurrence.last + 1) for t in range(old.first, old.first + count)]
    return tuple(sorted({*kept, *own})) if translation.alignment else ()
