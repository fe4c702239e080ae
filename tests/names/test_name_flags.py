"""A digest tells when one name is spelled in several ways through its page."""

from collections.abc import Sequence

import mt
from mt.document import Translation
from mt.pipeline import Settings

ENGLISH = {
    "قال حفتر إن القوات وصلت إلى المدينة.": "Haftar said that the forces had reached the city.",
    "وأضاف حفتر أن المعركة انتهت في الشرق.": "Hafter added that the battle was over in the east.",
}


class ByHeart:
    """A translator that knows two sentences."""

    def translate(self, texts: Sequence[str], *, progress: object = None) -> list[Translation]:
        return [Translation(text, ENGLISH[text], -0.1) for text in texts]


def test_a_page_with_one_name_in_two_spellings_has_a_flag():
    digest = mt.digest("\n\n".join(ENGLISH), translator=ByHeart(), settings=Settings(summary=False))
    assert [(flag.kind, flag.message) for flag in digest.flags] == [
        ("name-variants", "one name in several spellings: حفتر: Haftar, Hafter")
    ]
