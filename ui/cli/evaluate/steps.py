"""The steps of ``onrecord eval``: which there are, and how one is found."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

from ui.cli.frame import VerbCommand, command_of
from ui.cli.routing import general_options

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


class EvalCommand(VerbCommand):
    """``eval FILE…``, or one of the steps where the first word names one.

    A file that is called like a step is given as ``./run``.
    """

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
    ) -> Any:
        """The context of the step, else of the verb itself."""
        general, rest = general_options(args)
        if rest and rest[0] in STEPS:
            step = load_step(rest[0])
            words = [*general, *rest[1:]]
            return step.make_context(f"{info_name} {rest[0]}", words, parent=parent, **extra)
        return super().make_context(info_name, args, parent=parent, **extra)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Arguments and options, then the steps."""
        super().format_options(ctx, formatter)
        with formatter.section("Steps (onrecord eval STEP --help)"):
            formatter.write_dl([(name, summary) for name, (_, summary) in STEPS.items()])


def load_step(name: str) -> Any:
    """Import the module of a step and turn its function into a command."""
    function = getattr(import_module(STEPS[name][0]), f"{name}_step")
    return command_of(name, function, VerbCommand)
