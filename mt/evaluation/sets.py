"""Evaluation sets: a folder with a card and data whose bytes are counted before they are trusted.

A card (``card.toml``) says what the set is and what it is not; its version and digest go into every
signature. Data may lie beside the card or, for a public set that we only name, in a folder of
downloads (:mod:`mt.evaluation.fetch`).
"""

import hashlib
import json
import lzma
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mt.errors import InputError, IntegrityError, UsageError

KINDS = {
    "translation": "sentences with one reference each",
    "challenge": "sentences or pages with what must hold of a good translation",
    "page": "one web page with the translation of its article and a summary",
    "summary": "English documents with a summary each",
}
_PLACES = [Path(__file__).resolve().parents[i] / "eval_sets" for i in (2, 1)]
# Beside the package in a checkout, inside it when it was installed from a wheel.
DEFAULT_CARDS = next((place for place in _PLACES if place.is_dir()), _PLACES[0])


@dataclass(frozen=True, slots=True)
class DataFile:
    r"""A file of a set: its name, the sha256 of its bytes, and where the public can get it.

    ``lf_sha256`` is that of the same text with ``\n`` line ends, for originals that have others.
    """

    path: str
    sha256: str
    url: str = ""
    lf_sha256: str = ""

    def matches(self, sha256: str) -> bool:
        """Say whether ``sha256`` is the sum of this file's bytes in one of its two forms."""
        return sha256 == self.sha256 or (bool(self.lf_sha256) and sha256 == self.lf_sha256)


@dataclass(frozen=True, slots=True)
class Card:
    """What a set is. ``digest`` is the sha256 over its files' sha256 sums in the order of their roles."""

    name: str
    version: str
    kind: str
    licence: str
    origin: str
    tests: str
    domain: str
    segments: int
    files: dict[str, DataFile]
    folder: Path
    protected: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """Return the digest that names exactly these bytes."""
        sums = "".join(f"{role} {self.files[role].sha256}\n" for role in sorted(self.files))
        return hashlib.sha256(sums.encode()).hexdigest()

    @property
    def signature(self) -> str:
        """Return the part of a score's signature that names the set."""
        return f"set:{self.name}@{self.version}:{self.digest[:12]}"


@dataclass(frozen=True, slots=True)
class Segment:
    """One thing to be translated (or summarized). ``reference`` is empty for a challenge item.

    ``item`` is the challenge item as its line of JSON says, and otherwise empty. ``domain`` is what the text
    is about, where the set says so line by line.
    """

    id: str
    source: str
    reference: str = ""
    item: dict[str, Any] = field(default_factory=dict)
    domain: str = ""


@dataclass(frozen=True, slots=True)
class EvalSet:
    """A card and its segments, in the order of the file. A page set has one segment, the page."""

    card: Card
    segments: tuple[Segment, ...]
    summary: str = ""

    @property
    def signature(self) -> str:
        """Return the card's signature, and how many segments were kept where not all were."""
        kept = "" if len(self.segments) == self.card.segments else f"|first:{len(self.segments)}"
        return self.card.signature + kept


