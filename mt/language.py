"""Which paragraphs in Arabic letters are in another language: Persian, Urdu, Pashto or Kurdish.

Dialects of Arabic are Arabic. A paragraph that mixes languages is Arabic where Arabic is a good part of it.

>>> other_language("وزیر خارجه ایران برای دیدار با همتای خود وارد تهران شد")
'Persian'
>>> other_language("أعلن وزير الخارجية الإيراني وصوله إلى طهران")
''
"""

import re

from mt.document import Flag, Translation

_WORD = re.compile("[\u0621-\u065f\u0670-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u200c]+")
# Letters that Arabic does not have. Arabic writers use a few of them in foreign names (باريس، چاد, ڤيينا),
# and some keyboards give the Persian k and y for the Arabic ones: one such word proves nothing.
_LETTERS = {
    "Urdu": "ٹڈڑںےۂۓ",
    "Pashto": "ټډړږښڼېۍځڅګۀ",
    "Kurdish": "ێۆڕڵە",
    "Persian": "پچژگکی",
}
_FOREIGN = re.compile(f"[{''.join(_LETTERS.values())}ہھ]")
# North Africans write French words with these: "امپۆرتانت".
_DOUBTFUL = frozenset("پچژگۆ")
# Very frequent words without such letters that are no words of Arabic.
_OFTEN = (
    "از در که كه را است برای براي شد شده شود اند بود بودند داشت نیز نيز هستند دارد دارند خواهد امروز می های هاي کند "
    "كند کرد کردند گفت نمی نمي اگر باید بايد اور سے نے ہے ہیں تھا تھی کا کی کے کو پر یہ وہ لري په چې دی لە بۆ بە دە "
    "ئەم کە لەگەڵ"
)
_FOREIGN_WORDS = frozenset(_OFTEN.split())
# Marks of Arabic: its article, letters that the others have in few words or none, its most frequent words.
_ARTICLE = re.compile("[وف]?[بك]?ال\\w{2}|[وف]?لل\\w{2}")
_ARABIC = re.compile("[ةأإ]|ى$")
_ARABIC_OFTEN = (
    "في على عن الى كان كانت هذه هذا التي الذي الذين بعد قبل بين قال قالت وقال خلال منذ حتى ذلك هو هي ان وان لم لن قد "
    "وقد كما مع عند ثم حيث او ليس يوم عليه عليها فيه فيها منه منها له لها به بها مش اللي ده دي ايه فى علي"
)
_ARABIC_WORDS = frozenset(_ARABIC_OFTEN.split())
_FOLDED = str.maketrans("کی", "كي")
_LEAST = 2  # words that speak for another language; one may be a name
_SHARE = 5  # one word of so many, at least: texts of these languages have more in every sentence
_OUTWEIGH = 2


def other_language(text: str) -> str:
    """Return the name of the language, which of similar ones is a guess; empty for Arabic and other scripts."""
    words = [word.strip("\u200c") for word in _WORD.findall(text)]
    foreign = [word for word in words if _is_foreign(word)]
    if len(foreign) < max(_LEAST, len(words) / _SHARE):
        return ""
    arabic = sum(_is_arabic(word.translate(_FOLDED)) for word in words)
    if len(foreign) <= _OUTWEIGH * arabic:
        return ""
    if all(word not in _FOREIGN_WORDS and _DOUBTFUL.issuperset(_FOREIGN.findall(word)) for word in foreign):
        return ""
    counts = {name: sum(word.count(letter) for word in foreign for letter in own) for name, own in _LETTERS.items()}
    own = {name: count for name, count in counts.items() if name != "Persian"}  # the others have its letters too
    return max(own, key=lambda name: own[name]) if any(own.values()) else "Persian"


def _is_foreign(word: str) -> bool:
    return word in _FOREIGN_WORDS or ("\u200c" in word) or bool(_FOREIGN.search(word))


def _is_arabic(word: str) -> bool:
    return word in _ARABIC_WORDS or bool(_ARTICLE.match(word) or _ARABIC.search(word))


def untouched(text: str, language: str) -> Translation:
    """Return ``text`` as its own translation, with the reason.

    >>> untouched("سلام", "Persian").flags[0].message
    'in Persian, as it seems: left as it is'
    """
    flag = Flag("other-language", f"in {language}, as it seems: left as it is")
    return Translation(text, text, 0.0, (flag,), origin="copied")
