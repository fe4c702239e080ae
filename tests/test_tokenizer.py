import pytest

from mt.tokenizer import tidy


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Governor &apos; s Office", "Governor's Office"),
        ("he said , and left .", "he said, and left."),
        ('the " Al-Battar Brigade " said', 'the "Al-Battar Brigade" said'),
        ('told "Sky News" that tanks hit "bases" there', 'told "Sky News" that tanks hit "bases" there'),
        ("( AFP ) reported", "(AFP) reported"),
        ("AT &amp; T", "AT & T"),
        ("3.5 per cent", "3.5 per cent"),
        ("  two   spaces ", "two spaces"),
        ("the army 's spokesman", "the army's spokesman"),
        ("", ""),
    ],
)
def test_tidy_writes_output_as_people_do(raw, expected):
    assert tidy(raw) == expected


def test_tidy_changes_nothing_when_applied_twice():
    for text in ("He said: 'no' .", 'a " b " c', "x &quot;y&quot; z", "- 5 , 6"):
        assert tidy(tidy(text)) == tidy(text)
