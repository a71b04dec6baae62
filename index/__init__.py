"""Articles to passages, statements and vectors; storing and searching them."""

from __future__ import annotations
