"""Documents with English of one's own in them, placed by hand-made alignments."""

import io

import docx
from docx.oxml import OxmlElement

from mt.document import TranslatedParagraph, Translation
from mt.read import open_document

PERSIAN = "وزیر خارجه ایران برای گفتگو با همتای خود وارد بغداد شد"


def aligned(source: str, english: str, pairs: str) -> TranslatedParagraph:
    """One sentence with pairs such as "0-1 1-0"."""
    alignment = tuple((int(i), int(j)) for i, j in (pair.split("-") for pair in pairs.split()))
    sentence = Translation(source, english, -0.1, alignment=alignment)
    return TranslatedParagraph(source, english, (sentence,), line=1)


def translated(data: str | bytes, name: str, *english: tuple[str, str]) -> bytes:
    """The document with English and pairs for each of its texts."""
    document = open_document(data.encode() if isinstance(data, str) else data, name=name)
    return document.rebuild([aligned(text, *one) for text, one in zip(document.texts, english, strict=True)])


def word_run(text: str, *properties: str):
    run = OxmlElement("w:r")
    if properties:
        run.append(OxmlElement("w:rPr"))
        run[0].extend(OxmlElement(f"w:{name}") for name in properties)
    words = OxmlElement("w:t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(words)
    return run


def word(*content) -> bytes:
    """A document of one paragraph of runs (text, names of properties) and of elements."""
    made = docx.Document()
    paragraph = made.add_paragraph()
    for one in content:
        if isinstance(one, tuple):
            paragraph._p.append(word_run(*one))
        else:
            paragraph._p.append(one)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
