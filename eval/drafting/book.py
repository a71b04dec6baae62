"""What a person decided: accepted questions in a question file, rejected ids in a list beside it.

Every decision is written at once, so that drafting can be left and taken up at any time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from eval.drafting.types import Proposal
from eval.exceptions import QuestionSetError
from eval.questions import GoldQuestion
from eval.reading import load


class DraftBook:
    """Keeps decisions in ``path`` (JSON Lines) and ``path`` with ``.rejected`` at its end.

    Raises QuestionSetError where the file is there and no question set, or cannot be written.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.refused = self.path.with_name(self.path.name + ".rejected")
        self._accepted: set[str] = set()
        if self.path.exists() and self.path.stat().st_size:
            self._accepted = {question.id for question in load(self.path)}
        self._rejected: set[str] = set()
        if self.refused.exists():
            self._rejected = set(self.refused.read_text(encoding="utf-8").split())

    @property
    def decided(self) -> frozenset[str]:
        """Ids of the proposals that need not be shown again."""
        return frozenset(self._accepted | self._rejected)

    def pending(self, proposals: Iterable[Proposal]) -> list[Proposal]:
        """The proposals that nobody has decided on."""
        return [p for p in proposals if p.question.id not in self.decided]

    def accept(self, question: GoldQuestion) -> None:
        """Add a question, edited or not, to the file."""
        if question.id in self._accepted:
            raise QuestionSetError(f"{self.path}: already has a question {question.id!r}")
        row = question.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        self._append(self.path, json.dumps(row, ensure_ascii=False))
        self._accepted.add(question.id)

    def reject(self, question: GoldQuestion) -> None:
        """Remember that a proposal is not wanted."""
        if question.id not in self._rejected:
            self._append(self.refused, question.id)
            self._rejected.add(question.id)

    @staticmethod
    def _append(path: Path, line: str) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
        except OSError as problem:
            raise QuestionSetError(f"{path}: cannot be written ({problem.strerror})") from None
