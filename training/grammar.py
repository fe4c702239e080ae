"""Generate Arabic/English news sentence pairs from our own templates and lexicon.

    python -m training.grammar --count 200000 --seed 1 --out grammar.tsv

``corpus/templates/*.tsv`` holds one template a line, Arabic and English; ``corpus/lexicon/NAME.tsv``
holds what fills the slots called ``NAME``, under a line that names the columns. The notation, in
templates and in lexicon cells alike:

=======================  =====================================================================
``{city}``               an entry of ``lexicon/city.tsv``, the same one on both sides
``{city2}``              another entry of that lexicon
``{country.df}``         a form of it: column ``ar.df`` or ``en.df``; or worked out from its
                         adjective (column ``adj``, see :func:`agreement.inflect`)
``{goods.acc}``          a counted noun with its drawn number: nom, gen, acc, or head (headline)
``{say@person}``         the form that agrees with ``person`` (its column ``g``: m, f or p)
``{soldier+country}``    a counted noun with the nationality adjective that agrees with it
``{num:3-60}``           a figure in a range; ``{date}``, ``{money}`` ...: see ``quantities.VALUES``
``<قال/قالت:person>``     a choice by the Arabic agreement of ``person``: m/f or m/f/p
``<has/have:person.n>``  a choice by its English number: s/p
``[a|b]``                a free choice; ``[1:a|b]`` the same one wherever 1 stands, on both sides
=======================  =====================================================================
"""

import argparse
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from . import agreement, quantities

CORPUS = Path(__file__).parent / "corpus"
_MARK = "\x01"  # stands where a slot was filled, so that prefixes can be joined afterwards
_CHOICE = re.compile(r"\[(?:(\d+):)?([^\[\]]*)\]")
_AGREE = re.compile(r"<([^<>:]*/[^<>:]*):([a-z_]+\d*)(\.n)?>")
_SLOT = re.compile(r"\{([a-z_]+)(\d*)(?:\.([a-z.]+))?(?:@([a-z_]+\d*))?(?:\+([a-z_]+\d*))?(?::(\d+)-(\d+))?\}")
_TRIES = 12  # draws without a new pair after which a template counts as used up
Pair = tuple[str, str]


@dataclass(frozen=True)
class Entry:
    """One line of a lexicon: columns by name, ``g`` the Arabic agreement, ``n`` the English number."""

    columns: Mapping[str, str]

    def form(self, side: str, name: str) -> str:
        """Return the cell for ``side`` (``ar`` or ``en``) and form ``name``, raw; raises KeyError."""
        if not name:
            return self.columns[side]
        cell = self.columns.get(f"{side}.{name}")
        if cell:
            return cell
        if name == "bare":
            return re.sub(r"^(?:the|an?) ", "", self.columns["en"])
        base = self.columns.get("adj", "")
        if base and side == "ar":
            return agreement.inflect(base, name)
        if side == "en" and name not in {"adj", "pl", "capital"}:
            return self.columns["en"]
        msg = f"no form {side}.{name} in {dict(self.columns)}"
        raise KeyError(msg)


@dataclass(frozen=True)
class Template:
    """An Arabic and an English pattern that say the same thing, and where they are written."""

    arabic: str
    english: str
    place: str


@dataclass
class Draw:
    """What one slot was filled with; its cells may hold slots, which are filled in a scope of its own."""

    entry: Entry
    scope: "Scope"
    count: quantities.Count | None = None

    @property
    def gender(self) -> str:
        """Arabic agreement: m, f or p."""
        return self.entry.columns.get("g") or "m"

    @property
    def number(self) -> str:
        """English number: s or p."""
        if self.count:
            return "s" if self.count.number == 1 else "p"
        return self.entry.columns.get("n") or "s"

    def form(self, side: str, name: str, adjective: Entry | None) -> str:
        """Return the filled text of one form."""
        if self.count and name in quantities.FORMS:
            return self.count.phrase(side, name, adjective.columns if adjective else {})
        return self.scope.fill(self.entry.form(side, name), side)


