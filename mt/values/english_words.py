"""English number words."""

from fractions import Fraction

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"

ONES = {word: value for value, word in enumerate([*_ONES.split(), "seventeen", "eighteen", "nineteen"])}
TENS = {word: 10 * value for value, word in enumerate(_TENS.split(), 2)} | {"fourty": 40}
SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SCALES |= {"milliard": 10**9, "lakh": 10**5, "crore": 10**7, "dozen": 12, "decade": 10, "century": 100, "score": 20}
PLURALS = {word + "s": value for word, value in SCALES.items()} | {"centuries": 100}
SHORT = {"k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "b": 10**9, "bn": 10**9, "tn": 10**12, "trn": 10**12}
SHORT |= {"ma": 10**6, "mya": 10**6, "ga": 10**9, "bya": 10**9}  # years ago

ORDINALS = {word + "th": value for word, value in (ONES | TENS).items()}
ORDINALS |= {word[:-1] + "ieth": value for word, value in TENS.items()}
ORDINALS |= {"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12}
ORDINALS |= {word + "th": value for word, value in SCALES.items() if value in (100, 1000, 10**6)}
DENOMINATORS = {word + "s": value for word, value in ORDINALS.items() if value > 2} | {"quarters": 4, "halves": 2}

# Nouns and adverbs that say a number without being one; their presence explains a number, and nobody
# asks where they came from.
NOUNS = {"once": 1, "twice": 2, "double": 2, "doubled": 2, "doubling": 2, "doubles": 2, "pair": 2, "pairs": 2}
NOUNS |= {"couple": 2, "both": 2, "duo": 2, "twin": 2, "twins": 2, "two-fold": 2, "either": 2, "neither": 2, "dual": 2}
NOUNS |= {"another": 2, "other": 2, "bilateral": 2, "brace": 2, "secondary": 2, "secondly": 2, "latter": 2}
NOUNS |= {"triple": 3, "tripled": 3, "trio": 3, "thrice": 3, "trilateral": 3, "triplets": 3, "hat-trick": 3}
NOUNS |= {"tripartite": 3, "thirdly": 3, "tertiary": 3, "triangle": 3, "threefold": 3, "triennial": 3, "hattrick": 3}
NOUNS |= {"quarter": 4, "quarters": 4, "quartet": 4, "quadruple": 4, "quadrupled": 4, "quadrilateral": 4, "fourfold": 4}
NOUNS |= {"quintet": 5, "pentagon": 5, "fivefold": 5, "sextet": 6, "hexagon": 6, "week": 7, "septet": 7, "weekly": 7}
NOUNS |= {"fortnight": 14, "noon": 12, "midday": 12, "midnight": 12, "year": 12, "day": 24, "hour": 60, "nil": 0}
NOUNS |= {
    "no": 0,
    "none": 0,
    "goalless": 0,
    "scoreless": 0,
    "unanswered": 0,
    "teens": 13,
    "teenage": 13,
    "teenager": 13,
}
NOUNS |= {"teenagers": 13, "fourthly": 4, "fifthly": 5, "decennial": 10, "decathlon": 10, "centenary": 100}
NOUNS |= {"centennial": 100, "millennium": 1000, "millennia": 1000, "grand": 1000, "biennial": 2, "semi": 2}
NOUNS |= {"triplet": 3, "quadruplets": 4, "quintuplets": 5, "sextuplets": 6, "septuplets": 7, "octuplets": 8}
NOUNS |= {"fourball": 4, "fourballs": 4, "foursome": 4, "foursomes": 4, "octagonal": 8, "hexagonal": 6}
NOUNS |= {word + ("es" if word == "six" else "s"): value for word, value in ONES.items() if value > 1}  # the fours
DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70}
DECADES |= {"eighties": 80, "nineties": 90}
PARTS = {"half": Fraction(1, 2), "halves": Fraction(1, 2), "quarter": Fraction(1, 4), "quarters": Fraction(1, 4)}
PARTS |= {"third": Fraction(1, 3), "thirds": Fraction(1, 3), "halved": Fraction(1, 2), "halfway": Fraction(1, 2)}

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


def roman(numeral: str) -> int:
    """Return the value of a Roman numeral up to 89, 0 for letters in an order that makes none or "I" alone.

    >>> roman("XVI")
    16
    """
    if len(numeral) == 1 and numeral in "IL":
        return 0
    values = [_ROMAN[letter] for letter in numeral]
    return sum(-v if later > v else v for v, later in zip(values, [*values[1:], 0], strict=True))
