"""Exports of real answers: from the collection into a document and back to it."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Article, OnRecordError, open_collection
from index.collection import Collection
from index.types import Filter
from rag import Answer, AnswerSentence, Citation, Segment, SourceLine, ask
from rag.citations import verify_all
from tests.rag.scripted import ANSWERS, script
from tests.ui.export.strategies import NASTY
from ui.exceptions import ExportError
from ui.export import DOCUMENTS, FORMATS, OFFICE, document, export, format_of, read_export
from ui.export.escapes import ACTING_CHARACTER

BRIDGE = "Who says the bridge will open in May?"
HAVEL = "What does Tomas Havel say about the bridge?"
SILENT = "Who says that interest rates will rise?"


@pytest.fixture(scope="module")
def collection(town: Path) -> Iterator[Collection]:
    """The town, not to be changed."""
    with open_collection(town) as opened:
        yield opened


@pytest.fixture
def own(town: Path, tmp_path: Path) -> Iterator[Collection]:
    """A town of one's own, to change."""
    with open_collection(Path(shutil.copytree(town, tmp_path / "own"))) as opened:
        yield opened


@pytest.fixture(scope="module")
def answers(collection: Collection) -> list[Answer]:
    """Two answers and an abstention."""
    return [ask(collection, question) for question in (BRIDGE, HAVEL, SILENT)]


def results(collection: Collection, document: str | bytes) -> list[str]:
    return [c.result for checks in verify_all(collection, read_export(document)) for c in checks]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_exact_as_long_as_nothing_changes(
    name: str, collection: Collection, answers: list[Answer]
) -> None:
    document = export(answers, name, collection)
    assert document == export(answers, name, collection)
    found = results(collection, document)
    assert len(found) >= sum(len(answer.citations) for answer in answers) > 1
    assert set(found) == {"exact"}
    for citation in answers[0].citations:
        assert citation.quote.article_id in document
        assert collection.article(citation.quote.article_id).digest in document


@pytest.mark.parametrize("name", OFFICE)
def test_files_of_word_and_excel_are_exact_and_the_same_each_time(
    name: str, own: Collection, answers: list[Answer]
) -> None:
    content = document(answers, name, own)
    assert content == document(answers, name, own)
    found = results(own, content)
    assert len(found) >= sum(len(answer.citations) for answer in answers) > 1
    assert set(found) == {"exact"}
    for article_id in {c.quote.article_id for c in answers[0].citations}:
        own.add([replace(own.article(article_id), author="Somebody Else")])
    assert "article changed" in results(own, content)


@pytest.mark.parametrize("where", ["said", "quote"])
def test_words_changed_in_word_are_found(
    where: str, collection: Collection, answers: list[Answer]
) -> None:
    from docx import Document

    opened = Document(io.BytesIO(document(answers[:1], "word", collection)))
    runs = [
        run for paragraph in opened.paragraphs for run in paragraph.runs
        if run.style.name == f"On Record {where}"
    ]  # fmt: skip
    assert len(runs) >= len(answers[0].citations)
    runs[0].text = f"Never {runs[0].text}"
    out = io.BytesIO()
    opened.save(out)
    assert "altered" in results(collection, out.getvalue())
    for run in runs:  # hidden words are words that nobody sees
        run.text = run.text.removeprefix("Never ")
        run.font.hidden = True
    out = io.BytesIO()
    opened.save(out)
    try:
        assert set(results(collection, out.getvalue())) != {"exact"} or where == "said"
    except OnRecordError:
        assert where == "quote"


def test_a_removed_article_is_gone_and_a_changed_one_changed(
    own: Collection, answers: list[Answer]
) -> None:
    documents = [export(answers[:2], name, own) for name in FORMATS]
    changed, gone = (own.article(a.citations[0].quote.article_id) for a in answers[:2])
    assert changed.id != gone.id
    own.add([replace(changed, text=f"Corrected.\n\n{changed.text}")])
    own.remove([gone.id])
    for written in documents:
        checks = [c for one in verify_all(own, read_export(written)) for c in one]
        assert {c.result for c in checks if c.article_id == changed.id} == {"article changed"}
        assert {c.result for c in checks if c.article_id == gone.id} == {"article gone"}
        notes = [c.note for c in checks if c.article_id == changed.id]
        assert all("still has these words" in note for note in notes)


def test_a_corrected_heading_is_told_from_a_changed_text(
    own: Collection, answers: list[Answer]
) -> None:
    documents = [export(answers[:1], name, own) for name in FORMATS]
    for article_id in {c.quote.article_id for c in answers[0].citations}:
        own.add([replace(own.article(article_id), author="Somebody Else")])
    for written in documents:
        checks = verify_all(own, read_export(written))[0]
        assert {c.result for c in checks} == {"article changed"}
        assert all("only its heading" in c.note for c in checks)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("what", ["quote", "author", "id"])
def test_what_was_altered_in_the_file_is_found(
    name: str, what: str, collection: Collection, answers: list[Answer]
) -> None:
    citation = answers[0].citations[0]
    before, after = {
        "quote": (" open", " close"),
        "author": (citation.source.author, "Nobody Known"),
        "id": (citation.quote.article_id, "0123456789abcdef"),
    }[what]
    document = export(answers[:1], name, collection)
    assert before in document
    found = results(collection, document.replace(before, after))
    assert {"quote": "altered", "author": "altered", "id": "article changed"}[what] in found


