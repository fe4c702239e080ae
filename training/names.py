"""Write the data of the name check, mt/names/names.tsv and words.txt, from our own corpus.

    python -m training.names

``names.tsv`` holds a name a line: kind, Arabic, English forms separated by ``|``. ``words.txt`` holds the
words of our pairs and templates that are no names, folded and without prefixes: no person is called so.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from mt.fold import fold
from mt.names.lexicon import base
from mt.translit import distance

CORPUS = Path(__file__).parent / "corpus"
LEXICON = CORPUS / "lexicon"
OUT = Path(__file__).parents[1] / "mt" / "names"

# lexicon file -> kind of name
PLAIN = {
    "city": "place",
    "town": "place",
    "locality": "place",
    "university": "org",
    "landmark": "place",
    "first_m": "first",
    "first_f": "first",
    "foreign_m": "first",
    "foreign_f": "first",
    "last": "last",
    "foreign_last": "last",
    "party": "org",
    "group": "org",
    "org": "org",
    "media_f": "org",
    "company": "org",
    "club": "org",
}
# Other English names for what the lexicon has; its own are for writing, these for reading.
ALSO = {
    "بريطانيا": ("UK", "United Kingdom", "England", "Brexit"),
    "المملكة المتحدة": ("UK", "United Kingdom", "Britain", "British", "Brexit"),
    "الولايات المتحدة": ("US", "USA", "America"),
    "أمريكا": ("US", "USA", "United States"),
    "الإمارات": ("Emirates", "Emirati"),
    "كوت ديفوار": ("Ivory Coast",),
    "ساحل العاج": ("Ivory Coast", "Ivorian", "Côte d'Ivoire"),
    "هولندا": ("Holland", "Dutch"),
    "ميانمار": ("Burma", "Burmese"),
    "الكونغو الديمقراطية": ("DRC", "Zaire"),
    "جمهورية التشيك": ("Czechia",),
    "روسيا": ("Soviet",),
    "الفاتيكان": ("Pope", "Papal", "Holy See"),
    "القدس": ("Jerusalem", "Quds"),
    "الجزائر": ("Algiers",),
    "بولندا": ("Polish",),
    "فرنسا": ("French",),
    "إسبانيا": ("Spain", "Spaniard"),
    "الدنمارك": ("Dane",),
    "السويد": ("Swede",),
    "تركيا": ("Türkiye", "Turk"),
    "اليونان": ("Greece", "Hellenic"),
    "بورما": ("Burma", "Myanmar"),
    "المجر": ("Hungary", "Magyar"),
    "الاتحاد الأوروبي": ("EU", "Europe", "Brexit"),
    "الأمم المتحدة": ("UN",),
    "تنظيم داعش": ("ISIL", "IS", "Daesh", "Islamic State"),
    "داعش": ("ISIS", "ISIL", "IS", "Daesh", "Islamic State"),
    "تنظيم القاعدة": ("Qaida",),
    "منظمة أطباء بلا حدود": ("Médecins Sans Frontières", "MSF"),
    "أطباء بلا حدود": ("Doctors Without Borders", "Médecins Sans Frontières", "MSF"),
    "منظمة مراسلون بلا حدود": ("Reporters Sans Frontières", "RSF"),
    "حماس": ("Hamas",),
    "حزب الله": ("Hezbollah", "Hizbullah"),
    "طالبان": ("Taliban",),
    "واشنطن": ("DC",),
    "يوفنتوس": ("Juve",),
}
Row = tuple[str, str, str]


def rows() -> list[Row]:
    """Return kind, Arabic and English forms of every name, sorted, each Arabic once a kind."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for kind, arabic, english in [*_plain(), *_countries(), *_leaders(), *_also(), *_known()]:
        if "{" in arabic or "[" in arabic or not arabic:
            continue
        forms = found.setdefault((kind, arabic), {})
        for form in filter(None, english):
            bare = form.removeprefix("the ")
            if not forms:  # the one to write
                forms[form] = None
            elif bare not in {known.removeprefix("the ") for known in forms}:
                forms[bare] = None
    return sorted((kind, arabic, "|".join(forms)) for (kind, arabic), forms in found.items())


def words() -> list[str]:
    """Return the Arabic words that our pairs and templates use for something that is no name, sorted.

    A word is a name when, in half of its lines or more, a capitalized English word sounds like it.
    """
    seen, named = Counter[str](), Counter[str]()
    for path in chain(*((CORPUS / folder).glob("*.tsv") for folder in ("pairs", "templates"))):
        for line in path.read_text(encoding="utf-8").splitlines():
            arabic, _, english = line.partition("\t")
            capitalized = re.findall(r"[A-Z][A-Za-zÀ-ÿ']+", english)
            for word in set(re.findall("[\u0621-\u064a]{3,}", fold(arabic).text)):
                seen[base(word)] += 1
                named[base(word)] += any(distance(word, latin) == 0 for latin in capitalized)
    return sorted(word for word in seen if len(word) > 2 and 2 * named[word] < seen[word])


def texts() -> dict[str, str]:
    """Return what each file must hold."""
    return {
        "names.tsv": "".join("\t".join(row) + "\n" for row in rows()),
        "words.txt": "".join(word + "\n" for word in words()),
    }


def _read(name: str) -> Iterator[dict[str, str]]:
    with (LEXICON / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _plain() -> Iterator[tuple[str, str, list[str]]]:
    for name, kind in PLAIN.items():
        for entry in _read(name):
            yield kind, entry["ar"], [entry["en"]]


def _countries() -> Iterator[tuple[str, str, list[str]]]:
    for entry in _read("country"):
        yield "place", entry["ar"], [entry["en"], entry["en.adj"]]
        if capital := entry.get("ar.capital"):
            yield "place", capital, [entry["en.capital"], entry["en"]]


def _leaders() -> Iterator[tuple[str, str, list[str]]]:
    for entry in _read("leader"):
        yield "person", entry["ar.last"], [entry["en.last"]]


def _known() -> Iterator[tuple[str, str, list[str]]]:
    """Names of the news that our pairs need not have."""
    for line in (CORPUS / "names.tsv").read_text(encoding="utf-8").splitlines():
        kind, arabic, english = line.split("\t")
        yield kind, arabic, english.split("|")


def _also() -> Iterator[tuple[str, str, list[str]]]:
    kinds = {arabic: kind for kind, arabic, _ in [*_plain(), *_countries()]}
    for arabic, english in ALSO.items():
        yield kinds.get(arabic, "org"), arabic, list(english)


def main() -> None:
    """Write the files."""
    for name, text in texts().items():
        (OUT / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
