"""PDF files as browsers, courts and printers make them: the words in order, and nothing between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index.articles.pdf_words import append
from tests.index.articles.conftest import pdf_file

Write = Callable[..., Path]
Piece = tuple[float, float, float, str]
"""x, y, size, words."""

TEXT = [
    "The mill at Torvik will not be rebuilt after the fire of last week, the owner said on Friday.",
    "“Nobody wants to insure a wooden mill,” said Jorun Aas, whose family has owned it for a long",
    "time and who lives beside it.",
    "The council wants to buy the ground, which lies at the river, and open a park there before",
    "the summer, as its speaker, Halvor Lien, told the press.",
]


def made(pages: list[list[Piece]], title: str = "", day: str = "D:20260101000000") -> bytes:
    """A PDF with these words at these places."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects: list[bytes] = [b"", b"", font]
    kids = []
    for pieces in pages:
        body = b""
        for x, y, size, words in pieces:
            raw = words.encode("cp1252").replace(b"\\", b"\\\\")
            raw = raw.replace(b"(", b"\\(").replace(b")", b"\\)")
            body += b"BT /F1 %g Tf %g %g Td (%s) Tj ET\n" % (size, x, y, raw)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    objects.append(b"<< /Title (%s) /CreationDate (%s) >>" % (title.encode(), day.encode()))
    return pdf_file(objects)


def lines(words: list[str], top: float = 760, size: float = 10) -> list[Piece]:
    return [(60, top - 14 * n, size, line) for n, line in enumerate(words)]


TURNING = TEXT[0] + " " + TEXT[1] + " " + TEXT[2]  # a sentence of it runs over the page
CHROME = [
    [(30, 820, 8, "14.5.2024, 09:12"), (240, 820, 8, "Mill not to be rebuilt - Torvik Avis")],
    [(30, 18, 8, "https://avis.example/2024/05/13/mill"), (540, 18, 8, "{n}/{of}")],
]
FIREFOX = [
    [(30, 820, 8, "Mill not to be rebuilt"), (300, 820, 8, "https://avis.example/2024/05/13/mill")],
    [(30, 18, 8, "{n} of {of}"), (480, 18, 8, "5/14/24, 9:12 AM")],
]


@pytest.mark.parametrize("browser", [CHROME, FIREFOX])
@pytest.mark.parametrize("count", [1, 2, 4])
def test_pages_printed_from_a_browser(
    write: Write, kit: Any, browser: list[list[Piece]], count: int
) -> None:
    parts = [TEXT] if count == 1 else [TEXT[:2], TEXT[2:], *[[f"Part {n}."] for n in range(2)]]
    pages = []
    for number, part in enumerate(parts[:count], 1):
        around = [
            (x, y, size, words.format(n=number, of=count))
            for row in browser
            for x, y, size, words in row
        ]
        pages.append([*around, *lines(part)])
    item = kit.article(write("p.pdf", made(pages)))
    assert TURNING in item.text
    for word in ("avis.example", "09:12", "9:12", "Avis", f"1/{count}", f"of {count}"):
        assert word not in item.text
    assert item.url == "https://avis.example/2024/05/13/mill"
    assert (item.published, item.origins["published"]) == (date(2024, 5, 13), "address")
    assert item.title.startswith("Mill not to be rebuilt")


def test_the_day_of_printing_is_better_than_none(write: Write, kit: Any) -> None:
    row = [(30.0, 820.0, 8.0, "14.5.2024, 09:12"), (30.0, 18.0, 8.0, "https://avis.example/m")]
    item = kit.article(write("p.pdf", made([[*row, *lines(TEXT)]])))
    assert (item.published, item.origins["published"]) == (date(2024, 5, 14), "print header")
    row[0] = (30.0, 820.0, 8.0, "04/05/2024, 09:12")  # two days, by which side of the ocean
    assert kit.article(write("p.pdf", made([[*row, *lines(TEXT)]]))).published is None