@pytest.mark.parametrize("name", ["markdown", "html", "json"])
def test_words_altered_inside_the_answer_alone_are_found(
    name: str, collection: Collection, answers: list[Answer]
) -> None:
    document = export(answers[:1], name, collection)
    quote = answers[0].citations[0].quote.text
    places = [i for i in range(len(document)) if document.startswith(quote[:20], i)]
    assert len(places) > 1
    for place in places[:1]:
        bent = f"{document[:place]}Never {document[place:]}"
        if name == "json":
            shape = json.loads(document)
            segments = shape["answers"][0]["sentences"][0]["segments"]
            next(s for s in segments if s["citation"])["text"] = f"Never {quote}"
            bent = json.dumps(shape)
        assert "altered" in results(collection, bent)


def test_an_answer_whose_article_is_gone_is_exported_as_it_was(
    own: Collection, answers: list[Answer]
) -> None:
    shape = answers[0].to_dict()
    own.remove({c.quote.article_id for c in answers[0].citations})
    for name in FORMATS:
        document = export([shape], name, own)
        assert set(results(own, document)) == {"article gone"}


def test_a_false_quotation_is_not_exported(collection: Collection, answers: list[Answer]) -> None:
    shape: dict[str, Any] = json.loads(json.dumps(answers[0].to_dict()))
    shape["citations"][0]["quote"]["text"] = "The bridge will never open"
    for name in FORMATS:
        with pytest.raises(ExportError, match="citation 1"):
            export([shape], name, collection)


@pytest.mark.parametrize("shape", [{}, {"citations": []}, {"kind": "feedback", "answer": 3}])
def test_what_is_no_answer_is_not_exported(
    shape: Mapping[str, Any], collection: Collection
) -> None:
    with pytest.raises(ExportError, match="answer 1"):
        export([shape], "markdown", collection)


def test_nothing_and_unknown_formats_are_refused(collection: Collection) -> None:
    with pytest.raises(ExportError, match="no answer"):
        export([], "markdown", collection)
    with pytest.raises(ExportError, match="bibtex"):
        export([{}], "odt", collection)


def test_the_name_of_a_file_tells_the_format() -> None:
    assert [format_of(f"a{known.suffix}") for known in DOCUMENTS.values()] == list(DOCUMENTS)
    assert format_of("A.HTM") == "html"
    with pytest.raises(ExportError, match=r"\.bib"):
        format_of("answer.odt")


def test_a_web_page_highlights_the_quotation_in_its_sentence(
    collection: Collection, answers: list[Answer]
) -> None:
    document = export(answers, "html", collection)
    assert '<mark class="quote">' in document
    assert "will open in May" in document
    assert "<script" not in document
    assert "Nearest in the collection" in document or not answers[2].nearest


def test_what_acts_is_written_by_name(collection: Collection, answers: list[Answer]) -> None:
    article = next(a for a in collection.articles() if "\u202e" in a.text)
    quote = article.quote(0, len(article.text.rstrip()))
    wolves = replace(
        answers[0],
        citations=(Citation(1, quote, SourceLine.of(article)),),
        sentences=(AnswerSentence((Segment(quote.text, 1),), (1,)),),
    )
    for name in ("markdown", "html", "json", "bibtex", "ris"):
        document = export([wolves], name, collection)
        assert not ACTING_CHARACTER.search(document.replace("\r\n", "\n"))
        assert set(results(collection, document)) <= {"exact"}


def test_a_table_has_who_said_it_and_how(collection: Collection, answers: list[Answer]) -> None:
    first, *rest = answers[0].sentences
    answer = replace(answers[0], sentences=(replace(first, stance="deny"), *rest))
    rows = export([answer], "csv", collection).split("\r\n")
    assert any('"Anna Kovacs"' in row and '"asserted"' in row for row in rows)
    assert any('"deny"' in row for row in rows)


def test_one_article_cited_twice_is_one_entry(
    own: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(monkeypatch, {"mill": ANSWERS, "dam": ANSWERS})
    article = Article(
        text="Ada Lee said that the mill is open. Ada Lee said that the dam is full.\n",
        title="Mill & dam: 100% {sure}",
        source="Wire_1",
    )
    own.add([article])
    where = Filter(article_ids=(article.id,))
    made = [ask(own, f"What is said about the {what}?", where=where) for what in ("mill", "dam")]
    assert all(answer.citations for answer in made)
    assert export(made, "bibtex", own).count("\n@") == 1
    assert export(made, "ris", own).count("TY  - ") == 1
    for name in ("bibtex", "ris"):
        assert set(results(own, export(made, name, own))) == {"exact"}


@pytest.mark.parametrize("text", ["", "hello", "# On", "{", "[1]", "null", "<html>"])
def test_what_is_no_export_is_refused(text: str) -> None:
    with pytest.raises(ExportError):
        read_export(text)


@settings(max_examples=80)
@given(data=st.data())
def test_a_file_that_was_damaged_anyhow_is_refused_or_checked(
    collection: Collection, answers: list[Answer], data: st.DataObject
) -> None:
    """Never a traceback, and what is called exact is so."""
    document = WRITTEN.setdefault(
        name := data.draw(st.sampled_from(list(FORMATS))), export(answers[:2], name, collection)
    )
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(document)))
        cut = data.draw(st.integers(0, 30))
        new = data.draw(st.one_of(st.sampled_from(NASTY), st.just(""), st.just("9" * 20)))
        document = document[:at] + new + document[at + cut :]
    try:
        checks = [c for group in verify_all(collection, read_export(document)) for c in group]
    except OnRecordError:
        return
    for check in checks:
        if check.result == "exact":
            assert check.quote in collection.article(check.article_id).text


WRITTEN: dict[str, str] = {}
