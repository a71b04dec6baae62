"""Corrections as the page tells them."""

from __future__ import annotations

import pytest

from index.corrections import Correction
from index.types import Speaker
from ui.render.fixes import concerning

ROBIN = Speaker(1, "Robin Hayes", "person")


@pytest.mark.parametrize(
    ("correction", "words"),
    [
        (Correction("same", ("JetBlue", "Robin Hayes")), "Merged with JetBlue"),
        (Correction("same", ("robin hayes", "R. Hayes", "Hayes")), "Merged with R. Hayes, Hayes"),
        (Correction("different", ("Robin Hayes", "Rob Hayes")), "Somebody else than Rob Hayes"),
        (Correction("different", ("Robin Hayes",)), "Robin Hayes is nobody else's name"),
        (Correction("role", ("Robin Hayes",), "pilot"), "Robin Hayes: pilot"),
    ],
)
def test_a_correction_is_told_as_it_concerns_a_speaker(correction: Correction, words: str) -> None:
    assert concerning(ROBIN, correction, {}) == words
