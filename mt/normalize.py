"""Spelling normalization of Arabic text for the model's eyes only.

The text shown to the user is never changed: :func:`normalize` returns a new string that goes
into the tokenizer, and :func:`describe` says which rules changed something and how often.

>>> normalize("قــال ١٢٫٥ ”نعم“")
'قال 12.5 "نعم"'
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ARABIC_LETTER = re.compile("[\u0621-\u064a\u0671-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
"""A letter of the Arabic script, of whatever language, in any of its forms."""


@dataclass(frozen=True)
class Rule:
    """One rewriting step: ``apply(text) -> text``, idempotent, with the reason it exists."""

    name: str
    reason: str
    apply: Callable[[str], str]


def _replace(pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> Callable[[str], str]:
    compiled = re.compile(pattern)
    return lambda text: compiled.sub(replacement, text)


def _translate(table: Mapping[int, str | None]) -> Callable[[str], str]:
    return lambda text: text.translate(table)


MARBUTA = "ة"
_ALEF = dict.fromkeys(map(ord, "أإآٱ"), "ا")
_YEH = {0x0649: "ي", 0x06CC: "ي"}
_KAF = {0x06A9: "ك"}
_FOLDED = _ALEF | _YEH | _KAF
_BARE = re.compile("[\u0621-\u064a\u0671\u06cc]{3,}ه(?![\u0621-\u064a])")
_DEFINITE = re.compile("[وف]?(?:[بك]?ال|لل)")


@cache
def _marbuta_words() -> frozenset[str]:
    """Words whose final ه can only be ة, folded and without that letter (made by training/marbuta.py)."""
    lines = (Path(__file__).parent / "marbuta.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def _restore_marbuta(text: str) -> str:
    """Final ه to ة in known words of a text whose writer leaves the dots out everywhere.

    A final ه mostly means "his", so this needs proof: no ة at all, and a known word with the article (which
    excludes "his") or two known words. Of 3,600 lines of edited text this changed none.
    """
    if MARBUTA in text or "ه" not in text:
        return text
    known = [m[0] for m in _BARE.finditer(text) if _is_marbuta(m[0])]
    if len(known) < 2 and not any(_DEFINITE.match(word) for word in known):
        return text
    return _BARE.sub(lambda m: m[0][:-1] + MARBUTA if _is_marbuta(m[0]) else m[0], text)


def _is_marbuta(word: str) -> bool:
    return word[:-1].translate(_FOLDED) in _marbuta_words()


_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}  # behind digits; a third has no such form
_DIGITS = {base + i: str(i) for base in (0x0660, 0x06F0) for i in range(10)}

# Order matters: composition first, so that every later rule meets one spelling of each letter;
# digits before the separators, which are recognized by the digits around them.
RULES: tuple[Rule, ...] = (
    Rule(
        "nfc",
        "one code point for each letter, whatever the keyboard produced",
        lambda text: unicodedata.normalize("NFC", text),
    ),
    Rule(
        "presentation-forms",
        "PDF extraction yields positional glyphs (U+FB50-FDFF, U+FE70-FEFE); models know the letters",
        _replace("[\ufb50-\ufdff\ufe70-\ufefe]+", lambda m: unicodedata.normalize("NFKC", m[0])),
    ),
    Rule(
        "invisible",
        "zero-width and bidirectional controls and the BOM carry no words but split tokens",
        _replace("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff\u00ad]+", ""),
    ),
    Rule("tatweel", "U+0640 only stretches a word on paper", _replace("\u0640+", "")),
    Rule(
        "diacritics",
        "vowel and Quranic marks are rare in news, so the models have not seen them",
        _replace("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]+", ""),
    ),
    Rule("digits", "Arabic-Indic and extended digits to 0-9", _translate(dict(_DIGITS))),
    Rule("decimal-mark", "U+066B between digits is a decimal point", _replace("(?<=\\d)\u066b(?=\\d)", ".")),
    Rule("thousands-mark", "U+066C between digits groups thousands", _replace("(?<=\\d)\u066c(?=\\d)", ",")),
    Rule(
        "fractions",
        "tokenizers spell ½ out as 1⁄2, which makes 141⁄2 of 14½",
        _replace("(?<=\\d)[½¼¾⅓⅔]", lambda m: _FRACTIONS.get(m[0], f" {m[0]}")),
    ),
    Rule("percent", "U+066A is the Arabic percent sign", _translate({0x066A: "%"})),
    Rule(
        "quotes",
        "curly, low, angle and wrong-way quotes all mean the same; sites mix them freely",
        _translate({**dict.fromkeys(map(ord, "“”„‟«»❝❞〝〞"), '"'), **dict.fromkeys(map(ord, "‘’‚‛"), "'")}),
    ),
    Rule(
        "spaces",
        "runs of white space, no-break spaces included, are one space",
        lambda text: " ".join(text.split()),
    ),
    Rule("ta-marbuta", "careless writers leave the dots of ة out, and the model knows few words so", _restore_marbuta),
)

# Letter folding trades a little meaning (إن / أن) for far fewer spellings of one word. It helps a
# small model and hurts a large one, so a model's lock entry says whether it was trained with it.
LETTER_FOLDING: tuple[Rule, ...] = (
    Rule(
        "alef",
        "writers drop the hamza of أ إ آ ٱ at will",
        _translate(_ALEF),
    ),
    Rule(
        "yeh",
        "final ى and ي are exchanged at will; Persian ی is typed for both",
        _translate(_YEH),
    ),
    Rule("kaf", "Persian ک is typed for ك", _translate(_KAF)),
)


# Characters that no rule before "spaces" changes, wherever they stand; NFC leaves any row of them as it is.
_SETTLED = re.compile("[\t-\r -~\u0621-\u063a\u0641-\u064a،؛؟–—…]*")
_FROM_SPACES = RULES[[rule.name for rule in RULES].index("spaces") :]


def normalize(text: str, *, fold_letters: bool = False) -> str:
    """Return ``text`` as the model should see it: the rules of :data:`RULES` in order.

    ``fold_letters`` also applies :data:`LETTER_FOLDING`. Applying it twice changes nothing more.
    """
    settled = _SETTLED.fullmatch(text) is not None
    for rule in _FROM_SPACES if settled else RULES:
        text = rule.apply(text)
    if fold_letters:
        text = text.translate(_FOLDED)
    if settled:
        return text
    # A removed mark may have stood between a letter and its accent (Latin names): compose once more.
    return unicodedata.normalize("NFC", text)


def describe(text: str, *, fold_letters: bool = False) -> tuple[str, ...]:
    """Return the names of the rules that change ``text``, in order of application."""
    changed = []
    for rule in RULES + (LETTER_FOLDING if fold_letters else ()):
        after = rule.apply(text)
        if after != text:
            changed.append(rule.name)
        text = after
    return tuple(changed)
