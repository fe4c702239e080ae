r"""Web pages: the article out of one, or the whole page translated with its tags in place.

>>> page, facts = article(b"<html dir=rtl><title>\xd8\xae\xd8\xa8\xd8\xb1</title><p>...", name="x")  # doctest: +SKIP
"""

import logging
import re
from collections.abc import Iterator, Sequence
from typing import Any

from mt.document import Page
from mt.errors import InputError
from mt.read.markup import Role, Slot, Stretch, mixed_note, remove, stretches, strip_marks
from mt.read.source import check_count, has_arabic, nothing_arabic, one_line, require, without_controls
from mt.read.text import decode_text, from_text

_INLINE_TAGS = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike "
    "strong sub sup time tt u var wbr ruby rb nobr"
)
INLINE = frozenset(_INLINE_TAGS.split())
# Their contents are programs, formulas or pictures; "pre" is nearly always code or a drawing in letters.
_OPAQUE_TAGS = "script style template svg math object embed iframe canvas audio video map pre textarea head"
OPAQUE = frozenset(_OPAQUE_TAGS.split())
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


class HtmlRules:
    """How HTML is read; for XHTML in an epub too."""

    def role(self, element: Any) -> Role:
        """What the element does to the text around it."""
        tag = tag_of(element)
        if tag in OPAQUE or _is_untranslated(element):
            return Role.WALL
        if tag == "img" or (tag == "a" and _is_reference(element)):
            return Role.OPAQUE
        return Role.INLINE if tag in INLINE else Role.BREAK

    def has_text(self, element: Any) -> bool:
        """Whether the element's own text is words."""
        return isinstance(element.tag, str)

    def constant(self, element: Any) -> str:
        """HTML has no elements that stand for a character."""
        return ""

    def style(self, element: Any) -> str:
        """The inline elements around a text, with what they look like or lead to."""
        found = []
        while element is not None and tag_of(element) in INLINE:
            found.append(f"{tag_of(element)} {element.get('href', '')} {element.get('class', '')}".strip())
            element = element.getparent()
        return " < ".join(found)


def _is_reference(link: Any) -> bool:
    """Whether a link is the mark of a footnote, such as 1 or [2] or an arrow: no word of the sentence."""
    text = "".join(link.itertext()).strip()
    return bool(text) and not any(map(str.isalpha, text))


def _is_untranslated(element: Any) -> bool:
    return element.get("translate") == "no" or "notranslate" in (element.get("class") or "").split()


class HtmlDocument:
    """A page whose visible texts, and titles and descriptions in attributes, can be replaced."""

    suffix = ".html"

    def __init__(self, data: bytes, name: str) -> None:
        text, _ = decode_text(data, name=name)
        self.name = name
        self.root = _parse(text, name)
        self._stretches = list(html_stretches(self.root))
        if not self._stretches:
            raise nothing_arabic(name)
        self.texts: Sequence[str] = [stretch.text for stretch in self._stretches]
        self.notes: Sequence[str] = mixed_note(sum(stretch.is_mixed for stretch in self._stretches))

    def rebuild(self, translations: Sequence[str]) -> bytes:
        """The page in UTF-8, marked as English and left to right."""
        check_count(self.name, self.texts, translations)
        for stretch, translation in zip(self._stretches, translations, strict=True):
            put(stretch, translation)
        turn(self.root)
        _declare_utf8(self.root)
        etree = require("lxml.etree", what="writing HTML")
        written: bytes = etree.tostring(self.root.getroottree(), method="html", encoding="utf-8")
        return written if written.endswith(b"\n") else written + b"\n"


def html_stretches(root: Any) -> Iterator[Stretch]:
    """The stretches of a page: head, body, then attributes."""
    for element in root.iter("{*}title"):
        if element.text and has_arabic(element.text) and not len(element):
            yield Stretch([Slot(element, "text", element.text)])
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


def _attribute(element: Any, attribute: str) -> Iterator[Stretch]:
    value = element.get(attribute) or ""
    if has_arabic(value) and not _is_untranslated(element):
        yield Stretch([Slot(element, f"@{attribute}", value)])


def put(stretch: Stretch, translation: str) -> None:
    """Write a translation and take out the inline elements that it left empty: an empty link misleads."""
    stretch.put(translation)
    for slot in stretch.slots:
        element = slot.element
        while _is_left_empty(element):
            parent = element.getparent()
            remove(element)
            element = parent


def _is_left_empty(element: Any) -> bool:
    return (
        isinstance(element.tag, str)
        and tag_of(element) in INLINE - {"wbr"}
        and element.getparent() is not None
        and not len(element)
        and not (element.text or "").strip()
        and not element.get("id")
        and not element.get("name")
    )


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
    elif (title := facts.get("title", "")) and has_arabic(title) and title not in body[: len(title) + 200]:
        body = f"{title}\n\n{body}"
    if not has_arabic(body):
        raise nothing_arabic(name)
    page = from_text(body, name=name)
    return Page(name=name, text=page.text, encoding=encoding), facts


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
