"""Large first letters: in elements of their own, as pictures, in text and in PDF files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.articles.initials import closed_up
from tests.index.articles.test_pdf import made

Write = Callable[..., Path]

REST = "mason of Ulvik laid down his hammer on Monday and told the town that he was tired of walls."
BODY = (
    "<p>“Somebody else may build the next one,” said Birk Amdal, who has laid stones for years.</p>"
)


def page(opening: str) -> str:
    return f"<html><body><article><h1>A last wall</h1>{opening}{BODY * 3}</article></body></html>"


@pytest.mark.parametrize(
    ("opening", "read"),
    [
        (f"<p><span class='big'>T</span>he {REST}</p>", "The mason"),
        (f"<div class='big'>T</div><p>he {REST}</p>", "The mason"),
        (f"<p><div>T</div>he {REST}</p>", "The mason"),
        (f"<div><p>T</p></div>\n<p>he {REST}</p>", "The mason"),
        (f"<p><b>T</b> HE {REST}</p>", "THE mason"),
        (f"<p><b>A</b> {REST}</p>", "A mason"),
        (f"<div>A</div><p>{REST}</p>", "A mason"),
        (f"<p><img src='t.png' alt='T'>he {REST}</p>", "The mason"),
        (
            "<p><span aria-hidden='true'>T</span><span class='sr-only'>T</span>"
            f"he {REST}</p>",
            "The mason",
        ),
        (f"<p><span>“W</span>e stop,” said the {REST}</p>", "“We stop,”"),
    ],
)  # fmt: skip
def test_a_first_letter_of_a_page(write: Write, kit: Any, opening: str, read: str) -> None:
    text = kit.article(write("p.html", page(opening))).text
    assert f"\n{read}" in f"\n{text}"
    assert "\nT\n" not in f"\n{text}"


@pytest.mark.parametrize(
    "opening",
    [
        f"<h2>B</h2><p>badgers are what the {REST}</p>",
        f"<p><b>C</b> major is what the {REST}</p>",
        f"<p>See point <b>B</b></p><p>and the {REST}</p>",
    ],
)
def test_other_letters_stay_by_themselves(write: Write, kit: Any, opening: str) -> None:
    text = kit.article(write("p.html", page(opening))).text
    assert not any(word in text for word in ("Bbadgers", "Cmajor", "Band"))


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("T HE mason laid down his hammer.", "THE mason laid down his hammer."),
        ("“W E are tired of walls.”", "“WE are tired of walls.”"),
        ("I N the winter nobody builds.", "IN the winter nobody builds."),
        ("T he mason of the town laid down his hammer on Monday.",
         "The mason of the town laid down his hammer on Monday."),
        ("W\n\nhen the mason of the town laid down his hammer, nobody came.",
         "When the mason of the town laid down his hammer, nobody came."),
        ("A MASON laid it down.", None),
        ("A SHORT wall was built.", None),
        ("T cells of the mason were counted by the town last Monday.", None),
        (f"The {REST}\nB road or not, the mason went there on a Monday in May.", None),
    ],
)  # fmt: skip
def test_a_first_letter_in_text(text: str, whole: str | None) -> None:
    assert closed_up(text) == (whole or text)


LINES = [
    "he mason of Ulvik laid down his hammer on Monday and told the",
    "town that he was tired of walls, and that somebody younger may",
    "build the next one, if the town still wants one by the summer.",
]
AFTER = [
    "“Somebody else may build it,” said Birk Amdal, who has laid stones for fifty years.",
    "The council has asked three masons from the valley, of whom two have written back.",
]


@pytest.mark.parametrize("foot", [730.0, 716.0, 702.0])
@pytest.mark.parametrize("place", [0, 1, 3, 9])
def test_a_first_letter_of_a_pdf(write: Write, kit: Any, foot: float, place: int) -> None:
    pieces = [(90.0, 730.0 - 14 * n, 10.0, words) for n, words in enumerate(LINES)]
    pieces += [(60.0, 674.0 - 14 * n, 10.0, words) for n, words in enumerate(AFTER)]
    pieces.insert(place, (60.0, foot, 40.0, "T"))
    text = kit.article(write("p.pdf", made([pieces]))).text
    assert f"T{' '.join(LINES)}" in text
    assert "T " not in text


def test_a_large_letter_with_nothing_beside_it_stays(write: Write, kit: Any) -> None:
    pieces = [(60.0, 730.0 - 14 * n, 10.0, words) for n, words in enumerate(AFTER)]
    text = kit.article(write("p.pdf", made([[(60.0, 790.0, 40.0, "B"), *pieces]]))).text
    assert text.startswith("B\n\n“Somebody")
