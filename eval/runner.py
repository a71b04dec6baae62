"""Asking every question of a set and keeping what came back.

A run can be stopped at any moment and taken up again with the same call: questions already
answered are not asked twice, and the finished files are the same to the byte.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from eval.asking import Row, ask_one
from eval.gold import GoldFinder
from eval.provenance import git_commit, versions
from eval.questions import GoldQuestion, QuestionSet
from eval.result import FORMAT, JUDGED, RunResult, encode, pretty, read_info, read_lines
from eval.resume import check_same_run
from eval.systems import BuiltIn, Opener, System
from eval.workers import answers_in_order
from index.collection import Collection

Progress = Callable[[str, int, int], None]


def run(
    collection: Collection,
    questions: QuestionSet,
    *,
    k: int = 5,
    progress: Progress | None = None,
    out: str | Path | None = None,
    system: System | None = None,
    label: str = "",
    seed: int = 0,
    workers: int = 1,
    opener: Opener | None = None,
) -> RunResult:
    """Ask every question, score the answers, and give back (and keep in ``out``) the run.

    ``progress`` is called as ``progress("ask", done, total)``. ``seed`` only feeds the bootstrap.
    With ``out`` each result is written as it comes, and a run that was stopped is taken up where
    it stood. With ``opener`` (``OpenBuiltIn(folder)``) and two ``workers`` or more the questions
    are shared out over processes; the run's bytes are the same. Raises RunError where ``out``
    holds a run of other settings.
    """
    asked = system or BuiltIn(collection)
    info = describe(collection, questions, asked, k=k, label=label, seed=seed)
    folder = Path(out) if out else None
    results: list[Row] = []
    timings: list[Row] = []
    if folder:
        results, timings = _take_up(folder, info)
    left = questions[len(results) :]
    if opener is not None and workers > 1 and len(left) > 1:
        rows = answers_in_order(opener, left, k, min(workers, len(left)))
    else:
        rows = _here(collection, left, asked, k)
    with ExitStack() as files:
        writers = [files.enter_context(f) for f in _open(folder, results, timings)]
        if progress:
            progress("ask", len(results), len(questions))
        for row in rows:
            for writer, part in zip(writers, row, strict=False):
                writer.write(encode(part))
                writer.flush()
            results.append(row[0])
            timings.append(row[1])
            if progress:
                progress("ask", len(results), len(questions))
    verdicts = read_lines(folder / JUDGED) if folder else []
    finished = RunResult(info, results, timings, verdicts)
    if folder:
        (folder / "summary.json").write_text(pretty(finished.summary()), encoding="utf-8")
    return finished


def _here(
    collection: Collection, questions: Sequence[GoldQuestion], system: System, k: int
) -> Iterator[tuple[Row, Row]]:
    finder = GoldFinder(collection)
    for question in questions:
        yield ask_one(collection, question, finder, system, k)


def describe(
    collection: Collection,
    questions: QuestionSet,
    system: System,
    *,
    k: int,
    label: str = "",
    seed: int = 0,
) -> dict[str, Any]:
    """What is needed to repeat a run; the content of ``run.json``."""
    ids = "\n".join(sorted(article.id for article in collection.articles()))
    return {
        "format": FORMAT,
        "label": label,
        "questions": {
            "name": Path(questions.name).name,
            "count": len(questions),
            "sha256": questions.digest,
        },
        "collection": {
            "name": collection.name,
            "generation": collection.generation,
            "articles": collection.count(),
            "sha256": hashlib.sha256(ids.encode()).hexdigest(),
        },
        "settings": {"k": k, "seed": seed} | dict(system.settings()),
        "versions": versions(),
        "git": git_commit(),
    }


def _take_up(
    folder: Path, info: Mapping[str, Any]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What a stopped run has already done; an empty folder is started on."""
    if not (folder / "run.json").exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "run.json").write_text(pretty(info), encoding="utf-8")
        return [], []
    check_same_run(folder, read_info(folder), info)
    results = read_lines(folder / "results.jsonl")
    timings = read_lines(folder / "timings.jsonl")
    done = min(len(results), len(timings))
    return results[:done], timings[:done]


def _open(
    folder: Path | None, results: Sequence[dict[str, Any]], timings: Sequence[dict[str, Any]]
) -> list[IO[str]]:
    if folder is None:
        return []
    writers: list[IO[str]] = []
    for name, rows in (("results.jsonl", results), ("timings.jsonl", timings)):
        # Rewritten beside and renamed: being killed here must not lose what was done before.
        kept = folder / f"{name}.part"
        kept.write_text("".join(encode(row) for row in rows), encoding="utf-8")
        kept.replace(folder / name)
        writers.append((folder / name).open("a", encoding="utf-8"))
    return writers
