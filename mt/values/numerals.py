"""What digits may mean, whichever language stands around them."""

import re
from fractions import Fraction

ADDRESS = re.compile(r"(?:https?:)?//\S+|www\.\S+|\b\w+\.(?:com|org|net|io)\S*", re.ASCII)
"""Web addresses: their digits are no numbers, and they are copied or left out whole."""

FRACTION_SIGNS = {
    "½": Fraction(1, 2),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
}

# Bounded, because Python refuses to make a number of thousands of digits.
NUMERAL = r"\d{1,30}(?:[.,]\d{1,30}){0,5}"
CHAIN = re.compile(rf"{NUMERAL}(?:\s?[:/\-–]\s?{NUMERAL}){{0,5}}")
"""Numerals with signs between them: 12:00, 3/2, 2015-16."""

# 627 000 and, in Arabic documents of the United Nations, 000 627 for the same number.
GROUPED = re.compile(
    r"(?<![\d.,])(?:\d{3}(?:[ \u00a0]\d{3}){0,3}[ \u00a0]\d{1,3}|\d{1,3}(?:[ \u00a0]\d{3}){1,4})(?![\d.,])"
)


_ADDRESS_SIGNS = ("//", "www.", ".com", ".org", ".net", ".io")  # every address has one
_ENTITY = re.compile(r"&#?\w{1,8};")


def without_addresses(text: str) -> str:
    """Return ``text`` with every web address and HTML entity (``&#39;``) blanked, positions kept."""
    for pattern, signs in ((ADDRESS, _ADDRESS_SIGNS), (_ENTITY, ("&",))):
        if any(sign in text for sign in signs):
            text = pattern.sub(lambda match: " " * len(match[0]), text)
    return text


def readings(numeral: str) -> list[list[Fraction]]:
    """Return what digits with points and commas may mean, likeliest first.

    >>> [[str(value) for value in way] for way in readings("1.250")]
    [['1250'], ['5/4']]
    """
    groups = re.split("[.,]", numeral)
    joined = [Fraction("".join(groups))]
    if len(groups) == 1:
        return [joined]
    thousands = all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3
    mark = numeral[-len(groups[-1]) - 1]
    # The last mark can be a decimal one only when it differs from those before it.
    decimal = [Fraction("".join(groups[:-1]) + "." + groups[-1])]
    single = numeral.count(mark) == 1
    if thousands:
        return [joined, decimal] if single else [joined]
    parts = [Fraction(group) for group in groups]
    return [decimal, parts] if single else [parts, joined]


def chain_readings(chain: str) -> list[list[Fraction]]:
    """Return readings of 12:00, 3/2, 2015-16: each part for itself, all digits as one, a fraction."""
    parts = re.findall(NUMERAL, chain)
    if len(parts) == 1:
        return readings(parts[0])
    values = [readings(part)[0][0] for part in parts]
    # Only a slash turns round: 20/13 is 13:20 written from right to left, while 07:19 is never 1907.
    orders = (parts, parts[::-1]) if "/" in chain else (parts,)
    ways = [values, *([Fraction(re.sub(r"\D", "", "".join(order)))] for order in orders)]
    if len(parts) == 2 and not values[1]:
        ways.append(values[:1])  # 12:00 is twelve o'clock
    elif len(parts) == 2:
        ways.append([values[0] / values[1]])
        if len(parts[0]) == 4 and len(parts[1]) < 3:
            ways.append([values[0], Fraction(parts[0][: -len(parts[1])] + parts[1])])
    return ways


def grouped_readings(group: str) -> list[list[Fraction]]:
    """Return readings of digits in groups with spaces between: one number in either order, or several."""
    parts = group.split()
    ways = [[Fraction("".join(order))] for order in (parts, parts[::-1])]
    return [*ways, [Fraction(part) for part in parts]]
