"""The shapes are those that LibreTranslate's own documentation and client show."""

from dataclasses import dataclass, replace

import pytest

from mt.testing import FakeTranslator


def test_a_json_request_has_its_text_translated(client):
    answer = client.post("/translate", json={"q": "لا", "source": "ar", "target": "en"})
    assert answer.status_code == 200
    assert answer.json() == {"translatedText": "la"}


def test_a_form_request_has_its_text_translated(client):
    answer = client.post("/translate", data={"q": "لا", "source": "ar", "target": "en", "format": "text"})
    assert answer.json() == {"translatedText": "la"}


def test_the_bare_utf8_of_curls_form_is_understood(client):
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = client.post("/translate", content="q=لا&source=ar&target=en".encode(), headers=form)
    assert answer.json() == {"translatedText": "la"}


def test_a_multipart_form_is_understood(client):
    answer = client.post("/translate", files={"q": (None, "لا"), "source": (None, "ar"), "target": (None, "en")})
    assert answer.json() == {"translatedText": "la"}


def test_the_address_line_is_understood(client):
    assert (
        client.post("/translate", params={"q": "لا", "source": "ar", "target": "en"}).json()["translatedText"] == "la"
    )


def test_a_list_comes_back_as_a_list_in_order(client):
    answer = client.post("/translate", json={"q": ["لا", "", "yes", "نعم"], "source": "ar", "target": "en"})
    assert answer.json() == {"translatedText": ["la", "", "yes", "nam"]}


def test_an_empty_list_comes_back_empty(client):
    assert client.post("/translate", json={"q": [], "source": "ar", "target": "en"}).json() == {"translatedText": []}


def test_auto_says_which_language_was_found(client):
    one = client.post("/translate", json={"q": "لا", "source": "auto", "target": "en"}).json()
    assert one["detectedLanguage"] == {"confidence": 100.0, "language": "ar"}
    many = client.post("/translate", json={"q": ["لا", "no"], "source": "auto", "target": "en"}).json()
    assert [found["language"] for found in many["detectedLanguage"]] == ["ar", "en"]


def test_english_is_copied(client):
    q = "The  army\n took it."
    assert client.post("/translate", json={"q": q, "source": "en", "target": "en"}).json() == {"translatedText": q}


def test_lines_and_blank_lines_stay_where_they_are(client):
    q = "\n  لا\n\nهنا. هناك.\n"
    answer = client.post("/translate", json={"q": q, "source": "ar", "target": "en"})
    assert answer.json()["translatedText"] == "\n  la\n\nhna. hnak.\n"


def test_in_html_only_the_text_between_tags_is_translated(client):
    q = '<p title="لا">لا <b>هنا</b> &amp; <a href="x?a&b">هناك</a></p><script>var a = "لا" < 1</script><!-- لا -->'
    asked = client.service.translator._translator.asked
    answer = client.post("/translate", json={"q": q, "source": "ar", "target": "en", "format": "html"})
    assert answer.json()["translatedText"] == (
        '<p title="لا">la <b>hna</b> &amp; <a href="x?a&b">hnak</a></p><script>var a = "لا" < 1</script><!-- لا -->'
    )
    assert not [text for text in asked if "<" in text]


def test_text_that_looks_like_html_is_text_unless_it_is_said_to_be_html(client):
    answer = client.post("/translate", json={"q": "لا & <هنا>", "source": "ar", "target": "en"})
    assert answer.json()["translatedText"] == "la & <hna>"


@dataclass
class Wordy(FakeTranslator):
    """Has ``alternatives`` further translations of each text, but one only of ``هنا``."""

    alternatives: int = 0

    def translate(self, texts, *, progress=None):
        done = super().translate(texts, progress=progress)
        counts = [min(self.alternatives, 1) if t.source == "هنا" else self.alternatives for t in done]
        words = [tuple(f"{t.text}-{n}" for n in range(1, count + 1)) for t, count in zip(done, counts, strict=True)]
        return [replace(t, alternatives=others) for t, others in zip(done, words, strict=True)]


def test_alternatives_are_whole_texts_in_other_words(serving):
    with serving(Wordy()) as client:

        def ask(q, **more):
            body = {"q": q, "source": "ar", "target": "en", "alternatives": 2, **more}
            return client.post("/translate", json=body).json()

        assert ask("لا\nهنا") == {"translatedText": "la\nhna", "alternatives": ["la-1\nhna-1", "la-2\nhna"]}
        assert ask(["هنا", "لا"])["alternatives"] == [["hna-1"], ["la-1", "la-2"]]
        assert ask("<b>لا</b>", format="html")["alternatives"] == ["<b>la-1</b>", "<b>la-2</b>"]
        assert ask("لا", source="en")["alternatives"] == []


class Terse:
    """Knows no alternatives."""

    def translate(self, texts, *, progress=None):
        return FakeTranslator().translate(texts, progress=progress)