@pytest.mark.parametrize("head", ["Torvik Avis", "Torvik Avis - 3 May 2024"])
@pytest.mark.parametrize("count", [2, 3])
def test_running_heads_of_short_documents(write: Write, kit: Any, head: str, count: int) -> None:
    parts = [TEXT[:2], TEXT[2:], ["The end of the matter is near."]][:count]
    pages = [[(250.0, 810.0, 10.0, head), *lines(part)] for part in parts]
    text = kit.article(write("p.pdf", made(pages))).text
    assert TURNING in text
    assert "Avis" not in text


def test_a_line_that_comes_twice_elsewhere_stays(write: Write, kit: Any) -> None:
    pages = [lines([*TEXT, "It burns."]), lines(["It burns.", *TEXT], top=700)]
    assert kit.article(write("p.pdf", made(pages))).text.count("It burns.") == 2


@pytest.mark.parametrize("marks", [("1 ", "2 "), ("* ", "† "), ("12) ", "13) ")])
def test_footnotes_stand_behind_the_text(write: Write, kit: Any, marks: tuple[str, str]) -> None:
    notes = [
        (60.0, 60.0, 7.0, f"{marks[0]}See the report of the fire brigade, which"),
        (60.0, 52.0, 7.0, "was published in May."),
        (60.0, 42.0, 7.0, f"{marks[1]}Aas, to the author."),
    ]
    text = kit.article(write("p.pdf", made([[*lines(TEXT[:2]), *notes], lines(TEXT[2:])]))).text
    assert TURNING in text
    assert text.endswith(
        f"{marks[0]}See the report of the fire brigade, which was published in May.\n\n"
        f"{marks[1]}Aas, to the author."
    )


def test_small_print_without_a_mark_stays_in_its_place(write: Write, kit: Any) -> None:
    small = [(60.0, 600.0, 7.0, "Written by our own reporter.")]
    text = kit.article(write("p.pdf", made([[*lines(TEXT[:3]), *small], lines(TEXT[3:])]))).text
    assert text.index("own reporter") < text.index("The council wants")


HEARING = [
    "MR. DAHL: I move that the mill be",
    "rebuilt. It was a good mill.",
    "MS. ROE: It was not. It burnt.",
    "THE CHAIR: Order. Let us",
    "vote on it.",
    "MR. DAHL: I vote for it.",
]


@pytest.mark.parametrize(("first", "step"), [(1, 1), (25, 1), (1, 5)])
@pytest.mark.parametrize("form", ["margin", "apart", "in the line"])
def test_numbers_of_lines_are_no_text(
    write: Write, kit: Any, first: int, step: int, form: str
) -> None:
    pieces: list[Piece] = []
    for n, line in enumerate(HEARING * 3):
        y = 760.0 - 14 * n
        number = str(first + n) if (first + n) % step == 0 else ""
        if form == "in the line":
            pieces.append((30.0, y, 10.0, f"{number}   {line}"))
        else:
            left = 70.0 if form == "margin" else 200.0
            pieces += [(30.0, y, 10.0, number), (left, y, 10.0, line)]
    text = kit.article(write("p.pdf", made([pieces]))).text
    assert (
        text.split("\n\n")
        == [
            "MR. DAHL: I move that the mill be rebuilt. It was a good mill.",
            "MS. ROE: It was not. It burnt.",
            "THE CHAIR: Order. Let us vote on it.",
            "MR. DAHL: I vote for it.",
        ]
        * 3
    )


