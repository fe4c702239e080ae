import json
from dataclasses import FrozenInstanceError, asdict, fields, replace
from pathlib import Path

import jsonschema
import pytest

from mt.document import (
    SCHEMA_VERSION,
    Digest,
    Flag,
    Removed,
    Summary,
    SummarySentence,
    Term,
    TranslatedParagraph,
    Translation,
)

SCHEMA = json.loads((Path(__file__).parent.parent / "docs" / "digest.schema.json").read_text(encoding="utf-8"))

NUMBER = Flag("number", "200 is missing")
UNSURE = Flag("low-probability", "the model was unsure")
FIRST = Translation("قال الوزير.", "The minister said.", -0.25, (NUMBER,), 3, 4, 0)
SECOND = Translation("ثم غادر.", "Then he left.", -0.5, (UNSURE,), 2, 3, 1)
PARAGRAPH = TranslatedParagraph("قال الوزير. ثم غادر.", "The minister said. Then he left.", (FIRST, SECOND), 3)
DIGEST = Digest(
    name="page.txt",
    headline=TranslatedParagraph("عنوان", "Headline", (Translation("عنوان", "Headline", -0.1),), 1),
    paragraphs=(PARAGRAPH,),
    summary=Summary("A minister left.", (SummarySentence("A minister left.", (0, 1)),), "abstractive"),
    removed=(Removed("شارك", "share line", 5),),
    flags=(Flag("doubtful-page", "2 of 3 sentences have a warning"),),
    models={"translate": {"name": "news-ar-en-1", "digest": "0" * 64}},
    settings={"beam_size": 2, "keep_furniture": False},
    timings={"translate": 0.25},
)


def validate(body):
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(json.dumps(body)))


def test_the_schema_itself_is_a_valid_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "digest",
    [DIGEST, replace(DIGEST, headline=None, summary=None), Digest("text", None, (), None, ())],
    ids=["full", "no headline, no summary", "empty"],
)
def test_a_digest_is_what_the_schema_says(digest):
    validate(digest.to_dict())


@pytest.mark.parametrize(
    "path",
    [
        "",
        "headline",
        "paragraphs/0",
        "paragraphs/0/sentences/0",
        "paragraphs/0/flags/0",
        "summary",
        "summary/sentences/0",
        "removed/0",
        "flags/0",
    ],
)
def test_the_schema_refuses_a_field_it_does_not_know(path):
    body = json.loads(DIGEST.to_json())
    place = body
    for step in filter(None, path.split("/")):
        place = place[int(step) if step.isdigit() else step]
    place["surprise"] = 1
    with pytest.raises(jsonschema.ValidationError):
        validate(body)


@pytest.mark.parametrize(
    ("name", "value", "more"),
    [
        ("paragraph", TranslatedParagraph, {"flags"}),
        ("translation", Translation, set()),
        ("summary", Summary, set()),
        ("summary_sentence", SummarySentence, set()),
        ("removed", Removed, set()),
        ("flag", Flag, set()),
    ],
)
def test_the_schema_describes_and_requires_every_field_of_a_value(name, value, more):
    part = SCHEMA["$defs"][name]
    assert set(part["properties"]) == set(part["required"]) == {f.name for f in fields(value)} | more


def test_the_schema_describes_and_requires_every_field_of_a_digest():
    assert set(SCHEMA["properties"]) == set(SCHEMA["required"]) == {f.name for f in fields(Digest)} | {"schema"}


def test_schema_and_code_name_the_same_version():
    assert SCHEMA["properties"]["schema"]["const"] == SCHEMA_VERSION
    assert SCHEMA["$id"].endswith(f":{SCHEMA_VERSION}")


def test_the_schema_refuses_a_positive_log_probability():
    body = json.loads(DIGEST.to_json())
    body["paragraphs"][0]["sentences"][0]["score"] = 0.1
    with pytest.raises(jsonschema.ValidationError):
        validate(body)


def test_a_paragraph_has_the_flags_of_its_sentences_in_order():
    assert PARAGRAPH.flags == (NUMBER, UNSURE)
    assert [flag["kind"] for flag in DIGEST.to_dict()["paragraphs"][0]["flags"]] == ["number", "low-probability"]


def test_json_keeps_arabic_readable():
    assert "قال الوزير." in DIGEST.to_json()


def test_json_says_the_same_as_the_dict():
    assert json.loads(DIGEST.to_json()) == json.loads(json.dumps(DIGEST.to_dict()))


def test_the_dict_is_what_the_standard_library_makes_of_every_field():
    flags, term = (NUMBER,), Term("قال", "said", True)
    full = replace(FIRST, alignment=((0, 2),), alternatives=("He said.",), terms=(term,), confidence="low")
    digest = replace(
        DIGEST,
        paragraphs=(replace(PARAGRAPH, sentences=(full,)),),
        summary=replace(DIGEST.summary, flags=flags),
        written_headline=SummarySentence("A minister", (0,)),
    )
    made = digest.to_dict()
    # Flags of a paragraph are no field: they are those of its sentences.
    blocks = [made["headline"], *made["paragraphs"]]
    assert [block.pop("flags") for block in blocks] == [[], [asdict(NUMBER)]]
    assert made == {"schema": SCHEMA_VERSION, **asdict(digest), "paragraphs": list(asdict(digest)["paragraphs"])}
    assert made["settings"] is not digest.settings


def test_json_fits_on_one_line_when_no_indent_is_wanted():
    assert "\n" not in DIGEST.to_json(indent=None)


@pytest.mark.parametrize("value", [DIGEST, PARAGRAPH, FIRST, NUMBER, DIGEST.summary, DIGEST.removed[0]])
def test_values_cannot_be_changed(value):
    with pytest.raises(FrozenInstanceError):
        setattr(value, fields(value)[0].name, "other")
