"""The question format: reading, refusing, linting, and the published schema."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from eval import Gold, GoldQuestion, QuestionSet, QuestionSetError, dump, lint, load, schema
from eval.gold import GoldFinder, find_quote
from index import Article, Collection, open_collection

ROOT = Path(__file__).resolve().parents[2]
VALID = jsonschema.Draft202012Validator(schema())


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_the_published_schema_is_the_one_in_use() -> None:
    published = json.loads((ROOT / "eval" / "schema.json").read_text(encoding="utf-8"))
    assert published == schema(), "write it again with eval.schema(), see docs/evaluation.md"
    jsonschema.Draft202012Validator.check_schema(published)


@given(st.text(min_size=1, max_size=20), st.lists(st.text(max_size=10), max_size=3), st.booleans())
@settings(max_examples=40, deadline=None)
def test_what_is_written_fits_the_schema_and_reads_back(
    text: str, answers: list[str], silent: bool
) -> None:
    question = GoldQuestion(
        id="a",
        type="unanswerable" if silent else "fact",
        question=text,
        answers=() if silent else tuple(answers),
        evidence=() if silent else (Gold.model_validate({"doc": "x", "or": [{"doc": "y"}]}),),
        unanswerable=silent,
    )
    row = question.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    VALID.validate(row)
    assert GoldQuestion.model_validate(json.loads(json.dumps(row))) == question


def test_a_file_comes_back_as_it_was_written(tmp_path: Path, questions: QuestionSet) -> None:
    dump(questions.questions, tmp_path / "q.jsonl")
    again = load(tmp_path / "q.jsonl")
    assert again.questions == questions.questions
    assert again.digest == questions.digest
    assert again.where(2).endswith("q.jsonl:3")


def test_every_problem_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    good = {"id": "a", "type": "fact", "question": "How many?", "answers": ["4"]}
    lines = [
        json.dumps(good),
        "",
        "{not json",
        json.dumps(good | {"type": "riddle", "id": "b"}),
        json.dumps(good),
        json.dumps(good | {"id": "c", "anwsers": ["5"]}),
        json.dumps(good | {"id": "d", "unanswerable": True}),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(QuestionSetError) as caught:
        load(path)
    message = str(caught.value)
    assert f"{path}:3: not JSON" in message
    assert f"{path}:4: type" in message
    assert f"{path}:5: id 'a' is already on line 1" in message
    assert f"{path}:6: anwsers" in message
    assert f"{path}:7: " in message
    assert f"{path}:1:" not in message


def test_unreadable_files_are_refused_plainly(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match="No such file"):
        load(tmp_path / "nowhere.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b'{"id": "\xe9"}')
    with pytest.raises(QuestionSetError, match="not UTF-8"):
        load(tmp_path / "latin.jsonl")
    (tmp_path / "empty.jsonl").write_text("\n")
    with pytest.raises(QuestionSetError, match="no questions"):
        load(tmp_path / "empty.jsonl")


def test_gold_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(ValidationError, match="end lies before start"):
        Gold(doc="a", start=5, end=3)
    with pytest.raises(ValidationError, match="needs about"):
        GoldQuestion(id="a", type="did_say", question="Did she?", expected="yes")


def test_lint_is_silent_on_a_good_set(collection: Collection, questions: QuestionSet) -> None:
    assert lint(questions, collection) == []


def test_lint_finds_what_the_collection_lacks(collection: Collection, tmp_path: Path) -> None:
    base = {"type": "fact", "question": "What?"}
    path = write(
        tmp_path / "q.jsonl",
        base | {"id": "quote", "evidence": [{"doc": "harbour", "quote": "nobody wrote this"}]},
        base | {"id": "doc", "evidence": [{"doc": "atlantis", "quote": "x"}]},
        base | {"id": "range", "evidence": [{"doc": "harbour", "start": 1, "end": 99999}]},
        base | {"id": "nothing"},
        {"id": "silent", "type": "unanswerable", "question": "What?", "answers": ["x"]},
        base | {"id": "good", "evidence": [{"doc": "Harbour to be deepened"}]},
    )
    problems = {p.question: p for p in lint(load(path), collection)}
    assert set(problems) == {"quote", "doc", "range", "nothing", "silent"}
    assert problems["quote"].where == f"{path}:1"
    assert "does not stand in 'harbour'" in str(problems["quote"])
    assert "no article 'atlantis'" in str(problems["doc"])


@pytest.mark.parametrize("doc", ["harbour", "harb", "harbour.txt", "news/harbour.txt", "HARBOUR"])
def test_articles_are_found_by_any_of_their_names(collection: Collection, doc: str) -> None:
    found = GoldFinder(collection).articles(doc)
    assert [collection.article(i).title for i in found] == ["Harbour to be deepened"]


def test_quotes_are_found_whatever_the_typography() -> None:
    text = "She said:\n“It’s done —\n  at last.”"
    assert find_quote(text, "at last") == [(text.index("at last"), text.index("at last") + 7)]
    ((start, end),) = find_quote(text, '"It\'s done - at last."')
    assert text[start:end] == "“It’s done —\n  at last.”"
    assert find_quote(text, "it is done") == []
    assert find_quote(text, " ") == []


def test_offsets_choose_among_repetitions(tmp_path: Path) -> None:
    text = "Yes, she said. Yes, he said. Nobody else said anything that day."
    with open_collection(tmp_path / "c", create=True) as opened:
        opened.add([Article(text, title="Twice", path="twice.txt")])
        finder = GoldFinder(opened)
        assert len(finder.places(Gold(doc="twice", quote="Yes"))) == 2
        (place,) = finder.places(Gold(doc="twice", quote="Yes", start=15, end=18))
        assert (place.start, place.end) == (15, 18)
        (place,) = finder.places(Gold(doc="twice", start=0, end=3))
        assert (place.start, place.end) == (0, 3)
