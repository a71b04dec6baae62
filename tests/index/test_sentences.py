"""Sentences and paragraphs: exact spans, nothing lost, the hard cases of news text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.sentences import paragraphs, split_sentences
from index.types import Span, canonical_text

PIECES = st.sampled_from(
    (
        *(
            "He left. ",
            "“No!” ",
            "she said",
            "\n",
            "\n\n",
            " ",
            "Mr. ",
            "U.S. ",
            "3.5 ",
            "… ",
            "...",
        ),
        *("- ", '"', "’", "”", "(", ")", "[1]", "1. ", "a) ", "No. ", "Reps. ", "so. ", "\u2029"),
        *("\f", "\xa0", "é", "日本。", "🙂", "\u0301", "That", ",\n", "the\n", "The", "word "),
        *("? ", "!", ":", "–\n", ".The", ".”Anna", '."But', "said"),
    )
)
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=200)).map(
    canonical_text
)


def split(text: str, skip: list[Span] | None = None) -> list[str]:
    return [text[a:b] for a, b in split_sentences(text, skip or [])]


def assert_covers(text: str, spans: list[Span], skip: list[Span]) -> None:
    """Ordered, disjoint, trimmed; what lies between is white space or skipped."""
    skipped = {i for a, b in skip for i in range(a, b)}
    position = 0
    rebuilt = ""
    for start, end in [*spans, (len(text), len(text))]:
        assert position <= start <= end <= len(text)
        gap = text[position:start]
        assert all(c.isspace() or position + i in skipped for i, c in enumerate(gap))
        assert not skipped & set(range(start, end))
        rebuilt += gap + text[start:end]
        position = end
    assert rebuilt == text
    assert all(text[a:b] == text[a:b].strip() and a < b for a, b in spans)


@st.composite
def texts_with_skips(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(TEXTS)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    return text, list(zip(cuts[::2], cuts[1::2], strict=False))


@settings(max_examples=300, deadline=None)
@given(texts_with_skips())
def test_sentences_and_gaps_give_the_text_back(case: tuple[str, list[Span]]) -> None:
    text, skip = case
    assert_covers(text, split_sentences(text, skip), skip)


@settings(max_examples=200, deadline=None)
@given(texts_with_skips())
def test_paragraphs_give_the_text_back_and_hold_whole_sentences(
    case: tuple[str, list[Span]],
) -> None:
    text, skip = case
    blocks = paragraphs(text, skip)
    assert_covers(text, blocks, skip)
    for start, end in split_sentences(text, skip):
        assert any(a <= start and end <= b for a, b in blocks)


@settings(max_examples=100, deadline=None)
@given(TEXTS, TEXTS)
def test_a_blank_line_always_parts(first: str, second: str) -> None:
    text = f"{first}\n\n{second}"
    for start, end in split_sentences(text):
        assert end <= len(first) or start >= len(first) + 2 or not text[start:end].strip()


@pytest.mark.parametrize(
    "sentences",
    [
        ["It fell 3.5 percent to $4.2 bn.", "Then it rose."],
        ["He wrote for Caliber.Az.", "Then he left."],
        ["Caliber.Az asked the experts.", "They answered."],
        ["The U.S. Army won.", "It was over."],
        ["John F. Kennedy said so.", "Mr. Smith left."],
        ["“We will win!” he said.", "“Never,” she replied."],
        ['"We will win!" he said.', '"Never," she replied.'],
        ["“It is over.”", "He left."],
        ["‘I won.’", "Then «Oui.»", "„Nein.“"],
        ['He asked "Why?" and left.', "(He came back.)", "Then [sic] he left."],
        ["“Are you sure?” Jane Smith asked.", "“No!”", "Then she left."],
        ["Well... maybe.", "And then…", "He left."],
        ["Reps. Luis Ortiz and Sens. Bob Cole agreed.", "See No. 5 of the list."],
        ["They said no.", "Smith went on for a month.", "That was low.", "It works.", "He will."],
        ["Nobody believed it.[3]", "It was true.[4][5]"],
        ["He came on Jan. 5 at 5 p.m. with Dr. A. B. Jones, Ph.D., of Leeds.", "She did not."],
        ["It was Gen. Mark Milley of the U.K. and Sen. Bob Cole (R-Ky.) who said it."],
        ["“One thing is clear.", "Another is not,” he said."],
        ["Visit https://www.example.com/a.b?c=d today.", "Really?!", "Yes."],
    ],
)
def test_hard_cases(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


def test_enumerated_items_keep_their_number() -> None:
    assert split("1. First item. 2. Second item.") == ["1. First item.", "2. Second item."]


@pytest.mark.parametrize("mark", ["- ", "* ", "• ", "– ", "1. ", "2) ", "(a) "])
def test_a_bulleted_line_is_a_sentence_of_its_own(mark: str) -> None:
    text = f"Talks covered:\n{mark}Trade, and\n{mark}reform\n{mark}Borders."
    assert split(text) == [
        "Talks covered:",
        f"{mark}Trade, and",
        f"{mark}reform",
        f"{mark}Borders.",
    ]


def test_a_quotation_over_several_paragraphs() -> None:
    text = "“We are ready. We have been for years.\n\n“Nobody else is.\n\n“They know,” he said."
    assert split(text) == [
        "“We are ready.",
        "We have been for years.",
        "“Nobody else is.",
        "“They know,” he said.",
    ]


def test_single_line_breaks_part_paragraphs() -> None:
    text = "A heading without a stop\nThe first paragraph ends here.\nA Second Heading\nThe rest."
    assert split(text) == text.split("\n")
    assert [text[a:b] for a, b in paragraphs(text)] == text.split("\n")


def test_hard_wrapped_text_is_read_across_its_lines() -> None:
    text = (
        "The committee met on Tuesday in the town hall and\n"
        "decided to wait. Its chair, who had come from the\n"
        "north, said that nothing was\n"
        "lost. The members will meet again in the autumn.\n\n"
        "A second paragraph follows\nhere."
    )
    assert split(text) == [
        "The committee met on Tuesday in the town hall and\ndecided to wait.",
        "Its chair, who had come from the\nnorth, said that nothing was\nlost.",
        "The members will meet again in the autumn.",
        "A second paragraph follows\nhere.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“It proved more effective”,\n– the analyst stressed.",
        "He pointed out that\nSuch a step has its risks.",
        "The line broke here\nin the middle of it.",
    ],
)
def test_a_break_inside_a_sentence_does_not_end_it(text: str) -> None:
    assert split(text) == [text]


def test_boilerplate_is_in_no_sentence() -> None:
    text = "It rained. Share this story Then the sun came out."
    start = text.index("Share")
    skip = [(start, start + len("Share this story"))]
    assert split(text, skip) == ["It rained.", "Then the sun came out."]


def test_empty_text_has_no_sentences() -> None:
    assert split_sentences("") == []
    assert split_sentences(" \n\t ") == []
    assert split_sentences("all of it", [(0, 9)]) == []


def test_real_articles(shared: Path) -> None:
    """Every gold quotation of the questions lies in the sentences; no speaker's name is split."""
    for path in sorted((shared / "seeds").glob("*.txt")):
        text = canonical_text(path.read_text(encoding="utf-8"))
        spans = split_sentences(text)
        assert_covers(text, spans, [])
        assert len(spans) >= 9
        sentences = [text[a:b] for a, b in spans]
        assert all(sum(map(str.isalnum, s)) > 1 for s in sentences)
        assert not any(s.endswith("Caliber.") or s.startswith("Az ") for s in sentences)
        assert not any(s[0] in ".,;:!?”’)" for s in sentences)


