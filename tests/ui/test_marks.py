"""No view, export or JSON field shows reported speech as a quotation.

What stands in quotation marks in a view, or in an element that quotes, has to stand in quotation
marks in an article. The check below reads marks in a way of its own, not in the program's.
"""

from __future__ import annotations

import io
import json
import random
import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from fastapi import FastAPI
from openpyxl import load_workbook
from starlette.testclient import TestClient

from index import Article, Collection, open_collection
from index.types import Filter
from rag import ask, search
from rag.comparing.contradictions import contradictions
from rag.comparing.positions import positions
from rag.types import Answer
from ui.cli.naming import named
from ui.dossiers import Dossiers, citation_at, dossier_document, pinned
from ui.dossiers.pinned import pin_shape
from ui.export import DOCUMENTS, FORMATS, OFFICE, document, export, lists
from ui.export.markdown import unescape
from ui.export.sheets import written
from ui.render.answer import answer_text, results_text
from ui.render.articles import statements_text
from ui.render.positions import contradictions_text, positions_text
from ui.render.shapes import statement_shape
from ui.render.style import Layout
from ui.web.api import PATH, mount_api
from ui.web.conversations import restored
from ui.web.desk import Desk
from ui.web.panels.contradictions import pairs_html
from ui.web.panels.sides import columns_of
from ui.web.people import said_list
from ui.web.programs import Programs
from ui.web.render import turn
from ui.web.viewer import article_view

NAMES = ("Anna Kovacs", "Tomas Havel", "Paula Stein", "Otto Lind")
ROLES = ("Mayor", "Engineer", "Keeper", "Driver")
CLAIMS = (
    "the bridge will open in May",
    "no toll will be charged on the bridge",
    "the ferry has to stay",
    "the bridge costs too much",
    "the river is too high for the ferry",
)
FORMS = (
    "{who} said that {claim}.",
    "According to {who}, {claim}.",
    "{who} denied that {claim}.",
    "“{Claim},” {who} said.",
    "{who} told the council: “{Claim}.”",
    '"{Claim}," said {who}.',
    "{who} called it “a good day” and said that {claim}.",
    "{who} denied being “a liar”.",
    "{Claim}. The builders have worked through the winter.",
    "“{Claim},” {who} said. “Nobody doubts it.”",
)
QUESTIONS = (
    "Who says that the bridge will open in May?",
    "What does Tomas Havel say about the bridge?",
    "Do they agree that the ferry has to stay?",
    "Who charges a toll?",
)

_EVERYTHING = Filter()


def generated(seed: int) -> list[Article]:
    """Articles in which some words are quoted and the others reported or told."""
    rng = random.Random(seed)
    made = []
    for number in range(6):
        lines = []
        for _ in range(rng.randint(3, 6)):
            claim, at = rng.choice(CLAIMS), rng.randrange(len(NAMES))
            who = f"{ROLES[at]} {NAMES[at]}"
            form = rng.choice(FORMS)
            lines.append(form.format(who=who, claim=claim, Claim=claim[0].upper() + claim[1:]))
        text = "\n\n".join(lines)
        made.append(Article(text=text, title=f"Report {number}", source="Lidda Courier"))
    return made


@pytest.fixture(scope="module", params=["samples", 1, 2])
def shown(
    request: pytest.FixtureRequest,
    sample_collection: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Collection]:
    """The sample articles, and generated ones, each with what the program finds in them."""
    folder = sample_collection
    if request.param != "samples":
        folder = tmp_path_factory.mktemp("articles") / "generated"
        with open_collection(folder, create=True) as collection:
            collection.add(generated(request.param))
    with open_collection(folder) as collection:
        yield collection


def inside(text: str, start: int) -> bool:
    """Whether a place stands behind an opened quotation mark of its line."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    curly = max(line.rfind("“"), line.rfind("”"))
    return line.count('"') % 2 == 1 or (curly >= 0 and line[curly] == "“")


def misquoted(words: str, articles: Sequence[Article]) -> bool:
    """Whether words of an article were never in quotation marks there."""
    words = words.strip('“”"„« \n')
    places = [(a.text, m.start()) for a in articles for m in re.finditer(re.escape(words), a.text)]
    return bool(words and places) and not any(inside(*place) for place in places)


class Quoting(HTMLParser):
    """The text of what quotes in a page: ``q``, the page's own marks, a block quotation's mark."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, bool, list[str]]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("meta", "input", "br", "link"):
            return
        named = "or-quote" in (dict(attrs).get("class") or "").split()
        block = tag == "mark" and any(name == "blockquote" for name, *_ in self.open)
        self.open.append((tag, tag == "q" or named or block, []))

    def handle_data(self, data: str) -> None:
        for _, quotes, parts in self.open:
            if quotes:
                parts.append(data)

    def handle_endtag(self, tag: str) -> None:
        name, quotes, parts = self.open.pop()
        assert name == tag
        if quotes:
            self.found.append("".join(parts))


