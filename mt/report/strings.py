"""What the HTML report and the web page say, in English and in Arabic, from one table: ``strings.toml``.

>>> Strings("ar")["digest.translation"]
'الترجمة'
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from .messages import arabic

Language = Literal["en", "ar"]
LANGUAGES: tuple[Language, ...] = ("en", "ar")


@cache
def table() -> dict[str, dict[str, str]]:
    """Return every string by its key and language, as the file has them."""
    groups = tomllib.loads(files(__package__).joinpath("strings.toml").read_text(encoding="utf-8"))
    return {f"{group}.{name}": said for group, names in groups.items() for name, said in names.items()}


class Strings:
    """The strings of one language. A key that the table lacks is a :class:`KeyError`."""

    def __init__(self, language: Language = "en") -> None:
        self.language: Language = language
        self.direction = "rtl" if language == "ar" else "ltr"
        self.join = "؛ " if language == "ar" else "; "

    def __getitem__(self, key: str) -> str:
        return table()[key][self.language]

    def message(self, text: str) -> str:
        """Return what a check or an error says, as it stands where nobody knows its Arabic.

        >>> Strings("ar").message("paragraph 2")
        'الفقرة 2'
        """
        return (arabic(text) if self.language == "ar" else None) or text

    def get(self, key: str, default: str) -> str:
        """Return the string, or ``default`` where the table lacks the key.

        >>> Strings("ar").get("reason.no such reason", "as it stands")
        'as it stands'
        """
        return table()[key][self.language] if key in table() else default
