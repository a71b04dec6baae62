"""``onrecord eval`` step by step: run, compare, gate, report, export, lint, schema, draft."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from eval import load
from index import open_collection
from tests.rag.models.conftest import Handler, Reply, Script
from ui.cli.evaluate.steps import STEPS, EvalCommand

Run = Callable[..., Any]
ROWS = [
    {
        "id": "q1",
        "type": "who",
        "question": "who says the ferry has to stay?",
        "speakers": ["Pavel Kovacs"],
        "evidence": [{"doc": "ferry", "quote": "the ferry has to stay"}],
    },
    {
        "id": "q2",
        "type": "who",
        "question": "who denied that the bridge will open in May?",
        "speakers": ["Tomas Havel"],
        "evidence": [{"doc": "doubts", "quote": "the bridge over the Lidda will open in May"}],
    },
    {
        "id": "q3",
        "type": "unanswerable",
        "question": "Who says that interest rates will rise?",
        "unanswerable": True,
    },
]


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """Three questions over the town that speaks."""
    file = tmp_path / "dev.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return file


@pytest.fixture
def kept(onrecord: Run, spoken: Path, questions: Path, tmp_path: Path) -> Path:
    """A run that was kept."""
    folder = tmp_path / "first"
    ran = onrecord("-c", spoken, "eval", "run", questions, "--out", folder, "-q")
    assert ran.code == 0, ran.err
    return folder


def test_a_run_is_kept_taken_up_and_repeats_to_the_byte(
    onrecord: Run, spoken: Path, questions: Path, kept: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again"
    words = ("-c", spoken, "eval", "run", questions, "--out", again, "--json", "-q")
    shape = onrecord(*words).json
    assert [run["set"] for run in shape["runs"]] == ["dev"]
    assert shape["runs"][0]["summary"]["total"]["questions"] == 3
    for name in ("run.json", "results.jsonl", "summary.json"):
        assert (kept / name).read_bytes() == (again / name).read_bytes()
    results = again / "results.jsonl"
    whole = results.read_bytes()
    results.write_bytes(whole[: len(whole) // 2])
    assert onrecord(*words).code == 0
    assert results.read_bytes() == whole
    other = onrecord("-c", spoken, "eval", "run", questions, "-o", again, "-k", 7, "-q")
    assert other.code == 1
    assert "settings.k" in other.err


def test_several_sets_go_into_folders_of_their_own(
    onrecord: Run, spoken: Path, questions: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("question,speakers\nwho says the ferry has to stay?,Pavel Kovacs\n")
    out = tmp_path / "both"
    words = ("-c", spoken, "eval", "run", questions, sheet, "--out", out, "--questions", 2)
    ran = onrecord(*words)
    assert ran.code == 0, ran.err
    assert sorted(p.name for p in out.iterdir()) == ["dev", "sheet"]
    assert "speaker" in ran.out
    assert len((out / "dev" / "results.jsonl").read_text().splitlines()) == 2
    assert onrecord("eval", "report", out, "-o", tmp_path / "page").code == 0
    page = (tmp_path / "page" / "report.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "<h2>sheet" in page
    assert "## dev" in (tmp_path / "page" / "report.md").read_text(encoding="utf-8")


def test_a_set_may_bring_its_articles(onrecord: Run, tmp_path: Path) -> None:
    context = "The mill at Orn closed in 1987. It stood by the river."
    answers = [{"text": "1987", "answer_start": context.index("1987")}]
    qas = [{"id": "m", "question": "When did the mill at Orn close?", "answers": answers}]
    data = {"data": [{"title": "Mill", "paragraphs": [{"context": context, "qas": qas}]}]}
    (tmp_path / "mill.json").write_text(json.dumps(data))
    words = ("-c", tmp_path / "c", "eval", "run", "mill.json", "-o", "out", "-q")
    assert onrecord(*words).code == 1, "there is no collection yet"
    ran = onrecord(*words, "--add", "--json")
    assert ran.code == 0, ran.err
    metrics = ran.json["runs"][0]["summary"]["total"]["metrics"]
    assert metrics["answer_match"]["value"] == 1


def test_a_language_model_gives_its_opinion(
    onrecord: Run, spoken: Path, questions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opinion = json.dumps({"right": True, "supported": True})
    script = Script([Reply(opinion)])
    handler = type("Own", (Handler,), {"script": script})
    words = ("-c", spoken, "eval", "run", questions, "--out", tmp_path / "run", "-q")
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{server.server_address[1]}/v1"
        monkeypatch.setenv("ONRECORD_BASE_URL", address)
        ran = onrecord(*words, "--judge", "scripted")
        server.shutdown()
        thread.join()
    assert ran.code == 0, ran.err
    assert "openai:scripted\tcorrect\t3\t" in ran.out
    # Nothing is asked again, so that no server is needed any more.
    shape = onrecord(*words, "--judge", "scripted", "--json").json
    assert shape["runs"][0]["judges"]["openai:scripted"]["faithfulness"]["n"] >= 1
    assert onrecord("eval", "report", tmp_path / "run").code == 0
    assert "Cohen’s kappa" in (tmp_path / "run" / "report.html").read_text(encoding="utf-8")


def bigger(kept: Path, folder: Path, *, wrong: bool) -> Path:
    """The run twelve times over; with ``wrong`` as if the program named the wrong people."""
    rows = [json.loads(line) for line in (kept / "results.jsonl").read_text().splitlines()]
    many = []
    for row in rows * 12:
        scores = dict(row["scores"])
        if wrong and "speaker" in scores:
            scores |= {"speaker": [0.0, 1], "correct": [0.0, 1]}
        many.append(row | {"id": f"{row['id']}-{len(many)}", "scores": scores})
    info = json.loads((kept / "run.json").read_text())
    info["questions"]["count"] = len(many)
    folder.mkdir()
    (folder / "run.json").write_text(json.dumps(info))
    (folder / "results.jsonl").write_text("".join(json.dumps(r) + "\n" for r in many))
    return folder


def test_compare_and_gate(onrecord: Run, kept: Path, tmp_path: Path) -> None:
    same = onrecord("eval", "compare", kept, kept)
    assert same.code == 0
    assert "No metric differs." in same.out
    assert onrecord("eval", "gate", kept, "--baseline", kept).code == 0
    base = bigger(kept, tmp_path / "base", wrong=False)
    bad = bigger(kept, tmp_path / "bad", wrong=True)
    ran = onrecord("eval", "compare", base, bad)
    assert "lost who says the ferry has to stay?" in ran.out
    assert onrecord("eval", "compare", base, bad, "--json").json["changes"][0]["regression"]
    failed = onrecord("eval", "gate", bad, "--baseline", base)
    assert failed.code == 1
    assert "speaker went from" in failed.err
    shape = onrecord("eval", "gate", bad, "--baseline", base, "--json").json
    assert shape["passed"] is False
    assert onrecord("eval", "gate", base, "--baseline", bad).code == 0
    nothing = onrecord("eval", "gate", tmp_path / "none", "--baseline", kept)
    assert nothing.code == 1
    assert "no run here" in nothing.err


@pytest.mark.parametrize("form", ["ragas", "deepeval", "trec-run", "trec-qrels"])
def test_a_run_in_other_forms(onrecord: Run, spoken: Path, kept: Path, form: str) -> None:
    ran = onrecord("-c", spoken, "eval", "export", kept, "--to", form)
    assert ran.code == 0, ran.err
    assert ran.out.count("\n") >= 2
    assert onrecord("eval", "export", kept, "--to", "csv").code == 1
    assert onrecord("eval", "export", kept, "--to", "nonsense").code == 2


def test_sets_are_linted_and_go_to_a_spreadsheet_and_back(
    onrecord: Run, spoken: Path, questions: Path, tmp_path: Path
) -> None:
    assert onrecord("-c", spoken, "eval", "lint", questions).code == 0
    sheet = tmp_path / "sheet.csv"
    assert onrecord("eval", "export", questions, "--to", "csv", "-o", sheet).code == 0
    back = onrecord("eval", "export", sheet, "--to", "jsonl").out
    assert [json.loads(line)["id"] for line in back.splitlines()] == ["q1", "q2", "q3"]
    sheet.write_text(sheet.read_text().replace("has to stay,", "has to go,"))
    wrong = onrecord("-c", spoken, "eval", "lint", sheet, "--json")
    assert wrong.code == 1
    assert "does not stand in" in wrong.json["problems"][0]["message"]
    assert onrecord("eval", "schema").json["title"] == "On Record question"
    assert onrecord("eval", "schema", "--csv").out.startswith("id,type,question")


def test_drafting_in_a_terminal(onrecord: Run, spoken: Path, tmp_path: Path) -> None:
    file = tmp_path / "new.jsonl"
    words = ("-c", spoken, "eval", "draft", "--out", file, "--kind", "who-said", "-n", 3)
    proposed = onrecord(*words, "--json").json["proposals"]
    assert len(proposed) == 3
    assert not file.exists()
    ran = onrecord(*words, stdin="a\nr\n?\ne\nWho said it, then?\na\n")
    assert "2 questions added" in ran.out
    assert [q.question for q in load(file)] == [
        proposed[0]["question"]["question"],
        "Who said it, then?",
    ]
    rest = onrecord(*words, "--json").json["proposals"]
    decided = {p["question"]["id"] for p in proposed}
    assert not decided & {p["question"]["id"] for p in rest}
    assert onrecord("-c", spoken, "eval", "lint", file).code == 0


def test_everything_may_be_accepted_at_once(onrecord: Run, spoken: Path, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    ran = onrecord("-c", spoken, "eval", "draft", "--out", file, "-y", "-n", 12)
    assert ran.code == 0
    assert onrecord("-c", spoken, "eval", "lint", file).code == 0
    assert onrecord("-c", spoken, "eval", file, "-q").code == 0
    assert onrecord("-c", spoken, "eval", "draft", "--kind", "riddle").code == 1


def test_a_thumb_down_becomes_a_question(onrecord: Run, spoken: Path, tmp_path: Path) -> None:
    own = Path(shutil.copytree(spoken, tmp_path / "own"))
    asked = onrecord("-c", own, "ask", "--json", "who says the bridge will open in May?").json
    with open_collection(own) as collection:
        entry = {"kind": "feedback", "answer": asked["log_id"], "helpful": False, "note": "who?"}
        collection.log(entry)
    file = tmp_path / "complaints.jsonl"
    words = ("-c", own, "eval", "draft", "--from-log", "--out", file)
    assert onrecord(*words, "-y").out.startswith("0 questions added")
    ran = onrecord(*words, stdin="a\n1\ns\nAnna Kovacs\na\n")
    assert "nothing to score yet" in ran.err
    assert "1 question added" in ran.out
    question = load(file)[0]
    assert question.speakers == ("Anna Kovacs",)
    assert question.evidence[0].quote
    assert onrecord("-c", own, "eval", "lint", file).code == 0
    assert onrecord(*words).out.strip() == "nothing to propose"


@pytest.mark.parametrize("step", sorted(STEPS))
def test_every_step_has_help_with_examples(onrecord: Run, step: str) -> None:
    ran = onrecord("eval", step, "--help")
    assert ran.code == 0
    assert f"Usage: onrecord eval {step}" in ran.out
    assert "Examples:" in ran.out
    assert "--json" in ran.out
    assert (EvalCommand.step(step).help or "").splitlines()[0] == STEPS[step][1]


def test_a_file_called_like_a_step_is_a_file(onrecord: Run, spoken: Path, tmp_path: Path) -> None:
    (tmp_path / "run").write_text(json.dumps(ROWS[0]) + "\n")
    assert onrecord("-c", spoken, "eval", "./run", "-q").code == 0
    assert onrecord("-c", spoken, "eval", "run", "-q").code == 2
