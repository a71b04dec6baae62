"""The shipped tagger and the rules together, on sentences written for these tests."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.attribution import RawAttribution, extract

Found = list[tuple[str, str, list[str], str]]


@pytest.fixture(scope="module")
def read() -> Callable[[str], Found]:
    """Source, cue, contents and kind of each relation of a text, as text."""

    def reader(text: str) -> Found:
        rows = []
        for r in extract([(text, ())])[0]:
            source = " ".join(text[a:b] for a, b in r.source or ())
            cue = text[slice(*r.cue)] if r.cue else ""
            rows.append((source, cue, [text[a:b] for a, b in r.content], r.kind))
        return rows

    return reader


@pytest.mark.parametrize(
    ("text", "source", "content", "kind"),
    [
        (
            "“The dam will not survive another winter,” said Maria Keller, an engineer.",
            "Maria Keller",
            "“The dam will not survive another winter,”",
            "direct",
        ),
        (
            "The finance minister said: “We have no plans to raise taxes this year.”",
            "The finance minister",
            "“We have no plans to raise taxes this year.”",
            "direct",
        ),
        (
            "The company said that it would close two of its plants in the spring.",
            "The company",
            "that it would close two of its plants in the spring",
            "reported",
        ),
        (
            "Prices will keep falling until the summer, analysts believe.",
            "analysts",
            "Prices will keep falling until the summer",
            "reported",
        ),
        (
            "According to the mayor, the bridge needs repairs worth two million euros.",
            "the mayor",
            "the bridge needs repairs worth two million euros",
            "reported",
        ),
        (
            'Johnson told reporters that the talks were "a complete waste of time."',
            "Johnson",
            'that the talks were "a complete waste of time."',
            "mixed",
        ),
    ],
)
def test_forms_of_reporting(
    read: Callable[[str], Found], text: str, source: str, content: str, kind: str
) -> None:
    found = read(text)
    assert len(found) == 1
    assert source in found[0][0]
    assert found[0][2] == [content]
    assert found[0][3] == kind


def test_a_quotation_parted_by_its_cue_is_one_relation(read: Callable[[str], Found]) -> None:
    found = read("“We are ready to talk,” President Laurent said, “but we will not wait forever.”")
    assert [(f[1], f[2]) for f in found] == [
        ("said", ["“We are ready to talk,”", "“but we will not wait forever.”"])
    ]


def test_a_quotation_over_paragraphs_goes_to_who_closes_it(read: Callable[[str], Found]) -> None:
    text = (
        "The debate went on for hours.\n\n"
        "“The harbour is far too small for the ships of today.\n\n"
        "Nobody has paid for the dredging in ten years,” Keller emphasised."
    )
    whole = [f for f in read(text) if f[0] == "Keller"]
    assert len(whole) == 1
    assert " ".join(whole[0][2]) == " ".join(text.split("\n\n")[1:])[: -len(" Keller emphasised.")]


def test_two_speakers_are_kept_apart(read: Callable[[str], Found]) -> None:
    found = read(
        "“The vote was fair,” Ana Petrov said.\n\n“It was stolen from us,” Ilir Hoxha said."
    )
    assert [(f[0], f[2]) for f in found] == [
        ("Ana Petrov", ["“The vote was fair,”"]),
        ("Ilir Hoxha", ["“It was stolen from us,”"]),
    ]


def test_the_articles_own_voice_is_no_relation(read: Callable[[str], Found]) -> None:
    assert read("The river rose by two metres overnight. The road to the north is closed.") == []


def test_skipped_spans_are_not_read() -> None:
    advert = "“Buy our watches,” said the advert."
    text = f"{advert}\n\nThe mayor said that the road is closed."
    found = extract([(text, [(0, len(advert))])])[0]
    assert found
    assert all(a >= len(advert) for r in found for a, _ in r.content)


def test_many_articles_give_what_each_gives_alone() -> None:
    texts = [
        "The mayor said that the road is closed.",
        "",
        "“The vote was fair,” Ana Petrov said.\n\nIt rained.",
        "word " * 900,
    ]
    together = extract([(t, ()) for t in texts])
    alone = [extract([(t, ())])[0] for t in texts]

    def spans(rows: list[RawAttribution]) -> list[object]:
        return [(r.source, r.cue, r.content, r.kind) for r in rows]

    assert [spans(r) for r in together] == [spans(r) for r in alone]
    assert together[1] == []


PIECES = st.lists(
    st.sampled_from(
        ["“", "”", '"', "’s", "\n", "\n\n", " ", ", ", ". ", ": ", "– ", "he said", "Ana Petrov",
         "according to", "the bridge is closed", "NATO", "é", "😀", "that", "will", "\u200b"]
    ),
    max_size=60,
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PIECES)
def test_every_span_is_a_place_in_the_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for relation in extract([(text, ())])[0]:
        assert relation.content
        assert 0 <= relation.confidence <= 1
        end = 0
        for a, b in relation.content:
            assert end <= a < b <= len(text)
            assert text[a:b].strip() == text[a:b] != ""
            end = b
        for a, b in (*(relation.source or ()), *([relation.cue] if relation.cue else [])):
            assert 0 <= a < b <= len(text)
            assert text[a:b].strip() == text[a:b] != ""
