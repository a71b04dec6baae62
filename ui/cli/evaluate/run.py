"""``onrecord eval run``: ask every question of a set and keep the run."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli.evaluate.tables import judge_table, run_table
from ui.cli.exits import OK
from ui.cli.options import CollectionOption, JsonOption, ModelChoice, QuietOption
from ui.cli.output import counted, emit, emit_json, note
from ui.cli.progress import progress
from ui.cli.running import collection_path, opened, verb
from ui.exceptions import InputError

if TYPE_CHECKING:
    from eval.datasets import Dataset

MANY = 40
"""From this many questions on, the start of further processes pays off."""


@verb
def run_step(
    set_: Annotated[
        list[Path],
        typer.Argument(
            metavar="SET",
            help="A question set: .jsonl, .csv, SQuAD .json, or a folder in a known form.",
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "-o", "--out", metavar="RUN", help="Folder of the run; with several sets, of all runs."
        ),
    ],
    collection: CollectionOption = None,
    k: Annotated[
        int, typer.Option("-k", "--k", metavar="N", min=1, help="Evidence looked at per question.")
    ] = 5,
    questions: Annotated[
        int,
        typer.Option(
            "--questions", metavar="N", min=0, help="Only N of each set, spread evenly (0: all)."
        ),
    ] = 0,
    add: Annotated[
        bool,
        typer.Option("--add", help="First add the articles that come with the set."),
    ] = False,
    workers: Annotated[
        int,
        typer.Option(
            "--workers", metavar="N", min=0, help="Processes that ask (0: one for each core)."
        ),
    ] = 0,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", help="Seed of the intervals' bootstrap.")
    ] = 0,
    label: Annotated[
        str, typer.Option("--label", metavar="NAME", help="What reports call the run.")
    ] = "",
    judge: Annotated[
        str,
        typer.Option(
            "--judge",
            metavar="PROVIDER:MODEL",
            help="Also ask this language model what it thinks of the answers; no figure of the "
            "run depends on it, reports show how far it agrees.",
            show_default=False,
        ),
    ] = "",
    quiet: QuietOption = False,
    json_: JsonOption = False,
) -> int:
    """Ask every question of a set and keep the run.

    A run that was stopped goes on where it stood when the command is given again. Its files are
    the same, byte by byte, whenever the same questions meet the same collection and program, and
    however many processes ask.

    \b
    Examples:
      onrecord eval run questions.jsonl --out runs/today
      onrecord eval run dev.jsonl sheet.csv --out runs/today --workers 1
      onrecord eval run ../shared/evaldata/polnear --add -c polnear --out runs/polnear -k 10
      onrecord eval run squad/dev-v2.0.json --add -c squad --out runs/squad --questions 200
      onrecord eval run questions.jsonl --out runs/today --judge ollama:qwen3:4b
    """
    from eval import OpenBuiltIn, RunResult, run
    from eval.judge import agreements
    from eval.judge import judge as ask_judge
    from eval.sets import open_set
    from rag.models import open_model

    # Before anything is asked: a judge without a key should not be found out about at the end.
    opinion = open_model(ModelChoice(model=judge).settings()) if judge else None
    sets = [open_set(path) for path in set_]
    names = [one.name for one in sets]
    if len(set(names)) < len(names):
        raise InputError(f"two sets are called {_twice(names)!r}; run them one by one")
    path = collection_path(collection)
    if add:
        _add(path, sets, quiet=quiet)
    shapes: list[dict[str, Any]] = []
    with opened(collection) as articles:
        for one in sets:
            chosen = one.questions.spread(questions)
            folder = out / one.name if len(sets) > 1 else out
            with progress(quiet=quiet) as advance:
                result = run(
                    articles,
                    chosen,
                    k=k,
                    progress=advance,
                    out=folder,
                    label=label if len(sets) == 1 else one.name,
                    seed=seed,
                    workers=_workers(workers, len(chosen)),
                    opener=OpenBuiltIn(path),
                )
            if not json_:
                emit(run_table(one.name, result))
            if opinion is not None:
                with progress(quiet=quiet) as advance:
                    ask_judge(result, opinion, out=folder, progress=advance)
                result = RunResult.load(folder)
            shape = {"set": one.name, "folder": str(folder), "summary": result.summary()}
            if told := agreements(result):
                shape["judges"] = told
                if not json_:
                    emit(judge_table(told))
            shapes.append(shape)
            if result.errors and not quiet:
                note(f"{counted(len(result.errors), 'question')} ended in an error; see {folder}")
    if json_:
        emit_json({"runs": shapes})
    elif not quiet:
        note(f"kept in {out}; a page: onrecord eval report {shlex.quote(str(out))}")
    return OK


def _add(path: Path, sets: list[Dataset], *, quiet: bool) -> None:
    """Index the sets' own articles; what is there already is skipped."""
    from index import open_collection

    articles = [article for one in sets for article in one.articles]
    if not articles:
        raise InputError(
            "--add: no articles come with these sets; add them with: onrecord add PATH"
        )
    with open_collection(path, create=True) as collection, progress(quiet=quiet) as advance:
        collection.add(articles, progress=advance)


def _workers(wanted: int, questions: int) -> int:
    if wanted:
        return wanted
    return min(4, os.cpu_count() or 1) if questions >= MANY else 1


def _twice(names: list[str]) -> str:
    return next(name for name in names if names.count(name) > 1)