def read_card(folder: Path) -> Card:
    """Read ``folder/card.toml``. Raises :class:`InputError` for a missing or malformed card."""
    try:
        raw = tomllib.loads((folder / "card.toml").read_text(encoding="utf-8"))
        files = {role: DataFile(**fields) for role, fields in raw.pop("files").items()}
        raw["protected"] = tuple(raw.get("protected", ()))
        card = Card(files=files, folder=folder, **raw)
    except OSError as error:
        raise InputError(f"{folder} is no evaluation set: its card.toml cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, TypeError, KeyError, AttributeError) as error:
        raise InputError(
            f"{folder / 'card.toml'} is malformed: {error}. See docs/evaluation.md for its fields"
        ) from error
    if card.kind not in KINDS:
        raise InputError(f"{folder / 'card.toml'}: kind {card.kind!r} is unknown; use one of {', '.join(KINDS)}")
    return card


def list_cards(cards: Path = DEFAULT_CARDS) -> tuple[Card, ...]:
    """Return the cards of all sets below ``cards``, by name."""
    return tuple(read_card(path.parent) for path in sorted(cards.glob("*/card.toml")))


def find_card(name: str, *, cards: Path = DEFAULT_CARDS) -> Card:
    """Return the card called ``name``. Raises :class:`UsageError` that lists the known sets."""
    if not (cards / name / "card.toml").is_file() or "/" in name:
        known = ", ".join(card.name for card in list_cards(cards)) or f"none in {cards}"
        raise UsageError(f"no evaluation set is called {name!r}; known: {known}")
    return read_card(cards / name)


def locate(card: Card, role: str, *, sets_dirs: Sequence[Path] = ()) -> Path:
    """Return where the file for ``role`` lies, unchecked. Raises :class:`InputError` when nowhere."""
    wanted = card.files[role].path
    places = [card.folder / wanted, *(d / wanted for d in sets_dirs), *(d / card.name / wanted for d in sets_dirs)]
    for place in places:
        if place.is_file():
            return place
    hint = f"mt eval sets fetch {card.name}" if card.files[role].url else "git checkout"
    raise InputError(f"{card.name}: {wanted} is in none of {', '.join(map(str, places))}; get it with `{hint}`")


def read_verified(card: Card, role: str, *, sets_dirs: Sequence[Path] = ()) -> bytes:
    """Return the bytes for ``role``. Raises :class:`IntegrityError` unless their sha256 is the card's."""
    place = locate(card, role, sets_dirs=sets_dirs)
    data = place.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if not card.files[role].matches(found):
        raise IntegrityError(
            f"{place} is not the file that the card of {card.name} names: sha256 {found}, "
            f"expected {card.files[role].sha256}. Remove it and fetch or check it out again"
        )
    return data


def split_lines(data: bytes) -> list[str]:
    r"""Return the lines of ``data``: only ``\n`` ends one, as U+2028 and the like may be inside a sentence."""
    lines = data.decode("utf-8").split("\n")
    if lines and not lines[-1]:
        lines.pop()
    return [line.rstrip("\r") for line in lines]


def read_set(card: Card, *, sets_dirs: Sequence[Path] = (), limit: int | None = None) -> EvalSet:
    """Read and verify the data of ``card``; ``limit`` keeps the first so many segments.

    Raises :class:`IntegrityError` for altered bytes, :class:`InputError` for missing or uneven files.
    """
    data = {role: read_verified(card, role, sets_dirs=sets_dirs) for role in card.files}
    summary = ""
    if card.kind == "page":
        page, reference = data["page"].decode("utf-8"), data["reference"].decode("utf-8")
        segments = [Segment("page", page, reference)]
        summary = data["summary"].decode("utf-8").strip() if "summary" in data else ""
    elif card.kind == "translation":
        segments = _pair(card.name, {role: split_lines(part) for role, part in data.items()})
    else:
        raw = lzma.decompress(data["items"]) if card.files["items"].path.endswith(".xz") else data["items"]
        segments = [_from_json(card, line, i) for i, line in enumerate(split_lines(raw), 1) if line]
    if card.segments != len(segments):
        raise InputError(f"{card.name}: the card says {card.segments} segments, the data has {len(segments)}")
    return EvalSet(card, tuple(segments[:limit]), summary)


def from_files(
    name: str, source: Path, reference: Path, domains: Path | None = None, *, limit: int | None = None
) -> EvalSet:
    """Return a set without a card from text files of equal length, one segment a line.

    ``domains`` says of each line what it is about. The version is "files" and the digest that of source and
    reference, so that scores of other files never mix with it. Raises :class:`InputError`.
    """
    places = {"source": source, "reference": reference, **({"domains": domains} if domains else {})}
    try:
        contents = {role: place.read_bytes() for role, place in places.items()}
        lines = {role: split_lines(data) for role, data in contents.items()}
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{name}: cannot be read as UTF-8 text ({error})") from error
    # What a line is about moves no score, so it is no part of the digest.
    digests = {role: hashlib.sha256(contents[role]).hexdigest() for role in ("source", "reference")}
    files = {role: DataFile(places[role].name, digest) for role, digest in digests.items()}
    segments = _pair(name, lines)
    card = Card(
        name=name, version="files", kind="translation", licence="unknown", origin="local files", tests="",
        domain="unknown", segments=len(segments), files=files, folder=source.parent,
    )  # fmt: skip
    return EvalSet(card, tuple(segments[:limit]))


def from_documents(name: str, path: Path, *, limit: int | None = None) -> EvalSet:
    """Return a summary set from JSON lines with ``document`` (English) or ``document_ar``, and ``summary``.

    A name that ends in ``.xz`` is unpacked. Raises :class:`InputError` when it cannot be read.
    """
    try:
        data = path.read_bytes()
        plain = lzma.decompress(data) if path.suffix == ".xz" else data
        raw = [json.loads(line) for line in split_lines(plain) if line]
        segments = [Segment(str(i), r.get("document") or r["document_ar"], r["summary"]) for i, r in enumerate(raw, 1)]
    except (OSError, lzma.LZMAError, json.JSONDecodeError, UnicodeDecodeError, KeyError, AttributeError) as error:
        raise InputError(f"{path}: cannot be read as documents with summaries ({error})") from error
    card = Card(
        name=name, version="files", kind="summary", licence="unknown", origin="local file", tests="",
        domain="unknown", segments=len(segments), folder=path.parent,
        files={"items": DataFile(path.name, hashlib.sha256(data).hexdigest())},
    )  # fmt: skip
    return EvalSet(card, tuple(segments[:limit]))


def _pair(name: str, lines: dict[str, list[str]]) -> list[Segment]:
    sources = lines["source"]
    for role, others in lines.items():
        if len(others) != len(sources):
            raise InputError(f"{name}: {len(sources)} source lines but {len(others)} {role} lines")
    domains = lines.get("domains") or [""] * len(sources)
    rows = zip(sources, lines["reference"], domains, strict=True)
    return [Segment(str(i), s, r, domain=d.strip()) for i, (s, r, d) in enumerate(rows, 1)]


def _from_json(card: Card, line: str, number: int) -> Segment:
    """A challenge item, or a document with its summary."""
    try:
        item = json.loads(line)
        if card.kind == "summary":
            return Segment(str(number), item["document"], item["summary"])
        return Segment(item["id"], item["source"], item.get("reference", ""), item)
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise InputError(f"{card.name}: this line is not an item: {line[:80]!r} ({error})") from error