def in_page(html: str) -> list[str]:
    reader = Quoting()
    reader.feed(html)
    reader.close()
    assert not reader.open
    return reader.found + in_marks(re.sub(r"<[^>]*>", " ", html))


def in_marks(text: str) -> list[str]:
    return re.findall(r"“([^“”]*)”", text)


def in_shape(value: Any) -> Iterator[str]:
    """Strings in marks anywhere in a JSON value, and the words of everything called direct."""
    if isinstance(value, dict):
        if value.get("kind") == "direct" and "quote" in value:
            yield value["quote"]["text"]
        if value.get("kind") == "direct" and "content" in value:
            yield from (span["text"] for span in value["content"])
        for inner in value.values():
            yield from in_shape(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from in_shape(inner)
    elif isinstance(value, str):
        yield from in_marks(value)


def in_document(name: str, data: bytes) -> list[str]:
    """What a file of any format shows as quotations."""
    if name == "word":
        return in_marks("\n".join(p.text for p in Document(io.BytesIO(data)).paragraphs))
    if name == "excel":
        (sheet, *_) = load_workbook(io.BytesIO(data)).worksheets
        head, *rows = [[str(cell or "") for cell in row] for row in sheet.values]
        return in_rows([dict(zip(head, row, strict=True)) for row in rows])
    text = data.decode("utf-8")
    if name == "html":
        return in_page(text)
    if name == "json":
        return list(in_shape(json.loads(text)))
    return [unescape(words) for words in in_marks(text)]


def in_rows(rows: Sequence[dict[str, str]]) -> list[str]:
    """Cells in marks, and the words of every row that is called direct."""
    cells = [words for row in rows for cell in row.values() for words in in_marks(cell)]
    return cells + [row["quote"] for row in rows if row.get("kind") == "direct"]


def before_kinds(answer: Answer) -> dict[str, Any]:
    """The answer as a log of before kept it: everything in quotation marks."""
    shape = answer.to_dict(timings=False)
    for entry in (*shape["citations"], *shape["nearest"]):
        del entry["kind"]
    for sentence in shape["sentences"]:
        for segment in sentence["segments"]:
            del segment["kind"]
        sentence["text"] = "".join(
            f"“{s['text']}”" if s["citation"] else s["text"] for s in sentence["segments"]
        )
    if answer.status == "answered":
        shape["text"] = "\n".join(sentence["text"] for sentence in shape["sentences"])
    return shape


def views(collection: Collection, answer: Answer) -> Iterator[tuple[str, list[str]]]:
    """Every view of an answer by its name, with what it shows as quotations."""
    find = {article.id: article for article in collection.articles()}.get
    layout = Layout()
    yield "text", in_marks(answer.text)
    yield "terminal", in_marks(answer_text(answer, layout))
    library = Desk(collection)
    yield "page", in_page(turn(answer, library, number=0))
    yield "json", list(in_shape(answer.to_dict()))
    old = before_kinds(answer)
    again = restored({**old, "timings": {}}, find)
    assert again is not None
    assert again.text == answer.text
    yield "kept", in_page(turn(again, library, number=0))
    for name in FORMATS:
        made = export([answer], name, collection)
        older = export([old], name, collection)
        same = json.loads(older) == json.loads(made) if name == "json" else older == made
        assert same, "an older answer is shown as a new one"
        yield name, in_document(name, made.encode("utf-8"))
    for name in OFFICE:
        yield name, in_document(name, document([answer], name, collection))


def test_no_view_of_an_answer_quotes_what_is_only_reported(shown: Collection) -> None:
    articles = list(shown.articles())
    seen = 0
    for question in QUESTIONS:
        answer = ask(shown, question)
        for name, quoted in views(shown, answer):
            wrong = [words for words in quoted if misquoted(words, articles)]
            assert not wrong, (name, question, wrong)
        kinds = {c.kind for c in (*answer.citations, *answer.nearest)}
        seen += len(kinds - {"direct"})
    assert seen, "something reported has to be among it"


def test_no_other_view_quotes_what_is_only_reported(shown: Collection) -> None:
    articles = list(shown.articles())
    layout, library = Layout(), Desk(shown)
    programs = Programs(library)
    statements = named(shown, _EVERYTHING)
    said = [(one.article, one.statement) for one in statements]
    held = positions(shown, "the bridge will open in May")
    clashes = contradictions(shown)
    find = {article.id: article for article in articles}.get
    everything = {
        "statements": in_marks(statements_text(statements, layout)),
        "speaker page": in_page(said_list(said, shown.sentences)),
        "shapes": [w for one in statements for w in in_shape(statement_shape(one))],
        "positions": in_marks(positions_text(held, layout)),
        "both sides": in_page(columns_of(held, library)),
        "contradictions": in_marks(contradictions_text(clashes, layout)),
        "contradictions as json": list(in_shape(clashes.to_dict())),
        "search": in_marks(results_text(search(shown, "the bridge"), layout)),
        "contradictions on the page": in_page(pairs_html(clashes, library)),
        "table of statements": in_rows(lists.statement_rows(statements)),
        "workbook of statements": in_document(
            "excel", written(lists.STATEMENTS, lists.statement_rows(statements), ".xlsx")
        ),
        "table of sides": in_rows(lists.position_rows(held, find)),
        "table of contradictions": in_rows(lists.contradiction_rows(clashes.pairs, find)),
        "article view": [w for a in articles for w in in_shape(article_view(shown, a.id))],
        "tool: ask": list(in_shape(programs.ask(QUESTIONS[0]))),
        "tool: search": list(in_shape(programs.search("the bridge"))),
        "tool: positions": list(in_shape(programs.positions("the bridge will open in May"))),
        "tool: speaker": [
            w for one in shown.speakers() for w in in_shape(programs.speaker(str(one.id)))
        ],
        "tool: who": list(in_shape(programs.who("the bridge will open in May"))),
        "tool: article": list(in_shape(programs.article(articles[0].id)["statements"])),
    }
    for name, quoted in everything.items():
        wrong = [words for words in quoted if misquoted(words, articles)]
        assert not wrong, (name, wrong)
    kinds = set(map(_kind, statements))
    assert "reported" in kinds
    assert ("direct" in kinds) == bool(everything["statements"]), "what is quoted is in marks"


def test_no_reply_to_a_program_quotes_what_is_only_reported(shown: Collection) -> None:
    articles = list(shown.articles())
    app = FastAPI()
    mount_api(app, Desk(shown))
    claim = "the bridge will open in May"
    with TestClient(app, base_url="http://127.0.0.1") as client:
        replies = {
            "ask": client.post(f"{PATH}/ask", json={"question": QUESTIONS[0], "log": False}),
            "search": client.get(f"{PATH}/search", params={"query": "the bridge"}),
            "positions": client.get(f"{PATH}/positions", params={"proposition": claim}),
            "contradictions": client.get(f"{PATH}/contradictions"),
            "statements": client.get(f"{PATH}/statements"),
            **{a.id: client.get(f"{PATH}/articles/{a.id}") for a in articles},
        }
    for name, reply in replies.items():
        assert reply.status_code == 200, (name, reply.text)
        wrong = [words for words in in_shape(reply.json()) if misquoted(words, articles)]
        assert not wrong, (name, wrong)


def test_no_dossier_quotes_what_is_only_reported(shown: Collection, tmp_path: Path) -> None:
    articles = {article.id: article for article in shown.articles()}
    dossiers = Dossiers(tmp_path)
    made = dossiers.create("", "Bridge")
    for article in articles.values():
        for sentence in shown.sentences(article.id):
            cited = citation_at(shown, article, sentence.start, sentence.end)
            dossiers.pin("", made.id, cited.to_dict(), article.digest)
    found = pinned(dossiers.pins("", made.id), shown)
    assert {one.citation["kind"] for one in found} > {"reported"}
    every = {name: dossier_document("Bridge", found, name, shown) for name in DOCUMENTS}
    quoted = {name: in_document(name, data) for name, data in every.items()}
    quoted["shape"] = [words for one in found for words in in_shape(pin_shape(one))]
    for name, words in quoted.items():
        wrong = [one for one in words if misquoted(one, list(articles.values()))]
        assert not wrong, (name, wrong)


def test_only_direct_quotations_where_only_they_are_wanted(shown: Collection) -> None:
    where = Filter(direct=True)
    for question in QUESTIONS:
        answer = ask(shown, question, where=where)
        assert {c.kind for c in (*answer.citations, *answer.nearest)} <= {"direct"}
    held = positions(shown, "the bridge will open in May", where)
    assert {s.citation.kind for p in held.held for s in p.quotes} <= {"direct"}
    direct = [_kind(one) for one in named(shown, where)]
    every = [_kind(one) for one in named(shown, _EVERYTHING)]
    assert direct == ["direct"] * every.count("direct")
    assert direct or shown.name != "generated", "the samples quote nobody in whole sentences"


def _kind(one: Any) -> str:
    return str(statement_shape(one)["kind"])
