"""Corrections of speakers as the page tells them."""

from __future__ import annotations

import pytest

from index.types import Speaker
from ui.web.aliasing import correction

ROBIN = Speaker(1, "Robin Hayes", "person")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("merge: JetBlue = Robin Hayes", "Merged with JetBlue"),
        ("merge: robin hayes = R. Hayes = Hayes", "Merged with R. Hayes, Hayes"),
        ("split: Robin Hayes | Rob Hayes", "Not the same as Rob Hayes"),
        ("split: Robin Hayes", "split: Robin Hayes"),
        ("something: else", "something: else"),
    ],
)
def test_a_line_of_the_file_is_told_in_words(line: str, told: str) -> None:
    assert correction(line, ROBIN) == told
