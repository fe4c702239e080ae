"""Which corpora are used, how they are read, cleaned and weighted.

``WEIGHTS`` are shares of target tokens, not of lines: a source of long sentences is not favoured.
Religious texts are left out: their English is archaic and their Arabic is not news.
"""

import json
import lzma
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from mt.normalize import normalize

# source -> share of the target tokens seen in training (normalized to 1 over what is present)
WEIGHTS: dict[str, float] = {
    "news_ant": 18.0,  # the product's own domain
    "own_pairs": 30.0,  # training/corpus: written for what the model gets wrong
    "own_grammar": 2.5,
    "un_parallel_sample": 7.0,
    "mt_un_deepl_google": 5.0,
    "dialect_nllbseed_arz": 4.0,
    "nllbseed_ary_msa": 4.5,
    "geneval_wiki": 4.5,
    "ted_mttt_dev_test": 2.5,
    "clef2018_debates": 1.5,
    "mt_fignews": 2.0,
    "xquad": 2.0,
    "ud_pud": 1.2,
    "alignar_law_lit": 0.7,
    "un_sdg": 0.4,
    "bilinguator_books": 0.6,
    "sna_reading_stories": 1.0,
    "storybooks_asp": 0.5,
    "baligh_ngo_news": 0.2,
    "consul_democracy": 0.2,
    "tunisia_psc": 0.2,
    "mt_fusha_lessons": 0.2,
    "mt_civil_readiness": 0.2,
    "tatoeba": 3.0,
    "aralects_learning": 0.6,
    "mt_comve_commonsense": 1.2,
    "refugee_phrasebook": 0.1,
    "mt_umbrella_security": 1.0,
    "mt_mmlu_acegpt": 5.5,
    "mt_3b1b_captions": 2.5,
    "mt_arxiv_papers": 3.0,
    "opensource_guide": 0.3,
    "back_translated": 22.0,  # backtranslate.py: English news, Arabic by a model, tagged
    "back_translated_general": 6.0,  # the same of news on everything else (xsum, cnndm)
    "forward_translated": 24.0,  # the same the other way round; only the backwards training reads it
    "noisy": 3.5,  # noisy.py: misspelled sources
    # general words: pictures, products, lectures, letters
    "ms_d365_finops": 1.5,
    "mt_flickr8k_captions": 0.8,
    "flickr8k_rev_captions": 0.7,
    "rasaif_classical": 1.6,
    "javascript_info": 0.5,
    "mt_i2p_site": 0.8,
    "mt_ancap_essays": 0.3,
    "nyu_deep_learning": 0.3,
    "dialect_apc_iwslt24_valid": 0.3,
    "opensubtitles_xed": 0.2,
    "3b1b_community": 0.2,
    "alaveteli_foi": 0.1,
    "smartreport_medical": 0.1,
    "sahana_eden": 0.1,
    "scratch_l10n": 0.1,
    "names_wikidata_coling": 0.7,
    "names_google_translit": 0.3,
    "names_medical_glossary": 0.3,
    "names_tz_cities": 0.1,
    "names_countries": 0.3,
    "names_anetac": 0.5,
    "names_palestine_persons": 0.3,
    "names_places_dr5hn": 0.4,
    "names_saudi_places": 0.1,
}

# Set -> (share of target tokens, control token). Emails, dialogues and abstracts of papers are left out.
SUMMARIES: dict[str, tuple[float, str]] = {
    "news_ant_ar2en": (50.0, "<brief>"),  # the whole job: our own translations in, an abstractive summary out
    "news_ant_ar2en.headline": (3.0, "<headline>"),
    "allsides_roundup": (8.0, "<brief>"),
    "neus_leads": (8.0, "<brief>"),
    "cnn_highlights_allsides": (4.0, "<brief>"),
    "cnndm": (3.0, "<brief>"),
    "bbc_intro_2005": (4.0, "<sentence>"),
    "bbc_intro_allsides": (3.0, "<sentence>"),
    "xsum": (4.0, "<sentence>"),
    "guardian_standfirst": (1.5, "<sentence>"),
    "news_leads_allsides": (4.0, "<sentence>"),
    "headlines_allsides": (4.0, "<headline>"),
}
SUMMARY_WEIGHTS = {name: share for name, (share, _) in SUMMARIES.items()}

OWN = Path(__file__).parent / "corpus"
GENERATED = 60_000  # pairs taken from the grammar: a few epochs of them are seen in one training

_ARABIC = re.compile("[\u0621-\u064a]")
_LATIN = re.compile("[A-Za-z]")
_WORD = re.compile(r"\w+")


