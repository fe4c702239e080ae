"""Names of people, places and organizations in an Arabic text."""

import re
from dataclasses import dataclass
from functools import lru_cache

from mt.fold import Folded, fold

from .lexicon import Entry, begins_entry, is_ordinary, known, openings
from .words import AMBIGUOUS, HEADS, NATIONS, ONE_NAMED, PARTICLES, PHRASES, TITLES

_WORD = re.compile("[\u0621-\u064a]+")
_JOINERS = "عبد ابو ابي ابا بن ابن ال ام بو ولد دي دا دو فان فون سان سانت لا لو ماك دبليو"
_JOINED = frozenset(_JOINERS.split())
# What a title is followed by when no name comes: a verb, or a noun with و, ب, ل or a pronoun at its end.
_VERB = re.compile("س?ي|ست|ت.{1,4}$|[وبل]|.*(?:ها|هم|وه|ته)$")
_NO_SURNAME = re.compile("[يت].{3}|م.*ا$")  # verbs, and nouns that say as what
# With the article, an adjective, a verbal noun or a participle describes who was named: محمد المقيم في تونس.
_DESCRIBED = re.compile("ال(?:ت|م|است|ان|ا.*ا)|.*(?:يه|ات|ين|ون)$")
_SERVANT = re.compile("عبدال.{2}")  # عبدالله, written as one word
_PHRASE_WORDS = frozenset(phrase.split()[0] for phrase in PHRASES)
_PERSONAL = ("first", "last", "person")
_LONGEST = 6  # words of one person's name


@dataclass(frozen=True, slots=True)
class Name:
    """A name: ``text == source[start:end]``.

    ``parts`` are its words, folded; ``kind`` is ``"place"``, ``"org"`` or ``"person"``; ``forms`` are its known
    English forms, if any; ``english`` is the one to write for the whole of it, empty where that is not sure.
    """

    text: str
    start: int
    end: int
    kind: str
    parts: tuple[str, ...]
    forms: tuple[str, ...] = ()
    english: str = ""


def find_names(source: str) -> tuple[Name, ...]:
    """Return the names that ``source`` certainly holds, in order.

    They are those of our lexicon, and people: what follows a title (الرئيس, اللواء) or a known first name.

    >>> [name.text for name in find_names("وصل اللواء خليفة حفتر إلى بنغازي")]
    ['خليفة حفتر', 'بنغازي']
    """
    folded = fold(source)
    if all(map(_is_plain, _WORD.findall(folded.text))):
        return ()  # as in most sentences
    return tuple(_Finder(folded).names())


