"""Paragraphs -> sentences with their spans; over-long sentences -> pieces.

``sentencex`` proposes the ends (it knows quotations, Latin abbreviations and web addresses) and the
rules here mend what it does not know of Arabic, which has no capital letters to show where a
sentence begins.

>>> [sentence.text for sentence in segment("وصل د. علي. وغادر أمس.")]
['وصل د. علي.', 'وغادر أمس.']
"""

import math
import re
import unicodedata
from collections.abc import Callable

from mt.document import Sentence
from mt.errors import UsageError

_LETTER = "[\u0621-\u064a]"
_CLOSE = "[\"'”’“»›)\\]}]"
# A stop that ends a sentence, with the closing marks that belong to it.
_STOP = re.compile(f"(?<![.!?؟۔…])[.!?؟۔…]++{_CLOSE}*+(?=\\s)")
# A stop whose space was forgotten: "انتهى.وقال". Words of one or two letters around it are an
# abbreviation spoken letter by letter: "بي.بي.سي".
# No name of a site either: "أحداث.أنفو".
_GLUED = re.compile(
    f"[!?؟]{_CLOSE}*(?={_LETTER}{{2,}})"
    f'|(?:(?<={_LETTER}{{3}})|(?<=[\\d"”»)]))\\.{_CLOSE}*(?={_LETTER}{{2,}}(?![.\u0621-\u064a]))'
    "(?!(?:أنفو|إنفو|نت|كوم|أورغ|برس)\\b)"
)
_WORD = re.compile("[^\\W\\d_]{2,}")
# One letter, or letters with a stop each; of the prefixes only those that make no common word (له، به).
_DOTTED = re.compile(f'(?:^|[\\s(«"“”/-])(?:و[دأم]\\.|لد\\.|(?:{_LETTER}ـ?\\.)+)$')
_AFTER_NUMBER = re.compile(f"\\d\\s*(?:{_LETTER}ـ?\\.)+$")
_DOTS = re.compile(f"(?<!\\.)(\\.{{2,}}|…){_CLOSE}*$")
_ASIDE = re.compile("\\([!?؟]+\\)$")
_GOES_ON = re.compile("\\s*[،,؛;:)\\]»]")
_DATELINE = re.compile("\\s*[-–—]\\s")
_OPENS = re.compile('\\s*(?:["«“]|و|ثم\\s|كما\\s|لكن\\s|غير أن\\s)')
_SAME_DATE = re.compile("\\s*[(]?(?:الموافق|الموافقة|و?ال?موافق)\\b")
# "«...؟» سأل الرجل": the speech verb without a conjunction belongs to the quotation before it.
_SPEECH = re.compile("\\s*(?:قال|قالت|يقول|تقول|أضاف|أضافت|سأل|سألت|تساءل|تساءلت|أكد|أكدت|كتب|كتبت|هتف|صرح|صرحت)\\b")

# "بلغ العدد (50) وتوفي (9)": sentencex takes every second number in brackets for the next item of a list.
_NUMBERED = re.compile("\\(?(?<!\\d)(\\d{1,9})\\)")
_LIST = 3  # numbers that count from 1 are a list's

_AROUND = 100  # characters looked at on either side of a stop; keeps long lines linear
_PAUSE_WORDS = 4  # ".." after fewer words is a headline's colon: "غزة.. قتلى وجرحى"
# A stop inside a quotation ends a sentence when both sides can stand alone: a model trained on
# single sentences tends to drop the rest of a long speech.
_SPEECH_WORDS = (8, 4)


def segment(text: str) -> tuple[Sentence, ...]:
    """Split ``text`` into sentences; only white space lies between them.

    A line break always ends a sentence. A stop after a one-letter or dotted abbreviation (د. م.ت.ف.)
    does not: joining two sentences costs a translation less than cutting one.
    """
    sentences = []
    for line in re.finditer("[^\n]+", text):
        start = line.start()
        for end in (*_ends(line[0]), len(line[0])):
            stop = line.start() + end
            body = text[start:stop]
            if stripped := body.strip():
                begin = start + len(body) - len(body.lstrip())
                sentences.append(Sentence(stripped, begin, begin + len(stripped)))
            start = stop
    return tuple(sentences)


def segment_english(line: str) -> tuple[str, ...]:
    """Split one line of English into sentences, without the white space between them.

    The rules above are Arabic; these know "U.S.", "No." and "Gen.", as ``sentencex`` does.

    >>> segment_english("The U.S. left on Jan. 3. It rained.")
    ('The U.S. left on Jan. 3.', 'It rained.')
    """
    found = (line[start:end].strip() for start, end in _boundaries("en", line))
    return tuple(sentence for sentence in found if sentence)


def _boundaries(language: str, line: str) -> list[tuple[int, int]]:
    """Where sentences start and end by the library's rules for ``language``."""
    import sentencex

    # It refuses lone surrogates; each gives way to one mark, so positions stay.
    whole = line.encode("utf-8", "replace").decode()
    return [(mark["start_index"], mark["end_index"]) for mark in sentencex.get_sentence_boundaries(language, whole)]


def _ends(line: str) -> list[int]:
    """Where sentences end inside ``line``, in order."""
    proposed = {_trimmed(line, end) for _, end in _boundaries("ar", line)}
    numbered = {
        end
        for end in proposed
        if line[end - 1] not in ".!?؟۔…:" and _NUMBERED.match(line[end : end + _AROUND].lstrip())
    }
    proposed -= numbered - _listed(line)
    glued = {match.end() for match in _GLUED.finditer(line)}
    stops = {match.end() for match in _STOP.finditer(line)}
    order = sorted(proposed | glued | stops)
    ends: list[int] = []
    for end, until in zip(order, [*order, len(line)][1:], strict=True):
        start = ends[-1] if ends else 0
        following = line[end : end + 1]
        if not following or (not following.isspace() and end not in glued):
            continue
        if end not in proposed and end not in glued and not _stands_alone(line, start, end, until):
            continue
        if _is_end(line, start, end):
            ends.append(end)
    return ends


