"""Text that keeps the looks of a page, and encodings that are not what is declared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.articles.decode import decode
from index.articles.txt_layout import unlaid

Write = Callable[..., Path]

TALK = (
    "MR. HOLT:  Ms. Aune, did you see the fire?",
    "THE WITNESS:  I did.  The whole roof was",
    "burning, and the barn as well.",
    "MR. HOLT:  And whom did you call?",
    "THE WITNESS:  I called my brother first,",
    "and then the town.",
    "MS. BERG:  Objection.",
)


@pytest.mark.parametrize("form", ["{n:>2}    {line}", "  {n}       {line}", "{n:<4}{line}"])
def test_the_numbers_of_lines_go(form: str) -> None:
    lines = [form.format(n=n, line=line) for n, line in enumerate(TALK, 1)]
    page = "\n".join(["               14", *lines])
    assert unlaid(page).strip() == "\n".join(TALK)
    assert unlaid("\n".join([page, page])).split() == " ".join([*TALK, *TALK]).split()


@pytest.mark.parametrize(
    "text",
    [
        "1. Ann Lind  Oslo\n2. Per Holm  Bergen\n3. Ida Roe  Moss\n4. Jon Vik  Hamar\n5. A\n6. B",
        "12  apples\n5  pears\n30  plums\n2  loaves of bread\n7  eggs\n1  cake",
        "1  The keeper\n2  The cook\nand the others of the house\nwho came later\n3  The guest",
    ],
)
def test_lists_and_counts_keep_their_numbers(text: str) -> None:
    assert unlaid(text) == text


LEFT = (
    "The barn of the Aune family has",
    "burnt down in the night of Monday,",
    "and the horses were saved by the",
    "neighbours, said the fire chief.",
    "Nobody was hurt in the fire.",
)
RIGHT = (
    "Greta Aune, who owns the farm, said",
    "that she had smelt the smoke at two",
    "and called her brother at once. He",
    "came with a ladder and a hose, Aune",
    "said, and both of them were useless.",
)


@pytest.mark.parametrize("wide", [36, 38, 44])
@pytest.mark.parametrize("lead", ["", "Barn burns down\n\n"])
def test_two_columns_are_read_one_after_the_other(wide: int, lead: str) -> None:
    rows = "\n".join(f"{a:<{wide}}{b}" for a, b in zip(LEFT, RIGHT, strict=True))
    assert unlaid(lead + rows) == lead + "\n".join(LEFT) + "\n\n" + "\n".join(RIGHT)


@pytest.mark.parametrize(
    "text",
    [
        "Crew         Boat        Time\nKellin one   Swift       4:10\n"
        "Kellin two   Heron       4:12\nAalvik       Grey        4:15\nMoss         Tom      4:19",
        "The barn of the Aunes  has burnt down.\nThe horses were  saved by the neighbours.\n"
        "Nobody was hurt in  the fire of Monday.\nThe fire chief  said so on Tuesday.",
    ],
)
def test_tables_and_wide_blanks_are_no_columns(text: str) -> None:
    assert unlaid(text) == text


WORDS = "“The roof was burning,” said Greta Aune – “and we’re here.”"


@pytest.mark.parametrize(
    "declared", ["iso-8859-1", "windows-1252", "us-ascii", "ISO-8859-15", "utf-16", "UTF-16LE"]
)
def test_utf_8_is_read_as_such_whatever_is_declared(declared: str) -> None:
    assert decode(WORDS.encode(), declared) == WORDS


@pytest.mark.parametrize("declared", ["iso-8859-1", "latin1", "us-ascii", "windows-1252"])
def test_quotation_marks_that_an_older_encoding_has_not(declared: str) -> None:
    assert decode(WORDS.encode("cp1252"), declared) == WORDS


@pytest.mark.parametrize(
    ("text", "declared", "written"),
    [
        ("髙橋さんは火事を見たと言った。", "shift_jis", "cp932"),
        ("镕基先生说房子着火了。", "gb2312", "gb18030"),
        ("“Yangını gördüm,” dedi Aşkın.", "iso-8859-9", "cp1254"),
    ],
)
def test_encodings_that_pages_call_by_an_older_name(text: str, declared: str, written: str) -> None:
    assert decode(text.encode(written), declared) == text


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_text_of_an_old_macintosh(write: Write, kit: Any, name: str) -> None:
    lines = f"Barn burns down\r\r{WORDS}\r\rThe fire chief said that nobody was hurt in the fire.\r"
    item = kit.article(write(name, lines.encode("mac_roman")))
    assert item.text.split("\n\n")[1] == WORDS


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("&ldquo;It burns,&rdquo; she said.", "“It burns,” she said."),
        ("Aune&#39;s barn &amp; house", "Aune's barn & house"),
        ("R&D; and Q&A; stay, and so does AT&T.", "R&D; and Q&A; stay, and so does AT&T."),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.csv"])
def test_references_that_a_program_has_left(
    write: Write, kit: Any, written: str, read: str, name: str
) -> None:
    text = f"The barn has burnt down in the night of Monday.  {written}"
    item = kit.article(write(name, f'title,text\nBarn,"{text}"\n' if name == "a.csv" else text))
    assert read in item.text
