"""Put the current help of every verb into docs/cli.md.

``python -m ui.cli.docs`` rewrites the file; with ``--check`` it only says whether it is current.
Between ``<!-- help: VERB -->`` and ``<!-- end -->`` everything is made here; what stands outside is
written by hand.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from ui.cli.frame import build
from ui.cli.verbs import VERBS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "cli.md"
_BLOCK = re.compile(r"(<!-- help: (\S+) -->\n).*?(<!-- end -->)", re.S)


def help_of(verb: str) -> str:
    """The help of a verb, or of its step (``eval-run``), at a fixed width.

    ``onrecord`` is the program itself.
    """
    root: Any = build()
    with root.make_context("onrecord", [], resilient_parsing=True, terminal_width=90) as context:
        if verb == "onrecord":
            return str(root.get_help(context))
        verb, _, step = verb.partition("-")
        command = root.get_command(context, verb)
        words = [step] if step else []
        with command.make_context(
            verb, words, parent=context, resilient_parsing=True, terminal_width=90
        ) as inner:
            return str(inner.command.get_help(inner))


def rendered(page: str) -> str:
    """The page with every help block current. Raises ValueError where a verb has no block."""
    present = {match[2] for match in _BLOCK.finditer(page)}
    if missing := [verb for verb in ("onrecord", *VERBS) if verb not in present]:
        raise ValueError(f"docs/cli.md has no block <!-- help: {missing[0]} -->; add one")

    def fill(match: re.Match[str]) -> str:
        lines = [line.rstrip() for line in help_of(match[2]).splitlines()]
        return f"{match[1]}```text\n" + "\n".join(lines) + f"\n```\n{match[3]}"

    return _BLOCK.sub(fill, page)


def main() -> int:
    """Rewrite or check; returns the exit code."""
    old = PAGE.read_text(encoding="utf-8")
    new = rendered(old)
    if "--check" in sys.argv[1:]:
        if new != old:
            print("docs/cli.md is not current; run: python -m ui.cli.docs", file=sys.stderr)
        return int(new != old)
    temporary = PAGE.with_suffix(".tmp")
    temporary.write_text(new, encoding="utf-8")
    temporary.replace(PAGE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
