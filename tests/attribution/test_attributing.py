"""Which statements are kept, with which words, and which of their sources are somebody."""

from __future__ import annotations

import pytest

from index.attributing import _is_somebody
from index.attribution import RawAttribution
from index.cases import _is_heading, _within_sentence
from index.headings import headings_of
from index.sentences import split_sentences
from index.speakers import Resolved


@pytest.mark.parametrize(
    ("name", "kind", "somebody"),
    [
        ("Ana Petrova", "person", True),
        ("the harbour board", "body", True),
        ("at least two men", "group", True),
        ("Lantern", "unknown", True),
        ("This Cable News Panel", "unknown", True),
        ("the partnership", "unknown", False),
        ("This partnership", "unknown", False),
        ("both under Ana Petrova and under her son", "group", False),
        ("", "unknown", False),
    ],
)
def test_things_and_circumstances_are_nobody(name: str, kind: str, somebody: bool) -> None:
    assert _is_somebody(Resolved(name=name, role="", kind=kind, certainty="certain")) is somebody


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        (
            "Mayor calls for calm\n\nThe mayor spoke on Friday.\n\nCall with the men's team\n\n"
            "Osei called them.",
            ["Mayor calls for calm", "Call with the men's team"],
        ),
        (
            "Oil blockade explained\nWhat the port fears\n\nPrices rise.\n\nSo does fear.",
            ["Oil blockade explained", "What the port fears"],
        ),
        # A list, a line that leads to a quotation, one that is one, and prose without full stops.
        ("The board wants:\n\nthe pier\n\na ferry\n\nIt will pay.\n\nSoon.", []),
        ("The mayor said:\n\n“We wait.”\n\n“Not I,” Lind replied.", []),
        ("“We wait” said the mayor\n\nIt rained.\n\nThe pier held.", []),
        ("The mayor says we wait\n\nLind says we do not\n\nIt rained.", []),
    ],
)
def test_what_a_heading_tells_is_no_statement(text: str, headings: list[str]) -> None:
    found = headings_of(text, split_sentences(text))
    assert [text[a:b] for a, b in found] == headings
    for a, b in found:
        second = text.index(" ", a)
        raw = RawAttribution(
            ((a, second),), (second + 1, second + 3), ((second + 4, b),), "reported"
        )
        assert _is_heading(raw, found)
        assert not _is_heading(RawAttribution(None, None, ((a, b),), "direct"), found)
        below = (b + 2, len(text))
        assert not _is_heading(RawAttribution(None, raw.cue, (below,), "reported"), found)


@pytest.mark.parametrize(
    ("narration", "said", "cue", "more"),
    [
        ("The Mirror spoke with Pia Holm about it.", "“We have to wait,”", "said Holm.", "“Long.”"),
        ("Holm, a pilot, has flown for years.", "“It was loud,”", "Holm recalled.", "“Very.”"),
        ("A boat sank off Tarn.", "It was “a good boat”,", "Holm said.", "“The best,” too."),
    ],
)
def test_what_the_article_tells_beside_a_quotation_is_nobodys(
    narration: str, said: str, cue: str, more: str
) -> None:
    text = " ".join((narration, said, cue, more))
    spans = [(at := text.index(part), at + len(part)) for part in (narration, said, cue, more)]
    raw = RawAttribution(None, spans[2], (spans[0], spans[1], spans[3]), "mixed")
    kept = _within_sentence(text, raw, split_sentences(text))
    assert kept.content == (spans[1], spans[3])
