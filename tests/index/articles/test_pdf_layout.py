"""How a PDF is laid out: paragraphs, columns, margins, notes and running heads of every form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.index.articles.conftest import pdf_file
from tests.index.articles.test_pdf import TEXT, TURNING, Piece, lines, made

Write = Callable[..., Path]

WIDTH = {"i": 0.22, "l": 0.22, "m": 0.83, "w": 0.72, "W": 0.94, ",": 0.28, ".": 0.28}
"""Widths of a few letters of Helvetica at size 1; the others are about .55."""


def by_pieces(rows: list[list[tuple[float, float, str]]], info: bytes = b"") -> bytes:
    """A PDF in which each piece is a text of its own that ends with a move to a next line."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    body = b""
    for row in rows:
        for x, y, words in row:
            raw = words.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)")
            body += b"BT 1 0 0 1 %g %g Tm /F1 10 Tf 12 TL (%s) Tj T* ET\n" % (x, y, raw)
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 3 0 R >> >> >>"
    )
    return pdf_file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
            font,
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body),
            page,
            b"<< %s >>" % info,
        ]
    )


def advance(text: str) -> float:
    return sum(10 * (0.28 if c == " " else WIDTH.get(c, 0.556)) for c in text)


@pytest.mark.parametrize("part", ["word", "line"])
def test_words_set_one_by_one_stay_on_their_line(write: Write, kit: Any, part: str) -> None:
    rows = []
    for number, line in enumerate(TEXT):
        x, row = 60.0, []
        for words in line.split() if part == "word" else [line]:
            row.append((x, 760.0 - 14 * number, words))
            x += advance(words + " ")
        rows.append(row)
    assert TURNING in kit.article(write("p.pdf", by_pieces(rows))).text


def test_such_a_move_inside_the_words_is_text(write: Write, kit: Any) -> None:
    words = "A piece ends with Tj T* ET in a content stream, said Jorun Aas of the archive."
    rows = [[(60.0, 760.0 - 14 * n, line)] for n, line in enumerate([words, *TEXT])]
    assert words in kit.article(write("p.pdf", by_pieces(rows))).text


COLUMNS = [
    ["The mill at Torvik will not", "be rebuilt, its owner said", "on Friday. The fire took",
     "all of it, and the wheel", "lies in the river now,", "black ring of oak.", "No one was hurt"],
    ["“We insured the house and", "not the mill,” said Jorun", "Aas, who lives beside it",
     "and has not slept in it", "since then. A brother", "wants to sell the place", "to the town"],
    ["The council would like to", "have a park there before", "the summer begins, said",
     "its speaker, Halvor Lien.", "He spoke of benches and", "of a small pier for boats,"],
]  # fmt: skip


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("apart", [170.0, 180.0])
@pytest.mark.parametrize("heading", [True, False])
def test_columns_of_words_set_row_by_row(
    write: Write, kit: Any, count: int, apart: float, heading: bool
) -> None:
    apart = apart * 1.5 if count == 2 else apart
    rows = [[(40.0, 800.0, "A mill no more at Torvik")]] if heading else []
    for n in range(7):
        rows.append(
            [
                (40.0 + apart * at, 760.0 - 14 * n, column[n])
                for at, column in enumerate(COLUMNS[:count])
                if n < len(column)
            ]
        )
    text = " ".join(kit.article(write("p.pdf", by_pieces(rows))).text.split())
    for column in COLUMNS[:count]:
        assert " ".join(column) in text


def numbered(form: str, page: list[str]) -> list[list[tuple[float, float, str]]]:
    rows = []
    for n, line in enumerate(page):
        y = 760.0 - 20 * n
        number = (540.0 if form.startswith("right") else 40.0, y, str(n + 1))
        rows.append([number, (70.0, y, line)] if line else [number])
    return rows


SAID = [
    "MR. DAHL: I move that the mill be",
    "rebuilt. It was a good mill.",
    "MS. ROE: It was not. It burnt.",
    "",
    "THE CHAIR: Order. Let us",
    "vote on it.",
    "MR. DAHL: I vote for it.",
]


