"""Every message that the page may show is said in Arabic too: the code is read for them."""

import ast
import re
from pathlib import Path

import pytest

import mt
from mt.models.catalog import catalog as models
from mt.report.messages import arabic, catalog

ROOT = Path(mt.__file__).parent
# Where the page's messages come from. Commands, the lock of models and the API alone are not among them.
PLACES = (
    *("checks.py", "device.py", "engine.py", "evaluation/metrics.py", "glossary", "join.py", "language.py"),
    *(
        "memory/translator.py",
        "recount.py",
        "page",
        "pipeline.py",
        "read",
        "retry.py",
        "server/gate.py",
        "server/refusals.py",
    ),
    *("server/service.py", "summarize", "translate.py"),
)
RAISED = {"Flag": 1, "join": 3, "InputError": 0, "ModelError": 0, "Refusal": 1, "Stopped": 0, "UsageError": 0}
ELSEWHERE = {
    # Of a translation memory, which the page does not take.
    "sentences that are § alike cannot be asked for: choose 0.5 to 1",
    # Of a metric that the page does not offer.
    "COMET also needs the sources and a checkpoint: mt eval run --comet FILE",
}
GAP = "§"
# What is no English: names of formats, programs, options and places.
NAMES = re.compile(
    r"pip install '?\"?mt-digest\[\w+\]|https?|\b(?:XML|HTML|PDF|JSON|OCR|UTF-\d+|ISO-8859-6|windows-1256|Word"
    r"|TBX-Basic|CUDA|docx|odt|zip|RTF|PNG|JPEG|GIF|gzip|xz|Office|pdftotext|tsv|csv|tbx|termEntry|conceptEntry"
    r"|case|yes|no|forms|tokenizers|eval|score|mt|cpu|auto|X-Request-ID)\b|--[a-z-]+"
)
ARABIC, LATIN = re.compile("[\u0621-\u064a]"), re.compile("[A-Za-z]")


def template(node):
    """The words of a message with § in its gaps; None for one that is only passed on."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else GAP for part in node.values)
    return None


def templates():
    for place in PLACES:
        files = [ROOT / place] if place.endswith(".py") else sorted((ROOT / place).rglob("*.py"))
        for file in files:
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                at = RAISED.get(node.func.id) if isinstance(node, ast.Call) and hasattr(node.func, "id") else None
                if at is not None and len(node.args) > at and (said := template(node.args[at])):
                    # What a message is about stands before it and is no part of it.
                    yield re.sub(f"^{GAP}(, {GAP}|, line {GAP})?: ", "", said)


SAID = set(templates())
FOUND = sorted(SAID - ELSEWHERE - {GAP, f"{GAP} {GAP}"})


def plain(text):
    return re.sub("[\u2068\u2069§]", "", NAMES.sub("", text))


def test_the_code_was_read():
    assert len(FOUND) > 100
    assert "the model repeats itself; read the source" in FOUND
    assert ELSEWHERE <= SAID


@pytest.mark.parametrize("message", FOUND)
def test_every_message_of_a_check_or_an_error_is_said_in_arabic(message):
    said = arabic(message.replace(GAP, "77"))
    assert said and ARABIC.search(said)
    assert not LATIN.search(plain(said)), said
    assert said.count("77") >= min(1, message.count(GAP))


@pytest.mark.parametrize("english", [key for said in catalog().values() for key in said])
def test_the_arabic_of_a_message_has_the_gaps_of_its_english_or_leaves_one_out(english):
    said = next(group[english] for group in catalog().values() if english in group)
    gaps = re.findall(r"\{(\w+)\}", english)
    assert set(re.findall(r"\{(\w+)\}", said)) <= set(gaps)
    assert ARABIC.search(said)


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("12 is missing; 200 became 300", "12 غير موجود في الترجمة؛ 200 صار 300"),
        (
            "a: b.txt: is empty; give a text with at least one sentence",
            "\u2068a: b.txt\u2069: فارغ؛ أعطِ نصًا فيه جملة على الأقل",
        ),
        (
            "is in Persian and Urdu, as it seems; this tool translates from Arabic",
            "يبدو أن لغته الفارسية والأردية؛ هذه الأداة تترجم من العربية",
        ),
        (
            "Invalid request: 12 characters exceed the limit of 10; split the text",
            "طلب غير صالح: عدد الأحرف 12 يتجاوز الحد 10؛ قسّم النص",
        ),
        (
            "not found in the English: سرت (perhaps 'a, b'), حفتر (Haftar)",
            "لا مقابل له في الإنجليزية: سرت (ربما \u2068'a, b'\u2069)، \u2068حفتر (Haftar)\u2069",
        ),
        (
            "without support in the article: 3 of the model's sentences; 1 said otherwise, 2 left out",
            "جمل للنموذج لا سند لها في المقال، عددها 3؛ صيغ غيرها بعبارة أخرى: 1، حُذف منها: 2",
        ),
    ],
)
def test_lists_labels_and_messages_inside_messages_are_told_apart(message, said):
    assert arabic(message) == said


def test_what_the_table_does_not_know_is_not_guessed():
    assert arabic("a message of tomorrow") is None


def test_what_the_list_of_models_says_of_licences_is_said_in_arabic():
    notices = {model.notice for model in models().values() if model.notice}
    assert notices
    assert not [notice for notice in notices if not arabic(notice)]


def test_a_real_sentence_with_every_kind_of_fault_is_explained_in_arabic():
    from mt.checks import check

    source = "لم يعلن الجيش يوم الأحد مقتل ٣٥٠ جنديا في مدينة سرت وانسحاب القوات منها بعد معارك عنيفة مع داعش"
    flags = check(source, "The army announced ⁇ 12 سرت", score=-3.0)
    assert {"negation", "numbers", "length", "untranslated", "unknown", "low-confidence"} <= {f.kind for f in flags}
    assert all(arabic(flag.message) for flag in flags)
