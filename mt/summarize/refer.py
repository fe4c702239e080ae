"""Who "he" is, where the sentence before leaves no doubt."""

import re
from collections.abc import Sequence
from functools import lru_cache

from mt.names.lexicon import entries
from mt.support.clauses import main_verb
from mt.support.grammar import PREPOSITIONS, RELATIVES, SAYING, words
from mt.support.tokens import Token, tokens

_GOES_ON = re.compile(r"(He|She) (?:also |further |then )?(\w+)")
_HER = words("she her hers herself mrs ms miss madam lady woman queen princess")
_HIM = words("he his him himself mr man king prince sheikh sultan")
# People who are somebody's somebody: "a spokesman for President Ali Hamdi said".
_PEOPLE = words(
    "president minister king queen prince princess emir sheikh sultan imam pope director secretary general colonel "
    "major captain lieutenant brigadier admiral commander doctor dr mr mrs ms professor engineer leader head chief "
    "chairman governor mayor delegate ambassador envoy judge lawyer deputy lawmaker member coach player artist "
    "singer actor activist businessman candidate martyr victim"
)
_LONGEST = 5  # words of a name


def speaker(before: Sequence[str], sentence: str) -> tuple[str, int] | None:
    """Return who "He" or "She" is who goes on speaking in ``sentence``, and the place ``before`` it that says so.

    None unless that is certain: the sentence before, or the one before those that go on in the same way, begins
    with the only person whom it names, and he speaks.

    >>> speaker(["Mayor Ali Hamdi said that the road was open."], "He added that it was dry.")
    ('Ali Hamdi', 0)
    """
    who = _GOES_ON.match(sentence)
    at = len(before)
    while who and who[2].lower() in SAYING and at:
        at -= 1
        again = _GOES_ON.match(before[at])
        if not again:
            name = _only_speaker(before[at], who[1], earlier=before[:at])
            return (name, at) if name else None
        who = again if again[1] == who[1] else None
    return None


def named(sentence: str, name: str) -> str:
    """Return a sentence that begins with a pronoun with ``name`` in its place.

    >>> named("He added that it was dry.", "Ali Hamdi")
    'Ali Hamdi added that it was dry.'
    """
    return f"{name} {sentence.split(maxsplit=1)[1]}"


def _only_speaker(sentence: str, pronoun: str, *, earlier: Sequence[str]) -> str:
    """The name of the one person who speaks in a sentence and is the only one that it names; empty in doubt."""
    said = tokens(sentence)
    people, verb = _people(said), main_verb(said)
    inside = {token.low for token in said}
    if verb == len(said) or said[verb].low not in SAYING or not inside.isdisjoint(_HER if pronoun == "He" else _HIM):
        return ""
    if pronoun == "She" and inside.isdisjoint(_HER):
        return ""
    if not people and verb == 1 and said[0].named:
        return _full_name(said[0].text, earlier)
    if len(people) != 1 or people[0][1] > verb:
        return ""
    start, end = people[0]
    sure = end - start > 1 and _is_head(said[:start]) and _leads_to(said[end:verb])
    return sentence[said[start].start : said[end - 1].end] if sure else ""


def _full_name(surname: str, earlier: Sequence[str]) -> str:
    """The one person of the sentences before who has a surname; empty where there is none, or two."""
    found = set()
    for sentence in (text for text in earlier if surname in text):
        said = tokens(sentence)
        runs = ((start, end) for start, end in _people(said) if end - start > 1 and said[end - 1].text == surname)
        found |= {sentence[said[start].start : said[end - 1].end] for start, end in runs}
    return found.pop() if len(found) == 1 else ""


def _is_head(before: Sequence[Token]) -> bool:
    """Whether the name behind ``before`` is the subject itself, not somebody whose spokesman speaks."""
    if before and before[-1].low == ",":  # "The spokesman for the ministry, Ali Hamdi, said"
        return not any(token.verb or token.low == "," for token in before[:-1])
    if any(token.kind == "mark" or token.verb for token in before):
        return False
    owned = [at for at, token in enumerate(before) if token.low in PREPOSITIONS or token.low.endswith("'s")]
    title = before[owned[-1] + 1 :] if owned else []
    return not owned or (bool(title) and _PEOPLE.isdisjoint(token.low for token in title))


def _leads_to(between: Sequence[Token]) -> bool:
    """Whether only what is said of the person stands between the name and the verb."""
    if all(token.when or token.kind == "mark" for token in between):
        return True
    aside = between[0].low == "," and between[-1].low == "," and between[1].low in RELATIVES
    return aside and sum(token.low == "," for token in between) == 2


def _people(said: Sequence[Token]) -> list[tuple[int, int]]:
    """Where people stand: runs of capitalized words from a known first name on."""
    found, at = [], 0
    while at < len(said):
        end = at
        if said[at].low in _first_names():
            while end < len(said) and end - at < _LONGEST and said[end].named:
                end += 1
        if end > at:
            found.append((at, end))
        at = max(end, at + 1)
    return found


@lru_cache(maxsize=1)
def _first_names() -> frozenset[str]:
    """First names as English writes them."""
    known = (entry for found in entries().values() for entry in found if entry.kind == "first")
    return frozenset(form.split()[0].casefold() for entry in known for form in entry.forms)
