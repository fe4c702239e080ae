"""XML trees: parsed without trusting them, cleaned of marks of direction, written."""

from typing import Any

from mt.errors import InputError
from mt.read.source import require, without_marks


def parse_xml(data: bytes, name: str) -> Any:
    """The root of an XML part. Entities of its own, external files and absurd sizes are refused, not followed.

    Raises :class:`~mt.errors.InputError`.
    """
    etree = require("lxml.etree", what="reading documents")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{name}: is damaged ({error}); save the document again and retry") from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise InputError(f"{name}: defines XML entities, which documents do not need and attacks do; refused")
    return root


def write_xml(root: Any) -> bytes:
    """The bytes of a tree, in UTF-8 with an XML declaration and the document type it had."""
    etree = require("lxml.etree", what="writing documents")
    tree = root.getroottree()
    written: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=tree.docinfo.standalone)
    return written


def remove(element: Any) -> None:
    """Take an element out of its tree and leave its tail in place."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
        element.tail = None
    parent.remove(element)


def strip_marks(root: Any) -> None:
    """Take the marks that turn a text's direction out of all texts of a tree."""
    for element in root.iter():
        if isinstance(element.tag, str) and element.text:
            element.text = without_marks(element.text)
        if element.tail:
            element.tail = without_marks(element.tail)
