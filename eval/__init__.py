"""Question sets, metrics, runs and reports."""

from __future__ import annotations
