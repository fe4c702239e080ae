"""A stretch of a tree replaced: its pieces taken out, runs put in, half-covered elements split."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import groupby
from typing import Any

from mt.inline import Mark, Run
from mt.read.rules import Role, Rules, Slot
from mt.read.source import safe
from mt.read.tree import remove


def replace(slots: Sequence[Slot], runs: Sequence[Run], host: Any, rules: Rules) -> None:
    """Put ``runs`` into ``host`` in the place of ``slots``, which are what they were read from.

    ``host`` is an element around all slots. Elements that hold some of them and something behind them are
    split: the part behind becomes a copy.
    """
    start, end = host.makeelement("start"), host.makeelement("end")
    _mark_start(slots[0], start)
    _mark_end(slots[-1], end)
    _lift(end, host, rules)
    _lift(start, host, rules)
    # Atoms leave the old elements now, no sooner: the ends were found beside them.
    items = list(_items([run for run in runs if run.text or run.atom is not None], rules, set()))
    start.tail = None
    while (old := start.getnext()) is not end:
        host.remove(old)
    for item in items:
        if isinstance(item, str):
            last = end.getprevious()
            last.tail = (last.tail or "") + item
        else:
            item.tail = None
            end.addprevious(item)
    remove(start)
    remove(end)


def _items(runs: Sequence[Run], rules: Rules, seen: set[Mark], depth: int = 0) -> Iterator[Any]:
    """Strings and elements for runs: one copy of a mark's origin around all neighbours that are set in it."""

    def wrapper(run: Run) -> Mark | None:
        wrapping = [mark for mark in run.marks if rules.wraps(mark)]
        return wrapping[depth] if depth < len(wrapping) else None

    for mark, group in groupby(runs, key=wrapper):
        if mark is not None:
            shell = _shell(mark.origin, again=mark in seen)
            seen.add(mark)
            for item in _items(list(group), rules, seen, depth + 1):
                _append(shell, item)
            yield shell
        else:
            for run in group:
                yield rules.leaf(safe(run.text), run.marks) if run.atom is None else rules.atom(run.atom)


def _shell(element: Any, *, again: bool) -> Any:
    """A copy of an element without what is in it; the second one has no name that must be unique."""
    attributes = {name: value for name, value in element.attrib.items() if not again or name not in ("id", "name")}
    return element.makeelement(element.tag, attributes, nsmap=element.nsmap)


def _append(parent: Any, item: Any) -> None:
    if not isinstance(item, str):
        item.tail = None
        parent.append(item)
    elif len(parent):
        parent[-1].tail = (parent[-1].tail or "") + item
    else:
        parent.text = (parent.text or "") + item


def _mark_start(slot: Slot, marker: Any) -> None:
    if slot.place == "text":
        marker.tail, slot.element.text = slot.element.text, None
        slot.element.insert(0, marker)
    elif slot.place == "tail":
        _insert_after(slot.element, marker)
    else:
        slot.element.addprevious(marker)


def _mark_end(slot: Slot, marker: Any) -> None:
    if slot.place == "text":
        slot.element.insert(0, marker)
    elif slot.place == "tail":
        text = slot.element.tail
        _insert_after(slot.element, marker)
        slot.element.tail, marker.tail = text, None
    else:
        _insert_after(slot.element, marker)


def _insert_after(element: Any, other: Any) -> None:
    tail, element.tail = element.tail, None
    element.addnext(other)
    other.tail = tail


def _lift(marker: Any, host: Any, rules: Rules) -> None:
    """Move a marker out of the elements inside ``host``; where it stands in the middle of one, split it."""
    while (parent := marker.getparent()) is not host:
        properties = [one for one in parent if isinstance(one.tag, str) and rules.role(one) is Role.PROPERTY]
        before = [one for one in marker.itersiblings(preceding=True) if one not in properties]
        behind, tail = list(marker.itersiblings()), marker.tail
        marker.tail = None
        parent.remove(marker)
        if not before and not (parent.text and rules.has_text(parent)):
            parent.text = tail or parent.text
            parent.addprevious(marker)
            continue
        if behind or tail:
            copy = _shell(parent, again=True)
            copy.extend(deepcopy(one) for one in properties)
            copy.text = tail
            copy.extend(behind)
            _insert_after(parent, copy)
        _insert_after(parent, marker)
