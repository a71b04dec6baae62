"""Many processes: the same bytes as one, taken up when stopped, one dead one costs one question."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval import OpenBuiltIn, QuestionSet, System, dump, run
from eval.workers import DIED
from index import Collection, LocalCollection, open_collection
from rag.retrieval.evidence import Evidence
from rag.types import Answer
from tests.eval.conftest import make_answer

FILES = ("run.json", "results.jsonl", "summary.json")
DEADLY = "who kills its process?"


def test_two_processes_leave_the_same_bytes_as_one(
    collection: LocalCollection, questions: QuestionSet, tmp_path: Path
) -> None:
    some = QuestionSet(questions.questions[::3], name="some.jsonl")
    alone = run(collection, some, out=tmp_path / "one")
    opener = OpenBuiltIn(collection.folder)
    calls: list[int] = []
    run(
        collection,
        some,
        out=tmp_path / "two",
        workers=2,
        opener=opener,
        progress=lambda _, done, total: calls.append(done),
    )
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert calls == list(range(len(some) + 1))
    assert not alone.errors


class Terse:
    """Always silent, and quick to start; at one question its process ends, as without memory."""

    def ask(self, question: str, history: Sequence[Answer]) -> Answer:
        if question == DEADLY:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.02)
        return make_answer(question, [])

    def search(self, query: str, k: int) -> Sequence[Evidence]:
        return []

    def settings(self) -> Mapping[str, Any]:
        return {"answerer": "terse"}


@dataclass(frozen=True)
class OpenTerse:
    """Opens it in a worker."""

    folder: Path

    def __call__(self) -> tuple[Collection, System]:
        return open_collection(self.folder, read_only=True), Terse()


def test_a_question_that_kills_its_process_costs_only_itself(
    collection: LocalCollection, questions: QuestionSet
) -> None:
    asked = [questions[0], questions[1], questions[2], questions[20]]
    asked[1] = asked[1].model_copy(update={"question": DEADLY})
    result = run(collection, QuestionSet(asked), workers=2, opener=OpenTerse(collection.folder))
    assert [r["error"] for r in result.results] == ["", DIED, "", ""]
    assert result.results[1]["scores"]["correct"] == [0, 1]


def test_a_killed_run_leaves_no_process_and_goes_on(
    collection: LocalCollection, questions: QuestionSet, tmp_path: Path
) -> None:
    file = tmp_path / "q.jsonl"
    some = questions.questions[::2]
    dump(some, file)
    code = (
        "import sys; from pathlib import Path; from eval import load, run\n"
        "from index import open_collection\n"
        "from tests.eval.test_workers import OpenTerse, Terse\n"
        "if __name__ == '__main__':\n"
        "    folder = Path(sys.argv[1])\n"
        "    run(open_collection(folder, read_only=True), load(sys.argv[2]), out=sys.argv[3],\n"
        "        system=Terse(), workers=2, opener=OpenTerse(folder))\n"
    )
    script = tmp_path / "script.py"
    script.write_text(code)
    out = tmp_path / "out"
    root = Path(__file__).resolve().parents[2]
    child = subprocess.Popen(
        [sys.executable, str(script), str(collection.folder), str(file), str(out)],
        env={**os.environ, "PYTHONPATH": str(root), "OMP_NUM_THREADS": "1"},
        start_new_session=True,
    )
    results = out / "results.jsonl"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and child.poll() is None:
        if results.exists() and results.read_bytes().count(b"\n") >= 2:
            break
        time.sleep(0.01)
    child.kill()
    child.wait(timeout=30)
    group_gone = time.monotonic() + 30
    while time.monotonic() < group_gone:
        try:
            os.killpg(child.pid, 0)
        except ProcessLookupError:
            break
        time.sleep(0.1)
    else:
        raise AssertionError("a worker outlived the run")
    left = QuestionSet(some, name=str(file))
    opener = OpenTerse(collection.folder)
    finished = run(collection, left, out=out, system=Terse(), workers=2, opener=opener)
    assert [r["id"] for r in finished.results] == [q.id for q in some]
    run(collection, left, out=tmp_path / "whole", system=Terse())
    for name in FILES:
        assert (out / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
