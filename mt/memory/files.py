r"""Translation memories on disk: TMX (every translator's tool writes it) and tables with a tab.

TMX is read unit by unit, so that its size does not matter; the last translation of a sentence counts. Codes of a
word processor inside a text (``bpt``, ``ph``, ...) are left out.

>>> from mt.document import Translation
>>> print(to_tmx([Translation("نعم", "Yes", -0.1)]).splitlines()[6])
<tuv xml:lang="ar"><seg>نعم</seg></tuv>
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from ..document import Translation
from ..errors import InputError
from ..normalize import ARABIC_LETTER
from ..read.source import safe
from ..read.stream import elements
from ..version import __version__
from .store import Memory

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
    f'<header creationtool="mt-digest" creationtoolversion="{__version__}" segtype="sentence" o-tmf="mt-digest" '
    'adminlang="en" srclang="ar" datatype="plaintext"/>\n<body>\n'
)


def read_memory(path: Path | str) -> Memory:
    """Read a memory from a .tmx file, or from a .tsv file with Arabic, a tab, and English on each line.

    Raises :class:`~mt.errors.InputError` for another suffix, a damaged file, or one without a pair.
    """
    path = Path(path)
    kinds = {".tmx": _from_tmx, ".tsv": _from_table, ".tab": _from_table, ".txt": _from_table}
    if path.suffix.lower() not in kinds:
        raise InputError(f"{path}: a translation memory is a .tmx or .tsv file; rename or export it")
    pairs = {source: target for source, target in kinds[path.suffix.lower()](path) if source and target}
    if not pairs:
        raise InputError(f"{path}: holds no sentence in Arabic (ar) with its English (en); export it with both")
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Memory(pairs, name=path.name, digest=digest)


def to_tmx(translations: Iterable[Translation]) -> str:
    """Return the sentences as TMX 1.4, each pair once; what to distrust of one is its note."""
    pairs = {(t.source, t.text): t for t in translations if t.text and ARABIC_LETTER.search(t.source)}
    return _HEAD + "".join(map(_unit, pairs.values())) + "</body>\n</tmx>\n"


def _unit(translation: Translation) -> str:
    notes = "".join(f"<note>{_escaped(flag.message)}</note>\n" for flag in translation.flags)
    return (
        f'<tu>\n{notes}<prop type="x-origin">{translation.origin}</prop>\n'
        f'<tuv xml:lang="ar"><seg>{_escaped(translation.source)}</seg></tuv>\n'
        f'<tuv xml:lang="en"><seg>{_escaped(translation.text)}</seg></tuv>\n</tu>\n'
    )


def _escaped(text: str) -> str:
    return escape(safe(text))


def _from_tmx(path: Path) -> Iterator[tuple[str, str]]:
    for unit in elements(path, "tu"):
        texts = {"ar": "", "en": ""}
        for variant in unit.iter("tuv"):
            language = variant.get("lang", "")[:2].lower()  # ar-LY is Arabic
            segment = variant.find("seg")
            if language in texts and segment is not None and not texts[language]:
                texts[language] = " ".join(_text(segment).split())
        yield texts["ar"], texts["en"]


def _text(element: Element) -> str:
    """The text of a segment: that of highlights in it counts, codes do not."""
    inner = "".join((_text(child) if child.tag == "hi" else "") + (child.tail or "") for child in element)
    return (element.text or "") + inner


def _from_table(path: Path) -> Iterator[tuple[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="\n") as lines:
            for number, line in enumerate(lines, 1):
                cells = [" ".join(cell.split()) for cell in line.split("\t")]
                if not any(cells) or (number == 1 and not ARABIC_LETTER.search(cells[0])):
                    continue  # the first line may name the columns
                if len(cells) < 2 or not ARABIC_LETTER.search(cells[0]):
                    raise InputError(f"{path}, line {number}: needs Arabic, a tab, and English")
                yield cells[0], cells[1]
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is no text in UTF-8; save it as UTF-8 and try again") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"{path}: cannot be read ({reason}); check the path and its permissions") from error
