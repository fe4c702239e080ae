"""What errors of the system and of libraries are told as."""

import urllib.error

import pytest

from mt.errors import cause_of


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(13, "Permission denied"), "permission denied"),
        (urllib.error.URLError(OSError(-2, "Name or service not known")), "name or service not known"),
        (urllib.error.URLError("timed out"), "timed out"),
        (urllib.error.HTTPError("http://x", 503, "Unavailable", None, None), "HTTP Error 503: Unavailable"),
        (TimeoutError("timed out"), "timed out"),
    ],
)
def test_a_cause_is_told_without_numbers_and_wrappers(error, said):
    assert cause_of(error) == said
