"""What a visitor hands over, as a page: a file that was uploaded, or an address."""

from pathlib import Path, PurePath

from ..document import Page
from ..errors import InputError, UsageError
from ..glossary import Glossary, read_glossary
from ..read import from_text, read_page
from ..report import visible


def page_of_text(text: str, name: str) -> Page:
    """Return a pasted text as a page of that name. Raises :class:`~mt.errors.UsageError` where there is none."""
    if not text.strip():
        raise UsageError("There is no text yet: paste an Arabic page, or choose a file")
    return from_text(text, name=name)


def page_of_file(path: Path) -> Page:
    """Read an uploaded file of any format and delete it. Raises what :func:`mt.read.read_page` raises."""
    name = visible(PurePath(path).name)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{name}: the upload is no longer there; choose the file again") from error
    finally:
        path.unlink(missing_ok=True)
    return read_page(data, name=name)[0]


def glossary_of_file(path: Path) -> Glossary:
    """Read an uploaded glossary and delete it. Raises :class:`~mt.errors.InputError`."""
    try:
        return read_glossary(path)
    except InputError as error:
        # A visitor knows the file by its name, not by where it was put.
        raise InputError(str(error).replace(f"{path.parent}/", "")) from error
    finally:
        path.unlink(missing_ok=True)


def is_only_address(text: str) -> bool:
    """Whether ``text`` is nothing but an address.

    >>> is_only_address(" https://example.org/a "), is_only_address("انظر https://example.org/a")
    (True, False)
    """
    return len(text.split()) == 1 and text.strip().startswith(("http://", "https://"))


def page_of_address(address: str) -> Page:
    """Fetch and read an address of a public host. Raises :class:`~mt.errors.InputError`."""
    from ..read.web import fetch, is_address

    address = address.strip()
    if not is_address(address):
        raise InputError("write the whole address, beginning with https://")
    return read_page(fetch(address), name=visible(address))[0]
