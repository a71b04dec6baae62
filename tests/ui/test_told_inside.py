"""What somebody in a transcript tells that another one said is shown nowhere as that one's words.

The line is a quotation of whoever speaks it. Who is told of in it has been quoted by nobody.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Article, Collection, open_collection
from index.types import Filter
from rag import ask, search
from rag.comparing.positions import positions
from rag.types import Answer
from tests.ui.test_marks import in_document, in_marks, in_page, in_rows, in_shape
from ui.cli.naming import named
from ui.export import FORMATS, OFFICE, document, export, lists
from ui.render.answer import answer_text, results_text
from ui.render.articles import statements_text
from ui.render.shapes import statement_shape
from ui.render.style import Layout
from ui.web.conversations import restored
from ui.web.desk import Desk
from ui.web.panels.sides import columns_of
from ui.web.people import said_list
from ui.web.programs import Programs
from ui.web.render import turn

WRITTEN = {
    "interview": "The ferry company answered on Monday. Karim Voss runs it.\n\n"
    "Q: Did anybody call you?\n\n"
    "A: Yes. Paula Stein told me that the bridge would close in March.\n\n"
    "Q: And then?\n\nA: Then we laughed.",
    "names": "Mayor Anna Lindt: The harbour board met twice in June.\n\n"
    "Karim Voss: I never heard that.\n\n"
    "Mayor Anna Lindt: Paula Stein wrote that the bridge would close in March.\n\n"
    "Karim Voss: She did.",
    "times": "[10:02] Ruth Calloway: Welcome to the harbour hour.\n\n"
    "[10:03] Ben Orr: Good. Paula Stein has promised that the bridge would close in March.\n\n"
    "[10:04] Ruth Calloway: I remember.\n\n[10:05] Ben Orr: We shall see.",
}
INNER = "the bridge would close in March"
QUESTION = "Who says that the bridge would close in March?"


@pytest.fixture(scope="module", params=WRITTEN)
def talk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("talks") / request.param
    with open_collection(folder, create=True) as collection:
        text = WRITTEN[request.param]
        collection.add([Article(text=text, title="Bridge", source="Lidda Courier", language="en")])
    return folder


def views(collection: Collection, answer: Answer) -> Iterator[tuple[str, list[str]]]:
    """What each view of an answer and of the statements shows as quotations."""
    find = {article.id: article for article in collection.articles()}.get
    layout, desk = Layout(), Desk(collection)
    shape = answer.to_dict()
    yield "terminal", in_marks(answer_text(answer, layout))
    yield "page", in_page(turn(answer, desk, number=0))
    yield "json", list(in_shape(shape))
    again = restored(json.loads(json.dumps(shape)), find)
    assert again is not None
    assert [c.kind for c in again.citations] == [c.kind for c in answer.citations]
    yield "kept", in_page(turn(again, desk, number=0))
    for name in FORMATS:
        for one in (answer, shape):
            yield name, in_document(name, export([one], name, collection).encode("utf-8"))
    for name in OFFICE:
        yield name, in_document(name, document([answer], name, collection))
    held = positions(collection, INNER)
    yield "both sides", in_page(columns_of(held, desk))
    yield "table of sides", in_rows(lists.position_rows(held, find))
    yield "search", in_marks(results_text(search(collection, "the bridge"), layout))
    statements = named(collection, Filter())
    yield "statements", in_marks(statements_text(statements, layout))
    said = [(one.article, one.statement) for one in statements]
    yield "speaker page", in_page(said_list(said, collection.sentences))
    yield "table", in_rows(lists.statement_rows(statements))
    programs = Programs(desk)
    yield "tool: ask", list(in_shape(programs.ask(QUESTION)))
    yield "tool: speaker", list(in_shape(programs.speaker("Paula Stein")))


def test_no_view_quotes_who_is_told_of_in_a_line(talk: Path) -> None:
    with open_collection(talk) as collection:
        answer = ask(collection, QUESTION)
        for name, quoted in views(collection, answer):
            wrong = [one for one in quoted if one.strip(" .“”").removeprefix("that ") == INNER]
            assert not wrong, (name, wrong)


def test_a_line_is_a_quotation_of_its_speaker_only(talk: Path) -> None:
    with open_collection(talk) as collection:
        kinds = {
            (one.speaker.name if one.speaker else "", statement_shape(one)["kind"])
            for one in named(collection, Filter())
        }
        assert ("Paula Stein", "reported") in kinds
        assert ("Paula Stein", "direct") not in kinds
        assert {kind for name, kind in kinds if name != "Paula Stein"} == {"direct"}
        own = tuple(s.id for s in collection.speakers() if s.name == "Paula Stein")
        of_stein = Filter(speaker_ids=own)
        assert named(collection, of_stein, kind="direct") == []
        assert not [s for s in collection.statements(Filter(direct=True)) if s.kind != "direct"]
        direct = ask(collection, QUESTION, where=Filter(direct=True))
        assert not [c for c in direct.citations if c.voice.name == "Paula Stein"]


def test_an_answer_names_who_is_told_of_and_says_that_it_is_reported(talk: Path) -> None:
    with open_collection(talk) as collection:
        answer = ask(collection, QUESTION)
        own = [c for c in answer.citations if c.voice.name == "Paula Stein"]
        assert {c.kind for c in own} == {"reported"}
        assert "Paula Stein, as reported by Lidda Courier" in answer.text
