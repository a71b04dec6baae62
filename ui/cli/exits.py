"""Exit codes, as documented in the help and in docs/cli.md."""

from __future__ import annotations

OK = 0
"""Answered, or done."""
ERROR = 1
"""An error, said on standard error; also: a check that did not pass, an input not added."""
USAGE = 2
"""The command line itself is wrong."""
ABSTAINED = 3
"""The collection has no answer."""
INTERRUPTED = 130
"""Ctrl-C. What was acknowledged stays."""
BROKEN_PIPE = 141
"""Whoever read the output stopped reading."""
