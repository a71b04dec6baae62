"""Question to evidence to answer."""

from __future__ import annotations