@pytest.mark.parametrize("form", ["left", "right"])
def test_numbers_of_lines_on_both_sides(write: Write, kit: Any, form: str) -> None:
    item = kit.article(write("p.pdf", by_pieces(numbered(form, SAID))))
    assert item.text.split("\n\n") == [
        "MR. DAHL: I move that the mill be rebuilt. It was a good mill.",
        "MS. ROE: It was not. It burnt.",
        "THE CHAIR: Order. Let us vote on it.",
        "MR. DAHL: I vote for it.",
    ]


@pytest.mark.parametrize("marks", [("[1] ", "[2] "), ("i ", "ii "), ("(3) ", "(4) "), ("‡", "¶")])
def test_notes_with_marks_of_all_kinds(write: Write, kit: Any, marks: tuple[str, str]) -> None:
    notes = [
        (60.0, 60.0, 7.0, f"{marks[0]}See the report of the fire brigade."),
        (60.0, 51.0, 7.0, f"{marks[1]}Aas, to the author."),
    ]
    text = kit.article(write("p.pdf", made([[*lines(TEXT[:2]), *notes], lines(TEXT[2:])]))).text
    assert TURNING in text
    assert text.index("fire brigade") > text.index("told the press")


def test_a_raised_mark_belongs_to_its_note(write: Write, kit: Any) -> None:
    notes = [
        (60.0, 62.0, 5.0, "1"), (64.0, 60.0, 7.0, "See the report of the fire brigade."),
        (60.0, 53.0, 5.0, "2"), (64.0, 51.0, 7.0, "Aas, to the author."),
    ]  # fmt: skip
    text = kit.article(write("p.pdf", made([[*lines(TEXT[:2]), *notes], lines(TEXT[2:])]))).text
    assert TURNING in text
    assert text.endswith("1 See the report of the fire brigade.\n\n2 Aas, to the author.")


def test_heads_of_left_and_right_pages(write: Write, kit: Any) -> None:
    parts = [TEXT[:2], TEXT[2:], ["The end is near."], ["It is over, and nobody came."]]
    pages = []
    for n, part in enumerate(parts):
        head = f"{n + 12}   TORVIK AVIS" if n % 2 == 0 else f"MILLS AND DAMS   {n + 12}"
        pages.append([(60.0, 810.0, 9.0, head), *lines(part)])
    text = kit.article(write("p.pdf", made(pages))).text
    assert TURNING in text
    assert "AVIS" not in text
    assert "DAMS" not in text


@pytest.mark.parametrize(
    "at", ["4 September 2025 at 15:05", "September 4, 2025, 3:05 PM", "4. Sept. 2025 15:05"]
)
def test_the_day_of_printing_in_words(write: Write, kit: Any, at: str) -> None:
    pages = []
    for number, part in enumerate([TEXT[:2], TEXT[2:]], 1):
        around: list[Piece] = [
            (30, 820, 8, at),
            (240, 820, 8, "No mill - Torvik Avis"),
            (30, 18, 8, "https://avis.example/2025/09/03/mill"),
            (540, 18, 8, f"{number}/2"),
        ]
        pages.append([*around, *lines(part)])
    item = kit.article(write("p.pdf", made(pages)))
    assert item.text.split() == " ".join(TEXT).split()
    assert (item.title, item.published) == ("No mill - Torvik Avis", date(2025, 9, 3))


STORIES = [
    ["The mill at Torvik will not be rebuilt after the fire of last week, said its owner, who had",
     "seen it burn from the other bank and could do nothing at all about that on that evening."],
    ["“Nobody wants to insure a wooden mill,” said Jorun Aas, whose family had it for a long time,",
     "and who lives beside it in a house of stone that her grandfather built with his own hands."],
    ["The council wants to buy the ground, which lies at the river, and to open a small park there",
     "before the summer, as its speaker, Halvor Lien, told the press on the evening of Friday."],
]  # fmt: skip


def test_paragraphs_of_two_lines_stay_apart(write: Write, kit: Any) -> None:
    pieces: list[Piece] = []
    y = 760.0
    for story in STORIES * 3:
        for line in story:
            pieces.append((60, y, 10, line))
            y -= 13
        y -= 13
    text = kit.article(write("p.pdf", made([pieces]))).text
    assert text.split("\n\n") == [" ".join(story) for story in STORIES] * 3


