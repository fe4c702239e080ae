"""Numbers in words, written by rules of grammar books; the reading code knows nothing of them."""

ONES = ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
ONES_F = ["", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"]
TENS = ["", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
TEENS = ["", "أحد عشر", "اثنا عشر", *[f"{ONES[n]} عشر" for n in range(3, 10)]]
HUNDREDS = ["", "مئة", "مئتان", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة"]
SCALES = [(10**9, "مليار", "ملياران", "مليارات"), (10**6, "مليون", "مليونان", "ملايين"), (1000, "ألف", "ألفان", "آلاف")]


def arabic(number: int) -> str:
    """The number, 1 to 999,999,999,999, in masculine nominative words."""
    parts = []
    for size, one, two, many in SCALES:
        count, number = divmod(number, size)
        if count:
            parts.append({1: one, 2: two}.get(count) or f"{_below_1000(count)} {many if 3 <= count <= 10 else one}")
    if number:
        parts.append(_below_1000(number))
    return " و".join(parts)


def _below_1000(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [HUNDREDS[hundreds]] if hundreds else []
    if 0 < rest <= 10:
        parts.append(ONES[rest])
    elif rest and rest < 20:
        parts.append(TEENS[rest - 10])
    elif rest:
        parts += [ONES[rest % 10], TENS[rest // 10]] if rest % 10 else [TENS[rest // 10]]
    return " و".join(parts)


EN_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
EN_SMALL = [*EN_ONES.split(), "seventeen", "eighteen", "nineteen"]
EN_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
EN_SCALES = [(10**9, "billion"), (10**6, "million"), (1000, "thousand")]


def english(number: int, *, link: str = " and ") -> str:
    """The number, 1 to 999,999,999,999, in English words; ``link`` stands after "hundred"."""
    parts = []
    for size, name in EN_SCALES:
        count, number = divmod(number, size)
        if count:
            parts.append(f"{_english_below_1000(count, link)} {name}")
    if number:
        parts.append(_english_below_1000(number, link))
    return " ".join(parts)


def _english_below_1000(number: int, link: str) -> str:
    hundreds, rest = divmod(number, 100)
    low = (
        EN_SMALL[rest]
        if rest < 20
        else "-".join(filter(None, (EN_TENS[rest // 10], EN_SMALL[rest % 10] * (rest % 10 > 0))))
    )
    if not hundreds:
        return low
    return f"{EN_SMALL[hundreds]} hundred{link}{low}" if rest else f"{EN_SMALL[hundreds]} hundred"