@dataclass
class Scope:
    """The slots and linked choices of one template while both sides of it are filled."""

    grammar: "Grammar"
    rng: random.Random
    drawn: dict[str, Draw] = field(default_factory=dict)
    linked: dict[str, int] = field(default_factory=dict)
    values: dict[str, quantities.Value] = field(default_factory=dict)

    def fill(self, pattern: str, side: str) -> str:
        """Return ``pattern`` with every choice made and every slot filled."""
        while (found := _CHOICE.search(pattern)) is not None:
            pattern = f"{pattern[: found.start()]}{_MARK}{self._choose(found)}{pattern[found.end() :]}"
        pattern = _AGREE.sub(self._agree, pattern)
        return _SLOT.sub(lambda found: _MARK + self._slot(found, side), pattern)

    def _choose(self, found: re.Match[str]) -> str:
        link, options = found[1], str(found[2]).split("|")
        if not link:
            return self.rng.choice(options)
        # One large number per link: both sides reduce it by the same count of options.
        number = self.linked.setdefault(link, self.rng.randrange(5040))
        return options[number % len(options)]

    def _agree(self, found: re.Match[str]) -> str:
        options = found[1].split("/")
        draw = self.draw(found[2])
        index = "sp".index(draw.number) if found[3] else "mfp".index(draw.gender)
        if index >= len(options):
            index = 0  # a verb before its plural subject is singular
        return options[index]

    def _slot(self, found: re.Match[str], side: str) -> str:
        kind, index, form, model, modifier, low, high = found.groups()
        key = kind + index
        if low:
            number = self.linked.setdefault(f"num{key}", self.rng.randint(int(low), int(high)))
            return str(number)
        if kind in quantities.VALUES:
            return self._value(kind, key).form(side, form or "")
        draw = self.draw(key)
        adjective = self.draw(modifier).entry if modifier else None
        if model:
            gender = self.draw(model).gender if side == "ar" else ""
            form = (form or "") + gender
        return draw.form(side, form or "", adjective)

    def _value(self, kind: str, key: str) -> quantities.Value:
        if key not in self.values:
            currencies = [entry.columns for entry in self.grammar.lexicon["currency"]]
            self.values[key] = quantities.VALUES[kind](self.rng, currencies)
        return self.values[key]

    def draw(self, key: str) -> Draw:
        """Return what slot ``key`` holds, drawing it now if it is new; no entry fills two slots."""
        if key not in self.drawn:
            kind = key.rstrip("0123456789")
            entries = self.grammar.lexicon[kind]
            # Lexicons overlap (country, country_f), so words are compared; a cell with slots is new each time.
            taken = {draw.entry.columns["ar"] for draw in self.drawn.values()}
            entry = self.rng.choice(entries)
            for _ in range(20):
                if entry.columns["ar"] not in taken or "{" in entry.columns["ar"]:
                    break
                entry = self.rng.choice(entries)
            count = quantities.count_of(entry.columns, self.rng) if "low" in entry.columns else None
            self.drawn[key] = Draw(entry, Scope(self.grammar, self.rng), count)
        return self.drawn[key]


