"""A negation of the Arabic that the English shows no trace of.

A small model drops "not", "un-" and "denied" and stays fluent, so its sentence says the opposite. Only Arabic
words that negate for certain are looked for, and a single trace anywhere in the English is enough: English
has so many ways to say no ("fails to", "unlike", "illegal", "yet to") that to count them would be to guess.
A sentence with two negations of which one is lost therefore passes.
Of 3,609 human translations (FLORES-200, NTREX-128, news-dev) 18 alarm; where every "not", "n't" and "un-" is
taken out of them, 306 of 446 do (``benchmarks/check_alarms.py``). What is missed has another word of no, or an
Arabic negation of a kind not looked for.

>>> lost_negation("لم يوقع الوزير الاتفاق", "The minister signed the agreement")
'لم يوقع'
>>> lost_negation("لم يوقع الوزير الاتفاق", "The minister has yet to sign the agreement")
"""

import re

from mt.fold import fold

__all__ = ["lost_negation"]

# All Arabic here is in the spelling of mt.fold: bare alef, ي for ى, ه for ة.
_LETTER = "[\u0621-\u064a]"
# لم ... إلا or سوى: only. After a comma إلا أن means "but".
_ONLY_LATER = rf"(?!.*(?<!{_LETTER})(?:سوي|الا(?!(?<=[،,.؛] الا) ان))(?!{_LETTER}))"
_NOT_ONLY = r"(?!.*\b(?:فقط|فحسب))"  # may become "also"
# Verbs and nouns that say yes behind a negator: still, at least, up to, must, surely, soon.
_STILL_YES = (
    r"(?!(?:[ايتن]?زا?ل(?:ت|وا|ون|ان)?|[يت]?قل|[يت]تجاوز|[يت]تعدي?|[يت]زيد|[يت]خلو?|[يت]لبث|[يت]كتفي?|[يت]تجزا"
    rf"|سيما|بد|شك|ريب|محاله|جدال|عجب|نينا)(?!{_LETTER}))"
)
_VERB = rf"(?!ال)[ايتن]{_LETTER}{{2,}}"
_NOUN_OF_NO = r"(?:شيء|شئ|احد|مكان|علاقه|حاجه|جدوي|مبرر|وجود|داعي|خلاف|مجال|صحه|مفر|نهايه|دليل|معني)"
_DENIAL = r"(?:نفي|نفت|نفوا|[يت]نفي|ينفون|نافيا|نافيه)"

_ARABIC = re.compile(
    rf"(?<!{_LETTER})[وف]?(?:"
    rf"(?P<verb>{_ONLY_LATER}{_NOT_ONLY}(?:(?:لم|لن) {_STILL_YES}{_VERB}|ليس(?:ت|وا|تا)?(?: {_LETTER}+)?|لسنا"
    rf"|لا {_STILL_YES}(?:{_VERB}|{_NOUN_OF_NO})))"
    rf"|(?P<other>[بل]?غير (?!ان|ذلك|هذا|هذه|ما(?!{_LETTER})|من(?!{_LETTER})){_LETTER}{{3,}})"
    rf"|(?P<lack>[بل]?(?:عدم|انعدام) {_LETTER}+)"
    rf"|(?P<without>ب?دون (?!سن|السن|مستوي|طيار|غير){_LETTER}{{2,}})"
    rf"|(?P<denial>[بل]?{_DENIAL})"
    rf")(?!{_LETTER})"
)

# The words that one of these begins with; of ten sentences only three have any.
_NEGATOR = re.compile(
    rf"(?<!{_LETTER})[وف]?(?:لم|لن|ليس(?:ت|وا|تا)?|لسنا|لا|[بل]?(?:غير|عدم|انعدام|{_DENIAL})|ب?دون)(?!{_LETTER})"
)

