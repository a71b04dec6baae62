"""Prompts: files of their own, versioned by number.

A prompt is a pair of files, ``<name>-<version>.system.md`` and ``<name>-<version>.user.md``; the
one that asks for JSON has ``<name>-<version>.schema.json`` beside it. A
change of wording gets a new number, since a logged answer names the version it was made with. What
changes from question to question stands in the user's part: servers keep what they have read of a
system part that stays the same, which for a small machine is half of the wait.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

ANSWER = "answer-3"
REPAIR = "repair-1"
REWRITE = "rewrite-1"
EXPAND = "expand-1"

_SLOT = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True, slots=True)
class Prompt:
    """A versioned prompt. ``name`` is what the log keeps."""

    name: str
    system: str
    user: str

    def filled(self, values: Mapping[str, str]) -> list[tuple[str, str]]:
        """System and user message with the slots filled, in one pass: what is put into a slot is
        never read as a slot itself. Raises KeyError for a slot without a value."""
        return [
            (role, _SLOT.sub(lambda match: values[match[1]], text))
            for role, text in (("system", self.system), ("user", self.user))
            if text
        ]


@lru_cache(maxsize=16)
def load_prompt(name: str) -> Prompt:
    """Read a prompt by name and version, such as ``answer-3``."""
    folder = resources.files("rag.models.prompts")
    system, user = (
        (folder / f"{name}.{part}.md").read_text(encoding="utf-8").strip()
        for part in ("system", "user")
    )
    return Prompt(name, system, user)
