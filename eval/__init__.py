"""Question sets, metrics, runs and reports: find out whether the answers can be relied on.

>>> from eval import load, run                                        # doctest: +SKIP
>>> result = run(collection, load("questions.jsonl"), out="run-1")    # doctest: +SKIP
>>> result.summary()["total"]["metrics"]["correct"]["value"]          # doctest: +SKIP
"""

from __future__ import annotations

from eval.comparison import Comparison, GateResult, compare, gate
from eval.drafting import DraftBook, Proposal, draft, from_log
from eval.exceptions import DatasetError, EvaluationError, QuestionSetError, RunError
from eval.gold import Problem, lint
from eval.questions import Choices, Gold, GoldQuestion, QuestionSet, dump, schema
from eval.reading import load
from eval.report import html_report, markdown_report
from eval.result import RunResult
from eval.runner import run
from eval.sets import open_set
from eval.systems import BuiltIn, OpenBuiltIn, System

__all__ = [
    "BuiltIn",
    "Choices",
    "Comparison",
    "DatasetError",
    "DraftBook",
    "EvaluationError",
    "GateResult",
    "Gold",
    "GoldQuestion",
    "OpenBuiltIn",
    "Problem",
    "Proposal",
    "QuestionSet",
    "QuestionSetError",
    "RunError",
    "RunResult",
    "System",
    "compare",
    "draft",
    "dump",
    "from_log",
    "gate",
    "html_report",
    "lint",
    "load",
    "markdown_report",
    "open_set",
    "run",
    "schema",
]
