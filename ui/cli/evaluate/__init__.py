"""``onrecord eval``: can the answers be trusted? Questions at once, or step by step."""

from __future__ import annotations

from ui.cli.evaluate.questions import eval_verb
from ui.cli.evaluate.steps import EvalCommand

COMMAND = EvalCommand
"""The class of the verb's command: the first word behind ``eval`` may be a step."""

__all__ = ["COMMAND", "EvalCommand", "eval_verb"]
