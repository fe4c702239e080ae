r"""Plain text: find the encoding, refuse what is not text, bring line ends to ``\n``.

>>> decode("خبر عاجل".encode("windows-1256"), name="old.txt")
Page(name='old.txt', text='خبر عاجل', encoding='cp1256')
"""

import codecs
import re
from pathlib import Path

from mt.document import Page
from mt.errors import InputError

MAX_BYTES = 20_000_000
"""Largest input taken, in bytes. A long news page has 50,000; a file this long is a collection of pages."""

# First bytes of what people hand over by mistake, and what to do instead.
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF file", "extract its text first, for example with pdftotext"),
    (b"PK\x03\x04", "a docx, odt or zip file", "save the document as plain text first"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "save the document as plain text first"),
    (b"{\\rtf", "an RTF file", "save the document as plain text first"),
    (b"\x89PNG", "a PNG picture", "give the text, not a picture of it"),
    (b"\xff\xd8\xff", "a JPEG picture", "give the text, not a picture of it"),
    (b"GIF8", "a GIF picture", "give the text, not a picture of it"),
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
    (b"\xfd7zXZ", "an xz file", "unpack it first"),
)
_MARKUP = re.compile(rb"\s*(<\?xml[^>]*>\s*)?<(!doctype\s+html|html)\b", re.IGNORECASE)

# UTF-32 before UTF-16: the little-endian mark of the first begins with that of the second.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# The Arabic letters, commonest first, counted in two million characters of news. The two 8-bit
# encodings share half their code table, so a wrong reading still looks Arabic letter by letter and
# only its rare letters betray it. A general detector has to weigh these two against Cyrillic and Thai:
# charset-normalizer named 12 of 120 single news lines wrongly, this ranking none.
_BY_FREQUENCY = "اليمرنتوةسبعدفقحهأإطجكزشئصغىخضثذءظؤآ"
_LEGACY = ("cp1256", "iso8859_6")  # on a tie the first: pages in ISO-8859-6 are rare
_RANK = {letter: len(_BY_FREQUENCY) - place for place, letter in enumerate(_BY_FREQUENCY)}
_MARKS_OF_VOWELS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0640"  # no sign for or against
_RANK |= dict.fromkeys(_MARKS_OF_VOWELS, 0)
_PUNCTUATION = frozenset("،؛؟«»“”‘’„–—…\xa0\u200e\u200f\u200c\u200d•")
_FOREIGN = -10  # what any other character above ASCII costs
_ARABIC_ENOUGH = 12.0  # single news lines score 22 to 31; French, Russian and Greek read as Arabic stay below 11
_SAMPLE = 20_000  # characters that decide