def test_two_lines_of_a_wrapped_text_are_one_paragraph() -> None:
    text = (
        "The old paper mill at Kellin is to become a school for three\nhundred children.\n\n"
        "The roof leaks, but the walls are as good as new, said Ann\nPell, the head teacher.\n\n"
        "The council votes on the plan in March, and the school will\nopen in two years."
    )
    assert len(split_sentences(text)) == 3
    listed = "Programme of the day\n\nTen o'clock\nSpeech\n\nNoon\nLunch"
    assert len(split_sentences(listed)) == 5


@pytest.mark.parametrize(
    "sentences",
    [
        ["“It is theirs to decide,” Lindt said.", "Former mayor Ola Brandt disagreed."],
        ["“We will rebuild the pier.”", "Brandt, the mayor, laughed."],
        ['"They let us through."', "She told others not to worry."],
        ["He has no pass yet.", "“I used my old one,” he said."],
        ["He is called stubborn.", '"He was a hunter," Roe says.', '"He hunts still."'],
        ["Nobody knew the way.", "The guide did.", "But so did the dog, or but for it."],
        ["It was built for Kellin Street.", "The school moved there. And so did the hall."],
        ["What is it for?", "Brandt would not tell."],
    ],
)
def test_a_full_stop_and_a_capital_without_a_blank_part_sentences(sentences: list[str]) -> None:
    lost = "".join(sentences)
    assert [s for one in split(lost) for s in split(one)] == split(" ".join(sentences))
    assert_covers(lost, split_sentences(lost), [])
    assert len(paragraphs(lost)) == len(sentences)


@pytest.mark.parametrize(
    "text",
    [
        "He told Caliber.Az that it was over.",
        "She read it on LeanIn.Org and on node.Js pages, in readme.Md and in notes.Html as well.",
        "The U.S.A. and the U.S.Army agreed with J.R.Lindt and Dr.Brandt; Brandt had asked.",
        "Write to Marina.Johnson@kellin.example or to Hotline.RAINN.org, says Johnson.",
        "It opens at 9 p.m.Monday, at 4.Harbour Street, with a Ph.D.Smith.",
        "The share Kellin 7203.T fell, and e.g.The rest did.",
        "He asked Yahoo!News and E!News.",
    ],
)
def test_domains_files_abbreviations_and_initials_part_nothing(text: str) -> None:
    assert paragraphs(text) == [(0, len(text))]
