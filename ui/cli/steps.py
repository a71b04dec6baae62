"""Verbs of several steps: the first word behind the verb may be one."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, ClassVar

from ui.cli.frame import VerbCommand, command_of
from ui.cli.routing import general_options


class StepCommand(VerbCommand):
    """A verb, or one of its steps where the first word names one."""

    steps: ClassVar[Mapping[str, tuple[str, str]]]
    """Each step with the module of its function ``<name>_step``, and one line for the help."""
    without: ClassVar[str] = ""
    """The word that may be said for what the verb does without a step, if there is one."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
    ) -> Any:
        """The context of the step, else of the verb itself."""
        general, rest = general_options(args)
        if self.without and rest[:1] == [self.without]:
            args = [*general, *rest[1:]]
        elif rest and rest[0] in self.steps:
            step = self.step(rest[0])
            words = [*general, *rest[1:]]
            return step.make_context(f"{info_name} {rest[0]}", words, parent=parent, **extra)
        return super().make_context(info_name, args, parent=parent, **extra)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Arguments and options, then the steps."""
        super().format_options(ctx, formatter)
        with formatter.section(f"Steps (onrecord {self.name} STEP --help)"):
            formatter.write_dl([(name, summary) for name, (_, summary) in self.steps.items()])

    @classmethod
    def step(cls, name: str) -> Any:
        """Import the module of a step and turn its function into a command."""
        function = getattr(import_module(cls.steps[name][0]), f"{name}_step")
        return command_of(name, function, VerbCommand)