# Words of the English that may carry a negation, as stems.
_TRACES = (
    # no and its kin
    r"no+\b|not\b|\w+n(?:[’'`]|&#39;)t\b|cannot|cant\b|dont\b|none\b|nobody|nothing|nowhere|never\b"
    r"|neither|nor\b|nay\b|without|w/o|minus\b"
    # words with a negative beginning
    r"|(?!(?-i:UN(?:-|[A-Z]{2,4}\b)))un-?(?!der(?!p)|i[ocflqstv]|til\b|to\b|cles?\b|esco|veil|fold|fortun)\w{3,}"
    r"|unless|non(?!etheless)-?\w+"
    r"|in(?:a(?:bil|cc|ct|deq|dmiss|pprop)|c(?:alcul|apa|ompat|omp(?:et|l)|onsist|onven|orrect|oncl|urabl)|deci|def"
    r"|cred|dign|tang|decomp|disting|direct|discr|dispu|eff|eli|equ|escap|evita|exp(?:ens|lic|eri|ress)|exor|extri|finit|flex|form?al|hum|just|num|oper"
    r"|sec(?!t)|sens|separ|signif|sol(?:v|u)|stab|suff|surm|toler|val|vis|vinc|volunt|nocen|different)\w*"
    r"|im(?:m(?:at|ob|or|ut|un)|partial|patient|penetr|perfect|possib|potent|practic|proper|prob|prud|pun)\w*"
    r"|il(?:leg|lib|licit|lit|log)\w*|ir(?:reg|rev|rel|rat|repl|resp|resol)\w*"
    r"|dis(?:a(?:bl|dv|gr|ll|pp)|bel|conn|cont|cred|hon|int|joint|like|loy|mant|miss|ob|ord|own|pleas|qual|reg|resp"
    r"|sat|sent|trus|us)\w*|miss(?:ed|es|ing)\b|mis(?:under|trust|us|lead|inf)\w*"
    r"|a(?:political|typical|symptomatic|nomal|bnormal|bsen)\w*"
    r"|extraordinar\w*|(?!neverthe|nonethe)\w{2,}less(?:ly|ness)?\b"
    # verbs and nouns that deny, lack or hinder
    r"|den(?:y|ied|ies|ial)\w*|refus\w*|reject\w*|refut\w*|rebut\w*|repudiat\w*|fail\w*|lack\w*|short(?:age|fall| of)"
    r"|avoid\w*|prevent\w*|prohibit\w*|forb[aio]d\w*|ban(?:s|ned|ning)?\b|block(?:s|ed|ing)?\b|barred|refrain\w*|abstain\w*"
    r"|declin\w*|void\b|devoid|depriv\w*|exclud\w*|exclusion|exempt\w*|neglect\w*|ignor\w*|omit\w*|overlook\w*"
    r"|withh\w*|rul\w+ out|halt\w*|stop\w*|ceas\w*|quit\b|keep\w* \w+ from|kept \w+ from|oppos(?:e[sd]?|ing)\b"
    r"|resist(?:s|ed|ing)?\b|object(?:ed|ions?)\b|doubt\w*|skeptic\w*|struggl\w*|pending"
    r"|out[- ]of[- ](?:place|form|date|reach|control|the[- ]question)"
    # adverbs, particles, comparisons
    r"|(?-i:free)\b|-free|free (?:of|from)\b|hardly|scarce\w*|barely|rare\w*|seldom|(?<!a )few\b"
    r"|yet to|except(?!ion)\w*|rather|otherwise|far from|away from|too \w+ to"
    r"|other than|anything but|regardless|false(?:ly)?\b|wrong(?:ly)?\b|untrue|zero\b"
    r"|nil\b|beyond|(?<!['’])ill\b|poorly\b|in vain|silent\w*|anonym\w*|stuck"
)
_ENGLISH = re.compile(rf"\b(?:{_TRACES})", re.IGNORECASE)

# What else may stand for one kind of negator, or for the word that is spelled like it.
_ALSO = {
    # غير is also the verb "changed"; some adjectives take it where English has one of its own.
    "other": re.compile(
        r"\b(?:chang|alter|shift|transform|other\b|strange|odd|sudden|random|obscur|obliq|circuit|covert)",
        re.IGNORECASE,
    ),
    # دون is also "below", and without its vowels دوّن, "wrote down".
    "without": re.compile(r"\b(?:under|below|sub|infra|less\b|before|record|codif|wr[io]t|Don\b)", re.IGNORECASE),
    "denial": re.compile(r"\b(?:exile|banish)", re.IGNORECASE),
}


def lost_negation(source: str, hypothesis: str) -> str | None:
    """Return the Arabic words of a negation if nothing in the English ``hypothesis`` could stand for it.

    The words are those of ``source`` as written there: the negator and the word it bears on. None where the
    source has no certain negation, or the English has any trace of one.
    """
    folded = fold(source)
    if not _NEGATOR.search(folded.text):
        return None
    negations = list(_ARABIC.finditer(folded.text))
    if not negations or _ENGLISH.search(hypothesis):
        return None
    for found in negations:
        also = _ALSO.get(found.lastgroup or "")
        if not also or not also.search(hypothesis):
            start, end = folded.span(*found.span())
            return source[start:end]
    return None
