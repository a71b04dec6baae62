"""Text for terminals: harmless, complete, never wider than asked."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.quoting import marked
from index.types import Article, Certainty, Speaker, Statement
from rag.types import AnswerSentence, Segment, Stance
from ui.cli.output import _inert
from ui.render.answer import sentence_text
from ui.render.articles import list_text, speaker_text, statements_text
from ui.render.plain import safe
from ui.render.said import Said
from ui.render.shapes import statement_shape
from ui.render.style import Layout, cells
from ui.render.table import table

ANY_TEXT = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\x1b\x07\x08\r\n\t\x00\x7f\x85\x9b\u2028\u202e\u2066\u200f ab"),
    )
)
KOVACS = Speaker(7, "Anna Kovacs", "person", roles=("mayor",))
SEQUENCE = re.compile("\x1b\\[[0-9;]*m")


def dangerous(text: str, *, lines: bool = False) -> list[str]:
    """The characters of a text that a terminal would act on."""
    return [
        c
        for c in text
        if (unicodedata.category(c) == "Cc" and not (lines and c == "\n"))
        or c in "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    ]


@given(ANY_TEXT)
def test_nothing_acts_on_the_terminal_and_offsets_stay(text: str) -> None:
    assert dangerous(safe(text)) == []
    assert dangerous(safe(text, lines=True), lines=True) == []
    assert len(safe(text)) == len(text)


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"])))
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert safe(text) == text


@given(st.lists(st.tuples(ANY_TEXT, st.sampled_from(["", "bold", "mark"]))), st.integers(20, 120))
def test_a_block_keeps_every_word_and_its_width(runs: list[tuple[str, str]], width: int) -> None:
    plain = Layout(width=width)
    block = plain.block(runs, indent="  ", hang="    ")  # type: ignore[arg-type]
    assert dangerous(block, lines=True) == []
    assert block.split() == safe("".join(text for text, _ in runs)).split()
    for line in block.split("\n"):
        assert cells(line) <= width or len(line.split()) == 1
    coloured = Layout(width=width, colour=True).block(runs, indent="  ", hang="    ")  # type: ignore[arg-type]
    assert SEQUENCE.sub("", coloured).split() == block.split()
    assert dangerous(SEQUENCE.sub("", coloured), lines=True) == []


@given(ANY_TEXT)
def test_without_a_width_line_ends_and_words_stay(text: str) -> None:
    block = Layout().block([("“", ""), (text, "bold"), ("”", "")])
    assert block == f"“{safe(text, lines=True)}”"


def test_a_column_without_entries_takes_no_room_on_a_terminal() -> None:
    rows = [["2025-03-02", "", "Bridge", "–"], ["2025-03-09", " ", "Doubts", "–"]]
    head = ["date", "source", "title", "author"]
    assert table(Layout(width=40), head, rows).split("\n") == [
        "date        title",
        "2025-03-02  Bridge",
        "2025-03-09  Doubts",
    ]
    assert table(Layout(), head, rows).startswith("2025-03-02\t\tBridge\t–\n")


def test_what_every_row_says_gives_way_to_what_tells_rows_apart() -> None:
    rows = [
        ["2025-03-02", "Lidda Courier", "A bridge for the town"],
        ["2025-03-09", "Lidda Courier", "Doubts on the quay"],
    ]
    head = ["date", "source", "title"]
    assert table(Layout(width=40), head, rows).split("\n") == [
        "date        title",
        "2025-03-02  A bridge for the town",
        "2025-03-09  Doubts on the quay",
        "in every row: source Lidda Courier",
    ]
    assert "Lidda Courier" in table(Layout(width=80), head, rows).split("\n")[1]


def test_titles_keep_their_room_while_there_is_a_column_to_spare() -> None:
    articles = [
        Article(title, title, source, author, date(2025, 3, day), language=language)
        for day, title, source, author, language in (
            (2, "The roof of the town hall leaks again", "Tarn Post", "Ada Lind", "en"),
            (9, "Council puts off the vote on repairs", "Evening Bugle", "Ben Moss", "fr"),
        )
    ]
    text = list_text(articles, Layout(width=80))
    assert "The roof of the town hall leaks again" in text
    assert text.endswith("a wider terminal shows: chars, lang, author")
    assert all(cells(line) <= 80 for line in text.split("\n"))
    assert "Ada Lind" in list_text(articles, Layout(width=140))
    assert "wider" not in list_text(articles, Layout(width=140))


@pytest.mark.parametrize(
    ("roles", "line"),
    [(("mayor",), "role mayor"), (("mayor", "pilot"), "roles mayor; pilot"),
     (("Mayor", "mayor"), "role Mayor")],
)  # fmt: skip
def test_one_role_is_not_told_as_several(roles: tuple[str, ...], line: str) -> None:
    speaker = Speaker(7, "Anna Kovacs", "person", roles=roles)
    assert speaker_text(speaker, Layout()).split("\n")[1] == line


def test_tables_fit_a_terminal_and_are_whole_in_a_pipe() -> None:
    rows = [["2025-03-02", "Lidda Courier", "A title that is far too long for the line"]]
    head = ["date", "source", "title"]
    lines = table(Layout(width=40), head, rows).split("\n")
    assert [cells(line) <= 40 for line in lines] == [True, True]
    assert lines[1].endswith("…")
    assert table(Layout(), head, rows) == "\t".join(rows[0])


@given(st.lists(ANY_TEXT, min_size=3, max_size=3))
def test_a_cell_cannot_break_a_piped_table(row: list[str]) -> None:
    line = table(Layout(), ["a", "b", "c"], [row])
    assert line.count("\t") == 2
    assert "\n" not in line


@given(ANY_TEXT)
def test_json_is_inert_and_exact(text: str) -> None:
    import json

    written = "".join(map(_inert, json.dumps({"text": text}, ensure_ascii=False, indent=2)))
    assert dangerous(written, lines=True) == []
    assert json.loads(written) == {"text": text}


def test_wide_characters_count_twice() -> None:
    assert cells("漢字") == 4
    assert cells("e\u0301") == 1
    assert cells("“ok”") == 4


@given(st.text(st.sampled_from('ab “”"«»„'), min_size=1))
def test_a_quotation_is_marked_and_never_retyped(text: str) -> None:
    shown = marked(text, "direct")
    assert shown in (text, f"“{text}”")
    assert shown[0] in '“„"«»'
    assert shown[-1] in '”“"«»'
    assert [marked(text, kind) for kind in ("mixed", "reported", None)] == [text] * 3


def test_a_pair_of_marks_of_its_own_is_not_doubled() -> None:
    assert marked("no toll", "direct") == "“no toll”"
    assert marked("“no toll”", "direct") == "“no toll”"
    assert marked('"no toll"', "direct") == '"no toll"'


@pytest.mark.parametrize(
    ("source", "speaker", "certainty", "named", "described"),
    [
        ("A clerk of the port", None, "unresolved", "A clerk of the port (unnamed), ", True),
        ("She", None, "unresolved", "She (speaker unclear), ", False),
        ("the pilot", KOVACS, "uncertain", "The pilot (probably Anna Kovacs, mayor), ", True),
        ("Mayor Anna Kovacs", KOVACS, "certain", "Anna Kovacs, mayor, ", False),
    ],
)
def test_a_source_that_is_nobody_for_certain_keeps_the_words_of_the_text(
    source: str,
    speaker: Speaker | None,
    certainty: Certainty,
    named: str,
    described: bool,
) -> None:
    text = f"{source} said the quay stays open."
    said = Statement(
        "",
        content=((text.index("the quay"), len(text) - 1),),
        source=((0, len(source)),),
        speaker_id=speaker.id if speaker else None,
        certainty=certainty,
    )
    article = Article(text=text, title="Quay")
    text = statements_text([Said(said, article, speaker, ())], Layout())
    assert text.startswith(f"{named}as reported in the article Quay: the quay stays open")
    voice = statement_shape(Said(said, article, speaker, ()))["voice"]
    assert voice["described"] == (source if described else "")
    assert voice["name"] == (speaker.name if speaker else "")


@pytest.mark.parametrize(("stance", "partly"), [("conditional", True), ("affirm", False)])
def test_who_agrees_only_partly_is_marked(stance: Stance, partly: bool) -> None:
    said = AnswerSentence(
        (Segment("Anna Kovacs: "), Segment("It may stay", 1, "direct")), (1,), stance
    )
    text = sentence_text(said, Layout())
    assert text.startswith("Anna Kovacs: “It may stay” [1]")
    assert text.endswith("(only partly, or if…)") is partly
