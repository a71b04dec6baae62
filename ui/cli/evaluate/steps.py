"""The steps of ``onrecord eval``."""

from __future__ import annotations

from typing import Final

from ui.cli.steps import StepCommand

STEPS: Final[dict[str, tuple[str, str]]] = {
    "run": ("ui.cli.evaluate.run", "Ask every question of a set and keep the run."),
    "compare": ("ui.cli.evaluate.compare", "Say what changed between two runs."),
    "gate": ("ui.cli.evaluate.compare", "Fail where a run is worse than its baseline."),
    "report": ("ui.cli.evaluate.report", "Write runs as a page and as Markdown."),
    "export": ("ui.cli.evaluate.export", "Hand a run or a set to other tools."),
    "lint": ("ui.cli.evaluate.sets", "Check question sets against the collection."),
    "schema": ("ui.cli.evaluate.sets", "Print what a question looks like."),
    "draft": ("ui.cli.evaluate.draft", "Propose questions from the collection."),
}
"""Each step with the module of its function ``<name>_step``, and one line for the help."""


class EvalCommand(StepCommand):
    """``eval FILE…``, or one of the steps; a file that is called like one is given as ``./run``."""

    steps = STEPS
