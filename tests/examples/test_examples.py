"""The sample articles are readable and in their own words; the questions get their answers."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index import Article, Collection, open_collection
from index.articles import read
from index.types import canonical_text as canonical
from rag import Answer, Citation, Conversation
from ui.removing import folder_of

RUN = 8  # words in a row that make a copy
RIGHT = 0.55
"""Share of the questions that have to come out right: answered with a quotation of the evidence, or
silent where there is none. A floor that tells a broken reader or unfinished weights from finished
ones; how good the answers are is what the evaluation measures, on many more questions."""
TYPES = {"who", "says", "did_say", "fact", "contrast", "follow-up", "noisy", "unanswerable"}


@pytest.fixture(scope="module")
def articles(examples: Path) -> dict[str, Article]:
    """All sample articles by file name (and record)."""
    found = list(read(examples / "articles", manifest=examples / "manifest.csv"))
    assert all(isinstance(a, Article) for a in found), found
    return {Path(a.path).name: a for a in found if isinstance(a, Article)}


@pytest.fixture(scope="module")
def questions(examples: Path) -> list[dict[str, object]]:
    lines = (examples / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def test_every_format_is_shown(examples: Path) -> None:
    endings = {p.suffix for p in (examples / "articles").iterdir()}
    assert endings == {".txt", ".md", ".html", ".json", ".jsonl", ".csv", ".pdf", ".docx"}


def test_metadata_is_complete(articles: dict[str, Article]) -> None:
    assert len(articles) >= 12
    for name, item in articles.items():
        assert item.title, name
        assert item.source == "On Record examples", name
        assert item.author, name
        assert item.published is not None, name
        assert item.published.year in (2025, 2026), name
        assert item.language == "en", name
        assert set(item.origins) >= {"title", "source", "author", "published", "language"}, name
        assert item.origins["title"] not in ("file name", "opening words"), name


def test_articles_are_short(articles: dict[str, Article]) -> None:
    for name, item in articles.items():
        assert 130 <= len(item.text.split()) <= 450, name


def test_boilerplate_is_flagged_and_hidden_text_is_gone(articles: dict[str, Article]) -> None:
    flagged = {
        name: [item.text[a:b] for a, b in item.boilerplate] for name, item in articles.items()
    }
    assert len(flagged["05-lessons-from-the-front.txt"]) == 4
    assert flagged["12-thirty-years.txt"] == ["Sign up for our newsletter"]
    assert flagged["04-nato-days.json"] == []
    assert "Win a trip" not in articles["03-turkish-model.html"].text


def test_pdf_and_docx_say_what_the_script_says(
    articles: dict[str, Article], examples: Path
) -> None:
    code = (examples / "make_binary.py").read_text(encoding="utf-8")
    namespace: dict[str, object] = {"__name__": "make_binary", "__file__": str(examples / "x.py")}
    exec(compile(code, "make_binary.py", "exec"), namespace)
    pdf, docx = "08-two-poles.pdf", "07-partnership-not-membership.docx"
    for key, name in (("PDF_TEXT", pdf), ("DOCX_TEXT", docx)):
        paragraphs = namespace[key]
        assert isinstance(paragraphs, tuple)
        assert articles[name].text.endswith("\n\n".join(paragraphs))


def test_no_sentence_is_copied(articles: dict[str, Article], examples: Path, shared: Path) -> None:
    taken: set[tuple[str, ...]] = set()
    for file in (shared / "seeds").glob("*.txt"):
        found = words(file.read_text(encoding="utf-8"))
        taken |= {tuple(found[i : i + RUN]) for i in range(len(found) - RUN + 1)}
    assert len(taken) > 1_000
    texts = {name: f"{item.title}\n{item.text}" for name, item in articles.items()}
    texts["questions.jsonl"] = (examples / "questions.jsonl").read_text(encoding="utf-8")
    for name, text in texts.items():
        found = words(text)
        copied = [
            " ".join(found[i : i + RUN])
            for i in range(len(found) - RUN + 1)
            if tuple(found[i : i + RUN]) in taken
        ]
        assert copied == [], name


def test_quoted_words_are_genuine_and_few(articles: dict[str, Article], shared: Path) -> None:
    seeds = " ".join(
        " ".join(words(f.read_text(encoding="utf-8"))) for f in (shared / "seeds").glob("*.txt")
    )
    count = 0
    for name, item in articles.items():
        for quoted in re.findall(r"[\"“]([^\"”]+)[\"”]", item.text):
            count += 1
            assert len(quoted.split()) <= 5, (name, quoted)
            assert " ".join(words(quoted)) in seeds, (name, quoted)
    assert count >= 8


def test_questions_are_new(questions: list[dict[str, object]], shared: Path) -> None:
    lines = (shared / "questions" / "seed-articles.dev.jsonl").read_text(encoding="utf-8")
    known = {tuple(words(json.loads(line)["question"])) for line in lines.splitlines()}
    assert not [q["id"] for q in questions if tuple(words(str(q["question"]))) in known]


def test_questions_of_every_type(questions: list[dict[str, object]]) -> None:
    assert 25 <= len(questions) <= 40
    assert {q["type"] for q in questions} == TYPES
    assert len({q["id"] for q in questions}) == len(questions)


def test_evidence_stands_in_the_articles(
    questions: list[dict[str, object]], articles: dict[str, Article]
) -> None:
    for question in questions:
        evidence = question["evidence"]
        assert isinstance(evidence, list)
        assert bool(evidence) != question["unanswerable"], question["id"]
        for item in evidence:
            source = articles[item["doc"]]
            start = source.text.find(canonical(item["quote"]))
            assert start >= 0, (question["id"], item)
            end = start + len(item["quote"])
            assert not any(a < end and start < b for a, b in source.boilerplate), question["id"]


def test_speakers_and_answers_stand_in_the_articles(
    questions: list[dict[str, object]], articles: dict[str, Article]
) -> None:
    everything = "\n".join(a.text for a in articles.values())
    for question in questions:
        for field in ("speakers", "answers"):
            values = question[field]
            assert isinstance(values, list)
            for value in values:
                assert value in everything, (question["id"], value)


def test_the_evaluation_reads_the_questions(examples: Path) -> None:
    from eval.questions import GoldQuestion

    for line in (examples / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        GoldQuestion.model_validate_json(line)


Asked = list[tuple[dict[str, Any], Answer]]


@pytest.fixture(scope="module")
def collection(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """The sample articles as a collection."""
    with open_collection(shutil.copytree(samples, tmp_path_factory.mktemp("examples") / "c")) as c:
        yield c


@pytest.fixture(scope="module")
def asked(collection: Collection, questions: list[dict[str, Any]]) -> Asked:
    """Every question with its answer, follow-ups within their conversation."""
    found = []
    for question in questions:
        talk = Conversation(collection)
        for text in question["history"]:
            talk.ask(text)
        found.append((question, talk.ask(question["question"])))
    return found


def quotes_evidence(
    citation: Citation, question: dict[str, Any], articles: dict[str, Article]
) -> bool:
    """Whether a citation shares characters with the evidence of a question."""
    for item in question["evidence"]:
        source = articles[item["doc"]]
        start = source.text.find(canonical(item["quote"]))
        inside = citation.quote.start < start + len(item["quote"]) and start < citation.quote.end
        if citation.quote.article_id == source.id and inside:
            return True
    return False


def test_every_quotation_is_exact(asked: Asked, collection: Collection) -> None:
    for question, answer in asked:
        for citation in (*answer.citations, *answer.nearest):
            quote = citation.quote
            text = collection.article(quote.article_id).text
            assert text[quote.start : quote.end] == quote.text, question["id"]
        assert (answer.status == "answered") == bool(answer.citations), question["id"]
        cited = {c.number: c.quote.text for c in answer.citations}
        for sentence in answer.sentences:
            assert sentence.citations, "a sentence rests on nothing"
            for segment in sentence.segments:
                assert not segment.citation or segment.text == cited[segment.citation]


def test_no_quotation_of_the_evidence_is_under_a_wrong_name(
    asked: Asked, articles: dict[str, Article]
) -> None:
    for question, answer in asked:
        for citation in answer.citations:
            voice = citation.voice
            if not question["speakers"] or not voice.name or voice.certainty != "certain":
                continue
            if quotes_evidence(citation, question, articles):
                assert voice.name in question["speakers"], (question["id"], voice, citation.quote)


def test_most_questions_come_out_right(asked: Asked, articles: dict[str, Article]) -> None:
    wrong = [
        question["id"]
        for question, answer in asked
        if not (
            answer.status == "abstained"
            if question["unanswerable"]
            else any(quotes_evidence(c, question, articles) for c in answer.citations)
        )
    ]
    assert len(wrong) <= (1 - RIGHT) * len(asked), wrong


def test_the_python_of_the_readme_runs(
    collection: Collection, examples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = (examples.parent / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", readme, re.S)
    kept = re.search(r'open_collection\("(.*?)"\)', code)
    assert kept is not None
    makefile = (examples.parent / "Makefile").read_text(encoding="utf-8")
    assert f"COLLECTION ?= {kept[1]}\n" in makefile
    assert f"$ onrecord -c {kept[1]} eval examples/questions.jsonl" in readme
    exec(code.replace(kept[1], str(folder_of(collection))), {})
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("affirm Konstantin Sivkov ")
    assert any(line.startswith("deny Rasim Musabayov ") for line in lines)