class _Finder:
    def __init__(self, folded: Folded) -> None:
        self.folded = folded
        self.words = [(match[0], match.start(), match.end()) for match in _WORD.finditer(folded.text)]
        self.tokens = [word for word, _, _ in self.words]

    def names(self) -> list[Name]:
        found, at, expected = list[Name](), 0, False
        while at < len(self.tokens):
            if not expected and _is_plain(self.tokens[at]):
                at += 1
                continue
            length, name = self._at(at, expected)
            if name:
                found.append(name)
            expected = self._after_title(at, expected) and not name
            at += length
        return found

    def _after_title(self, at: int, expected: bool) -> bool:
        """Whether a person's name may follow the word ``at``: a title, or an adjective after one."""
        token = self.tokens[at]
        if not self._close(at):
            return False
        return bool(TITLES.intersection(openings(token))) or (expected and token.startswith(("ال", "لل")))

    def _close(self, at: int) -> bool:
        """Whether only spaces stand between the word ``at`` and the next."""
        return at + 1 < len(self.words) and not self.folded.text[self.words[at][2] : self.words[at + 1][1]].strip()

    def _at(self, at: int, expected: bool) -> tuple[int, Name | None]:
        """The name that begins with the word ``at``, and how many words to go on."""
        if " ".join(self.tokens[at : at + 2]) in PHRASES:
            return 2, None
        entry = known(self.tokens, at)
        if entry and entry.kind in ("place", "org"):
            sure = " ".join(entry.words) not in AMBIGUOUS
            return len(entry.words), self._name(at, len(entry.words), entry.kind, entry) if sure else None
        length = self._person(at, expected, entry)
        if length:
            return length, self._name(at, length, "person", entry)
        return 1, None

    def _person(self, at: int, expected: bool, entry: Entry | None) -> int:
        """How many words from ``at`` on are one person's name; 0 when they are none."""
        if entry is None and _SERVANT.match(self.tokens[at]):
            return self._extend(at, 1, first=True, titled=self._has_office(at, self.tokens[at]))
        if entry is None:
            fits = expected and self._fits(self.tokens[at]) and not _VERB.match(self.tokens[at])
            return self._extend(at, 1, first=False) if fits and not self._has_tanwin(at) else 0
        if entry.kind not in _PERSONAL or (expected and self.tokens[at] in NATIONS):
            return 0
        if self.tokens[at] == "علي" and not self._is_ali(at):
            return 0
        length = len(entry.words)
        if entry.words[0] in AMBIGUOUS and not (expected and self.tokens[at] == entry.words[0]):
            # An ordinary word that is a first name too, before one that is nothing but a name.
            following = self._plain_name(at + length) if self._close(at + length - 1) else None
            if not following or following.words[0] in AMBIGUOUS:
                return 0
        first = entry.kind == "first"
        return self._extend(at, length, first=first, titled=first and self._has_office(at, entry.words[0]))

    def _is_ali(self, at: int) -> bool:
        """Whether علي is the name rather than "on", with which a text without dots, or folded letters, mixes it up."""
        if self.folded.whole[self.folded.span(*self.words[at][1:])[1] - 1] == "ى":
            return False
        if not self._close(at):
            return True
        titled = at > 0 and not TITLES.isdisjoint(openings(self.tokens[at - 1]))
        if self._plain_name(at + 1):
            return True
        return not is_ordinary(self.tokens[at + 1]) or (titled and self._may_name(self.tokens[at + 1]))

    def _plain_name(self, at: int) -> Entry | None:
        """The person's name at ``at`` that has no preposition before it (مؤيد لترامب: for Trump)."""
        entry = known(self.tokens, at)
        return entry if entry and entry.kind in _PERSONAL and entry.words[0] == self.tokens[at] else None

    def _has_tanwin(self, at: int) -> bool:
        """Whether a word is written as an indefinite noun in the accusative: الأعلى تصنيفًا."""
        start, end = self.folded.span(*self.words[at][1:])
        return "\u064b" in self.folded.whole[start:end]

    def _has_office(self, at: int, first: str) -> bool:
        """Whether an office or title stands before the ``first`` name at ``at`` whose holders have a surname too."""
        if at == 0 or first in AMBIGUOUS or not self._close(at - 1):
            return False
        near = [set(openings(token)) for token in self.tokens[max(0, at - 3) : at]]
        office = any(HEADS & forms for forms in near[:-1])  # رئيس الوزراء الأردني
        return office or bool(TITLES & near[-1] and not ONE_NAMED & near[-1])

    def _extend(self, at: int, length: int, *, first: bool, titled: bool = False) -> int:
        """The length of a name with the words after it that are names too; after a ``first`` name one more.

        In a ``titled`` one that may be an ordinary word: رئيس الوزراء عبدالله النسور.
        """
        while length < _LONGEST and at + length < len(self.tokens) and self._close(at + length - 1):
            token = self.tokens[at + length]
            if token in PARTICLES:
                break
            entry = known(self.tokens, at + length)
            if entry and entry.words[0] == token and entry.kind in _PERSONAL:
                length, first = length + len(entry.words), entry.kind == "first"
            elif token in _JOINED or self.tokens[at + length - 1] in _JOINED:
                length += 1
            elif first and (self._fits(token, surname=True) or (titled and self._may_name(token))):
                length, first = length + 1, False
            else:
                break
        while length > 1 and self.tokens[at + length - 1] in _JOINED:
            length -= 1
        return length

    def _fits(self, token: str, *, surname: bool = False) -> bool:
        if surname and _NO_SURNAME.match(token):
            return False
        if len(token) < 4 or token in PARTICLES or is_ordinary(token):
            return False
        if surname and token.startswith("ال"):
            return token.endswith("ي") or not _DESCRIBED.match(token)
        return not token.startswith(("ال", "لل", "بال", "وال")) or (surname and token.endswith("ي"))

    @staticmethod
    def _may_name(token: str) -> bool:
        """Whether a word with the article may be a surname, though it is an ordinary word."""
        return (
            len(token) > 4 and token.startswith("ال") and not (_DESCRIBED.match(token) or token in TITLES | PARTICLES)
        )

    def _name(self, at: int, length: int, kind: str, entry: Entry | None) -> Name:
        """The name without the و, ب, ل, ف or ك before it."""
        first, start, _ = self.words[at]
        if entry and first.endswith(entry.words[0]):
            start += len(first) - len(entry.words[0])
            first = entry.words[0]
        parts = (first, *self.tokens[at + 1 : at + length])
        start, end = self.folded.span(start, self.words[at + length - 1][2])
        text = self.folded.whole[start:end]
        english = entry.english if entry and length == len(entry.words) else ""
        return Name(text, start, end, kind, parts, entry.forms if entry else (), english)


@lru_cache(maxsize=4096)
def _is_plain(token: str) -> bool:
    """Whether a folded token begins no name and announces none: most do not."""
    if _SERVANT.match(token):
        return False
    return token not in _PHRASE_WORDS and TITLES.isdisjoint(openings(token)) and not begins_entry(token)