_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_VISIBLE = re.compile("[^\\s\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def read_path(path: Path, *, max_bytes: int = MAX_BYTES) -> Page:
    """Read the file at ``path`` as a page named by it.

    Raises :class:`InputError` when it is missing, a folder, unreadable, longer than ``max_bytes``,
    or anything that :func:`decode` refuses.
    """
    return decode(read_bytes(path, max_bytes=max_bytes), name=str(path), max_bytes=max_bytes)


def read_bytes(path: Path, *, max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes of the file at ``path``, at most one more than ``max_bytes``, which shows that it is too long.

    Raises :class:`InputError` when it is missing, a folder or unreadable.
    """
    path = Path(path)
    try:
        # One byte more than allowed shows that a file is too long without reading a whole disk image.
        with path.open("rb") as stream:
            return stream.read(max_bytes + 1)
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file; check the spelling of the path") from error
    except IsADirectoryError as error:
        raise InputError(f"{path}: is a folder; name a file in it") from error
    except PermissionError as error:
        raise InputError(f"{path}: may not be read; change its permissions or copy it") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise InputError(f"{path}: cannot be read ({error}); copy it elsewhere and try again") from error


def decode(data: bytes, *, name: str, max_bytes: int = MAX_BYTES) -> Page:
    """Turn the bytes of a text in UTF-8, UTF-16, UTF-32, windows-1256 or ISO-8859-6 into a page.

    A little damage in UTF-8 (under 1 % of the bytes) becomes U+FFFD. Raises :class:`InputError`
    for empty, binary, undecodable or over-long data; ``name`` stands in the message.
    """
    if len(data) > max_bytes:
        raise InputError(f"{name}: longer than {max_bytes:,} bytes; split it into single articles")
    for magic, what, advice in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"{name}: is {what}, not text; {advice}")
    if _MARKUP.match(data):
        raise InputError(f"{name}: is an HTML page; save or paste the text of the article instead")
    text, encoding = _decode(data, name)
    if "\0" in text or len(_CONTROL.findall(text)) > len(text) // 20:
        raise InputError(f"{name}: holds binary data, not text; give a text file")
    return _page(text, name, encoding)


def decode_text(data: bytes, *, name: str) -> tuple[str, str]:
    """The text of ``data``, whatever markup is in it, and the name of its encoding.

    Line ends stay as they are. Raises :class:`InputError` for binary and undecodable data.
    """
    text, encoding = _decode(data, name)
    if "\0" in text:
        raise InputError(f"{name}: holds binary data, not text; give a text file")
    return text.removeprefix("\ufeff"), encoding


def from_text(text: str, *, name: str = "text") -> Page:
    r"""Make a page of text that is already decoded. NUL and lone surrogates become U+FFFD.

    Raises :class:`InputError` when it holds nothing but white space.

    >>> from_text("سطر\r\nآخر").text
    'سطر\nآخر'
    """
    return _page(_SURROGATE.sub("\ufffd", text.replace("\0", "\ufffd")), name, "utf-8")


def _page(text: str, name: str, encoding: str) -> Page:
    text = _LINE_END.sub("\n", text.removeprefix("\ufeff"))
    if not text:
        raise InputError(f"{name}: is empty; give a text with at least one sentence")
    if not _VISIBLE.search(text):
        raise InputError(f"{name}: holds only white space; give a text with at least one sentence")
    return Page(name=name, text=text, encoding=encoding)


def _decode(data: bytes, name: str) -> tuple[str, str]:
    """The text and the name of its encoding; the surest signs come first."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            # A file cut in the middle of a character loses that character and nothing else.
            return data[len(mark) :].decode(encoding, "replace"), encoding
    # Before UTF-8: Arabic in UTF-16 is pairs of bytes below 0x80, hence valid UTF-8 as well.
    if utf16 := _unmarked_utf16(data):
        return data.decode(utf16, "replace"), utf16
    text = _cut_tail(data).decode("utf-8", "replace")
    given = data.count("\ufffd".encode())
    bad = text.count("\ufffd") - given
    # A sequence of two bytes or more hardly ever forms by chance, so in a UTF-8 file they outnumber
    # the damage; in an English page with a few windows-1256 words they do not.
    good = sum(1 for character in text if character > "\x7f") - bad
    if bad == 0 or (bad * 100 < len(data) and bad < good):
        return text, "utf-8"
    return _legacy(data, name)


def _cut_tail(data: bytes) -> bytes:
    """``data`` without the unfinished UTF-8 character at its end that a cut download leaves."""
    for back in range(1, min(4, len(data)) + 1):
        lead = data[-back]
        if lead >= 0xC0:
            length = 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
            # At least one whole character must stay before it: else it is a lone byte of another encoding.
            return data[:-back] if length > back and any(byte > 0x7F for byte in data[:-back]) else data
        if lead < 0x80:
            break
    return data


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly all the high bytes are 0 or 6 (ASCII, Arabic), and few of the low ones."""
    sample = data[: 2 * _SAMPLE]
    low, high = sample[0::2], sample[1::2]
    if not high:
        return None
    shares = [sum(byte in b"\0\x06" for byte in half) / len(half) for half in (low, high)]
    if shares[1] > 0.8 and shares[0] < 0.3:
        return "utf-16-le"
    if shares[0] > 0.8 and shares[1] < 0.3:
        return "utf-16-be"
    return None


def _legacy(data: bytes, name: str) -> tuple[str, str]:
    if b"\0" in data:
        raise InputError(f"{name}: holds binary data, not text; give a text file")
    readings = [(_arabic(data[:_SAMPLE].decode(encoding, "replace")), encoding) for encoding in _LEGACY]
    score, encoding = max(readings, key=lambda reading: reading[0])
    if score < _ARABIC_ENOUGH:
        raise InputError(
            f"{name}: is not Arabic text in UTF-8, UTF-16, windows-1256 or ISO-8859-6; save it as UTF-8 and try again"
        )
    return data.decode(encoding, "replace"), encoding


def _arabic(text: str) -> float:
    """How Arabic a reading looks: the mean commonness of its letters above ASCII."""
    counted = (character for character in text if character > "\x7f" and character not in _PUNCTUATION)
    scores = [_RANK.get(character, _FOREIGN) for character in counted]
    return sum(scores) / len(scores) if scores else _FOREIGN