class Grammar:
    """Templates and lexicon, read once.

    Raises ValueError, with file and line, if a line has not as many cells as it should.
    """

    def __init__(self, corpus: Path = CORPUS) -> None:
        self.lexicon = {path.stem: _read_lexicon(path) for path in sorted((corpus / "lexicon").glob("*.tsv"))}
        for row in _read_lexicon(corpus / "subsets.tsv"):
            self.lexicon[row.columns["name"]] = _subset(self.lexicon, row.columns)
        self.templates = [t for path in sorted((corpus / "templates").glob("*.tsv")) for t in _read_templates(path)]

    def fill(self, template: Template, rng: random.Random) -> Pair:
        """Return one pair made from ``template``. Raises ValueError, with its place, if it cannot be filled."""
        scope = Scope(self, rng)
        try:
            arabic = scope.fill(template.arabic, "ar")
            english = scope.fill(template.english, "en")
        except (KeyError, IndexError) as error:
            msg = f"{template.place}: {error}"
            raise ValueError(msg) from error
        if "{" in arabic + english:
            msg = f"{template.place}: a slot is not written as the notation asks: {arabic} / {english}"
            raise ValueError(msg)
        return _finish_arabic(arabic), _finish_english(english)

    def pairs(self, seed: int) -> Iterator[tuple[Template, Pair]]:
        """Yield distinct pairs in rounds over all templates, each round in a new order, until all are used up."""
        rng = random.Random(seed)
        alive = list(self.templates)
        seen: set[Pair] = set()
        while alive:
            rng.shuffle(alive)
            spent = set()
            for template in alive:
                pair = self._new(template, rng, seen)
                if pair is None:
                    spent.add(template.place)
                else:
                    yield template, pair
            alive = [template for template in alive if template.place not in spent]

    def _new(self, template: Template, rng: random.Random, seen: set[Pair]) -> Pair | None:
        for _ in range(_TRIES):
            pair = self.fill(template, rng)
            if pair not in seen:
                seen.add(pair)
                return pair
        return None


def _finish_arabic(text: str) -> str:
    text = agreement.join_prefixes(text, _MARK)
    return re.sub(r" +([،.؟!])", r"\1", " ".join(text.split()))


def _finish_english(text: str) -> str:
    text = " ".join(text.replace(_MARK, "").split())
    text = agreement.with_article(re.sub(r" +([,.?!;])", r"\1", text)).replace("s's ", "s' ")
    text = re.sub(r"\b(\d+)th\b", lambda found: agreement.english_ordinal(int(found[1])), text.replace("..", "."))
    # A sentence begins at the start and after a colon that opens a quotation; a headline also after any colon.
    opening = r'(^["(]*|: ")([a-z])' if text.endswith((".", "?")) else r'(^["(]*|: "?)([a-z])'
    return re.sub(opening, lambda found: found[1] + found[2].upper(), text)


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, [cell.strip() for cell in line.split("\t")]


def _read_lexicon(path: Path) -> list[Entry]:
    rows = _rows(path)
    _, names = next(rows)
    entries = []
    for number, cells in rows:
        if len(cells) > len(names):
            msg = f"{path.name}:{number}: {len(cells)} cells under {len(names)} column names"
            raise ValueError(msg)
        padded = cells + [""] * (len(names) - len(cells))
        entries.append(Entry(dict(zip(names, padded, strict=True))))
    return entries


def _subset(lexicon: Mapping[str, list[Entry]], row: Mapping[str, str]) -> list[Entry]:
    """Return the entries of ``row["lexicon"]`` whose ``row["column"]`` is one of the ``values`` (set apart by bars)."""
    values = row["values"].split("|")
    return [entry for entry in lexicon[row["lexicon"]] if entry.columns[row["column"]] in values]


def _read_templates(path: Path) -> Iterator[Template]:
    for number, cells in _rows(path):
        if len(cells) != 2:
            msg = f"{path.name}:{number}: a template is Arabic and English, here are {len(cells)} cells"
            raise ValueError(msg)
        yield Template(cells[0], cells[1], f"{path.name}:{number}")


def main() -> None:
    """Write ``--count`` distinct pairs as Arabic, tab, English."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    written = 0
    with options.out.open("w", encoding="utf-8") as out:
        for _, (arabic, english) in Grammar().pairs(options.seed):
            out.write(f"{arabic}\t{english}\n")
            written += 1
            if written == options.count:
                break
    print(f"{written:,d} pairs in {options.out}")


if __name__ == "__main__":
    main()
