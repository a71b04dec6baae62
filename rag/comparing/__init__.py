"""Setting statements against each other: positions on a proposition, and contradictions."""

from __future__ import annotations
