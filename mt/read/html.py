r"""Web pages: the article out of one, or the whole page translated with its tags in place.

>>> page, facts = article(b"<html dir=rtl><title>\xd8\xae\xd8\xa8\xd8\xb1</title><p>...", name="x")  # doctest: +SKIP
"""

import logging
import re
from collections.abc import Iterable, Iterator
from typing import Any

from mt.document import Page
from mt.errors import InputError
from mt.read.blocks import Block, as_on_page
from mt.read.markup import Stretch, Value, stretches
from mt.read.placed import PlacedDocument, Text
from mt.read.rules import Role, Rules
from mt.read.source import has_arabic, nothing_arabic, one_line, require, without_controls
from mt.read.text import decode_text, from_text
from mt.read.tree import remove, strip_marks

_INLINE_TAGS = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike "
    "strong sub sup time tt u var ruby rb nobr"
)
INLINE = frozenset(_INLINE_TAGS.split())
# Their contents are programs, formulas or pictures; "pre" is nearly always code or a drawing in letters.
_OPAQUE_TAGS = "script style template svg math object embed iframe canvas audio video map pre textarea head"
OPAQUE = frozenset(_OPAQUE_TAGS.split())
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# What stands in a sentence without being a word of it. Code is not translated.
_ATOMS = frozenset(("img", "code", "kbd", "samp", "svg", "math"))
_ATTRIBUTES = ("alt", "title", "placeholder", "aria-label")
_META_NAMES = "description og:title og:description og:image:alt og:site_name twitter:title twitter:description"
_META = frozenset(_META_NAMES.split())
_DIRECTION = re.compile(r"(direction\s*:\s*)rtl\b", re.IGNORECASE)
_ALIGNED = re.compile(r"(text-align\s*:\s*)right\b", re.IGNORECASE)
_DECLARED = re.compile(r"\s*<\?xml[^>]*\?>")
_ARABIC_LANGUAGE = re.compile(r"ar\b", re.IGNORECASE)
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_FACTS = {"title": "title", "date": "date", "author": "author", "sitename": "site"}


def tag_of(element: Any) -> str:
    """The element's name without its namespace, in lower case."""
    return str(element.tag).rpartition("}")[2].lower()


class HtmlRules(Rules):
    """How HTML is read; for XHTML in an epub too."""

    def role(self, element: Any) -> Role:
        """What the element does to the text around it."""
        tag = tag_of(element)
        if tag in _ATOMS or (tag in ("a", "sup", "sub") and _is_reference(element)):
            return Role.OPAQUE
        if _is_untranslated(element):
            return Role.OPAQUE if tag in INLINE else Role.WALL
        if tag in OPAQUE:
            return Role.WALL
        if tag == "wbr":
            return Role.PROPERTY
        return Role.INLINE if tag in INLINE else Role.BREAK

    def is_link(self, element: Any) -> bool:
        """Whether the element leads somewhere or is led to."""
        return any(element.get(name) for name in ("href", "id", "name"))


def _is_reference(element: Any) -> bool:
    """Whether an element is the mark of a footnote, such as 1 or [2] or an arrow: no word of the sentence.

    A low 2 inside H2O is none.
    """
    text = "".join(element.itertext()).strip()
    before, parent = element.getprevious(), element.getparent()
    left = before.tail if before is not None else parent.text if parent is not None else ""
    inside = (left or "")[-1:].isalnum() and (element.tail or "")[:1].isalpha()
    return bool(text) and not any(map(str.isalpha, text)) and not inside


def _is_untranslated(element: Any) -> bool:
    return element.get("translate") == "no" or "notranslate" in (element.get("class") or "").split()


class HtmlDocument(PlacedDocument):
    """A page whose visible texts, and titles and descriptions in attributes, can be replaced."""

    suffix = ".html"

    def __init__(self, data: bytes, name: str) -> None:
        text, _ = decode_text(data, name=name)
        self.root = _parse(text, name)
        super().__init__(name, list(html_texts(self.root)))

    def write(self) -> bytes:
        """The page in UTF-8, marked as English and left to right."""
        turn(self.root)
        keep_direction(self.untouched)
        _declare_utf8(self.root)
        etree = require("lxml.etree", what="writing HTML")
        written: bytes = etree.tostring(self.root.getroottree(), method="html", encoding="utf-8")
        return written if written.endswith(b"\n") else written + b"\n"


def html_texts(root: Any) -> Iterator[Text]:
    """The texts of a page: head, body, then attributes."""
    for element in root.iter("{*}title"):
        if element.text and has_arabic(element.text) and not len(element):
            yield Value(element)
    for element in root.iter("{*}meta"):
        if (element.get("name") or element.get("property") or "").lower() in _META:
            yield from _attribute(element, "content")
    bodies = list(root.iter("{*}body")) or [root]
    for body in bodies:
        yield from stretches(body, HtmlRules())
        for element in body.iter("*"):
            for attribute in _ATTRIBUTES:
                yield from _attribute(element, attribute)
            if tag_of(element) == "input" and element.get("type") in ("submit", "button", "reset"):
                yield from _attribute(element, "value")