@pytest.mark.parametrize("numbers", [(12, 30, 7, 9, 18), (1, 3, 5, 7, 9), (5, 4, 3, 2, 1)])
def test_numbers_that_count_no_lines_stay(write: Write, kit: Any, numbers: tuple[int, ...]) -> None:
    words = [f"{n} mills burnt in the year." for n in numbers]
    text = kit.article(write("p.pdf", made([lines(words)]))).text
    for line in words:
        assert line in text


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("the cost-", "benefit study", "the cost-benefit study"),
        ("a state-", "owned mill", "a state-owned mill"),
        ("the vice-", "president", "the vice-president"),
        ("an e-", "mail", "an e-mail"),
        ("a well-", "known name", "a well-known name"),
        ("the fisher-", "men", "the fishermen"),
        ("a de-", "cision", "a decision"),
        ("many law-", "makers", "many lawmakers"),
        ("the cam-", "paigners", "the campaigners"),
        ("the de\u00ad", "cision", "the decision"),
        ("from 2018–", "2023", "from 2018–2023"),
        ("on 3-", "4 May", "on 3-4 May"),
        ("the Anglo-", "Saxon", "the Anglo-Saxon"),
        ("the UN-", "backed deal", "the UN-backed deal"),
        ("the cost–", "benefit study", "the cost–benefit study"),
        ("an e\u2010", "mail", "an e\u2010mail"),
        ("a de\u2010", "cision", "a decision"),
        ("he came —", "late", "he came —late"),
        ("the harbour –", "and more", "the harbour – and more"),
    ],
)
def test_hyphens_at_the_ends_of_lines(first: str, second: str, whole: str) -> None:
    assert append(first, second, Counter()) == whole


def test_what_the_document_writes_elsewhere_decides() -> None:
    assert append("the fisher-", "men", Counter({"fisher-men": 1})) == "the fisher-men"
    assert append("the cost-", "benefit", Counter({"costbenefit": 2})) == "the costbenefit"


@pytest.mark.parametrize("ending", [".txt", ".html", ".json"])
def test_ligatures_are_letters(write: Write, kit: Any, ending: str) -> None:
    words = "The oﬃce of Ada Finﬁeld was ﬂooded; the eﬀort to save it failed, she said, oﬀ and on."
    content = f'{{"text": "{words}"}}' if ending == ".json" else f"<p>{words}</p>"
    item = kit.article(write(f"l{ending}", content if ending != ".txt" else words))
    assert "The office of Ada Finfield was flooded; the effort" in item.text
    assert "off and on" in item.text


LEFT = [
    "The harbour bridge in Ostra will close",
    "in June and stay shut for a year, the",
    "board said. The steel is tired and so",
    "are we, said Pia Holm, the mayor, on",
    "Monday. Nobody has painted it for ten",
    "years, and the piers are full of old",
    "mussels.",
]
RIGHT = [
    "Jens Frey, who leads the opposition,",
    "said the closure would ruin the shops",
    "on the north quay. The ferry will run",
    "every twenty minutes until then, and",
    "fares will rise by a tenth in October,",
    "the first rise in six years, which no",
    "passenger likes.",
]


@pytest.mark.parametrize("edge", [300.0, 330.0])
@pytest.mark.parametrize("shorter", [0, 1])
def test_columns_set_row_by_row_are_read_one_after_the_other(
    write: Write, kit: Any, edge: float, shorter: int
) -> None:
    title = [(50.0, 800.0, 16.0, "Bridge closes and fares rise")]
    right = RIGHT[: len(RIGHT) - shorter]
    rows = [
        (x, 770.0 - 12 * n, 10.0, words)
        for n, pair in enumerate(zip(LEFT, [*right, "", ""], strict=False))
        for x, words in zip((50.0, edge), pair, strict=True)
        if words
    ]
    end = [(50.0, 640.0, 10.0, "Printed by the harbour press, in the old mill at the end of town.")]
    text = " ".join(kit.article(write("c.pdf", made([title + rows + end]))).text.split())
    assert f"{' '.join(LEFT)} {' '.join(right)}" in text
    assert text.index("Bridge closes") < text.index("in Ostra") < text.index("Printed by")


def test_the_cells_of_a_table_stay_beside_each_other(write: Write, kit: Any) -> None:
    rows = [
        (x, 770.0 - 12 * n, 10.0, words)
        for n in range(9)
        for x, words in ((50.0, f"Fares in 20{n:02d}"), (310.0, f"{n * 7} crowns"))
    ]
    text = " ".join(kit.article(write("t.pdf", made([rows]))).text.split())
    assert "Fares in 2003 21 crowns" in text
