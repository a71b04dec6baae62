"""The reader: one trained model that judges a question or claim against a unit."""

from __future__ import annotations

from rag.reader.form import UnitText
from rag.reader.model import Reader, Reading, load

__all__ = ["Reader", "Reading", "UnitText", "load"]