def test_an_indent_begins_a_paragraph(write: Write, kit: Any) -> None:
    pieces: list[Piece] = []
    for n, line in enumerate(line for story in STORIES for line in story):
        pieces.append((60 if n % 2 else 78, 760 - 13 * n, 10, line))
    pieces += [(60, 760 - 13 * n, 10, f"Line {n} of a last story, which goes on and on")
               for n in range(7, 12)]  # fmt: skip
    text = kit.article(write("p.pdf", made([pieces]))).text
    assert text.split("\n\n")[:2] == [" ".join(story) for story in STORIES[:2]]


def test_a_heading_is_a_paragraph_of_its_own(write: Write, kit: Any) -> None:
    pieces: list[Piece] = [(60, 780, 18, "The mill will not be rebuilt after the fire")]
    text = kit.article(write("p.pdf", made([[*pieces, *lines(TEXT)]]))).text
    assert text.startswith("The mill will not be rebuilt after the fire\n\nThe mill at Torvik")


@pytest.mark.parametrize(
    ("title", "right"),
    [
        ("The mill at Torvik - Torvik Avis", "The mill at Torvik - Torvik Avis"),
        ("Untitled", "file"),
        ("Sans titre 1", "file"),
        ("Vorlage Bericht A4", "file"),
        ("Mill 3 final.docx", "file"),
    ],
)
def test_a_title_that_stands_nowhere_in_the_text_is_none(
    write: Write, kit: Any, title: str, right: str
) -> None:
    item = kit.article(write("the-mill-of-the-council.pdf", made([lines(TEXT)], title=title)))
    assert item.title == right or (right == "file" and item.origins["title"] == "file name")


def test_a_large_first_letter_is_no_heading(write: Write, kit: Any) -> None:
    first = [(60.0, 760.0, 20.0, TEXT[0][:12]), *lines(TEXT[1:], top=746)]
    first[1] = (60.0, 746.0, 10.0, "and nobody wants to insure it now, which is a pity for them.")
    text = kit.article(write("p.pdf", made([first]))).text
    assert f"{TEXT[0][:12].strip()} and nobody" in text


@pytest.mark.parametrize(
    "maker",
    [
        b"/Producer (Skia/PDF m156)",
        b"/Creator (Mozilla Firefox 147.0)",
        b"/Creator (wkhtmltopdf 0.12.6)",
        b"/Creator (Writer)",
        b"/Producer (Microsoft Word for Microsoft 365)",
    ],
)
def test_the_day_on_which_a_file_was_made_is_no_day_of_publication(
    write: Write, kit: Any, maker: bytes
) -> None:
    rows = [[(60.0, 760.0 - 14 * n, line)] for n, line in enumerate(TEXT)]
    made_on = b" /CreationDate (D:20260101000000)"
    assert kit.article(write("p.pdf", by_pieces(rows, maker + made_on))).published is None


@pytest.mark.parametrize(
    ("before", "number", "behind", "text"),
    [
        ("It would cost 10", "3", " crowns a day to mend it.", "It would cost 10³ crowns a day to"),
        ("A room has 25 m", "2", " and no door of its own.", "A room has 25 m² and no door"),
        ("It was sold.", "1", " Nobody knew of it.", "It was sold. Nobody knew of it."),
        ("It was sold,”", "12", " said Jorun Aas.", "It was sold,” said Jorun Aas."),
    ],
)
def test_raised_numbers_are_no_others(
    write: Write, kit: Any, before: str, number: str, behind: str, text: str
) -> None:
    x = 60.0 + advance(before)
    pieces = [(60.0, 720.0, 10.0, before), (x, 724.0, 6.0, number), (x + 6, 720.0, 10.0, behind)]
    others = [(60.0, 706.0 - 14 * n, 10.0, line) for n, line in enumerate(TEXT)]
    found = kit.article(write("p.pdf", made([[*pieces, *others]]))).text
    assert text in " ".join(found.split())


@pytest.mark.parametrize("words", ["The mill of Torvik burns", "“We have a wheel no more” he said"])
def test_letters_that_are_set_apart_are_words(write: Write, kit: Any, words: str) -> None:
    apart = "  ".join(" ".join(word) for word in words.split())
    item = kit.article(write("p.pdf", kit.pdf([[apart, "", *TEXT]])))
    assert words in item.text
    assert "J. A. B. Aas" in kit.article(write("q.pdf", kit.pdf([["J. A. B. Aas", *TEXT]]))).text
