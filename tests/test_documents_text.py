"""Formats that are text: Markdown, subtitles, tables, JSON and the text layer of PDF."""

import csv
import io
import json

import pysubs2
import pytest
from markdown_it import MarkdownIt

from mt.document import TranslatedParagraph
from mt.errors import InputError, UsageError
from mt.inline import unaligned
from mt.read import open_document, read_page
from mt.read.subtitles import break_lines


def plain(texts) -> list[TranslatedParagraph]:
    """Translations of which only the words are known."""
    return [unaligned(text) for text in texts]


def opened(text: str, name: str, **options):
    return open_document(text.encode(), name=name, **options)


def rebuilt(text: str, name: str, *translations: str, **options) -> str:
    document = opened(text, name, **options)
    return document.rebuild(plain(translations or [f"T{i}" for i in range(len(document.texts))])).decode()


# --- Markdown ---------------------------------------------------------------------------------------------

MARKDOWN = """---
title: خبر
---
# عنوان #

فقرة أولى **غامقة** و[رابط](http://x)
سطر ثان منها\\
بعد كسر

> اقتباس
> يستمر هنا

1. أول
   يكمل
2. *مائل كله*
   - داخلي

| أ | باء |
|---|:--:|
| خلية | 5 |
| باء \\| جيم | باء |

```
شفرة
```
[كله رابط](http://y "z")

عنوان سفلي
=====
"""


def test_markdown_comes_back_with_every_block_in_its_place():
    assert rebuilt(MARKDOWN, "x.md") == (
        "---\ntitle: خبر\n---\n# T0 #\n\n[T1](http://x)\\\nT2\n\n> T3\n\n1. T4\n2. *T5*\n   - T6\n\n"
        "| T7 | T8 |\n|---|:--:|\n| T9 | 5 |\n| T10 | T11 |\n\n```\nشفرة\n```\n"
        '[T12](http://y "z")\n\nT13\n=====\n'
    )


def test_the_texts_of_markdown_hold_no_markup():
    texts = opened(MARKDOWN, "x.md").texts
    assert texts[1:3] == ["فقرة أولى غامقة ورابط سطر ثان منها", "بعد كسر"]
    assert texts[10] == "باء | جيم"
    assert not set("".join(texts)) & set("*[]()#>\\")


def kinds(text: str) -> list[str]:
    return [token.type for token in MarkdownIt("commonmark").enable("table").parse(text) if token.type != "inline"]


def test_markdown_has_the_same_blocks_after_it():
    document = opened(MARKDOWN, "x.md")
    awkward = ["1. one", "- two", "# three", "a | b", "*x* [y](z) <b> `c`", "> q", "+ p", "== e"]
    english = [awkward[i % len(awkward)] for i in range(len(document.texts))]
    assert kinds(document.rebuild(plain(english)).decode()) == kinds(MARKDOWN)


def test_marks_of_markdown_in_a_translation_are_shown_as_they_stand():
    written = rebuilt("خبر", "x.md", "2*3*4 snake_case <b> [a](b) `c`")
    assert MarkdownIt("commonmark").render(written) == "<p>2*3*4 snake_case &lt;b&gt; [a](b) `c`</p>\n"


def test_a_break_inside_a_quotation_stays_inside_it():
    assert rebuilt("> خبر<br>\n> آخر\n", "x.md", "one", "two") == "> one\\\n> two\n"


# --- Subtitles --------------------------------------------------------------------------------------------

SRT = (
    "1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>مرحبا\r\nبكم</i>\r\n\r\n"
    "2\r\n00:00:03,000 --> 00:00:04,000\r\n- من أنت؟\r\n- أنا علي.\r\n\r\n"
    "3\r\n00:00:05,000 --> 00:00:06,000\r\n{\\an8}\u200fفي <b>الأعلى</b>\r\n\r\n"
    "4\r\n00:00:07,000 --> 00:00:08,000\r\n♪\r\n"
)


def test_the_texts_of_subtitles_are_one_a_cue_and_one_a_speaker():
    assert opened(SRT, "x.srt").texts == ["مرحبا بكم", "من أنت؟", "أنا علي.", "في الأعلى"]


def test_subtitles_come_back_with_numbers_times_tags_and_line_ends():
    assert rebuilt(SRT, "x.srt", "Welcome", "Who are you?", "I am Ali.", "On top") == (
        "1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>Welcome</i>\r\n\r\n"
        "2\r\n00:00:03,000 --> 00:00:04,000\r\n- Who are you?\r\n- I am Ali.\r\n\r\n"
        "3\r\n00:00:05,000 --> 00:00:06,000\r\n{\\an8}On top\r\n\r\n"
        "4\r\n00:00:07,000 --> 00:00:08,000\r\n♪\r\n"
    )


def test_another_reader_of_subtitles_finds_the_same_cues_at_the_same_times():
    long = "The army said on Sunday that it had taken the city after three days of fighting in its suburbs."
    source = SRT.replace("\r\n", "\n")
    after = pysubs2.SSAFile.from_string(rebuilt(source, "x.srt", long, "", "a\n\nb --> c", "{\\x}<i>"))
    before = pysubs2.SSAFile.from_string(source)
    assert [(cue.start, cue.end) for cue in after] == [(cue.start, cue.end) for cue in before]
    assert after[0].plaintext.replace("\n", " ") == long
    assert after[1].plaintext == "- …\n- a b → c"


