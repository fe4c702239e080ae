"""Which word of the English came from which word of the Arabic: attention over pieces -> pairs of words.

Attention is read off the model while it writes. A model trained for it (``training/model.py``) keeps a
head whose weights say where each piece came from; of other models the weights are a looser hint.
Words are those of ``str.split()``, so everything between pieces and words is bookkeeping: spaces that
tidying took away, entities, marks that normalization dropped, sentences decoded in parts.
"""

import difflib
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

Attention = Sequence[Sequence[float]]
"""A row for each target piece with a column for each source piece."""

Pairs = tuple[tuple[int, int], ...]
"""Positions (source word, target word), sorted."""

# Chosen for the least alignment error rate on the first ten pairs of eval_sets/alignment, with the model of
# that day (0.14; the other twenty 0.16). benchmarks/alignment.py prints both; the present model has 0.15 on all.
_LEAST = 0.2
_SHARE = 0.35
_TINY = 1e-9  # against division by nothing

_ARTICLES = frozenset({"the", "a", "an"})
_MARKS = "\"'“‘(["


def link(attention: Attention, source: Sequence[int], target: Sequence[int]) -> Pairs:
    """Return the linked words.

    ``attention`` has a row for each target piece and a column for each source piece; what is missing to
    1 went to marks that are no piece, such as the sentence's end. ``source`` and ``target`` say which
    word each piece belongs to, never falling (:func:`places`). A target word's attention to a source word is
    summed over the pieces of the source word and averaged over its own, then weighed by the target word's share of all
    attention that the source word gets: where others look as well, a look means less. Linked are the words
    that get a share of ``_SHARE`` at least, and each word's best partner from ``_LEAST`` on.

    >>> link([[0.9, 0.1], [0.2, 0.7]], [0, 1], [0, 1])
    ((0, 0), (1, 1))
    """
    if not source or not target:
        return ()
    sources, targets = list(_runs(source)), list(_runs(target))
    # Lists of numbers: for sentences numpy would be no faster, and it takes 15 MB.
    words = [_of_words(attention[begin:end], sources) for _, begin, end in targets]
    columns = list(zip(*words, strict=True))
    totals = [max(sum(column), _TINY) for column in columns]
    linked = set[tuple[int, int]]()
    for t, row in enumerate(words):
        shared = [look * look / total for look, total in zip(row, totals, strict=True)]
        scale, best = sum(row) / max(sum(shared), _TINY), max(shared)
        if best * scale >= _LEAST:
            linked.add((shared.index(best), t))
        if (sum(shared) - best) * scale >= _SHARE:  # else there is no room for a second
            linked.update((s, t) for s, value in enumerate(shared) if value * scale >= _SHARE)
    for s, column in enumerate(columns):
        if (best := max(column)) >= _LEAST:
            linked.add((s, column.index(best)))
    return tuple(sorted((sources[s][0], targets[t][0]) for s, t in linked))


def _runs(words: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Each word that has pieces, with where they begin and end."""
    begin = 0
    for end, (word, following) in enumerate(zip(words, [*words[1:], None], strict=True), 1):
        if word != following:
            yield word, begin, end
            begin = end


def _of_words(rows: Attention, sources: Sequence[tuple[int, int, int]]) -> list[float]:
    """The attention of one target word, of which ``rows`` are the pieces, to each of ``sources``."""
    count = len(rows)
    row = rows[0] if count == 1 else [sum(column) / count for column in zip(*rows, strict=True)]
    return [row[begin] if end - begin == 1 else sum(row[begin:end]) for _, begin, end in sources]


def places(surfaces: Sequence[str], text: str) -> list[int]:
    """Return for each piece the position in ``text.split()`` of the word that it is part of, never falling.

    ``surfaces`` are the characters of the pieces. White space counts on neither side, so ``text`` may have
    been tidied; other changes (entities, a compatibility character spelt out) are followed as a diff. A
    piece without characters belongs to the word that comes next. Without words there are no places.

    >>> places([" Ben", "ghazi", " ,", " Saturday"], "Benghazi, Saturday")
    [0, 0, 0, 1]
    """
    words = text.split()
    if not words:
        return []
    pieces = list(map(str.strip, surfaces))
    starts = [0, *accumulate(map(len, pieces))][:-1]
    old, new = "".join(pieces), "".join(words)
    if old != new:
        moved = _moved(old, new)
        starts = [moved[start] for start in starts]
    found = []
    word, last, end = 0, len(words) - 1, len(words[0])
    for start in starts:
        while start >= end and word < last:
            word += 1
            end += len(words[word])
        found.append(word)
    return found


def _moved(old: str, new: str) -> list[int]:
    """Where each position of ``old``, its end included, is found in ``new``."""
    moved: list[int] = []
    for _, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        moved += [c + (d - c) * (i - a) // (b - a) for i in range(a, b)]
    return [*moved, len(new)]


def origins(text: str, rewrite: Callable[[str], str]) -> list[int]:
    """Return for each word of ``rewrite(text)`` the position of the word of ``text`` that it was made of.

    ``rewrite`` must treat each word by itself, as :func:`mt.normalize.normalize` does: it may drop words
    (a lone vowel mark) and spell one out in several (the sign of a blessing).

    >>> origins("a - b", lambda text: " ".join(text.replace("-", "").split()))
    [0, 2]
    """
    return [i for i, word in enumerate(text.split()) for _ in rewrite(word).split()]


def lean(pairs: Pairs, text: str) -> Pairs:
    """Return ``pairs`` with each English article linked as the word after it, if that has links.

    Arabic writes its article with the noun, and a model often writes "The" before it has decided on one:
    its attention then is still on the verb that an Arabic sentence begins with.

    >>> lean(((0, 0), (0, 2), (1, 1)), "The army attacked")
    ((0, 2), (1, 0), (1, 1))
    """
    words = text.split()
    articles = [t for t, word in enumerate(words[:-1]) if _is_article(word)]
    if not articles:
        return pairs
    linked = dict[int, list[int]]()
    for s, t in pairs:
        linked.setdefault(t, []).append(s)
    for t in reversed(articles):
        if t + 1 in linked:
            linked[t] = linked[t + 1]
    return tuple(sorted((s, t) for t, own in linked.items() for s in own))


def _is_article(word: str) -> bool:
    # Nothing that is longer than "the" and has no mark can be one.
    return (len(word) < 4 or word[0] in _MARKS or word[-1] in _MARKS) and word.strip(_MARKS).lower() in _ARTICLES


def shift(pairs: Pairs, source: int, target: int) -> Pairs:
    """Return ``pairs`` with ``source`` and ``target`` added to the positions: those of a part in its whole."""
    return tuple((s + source, t + target) for s, t in pairs)