def _attribute(element: Any, attribute: str) -> Iterator[Text]:
    value = element.get(attribute) or ""
    if has_arabic(value) and not _is_untranslated(element):
        yield Value(element, attribute)


def turn(root: Any) -> None:
    """Mark everything that was Arabic or right to left as English and left to right."""
    strip_marks(root)
    for element in root.iter("*"):
        if (element.get("dir") or "").lower() == "rtl":
            element.set("dir", "ltr")
        for attribute in ("lang", _XML_LANG):
            if _ARABIC_LANGUAGE.match(element.get(attribute) or ""):
                element.set(attribute, "en")
        if (element.get("align") or "").lower() == "right":
            element.set("align", "left")
        if style := element.get("style"):
            element.set("style", turn_css(style))
        if tag_of(element) == "style" and element.text:
            element.text = turn_css(element.text)
        if tag_of(element) == "meta" and element.get("property") == "og:locale":
            element.set("content", "en")
    if tag_of(root) == "html" and not root.get("lang"):
        root.set("lang", "en")


def keep_direction(untouched: Iterable[Text]) -> None:
    """Let the blocks of texts that were not translated run from right to left."""
    for text in untouched:
        block = text.slots[0].holder if isinstance(text, Stretch) else None
        while block is not None and tag_of(block) in INLINE:
            block = block.getparent()
        if block is not None and tag_of(block) not in ("html", "body"):
            block.set("dir", "rtl")


def turn_css(css: str) -> str:
    """Return a style sheet whose text runs from left to right.

    >>> turn_css("direction: rtl; text-align:right")
    'direction: ltr; text-align:left'
    """
    return _ALIGNED.sub(r"\1left", _DIRECTION.sub(r"\1ltr", css))


def _declare_utf8(root: Any) -> None:
    for element in list(root.iter("meta")):
        if element.get("charset") or (element.get("http-equiv") or "").lower() == "content-type":
            remove(element)
    head = root.find("head")
    if head is None:
        head = root.makeelement("head")
        root.insert(0, head)
    head.insert(0, root.makeelement("meta", charset="utf-8"))


def _parse(text: str, name: str) -> Any:
    html = require("lxml.html", what="reading HTML")
    etree = require("lxml.etree", what="reading HTML")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, default_doctype=False)
    try:
        root = html.document_fromstring(
            _DECLARED.sub("", without_controls(text), count=1).encode("utf-8"), parser=parser
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{name}: is no readable HTML page ({error}); save it from the browser again") from error
    return root


def article(data: bytes, *, name: str) -> tuple[Page, dict[str, str]]:
    """The article of a web page as a page of text, and what the site says of it: title, date, author, site.

    Where the extractor finds no Arabic, all the page's visible lines are returned, for
    :func:`mt.clean.clean` to sort out. Raises :class:`~mt.errors.InputError`.
    """
    text, encoding = decode_text(data, name=name)
    facts, body = _extract(text)
    if not has_arabic(body):
        try:
            body = "\n".join(stretch.text for stretch in stretches(_body(_parse(text, name)), HtmlRules()))
        except RecursionError as error:
            raise InputError(f"{name}: its elements are nested too deeply; save the article alone") from error
    else:
        body = "\n".join(as_on_page(body.split("\n"), _blocks(text, name)))
        if (title := facts.get("title", "")) and has_arabic(title) and title not in body[: len(title) + 200]:
            body = f"{title}\n\n{body}"
    if not has_arabic(body):
        raise nothing_arabic(name)
    page = from_text(body, name=name)
    return Page(name=name, text=page.text, encoding=encoding), facts


def _blocks(text: str, name: str) -> list[Block]:
    """The visible blocks of a page in order; none where it cannot be read."""
    try:
        found = stretches(_body(_parse(text, name)), HtmlRules(), arabic=False)
        return [Block(stretch.text, _in_heading(stretch)) for stretch in found]
    except (RecursionError, InputError):
        return []


def _in_heading(stretch: Stretch) -> bool:
    holder = stretch.slots[0].holder
    return any(tag_of(element) in _HEADINGS for element in (holder, *holder.iterancestors()))


def _body(root: Any) -> Any:
    body = root.find(".//body")
    return root if body is None else body


def _extract(text: str) -> tuple[dict[str, str], str]:
    trafilatura = require("trafilatura", what="reading articles out of web pages")
    for name in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
        logger = logging.getLogger(name)
        if not logger.handlers:  # without any, Python prints their warnings on standard error
            logger.addHandler(logging.NullHandler())
    try:
        found = trafilatura.bare_extraction(
            _DECLARED.sub("", text, count=1), include_comments=False, include_tables=False, with_metadata=True
        )
    except Exception:  # a page that the extractor trips over still has its visible lines
        found = None
    if found is None:
        return {}, ""
    facts = {ours: one_line(value) for theirs, ours in _FACTS.items() if (value := getattr(found, theirs, None))}
    return facts, str(found.text or "")