def _listed(line: str) -> set[int]:
    """Where the items of a list end that stand before its numbers: (1) ... (2) ... (3)."""
    places: list[int] = []
    for match in _NUMBERED.finditer(line):
        if int(match[1]) == len(places) + 1:
            places.append(_trimmed(line, match.start()))
    return set(places) if len(places) >= _LIST else set()


def _trimmed(line: str, end: int) -> int:
    """``end`` moved left over white space."""
    while end and line[end - 1].isspace():
        end -= 1
    return end


def _stands_alone(line: str, start: int, end: int, until: int) -> bool:
    """Whether a stop that sentencex passed over, as inside a quotation, has enough words on both sides."""
    head = line[max(start, end - _AROUND) : end]
    if head[-1:] not in ".!?؟" or _AFTER_NUMBER.search(head):
        return True  # sentencex passes these over as well: an ellipsis, a stop before a bracket, "500 ق.م."
    before, after = _SPEECH_WORDS
    opening, rest = line[start : min(end, start + _AROUND)], line[end : min(until, end + _AROUND)]
    return _words(opening) >= before and _words(rest) >= after


def _words(text: str) -> int:
    return len(_WORD.findall(text))


def _is_end(line: str, start: int, end: int) -> bool:
    """Whether the stop before ``end`` ends the sentence that begins at ``start``."""
    head, tail = line[max(start, end - _AROUND) : end], line[end : end + _AROUND]
    words = _words(line[start : min(end, start + _AROUND)])
    if not words or _GOES_ON.match(tail) or _ASIDE.search(head):
        return False  # a list's number, a clause that goes on, "(!)"
    if words < _PAUSE_WORDS and _DATELINE.match(tail):
        return False
    if head[-1] not in ".!?؟۔…" and _SPEECH.match(tail):
        return False
    if dots := _DOTS.search(head):
        return words >= _PAUSE_WORDS and (dots[1] == ".." or _OPENS.match(tail) is not None)
    return not _is_abbreviation(head, tail)


def _is_abbreviation(head: str, tail: str) -> bool:
    """Whether the stop belongs to letters that stand for words, and the sentence goes on."""
    if number := _AFTER_NUMBER.search(head):
        # A year's or a measure's mark (2024م. 1445هـ. 500 ق.م.) often is the last word.
        if _SAME_DATE.match(tail):
            return True
        return number[0].count(".") > 1 and not _OPENS.match(tail)
    return _DOTTED.search(head) is not None


# Where a piece may begin, best first: after a sentence's end, after a clause's mark, before a word
# that joins clauses, between words. Each pattern matches the white space or mark *before* the cut.
_CUTS = (
    re.compile(rf"[.!?؟۔…]{_CLOSE}*\s+"),
    re.compile(rf"[،؛;:,]{_CLOSE}*\s+|\s[-–—]+\s+"),
    # The letter و joins when it is a prefix, not when it begins the word itself: وزير, واشنطن, وقت.
    re.compile(
        r"\s+(?=(?:ثم|لكن|ولكن|حيث|بينما|فيما|كما|إذ|التي|الذي|الذين|اللذين|اللتين)\s"
        r"|و(?!زير|زارة|زراء|اشنطن|فد|فق|كال|سط|طن|حد|قت|قف|لاي|احد|ثيق|جود|ضع|صل|قع|لد|الد|رق|جه|عد|زن|سائل)"
        rf"{_LETTER}{{3}})"
    ),
    re.compile(r"\s+"),
)


def cut(text: str, *, count: Callable[[str], int], limit: int) -> tuple[str, ...]:
    """Cut ``text`` into pieces of ``count(piece) <= limit``, about even, which joined give ``text`` back exactly.

    ``count`` says how many subword pieces a string has. White space at a cut stays at the end of the
    piece before it. Raises :class:`UsageError` when even one character counts more than ``limit``.

    >>> cut("جاء اليوم، وذهب أمس", count=lambda piece: len(piece.split()), limit=2)
    ('جاء اليوم، ', 'وذهب أمس')
    """
    pieces: list[str] = []
    waiting = [text]  # a stack, last piece first: a hostile text cannot exhaust the recursion limit
    while waiting:
        piece = waiting.pop()
        size = count(piece)
        if size <= limit:
            pieces.append(piece)
            continue
        if len(piece) == 1:
            raise UsageError(f"the limit of {limit} is below the {size} pieces of one character; set it higher")
        place = _place(piece, math.ceil(size / max(1, limit)))
        waiting += [piece[place:], piece[:place]]
    return tuple(pieces)


def _place(text: str, parts: int) -> int:
    """Where to cut ``text``, which needs ``parts`` pieces: near the end of the first half of them."""
    left = max(1, parts // 2)
    goal = len(text) * left // max(2, parts)
    # A better mark is worth pieces that are a third of a piece off from even.
    slack = len(text) // (3 * max(2, parts))
    low, high = max(1, goal - slack), min(len(text) - 1, goal + slack)
    for pattern in _CUTS:
        # A little beyond on both sides, for the marks before a place and the words looked at after it.
        places = [match.end() for match in pattern.finditer(text, max(0, low - 3), high + 8)]
        places = [place for place in places if low <= place <= high]
        if places:
            return min(places, key=lambda place: abs(place - goal))
    place = min(max(1, goal), len(text) - 1)
    while place < high and unicodedata.combining(text[place]):
        place += 1  # a vowel mark stays with its letter
    return place