def english(text: str) -> str:
    """English as the model should write it: straight quotes, single spaces, no invisible marks."""
    return normalize(unicodedata.normalize("NFC", text))


def read_pairs(name: str, bitext: Path) -> Iterator[tuple[str, str]]:
    """Yield (Arabic, English) of one source, normalized as the model will see them; nothing if it is absent."""
    if name == "own_grammar":
        from .grammar import Grammar

        drawn = islice(Grammar(OWN).pairs(seed=1), GENERATED) if (OWN / "templates").exists() else ()
        yield from ((normalize(ar, fold_letters=True), english(en)) for _, (ar, en) in drawn)
        return
    paths = sorted((OWN / "pairs").glob("*.tsv")) if name == "own_pairs" else [bitext / f"{name}.tsv.xz"]
    for path in paths:
        if not path.exists():
            continue
        opened = lzma.open if path.suffix == ".xz" else open
        with opened(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                cells = line.rstrip("\n").split("\t")
                if len(cells) == 2:
                    yield normalize(cells[0], fold_letters=True), english(cells[1])


def is_sound(arabic: str, english_: str, *, max_words: int = 120) -> bool:
    """True when a pair looks like a translation: scripts, lengths and their ratio."""
    a, e = len(arabic.split()), len(english_.split())
    if not 0 < a <= max_words or not 0 < e <= max_words:
        return False
    if max(a, e) > 6 and not 0.5 <= e / a <= 3.0:
        return False
    arabic_letters, latin_letters = len(_ARABIC.findall(arabic)), len(_LATIN.findall(english_))
    # An English side that holds Arabic letters, or an Arabic side that is mostly Latin, is not clean.
    return arabic_letters > 0.4 * len(arabic.replace(" ", "")) and latin_letters > 0 and not _ARABIC.search(english_)


def words(text: str) -> list[str]:
    """Lower-cased words without punctuation: what two texts are compared by."""
    return _WORD.findall(text.lower())


class Overlap:
    """Which sentences share a run of words with held-out text.

    A sentence overlaps when it holds ``n`` consecutive words of the held-out text, or, shorter than
    that, when it equals a held-out sentence.
    """

    def __init__(self, held_out: Iterable[str], *, n: int = 8) -> None:
        self.n = n
        self._whole: set[tuple[str, ...]] = set()
        self._grams: set[tuple[str, ...]] = set()
        for sentence in held_out:
            tokens = tuple(words(sentence))
            self._whole.add(tokens)
            self._grams.update(self._runs(tokens))

    def _runs(self, tokens: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        return (tokens[i : i + self.n] for i in range(len(tokens) - self.n + 1))

    def __contains__(self, sentence: str) -> bool:
        tokens = tuple(words(sentence))
        return tokens in self._whole or any(gram in self._grams for gram in self._runs(tokens))


def held_out(folder: Path, page: Path) -> Overlap:
    """Everything the models are measured on: the test sets of ``folder`` and the real page."""
    texts: list[str] = []
    for path in [*sorted(folder.glob("*.ar")), *sorted(folder.glob("*.en")), *sorted(page.parent.glob(page.name))]:
        for line in path.read_text(encoding="utf-8").splitlines():
            texts += [normalize(line, fold_letters=True), english(line)]
    return Overlap(text for text in texts if text)


def read_mono(folder: Path, names: Iterable[str], evaluation: Overlap, *, arabic: bool = False) -> list[str]:
    """Distinct sentences of 5 to 60 words of one language, without held-out text.

    A name is that of a text in ``folder`` (a paragraph a line), or of a set beside it in ``summaries/`` whose
    documents are read.
    """
    stop = re.compile(r"(?<=[.!?؟])\s+" if arabic else r"(?<=[.!?])\s+(?=[A-Z\"'])")
    seen: dict[str, None] = {}
    for name in names:
        for line in _paragraphs(folder, name):
            for sentence in stop.split(normalize(line, fold_letters=True) if arabic else english(line)):
                if 5 <= len(sentence.split()) <= 60 and sentence not in evaluation:
                    seen.setdefault(sentence)
    return list(seen)


def _paragraphs(mono: Path, name: str) -> Iterator[str]:
    """Yield the paragraphs of a text or of a set's documents; nothing when there is neither."""
    for path in (mono / f"{name}.txt.xz", mono.parent / "summaries" / f"{name}.jsonl.xz"):
        if path.exists():
            with lzma.open(path, "rt", encoding="utf-8") as lines:
                for line in lines:
                    yield from json.loads(line)["document"].splitlines() if ".jsonl" in path.name else [line]
