"""The few English words by which a clause is told from a phrase: what may be left out hangs on them.

No parser: closed classes, the common irregular verbs and some endings. Where a word can be two things it
counts as the one that forbids more.
"""


def words(text: str) -> frozenset[str]:
    """Return the words of ``text`` as a set."""
    return frozenset(text.split())


ARTICLES = words("a an the")
PLACES = words(
    "in at on near from inside outside within during following amid throughout around across along alongside by under"
)
"""Prepositions whose phrase may go: where, when, among what."""

PREPOSITIONS = PLACES | words(
    "of for with to against between into onto over above below behind beyond toward towards through about before "
    "after since until till upon via per like unlike despite among than off out up down without except as regarding "
    "concerning"
)
RELATIVES = words("who which whose whom where")
SUBORDINATE = RELATIVES | words("that while when because although though whereas if unless whether")
"""Words after which a clause with a verb of its own comes."""

JOINING = words("and or but nor yet so while when as after before because since although though whereas then plus")
CLAUSE_STARTS = RELATIVES | words("and while as after when because since during amid following")
"""Words at which the rest of a sentence may be left away and what stands before stays true."""

CONDITIONS = words(
    "if unless until till except without only provided whether instead rather than but yet or not though although "
    "however before"
)
"""Words whose clause changes what stands before: it may not go."""

NEGATIONS = words("not no never none nobody nothing neither nor without cannot hardly barely rarely scarcely")
HEDGES = words(
    "reportedly allegedly apparently supposedly possibly probably perhaps likely unlikely seemingly potentially "
    "falsely mistakenly according unconfirmed alleged suspected accused would-be so-called self-styled attempted "
    "planned possible potential probable expected former ex acting deputy vice assistant candidate fake false "
    "failed foiled thwarted unofficial non anti pro counter"
)
"""Words without which a thing would be more, or other, than it was said to be."""

QUANTITIES = words(
    "more less fewer least most at about nearly almost around approximately roughly up over under some several many "
    "few all every each any both half part quarter third percent % only partly partially mostly mainly another "
    "other same second fourth fifth sixth seventh eighth ninth tenth last next single per"
)
UNITS = words(
    "percent % million billion thousand hundred dinars dinar dollars dollar euros euro pounds riyals dirhams tons "
    "tonnes kilograms kilos kilometers kilometres meters metres degrees points barrels liters litres hours minutes "
    "years days"
)
NAME_PARTS = words(
    "north south east west new saudi central northern southern eastern western san al el abu abou umm ibn ben bin "
    "abd abdel abdul abdou united great islamic upper lower black white red ras port cape costa sri sierra burkina "
    "ivory equatorial papua hong cape los las saint st"
)
"""Beginnings of names that are another name, or none, without them."""

FREE = words("also already currently now later still then too moreover meanwhile furthermore however therefore thus")
"""Words that may go, or come, without a change."""

ATTRIBUTING = words("according reportedly allegedly citing quoting")
SAYING = words(
    "said says say saying told tells added adds stated states explained explains noted notes affirmed stressed "
    "confirmed reported claimed believed believes announced declared indicated revealed pointed considered warned "
    "wrote quoted argued insisted denied recalled discussed"
)
MUST_GO_ON = words("said says told added stated explained noted")
"""Verbs of speech that say nothing until something is said."""

SPEAKING_ON = words(
    "saying adding noting stressing explaining pointing confirming affirming announcing stating declaring claiming "
    "warning considering believing indicating"
)
"""How what somebody says goes on; what comes behind is theirs."""

OPENERS = frozenset((
    "it should be noted", "it must be noted", "it should be mentioned", "it is worth noting",
    "it is worth mentioning", "it is noted", "it is worth recalling", "it is noteworthy", "in addition",
    "on the other hand", "for his part", "for her part", "for its part", "for their part", "in turn",
    "in this context", "in this regard", "and also", "and", "also", "besides", "in contrast", "at the same time",
))  # fmt: skip
"""First words of a sentence that say nothing of their own."""

PERIODS = words("morning afternoon evening night week month year weekend summer winter")
TURNING_NOUNS = words(
    "case event theory principle exchange return absence spite view opinion words hope fear doubt attempt bid draft "
    "plan proposal dream"
)
"""Nouns of opening phrases that make what follows conditional, or somebody's: "in theory", "in his view"."""

AUXILIARIES = words(
    "is are was were am be been has have had do does did will would can could may might must shall should isn't "
    "aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't can't couldn't shouldn't"
)
IRREGULAR = words(
    "said told took taken went gone came gave given got made made met left led held put set hit cut won lost found "
    "fled fell rose grew saw seen knew known began begun became broke broken brought bought built caught chose "
    "chosen dealt drew drawn drove driven ate fought flew forgot froze hung heard hid hidden kept laid lay lent let "
    "lit meant paid quit ran rang read rode sank sat sent shook shot showed shown shut sold sought spent split "
    "spoke spoken spread stood stole stolen struck stuck swept swore taught thought threw thrown understood "
    "withdrew withdrawn woke wore wrote written faced stressed wound beat bore bid bound burst cast cost crept dug "
    "fed felt lain leapt overthrew overtook proved rebuilt resold shone shrank slept slid stabbed sworn undertook "
    "upheld"
)
PRESENT = words(
    "says tells wants seeks expects remains continues includes takes makes comes goes holds shows becomes begins "
    "keeps gives gets believes denies confirms announces warns urges accuses blames opens wins loses dies kills "
    "meets rejects approves stresses affirms adds considers contains consists belongs carries requires relates "
    "describes explains indicates reveals controls targets enjoys allows prevents faces wishes imposes provides "
    "witnesses aims represents employs produces exports imports sells buys runs owns hosts lives suffers rejects "
    "praises criticizes criticises receives"
)
PERHAPS_VERBS = words(
    "calls plans needs reports supports attacks arrests hopes fears visits leads demands threatens condemns claims "
    "notes states backs orders votes talks moves returns starts stops works plays leaves sends falls"
)
"""Verbs that are oftener nouns."""

COMPLETE = words(
    "died fell rose fled arrived happened occurred began started ended resigned crashed exploded erupted returned "
    "increased decreased dropped collapsed drowned"
)
"""Verbs that need no object."""

UNFINISHED = words(
    "born based located held chosen considered known described called named found involved interested issued "
    "published produced organized organised attended signed owned led used made given set headed entitled"
)
"""Participles that often stand behind a noun without being its verb, and that say little alone."""

_NO_PARTICIPLE = words(
    "bleed weed reed sled shred need seed feed speed breed deed bed red shed hundred sacred naked indeed embed united"
)
POSSESSIVES = words("his her its their")
DETERMINERS = ARTICLES | POSSESSIVES
PRONOUNS = POSSESSIVES | words("he she it they this that these those him them")


def looks_like_verb(word: str, before: str) -> bool:
    """Whether ``word`` is, or may be, a verb with a subject; ``before`` is the word before it.

    Behind an article or a preposition it is something else: "the wounded", "of armed men".

    >>> looks_like_verb("attacked", "army"), looks_like_verb("wounded", "the")
    (True, False)
    """
    low, before = word.lower(), before.lower()
    if low in AUXILIARIES:
        return True
    if word[0].isupper() and before:
        return False
    past = low in IRREGULAR or (len(low) > 3 and low.endswith("ed") and low not in _NO_PARTICIPLE)
    if past or low in PRESENT:
        return before not in ARTICLES and before not in PREPOSITIONS
    return False
