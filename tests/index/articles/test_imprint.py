"""Lines around a title that say where, when and by whom its text appeared."""

from __future__ import annotations

import pytest

from index.articles import boilerplate

TITLE = "Quarry to close after ninety years"
BODY = (
    "The quarry at Hovde will close in autumn, its owners said on Monday, after ninety years.\n\n"
    "“There is stone left, but nobody to break it,” said Gro Lien, who leads the quarrymen's union."
)


def read(*above: str) -> dict[str, str]:
    """What the lines above the text tell."""
    text = "\n".join(above) + "\n\n" + BODY
    found = boilerplate.scan(text)
    assert all(end <= text.index(BODY) for _, end in found.spans)
    return {name: value for name, (value, _) in found.fields.items()}


@pytest.mark.parametrize(
    "below",
    [
        ["The Hovde Messenger", "9 June 2026"],
        ["9 June 2026", "The Hovde Messenger"],
        ["", "The Hovde Messenger", "", "Tuesday, 9 June 2026 08:15"],
        ["The Hovde Messenger, 9 June 2026"],
        ["The Hovde Messenger | 9 June 2026"],
        ["The Hovde Messenger (9 June 2026)"],
    ],
)
def test_outlet_and_day_below_the_title(below: list[str]) -> None:
    known = read(TITLE, *below)
    assert known.pop("source") == "The Hovde Messenger"
    assert known == {"title": TITLE, "published": "9 June 2026"} or known == {
        "title": TITLE,
        "published": below[-1],
    }


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("Hovde Messenger", "source"),
        ("hovde-messenger.example", "source"),
        ("Maria Baker", "author"),
        ("Port Hovde", ""),
        ("World News", ""),
        ("Press Release", ""),
        ("A quarry without quarrymen", ""),
        ("Hovde", ""),
    ],
)
def test_what_stands_between_title_and_day(line: str, field: str) -> None:
    known = read(TITLE, line, "9 June 2026")
    assert known == {"title": TITLE, "published": "9 June 2026"} | ({field: line} if field else {})


def test_a_byline_below_outlet_and_day() -> None:
    assert (
        read(TITLE, "Hovde Messenger", "9 June 2026", "By Runa O'Hara")["author"] == "Runa O'Hara"
    )


def test_an_outlet_above_the_title() -> None:
    known = read("THE HOVDE MESSENGER", TITLE, "9 June 2026")
    assert known == {
        "title": TITLE,
        "source": "THE HOVDE MESSENGER",
        "published": "9 June 2026",
    }


@pytest.mark.parametrize("titled", [True, False])
def test_lines_that_name_their_fields(titled: bool) -> None:
    first = [TITLE] if titled else [f"Headline: {TITLE}"]
    fields = ["Publication: Hovde Messenger", "Date: 9 June 2026", "Byline: Runa Haug",
              f"URL: https://hovde.example/{'a' * 90}"]  # fmt: skip
    known = read(*first, *fields)
    assert known.pop("url").startswith("https://hovde.example/")
    assert known == {
        "title": TITLE,
        "source": "Hovde Messenger",
        "published": "9 June 2026",
        "author": "Runa Haug",
    }


def test_a_talk_names_no_fields() -> None:
    talk = "A talk at the quarry\n\nHOST: Who works here\nSITE: Nobody\n\n" + BODY
    assert boilerplate.scan(talk).fields.keys() == {"title"}