def test_a_translator_without_alternatives_gives_none(serving):
    with serving(Terse()) as client:
        one = client.post("/translate", data={"q": "لا", "source": "ar", "target": "en", "alternatives": "3"})
        assert one.json() == {"translatedText": "la", "alternatives": []}
        many = client.post("/translate", json={"q": ["لا", "هنا"], "source": "ar", "target": "en", "alternatives": 2})
        assert many.json()["alternatives"] == [[], []]


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({}, "missing q"),
        ({"q": 7}, "q:"),
        ({"q": None}, "q:"),
        ({"q": ["a", 1]}, "q:"),
        ({"q": {"a": 1}}, "q:"),
        ({"q": "لا", "format": "pdf"}, "format:"),
        ({"q": "لا", "alternatives": "many"}, "alternatives:"),
        ({"q": "لا", "source": "xx"}, "not supported"),
        ({"q": "لا", "source": "ar", "target": "fr"}, "not supported"),
        ([], "one JSON object"),
        ("لا", "one JSON object"),
    ],
)
def test_a_request_that_cannot_be_understood_is_answered_with_400_and_the_fault(client, body, named):
    answer = client.post("/translate", json=body)
    assert answer.status_code == 400
    assert set(answer.json()) == {"error"}
    assert named in answer.json()["error"]


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b'{"q": NaN, }', b"[" * 50_000, b'{"q": "\\ud800"'])
def test_a_body_that_is_no_json_is_answered_with_400(client, body):
    answer = client.post("/translate", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert "not JSON" in answer.json()["error"]


def test_lone_surrogates_and_nul_do_no_harm(client):
    body = b'{"q": "\\ud800 \\u0000 \\u0644\\u0627", "source": "ar", "target": "en"}'
    answer = client.post("/translate", content=body, headers={"Content-Type": "application/json"})
    assert answer.json()["translatedText"] == "\ufffd \ufffd la"
    assert client.post("/translate", content=body.replace(b'"ar"', b'"en"')).status_code == 200


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أعلن الجيش", [{"confidence": 100.0, "language": "ar"}]),
        ("The army", [{"confidence": 100.0, "language": "en"}]),
        ("لا no", [{"confidence": 50.0, "language": "ar"}, {"confidence": 50.0, "language": "en"}]),
        ("123", [{"confidence": 0.0, "language": "en"}]),
    ],
)
def test_detection_tells_the_scripts_apart(client, text, expected):
    assert client.post("/detect", data={"q": text}).json() == expected


def test_languages_health_and_settings_have_the_shapes_that_clients_expect(client):
    assert client.get("/languages").json() == [
        {"code": "ar", "name": "Arabic", "targets": ["en"]},
        {"code": "en", "name": "English", "targets": ["en"]},
    ]
    assert client.get("/health").json() == {"status": "ok"}
    settings = client.get("/frontend/settings").json()
    assert settings["charLimit"] == 100_000 and settings["keyRequired"] is False
    assert settings["language"]["source"] == {"code": "ar", "name": "Arabic"}


def test_a_file_is_translated_and_can_be_fetched(client):
    text = "أعلن الجيش الليبي سيطرته على المدينة.\n\nقال الوزير إن الاجتماع تأجل.\n"
    upload = {"file": ("news.txt", text.encode("cp1256"))}
    answer = client.post("/translate_file", files=upload, data={"source": "ar", "target": "en"})
    fetched = client.get(answer.json()["translatedFileUrl"])
    assert fetched.text == "aaln aljysh allyby sytrth ala almdyna.\n\nqal alwzyr in alajtmaa tajl.\n"
    assert "attachment" in fetched.headers["content-disposition"]


def test_a_name_that_climbs_out_of_its_folder_is_only_a_name(client):
    upload = {"file": ("../../etc/passwd.txt", "لا".encode())}
    url = client.post("/translate_file", files=upload, data={"source": "ar", "target": "en"}).json()[
        "translatedFileUrl"
    ]
    assert "passwd" not in url and ".." not in url
    assert client.get("/download_file/..%2F..%2Fetc%2Fpasswd").status_code == 404


@pytest.mark.parametrize(
    "files",
    [
        {"file": ("a.pdf", b"%PDF-1.7")},
        {"file": ("a.txt", b"%PDF-1.7")},
        {"file": ("a.txt", b"")},
        {"file": ("a.txt", b"\0\1\2\3")},
        {"other": ("a.txt", b"x")},
    ],
)
def test_a_file_that_is_no_text_is_answered_with_400(client, files):
    answer = client.post("/translate_file", files=files, data={"source": "ar", "target": "en"})
    assert answer.status_code == 400
    assert set(answer.json()) == {"error"}


def test_a_suggestion_is_refused(client):
    assert client.post("/suggest", data={"q": "a", "s": "b"}).status_code == 403
