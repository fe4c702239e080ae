"""Which line of a page says again what another line says: exactly, nearly, cut off, or behind a site's name.

Candidates are found by hashing (the whole line, its first words, its last words, its longest words), so the
time grows with the number of lines; only candidates are compared word by word.
"""

import difflib
import re
from collections import deque
from collections.abc import Iterator, Sequence

from mt.lines import Line, fold

_WORD = re.compile(r"\w+")
_SEPARATOR = re.compile(r"[:|–—»›/-]")
_ANCHOR = 4  # words; shorter openings ("وقال المصدر إن") are shared by too many lines
_REACH = 200  # characters at either end of a long line that are read for anchors
_LATEST = 3  # candidates kept for each anchor, so that formulaic openings cost no more than others
_AFFIX = 5  # words of a site's name, an agency or a place before or behind a copy
_NEAR = 8  # words: shorter lines that are nearly the same are lists ("الترجي 2 النجم 1"), not copies
_WHOLE = 1_500  # words: longer paragraphs are compared as a whole only
# A word more or less is a small edit, unless it turns the sentence round.
_TURNING = frozenset("لا لم لن ليس ليست ما غير دون بدون عدم not no never without".split())  # noqa: SIM905 - a list of words reads better

# Exchanged at will when a text is edited ("حكم على", "حكم في").
_PARTICLES = frozenset({"في", "علي", "عن", "من", "الي", "ب", "ل", "ان", "قد", "in", "on", "of", "at", "to", "the", "a"})


def find(lines: Sequence[Line], header: int) -> dict[int, int]:
    """Return {index of a line to set apart: index of the copy that stays}.

    ``header`` is how many of ``lines`` stand above the body. Of two copies the clean one stays: the one
    without a site's name, the one that is not cut off, else the first. Short lines (seven words or fewer)
    repeat only next to each other or after the header, because answers, labels and refrains recur.

    >>> a = "أعلنت الوزارة اليوم نتائج امتحان الثانوية العامة"
    >>> find([Line(1, "الموقع : " + a), Line(2, a)], header=0)
    {0: 1}
    """
    copies: dict[int, int] = {}
    whole: dict[str, int] = {}
    anchors: dict[str, deque[int]] = {}
    for i, line in enumerate(lines):
        keys = list(_anchors(line))
        candidates = dict.fromkeys(j for key in keys for j in reversed(anchors.get(key, ())))
        if line.key in whole:
            candidates = {whole[line.key]: None, **candidates}
        for j in candidates:
            if j in copies or not (line.size >= _NEAR or j == i - 1 or j < header):
                continue
            keep = _compare(lines[j], line)
            if keep is lines[j]:
                copies[i] = j
                break
            if keep is line:
                copies[j] = i
        if i not in copies:
            whole[line.key] = i
            for key in keys:
                anchors.setdefault(key, deque(maxlen=_LATEST)).append(i)
    return {i: _last(copies, i) for i in copies}


def _last(copies: dict[int, int], i: int) -> int:
    while i in copies:
        i = copies[i]
    return i


def _anchors(line: Line) -> Iterator[str]:
    long = len(line.text) > 2 * _REACH
    head = _WORD.findall(fold(line.text[:_REACH])) if long else line.words
    tail = _WORD.findall(fold(line.text[-_REACH:])) if long else line.words
    if len(head) < _ANCHOR:
        return
    yield "<" + " ".join(head[:_ANCHOR])
    yield ">" + " ".join(tail[-_ANCHOR:])
    if not long and len(head) >= _NEAR:
        longest = sorted(sorted(set(head)), key=len)[-_ANCHOR:]  # equally long ones in one order everywhere
        yield "=" + " ".join(longest)


def _compare(first: Line, second: Line) -> Line | None:
    """Return the line that stays when the two say the same, else None."""
    if first.key == second.key:
        return first if len(first.key) > 3 else None
    for part, rest in ((first, second), (second, first)):
        if part.is_cut_off and not rest.is_cut_off and _begins(rest, part):
            return rest
    if abs(len(first.key) - len(second.key)) > 80 or len(first.words) > _WHOLE:
        return None
    if first.words == second.words:
        return first
    short, long = sorted((first, second), key=lambda line: len(line.words))
    if _has_affix(short, long):
        return short
    return first if _is_near(first.words, second.words) else None


def _begins(whole: Line, part: Line) -> bool:
    words = part.words[:-1]  # the last one may be cut in the middle
    return len(words) >= _ANCHOR and whole.words[: len(words)] == words


def _has_affix(short: Line, long: Line) -> bool:
    """Whether ``long`` is ``short`` with a site's name and a separator before or behind it."""
    n, more = len(short.words), len(long.words) - len(short.words)
    if n < _ANCHOR or not 0 < more <= _AFFIX:
        return False
    spans = [match.span() for match in _WORD.finditer(long.key)]
    if long.words[more:] == short.words:
        gap = long.key[spans[more - 1][1] : spans[more][0]]
    elif long.words[:n] == short.words:
        gap = long.key[spans[n - 1][1] : spans[n][0]]
    else:
        return False
    return _SEPARATOR.search(gap) is not None


def _is_near(first: list[str], second: list[str]) -> bool:
    """Whether only a few words differ, and only a little; numbers must be the same."""
    shorter = min(len(first), len(second))
    if shorter < _NEAR or len(set(first) & set(second)) < 0.7 * len(set(first)):
        return False
    if [w for w in first if w[0].isdigit()] != [w for w in second if w[0].isdigit()]:
        return False
    changed = 0
    for kind, a, b, c, d in difflib.SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        before, after = first[a:b], second[c:d]
        changed += max(len(before), len(after))
        if kind == "replace" and not _is_respelt(before, after):
            return False
        if kind != "replace" and not _TURNING.isdisjoint(before + after):
            return False
    return changed <= max(1, shorter // 10)


def _is_respelt(before: list[str], after: list[str]) -> bool:
    if _PARTICLES.issuperset(before + after):
        return True
    a, b = " ".join(before), " ".join(after)
    return difflib.SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.75
