"""Which searches to measure: ``--beam`` and ``--decoding KEY=VALUE`` to one set of settings a run.

A key that is given several times means a run with each of its values, in every combination with the
other keys, as several ``--beam`` do.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import fields
from itertools import product

from mt.engine import Decoding
from mt.errors import UsageError

Setting = int | float | bool
_KINDS = {bool: "true or false", int: "a whole number from 0 up", float: "a number from 0 up"}


def parse_decodings(beams: Sequence[int], given: Sequence[str]) -> list[dict[str, Setting]]:
    """Return the settings of each run; one empty mapping when nothing was given.

    Raises :class:`UsageError` for an unknown key, a value that is no number, or a beam given in both ways.

    >>> parse_decodings([1, 4], ["length_penalty=0.8"])
    [{'beam_size': 1, 'length_penalty': 0.8}, {'beam_size': 4, 'length_penalty': 0.8}]
    """
    choices: dict[str, list[Setting]] = {"beam_size": list(beams)} if beams else {}
    for text in given:
        key, _, value = text.partition("=")
        if key == "beam_size" and beams:
            raise UsageError("give the beam once: with --beam or with --decoding beam_size=N")
        values = choices.setdefault(key, [])
        if (parsed := _parse(key, value)) not in values:
            values.append(parsed)
    return [dict(zip(choices, values, strict=True)) for values in product(*choices.values())]


def _parse(key: str, value: str) -> Setting:
    known = {field.name: field.default for field in fields(Decoding)}
    if key not in known:
        raise UsageError(f"--decoding {key}: there is no such setting; choose from {', '.join(known)}")
    default = known[key]
    try:
        if isinstance(default, bool):
            return {"true": True, "false": False}[value.lower()]
        number = int(value) if isinstance(default, int) else float(value)
    except (ValueError, KeyError):
        number = math.nan
    # A negative length penalty would reward saying less; every other setting is a count or a factor.
    if not (math.isfinite(number) and number >= 0):
        raise UsageError(f"--decoding {key}={value}: write {_KINDS[type(default)]}")
    return number


def name_suffix(settings: Mapping[str, Setting]) -> str:
    """Return what tells a run with ``settings`` from others, for its name and its file's name.

    >>> name_suffix({"length_penalty": 0.8})
    '-length_penalty0.8'
    """
    return "".join(f"-{key}{value}" for key, value in settings.items())