def test_web_subtitles_keep_their_header_notes_positions_and_entities():
    text = (
        "WEBVTT - عنوان\n\nNOTE ملاحظة\n\nSTYLE\n::cue { color: red }\n\nintro\n"
        "00:01.000 --> 00:02.000 align:start position:10%\n<v علي>قال &amp; مضى</v>\n"
    )
    document = opened(text, "x.vtt")
    assert (document.suffix, document.texts) == (".vtt", ["قال & مضى"])
    assert document.rebuild(plain(["A < B & C"])).decode() == text.replace("قال &amp; مضى", "A &lt; B &amp; C")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Short.", 1),
        ("x" * 60, 1),
        ("The army said that, the city being quiet, it would leave.", 2),
        ("<i>The army said on Sunday it had left.</i>", 1),  # 43 characters with the tags, 36 without
        ("one two three four five six seven eight nine ten " * 3 + "end", 4),
    ],
)
def test_long_subtitles_are_broken_into_as_few_lines_as_fit(text, count):
    lines = break_lines(text)
    assert " ".join(lines) == text
    assert len(lines) == count
    assert count == 1 or max(map(len, lines)) <= 42


def test_lines_of_subtitles_do_not_break_inside_a_tag():
    text = '<font color="red" face="Arial" size="12">' + "word " * 12 + "end</font>"
    assert break_lines(text)[0].startswith('<font color="red" face="Arial" size="12">word word')


def test_an_absurdly_long_subtitle_is_refused():
    with pytest.raises(InputError, match="line 2 begins a subtitle of more than 20,000"):
        opened("00:00:01,000 --> 00:00:02,000\n" + "خبر " * 6000, "x.srt")


def test_a_line_of_subtitles_ends_behind_a_comma_where_it_can():
    assert break_lines("When the night had come, the army left the town.")[0] == "When the night had come,"


def test_a_file_without_times_is_no_subtitle_file():
    with pytest.raises(InputError, match="no times of subtitles"):
        opened("خبر", "x.srt")


def test_a_digest_of_subtitles_joins_the_cues_of_a_sentence():
    cues = ("قال الوزير إن", "الوضع هادئ.", "وغادر.")
    text = "WEBVTT\n" + "".join(f"\n00:0{i}.000 --> 00:0{i}.900\n{cue}\n" for i, cue in enumerate(cues))
    assert read_page(text.encode(), name="x.vtt")[0].text == "قال الوزير إن الوضع هادئ.\nوغادر."


# --- Tables and JSON --------------------------------------------------------------------------------------

TABLE = 'id;نص;other\r\n1;"خبر; ""عاجل""\nسطر";عربي\r\n2;;x\r\n3;English;\r\n'


def test_a_named_column_is_translated_and_the_rest_of_the_table_stays():
    document = opened(TABLE, "x.csv", columns=["نص"])
    assert document.texts == ['خبر; "عاجل"', "سطر"]
    written = document.rebuild(plain(['a; "b"', "c"])).decode()
    assert written == 'id;نص;other\r\n1;"a; ""b""\nc";عربي\r\n2;;x\r\n3;English;\r\n'
    assert list(csv.reader(io.StringIO(written, newline=""), delimiter=";"))[1] == ["1", 'a; "b"\nc', "عربي"]


def test_tabs_part_the_columns_of_a_tsv():
    assert rebuilt("a\tb\nخبر\tنص، آخر\n", "x.tsv", "news", columns=["a"]) == "a\tb\nnews\tنص، آخر\n"


@pytest.mark.parametrize(("name", "text"), [("x.csv", "id,text\n1,خبر\n"), ("x.json", '{"id": 1, "text": "خبر"}')])
def test_columns_must_be_named_and_be_there(name, text):
    with pytest.raises(UsageError, match=r"--column what to translate: .*text"):
        opened(text, name)
    with pytest.raises(UsageError, match=r"has no column body; there are: .*text"):
        opened(text, name, columns=["body"])


def test_named_fields_of_json_are_translated_at_any_depth():
    body = {"id": "أ", "items": [{"text": "خبر\nثان", "n": 1.5}, {"text": ["أ", "English", None]}], "ok": True}
    document = opened(json.dumps(body), "x.json", columns=["text"])
    assert document.texts == ["خبر", "ثان", "أ"]
    assert json.loads(document.rebuild(plain(["a", "b", "c"]))) == {
        "id": "أ", "items": [{"text": "a\nb", "n": 1.5}, {"text": ["c", "English", None]}], "ok": True,
    }  # fmt: skip


def test_json_lines_stay_one_value_a_line():
    text = '{"t": "خبر\u2028"}\n\n{"t": 5}\n'
    assert rebuilt(text, "x.jsonl", "news", columns=["t"]) == '{"t": "news"}\n{"t": 5}\n'


@pytest.mark.parametrize(
    ("name", "text"), [("x.json", '{"a": خبر}'), ("x.jsonl", '{"a": "خبر"}\n{'), ("x.csv", 'a,b\n"خبر')]
)
def test_what_is_not_well_formed_is_refused(name, text):
    with pytest.raises(InputError, match=rf"^{name}: .*export it again"):
        opened(text, name, columns=["a"])


def test_json_nested_without_end_is_refused():
    with pytest.raises(InputError, match="no valid JSON"):
        opened("[" * 200_000, "x.json", columns=["a"])
