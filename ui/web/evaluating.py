"""Question sets and runs that are kept beside a collection, for the page."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from eval import QuestionSet, RunError, RunResult, load, run
from index.collection import Collection, Progress

_NAME = re.compile(r"[\w.-]{1,80}")


@dataclass(frozen=True, slots=True)
class Run:
    """A kept run: ``name`` is its folder's, ``result`` None where it was stopped."""

    name: str
    questions: str
    began: datetime
    result: RunResult | None


class Evaluations:
    """The folder ``evaluations`` of a collection; a temporary one where it has no folder."""

    def __init__(self, folder: Path | None) -> None:
        # Made only when something is kept: looking must not leave a trace.
        self.folder = (folder or Path(tempfile.gettempdir()) / "onrecord") / "evaluations"

    def sets(self) -> list[str]:
        """The names of the question sets that are here."""
        return sorted(path.stem for path in (self.folder / "sets").glob("*.jsonl"))

    def take(self, file: Path) -> tuple[str, int]:
        """Check a question set and keep it; returns its name and how many questions it has.

        Raises QuestionSetError.
        """
        questions: QuestionSet = load(file)
        name = re.sub(r"[^\w.-]+", "-", file.stem).strip("-.")[:60] or "questions"
        target = self.folder / "sets" / f"{name}.jsonl"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
        return name, len(questions)

    def start(self, collection: Collection, name: str, progress: Progress) -> str:
        """Run a kept question set; returns the run's name. Raises QuestionSetError, RunError."""
        file = self._inside("sets", f"{name}.jsonl")
        began = datetime.now(UTC)
        made = f"{name}-{began:%Y%m%d-%H%M%S}"
        run(collection, load(file), progress=progress, out=self.folder / "runs" / made, label=name)
        return made

    def runs(self) -> list[Run]:
        """The kept runs, the newest first."""
        found = []
        for folder in (self.folder / "runs").glob("*"):
            name, _, stamp = folder.name.rpartition("-")
            name, _, day = name.rpartition("-")
            try:
                began = datetime.strptime(f"{day}{stamp}", "%Y%m%d%H%M%S").replace(tzinfo=UTC)
            except ValueError:
                continue
            found.append(Run(folder.name, name, began, self.load(folder.name)))
        return sorted(found, key=lambda one: (one.began, one.name), reverse=True)

    def load(self, name: str) -> RunResult | None:
        """A run by its name; None where it was stopped or is not there."""
        try:
            return RunResult.load(self._inside("runs", name))
        except (RunError, OSError, ValueError):
            return None

    def delete(self, name: str) -> None:
        """Remove a run."""
        shutil.rmtree(self._inside("runs", name), ignore_errors=True)

    def _inside(self, kind: str, name: str) -> Path:
        """A path in our folder. Raises RunError for a name that leads out of it."""
        if not _NAME.fullmatch(name) or name.startswith("."):
            raise RunError(f"{name!r} is no name of a run or question set")
        return self.folder / kind / name


def earlier(runs: Sequence[Run], chosen: Run) -> list[Run]:
    """The finished runs that a run can be compared with, of the same questions."""
    if chosen.result is None:
        return []
    digest = chosen.result.info["questions"]["sha256"]
    return [
        one
        for one in runs
        if one.result is not None
        and one.name != chosen.name
        and one.result.info["questions"]["sha256"] == digest
    ]
