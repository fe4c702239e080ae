"""What a rule for furniture is, and the reasons that rules give."""

from dataclasses import dataclass

REASONS: dict[str, str] = {
    "read-also block": "a pointer to other articles, with their headlines and cut-off excerpts",
    "comment form": "a comment form, its notices, or readers' comments",
    "share line": "share buttons, social networks, invitations to follow",
    "subscription notice": "newsletter, sign-in, paywall or application advertisement of the outlet",
    "cookie notice": "consent to cookies",
    "menu": "navigation, sections, breadcrumbs, page numbers",
    "page control": "buttons of a player or of the page, broken embeds",
    "advertisement": "the label of an advertisement",
    "photo credit": "who made a picture",
    "photo caption": "a line that says it is a caption or ends with a picture's agency",
    "source line": "which agency or outlet the article is from",
    "byline": "who wrote the article, where, for whom",
    "date line": "when the page was published or changed",
    "counter": "views, reading time",
    "tags": "keywords of the article",
    "copyright": "who owns the page",
    "repeated line": "the same text stands elsewhere on the page",
    "decoration": "no letters at all",
}


@dataclass(frozen=True)
class Phrases:
    """Whole lines that are furniture; ``text`` holds them between bars.

    ``edge``: only above the body or below it, because the words also serve as subheadings. ``swallows``:
    how many lines after it may belong to it (0: it opens no block). ``lead``: also with a colon or a dash
    and more words behind it on the line. ``joins``: several may stand on one line with "and", "on" between.
    """

    reason: str
    why: str
    text: str
    edge: bool = False
    swallows: int = 0
    lead: bool = False
    joins: bool = False


@dataclass(frozen=True)
class Pattern:
    """A regular expression searched for in a folded line of at most ``words`` words.

    ``edge`` and ``swallows`` as in :class:`Phrases`; ``below``: not as the first line that is no furniture.
    """

    reason: str
    why: str
    regex: str
    words: int = 30
    edge: bool = False
    swallows: int = 0
    below: bool = False
